#include "cli/explain.h"

#include <string.h>

#include "cli/run.h"
#include "cli/say.h"
#include "lint.h"
#include "rule/rule.h"
#include "value/value.h"

static bool named(const Options *options, const DiagKind *kind) {
    if (options->operands.n == 0) return true;
    for (uint32_t i = 0; i < options->operands.n; i++)
        if (kind_matches(kind, options->operands.items[i])) return true;
    return false;
}

static int list_types(void) {
    for (const ValueType *const *type = value_types; *type; type++) {
        printf("%s: %s\n  good:", (*type)->name, (*type)->title);
        for (const char *const *good = (*type)->good; *good; good++) printf(" '%s'", *good);
        printf("\n  bad: ");
        for (const char *const *bad = (*type)->bad; *bad; bad++) printf(" '%s'", *bad);
        printf("\n");
    }
    return EXIT_CLEAN;
}

static void list_kind(const Catalogue *catalogue, const DiagKind *kind) {
    printf("%-8s %-13s %s: %s\n", severity_name(catalogue_severity(catalogue, kind)), kind->group, kind->id,
           kind->title);
}

static bool is_known(const Linter *linter, Arena *arena, const char *selector) {
    const char *problem = linter_selector_problem(linter, arena, selector);
    if (problem) complain(selector, problem);
    return problem == NULL;
}

int explain_rules(const Options *options) {
    if (options->types) return list_types();
    Problems problems;
    problems_init(&problems);
    Linter *linter = linter_new(&options->config, &problems);
    const Catalogue *catalogue = linter_catalogue(linter);
    bool known = true;
    for (uint32_t i = 0; i < options->operands.n; i++)
        known &= is_known(linter, problems.arena, options->operands.items[i]);
    for (uint32_t i = 0; i < catalogue_count(catalogue); i++)
        if (named(options, catalogue_at(catalogue, i))) list_kind(catalogue, catalogue_at(catalogue, i));
    linter_free(linter);
    problems_done(&problems);
    return known ? EXIT_CLEAN : EXIT_TROUBLE;
}

static const char *nearest_word(const Linter *linter, Arena *arena, const char *word) {
    const Catalogue *catalogue = linter_catalogue(linter);
    const char *const *elements;
    uint32_t n = schema_element_names(linter_schema(linter), arena, &elements), ids = catalogue_count(catalogue);
    const char **words = arena_alloc(arena, (n + ids) * sizeof *words);
    for (uint32_t i = 0; i < ids; i++) words[i] = catalogue_at(catalogue, i)->id;
    for (uint32_t i = 0; i < n; i++) words[ids + i] = elements[i];
    int nearest = text_nearest(word, words, n + ids);
    return nearest < 0 ? NULL : words[nearest];
}

static bool explain_word(Page *page, const Linter *linter, Arena *arena, const char *word) {
    const DiagKind *kind = catalogue_find(linter_catalogue(linter), word, NULL);
    if (kind) return explain_rule(page, kind), true;
    Explanation *explanations;
    uint32_t n = schema_explain(linter_schema(linter), arena, word, &explanations);
    for (uint32_t i = 0; i < n; i++) explain_element(page, &explanations[i]);
    if (n) return true;
    const char *nearest = nearest_word(linter, arena, word);
    fprintf(stderr, "domlint: nothing is known of '%s'", word);
    if (nearest) fprintf(stderr, "; did you mean '%s'?", nearest);
    fprintf(stderr, "\n");
    return false;
}

int explain_ids(const Options *options) {
    if (options->operands.n == 0) return fputs("domlint: explain: name a rule or an element\n", stderr), EXIT_TROUBLE;
    Problems problems;
    problems_init(&problems);
    Linter *linter = linter_new(&options->config, &problems);
    bool known = true;
    Page page;
    page_init(&page, stdout, color_wanted(options->color));
    for (uint32_t i = 0; i < options->operands.n; i++)
        known &= explain_word(&page, linter, problems.arena, options->operands.items[i]);
    linter_free(linter);
    problems_done(&problems);
    return known ? EXIT_CLEAN : EXIT_TROUBLE;
}

void explain_version(FILE *out) {
    const Schema *schema = schema_builtin();
    uint32_t oldest = schema_oldest(schema), newest = schema_newest(schema);
    fprintf(out, "domlint %s\nlibvirt %u.%u.%u to %u.%u.%u\n", VERSION, oldest / 1000000, oldest / 1000 % 1000,
            oldest % 1000, newest / 1000000, newest / 1000 % 1000, newest % 1000);
}
