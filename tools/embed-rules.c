/* embed-rules RULES-FOLDER: writes the rules as C data to standard output. A mistake in a rule ends the build. */
#include <stdio.h>
#include <stdlib.h>

#include "rule/load.h"

/* The kinds the loader reports; their YAML is among what is loaded. */
static const DiagKind kinds[] = {
    {.id = "rule-syntax", .severity = SEVERITY_ERROR, .group = "correctness", .message = "{detail}"},
    {.id = "rule-unknown-key",
     .severity = SEVERITY_ERROR,
     .group = "correctness",
     .message = "no key is called '{word}' here"},
    {.id = "rule-missing-key",
     .severity = SEVERITY_ERROR,
     .group = "correctness",
     .message = "the key '{detail}' is missing"},
    {.id = "rule-wrong-value", .severity = SEVERITY_ERROR, .group = "correctness", .message = "'{word}': {detail}"},
    {.id = "rule-wrong-xpath", .severity = SEVERITY_ERROR, .group = "correctness", .message = "'{word}': {detail}"},
    {.id = "rule-duplicate-id",
     .severity = SEVERITY_ERROR,
     .group = "correctness",
     .message = "the id '{word}' is taken"},
};

static bool report(const Problems *problems) {
    for (uint32_t i = 0; i < problems->list.n; i++) {
        const Diagnostic *diagnostic = &problems->list.items[i];
        Position at = source_position(diagnostic->source, diagnostic->span.start, COLUMN_CODEPOINTS);
        fprintf(stderr, "%s:%u:%u: error: %s", diagnostic->source->name, at.line, at.column, diagnostic->message);
        if (diagnostic->n_suggestions) fprintf(stderr, "; did you mean '%s'?", diagnostic->suggestions[0]);
        fprintf(stderr, " [%s]\n", diagnostic->kind->id);
    }
    return problems->list.n == 0;
}

static void write_pool(const char *pool, size_t size) {
    printf("static const char pool[] = {");
    for (size_t i = 0; i < size; i++) printf("%s%d,", i % 32 ? "" : "\n", pool[i]);
    printf("\n};\n\n");
}

static void write_refs(const RuleBook *book, size_t n) {
    printf("static const Ref refs[] = {");
    for (size_t i = 0; i < n; i++) printf("%s%u,", i % 20 ? "" : "\n", book->refs[i]);
    printf("%s\n};\n\n", n ? "" : "0");
}

static void write_range(const char *name, Range range) { printf(".%s={%u,%u},", name, range.first, range.n); }

static void write_rule(const RuleRecord *rule) {
    printf("{.id=%u,.title=%u,.message=%u,.why=%u,.help=%u,.group=%u,.since=%u,.select=%u,.at=%u,.bad=%u,.good=%u,.old="
           "%u,.expression=%u,.type=%"
           "u,.among=%u,"
           ".key=%u,.fix_title=%u,",
           rule->id, rule->title, rule->message, rule->why, rule->help, rule->group, rule->since, rule->select,
           rule->at, rule->bad, rule->good, rule->old, rule->expression, rule->type, rule->among, rule->key,
           rule->fix_title);
    write_range("when", rule->when);
    write_range("links", rule->links);
    write_range("suggestions", rule->suggestions);
    write_range("needs", rule->needs);
    write_range("kin", rule->kin);
    write_range("related", rule->related);
    write_range("params", rule->params);
    write_range("fields", rule->fields);
    write_range("edits", rule->edits);
    printf(".since_release=%u,.until_release=%u,.severity=%u,.verb=%u,.scope=%u,.builtin=%u,.fix_safe=%u},\n",
           rule->since_release, rule->until_release, rule->severity, rule->verb, rule->scope, rule->builtin,
           rule->fix_safe);
}

static void write_book(const RuleBook *book, const BookSizes *sizes) {
    printf("/* Written by embed-rules from rules/. */\n#include \"rule/book.h\"\n\n");
    write_pool(book->pool, sizes->pool);
    write_refs(book, sizes->refs);
    printf("static const RuleRecord rules[] = {\n");
    for (uint32_t i = 0; i < book->n_rules; i++) write_rule(&book->rules[i]);
    printf("};\n\nconst RuleBook book_builtin = {.pool=pool,.refs=refs,.rules=rules,.n_rules=%u,", book->n_rules);
    write_range("variables", book->variables);
    write_range("functions", book->functions);
    write_range("namespaces", book->namespaces);
    write_range("tables", book->tables);
    write_range("roots", book->roots);
    write_range("wrap", book->wrap);
    printf("};\n");
}

int main(int argc, char **argv) {
    if (argc != 2) return fputs("usage: embed-rules RULES-FOLDER\n", stderr), 2;
    Catalogue *catalogue = catalogue_new();
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) catalogue_add(catalogue, &kinds[i]);
    Problems problems;
    problems_init(&problems);
    const char *why = NULL;
    BookSizes sizes;
    RuleBook *book = book_load(problems.arena, argv[1], NULL, catalogue, &problems, &why, &sizes);
    if (!book) fprintf(stderr, "%s: %s\n", argv[1], why);
    bool ok = report(&problems) && book;
    if (ok) write_book(book, &sizes);
    problems_done(&problems);
    catalogue_free(catalogue);
    return ok && fflush(stdout) == 0 ? 0 : 1;
}
