/* Names: a list of file names, as --files-from takes it, read as it comes.
 *
 * May include: base/. */
#ifndef CLI_NAMES_H
#define CLI_NAMES_H

#include <stdbool.h>

typedef struct NameList NameList;

/* "-" is standard input. NULL with errno set if it can't be opened. */
NameList *names_open(const char *path);
void names_close(NameList *list); /* takes NULL */
/* The next name that is not empty, valid until the next call; false at the end. Names end with a NUL if one stands in
 * what is read up to the first line end, or soon behind it, else with a line end (LF or CR LF). */
bool names_next(NameList *list, const char **ret_name);
/* errno of a failed read, or 0. */
int names_error(const NameList *list);

#endif
