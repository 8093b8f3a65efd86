#include "cli/since.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "cli/git.h"
#include "report/path.h"

typedef struct {
    uint32_t first, last; /* lines, from 1 */
} Lines;

typedef VEC(Lines) LinesVec;

struct Since {
    Arena *arena;
    const char *top; /* real path of the working tree */
    Intern *files;   /* relative to top */
    VEC(LinesVec) lines;
};

static LinesVec *lines_of(Since *since, const char *path) {
    uint32_t number = intern_add(since->files, slice_from(path));
    if (number == since->lines.n) vec_push(&since->lines, ((LinesVec){0}));
    return &since->lines.items[number];
}

/* git quotes names with control characters, quotes or backslashes as C does. Decodes in place. */
static char *unquote(char *name) {
    if (*name != '"') return name;
    char *to = name, *from = name + 1;
    while (*from && *from != '"') {
        if (*from != '\\') {
            *to++ = *from++;
            continue;
        }
        from++;
        static const char letters[] = "abtnvfr", codes[] = "\a\b\t\n\v\f\r";
        const char *letter = strchr(letters, *from);
        if (*from >= '0' && *from <= '7') {
            char octal[4] = {0};
            memcpy(octal, from, 3);
            *to++ = (char)strtol(octal, NULL, 8);
            from += strlen(octal);
        } else {
            *to++ = letter && *letter ? codes[letter - letters] : *from;
            from++;
        }
    }
    *to = 0;
    return name;
}

/* "@@ -a,b +c,d @@": gives b and d and notes lines c … c+d-1; where lines only went, both neighbours of the cut. */
static bool read_hunk(const char *line, LinesVec *lines, unsigned long *ret_left) {
    unsigned long old_n = 1, new_n = 1, start;
    char *end;
    if (strncmp(line, "@@ -", 4) != 0) return false;
    strtoul(line + 4, &end, 10);
    if (*end == ',') old_n = strtoul(end + 1, &end, 10);
    if (strncmp(end, " +", 2) != 0) return false;
    start = strtoul(end + 2, &end, 10);
    if (*end == ',') new_n = strtoul(end + 1, &end, 10);
    *ret_left = old_n + new_n;
    unsigned long last = new_n ? start + new_n - 1 : start + 1;
    if (lines) vec_push(lines, ((Lines){(uint32_t)start, (uint32_t)last}));
    return true;
}

static void read_diff(Since *since, FILE *in) {
    char *line = NULL;
    size_t room = 0;
    unsigned long left = 0; /* lines of the hunk still to come */
    LinesVec *lines = NULL;
    ssize_t n;
    while ((n = getline(&line, &room, in)) > 0) {
        if (line[n - 1] == '\n') line[n - 1] = 0;
        if (left && (line[0] == '+' || line[0] == '-')) {
            left--;
        } else if (strncmp(line, "+++ ", 4) == 0) {
            char *tab = strchr(line + 4, '\t');
            if (tab && line[4] != '"') *tab = 0;
            char *name = unquote(line + 4);
            lines = strncmp(name, "b/", 2) == 0 ? lines_of(since, name + 2) : NULL;
        } else {
            read_hunk(line, lines, &left);
        }
    }
    free(line);
}

static void read_new_files(Since *since, FILE *in) {
    char *name = NULL;
    size_t room = 0;
    while (getdelim(&name, &room, 0, in) > 0) vec_push(lines_of(since, name), ((Lines){1, UINT32_MAX}));
    free(name);
}

static bool ask(Since *since, const char *const *arguments, void (*read)(Since *since, FILE *in)) {
    GitProcess git;
    if (!git_start(&git, arguments)) return false;
    read(since, git.out);
    return git_end(&git);
}

static void read_top(Since *since, FILE *in) {
    char *line = NULL, real[PATH_MAX];
    size_t room = 0;
    ssize_t n = getline(&line, &room, in);
    if (n > 1) {
        line[n - 1] = 0;
        since->top = arena_strdup(since->arena, realpath(line, real) ? real : line);
    }
    free(line);
}

static void read_nothing(Since *since, FILE *in) {
    (void)since;
    while (fgetc(in) != EOF) continue;
}

static const char *fill(Since *since, const char *revision) {
    char *commit = arena_printf(since->arena, "%s^{commit}", revision);
    const char *const top[] = {"git", "rev-parse", "--show-toplevel", NULL};
    const char *const known[] = {"git", "rev-parse", "--verify", "--quiet", commit, NULL};
    if (!ask(since, top, read_top) || !since->top) return "git finds no repository here";
    if (revision[0] == '-' || !ask(since, known, read_nothing)) return "git knows no such revision";
    const char *const diff[] = {"git",
                                "-C",
                                since->top,
                                "-c",
                                "core.quotepath=false",
                                "diff",
                                "--no-color",
                                "-U0",
                                "--text",
                                "--no-ext-diff",
                                "--no-textconv",
                                "--no-renames",
                                "--src-prefix=a/",
                                "--dst-prefix=b/",
                                revision,
                                "--",
                                NULL};
    const char *const others[] = {"git", "-C", since->top, "ls-files", "-z", "--others", "--exclude-standard", NULL};
    if (!ask(since, diff, read_diff) || !ask(since, others, read_new_files)) return "git could not compare";
    return NULL;
}

Since *since_new(const char *revision, Arena *arena, const char **ret_problem) {
    Since *since = memory_alloc(sizeof *since);
    since->arena = arena_new();
    since->files = intern_new();
    const char *problem = fill(since, revision);
    if (!problem) return since;
    *ret_problem = arena_strdup(arena, problem);
    since_free(since);
    return NULL;
}

void since_free(Since *since) {
    if (!since) return;
    for (uint32_t i = 0; i < since->lines.n; i++) vec_done(&since->lines.items[i]);
    vec_done(&since->lines);
    intern_free(since->files);
    arena_free(since->arena);
    free(since);
}

static const LinesVec *find(const Since *since, const char *path) {
    Arena *arena = arena_new();
    uint32_t number = intern_find(since->files, slice_from(path_relative(arena, since->top, path)));
    arena_free(arena);
    return number == INTERN_NONE ? NULL : &since->lines.items[number];
}

bool since_changed(const Since *since, const char *path) { return find(since, path) != NULL; }

static bool touches(const LinesVec *lines, const Source *source, Span span) {
    uint32_t first = source_position(source, span.start, COLUMN_BYTES).line;
    uint32_t last = source_position(source, span.end, COLUMN_BYTES).line;
    for (uint32_t i = 0; i < lines->n; i++)
        if (first <= lines->items[i].last && last >= lines->items[i].first) return true;
    return false;
}

static bool concerned(const LinesVec *lines, const Diagnostic *diagnostic) {
    if (touches(lines, diagnostic->source, diagnostic->span)) return true;
    for (uint32_t i = 0; i < diagnostic->n_related; i++) {
        const Related *related = &diagnostic->related[i];
        if (!related->source && touches(lines, diagnostic->source, related->span)) return true;
    }
    return false;
}

void since_filter(const Since *since, const char *path, Diags *diags) {
    const LinesVec *lines = find(since, path);
    uint32_t kept = 0;
    for (uint32_t i = 0; lines && i < diags->list.n; i++)
        if (concerned(lines, &diags->list.items[i])) diags->list.items[kept++] = diags->list.items[i];
    diags->list.n = kept;
}
