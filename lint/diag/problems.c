#include "diag/problems.h"

void problems_init(Problems *problems) { *problems = (Problems){.arena = arena_new()}; }

void problems_done(Problems *problems) {
    for (uint32_t i = 0; i < problems->sources.n; i++) source_free(problems->sources.items[i]);
    vec_done(&problems->sources);
    vec_done(&problems->list);
    arena_free(problems->arena);
}

Diags problems_begin(Problems *problems, const Catalogue *catalogue, Source *source) {
    Diags diags;
    vec_push(&problems->sources, source);
    diags_init(&diags, problems->arena, catalogue, source);
    return diags;
}

void problems_end(Problems *problems, Diags *diags) {
    diags_sort(diags);
    for (uint32_t i = 0; i < diags->list.n; i++) vec_push(&problems->list, diags->list.items[i]);
    diags_done(diags);
}

bool problems_fatal(const Problems *problems) {
    for (uint32_t i = 0; i < problems->list.n; i++)
        if (problems->list.items[i].severity == SEVERITY_ERROR) return true;
    return false;
}
