#include "rng_support.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/yaml.h"

/* Not of the check library: the benchmark has no test running. */
static void must(bool holds, const char *path) {
    if (holds) return;
    fprintf(stderr, "cannot use %s\n", path);
    exit(1);
}

static void add_kind(Catalogue *catalogue, Arena *arena, const char *path) {
    SourceProblem problem;
    Source *source = source_read(path, path, &problem);
    YamlError error;
    YamlNode *root = yaml_load(arena, source->text, source->size, &error);
    must(root != NULL, path);
    DiagKind *kind = arena_alloc(arena, sizeof *kind);
    *kind = (DiagKind){
        .id = yaml_text(root, "id"), .group = yaml_text(root, "group"), .message = yaml_text(root, "message")};
    must(severity_parse(yaml_text(root, "severity"), &kind->severity), path);
    catalogue_add(catalogue, kind);
    source_free(source);
}

Catalogue *test_catalogue(void) {
    static Catalogue *catalogue;
    if (catalogue) return catalogue;
    static Arena *arena;
    const char *srcdir = getenv("srcdir");
    char folder[512], path[1024];
    arena = arena_new();
    catalogue = catalogue_new();
    snprintf(folder, sizeof folder, "%s/rules/builtin", srcdir ? srcdir : ".");
    DIR *dir = opendir(folder);
    must(dir != NULL, folder);
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        if (!strstr(entry->d_name, ".yaml")) continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        add_kind(catalogue, arena, path);
    }
    closedir(dir);
    return catalogue;
}

static void add_finding(Text *out, const Diagnostic *diagnostic, bool named) {
    Position at = source_position(diagnostic->source, diagnostic->span.start, COLUMN_CODEPOINTS);
    if (named) text_printf(out, "%s:", diagnostic->source->name);
    text_printf(out, "%u:%u %s: %s", at.line, at.column, diagnostic->kind->id, diagnostic->message);
    for (uint32_t i = 0; i < diagnostic->n_suggestions; i++) text_printf(out, " | %s", diagnostic->suggestions[i]);
    if (diagnostic->help) text_printf(out, " = %s", diagnostic->help);
    text_putc(out, '\n');
}

Schema *test_schema(const char *text, char **ret_problems) {
    Arena *arena = arena_new();
    SchemaProblems problems;
    Text out = {0};
    schema_problems_init(&problems, arena, test_catalogue());
    Schema *schema = schema_load_text("s.rng", text, strlen(text), &problems);
    for (uint32_t i = 0; i < problems.list.n; i++) add_finding(&out, &problems.list.items[i], true);
    schema_problems_done(&problems);
    arena_free(arena);
    text_puts(&out, "");
    *ret_problems = strdup(text_str(&out));
    text_done(&out);
    return schema;
}

Schema *test_grammar(const char *content) {
    Text text = {0};
    char *problems;
    text_printf(&text,
                "<grammar xmlns='http://relaxng.org/ns/structure/1.0' xmlns:d='urn:domlint:grammar' "
                "xmlns:a='http://relaxng.org/ns/compatibility/annotations/1.0' "
                "datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'>%s</grammar>",
                content);
    Schema *schema = test_schema(text_str(&text), &problems);
    ck_assert_msg(schema != NULL, "%s", problems);
    free(problems);
    text_done(&text);
    return schema;
}

char *test_check(Validator *validator, const char *text) {
    Arena *arena = arena_new();
    SourceProblem problem;
    Source *source = source_from_bytes("x.xml", text, strlen(text), &problem);
    Diags diags;
    Text out = {0};
    diags_init(&diags, arena, test_catalogue(), source);
    Document *document = document_parse(source, &diags);
    ck_assert_msg(document != NULL, "%s", text);
    bool valid = validator_run(validator, document, &diags);
    diags_sort(&diags);
    for (uint32_t i = 0; i < diags.list.n; i++) add_finding(&out, &diags.list.items[i], false);
    ck_assert_msg(valid || diags.list.n, "an invalid document with nothing said of it: %s", text);
    document_free(document);
    diags_done(&diags);
    source_free(source);
    arena_free(arena);
    char *said = strdup(text_str(&out));
    text_done(&out);
    return said;
}

char *test_check_with(const Schema *schema, const char *text, uint32_t target) {
    Validator *validator = validator_new(schema, target);
    char *said = test_check(validator, text);
    validator_free(validator);
    return said;
}
