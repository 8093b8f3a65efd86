/* Explain: what domlint knows, for people: rules, why they exist, its version.
 *
 * May include: everything but lsp/. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include <stdio.h>

#include "cli/options.h"

/* `domlint rules`: one line a rule. */
int explain_rules(const Options *options);
/* `domlint explain ID|ELEMENT ...` */
int explain_ids(const Options *options);
void explain_version(FILE *out);

#endif
