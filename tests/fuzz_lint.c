/* Fuzz target: a document through the whole Linter.
 *
 * The input is a document: parsed, held against our grammar and rules, its suppressions heeded. Checked twice with one
 * Checker it must give the same; every place must lie in the text. Then all fixes are applied, a few rounds: what was
 * XML must stay XML. One input in two is checked for an old libvirt. Without libFuzzer see fuzz_main.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lint.h"

enum { ROUNDS_MAX = 3 };

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* Never freed: fuzzing ends when it is killed. */
static Checker *checker_for(Release target) {
    static Config configs[2];
    static Checker *checkers[2];
    int old = target != RELEASE_NEWEST;
    if (!checkers[old]) {
        Problems problems;
        problems_init(&problems);
        config_init(&configs[old]);
        configs[old].target = target;
        checkers[old] = checker_new(linter_new(&configs[old], &problems));
        if (problems_fatal(&problems)) abort();
        problems_done(&problems);
    }
    return checkers[old];
}

static void fail(const Check *check, const char *problem, const char *id) {
    fprintf(stderr, "%s: %s\n%.*s\n", problem, id, (int)check->source->size, check->source->text);
    abort();
}

static void hold_span(const Check *check, Span span, const char *id) {
    if (span.start > span.end || span.end > check->source->size) fail(check, "a place outside the text", id);
}

static void hold_places(const Check *check) {
    for (uint32_t i = 0; i < check->diags.list.n; i++) {
        const Diagnostic *diag = &check->diags.list.items[i];
        hold_span(check, diag->span, diag->kind->id);
        for (uint32_t k = 0; k < diag->n_related; k++)
            if (!diag->related[k].source) hold_span(check, diag->related[k].span, diag->kind->id);
        for (uint32_t k = 0; diag->fix && k < diag->fix->n; k++)
            hold_span(check, diag->fix->edits[k].span, diag->kind->id);
    }
}

static bool same_diagnostic(const Diagnostic *a, const Diagnostic *b) {
    return a->kind == b->kind && a->severity == b->severity && a->span.start == b->span.start &&
           a->span.end == b->span.end && strcmp(a->message, b->message) == 0 && !a->fix == !b->fix;
}

static void hold_same(const Check *a, const Check *b) {
    if (a->state != b->state) fail(a, "checked twice", "another state");
    if (a->diags.list.n != b->diags.list.n) fail(a, "checked twice", "another number of diagnostics");
    for (uint32_t i = 0; i < a->diags.list.n; i++)
        if (!same_diagnostic(&a->diags.list.items[i], &b->diags.list.items[i]))
            fail(a, "checked twice", a->diags.list.items[i].kind->id);
}

typedef VEC(const Fix *) FixVec;

/* The check of the text after the fixes, safe or not, or NULL if nothing is mended. */
static Check *check_mended(Checker *checker, const Check *check, const FixVec *fixes) {
    Text text = {0}, bytes = {0};
    Check *again = NULL;
    bool *applied = memory_alloc((fixes->n + 1) * sizeof *applied);
    if (edits_apply(check->source, fixes->items, fixes->n, &text, applied) &&
        source_encode(check->source, text_str(&text), text.n, &bytes))
        again = check_text(checker, "fuzz.xml", text_str(&bytes), bytes.n);
    if (again && again->state == CHECK_DONE) hold_places(again);
    free(applied);
    text_done(&bytes);
    text_done(&text);
    return again;
}

static bool breaks(const Check *check, const Check *again) {
    return again && check->well_formed && (again->state != CHECK_DONE || !again->well_formed);
}

/* Together fixes may break what none breaks alone: two give an element the same attribute. */
static void hold_alone(Checker *checker, const Check *check, const FixVec *fixes) {
    for (uint32_t i = 0; i < fixes->n; i++) {
        FixVec alone = {0};
        vec_push(&alone, fixes->items[i]);
        Check *again = check_mended(checker, check, &alone);
        if (breaks(check, again)) fail(check, "mended into something broken", fixes->items[i]->title);
        check_free(again);
        vec_done(&alone);
    }
}

/* The check after all fixes, or NULL if there is nothing to mend. */
static Check *mend(Checker *checker, const Check *check) {
    FixVec fixes = {0};
    for (uint32_t i = 0; i < check->diags.list.n; i++)
        if (check->diags.list.items[i].fix) vec_push(&fixes, check->diags.list.items[i].fix);
    Check *again = fixes.n ? check_mended(checker, check, &fixes) : NULL;
    if (breaks(check, again)) hold_alone(checker, check, &fixes);
    vec_done(&fixes);
    return again;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    Checker *checker = checker_for(size % 2 ? RELEASE_NEWEST : 5000000);
    const char *bytes = (const char *)data;
    Check *check = check_text(checker, "fuzz.xml", bytes, size);
    if (check->source) {
        Check *twice = check_text(checker, "fuzz.xml", bytes, size);
        hold_places(check);
        hold_same(check, twice);
        check_free(twice);
    }
    for (int round = 0; round < ROUNDS_MAX && check && check->state == CHECK_DONE; round++) {
        Check *again = mend(checker, check);
        check_free(check);
        check = again;
    }
    check_free(check);
    return 0;
}
