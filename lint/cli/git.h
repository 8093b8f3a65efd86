/* Git: a git command whose output is read. No shell stands between.
 *
 * May include: nothing of domlint. */
#ifndef CLI_GIT_H
#define CLI_GIT_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

typedef struct {
    pid_t process;
    FILE *out;
} GitProcess;

/* Starts the command (arguments[0] is "git", NULL ends them); what it says on standard error is not shown. */
bool git_start(GitProcess *git, const char *const *arguments);
/* Waits for the end. True if it went well. */
bool git_end(GitProcess *git);

#endif
