#include "value/parts.h"

#include <stdio.h>
#include <string.h>

extern const ValueType value_int, value_uint, value_i32, value_u32, value_i64, value_u64, value_port, value_percent,
    value_size, value_cpuset, value_uuid, value_mac, value_wwn, value_ipv4, value_ipv6, value_ip, value_disk_target,
    value_absolute_path, value_datetime, value_date, value_yes_no, value_on_off, value_bool, value_keyword,
    value_hostname, value_version;

const ValueType *const value_types[] = {
    &value_int,     &value_uint, &value_i32,         &value_u32,           &value_i64,      &value_u64,  &value_port,
    &value_percent, &value_size, &value_cpuset,      &value_uuid,          &value_mac,      &value_wwn,  &value_ipv4,
    &value_ipv6,    &value_ip,   &value_disk_target, &value_absolute_path, &value_datetime, &value_date, &value_yes_no,
    &value_on_off,  &value_bool, &value_keyword,     &value_hostname,      &value_version,  NULL};

const ValueType *value_type_find(const char *name) {
    for (const ValueType *const *type = value_types; *type; type++)
        if (strcmp((*type)->name, name) == 0) return *type;
    return NULL;
}

const char *value_param(const ValueParam *params, const char *name) {
    for (; params && params->name; params++)
        if (strcmp(params->name, name) == 0) return params->text;
    return NULL;
}

bool value_fail(Arena *arena, Value *ret_value, size_t from, size_t to, const char *format, ...) {
    va_list args;
    va_start(args, format);
    *ret_value = (Value){.from = from, .to = to, .problem = arena_vprintf(arena, format, args)};
    va_end(args);
    return false;
}

bool value_succeed(Value *ret_value, const char *canonical) {
    *ret_value = (Value){.canonical = canonical};
    return true;
}

const char *value_quote(Arena *arena, Slice text) {
    enum { SHOWN = 40 };
    size_t n = text.n < SHOWN ? text.n : SHOWN;
    while (n < text.n && n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80) n--;
    return arena_printf(arena, "'%.*s%s'", (int)n, text.p, n < text.n ? "..." : "");
}
