#include "cli/files.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/ignore.h"

typedef struct {
    dev_t device;
    ino_t inode;
} Place;

typedef struct {
    InputFiles *files;
    VEC(Place) visited; /* folders seen: a link back to one is not followed */
} Walk;

static void add_problem(InputFiles *files, const char *path, int error) {
    vec_push(&files->problems, ((InputProblem){path, error}));
}

/* False if the folder was walked before. */
static bool visit(Walk *walk, const struct stat *status) {
    for (uint32_t i = 0; i < walk->visited.n; i++) {
        const Place *place = &walk->visited.items[i];
        if (place->device == status->st_dev && place->inode == status->st_ino) return false;
    }
    vec_push(&walk->visited, ((Place){status->st_dev, status->st_ino}));
    return true;
}

static int compare_names(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int wanted_name(const struct dirent *entry) {
    const char *name = entry->d_name;
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, ".git") != 0;
}

static bool is_xml(const char *name) {
    size_t n = strlen(name);
    return n > 4 && strcmp(name + n - 4, ".xml") == 0;
}

static void walk_folder(Walk *walk, const char *path, IgnoreFile *ignore);

static void walk_entry(Walk *walk, const char *path, IgnoreFile *ignore) {
    struct stat status;
    if (stat(path, &status) != 0) return; /* vanished, or a dangling link: nothing to check */
    bool is_dir = S_ISDIR(status.st_mode);
    if (ignore_matches(ignore, path, is_dir)) return;
    if (is_dir && visit(walk, &status)) walk_folder(walk, path, ignore);
    if (S_ISREG(status.st_mode) && is_xml(path)) vec_push(&walk->files->files, ((InputFile){path, false}));
}

static void walk_folder(Walk *walk, const char *path, IgnoreFile *ignore) {
    struct dirent **entries;
    int n = scandir(path, &entries, wanted_name, compare_names);
    if (n < 0) {
        add_problem(walk->files, path, errno);
        return;
    }
    Arena *arena = walk->files->arena;
    ignore = ignore_load(arena, path, ignore);
    const char *slash = path[strlen(path) - 1] == '/' ? "" : "/";
    for (int i = 0; i < n; i++) {
        walk_entry(walk, arena_printf(arena, "%s%s%s", path, slash, entries[i]->d_name), ignore);
        free(entries[i]);
    }
    free(entries);
}

static void add_operand(Walk *walk, const char *operand) {
    struct stat status;
    bool is_dir = strcmp(operand, "-") != 0 && stat(operand, &status) == 0 && S_ISDIR(status.st_mode);
    if (!is_dir) vec_push(&walk->files->files, ((InputFile){operand, true}));
    else if (visit(walk, &status)) walk_folder(walk, operand, ignore_load_above(walk->files->arena, operand));
}

void inputs_collect(const char *const *operands, uint32_t n, InputFiles *ret_files) {
    *ret_files = (InputFiles){.arena = arena_new()};
    Walk walk = {.files = ret_files};
    for (uint32_t i = 0; i < n; i++) add_operand(&walk, operands[i]);
    vec_done(&walk.visited);
}

void inputs_done(InputFiles *files) {
    vec_done(&files->files);
    vec_done(&files->problems);
    arena_free(files->arena);
}
