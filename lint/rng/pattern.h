/* Patterns: the algebra of RELAX NG.
 *
 * A pattern is a number; equal patterns are equal numbers (hash-consing), so comparing states is comparing numbers and
 * a derivative is computed once. The constructors below are the only way to make one, and keep the normal form: choice
 * is a flat sorted set, interleave a flat sorted bag, group nests to the right, attributes stand beside a group and not
 * in it (their order means nothing), neutral and absorbing members are gone, `after` branches of a choice are merged.
 *
 * A store that meets a limit (too deep, too wide) sets overflow and gives NOT_ALLOWED from then on.
 *
 * May include: base/, rng/schema.h. */
#ifndef RNG_PATTERN_H
#define RNG_PATTERN_H

#include "base/vec.h"
#include "rng/schema.h"

#define PATTERN_DEPTH_MAX 2000
#define PATTERN_MEMBERS_MAX 20000

typedef struct {
    VEC(Pattern) patterns;
    VEC(PatternId) pool;
    PatternId *table;
    uint32_t table_size;
    uint32_t limit;      /* no more patterns than this; 0: none */
    uint32_t pool_limit; /* nor members */
    bool overflow;
} PatternStore;

/* With NOT_ALLOWED, EMPTY and TEXT in it. */
void store_init(PatternStore *store);
/* With all patterns of a schema, under the same numbers. */
void store_init_from(PatternStore *store, const Schema *schema);
void store_done(PatternStore *store);
/* Forgets all patterns that are not of the schema. */
void store_reset(PatternStore *store, const Schema *schema);
size_t store_memory(const PatternStore *store);

static inline const Pattern *pattern_get(const PatternStore *store, PatternId id) { return &store->patterns.items[id]; }
static inline bool pattern_nullable(const PatternStore *store, PatternId id) {
    return store->patterns.items[id].flags & PATTERN_NULLABLE;
}
/* Members of a choice or interleave. The address holds until the next constructor call. */
static inline const PatternId *pattern_members(const PatternStore *store, PatternId id) {
    return store->pool.items + store->patterns.items[id].a;
}

PatternId pattern_choice(PatternStore *store, PatternId a, PatternId b);
PatternId pattern_choice_of(PatternStore *store, const PatternId *members, uint32_t n);
PatternId pattern_group(PatternStore *store, PatternId a, PatternId b);
PatternId pattern_interleave(PatternStore *store, PatternId a, PatternId b);
PatternId pattern_interleave_of(PatternStore *store, const PatternId *members, uint32_t n);
/* The interleave id with its member number index replaced. */
PatternId pattern_interleave_with(PatternStore *store, PatternId id, uint32_t index, PatternId member);
PatternId pattern_one_or_more(PatternStore *store, PatternId a);
PatternId pattern_list(PatternStore *store, PatternId a);
PatternId pattern_data(PatternStore *store, uint32_t data, PatternId except);
PatternId pattern_value(PatternStore *store, uint32_t value);
PatternId pattern_attribute(PatternStore *store, uint32_t attribute);
PatternId pattern_element(PatternStore *store, uint32_t element);
PatternId pattern_after(PatternStore *store, PatternId a, PatternId b);
PatternId pattern_slot(PatternStore *store, uint32_t number);
PatternId pattern_guard(PatternStore *store, PatternId a, uint32_t guard);

/* A list of ids that seldom needs the heap. */
typedef struct {
    PatternId *items;
    uint32_t n, room;
    PatternId own[24];
} IdList;
void ids_init(IdList *list);
void ids_push(IdList *list, PatternId id);
void ids_done(IdList *list);

#endif
