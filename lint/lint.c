#include "lint.h"

#include <string.h>

#include "rng/rng.h"
#include "rule/rule.h"

struct Linter {
    const Config *config;
    Catalogue *catalogue;
    RuleSet *rules;
};

void problems_init(Problems *problems) { *problems = (Problems){.arena = arena_new()}; }

void problems_done(Problems *problems) {
    for (uint32_t i = 0; i < problems->sources.n; i++) source_free(problems->sources.items[i]);
    vec_done(&problems->sources);
    vec_done(&problems->list);
    arena_free(problems->arena);
}
