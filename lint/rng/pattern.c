#include "rng/pattern.h"

#include <string.h>

void ids_init(IdList *list) {
    list->items = list->own;
    list->n = 0;
    list->room = sizeof list->own / sizeof *list->own;
}

void ids_push(IdList *list, PatternId id) {
    if (list->n == list->room) {
        PatternId *old = list->items == list->own ? NULL : list->items;
        list->room *= 2;
        list->items = memory_realloc(old, list->room * sizeof id);
        if (!old) memcpy(list->items, list->own, sizeof list->own);
    }
    list->items[list->n++] = id;
}

void ids_done(IdList *list) {
    if (list->items != list->own) free(list->items);
}

/* ---- the store ---- */

static bool has_members(uint32_t kind) { return kind == P_CHOICE || kind == P_INTERLEAVE; }

static uint32_t mix(uint32_t kind, uint32_t a, uint32_t b) {
    uint64_t hash = ((uint64_t)a << 32 | b) ^ (uint64_t)kind << 59;
    hash = (hash ^ hash >> 29) * 0xBF58476D1CE4E5B9u;
    return (uint32_t)(hash >> 32);
}

static uint32_t pattern_hash(uint32_t kind, uint32_t a, uint32_t b, const PatternId *members) {
    if (!members) return mix(kind, a, b);
    uint32_t hash = mix(kind, b, 0);
    for (uint32_t i = 0; i < b; i++) hash = mix(kind, hash, members[i]);
    return hash;
}

static void table_grow(PatternStore *store) {
    uint32_t size = store->table_size ? 2 * store->table_size : 256, mask = size - 1;
    free(store->table);
    store->table = memory_alloc(size * sizeof *store->table);
    memset(store->table, 0, size * sizeof *store->table);
    store->table_size = size;
    for (uint32_t id = 1; id < store->patterns.n; id++) {
        const Pattern *p = pattern_get(store, id);
        uint32_t i = pattern_hash(p->kind, p->a, p->b, has_members(p->kind) ? store->pool.items + p->a : NULL);
        while (store->table[i & mask]) i++;
        store->table[i & mask] = id;
    }
}

static bool is_same(const PatternStore *store, PatternId id, uint32_t kind, uint32_t a, uint32_t b,
                    const PatternId *members) {
    const Pattern *p = pattern_get(store, id);
    if (p->kind != kind || p->b != b) return false;
    return members ? memcmp(store->pool.items + p->a, members, b * sizeof *members) == 0 : p->a == a;
}

static PatternId add(PatternStore *store, Pattern pattern, const PatternId *members) {
    uint32_t mask = store->table_size - 1;
    uint32_t i = pattern_hash(pattern.kind, pattern.a, pattern.b, members);
    for (; store->table[i & mask]; i++)
        if (is_same(store, store->table[i & mask], pattern.kind, pattern.a, pattern.b, members))
            return store->table[i & mask];
    if (pattern.depth > PATTERN_DEPTH_MAX || (store->limit && store->patterns.n >= store->limit) ||
        (members && store->pool_limit && store->pool.n + pattern.b > store->pool_limit)) {
        store->overflow = true;
        return NOT_ALLOWED;
    }
    if (members) {
        pattern.a = store->pool.n;
        for (uint32_t k = 0; k < pattern.b; k++) vec_push(&store->pool, members[k]);
    }
    PatternId id = store->patterns.n;
    vec_push(&store->patterns, pattern);
    store->table[i & mask] = id;
    if (2 * store->patterns.n > store->table_size) table_grow(store);
    return id;
}

void store_init(PatternStore *store) {
    *store = (PatternStore){0};
    vec_push(&store->patterns, ((Pattern){.kind = P_NOT_ALLOWED}));
    vec_push(&store->patterns, ((Pattern){.kind = P_EMPTY, .flags = PATTERN_NULLABLE | PATTERN_ONLY_ATTRIBUTES}));
    vec_push(&store->patterns, ((Pattern){.kind = P_TEXT, .flags = PATTERN_NULLABLE}));
    table_grow(store);
}

