/* The Project half of rule/rule.h. */
#include <string.h>

#include "base/intern.h"
#include "rule/rule.h"

typedef struct {
    const char *file;
    const char *const *kin; /* as many as those that are compared with it have */
    uint32_t line;
} FirstPlace;

struct Project {
    Arena *arena;
    Intern *keys;          /* "rule-id\nkey" */
    VEC(FirstPlace) first; /* by number in keys */
    Intern *files;
};

Project *project_new(void) {
    Project *project = memory_alloc(sizeof *project);
    project->arena = arena_new();
    project->keys = intern_new();
    project->files = intern_new();
    return project;
}

void project_free(Project *project) {
    if (!project) return;
    intern_free(project->keys);
    intern_free(project->files);
    vec_done(&project->first);
    arena_free(project->arena);
    free(project);
}

static void report_again(const ProjectKey *key, const FirstPlace *first, Diags *diags) {
    char *message = arena_printf(diags->arena, "%s (first in %s, line %u)", key->message, first->file, first->line);
    diag_report(diags, &(Report){.id = key->kind->id, .span = key->span, .message = message});
}

/* The same file named twice is no second domain, and neither is another state of the same one. */
static bool is_other(const ProjectKey *key, const FirstPlace *first, const Diags *diags) {
    bool other = strcmp(first->file, diags->source->name) != 0;
    for (uint32_t i = 0; i < key->n_kin && other; i++) other = !*key->kin[i] || strcmp(first->kin[i], key->kin[i]) != 0;
    return other;
}

void project_add(Project *project, const ProjectKeys *keys, Diags *diags) {
    for (uint32_t i = 0; i < keys->n; i++) {
        const ProjectKey *key = &keys->items[i];
        Text text = {0};
        text_join(&text, key->kind->id, "\n", key->key, NULL);
        uint32_t id = intern_add(project->keys, slice_from(text_str(&text)));
        text_done(&text);
        if (id < project->first.n) {
            const FirstPlace *first = &project->first.items[id];
            if (is_other(key, first, diags)) report_again(key, first, diags);
            continue;
        }
        uint32_t file = intern_add(project->files, slice_from(diags->source->name));
        uint32_t line = source_position(diags->source, key->span.start, COLUMN_BYTES).line;
        const char **kin = arena_alloc(project->arena, (key->n_kin + 1) * sizeof *kin);
        for (uint32_t k = 0; k < key->n_kin; k++) kin[k] = arena_strdup(project->arena, key->kin[k]);
        vec_push(&project->first, ((FirstPlace){intern_string(project->files, file), kin, line}));
    }
}
