/* Paths as reports want them: relative to the repository, as URIs.
 *
 * May include: base/. */
#ifndef REPORT_PATH_H
#define REPORT_PATH_H

#include "base/text.h"

/* The folder reports name paths from: $CI_PROJECT_DIR, else the nearest folder above the working folder that holds
 * .git, else the working folder. Real path, without slash at the end. In the arena. */
const char *path_root(Arena *arena);
/* path below root with symbolic links resolved; a path outside of it, or of no file, as it is. In the arena. */
const char *path_relative(Arena *arena, const char *root, const char *path);
/* A relative path as a URI reference: everything but unreserved characters and "/" is escaped. */
void path_add_uri(Text *out, const char *path);

#endif
