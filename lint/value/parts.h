/* Parts that value types share.
 *
 * May include: base/, value/value.h. */
#ifndef VALUE_PARTS_H
#define VALUE_PARTS_H

#include "value/value.h"

/* Fills a failure: the bytes at fault and why. Gives false. */
bool value_fail(Arena *arena, Value *ret_value, size_t from, size_t to, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Fills a success without number. Gives true. */
bool value_succeed(Value *ret_value, const char *canonical);
/* The text in quotes, cut if it is long; in the arena. */
const char *value_quote(Arena *arena, Slice text);

/* Digits of a base as C's strtoull() reads them: number, behind its last digit. False if there is none or it passes
 * 2^64 - 1. base 0: by prefix. */
bool digits_parse(Slice text, size_t *at, int base, uint64_t *ret_number);

#endif
