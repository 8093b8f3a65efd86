/* Fix: `domlint --fix` and `--diff` for one file.
 *
 * May include: base/, diag/, lint.h. */
#ifndef CLI_FIX_H
#define CLI_FIX_H

#include "cli/options.h"
#include "lint.h"

typedef struct {
    uint32_t applied;
    bool failed; /* the file could not be written; errno_text says why */
    const char *errno_text;
} FixResult;

/* Applies the fixes of *check (safe ones; unsafe ones too if asked) until none is left, ten rounds at most, since one
 * fix can make room for another. Then *check is the check of the mended text. With --diff the difference is printed,
 * else the file is replaced. */
FixResult fix_file(const Options *options, Checker *checker, const char *path, Check **check);

#endif
