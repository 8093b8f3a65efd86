#include "rule/load.h"

#include <errno.h>
#include <fts.h>
#include <string.h>

#include "rule/loader.h"
#include "rule/needs.h"

void loader_fault(Loader *loader, const char *id, const YamlNode *node, const char *detail, const char *suggestion) {
    Slot slots[] = {{"detail", detail}, {"word", node->text ? node->text : ""}, {NULL, NULL}};
    loader->wrong = true;
    diag_report(loader->diags, &(Report){.id = id,
                                         .span = {node->start, node->end},
                                         .slots = slots,
                                         .suggestions = &suggestion,
                                         .n_suggestions = suggestion != NULL});
}

void loader_keys(Loader *loader, const YamlNode *mapping, const char *const *names, size_t n) {
    for (uint32_t i = 0; i < mapping->n; i++) {
        const YamlNode *key = mapping->pairs[i].key;
        size_t known = 0;
        while (known < n && strcmp(names[known], key->text) != 0) known++;
        if (known < n) continue;
        int nearest = text_nearest(key->text, names, n);
        loader_fault(loader, "rule-unknown-key", key, "", nearest < 0 ? NULL : names[nearest]);
    }
}

const char *loader_scalar(Loader *loader, const YamlNode *node) {
    if (node && node->kind == YAML_SCALAR) return node->text;
    if (node) loader_fault(loader, "rule-wrong-value", node, "a text belongs here", NULL);
    return NULL;
}

void loader_texts(Loader *loader, const YamlNode *node, RefVec *list) {
    if (!node) return;
    if (node->kind != YAML_SEQUENCE) {
        vec_push(list, builder_text(loader->builder, loader_scalar(loader, node)));
        return;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        Ref text = builder_text(loader->builder, loader_scalar(loader, node->items[i]));
        vec_push(list, text);
    }
}

typedef struct {
    Source *source;
    YamlNode *root;
    const char *stem;
    bool definitions;
} RuleFile;

typedef VEC(RuleFile) RuleFiles;

static bool is_yaml(const FTSENT *entry) {
    size_t n = entry->fts_namelen;
    return entry->fts_info == FTS_F && n > 5 && strcmp(entry->fts_name + n - 5, ".yaml") == 0 &&
           entry->fts_name[0] != '.';
}

static int compare_entries(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

/* Reads one file; a file that is no YAML is reported at once. */
static void read_file(Loader *loader, const FTSENT *entry, Problems *problems, const Catalogue *catalogue,
                      RuleFiles *files) {
    SourceProblem problem;
    Source *source = source_read(entry->fts_accpath, entry->fts_path, &problem);
    if (!source) return;
    Diags diags = problems_begin(problems, catalogue, source);
    loader->diags = &diags;
    YamlError error;
    YamlNode *root = yaml_load(loader->arena, source->text, source->size, &error);
    YamlNode at = {.start = error.start, .end = error.end};
    if (!root) loader_fault(loader, "rule-syntax", &at, error.message, NULL);
    else if (root->kind != YAML_MAPPING) loader_fault(loader, "rule-syntax", root, "a rule is a mapping of keys", NULL);
    else {
        bool definitions = strcmp(entry->fts_parent->fts_name, "definitions") == 0;
        char *stem = arena_text(loader->arena, entry->fts_name, entry->fts_namelen - 5);
        vec_push(files, ((RuleFile){source, root, stem, definitions}));
    }
    problems_end(problems, &diags);
}

static bool read_folder(Loader *loader, const char *folder, Problems *problems, const Catalogue *catalogue,
                        RuleFiles *files) {
    char *paths[] = {(char *)folder, NULL};
    FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, compare_entries);
    bool ok = walk != NULL;
    for (FTSENT *entry; ok && (entry = fts_read(walk));) {
        bool unreadable = entry->fts_info == FTS_DNR || entry->fts_info == FTS_NS || entry->fts_info == FTS_ERR;
        if (unreadable && entry->fts_level == FTS_ROOTLEVEL) errno = entry->fts_errno, ok = false;
        else if (is_yaml(entry)) read_file(loader, entry, problems, catalogue, files);
    }
    int reason = errno;
    if (walk) fts_close(walk);
    errno = reason;
    return ok;
}

static void load_file(Loader *loader, const RuleFile *file, Problems *problems, const Catalogue *catalogue) {
    Diags diags;
    diags_init(&diags, problems->arena, catalogue, file->source);
    loader->diags = &diags;
    loader->stem = file->stem;
    loader->wrong = false;
    if (file->definitions) loader_definitions(loader, file->root);
    else loader_rule(loader, file->root);
    problems_end(problems, &diags);
}

RuleBook *book_load(Arena *arena, const char *folder, const RuleBook *base, const Catalogue *catalogue,
                    Problems *problems, const char **ret_why, BookSizes *ret_sizes) {
    BookBuilder builder;
    builder_init(&builder);
    Loader loader = {.arena = arena, .builder = &builder, .base = base, .names = intern_new(), .ids = intern_new()};
    RuleFiles files = {0};
    bool ok = read_folder(&loader, folder, problems, catalogue, &files);
    if (!ok) *ret_why = strerror(errno);
    loader_base_names(&loader);
    for (uint32_t i = 0; i < files.n; i++)
        if (files.items[i].definitions) loader_names(&loader, files.items[i].root);
    for (int definitions = 1; definitions >= 0; definitions--)
        for (uint32_t i = 0; i < files.n; i++)
            if (files.items[i].definitions == definitions) load_file(&loader, &files.items[i], problems, catalogue);
    RuleBook *book = ok ? builder_book(&builder, arena) : NULL;
    if (book) needs_find(&builder, book, base, arena), builder_refresh(&builder, arena, book);
    if (ret_sizes) *ret_sizes = (BookSizes){builder.pool.n, builder.refs.n};
    vec_done(&files);
    intern_free(loader.names);
    intern_free(loader.ids);
    builder_done(&builder);
    return book;
}
