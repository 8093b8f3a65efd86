/* Text: slices, growing text, UTF-8, likeness of words.
 *
 * A Slice is a view of bytes that somebody else owns; it has no end mark. A Text is a growing NUL-ended string
 * that owns its memory. All text inside domlint is valid UTF-8: diag/source.c makes it so.
 *
 * May include: base/. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

typedef struct {
    const char *p;
    size_t n;
} Slice;

Slice slice_from(const char *text);
bool slice_is(Slice slice, const char *text);
/* Whether two strings are equal; most differ in their first byte, and need no call. */
static inline bool same_string(const char *a, const char *b) { return *a == *b && strcmp(a, b) == 0; }
bool slice_equal(Slice a, Slice b);
/* The slice without XML white space (blank, tab, CR, LF) at both ends. */
Slice slice_trim(Slice slice);

typedef struct {
    char *p; /* NUL-ended, or NULL while nothing was added; text_str() never gives NULL */
    size_t n, room;
} Text;

void text_add(Text *text, const char *bytes, size_t n);
/* Makes room for so many bytes more. */
void text_reserve(Text *text, size_t more);
void text_puts(Text *text, const char *string);
void text_putc(Text *text, char c);
void text_number(Text *text, uint32_t number); /* in decimal */
/* Adds strings, ended by NULL, one behind the other. */
void text_join(Text *text, const char *string, ...) __attribute__((sentinel));
void text_printf(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vprintf(Text *text, const char *format, va_list args);
const char *text_str(const Text *text);
void text_clear(Text *text);
void text_done(Text *text);

/* Decodes the character at p (p < end). Gives its length in bytes (1..4) and the code point; a byte that begins
 * no valid character has length 1 and code point 0xFFFD. */
size_t utf8_decode(const char *p, const char *end, uint32_t *ret_code);
/* Encodes a code point into buffer, gives its length (1..4). */
size_t utf8_encode(uint32_t code, char buffer[4]);
/* The offset of the first byte that is no valid UTF-8, or n. Surrogates and overlong forms are not valid. */
size_t utf8_valid(const char *p, size_t n);
size_t utf8_count(const char *p, size_t n);  /* characters */
size_t utf16_count(const char *p, size_t n); /* UTF-16 code units */
/* Columns of a terminal: 0 for combining, 2 for wide characters, 1 for others. Tabs count 1. */
size_t utf8_width(const char *p, size_t n);

/* Adds text with everything unsafe to print written as an escape: C0 and C1 control characters and
 * bidirectional controls (CONVENTIONS 12) as \u{XX}; newline and tab too unless keep names them. */
void text_add_printable(Text *out, const char *text, size_t n, const char *keep);
/* Whether nothing of it needs that: all ASCII, no control character. */
bool text_is_plain(const char *text, size_t n);

/* The number of single-character insertions, deletions, substitutions and swaps of neighbours between two
 * words, counted up to limit (anything above is limit + 1). Letter case counts half a step, rounded up once. */
unsigned text_distance(const char *a, const char *b, unsigned limit);
/* The index of the candidate most like word, or -1 if none is near enough to be what was meant. */
int text_nearest(const char *word, const char *const *candidates, size_t n);

#endif
