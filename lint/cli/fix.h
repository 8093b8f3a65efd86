/* Fix: `domlint --fix`, `--diff` and `--add-suppressions` for one file.
 *
 * May include: base/, diag/, lint.h. */
#ifndef CLI_FIX_H
#define CLI_FIX_H

#include "cli/options.h"
#include "lint.h"

typedef struct {
    uint32_t applied;
    char *patch;        /* --diff: the difference, or NULL where there is none; free() it */
    size_t patch_size;  /* it may hold NULs, as UTF-16 does */
    const char *failed; /* the file could not be written: why; or NULL */
} FixResult;

/* Applies the fixes of *check (safe ones; unsafe ones too if asked) until none is left, ten rounds at most, since one
 * fix can make room for another. Then *check is the check of the mended text. With --diff the difference is given back,
 * else the file is replaced. */
FixResult fix_file(const Options *options, Checker *checker, const char *path, Check **check);
/* Writes a suppressing comment in front of each element with a finding and replaces the file; *check is then the check
 * of the new text. applied counts the comments. */
FixResult fix_add_suppressions(const Options *options, Checker *checker, const char *path, Check **check);

#endif
