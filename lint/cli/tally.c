#include "cli/tally.h"

#include <stdlib.h>
#include <string.h>

void tally_init(Tally *tally) { *tally = (Tally){.ids = intern_new()}; }

void tally_done(Tally *tally) {
    intern_free(tally->ids);
    vec_done(&tally->rules);
}

void tally_add(Tally *tally, const Diagnostic *diagnostic) {
    uint32_t number = intern_add(tally->ids, slice_from(diagnostic->kind->id));
    if (number == tally->rules.n)
        vec_push(&tally->rules, ((RuleTally){.kind = diagnostic->kind, .severity = diagnostic->severity}));
    tally->rules.items[number].n++;
    tally->rules.items[number].fixable += diagnostic->fix != NULL;
}

static int compare_tallies(const void *left, const void *right) {
    const RuleTally *a = left, *b = right;
    if (a->n != b->n) return a->n < b->n ? 1 : -1;
    return strcmp(a->kind->id, b->kind->id);
}

/* A copy of the rules, most frequent first; free() it. */
static RuleTally *sorted(const Tally *tally) {
    RuleTally *rules = memory_alloc(tally->rules.n * sizeof *rules);
    if (tally->rules.n == 0) return rules;
    memcpy(rules, tally->rules.items, tally->rules.n * sizeof *rules);
    qsort(rules, tally->rules.n, sizeof *rules, compare_tallies);
    return rules;
}

void tally_print(const Tally *tally, FILE *out) {
    RuleTally *rules = sorted(tally);
    for (uint32_t i = 0; i < tally->rules.n; i++)
        fprintf(out, "%7u  %-7s  %s%s: %s\n", rules[i].n, severity_name(rules[i].severity), rules[i].kind->id,
                rules[i].fixable ? " [fix]" : "", rules[i].kind->title);
    free(rules);
}

void tally_print_markdown(const Tally *tally, FILE *out) {
    RuleTally *rules = sorted(tally);
    fputs("### domlint\n\n", out);
    if (tally->rules.n == 0) fputs("Nothing found in libvirt domain XML.\n", out);
    else fputs("| found | severity | rule | what |\n|---:|---|---|---|\n", out);
    for (uint32_t i = 0; i < tally->rules.n; i++)
        fprintf(out, "| %u | %s | `%s` | %s |\n", rules[i].n, severity_name(rules[i].severity), rules[i].kind->id,
                rules[i].kind->title);
    fputc('\n', out);
    free(rules);
}

static int compare_names(const void *left, const void *right) {
    return strcmp(((const Timing *)left)->what, ((const Timing *)right)->what);
}

static int compare_times(const void *left, const void *right) {
    const Timing *a = left, *b = right;
    if (a->nanoseconds != b->nanoseconds) return a->nanoseconds < b->nanoseconds ? 1 : -1;
    return strcmp(a->what, b->what);
}

static void merge_timings(Timings *timings) {
    uint32_t kept = 0;
    for (uint32_t i = 1; i < timings->n; i++) {
        Timing *last = &timings->items[kept], *next = &timings->items[i];
        if (strcmp(last->what, next->what) == 0) {
            last->nanoseconds += next->nanoseconds;
            last->runs += next->runs;
        } else {
            timings->items[++kept] = *next;
        }
    }
    timings->n = kept + 1;
}

void timings_print(Timings *timings, FILE *out) {
    if (timings->n == 0) return;
    qsort(timings->items, timings->n, sizeof *timings->items, compare_names);
    merge_timings(timings);
    qsort(timings->items, timings->n, sizeof *timings->items, compare_times);
    fprintf(out, "%10s %9s %9s  %s\n", "ms", "times", "us each", "what");
    for (uint32_t i = 0; i < timings->n; i++) {
        const Timing *timing = &timings->items[i];
        double each = timing->runs ? (double)timing->nanoseconds / 1e3 / timing->runs : 0;
        fprintf(out, "%10.2f %9u %9.1f  %s\n", (double)timing->nanoseconds / 1e6, timing->runs, each, timing->what);
    }
}
