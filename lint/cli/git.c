#include "cli/git.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

bool git_start(GitProcess *git, const char *const *arguments) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int error = posix_spawnp(&git->process, arguments[0], &actions, NULL, (char *const *)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    git->out = error ? NULL : fdopen(ends[0], "r");
    if (!git->out) close(ends[0]);
    return git->out != NULL;
}

bool git_end(GitProcess *git) {
    int status;
    pid_t ended;
    fclose(git->out);
    do ended = waitpid(git->process, &status, 0);
    while (ended < 0 && errno == EINTR);
    return ended == git->process && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
