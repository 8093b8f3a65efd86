/* Run: `domlint check` from its options to its exit code.
 *
 * May include: everything. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/options.h"

/* 0 nothing at or above --fail-on, 1 something, 2 could not check (CONVENTIONS 1). */
enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_TROUBLE = 2 };

int run_check(const Options *options);
/* Whether standard output takes colour: --color, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM, terminal.
 */
bool color_wanted(ColorWhen when);

#endif
