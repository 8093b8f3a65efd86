/* rule-docs RULES-FOLDER OUT-FOLDER: writes a page for each rule and an index by group, in Markdown.
 *
 * It reads the YAML, since the program holds but the shortest examples. */
#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "base/yaml.h"
#include "diag/source.h"

typedef struct {
    const char *id, *area;
    const YamlNode *root;
} Page;

typedef struct {
    Arena *arena;
    VEC(Page) pages;
    const char *out;
    bool failed;
} Docs;

typedef struct {
    const char *name, *about;
} Group;

static const Group groups[] = {
    {"correctness", "libvirt refuses the document, or the guest cannot work so."},
    {"suspicious", "Accepted, but hardly what was meant."},
    {"security", "Opens the host or the guest to others."},
    {"performance", "Slower than it need be."},
    {"portability", "Bound to this host, machine or release."},
    {"style", "Fine, but can be said better."},
};

static bool is_rule(const FTSENT *entry) {
    size_t n = entry->fts_namelen;
    return entry->fts_info == FTS_F && n > 5 && strcmp(entry->fts_name + n - 5, ".yaml") == 0 &&
           strcmp(entry->fts_parent->fts_name, "definitions") != 0;
}

static void read_rule(Docs *docs, const FTSENT *entry) {
    SourceProblem problem;
    YamlError error = {.message = "unreadable"};
    Source *source = source_read(entry->fts_path, entry->fts_path, &problem);
    const YamlNode *root = source ? yaml_load(docs->arena, source->text, source->size, &error) : NULL;
    const char *id = yaml_text(root, "id");
    if (id) vec_push(&docs->pages, ((Page){id, arena_strdup(docs->arena, entry->fts_parent->fts_name), root}));
    else fprintf(stderr, "%s: no rule (%s)\n", entry->fts_path, root ? "no id" : error.message), docs->failed = true;
    source_free(source);
}

static int compare_pages(const void *left, const void *right) {
    return strcmp(((const Page *)left)->id, ((const Page *)right)->id);
}

static void read_rules(Docs *docs, char *folder) {
    char *paths[] = {folder, NULL};
    FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *entry; walk && (entry = fts_read(walk));)
        if (is_rule(entry)) read_rule(docs, entry);
    if (walk) fts_close(walk);
    if (docs->pages.n) qsort(docs->pages.items, docs->pages.n, sizeof(Page), compare_pages);
    else fprintf(stderr, "%s: no rules\n", folder), docs->failed = true;
}

static FILE *open_page(Docs *docs, const char *name) {
    char *path = arena_printf(docs->arena, "%s/%s.md", docs->out, name);
    FILE *out = fopen(path, "w");
    if (!out) fprintf(stderr, "%s: %s\n", path, strerror(errno)), docs->failed = true;
    return out;
}

static void close_page(Docs *docs, FILE *out) {
    if (ferror(out) | (fclose(out) != 0)) docs->failed = true;
}

/* Text in a line of Markdown: what would be markup is told apart. */
static void put_inline(FILE *out, const char *text) {
    for (; *text; text++) {
        if (strchr("<*_|[]\\`", *text)) fputc('\\', out);
        fputc(*text == '\n' ? ' ' : *text, out);
    }
}

/* Paragraphs as they are, but elements are no HTML. */
static void put_prose(FILE *out, const char *text) {
    size_t n = strlen(text);
    for (const char *p = text; *p; p++) {
        if (*p == '<') fputc('\\', out);
        fputc(*p, out);
    }
    if (!n || text[n - 1] != '\n') fputc('\n', out);
}

/* A message with its slots as "…". */
static void put_message(FILE *out, const char *message) {
    for (const char *p = message; *p;) {
        if ((*p == '{' || *p == '}') && p[1] == *p) fputc(*p, out), p += 2;
        else if (*p == '{') {
            for (char quote = 0; *p && (quote || *p != '}'); p++) {
                if (quote ? *p == quote : *p == '\'' || *p == '"') quote = quote ? 0 : *p;
            }
            fputs("…", out);
            p += *p == '}';
        } else {
            char one[2] = {*p++, 0};
            put_inline(out, one);
        }
    }
}

static void put_code(FILE *out, const char *what, const char *text) {
    if (!text) return;
    size_t n = strlen(text);
    fprintf(out, "\n%s%s```xml\n%s%s```\n", what, *what ? "\n\n" : "", text, n && text[n - 1] == '\n' ? "" : "\n");
}

