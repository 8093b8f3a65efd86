/* Scaled sizes: a decimal number whose unit stands in an attribute beside it, and is given as the parameter "unit". */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "value/parts.h"
#include "value/size.h"

bool size_unit(const char *unit, uint64_t *ret_factor) {
    static const char letters[] = "kmgtpe";
    if (strcasecmp(unit, "b") == 0 || strcasecmp(unit, "byte") == 0 || strcasecmp(unit, "bytes") == 0)
        return *ret_factor = 1, true;
    uint64_t binary = 1, decimal = 1;
    for (const char *letter = letters; *letter; letter++) {
        binary *= 1024;
        decimal *= 1000;
        if ((unit[0] | 0x20) != *letter) continue;
        bool is_decimal = strcasecmp(unit + 1, "b") == 0;
        *ret_factor = is_decimal ? decimal : binary;
        return is_decimal || unit[1] == 0 || strcasecmp(unit + 1, "ib") == 0;
    }
    return false;
}

static bool parse_size(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    const char *unit = value_param(params, "unit"), *limit = value_param(params, "max");
    uint64_t factor = 1024, number;
    if (unit && *unit && !size_unit(unit, &factor))
        return value_fail(arena, ret_value, 0, text.n,
                          "'%s' is no unit libvirt knows (bytes, KiB, MiB, GiB, TiB, KB, ...)", unit);
    size_t at = 0;
    if (at < text.n && text.p[at] == '+') at++;
    bool parsed = digits_parse(text, &at, 10, &number);
    if (parsed && at != text.n)
        return value_fail(arena, ret_value, at, text.n, "%s follows the number; a unit belongs into the attribute unit",
                          value_quote(arena, (Slice){text.p + at, text.n - at}));
    if (!parsed && (at == text.n || text.p[at] < '0' || text.p[at] > '9'))
        return value_fail(arena, ret_value, 0, text.n, "%s is not a whole number", value_quote(arena, text));
    uint64_t max = limit ? strtoull(limit, NULL, 10) : UINT64_MAX;
    if (!parsed || number > max / factor)
        return value_fail(arena, ret_value, 0, text.n, "%s is too large", value_quote(arena, text));
    *ret_value = (Value){.has_number = true,
                         .number = (double)number * (double)factor,
                         .canonical = arena_number(arena, false, number * factor)};
    return true;
}

double size_kib(const char *text, const char *unit) {
    uint64_t factor, number;
    size_t at = 0;
    Slice slice = slice_from(text);
    while (at < slice.n && strchr(" \t\n\r", slice.p[at])) at++;
    if (at < slice.n && slice.p[at] == '+') at++;
    if (!size_unit(unit, &factor) || !digits_parse(slice, &at, 10, &number) || at != slice.n) return NAN;
    unsigned __int128 bytes = (unsigned __int128)number * factor;
    unsigned __int128 kib = (bytes + 1023) / 1024;
    return kib >> 53 ? NAN : (double)(uint64_t)kib;
}

void size_format(double bytes, Text *out) {
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    size_t unit = 0;
    if (isnan(bytes)) {
        text_puts(out, "(no size)");
        return;
    }
    while (unit + 1 < sizeof units / sizeof *units && fabs(bytes) >= 1024 && fmod(bytes, 1024) == 0)
        bytes /= 1024, unit++;
    text_printf(out, "%.0f %s", bytes, unit == 0 && bytes == 1 ? "byte" : units[unit]);
}

static const char *const params[] = {"unit", "max", NULL};
static const char *const good[] = {"0", "4194304", "18014398509481983", NULL};
static const char *const bad[] = {"", "4G", "4 GiB", "-1", "1.5", "99999999999999999999", NULL};
const ValueType value_size = {
    "size", "a size: a whole number, its unit in the attribute unit", params, parse_size, good, bad};
