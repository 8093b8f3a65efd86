/* Integers as libvirt reads them: leading blanks and one sign may stand in front, nothing may follow. */
#include "value/integer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "value/parts.h"

static int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
}

static bool has_hex_prefix(Slice text, size_t at) {
    return at + 2 < text.n && text.p[at] == '0' && (text.p[at + 1] == 'x' || text.p[at + 1] == 'X') &&
           digit_of(text.p[at + 2]) < 16;
}

bool digits_parse(Slice text, size_t *at, int base, uint64_t *ret_number) {
    size_t i = *at;
    if ((base == 0 || base == 16) && has_hex_prefix(text, i)) base = 16, i += 2;
    else if (base == 0) base = i < text.n && text.p[i] == '0' ? 8 : 10;
    uint64_t number = 0;
    size_t first = i;
    for (; i < text.n && digit_of(text.p[i]) < base; i++)
        if (__builtin_mul_overflow(number, (uint64_t)base, &number) ||
            __builtin_add_overflow(number, (uint64_t)digit_of(text.p[i]), &number))
            return false;
    *at = i;
    *ret_number = number;
    return i > first;
}

typedef struct {
    int base;
    bool is_signed;
    long double min, max;
} Range;

static bool fail_range(Arena *arena, Slice text, const Range *range, Value *ret_value) {
    return value_fail(arena, ret_value, 0, text.n, "%s is not in the range %.0Lf to %.0Lf", value_quote(arena, text),
                      range->min, range->max);
}

static const char *base_name(int base) {
    if (base == 16) return "hexadecimal number";
    return base == 8 ? "octal number" : "whole number";
}

static bool fail_digits(Arena *arena, Slice text, size_t at, const Range *range, Value *ret_value) {
    if (at == text.n || range->base == 0 || at == 0)
        return value_fail(
            arena, ret_value, 0, text.n, "%s is not a %s%s", value_quote(arena, text), base_name(range->base),
            range->base == 0 && text.n > 1 && text.p[0] == '0' ? " (a leading 0 makes it octal, 0x hexadecimal)" : "");
    return value_fail(arena, ret_value, at, text.n, "%s follows the number",
                      value_quote(arena, (Slice){text.p + at, text.n - at}));
}

/* Moves *at behind leading blanks and a sign. */
static bool skip_sign(Slice text, size_t *at) {
    while (*at < text.n && strchr(" \t\n\r\v\f", text.p[*at])) ++*at;
    bool negative = *at < text.n && text.p[*at] == '-';
    if (negative || (*at < text.n && text.p[*at] == '+')) ++*at;
    return negative;
}

double integer_read(Slice text, int base) {
    size_t at = 0;
    uint64_t number;
    bool negative = skip_sign(text, &at);
    if (!digits_parse(text, &at, base, &number) || at != text.n) return NAN;
    if (negative && number > (uint64_t)INT64_MAX + 1) return NAN;
    return negative ? -(double)number : (double)number;
}

static const char *digits(Arena *arena, uint64_t number, bool negative) {
    char text[24], *p = text + sizeof text;
    negative = negative && number;
    do *--p = (char)('0' + number % 10), number /= 10;
    while (number);
    if (negative) *--p = '-';
    return arena_text(arena, p, (size_t)(text + sizeof text - p));
}

static bool parse_range(Arena *arena, Slice text, const Range *range, Value *ret_value) {
    size_t at = 0;
    bool negative = skip_sign(text, &at);
    uint64_t number;
    size_t start = at;
    bool parsed = digits_parse(text, &at, range->base, &number);
    if (!parsed && at == start && start < text.n && digit_of(text.p[start]) < 10)
        return fail_range(arena, text, range, ret_value);
    if (!parsed || at != text.n) return fail_digits(arena, text, at, range, ret_value);
    if (negative && !range->is_signed)
        return value_fail(arena, ret_value, 0, text.n, "%s is negative", value_quote(arena, text));
    long double value = negative ? -(long double)number : (long double)number;
    if (value < range->min || value > range->max) return fail_range(arena, text, range, ret_value);
    *ret_value = (Value){.has_number = true, .number = (double)value, .canonical = digits(arena, number, negative)};
    return true;
}

