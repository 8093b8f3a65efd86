/* .gitignore patterns, as gitignore(5) describes them: comments, "!", leading and trailing "/", "*", "?", "[…]", "**".
 *
 * May include: base/. */
#ifndef CLI_IGNORE_H
#define CLI_IGNORE_H

#include <stdbool.h>

#include "base/text.h"

typedef struct IgnoreFile IgnoreFile;

/* The patterns of DIR/.gitignore with those of its parents behind; NULL for none at all. Lives in the arena. */
IgnoreFile *ignore_load(Arena *arena, const char *dir, IgnoreFile *parent);
/* The patterns that hold above a folder: those of its parents up to the one that holds .git. */
IgnoreFile *ignore_load_above(Arena *arena, const char *dir);
/* Whether a file or folder inside the ignore file's folder is ignored. path begins with that folder. */
bool ignore_matches(const IgnoreFile *ignore, const char *path, bool is_dir);
/* Whether one pattern (without "!") matches a relative path or a folder above it. */
bool ignore_glob_matches(const char *pattern, const char *path);

#endif