static void store_copy(PatternStore *store, const Schema *schema) {
    for (uint32_t room = store->patterns.room; room < schema->n_patterns + 256; room = store->patterns.room) {
        store->patterns.room = room ? 2 * room : schema->n_patterns + 4096;
        store->patterns.items = memory_realloc(store->patterns.items, store->patterns.room * sizeof(Pattern));
    }
    for (uint32_t room = store->pool.room; room < schema->n_pool + 256; room = store->pool.room) {
        store->pool.room = room ? 2 * room : schema->n_pool + 4096;
        store->pool.items = memory_realloc(store->pool.items, store->pool.room * sizeof(PatternId));
    }
    memcpy(store->patterns.items, schema->patterns, schema->n_patterns * sizeof(Pattern));
    if (schema->n_pool) memcpy(store->pool.items, schema->pool, schema->n_pool * sizeof(PatternId));
    store->patterns.n = schema->n_patterns;
    store->pool.n = schema->n_pool;
    store->table_size = schema->table_size;
    store->table = memory_realloc(store->table, schema->table_size * sizeof(PatternId));
    memcpy(store->table, schema->table, schema->table_size * sizeof(PatternId));
    store->overflow = false;
}

void store_init_from(PatternStore *store, const Schema *schema) {
    *store = (PatternStore){0};
    store_copy(store, schema);
}

void store_done(PatternStore *store) {
    vec_done(&store->patterns);
    vec_done(&store->pool);
    free(store->table);
    store->table = NULL;
}

void store_reset(PatternStore *store, const Schema *schema) {
    vec_done(&store->patterns);
    vec_done(&store->pool);
    store_copy(store, schema);
}

size_t store_memory(const PatternStore *store) {
    return store->patterns.room * sizeof(Pattern) + store->pool.room * sizeof(PatternId) +
           store->table_size * sizeof(PatternId);
}

/* ---- constructors ---- */

static uint16_t deeper(const PatternStore *store, PatternId a, PatternId b) {
    uint16_t x = pattern_get(store, a)->depth, y = pattern_get(store, b)->depth;
    return (uint16_t)((x > y ? x : y) + 1);
}

static int compare_ids(const void *a, const void *b) {
    PatternId x = *(const PatternId *)a, y = *(const PatternId *)b;
    return (x > y) - (x < y);
}

static void sort_ids(PatternId *ids, uint32_t n) {
    if (n > 24) {
        qsort(ids, n, sizeof *ids, compare_ids);
        return;
    }
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t k = i; k > 0 && ids[k - 1] > ids[k]; k--) {
            PatternId swap = ids[k];
            ids[k] = ids[k - 1];
            ids[k - 1] = swap;
        }
}

/* Flags that hold for a whole if they hold for some (any) or all of its members. */
static Pattern summary(const PatternStore *store, uint32_t kind, const PatternId *members, uint32_t n) {
    uint8_t any = 0, all = 0xFF;
    uint16_t depth = 0;
    for (uint32_t i = 0; i < n; i++) {
        const Pattern *p = pattern_get(store, members[i]);
        any |= p->flags;
        all &= p->flags;
        if (p->depth > depth) depth = p->depth;
    }
    uint8_t flags = (any & (PATTERN_ATTRIBUTES | PATTERN_GUARDED)) | (all & PATTERN_ONLY_ATTRIBUTES);
    flags |= (kind == P_CHOICE ? any : all) & PATTERN_NULLABLE;
    return (Pattern){.kind = (uint8_t)kind, .flags = flags, .depth = (uint16_t)(depth + 1), .b = n};
}

static void flatten(PatternStore *store, IdList *list, PatternKind kind, PatternId id) {
    const Pattern *p = pattern_get(store, id);
    if (p->kind != kind) {
        ids_push(list, id);
    } else if (list->n + p->b > PATTERN_MEMBERS_MAX) {
        store->overflow = true;
    } else {
        for (uint32_t i = 0; i < p->b; i++) ids_push(list, store->pool.items[p->a + i]);
    }
}

/* Sorts, drops equals and NOT_ALLOWED, and EMPTY where another member allows it. */
static void make_set(const PatternStore *store, IdList *list) {
    sort_ids(list->items, list->n);
    uint32_t n = 0;
    bool nullable = false;
    for (uint32_t i = 0; i < list->n; i++) {
        PatternId id = list->items[i];
        if (id == NOT_ALLOWED || (n > 0 && id == list->items[n - 1])) continue;
        list->items[n++] = id;
        nullable |= id != EMPTY && pattern_nullable(store, id);
    }
    if (nullable && list->items[0] == EMPTY) memmove(list->items, list->items + 1, --n * sizeof *list->items);
    list->n = n;
}

/* Joins the after branches of the list that agree on b (by_b) or on a. True if some were joined. */
static bool join_afters(PatternStore *store, IdList *list, bool by_b) {
    bool joined = false;
    for (uint32_t i = 0; i < list->n; i++) {
        if (pattern_get(store, list->items[i])->kind != P_AFTER) continue;
        Pattern first = *pattern_get(store, list->items[i]);
        PatternId whole = by_b ? first.a : first.b;
        for (uint32_t k = i + 1; k < list->n; k++) {
            Pattern other = *pattern_get(store, list->items[k]);
            if (other.kind != P_AFTER || (by_b ? other.b != first.b : other.a != first.a)) continue;
            whole = pattern_choice(store, whole, by_b ? other.a : other.b);
            list->items[k] = NOT_ALLOWED;
            joined = true;
        }
        if (whole != (by_b ? first.a : first.b))
            list->items[i] = by_b ? pattern_after(store, whole, first.b) : pattern_after(store, first.a, whole);
    }
    return joined;
}

