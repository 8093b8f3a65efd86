#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Slice slice_from(const char *text) { return (Slice){text, strlen(text)}; }

bool slice_is(Slice slice, const char *text) {
    return strlen(text) == slice.n && (slice.n == 0 || memcmp(slice.p, text, slice.n) == 0);
}

bool slice_equal(Slice a, Slice b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

Slice slice_trim(Slice slice) {
    while (slice.n && is_space(slice.p[0])) slice.p++, slice.n--;
    while (slice.n && is_space(slice.p[slice.n - 1])) slice.n--;
    return slice;
}

void text_reserve(Text *text, size_t more) {
    size_t need = text->n + more + 1;
    if (need <= text->room) return;
    size_t room = text->room ? text->room : 64;
    while (room < need) room *= 2;
    text->p = memory_realloc(text->p, room);
    text->room = room;
}

void text_add(Text *text, const char *bytes, size_t n) {
    text_reserve(text, n);
    if (n) memcpy(text->p + text->n, bytes, n);
    text->n += n;
    text->p[text->n] = 0;
}

void text_puts(Text *text, const char *string) { text_add(text, string, strlen(string)); }

void text_join(Text *text, const char *string, ...) {
    va_list more;
    va_start(more, string);
    for (; string; string = va_arg(more, const char *)) text_puts(text, string);
    va_end(more);
}

void text_putc(Text *text, char c) {
    text_reserve(text, 1);
    text->p[text->n++] = c;
    text->p[text->n] = 0;
}

void text_number(Text *text, uint32_t number) {
    char digits[20], *p = digits_before(digits + sizeof digits, number);
    text_add(text, p, (size_t)(digits + sizeof digits - p));
}

void text_vprintf(Text *text, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (size < 0) return;
    text_reserve(text, (size_t)size);
    vsnprintf(text->p + text->n, (size_t)size + 1, format, args);
    text->n += (size_t)size;
}

void text_printf(Text *text, const char *format, ...) {
    va_list args;
    va_start(args, format);
    text_vprintf(text, format, args);
    va_end(args);
}

const char *text_str(const Text *text) { return text->p ? text->p : ""; }

void text_clear(Text *text) {
    text->n = 0;
    if (text->p) text->p[0] = 0;
}

void text_done(Text *text) {
    free(text->p);
    *text = (Text){0};
}

/* C0, DEL and C1 controls, line and paragraph separators, bidirectional controls. */
static bool is_unsafe(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

/* Whether one of eight bytes is below 0x20, is 0x7F or above: each sum or difference reaches its byte's top bit. */
static bool has_special(uint64_t eight) {
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    return ((eight - 0x20 * ones) & ~eight & tops) || ((eight + ones) & tops) || (eight & tops);
}

/* How many bytes from p on are plain ASCII, eight at a time as far as there are so many. */
static size_t plain_length(const char *p, const char *end) {
    const char *start = p;
    for (uint64_t eight; end - p >= 8; p += 8) {
        memcpy(&eight, p, 8);
        if (has_special(eight)) break;
    }
    while (p < end && *p >= ' ' && *p < 0x7F) p++;
    return (size_t)(p - start);
}

bool text_is_plain(const char *text, size_t n) { return plain_length(text, text + n) == n; }

void text_add_printable(Text *out, const char *text, size_t n, const char *keep) {
    const char *end = text + n;
    while (text < end) {
        size_t plain = plain_length(text, end);
        text_add(out, text, plain);
        text += plain;
        if (text == end) break;
        uint32_t code;
        size_t size = utf8_decode(text, end, &code);
        bool kept = keep && code && code < 0x80 && strchr(keep, (int)code);
        if (code == 0xFFFD && size == 1) text_puts(out, "\xEF\xBF\xBD");
        else if (is_unsafe(code) && !kept) text_printf(out, "\\u{%02X}", (unsigned)code);
        else text_add(out, text, size);
        text += size;
    }
}
