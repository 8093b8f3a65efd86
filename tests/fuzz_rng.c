/* Fuzz target: a grammar and documents together.
 *
 * The input is a schema and documents, with a NUL byte between two; each document is checked twice with one Validator,
 * which must say the same both times. Without libFuzzer see fuzz_main.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rng/rng.h"

static const char *const ids[] = {"schema-root",
                                  "schema-element-unknown",
                                  "schema-element-misplaced",
                                  "schema-element-conflict",
                                  "schema-element-namespace",
                                  "schema-element-duplicate",
                                  "schema-attribute-rival",
                                  "schema-element-rival",
                                  "schema-element-order",
                                  "schema-element-not-now",
                                  "schema-element-missing-before",
                                  "schema-element-missing",
                                  "schema-attribute-unknown",
                                  "schema-attribute-misplaced",
                                  "schema-attribute-conflict",
                                  "schema-attribute-missing",
                                  "schema-value-unknown",
                                  "schema-value-number",
                                  "schema-value-format",
                                  "schema-value-conflict",
                                  "schema-value-empty",
                                  "schema-text-not-allowed",
                                  "schema-needs-newer",
                                  "schema-removed",
                                  "schema-removed-newest",
                                  "schema-too-complex",
                                  "schema-too-many",
                                  "schema-grammar-file",
                                  "schema-grammar-syntax",
                                  "schema-grammar-reference",
                                  "schema-grammar-restriction",
                                  "schema-grammar-datatype",
                                  "schema-grammar-limit",
                                  "xml-binary",
                                  "xml-doctype",
                                  "xml-empty",
                                  "xml-encoding",
                                  "xml-extra-content",
                                  "xml-extra-end-tag",
                                  "xml-none",
                                  "xml-syntax",
                                  "xml-tag-mismatch",
                                  "xml-too-deep",
                                  "xml-unclosed"};

static Catalogue *make_catalogue(void) {
    static DiagKind kinds[sizeof ids / sizeof *ids];
    Catalogue *catalogue = catalogue_new();
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        kinds[i] = (DiagKind){.id = ids[i], .severity = SEVERITY_ERROR, .group = "correctness", .message = "{problem}"};
        catalogue_add(catalogue, &kinds[i]);
    }
    return catalogue;
}

/* The number of findings, or -1 if it is no XML. */
static int check(Validator *validator, const Catalogue *catalogue, const char *text, size_t size) {
    Arena *arena = arena_new();
    SourceProblem problem;
    Source *source = source_from_bytes("fuzz.xml", text, size, &problem);
    Diags diags;
    int found = -1;
    if (source) {
        diags_init(&diags, arena, catalogue, source);
        Document *document = document_parse(source, &diags);
        if (document) {
            diags.list.n = 0;
            bool valid = validator_run(validator, document, &diags);
            if (!valid && diags.list.n == 0) abort();
            found = (int)diags.list.n;
        }
        document_free(document);
        diags_done(&diags);
        source_free(source);
    }
    arena_free(arena);
    return found;
}

static void check_documents(const Schema *schema, const Catalogue *catalogue, const char *text, size_t size) {
    Validator *validator = validator_new(schema, size % 2 ? SCHEMA_NEWEST : 9000000);
    while (size > 0) {
        const char *end = memchr(text, '\0', size);
        size_t n = end ? (size_t)(end - text) : size;
        if (check(validator, catalogue, text, n) != check(validator, catalogue, text, n)) abort();
        size -= n + (end != NULL);
        text += n + (end != NULL);
    }
    validator_free(validator);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    static Catalogue *catalogue;
    if (!catalogue) catalogue = make_catalogue();
    const char *text = (const char *)data, *end = size ? memchr(text, '\0', size) : NULL;
    Arena *arena = arena_new();
    SchemaProblems problems;
    schema_problems_init(&problems, arena, catalogue);
    Schema *schema = schema_load_text("fuzz.rng", text, end ? (size_t)(end - text) : size, &problems);
    if (!schema && problems.list.n == 0) abort();
    Explanation *explanations;
    if (schema) schema_explain(schema, arena, "a/b", &explanations);
    if (schema && end) check_documents(schema, catalogue, end + 1, size - (size_t)(end + 1 - text));
    schema_free(schema);
    schema_problems_done(&problems);
    arena_free(arena);
    return 0;
}
