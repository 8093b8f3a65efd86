#include "base/intern.h"

#include <string.h>

#include "base/hash.h"
#include "base/vec.h"

enum { SEEN = 256 };

/* Where a text stood when it was asked last. */
typedef struct {
    const char *at; /* NULL: free */
    uint32_t id;
} Seen;

struct Intern {
    Arena *arena;
    VEC(Slice) strings;
    uint32_t *slots; /* ids, INTERN_NONE where empty; a power of two of them, at most half full */
    uint32_t n_slots;
    Seen *seen; /* SEEN of them, by address; NULL until intern_again() */
};

Intern *intern_new(void) {
    Intern *table = memory_alloc(sizeof *table);
    table->arena = arena_new();
    return table;
}

void intern_free(Intern *table) {
    if (!table) return;
    arena_free(table->arena);
    vec_done(&table->strings);
    free(table->slots);
    free(table->seen);
    free(table);
}

/* The slot that holds the string, or the empty one where it would go. */
static uint32_t *find_slot(const Intern *table, Slice string) {
    uint32_t mask = table->n_slots - 1;
    for (uint32_t i = hash_bytes(0, string.p, string.n) & mask;; i = (i + 1) & mask) {
        uint32_t id = table->slots[i];
        if (id == INTERN_NONE || slice_equal(table->strings.items[id], string)) return &table->slots[i];
    }
}

static void table_grow(Intern *table) {
    table->n_slots = table->n_slots ? 2 * table->n_slots : 64;
    free(table->slots);
    table->slots = memory_alloc(table->n_slots * sizeof *table->slots);
    memset(table->slots, 0xFF, table->n_slots * sizeof *table->slots);
    for (uint32_t id = 0; id < table->strings.n; id++) *find_slot(table, table->strings.items[id]) = id;
}

uint32_t intern_add(Intern *table, Slice string) {
    if (2 * (table->strings.n + 1) > table->n_slots) table_grow(table);
    uint32_t *slot = find_slot(table, string);
    if (*slot != INTERN_NONE) return *slot;
    *slot = table->strings.n;
    vec_push(&table->strings, ((Slice){arena_text(table->arena, string.p, string.n), string.n}));
    return *slot;
}

uint32_t intern_again(Intern *table, const char *text) {
    if (!table->seen) table->seen = memory_alloc(SEEN * sizeof *table->seen);
    Seen *seen = &table->seen[hash_address(text) % SEEN];
    if (seen->at != text || strcmp(table->strings.items[seen->id].p, text) != 0)
        *seen = (Seen){text, intern_add(table, slice_from(text))};
    return seen->id;
}

uint32_t intern_find(const Intern *table, Slice string) {
    return table->n_slots ? *find_slot(table, string) : INTERN_NONE;
}

const char *intern_string(const Intern *table, uint32_t id) { return table->strings.items[id].p; }

uint32_t intern_count(const Intern *table) { return table->strings.n; }
