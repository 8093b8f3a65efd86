#include "cli/baseline_file.h"

#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/yaml.h"

const char *baseline_folder(Arena *arena, const char *path) {
    char real[PATH_MAX], *dir = arena_strdup(arena, path), *slash = strrchr(dir, '/');
    if (slash) slash[slash == dir] = 0;
    return realpath(slash ? dir : ".", real) ? arena_strdup(arena, real) : ".";
}

static void wrong(Diags *diags, Span span, const char *detail) {
    Slot slots[] = {{"detail", detail}, {NULL, NULL}};
    diag_report(diags, &(Report){.id = "baseline-wrong", .span = span, .slots = slots});
}

static Span node_span(const YamlNode *node) { return (Span){node->start, node->end}; }

static void read_entry(Baseline *baseline, const YamlNode *node, Diags *diags) {
    static const char *const names[] = {"path", "rule", "xpath", "value", "count"};
    const char *texts[5];
    for (int i = 0; i < 5; i++) {
        texts[i] = yaml_text(node, names[i]);
        if (!texts[i]) {
            wrong(diags, node_span(node), arena_printf(diags->arena, "an entry needs a text '%s'", names[i]));
            return;
        }
    }
    char *end;
    unsigned long count = strtoul(texts[4], &end, 10);
    if (*end || count == 0 || count > UINT32_MAX) {
        wrong(diags, node_span(yaml_get(node, "count")), "a count is a number above 0");
        return;
    }
    BaselineEntry *entry = baseline_entry(baseline, texts[0], texts[1], texts[2], texts[3]);
    entry->count += (uint32_t)count;
    entry->place = node_span(yaml_get(node, "rule"));
}

/* JSON is read as the YAML it is, since that keeps the places. */
void baseline_read(Baseline *baseline, Source *source, const Catalogue *catalogue, Problems *problems) {
    Diags diags = problems_begin(problems, catalogue, source);
    Arena *arena = arena_new();
    YamlError error;
    baseline->source = source;
    YamlNode *root = yaml_load(arena, source->text, source->size, &error);
    YamlNode *findings = yaml_get(root, "findings");
    const char *version = yaml_text(root, "version");
    if (!root) wrong(&diags, (Span){error.start, error.end}, error.message);
    else if (!version || strcmp(version, "1") != 0)
        wrong(&diags, node_span(root), "not a baseline of version 1; --write-baseline makes a new one");
    else if (!findings || findings->kind != YAML_SEQUENCE)
        wrong(&diags, node_span(root), "the list 'findings' is missing");
    for (uint32_t i = 0; root && findings && findings->kind == YAML_SEQUENCE && i < findings->n; i++)
        read_entry(baseline, findings->items[i], &diags);
    arena_free(arena);
    problems_end(problems, &diags);
}

typedef struct {
    const char *path;
    const BaselineEntry *entry;
    uint32_t count;
} Line;

static int compare_lines(const void *left, const void *right) {
    const Line *a = left, *b = right;
    int order = strcmp(a->path, b->path);
    if (!order) order = strcmp(a->entry->rule, b->entry->rule);
    if (!order) order = strcmp(a->entry->xpath, b->entry->xpath);
    return order ? order : strcmp(a->entry->value, b->entry->value);
}

static void print_line(const Line *line, Text *out) {
    json_t *value = json_pack("{s:s, s:s, s:s, s:s, s:I}", "path", line->path, "rule", line->entry->rule, "xpath",
                              line->entry->xpath, "value", line->entry->value, "count", (json_int_t)line->count);
    char *text = json_dumps(value, 0);
    text_puts(out, text);
    free(text);
    json_decref(value);
}

void baseline_print(const Baseline *baseline, bool prune, Text *out, uint32_t *ret_n) {
    VEC(Line) lines = {0};
    *ret_n = 0;
    for (uint32_t i = 0; i < baseline->entries.n; i++) {
        const BaselineEntry *entry = &baseline->entries.items[i];
        Line line = {intern_string(baseline->files, entry->file), entry, baseline_count(baseline, entry, prune)};
        if (line.count == 0) continue;
        vec_push(&lines, line);
        *ret_n += line.count;
    }
    if (lines.n) qsort(lines.items, lines.n, sizeof *lines.items, compare_lines);
    text_puts(out, "{\"version\": 1,\n \"findings\": [");
    for (uint32_t i = 0; i < lines.n; i++) {
        text_puts(out, i ? ",\n  " : "\n  ");
        print_line(&lines.items[i], out);
    }
    text_puts(out, "\n ]}\n");
    vec_done(&lines);
}
