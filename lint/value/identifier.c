/* Identifiers: UUID, MAC, WWN, disk targets. */
#include <ctype.h>
#include <string.h>

#include "value/parts.h"

static bool is_hex(char c) { return isxdigit((unsigned char)c) != 0; }

/* 8-4-4-4-12 */
static const char *grouped(Arena *arena, const char digits[32]) {
    char *text = arena_alloc(arena, 37), *to = text;
    for (int i = 0; i < 32; i++) {
        if (i == 8 || i == 12 || i == 16 || i == 20) *to++ = '-';
        *to++ = digits[i];
    }
    return text;
}

/* 32 hex digits; "-" and blanks may stand before and between pairs of them. */
static bool parse_uuid(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    char digits[33];
    size_t n = 0;
    Slice trimmed = slice_trim(text);
    for (size_t i = 0; i < trimmed.n; i++) {
        char c = trimmed.p[i];
        size_t at = (size_t)(trimmed.p - text.p) + i;
        if (n % 2 == 0 && n < 32 && (c == '-' || c == ' ')) continue;
        if (!is_hex(c) || n == 32)
            return value_fail(arena, ret_value, at, at + 1,
                              "%s is not a UUID: 32 hexadecimal digits, in groups of 8-4-4-4-12",
                              value_quote(arena, text));
        digits[n++] = (char)tolower((unsigned char)c);
    }
    if (n != 32)
        return value_fail(arena, ret_value, 0, text.n, "a UUID has 32 hexadecimal digits, %s has %zu",
                          value_quote(arena, text), n);
    return value_succeed(ret_value, grouped(arena, digits));
}

static bool fail_mac(Arena *arena, Slice text, Value *ret_value) {
    return value_fail(arena, ret_value, 0, text.n,
                      "%s is not a MAC address: six groups of two hexadecimal digits, separated by ':'",
                      value_quote(arena, text));
}

static const char *written_mac(Arena *arena, const unsigned bytes[6]) {
    static const char hex[] = "0123456789abcdef";
    char *text = arena_alloc(arena, 18), *to = text;
    for (int i = 0; i < 6; i++) {
        if (i) *to++ = ':';
        *to++ = hex[bytes[i] >> 4 & 15];
        *to++ = hex[bytes[i] & 15];
    }
    return text;
}

static bool parse_mac(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    unsigned bytes[6];
    size_t at = 0;
    for (int group = 0; group < 6; group++) {
        uint64_t number;
        size_t start = at;
        if (at >= text.n || !is_hex(text.p[at]) ||
            !digits_parse((Slice){text.p, text.n < at + 2 ? text.n : at + 2}, &at, 16, &number))
            return fail_mac(arena, text, ret_value);
        if (at - start > 2 || (group < 5 && (at >= text.n || text.p[at++] != ':')))
            return fail_mac(arena, text, ret_value);
        bytes[group] = (unsigned)number;
    }
    if (at != text.n) return fail_mac(arena, text, ret_value);
    const char *multicast = value_param(params, "multicast");
    if (bytes[0] & 1 && !(multicast && strcmp(multicast, "yes") == 0))
        return value_fail(
            arena, ret_value, 0, text.n,
            "%s is a multicast address: the lowest bit of its first byte is set, so no interface can have it",
            value_quote(arena, text));
    return value_succeed(ret_value, written_mac(arena, bytes));
}

static bool parse_wwn(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    size_t start = text.n > 2 && text.p[0] == '0' && text.p[1] == 'x' ? 2 : 0;
    char digits[17] = "";
    bool ok = text.n - start == 16;
    for (size_t i = 0; ok && i < 16; i++) {
        ok = is_hex(text.p[start + i]);
        digits[i] = (char)tolower((unsigned char)text.p[start + i]);
    }
    if (!ok)
        return value_fail(arena, ret_value, 0, text.n, "%s is not a WWN: 16 hexadecimal digits",
                          value_quote(arena, text));
    return value_succeed(ret_value, arena_strdup(arena, digits));
}

/* Number from letters: a is 0, z 25, aa 26. */
static bool parse_disk_target(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    static const char *const prefixes[] = {"fd", "hd", "vd", "sd", "xvd", "ubd"};
    (void)params;
    size_t at = text.n > 6 && memcmp(text.p, "ioemu:", 6) == 0 ? 6 : 0, prefix = 0;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t n = strlen(prefixes[i]);
        if (text.n - at >= n && memcmp(text.p + at, prefixes[i], n) == 0) prefix = n;
    }
    double index = -1;
    size_t first = at + prefix, i = first;
    for (; prefix && i < text.n && text.p[i] >= 'a' && text.p[i] <= 'z'; i++)
        index = (index + 1) * 26 + (text.p[i] - 'a');
    size_t letters = i;
    while (prefix && i < text.n && isdigit((unsigned char)text.p[i])) i++;
    if (!prefix || letters == first || i != text.n || index > 2147483647.0)
        return value_fail(arena, ret_value, 0, text.n,
                          "%s is not a disk name: fd, hd, sd, vd, xvd or ubd and letters, such as vda",
                          value_quote(arena, text));
    *ret_value =
        (Value){.has_number = true, .number = index, .canonical = arena_text(arena, text.p + at, letters - at)};
    return true;
}

static const char *const no_params[] = {NULL};
static const char *const uuid_good[] = {"4dea22b3-1d52-d8f3-2516-782e98ab3fa0", "4DEA22B31D52D8F32516782E98AB3FA0",
                                        NULL};
static const char *const uuid_bad[] = {"", "4dea22b3-1d52-d8f3-2516-782e98ab3fa",
                                       "4dea22b3-1d52-d8f3-2516-782e98ab3fag", NULL};
const ValueType value_uuid = {"uuid", "a UUID", no_params, parse_uuid, uuid_good, uuid_bad};

static const char *const mac_params[] = {"multicast", NULL};
static const char *const mac_good[] = {"52:54:00:12:34:56", "2:0:0:0:0:1", "00:00:00:00:00:00", NULL};
static const char *const mac_bad[] = {
    "", "52:54:00:12:34", "52-54-00-12-34-56", "01:00:5e:00:00:01", "52:54:00:12:34:56:78", NULL};
const ValueType value_mac = {"mac", "a MAC address", mac_params, parse_mac, mac_good, mac_bad};

static const char *const wwn_good[] = {"5000c50015ea71ac", "0x5000c50015ea71ac", NULL};
static const char *const wwn_bad[] = {"", "5000c50015ea71a", "5000c50015ea71acd", "5000c50015ea71ax", NULL};
const ValueType value_wwn = {"wwn", "a World Wide Name", no_params, parse_wwn, wwn_good, wwn_bad};

static const char *const target_good[] = {"vda", "sdab", "hda1", "xvdb", "ioemu:hda", "fda", NULL};
static const char *const target_bad[] = {"", "vd", "xda", "vda-1", "sd1", "vdA", NULL};
const ValueType value_disk_target = {
    "disk-target", "a disk name such as vda", no_params, parse_disk_target, target_good, target_bad};