/* Examples: all bad ones with what mends them, then all good ones; beyond the first three they are in the rule. */
static void put_examples(FILE *out, const YamlNode *examples, bool good) {
    const char *key = good ? "good" : "bad";
    int told = 0;
    for (uint32_t i = 0; examples && examples->kind == YAML_SEQUENCE && i < examples->n && told < 3; i++) {
        const YamlNode *example = examples->items[i];
        const char *text = yaml_text(example, key), *mode = yaml_text(example, "mode");
        if (!text) continue;
        if (!told++) fprintf(out, "\n## %s\n", good ? "Good" : "Bad");
        put_code(out, mode ? "To be updated, in the configuration:" : "To be updated:", yaml_text(example, "old"));
        put_code(out, yaml_text(example, "old") ? "The new device:" : told > 1 ? "Or:" : "", text);
        if (!good) put_code(out, "Mended:", yaml_text(example, "fixed"));
    }
}

static void put_list(FILE *out, const YamlNode *list) {
    if (!list) return;
    fprintf(out, "\n## Links\n\n");
    for (uint32_t i = 0; list->kind == YAML_SEQUENCE && i < list->n; i++)
        if (list->items[i]->kind == YAML_SCALAR) fprintf(out, "- <%s>\n", list->items[i]->text);
    if (list->kind == YAML_SCALAR) fprintf(out, "- <%s>\n", list->text);
}

static void put_fix(FILE *out, const YamlNode *fix) {
    bool safe = false;
    const char *title = yaml_text(fix, "title");
    if (!title) return;
    yaml_bool(yaml_get(fix, "safe"), &safe);
    fputs("\n## Fix\n\n", out);
    put_message(out, title);
    fprintf(out, " (`domlint --fix%s`).\n", safe ? "" : " --unsafe-fixes");
}

static void put_silence(FILE *out, const Page *page) {
    bool error_of_use = strcmp(page->area, "builtin") == 0 && strncmp(page->id, "schema-", 7) != 0;
    if (error_of_use) return;
    fprintf(out,
            "\n## To silence it\n\nIn the document, for the next element: `<!-- domlint disable-next %s: reason -->`. "
            "For a run: `--ignore %s`.\n",
            page->id, page->id);
}

static void put_page(Docs *docs, const Page *page) {
    const YamlNode *root = page->root;
    FILE *out = open_page(docs, page->id);
    if (!out) return;
    const char *since = yaml_text(root, "since"), *until = yaml_text(root, "until"), *why = yaml_text(root, "why");
    fprintf(out, "<!-- Written by make docs from rules/%s/%s.yaml. -->\n# %s\n\n", page->area, page->id, page->id);
    put_inline(out, yaml_text(root, "title") ? yaml_text(root, "title") : "");
    fprintf(out, "\n\n%s · [%s](README.md#%s)", yaml_text(root, "severity"), yaml_text(root, "group"),
            yaml_text(root, "group"));
    if (since) fprintf(out, " · since libvirt %s", since);
    if (until) fprintf(out, " · until libvirt %s", until);
    fprintf(out, " · [the rule](../../rules/%s/%s.yaml)\n", page->area, page->id);
    if (yaml_text(root, "message")) {
        fputs("\n> ", out);
        put_message(out, yaml_text(root, "message"));
        fputc('\n', out);
    }
    if (why) fputs("\n## Why\n\n", out), put_prose(out, why);
    put_examples(out, yaml_get(root, "examples"), false);
    put_examples(out, yaml_get(root, "examples"), true);
    put_fix(out, yaml_get(root, "fix"));
    put_list(out, yaml_get(root, "links"));
    put_silence(out, page);
    close_page(docs, out);
}

static void put_index(Docs *docs) {
    FILE *out = open_page(docs, "README");
    if (!out) return;
    fprintf(out, "<!-- Written by make docs from rules/. -->\n# The %u rules\n", docs->pages.n);
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        uint32_t told = 0;
        for (uint32_t i = 0; i < docs->pages.n; i++) {
            const Page *page = &docs->pages.items[i];
            const char *group = yaml_text(page->root, "group"), *title = yaml_text(page->root, "title");
            if (!group || strcmp(group, groups[g].name) != 0) continue;
            if (!told++) fprintf(out, "\n## %s\n\n%s\n\n", groups[g].name, groups[g].about);
            fprintf(out, "- [%s](%s.md) (%s): ", page->id, page->id, yaml_text(page->root, "severity"));
            put_inline(out, title ? title : "");
            fputc('\n', out);
        }
    }
    close_page(docs, out);
}

int main(int argc, char **argv) {
    if (argc != 3) return fputs("usage: rule-docs RULES-FOLDER OUT-FOLDER\n", stderr), 2;
    Docs docs = {.arena = arena_new(), .out = argv[2]};
    read_rules(&docs, argv[1]);
    for (uint32_t i = 0; i < docs.pages.n; i++) put_page(&docs, &docs.pages.items[i]);
    put_index(&docs);
    vec_done(&docs.pages);
    arena_free(docs.arena);
    return docs.failed;
}
