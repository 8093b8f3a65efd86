/* Diff: what changed between two texts, as `git apply` reads it.
 *
 * May include: base/. */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include <stdio.h>

#include "base/text.h"

/* Writes a unified diff with three lines of context; nothing if the texts are equal. path gets the prefixes a/ and b/.
 */
void diff_write(FILE *out, const char *path, Slice before, Slice after);

#endif
