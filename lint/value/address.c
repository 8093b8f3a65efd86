/* Addresses of IP, host names. */
#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>

#include "value/parts.h"

static bool parse_family(Arena *arena, Slice text, int family, Value *ret_value) {
    unsigned char bytes[16];
    char buffer[64], canonical[64];
    if (text.n >= sizeof buffer) return false;
    memcpy(buffer, text.p, text.n);
    buffer[text.n] = 0;
    if (inet_pton(family, buffer, bytes) != 1) return false;
    inet_ntop(family, bytes, canonical, sizeof canonical);
    *ret_value =
        (Value){.has_number = true, .number = family == AF_INET ? 4 : 6, .canonical = arena_strdup(arena, canonical)};
    return true;
}

static bool parse_ipv4(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    if (parse_family(arena, text, AF_INET, ret_value)) return true;
    return value_fail(arena, ret_value, 0, text.n, "%s is not an IPv4 address", value_quote(arena, text));
}

static bool parse_ipv6(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    if (parse_family(arena, text, AF_INET6, ret_value)) return true;
    return value_fail(arena, ret_value, 0, text.n, "%s is not an IPv6 address", value_quote(arena, text));
}

static bool parse_ip(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    if (parse_family(arena, text, AF_INET, ret_value) || parse_family(arena, text, AF_INET6, ret_value)) return true;
    return value_fail(arena, ret_value, 0, text.n, "%s is not an IP address", value_quote(arena, text));
}

static bool parse_hostname(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    bool ok = text.n > 0 && text.n <= 255;
    for (size_t i = 0; i < text.n && ok; i++) ok = isalnum((unsigned char)text.p[i]) || strchr(".-_", text.p[i]);
    if (ok) return value_succeed(ret_value, arena_text(arena, text.p, text.n));
    return value_fail(arena, ret_value, 0, text.n, "%s is not a host name", value_quote(arena, text));
}

static const char *const no_params[] = {NULL};
static const char *const ipv4_good[] = {"127.0.0.1", "0.0.0.0", NULL};
static const char *const ipv4_bad[] = {"", "127.0.0", "256.0.0.1", "::1", NULL};
static const char *const ipv6_good[] = {"::1", "2001:db8::5", "::ffff:1.2.3.4", NULL};
static const char *const ipv6_bad[] = {"", "127.0.0.1", "fe80::1%eth0", "1:2", NULL};
static const char *const ip_good[] = {"127.0.0.1", "::1", NULL};
static const char *const ip_bad[] = {"", "localhost", NULL};
static const char *const host_good[] = {"localhost", "a.example.org", NULL};
static const char *const host_bad[] = {"", "a b", "a/b", NULL};
const ValueType value_ipv4 = {"ipv4", "an IPv4 address", no_params, parse_ipv4, ipv4_good, ipv4_bad};
const ValueType value_ipv6 = {"ipv6", "an IPv6 address", no_params, parse_ipv6, ipv6_good, ipv6_bad};
const ValueType value_ip = {"ip", "an IP address", no_params, parse_ip, ip_good, ip_bad};
const ValueType value_hostname = {"hostname", "a host name", no_params, parse_hostname, host_good, host_bad};
