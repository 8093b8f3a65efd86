/* Dates and times; paths; versions: the small types. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "value/parts.h"

static char *copy(Arena *arena, Slice text) { return arena_text(arena, text.p, text.n); }

/* Y-M-DTh:m:s, whole numbers, no fraction and no zone. */
static bool parse_datetime(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    unsigned year, month, day, hour, minute, second;
    int end = 0;
    char *line = copy(arena, text);
    int n = sscanf(line, "%4u-%2u-%2uT%2u:%2u:%2u%n", &year, &month, &day, &hour, &minute, &second, &end);
    bool ok = n == 6 && line[end] == 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 &&
              minute <= 59 && second <= 61;
    if (ok) return value_succeed(ret_value, line);
    return value_fail(arena, ret_value, 0, text.n,
                      "%s is not a date and time like 2030-01-31T23:59:59 (no fraction, no zone)",
                      value_quote(arena, text));
}

/* M/D/Y as SMBIOS has it. */
static bool parse_date(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    unsigned month, day, year;
    int end = 0;
    char *line = copy(arena, text);
    bool ok = sscanf(line, "%9u/%9u/%9u%n", &month, &day, &year, &end) == 3 && line[end] == 0 && month >= 1 &&
              month <= 12 && day >= 1 && day <= 31 && (year <= 99 || year >= 1900);
    if (ok) return value_succeed(ret_value, line);
    return value_fail(arena, ret_value, 0, text.n, "%s is not a date like 01/31/2030 (month, day, year)",
                      value_quote(arena, text));
}

static bool parse_absolute_path(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    if (text.n > 1 && text.p[0] == '/') return value_succeed(ret_value, copy(arena, text));
    return value_fail(arena, ret_value, 0, text.n, "%s is not an absolute path", value_quote(arena, text));
}

static bool parse_version(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    bool ok = text.n > 0 && isdigit((unsigned char)text.p[0]) && isdigit((unsigned char)text.p[text.n - 1]);
    for (size_t i = 0; i < text.n && ok; i++)
        ok = isdigit((unsigned char)text.p[i]) || (text.p[i] == '.' && i + 1 < text.n && text.p[i + 1] != '.');
    if (ok) return value_succeed(ret_value, copy(arena, text));
    return value_fail(arena, ret_value, 0, text.n, "%s is not a version such as 8.2", value_quote(arena, text));
}

static const char *const no_params[] = {NULL};
static const char *const datetime_good[] = {"2030-01-31T23:59:59", "2010-4-9T15:51:0", NULL};
static const char *const datetime_bad[] = {"", "2030-01-31", "2030-01-31T23:59:59Z", "2030-13-31T23:59:59", NULL};
static const char *const date_good[] = {"01/31/2030", "1/2/99", "001/2/2000", NULL};
static const char *const date_bad[] = {"", "31/01/2030", "2030-01-31", "1/1/1800", NULL};
static const char *const path_good[] = {"/a", "/a b/c", NULL};
static const char *const path_bad[] = {"", "/", "a/b", "./a", NULL};
static const char *const version_good[] = {"8", "8.2", "10.0.1", NULL};
static const char *const version_bad[] = {"", ".8", "8.", "8..2", "v8", NULL};
const ValueType value_datetime = {"datetime",     "a date and time", no_params,
                                  parse_datetime, datetime_good,     datetime_bad};
const ValueType value_date = {"date", "a date: month/day/year", no_params, parse_date, date_good, date_bad};
const ValueType value_absolute_path = {"absolute-path",     "an absolute path", no_params,
                                       parse_absolute_path, path_good,          path_bad};
const ValueType value_version = {"qemu-version", "a dotted version", no_params,
                                 parse_version,  version_good,       version_bad};
