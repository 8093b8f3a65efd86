/* Baseline: findings that are known already, in a file, so that only new ones are told.
 *
 * An entry is keyed by the file's path (relative to the baseline's folder), the rule, the XPath of the node without
 * positions and a hash of the text at fault, with a count: it survives edits elsewhere in the file, but not a new fault
 * of the same kind. Entries that nothing answers to any more are diagnostics (baseline-stale).
 *
 * May include: base/, diag/, report/path.h. */
#ifndef CLI_BASELINE_H
#define CLI_BASELINE_H

#include "diag/problems.h"

#define BASELINE_NAME ".domlint-baseline.json"

typedef struct Baseline Baseline;

/* Reads a baseline file; its mistakes are diagnostics in problems, which owns its text. may_lack: the file need not be
 * there yet. Never NULL. */
Baseline *baseline_load(const char *path, bool may_lack, const Catalogue *catalogue, Problems *problems);
void baseline_free(Baseline *baseline); /* takes NULL */
const char *baseline_path(const Baseline *baseline);
/* Notes what was found in a file and drops from diags what the baseline knows; with all, everything. Gives the number
 * dropped. The catalogue tells which rules are on for this file: entries of others are not stale. */
uint32_t baseline_apply(Baseline *baseline, const char *path, Diags *diags, bool all);
/* Reports the entries of files seen, and of files that are gone, that nothing answered to. */
void baseline_report_stale(const Baseline *baseline, Diags *diags);
/* The text of the baseline file, or NULL if there is none yet. */
const Source *baseline_source(const Baseline *baseline);
/* The baseline as it ought to be: of files seen what was found (with --prune-baseline: as far as it was known), of
 * others what was known, unless they are gone. ret_n: the findings in it. */
void baseline_print(const Baseline *baseline, bool prune, Text *out, uint32_t *ret_n);

#endif
