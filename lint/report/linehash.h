/* Line hashes: the primaryLocationLineHash of GitHub code scanning, as its upload action computes it
 * (github/codeql-action, src/fingerprints.ts): a rolling hash over the next 100 UTF-16 units from the start of the
 * line, blanks, tabs and the LF of a CR LF skipped, CR counted as LF; "hex:n", n counting equal hashes in the file.
 *
 * May include: base/, diag/. */
#ifndef REPORT_LINEHASH_H
#define REPORT_LINEHASH_H

#include "diag/source.h"

/* hashes[line - 1] for each line, in the arena; NULL for lines that hold only blanks at the end of the file. Gives
 * their number. */
uint32_t linehash_all(Arena *arena, const Source *source, const char *const **ret_hashes);

#endif