static PatternId choice_from(PatternStore *store, IdList *list) {
    make_set(store, list);
    uint32_t afters = 0;
    for (uint32_t i = 0; i < list->n; i++) afters += pattern_get(store, list->items[i])->kind == P_AFTER;
    if (afters > 1 && (join_afters(store, list, true) | join_afters(store, list, false))) make_set(store, list);
    if (list->n == 0) return NOT_ALLOWED;
    if (list->n == 1) return list->items[0];
    return add(store, summary(store, P_CHOICE, list->items, list->n), list->items);
}

PatternId pattern_choice_of(PatternStore *store, const PatternId *members, uint32_t n) {
    IdList list;
    ids_init(&list);
    for (uint32_t i = 0; i < n; i++) flatten(store, &list, P_CHOICE, members[i]);
    PatternId id = store->overflow ? NOT_ALLOWED : choice_from(store, &list);
    ids_done(&list);
    return id;
}

PatternId pattern_choice(PatternStore *store, PatternId a, PatternId b) {
    if (a == b || b == NOT_ALLOWED) return a;
    if (a == NOT_ALLOWED) return b;
    return pattern_choice_of(store, (PatternId[]){a, b}, 2);
}

/* Sorts; drops EMPTY and all but one TEXT (text beside text is text). False if nothing is allowed. */
static bool make_bag(IdList *list) {
    sort_ids(list->items, list->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        PatternId id = list->items[i];
        if (id == NOT_ALLOWED) return false;
        if (id == EMPTY || (id == TEXT && n > 0 && list->items[n - 1] == TEXT)) continue;
        list->items[n++] = id;
    }
    list->n = n;
    return true;
}

PatternId pattern_interleave_of(PatternStore *store, const PatternId *members, uint32_t n) {
    IdList list;
    PatternId id = NOT_ALLOWED;
    ids_init(&list);
    for (uint32_t i = 0; i < n; i++) flatten(store, &list, P_INTERLEAVE, members[i]);
    if (!store->overflow && make_bag(&list)) {
        id = list.n == 0   ? EMPTY
             : list.n == 1 ? list.items[0]
                           : add(store, summary(store, P_INTERLEAVE, list.items, list.n), list.items);
    }
    ids_done(&list);
    return id;
}

PatternId pattern_interleave(PatternStore *store, PatternId a, PatternId b) {
    if (a == EMPTY) return b;
    if (b == EMPTY) return a;
    if (a == NOT_ALLOWED || b == NOT_ALLOWED) return NOT_ALLOWED;
    return pattern_interleave_of(store, (PatternId[]){a, b}, 2);
}

PatternId pattern_interleave_with(PatternStore *store, PatternId id, uint32_t index, PatternId member) {
    if (member == NOT_ALLOWED) return NOT_ALLOWED;
    IdList list;
    ids_init(&list);
    const Pattern *p = pattern_get(store, id);
    for (uint32_t i = 0; i < p->b; i++) ids_push(&list, i == index ? member : store->pool.items[p->a + i]);
    PatternId whole = pattern_interleave_of(store, list.items, list.n);
    ids_done(&list);
    return whole;
}

/* Moves members that are only attributes out of a into attrs; gives the rest. */
static PatternId split_attributes(PatternStore *store, PatternId a, IdList *attrs) {
    const Pattern *p = pattern_get(store, a);
    if (p->flags & PATTERN_ONLY_ATTRIBUTES) {
        ids_push(attrs, a);
        return EMPTY;
    }
    if (p->kind != P_INTERLEAVE || !(p->flags & PATTERN_ATTRIBUTES)) return a;
    IdList rest;
    ids_init(&rest);
    for (uint32_t i = 0; i < p->b; i++) {
        PatternId member = store->pool.items[p->a + i];
        bool pure = pattern_get(store, member)->flags & PATTERN_ONLY_ATTRIBUTES;
        ids_push(pure ? attrs : &rest, member);
    }
    PatternId id = rest.n == p->b ? a : pattern_interleave_of(store, rest.items, rest.n);
    ids_done(&rest);
    return id;
}