static long double bound(const ValueParam *params, const char *name, long double otherwise) {
    const char *text = value_param(params, name);
    return text ? strtold(text, NULL) : otherwise;
}

static bool parse_params(Arena *arena, Slice text, const ValueParam *params, Range range, Value *ret_value) {
    const char *base = value_param(params, "base");
    if (base) range.base = atoi(base);
    range.min = bound(params, "min", range.min);
    range.max = bound(params, "max", range.max);
    return parse_range(arena, text, &range, ret_value);
}

static const long double i64_min = -9223372036854775808.0L, i64_max = 9223372036854775807.0L,
                         u64_max = 18446744073709551615.0L;

static bool parse_int(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    return parse_params(arena, text, params, (Range){10, true, i64_min, i64_max}, ret_value);
}
static bool parse_uint(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    return parse_params(arena, text, params, (Range){10, false, 0, u64_max}, ret_value);
}
static bool parse_i32(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    return parse_params(arena, text, params, (Range){10, true, -2147483648.0L, 2147483647.0L}, ret_value);
}
static bool parse_u32(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    return parse_params(arena, text, params, (Range){10, false, 0, 4294967295.0L}, ret_value);
}
static bool parse_port(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    return parse_params(arena, text, params, (Range){10, false, 0, 65535}, ret_value);
}
static bool parse_percent(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    return parse_params(arena, text, params, (Range){10, false, 0, 100}, ret_value);
}

static const char *const int_params[] = {"base", "min", "max", NULL};
static const char *const base_params[] = {"base", NULL};
static const char *const no_params[] = {NULL};
static const char *const int_good[] = {"0", "-1", "+5", " 7", "9223372036854775807", NULL};
static const char *const int_bad[] = {"", "1.5", "7 ", "0x1", "9223372036854775808", "five", NULL};
static const char *const uint_good[] = {"0", "+5", " 7", "18446744073709551615", NULL};
static const char *const uint_bad[] = {"", "-1", "-0", "7 ", "0x1", "18446744073709551616", "1M", NULL};
static const char *const i32_good[] = {"-2147483648", "2147483647", NULL};
static const char *const i32_bad[] = {"2147483648", "-2147483649", "x", NULL};
static const char *const u32_good[] = {"0", "4294967295", NULL};
static const char *const u32_bad[] = {"-1", "4294967296", "1 ", NULL};
static const char *const port_good[] = {"0", "5900", "65535", NULL};
static const char *const port_bad[] = {"-1", "65536", "http", NULL};
static const char *const percent_good[] = {"0", "100", NULL};
static const char *const percent_bad[] = {"101", "50%", NULL};

const ValueType value_int = {"int", "a whole number", int_params, parse_int, int_good, int_bad};
const ValueType value_uint = {"uint", "a whole number, not negative", int_params, parse_uint, uint_good, uint_bad};
const ValueType value_i32 = {"i32", "a whole number of 32 bits", base_params, parse_i32, i32_good, i32_bad};
const ValueType value_u32 = {"u32",  "a whole number of 32 bits, not negative", base_params, parse_u32, u32_good,
                             u32_bad};
const ValueType value_i64 = {"i64", "a whole number of 64 bits", base_params, parse_int, int_good, int_bad};
const ValueType value_u64 = {"u64",   "a whole number of 64 bits, not negative", base_params, parse_uint, uint_good,
                             uint_bad};
const ValueType value_port = {"port", "a port from 0 to 65535", no_params, parse_port, port_good, port_bad};
const ValueType value_percent = {"percent",  "a whole number from 0 to 100", no_params, parse_percent, percent_good,
                                 percent_bad};
