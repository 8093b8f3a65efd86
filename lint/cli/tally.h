/* Tally: what a run comes to: how much of each rule (--statistics) and how long it took (--timings).
 *
 * May include: base/, diag/, lint.h. */
#ifndef CLI_TALLY_H
#define CLI_TALLY_H

#include <stdio.h>

#include "base/intern.h"
#include "lint.h"

typedef struct {
    const DiagKind *kind;
    Severity severity;
    uint32_t n, fixable;
} RuleTally;

typedef struct {
    Intern *ids;
    VEC(RuleTally) rules; /* by number in ids */
} Tally;

void tally_init(Tally *tally);
void tally_done(Tally *tally);
/* The kind of the diagnostic must outlive the tally. */
void tally_add(Tally *tally, const Diagnostic *diagnostic);
/* One line a rule, most frequent first: count, severity, id, how many can be mended, title. */
void tally_print(const Tally *tally, FILE *out);
/* The same as a table of Markdown under a heading, for the summary of a CI job. */
void tally_print_markdown(const Tally *tally, FILE *out);
/* Adds up timings of the same name and prints them, the longest first. Sorts the list. */
void timings_print(Timings *timings, FILE *out);

#endif
