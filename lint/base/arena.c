#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 16 * 1024, ALIGNMENT = _Alignof(max_align_t) };

typedef struct Block Block;
struct Block {
    Block *next;
    size_t size, used; /* of bytes */
    _Alignas(max_align_t) char bytes[];
};

struct Arena {
    Block *head; /* the block that gives; fuller ones behind it */
    size_t used;
};

static void *or_die(void *memory) {
    if (memory) return memory;
    fputs("domlint: out of memory\n", stderr);
    abort();
}

void *memory_alloc(size_t size) { return or_die(calloc(1, size ? size : 1)); }

void *memory_realloc(void *old, size_t size) { return or_die(realloc(old, size ? size : 1)); }

static Block *block_new(size_t size) {
    Block *block = or_die(malloc(sizeof *block + size));
    block->next = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

Arena *arena_new(void) { return memory_alloc(sizeof(Arena)); }

static void blocks_free(Block *block) {
    while (block) {
        Block *next = block->next;
        free(block);
        block = next;
    }
}

void arena_free(Arena *arena) {
    if (!arena) return;
    blocks_free(arena->head);
    free(arena);
}

void arena_reset(Arena *arena) {
    arena->used = 0;
    if (!arena->head) return;
    blocks_free(arena->head->next);
    arena->head->next = NULL;
    arena->head->used = 0;
}

size_t arena_used(const Arena *arena) { return arena->used; }

/* A piece larger than a block gets one of its own behind the head, which goes on giving. */
static void *arena_alloc_large(Arena *arena, size_t size) {
    Block *block = block_new(size);
    block->used = size;
    if (arena->head) {
        block->next = arena->head->next;
        arena->head->next = block;
    } else {
        arena->head = block;
    }
    return memset(block->bytes, 0, size);
}

void *arena_alloc(Arena *arena, size_t size) {
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    arena->used += size;
    if (size > BLOCK_SIZE / 2) return arena_alloc_large(arena, size);
    Block *block = arena->head;
    if (!block || block->size - block->used < size) {
        block = block_new(BLOCK_SIZE);
        block->next = arena->head;
        arena->head = block;
    }
    void *piece = block->bytes + block->used;
    block->used += size;
    return memset(piece, 0, size);
}

void *arena_copy(Arena *arena, const void *bytes, size_t size) {
    void *copy = arena_alloc(arena, size);
    if (size) memcpy(copy, bytes, size);
    return copy;
}

char *arena_text(Arena *arena, const char *text, size_t size) {
    char *copy = arena_alloc(arena, size + 1);
    if (size) memcpy(copy, text, size);
    return copy;
}

char *arena_strdup(Arena *arena, const char *text) { return arena_text(arena, text, strlen(text)); }

char *digits_before(char *end, uint64_t number) {
    do *--end = (char)('0' + number % 10), number /= 10;
    while (number);
    return end;
}

char *arena_number(Arena *arena, bool negative, uint64_t number) {
    char digits[24], *p = digits_before(digits + sizeof digits, number);
    if (negative) *--p = '-';
    return arena_text(arena, p, (size_t)(digits + sizeof digits - p));
}

char *arena_vprintf(Arena *arena, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (size < 0) return arena_text(arena, "", 0);
    char *text = arena_alloc(arena, (size_t)size + 1);
    vsnprintf(text, (size_t)size + 1, format, args);
    return text;
}

char *arena_printf(Arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}
