/* Vec: a typed growing array.
 *
 *     typedef VEC(Span) SpanVec;
 *     SpanVec spans = {0};
 *     vec_push(&spans, span);
 *     for (uint32_t i = 0; i < spans.n; i++) use(spans.items[i]);
 *     vec_done(&spans);
 *
 * A zeroed Vec is empty and valid. It owns its items array (malloc); vec_done() frees it and leaves it empty.
 * These are the only function-like macros of domlint.
 *
 * May include: base/arena.h. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"

#define VEC(T)                                                                                                         \
    struct {                                                                                                           \
        T *items;                                                                                                      \
        uint32_t n, room;                                                                                              \
    }

/* Makes room for one more item and gives its place. */
#define vec_add(vec)                                                                                                   \
    ((vec)->n < (vec)->room                                                                                            \
         ? (void)0                                                                                                     \
         : (void)((vec)->items = memory_realloc((vec)->items, ((vec)->room = (vec)->room ? 2 * (vec)->room : 8) *      \
                                                                  sizeof *(vec)->items)),                              \
     &(vec)->items[(vec)->n++])
/* Makes room for so many items altogether, where a guess spares growing step by step. */
#define vec_reserve(vec, wanted)                                                                                       \
    ((wanted) > (vec)->room                                                                                            \
         ? (void)((vec)->items = memory_realloc((vec)->items, ((vec)->room = (wanted)) * sizeof *(vec)->items))        \
         : (void)0)
#define vec_push(vec, item) (*vec_add(vec) = (item))
#define vec_last(vec) ((vec)->items[(vec)->n - 1])
#define vec_done(vec) (free((vec)->items), (vec)->items = NULL, (vec)->n = (vec)->room = 0)

#endif
