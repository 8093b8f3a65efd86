#include "report/linehash.h"

#include <stdio.h>

#include "base/intern.h"
#include "base/vec.h"

enum { BLOCK = 100, MULTIPLIER = 37, END_OF_FILE = 65535 };

typedef struct {
    Arena *arena;
    uint64_t hash, first; /* first: MULTIPLIER to the power of BLOCK */
    uint32_t window[BLOCK];
    uint32_t lines[BLOCK]; /* which line began at that place of the window, 0: none */
    uint32_t index, line;
    bool line_start, after_cr;
    const char **hashes;
    uint32_t room;
    Intern *seen;
    VEC(uint32_t) counts; /* by number in seen */
} Hasher;

static void output(Hasher *hasher) {
    char hex[17];
    snprintf(hex, sizeof hex, "%llx", (unsigned long long)hasher->hash);
    uint32_t id = intern_add(hasher->seen, slice_from(hex));
    if (id == hasher->counts.n) vec_push(&hasher->counts, 0);
    uint32_t count = ++hasher->counts.items[id], line = hasher->lines[hasher->index];
    if (line <= hasher->room) hasher->hashes[line - 1] = arena_printf(hasher->arena, "%s:%u", hex, count);
    hasher->lines[hasher->index] = 0;
}

static void update(Hasher *hasher, uint32_t unit) {
    uint32_t begin = hasher->window[hasher->index];
    hasher->window[hasher->index] = unit;
    hasher->hash = hasher->hash * MULTIPLIER + unit - hasher->first * begin;
    hasher->index = (hasher->index + 1) % BLOCK;
}

static void process(Hasher *hasher, uint32_t unit) {
    bool skipped = unit == ' ' || unit == '\t' || (hasher->after_cr && unit == '\n');
    hasher->after_cr = !skipped && unit == '\r';
    if (skipped) return;
    if (unit == '\r') unit = '\n';
    if (hasher->lines[hasher->index]) output(hasher);
    if (hasher->line_start) hasher->lines[hasher->index] = ++hasher->line;
    hasher->line_start = unit == '\n';
    update(hasher, unit);
}

static void process_text(Hasher *hasher, const Source *source) {
    const char *p = source->text, *end = p + source->size;
    while (p < end) {
        uint32_t code;
        p += utf8_decode(p, end, &code);
        if (code < 0x10000) {
            process(hasher, code);
        } else {
            process(hasher, 0xD800 + ((code - 0x10000) >> 10));
            process(hasher, 0xDC00 + ((code - 0x10000) & 0x3FF));
        }
    }
    process(hasher, END_OF_FILE);
    for (int i = 0; i < BLOCK; i++) {
        if (hasher->lines[hasher->index]) output(hasher);
        update(hasher, 0);
    }
}

uint32_t linehash_all(Arena *arena, const Source *source, const char *const **ret_hashes) {
    Hasher hasher = {.arena = arena, .first = 1, .line_start = true, .room = source->n_lines + 1, .seen = intern_new()};
    for (int i = 0; i < BLOCK; i++) hasher.first *= MULTIPLIER;
    hasher.hashes = arena_alloc(arena, hasher.room * sizeof *hasher.hashes);
    process_text(&hasher, source);
    intern_free(hasher.seen);
    vec_done(&hasher.counts);
    *ret_hashes = hasher.hashes;
    return hasher.room;
}
