/* Since: what changed since a git revision, for --since.
 *
 * May include: base/, diag/. */
#ifndef CLI_SINCE_H
#define CLI_SINCE_H

#include "diag/diag.h"

typedef struct Since Since;

/* Asks git, in the repository of the working folder, for the lines of the working tree that differ from the revision;
 * files git does not know yet are new as a whole. NULL with a text in ret_problem (in the arena) if git can't tell. */
Since *since_new(const char *revision, Arena *arena, const char **ret_problem);
void since_free(Since *since); /* takes NULL */
/* Whether a file differs at all. */
bool since_changed(const Since *since, const char *path);
/* Keeps the findings that lie on changed lines, or one of whose related places does. */
void since_filter(const Since *since, const char *path, Diags *diags);

#endif
