/* Explain: what domlint knows, for people: rules, why they exist, its version.
 *
 * May include: everything. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include <stdio.h>

#include "cli/options.h"
#include "cli/page.h"
#include "rng/rng.h"

/* `domlint rules`: one line a rule. */
int explain_rules(const Options *options);
/* `domlint explain ID|ELEMENT ...` */
int explain_ids(const Options *options);
/* One rule, its why, examples and links. */
void explain_rule(Page *page, const DiagKind *kind);
/* One element or attribute: what it means and takes, its attributes and elements. */
void explain_element(Page *page, const Explanation *explanation);
void explain_version(FILE *out);

#endif