/* a and b hold no member that is only attributes. */
static PatternId plain_group(PatternStore *store, PatternId a, PatternId b) {
    if (a == NOT_ALLOWED || b == NOT_ALLOWED) return NOT_ALLOWED;
    if (a == EMPTY) return b;
    if (b == EMPTY) return a;
    IdList chain; /* the members of a, so that long groups take no stack */
    ids_init(&chain);
    while (pattern_get(store, a)->kind == P_GROUP) {
        ids_push(&chain, pattern_get(store, a)->a);
        a = pattern_get(store, a)->b;
    }
    ids_push(&chain, a);
    for (uint32_t i = chain.n; i-- > 0 && b != NOT_ALLOWED;) {
        Pattern whole = summary(store, P_GROUP, (PatternId[]){chain.items[i], b}, 2);
        whole.a = chain.items[i];
        whole.b = b;
        b = add(store, whole, NULL);
    }
    ids_done(&chain);
    return b;
}

PatternId pattern_group(PatternStore *store, PatternId a, PatternId b) {
    if (a == NOT_ALLOWED || b == NOT_ALLOWED) return NOT_ALLOWED;
    if (a == EMPTY) return b;
    if (b == EMPTY) return a;
    uint8_t flags = pattern_get(store, a)->flags | pattern_get(store, b)->flags;
    if (!(flags & PATTERN_ATTRIBUTES)) return plain_group(store, a, b);
    IdList attrs;
    ids_init(&attrs);
    a = split_attributes(store, a, &attrs);
    b = split_attributes(store, b, &attrs);
    PatternId rest = plain_group(store, a, b);
    ids_push(&attrs, rest);
    PatternId whole = attrs.n == 1 ? rest : pattern_interleave_of(store, attrs.items, attrs.n);
    ids_done(&attrs);
    return whole;
}

PatternId pattern_one_or_more(PatternStore *store, PatternId a) {
    const Pattern *p = pattern_get(store, a);
    if (a <= TEXT || p->kind == P_ONE_OR_MORE) return a;
    return add(store, (Pattern){.kind = P_ONE_OR_MORE, .flags = p->flags, .depth = (uint16_t)(p->depth + 1), .a = a},
               NULL);
}

PatternId pattern_list(PatternStore *store, PatternId a) {
    const Pattern *p = pattern_get(store, a);
    if (a == NOT_ALLOWED) return a;
    uint8_t flags = p->flags & PATTERN_GUARDED;
    return add(store, (Pattern){.kind = P_LIST, .flags = flags, .depth = (uint16_t)(p->depth + 1), .a = a}, NULL);
}

PatternId pattern_data(PatternStore *store, uint32_t data, PatternId except) {
    const Pattern *p = pattern_get(store, except);
    uint8_t flags = p->flags & PATTERN_GUARDED;
    Pattern whole = {.kind = P_DATA, .flags = flags, .depth = (uint16_t)(p->depth + 1), .a = data, .b = except};
    return add(store, whole, NULL);
}

static PatternId leaf(PatternStore *store, uint32_t kind, uint8_t flags, uint32_t a) {
    return add(store, (Pattern){.kind = (uint8_t)kind, .flags = flags, .a = a}, NULL);
}

PatternId pattern_value(PatternStore *store, uint32_t value) { return leaf(store, P_VALUE, 0, value); }

PatternId pattern_attribute(PatternStore *store, uint32_t attribute) {
    return leaf(store, P_ATTRIBUTE, PATTERN_ATTRIBUTES | PATTERN_ONLY_ATTRIBUTES, attribute);
}

PatternId pattern_element(PatternStore *store, uint32_t element) { return leaf(store, P_ELEMENT, 0, element); }

PatternId pattern_slot(PatternStore *store, uint32_t number) { return leaf(store, P_SLOT, 0, number); }

PatternId pattern_after(PatternStore *store, PatternId a, PatternId b) {
    if (a == NOT_ALLOWED || b == NOT_ALLOWED) return NOT_ALLOWED;
    uint8_t flags = pattern_get(store, a)->flags & (PATTERN_ATTRIBUTES | PATTERN_GUARDED);
    return add(store, (Pattern){.kind = P_AFTER, .flags = flags, .depth = deeper(store, a, b), .a = a, .b = b}, NULL);
}

PatternId pattern_guard(PatternStore *store, PatternId a, uint32_t guard) {
    if (a == NOT_ALLOWED) return a;
    const Pattern *p = pattern_get(store, a);
    uint8_t flags = p->flags | PATTERN_GUARDED;
    return add(store, (Pattern){.kind = P_GUARD, .flags = flags, .depth = (uint16_t)(p->depth + 1), .a = a, .b = guard},
               NULL);
}
