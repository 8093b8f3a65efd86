#include "cli/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/ignore.h"
#include "cli/names.h"

typedef struct {
    dev_t device;
    ino_t inode;
} Place;

/* A folder being walked. */
typedef struct {
    char *path;
    struct dirent **entries;
    int n, at;
    Arena *arena; /* of its .gitignore */
    IgnoreFile *ignore;
} Folder;

struct Inputs {
    const char *const *operands;
    uint32_t n, at;
    const char *files_from;
    NameList *list;
    VEC(Folder) folders; /* the innermost last */
    VEC(Place) visited;  /* a hash table: a link back to a folder is not followed */
    uint32_t n_visited;
};

Inputs *inputs_new(const char *const *operands, uint32_t n, const char *files_from) {
    Inputs *inputs = memory_alloc(sizeof *inputs);
    inputs->operands = operands;
    inputs->n = n;
    inputs->files_from = files_from;
    return inputs;
}

static void folder_done(Folder *folder) {
    for (int i = folder->at; i < folder->n; i++) free(folder->entries[i]);
    free(folder->entries);
    free(folder->path);
    arena_free(folder->arena);
}

void inputs_free(Inputs *inputs) {
    if (!inputs) return;
    while (inputs->folders.n) folder_done(&inputs->folders.items[--inputs->folders.n]);
    vec_done(&inputs->folders);
    vec_done(&inputs->visited);
    names_close(inputs->list);
    free(inputs);
}

static void grow_visited(Inputs *inputs);

/* False if the folder was walked before. Inode 0 marks a free place of the table. */
static bool visit(Inputs *inputs, Place place) {
    if (2 * inputs->n_visited >= inputs->visited.n) grow_visited(inputs);
    uint32_t mask = inputs->visited.n - 1;
    for (uint32_t i = (uint32_t)(place.inode ^ place.device * 31) & mask;; i = (i + 1) & mask) {
        Place *at = &inputs->visited.items[i];
        if (at->inode == place.inode && at->device == place.device) return false;
        if (at->inode != 0) continue;
        *at = place;
        inputs->n_visited++;
        return true;
    }
}

static void grow_visited(Inputs *inputs) {
    uint32_t old_n = inputs->visited.n, n = old_n ? 2 * old_n : 64;
    Place *old = inputs->visited.items;
    inputs->visited.items = memory_alloc(n * sizeof(Place));
    inputs->visited.n = inputs->visited.room = n;
    inputs->n_visited = 0;
    for (uint32_t i = 0; i < old_n; i++)
        if (old[i].inode) visit(inputs, old[i]);
    free(old);
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

/* Begins the walk of a folder (path is taken over). False, with the error, if it can't be read. */
static bool enter(Inputs *inputs, char *path, IgnoreFile *ignore, Arena *arena, InputFile *ret_file) {
    Folder folder = {.path = path, .arena = arena};
    folder.n = scandir(path, &folder.entries, wanted_name, compare_names);
    if (folder.n < 0) {
        *ret_file = (InputFile){.path = path, .error = errno};
        arena_free(arena);
        return false;
    }
    folder.ignore = ignore_load(arena, path, ignore);
    vec_push(&inputs->folders, folder);
    return true;
}

static char *join(const char *folder, const char *name) {
    Text path = {0};
    text_printf(&path, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", name);
    return path.p;
}

/* One entry of the innermost folder. True if it gave a file. */
static bool walk_entry(Inputs *inputs, InputFile *ret_file) {
    Folder *folder = &vec_last(&inputs->folders);
    struct stat status;
    char *path = join(folder->path, folder->entries[folder->at]->d_name);
    free(folder->entries[folder->at++]);
    bool there = stat(path, &status) == 0; /* else vanished, or a dangling link: nothing to check */
    bool is_dir = there && S_ISDIR(status.st_mode);
    if (there && !ignore_matches(folder->ignore, path, is_dir)) {
        if (is_dir && visit(inputs, (Place){status.st_dev, status.st_ino}))
            return !enter(inputs, path, folder->ignore, arena_new(), ret_file);
        if (S_ISREG(status.st_mode) && is_xml(path)) {
            *ret_file = (InputFile){.path = path};
            return true;
        }
    }
    free(path);
    return false;
}

/* An operand or a name of a list. True if it gave a file. */
static bool begin_operand(Inputs *inputs, const char *operand, bool listed, InputFile *ret_file) {
    struct stat status;
    bool is_dir = strcmp(operand, "-") != 0 && stat(operand, &status) == 0 && S_ISDIR(status.st_mode);
    if (!is_dir) {
        *ret_file = (InputFile){.path = strdup(operand), .named = !listed, .listed = listed};
        return true;
    }
    if (!visit(inputs, (Place){status.st_dev, status.st_ino})) return false;
    Arena *arena = arena_new();
    return !enter(inputs, strdup(operand), ignore_load_above(arena, operand), arena, ret_file);
}

/* The next name of the list. False at its end, or where there is none. */
static bool next_listed(Inputs *inputs, const char **ret_name, InputFile *ret_file) {
    if (!inputs->files_from) return false;
    if (!inputs->list) inputs->list = names_open(inputs->files_from);
    bool opened = inputs->list != NULL;
    if (opened && names_next(inputs->list, ret_name)) return true;
    int error = opened ? names_error(inputs->list) : errno;
    if (error) *ret_file = (InputFile){.path = strdup(inputs->files_from), .error = error};
    inputs->files_from = NULL;
    *ret_name = NULL;
    return error != 0;
}

bool inputs_next(Inputs *inputs, InputFile *ret_file) {
    for (;;) {
        const char *name = NULL;
        if (inputs->folders.n) {
            Folder *folder = &vec_last(&inputs->folders);
            if (folder->at < folder->n) {
                if (walk_entry(inputs, ret_file)) return true;
            } else {
                folder_done(folder);
                inputs->folders.n--;
            }
        } else if (inputs->at < inputs->n) {
            if (begin_operand(inputs, inputs->operands[inputs->at++], false, ret_file)) return true;
        } else if (next_listed(inputs, &name, ret_file)) {
            if (!name || begin_operand(inputs, name, true, ret_file)) return true;
        } else {
            return false;
        }
    }
}
