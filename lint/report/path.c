#include "report/path.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *path_root(Arena *arena) {
    char real[PATH_MAX];
    const char *project = getenv("CI_PROJECT_DIR");
    if (project && *project && realpath(project, real)) return arena_strdup(arena, real);
    if (!realpath(".", real)) return ".";
    char *here = arena_strdup(arena, real);
    for (;;) {
        if (access(arena_printf(arena, "%s/.git", real), F_OK) == 0) return arena_strdup(arena, real);
        char *slash = strrchr(real, '/');
        if (!slash || slash == real) return here;
        *slash = 0;
    }
}

const char *path_relative(Arena *arena, const char *root, const char *path) {
    char real[PATH_MAX];
    size_t n = strlen(root);
    if (realpath(path, real) && strncmp(real, root, n) == 0 && real[n] == '/') return arena_strdup(arena, real + n + 1);
    return strncmp(path, "./", 2) == 0 ? path + 2 : path;
}

void path_add_uri(Text *out, const char *path) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    for (; *path; path++) {
        if (strchr(plain, *path)) text_putc(out, *path);
        else text_printf(out, "%%%02X", (unsigned char)*path);
    }
}
