/* Memo: what a Machine has learnt, and the texts it has seen, as numbers.
 *
 * May include: base/. */
#ifndef RNG_MEMO_H
#define RNG_MEMO_H

#include "base/hash.h"
#include "base/vec.h"
#include "rng/schema.h"

typedef enum {
    OP_OPEN = 1,
    OP_ATTR,
    OP_CLOSE,
    OP_TEXT,
    OP_RESOLVE,
    OP_CHILD,
    OP_NEXT,
    OP_RECOVER_OPEN,
    OP_RECOVER_ATTR,
    OP_RECOVER_CLOSE,
    OP_RECOVER_TEXT,
    OP_RECOVER_NEXT
} Op;

typedef struct {
    uint64_t key; /* 0: free */
    uint32_t result, note;
} MemoEntry;

typedef struct {
    MemoEntry *entries;
    uint32_t size, n; /* size is a power of two */
} Memo;

void memo_init(Memo *memo);
void memo_done(Memo *memo);
void memo_grow(Memo *memo);

static inline uint64_t memo_key(Op op, uint32_t pattern, uint32_t arg) {
    return (uint64_t)op << 60 | (uint64_t)pattern << 32 | arg;
}

/* The entry of the key, or NULL. Good until the next memo_put(). */
static inline const MemoEntry *memo_get(const Memo *memo, uint64_t key) {
    for (uint32_t i = hash_number(key);; i++) {
        const MemoEntry *entry = &memo->entries[i & (memo->size - 1)];
        if (entry->key == key) return entry;
        if (!entry->key) return NULL;
    }
}

void memo_put(Memo *memo, uint64_t key, uint32_t result, uint32_t note);

/* Equal texts, equal numbers. */
typedef struct {
    char *bytes;
    uint32_t n_bytes, room;
    VEC(uint32_t) starts; /* of text i in bytes; NUL-ended */
    VEC(uint32_t) hashes;
    uint32_t *table; /* number + 1; 0: free */
    uint32_t size;
} TextTable;

void texts_init(TextTable *texts);
void texts_done(TextTable *texts);
uint32_t texts_add(TextTable *texts, const char *text);
/* Good until the next texts_add(). */
static inline const char *texts_get(const TextTable *texts, uint32_t number) {
    return texts->bytes + texts->starts.items[number];
}

typedef struct {
    uint32_t first, second;
} Pair;

typedef struct {
    VEC(Pair) pairs;
    uint32_t *table;
    uint32_t size;
} PairTable;

void pairs_init(PairTable *pairs);
void pairs_done(PairTable *pairs);
uint32_t pairs_add(PairTable *pairs, uint32_t first, uint32_t second);

#endif
