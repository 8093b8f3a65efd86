#include "rng/memo.h"

#include <string.h>

void memo_init(Memo *memo) {
    memo->size = 4096;
    memo->n = 0;
    memo->entries = memory_alloc(memo->size * sizeof *memo->entries);
}

void memo_done(Memo *memo) {
    free(memo->entries);
    memo->entries = NULL;
}

static void insert(Memo *memo, MemoEntry entry) {
    uint32_t i = hash_number(entry.key);
    while (memo->entries[i & (memo->size - 1)].key) i++;
    memo->entries[i & (memo->size - 1)] = entry;
}

void memo_grow(Memo *memo) {
    MemoEntry *old = memo->entries;
    uint32_t size = memo->size;
    memo->size *= 2;
    memo->entries = memory_alloc(memo->size * sizeof *memo->entries);
    for (uint32_t i = 0; i < size; i++)
        if (old[i].key) insert(memo, old[i]);
    free(old);
}

void memo_put(Memo *memo, uint64_t key, uint32_t result, uint32_t note) {
    if (++memo->n > memo->size / 4 * 3) memo_grow(memo);
    insert(memo, (MemoEntry){key, result, note});
}

/* ---- texts ---- */

void texts_init(TextTable *texts) {
    *texts = (TextTable){.size = 1024};
    texts->table = memory_alloc(texts->size * sizeof *texts->table);
}

void texts_done(TextTable *texts) {
    free(texts->bytes);
    free(texts->table);
    vec_done(&texts->starts);
    vec_done(&texts->hashes);
}

static void texts_grow(TextTable *texts) {
    free(texts->table);
    texts->size *= 2;
    texts->table = memory_alloc(texts->size * sizeof *texts->table);
    for (uint32_t number = 0; number < texts->starts.n; number++) {
        uint32_t i = texts->hashes.items[number];
        while (texts->table[i & (texts->size - 1)]) i++;
        texts->table[i & (texts->size - 1)] = number + 1;
    }
}

static void texts_room(TextTable *texts, size_t n) {
    while (texts->room - texts->n_bytes < n) {
        texts->room = texts->room ? 2 * texts->room : 4096;
        texts->bytes = memory_realloc(texts->bytes, texts->room);
    }
}

uint32_t texts_add(TextTable *texts, const char *text) {
    size_t n = strlen(text);
    uint32_t hash = hash_bytes(0, text, (uint32_t)n), i = hash;
    for (; texts->table[i & (texts->size - 1)]; i++) {
        uint32_t number = texts->table[i & (texts->size - 1)] - 1;
        if (texts->hashes.items[number] == hash && strcmp(texts_get(texts, number), text) == 0) return number;
    }
    texts_room(texts, n + 1);
    uint32_t number = texts->starts.n;
    vec_push(&texts->starts, texts->n_bytes);
    vec_push(&texts->hashes, hash);
    memcpy(texts->bytes + texts->n_bytes, text, n + 1);
    texts->n_bytes += (uint32_t)n + 1;
    texts->table[i & (texts->size - 1)] = number + 1;
    if (2 * texts->starts.n > texts->size) texts_grow(texts);
    return number;
}

/* ---- pairs ---- */

void pairs_init(PairTable *pairs) {
    *pairs = (PairTable){.size = 1024};
    pairs->table = memory_alloc(pairs->size * sizeof *pairs->table);
}

void pairs_done(PairTable *pairs) {
    vec_done(&pairs->pairs);
    free(pairs->table);
}

static uint32_t pair_hash(uint32_t first, uint32_t second) { return hash_number((uint64_t)first << 32 | second); }

static void pairs_grow(PairTable *pairs) {
    free(pairs->table);
    pairs->size *= 2;
    pairs->table = memory_alloc(pairs->size * sizeof *pairs->table);
    for (uint32_t number = 0; number < pairs->pairs.n; number++) {
        uint32_t i = pair_hash(pairs->pairs.items[number].first, pairs->pairs.items[number].second);
        while (pairs->table[i & (pairs->size - 1)]) i++;
        pairs->table[i & (pairs->size - 1)] = number + 1;
    }
}

uint32_t pairs_add(PairTable *pairs, uint32_t first, uint32_t second) {
    uint32_t i = pair_hash(first, second);
    for (; pairs->table[i & (pairs->size - 1)]; i++) {
        uint32_t number = pairs->table[i & (pairs->size - 1)] - 1;
        const Pair *pair = &pairs->pairs.items[number];
        if (pair->first == first && pair->second == second) return number;
    }
    uint32_t number = pairs->pairs.n;
    vec_push(&pairs->pairs, ((Pair){first, second}));
    pairs->table[i & (pairs->size - 1)] = number + 1;
    if (2 * pairs->pairs.n > pairs->size) pairs_grow(pairs);
    return number;
}
