/* Replace: new bytes for a file, all or nothing.
 *
 * May include: base/. */
#ifndef CLI_REPLACE_H
#define CLI_REPLACE_H

#include "base/text.h"

/* Writes a new file beside the old one, flushes it to disk and renames it over the old one, with the same mode and,
 * where allowed, owner. A symbolic link stays; the file it leads to is replaced. On any failure the old file is whole
 * and the new one gone. False with errno set. */
bool file_replace(const char *path, const char *bytes, size_t size);
/* The same for a file that need not be there yet. */
bool file_write(const char *path, const char *bytes, size_t size);

#endif
