#include "cli/ignore.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/vec.h"

typedef struct {
    const char *glob;
    bool negated, dir_only, anchored;
} IgnorePattern;

struct IgnoreFile {
    IgnoreFile *parent;
    const char *dir; /* paths below begin with it and "/" */
    IgnorePattern *patterns;
    uint32_t n;
};

/* Matches "[...]" at *glob against c and moves behind it; a bracket that is never closed matches itself. */
static bool match_class(const char **glob, char c) {
    const char *p = *glob + 1;
    bool negated = *p == '!' || *p == '^', found = false;
    if (negated) p++;
    const char *first = p;
    while (*p && (*p != ']' || p == first)) {
        char low = *p++, high = low;
        if (*p == '-' && p[1] && p[1] != ']') high = p[1], p += 2;
        found |= c >= low && c <= high;
    }
    if (!*p) return ++*glob, c == '[';
    *glob = p + 1;
    return c != '/' && found != negated;
}

static bool match_glob(const char *glob, const char *path);

static bool match_stars(const char *glob, const char *path) {
    bool deep = glob[1] == '*';
    const char *rest = glob + (deep ? 2 : 1);
    if (deep && *rest == '/' && match_glob(rest + 1, path)) return true;
    for (;; path++) {
        if (match_glob(rest, path)) return true;
        if (!*path || (*path == '/' && !deep)) return false;
    }
}

static bool match_glob(const char *glob, const char *path) {
    while (*glob) {
        if (*glob == '*') return match_stars(glob, path);
        if (!*path) return false;
        if (*glob == '[') {
            if (!match_class(&glob, *path)) return false;
        } else if (*glob == '?') {
            if (*path == '/') return false;
            glob++;
        } else {
            if (*glob == '\\' && glob[1]) glob++;
            if (*glob++ != *path) return false;
        }
        path++;
    }
    return !*path;
}

static bool parse_pattern(Arena *arena, char *line, IgnorePattern *ret_pattern) {
    size_t n = strcspn(line, "\r\n");
    while (n && line[n - 1] == ' ' && !(n > 1 && line[n - 2] == '\\')) n--;
    line[n] = 0;
    IgnorePattern pattern = {0};
    if (*line == '#' || !*line) return false;
    if (*line == '!') pattern.negated = true, line++, n--;
    if (n && line[n - 1] == '/') pattern.dir_only = true, line[--n] = 0;
    if (*line == '/') pattern.anchored = true, line++;
    else pattern.anchored = strchr(line, '/') != NULL;
    pattern.glob = arena_strdup(arena, line);
    *ret_pattern = pattern;
    return *line != 0;
}

IgnoreFile *ignore_load(Arena *arena, const char *dir, IgnoreFile *parent) {
    char *path = arena_printf(arena, "%s/.gitignore", dir);
    FILE *in = fopen(path, "r");
    if (!in) return parent;
    VEC(IgnorePattern) patterns = {0};
    char *line = NULL;
    size_t room = 0;
    IgnorePattern pattern;
    while (getline(&line, &room, in) > 0)
        if (parse_pattern(arena, line, &pattern)) vec_push(&patterns, pattern);
    free(line);
    fclose(in);
    size_t n = strlen(dir);
    while (n && dir[n - 1] == '/') n--;
    IgnoreFile *file = arena_alloc(arena, sizeof *file);
    *file = (IgnoreFile){parent, arena_text(arena, dir, n),
                         arena_copy(arena, patterns.items, patterns.n * sizeof pattern), patterns.n};
    vec_done(&patterns);
    return file;
}

static bool holds_git(Arena *arena, const char *dir) { return access(arena_printf(arena, "%s/.git", dir), F_OK) == 0; }

IgnoreFile *ignore_load_above(Arena *arena, const char *dir) {
    char real[PATH_MAX];
    if (!realpath(dir, real) || holds_git(arena, real)) return NULL;
    VEC(char *) parents = {0};
    bool found = false;
    for (char *slash; !found && (slash = strrchr(real, '/')) && slash != real;) {
        *slash = 0;
        vec_push(&parents, arena_strdup(arena, real));
        found = holds_git(arena, real);
    }
    IgnoreFile *file = NULL;
    while (found && parents.n) file = ignore_load(arena, parents.items[--parents.n], file);
    vec_done(&parents);
    return file;
}

static bool pattern_matches(const IgnorePattern *pattern, const char *relative, bool is_dir) {
    if (pattern->dir_only && !is_dir) return false;
    if (pattern->anchored) return match_glob(pattern->glob, relative);
    const char *slash = strrchr(relative, '/');
    return match_glob(pattern->glob, slash ? slash + 1 : relative);
}

/* Files above the walked folder hold real paths, those in it the paths as walked; each is compared with its own form.
 */
static const char *relative_to(const IgnoreFile *file, const char *path, const char *real) {
    size_t n = strlen(file->dir);
    if (strncmp(path, file->dir, n) == 0 && path[n] == '/') return path + n + strspn(path + n, "/");
    if (strncmp(real, file->dir, n) == 0 && real[n] == '/') return real + n + 1;
    return NULL;
}

bool ignore_matches(const IgnoreFile *ignore, const char *path, bool is_dir) {
    char real[PATH_MAX];
    if (!ignore) return false;
    if (!realpath(path, real)) real[0] = 0;
    for (const IgnoreFile *file = ignore; file; file = file->parent) {
        const char *relative = relative_to(file, path, real);
        if (!relative) continue;
        for (uint32_t i = file->n; i-- > 0;)
            if (pattern_matches(&file->patterns[i], relative, is_dir)) return !file->patterns[i].negated;
    }
    return false;
}

bool ignore_glob_matches(const char *text, const char *path) {
    Arena *arena = arena_new();
    IgnorePattern pattern;
    bool found = false;
    if (parse_pattern(arena, arena_strdup(arena, text), &pattern)) {
        char *part = arena_strdup(arena, path);
        found = pattern_matches(&pattern, part, false);
        for (char *slash = strrchr(part, '/'); !found && slash; slash = strrchr(part, '/')) {
            *slash = 0;
            found = pattern_matches(&pattern, part, true);
        }
    }
    arena_free(arena);
    return found;
}
