/* Arena: memory that dies together.
 *
 * Everything made for one Linter, one Check or one scratch computation is taken from one Arena and given
 * back with one arena_free(). There is no way to free a single piece. No memory is death: none of these
 * functions returns NULL; the process ends with a message when the system has no memory left.
 *
 * May include: nothing of domlint. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Arena Arena;

Arena *arena_new(void);
/* Frees the arena and all it gave out. Takes NULL. */
void arena_free(Arena *arena);
/* Keeps one block for reuse and forgets everything given out so far. */
void arena_reset(Arena *arena);
/* Bytes asked for since arena_new() or arena_reset(), for tests and limits. */
size_t arena_used(const Arena *arena);

/* Zeroed memory, aligned for any type. size 0 gives a valid pointer. */
void *arena_alloc(Arena *arena, size_t size);
/* A copy of size bytes. */
void *arena_copy(Arena *arena, const void *bytes, size_t size);
/* A NUL-ended copy of the first size bytes of text. */
char *arena_text(Arena *arena, const char *text, size_t size);
char *arena_strdup(Arena *arena, const char *text);
/* Decimal digits that end in front of end, 20 at most; the first of them. */
char *digits_before(char *end, uint64_t number);
/* A whole number in decimal digits. */
char *arena_number(Arena *arena, bool negative, uint64_t number);
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *arena, const char *format, va_list args);

/* malloc and realloc that end the process when there is no memory; for growing arrays and hash tables,
 * whose owner calls free(). */
void *memory_alloc(size_t size);
void *memory_realloc(void *old, size_t size);

#endif
