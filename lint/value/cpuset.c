#include "value/cpuset.h"

#include <stdlib.h>
#include <string.h>

#include "value/parts.h"

typedef struct {
    Slice text;
    size_t at;
} Cursor;

static void skip_blanks(Cursor *cursor) {
    while (cursor->at < cursor->text.n && strchr(" \t\r\n", cursor->text.p[cursor->at])) cursor->at++;
}

static bool take(Cursor *cursor, char c) {
    skip_blanks(cursor);
    if (cursor->at == cursor->text.n || cursor->text.p[cursor->at] != c) return false;
    cursor->at++;
    return true;
}

static const char *take_number(Cursor *cursor, uint32_t *ret_number) {
    uint64_t number;
    skip_blanks(cursor);
    bool digit = cursor->at < cursor->text.n && cursor->text.p[cursor->at] >= '0' && cursor->text.p[cursor->at] <= '9';
    if (!digit) return "a number is missing";
    if (!digits_parse(cursor->text, &cursor->at, 10, &number) || number >= CPUSET_BITS)
        return "the number is above 16383";
    *ret_number = (uint32_t)number;
    return NULL;
}

static void set_bit(CpuSet *set, uint32_t number, bool on) {
    uint64_t bit = (uint64_t)1 << number % 64;
    if (on) set->words[number / 64] |= bit;
    else set->words[number / 64] &= ~bit;
}

static const char *take_item(Cursor *cursor, CpuSet *set) {
    bool without = take(cursor, '^');
    uint32_t first, last;
    const char *problem = take_number(cursor, &first);
    if (problem) return problem;
    last = first;
    if (take(cursor, '-')) {
        if (without) return "'^' takes one number, not a range";
        problem = take_number(cursor, &last);
        if (problem) return problem;
        if (last < first) return "the range ends before it begins";
    }
    for (uint32_t number = first; number <= last; number++) set_bit(set, number, !without);
    return NULL;
}

bool cpuset_parse(Slice text, CpuSet *ret_set, size_t *ret_from, size_t *ret_to, const char **ret_problem) {
    Cursor cursor = {text, 0};
    memset(ret_set, 0, sizeof *ret_set);
    skip_blanks(&cursor);
    while (cursor.at < text.n) {
        *ret_from = cursor.at;
        const char *problem = take_item(&cursor, ret_set);
        skip_blanks(&cursor);
        if (!problem && cursor.at < text.n && !take(&cursor, ',')) problem = "a comma belongs between numbers";
        skip_blanks(&cursor);
        if (!problem) continue;
        const char *comma = memchr(text.p + *ret_from, ',', text.n - *ret_from);
        *ret_to = comma ? (size_t)(comma - text.p) : text.n;
        if (*ret_to <= *ret_from) *ret_to = *ret_from + 1;
        *ret_problem = problem;
        return false;
    }
    return true;
}

bool cpuset_has(const CpuSet *set, uint32_t number) {
    return number < CPUSET_BITS && (set->words[number / 64] >> number % 64 & 1);
}

uint32_t cpuset_count(const CpuSet *set) {
    uint32_t count = 0;
    for (size_t i = 0; i < CPUSET_BITS / 64; i++) count += (uint32_t)__builtin_popcountll(set->words[i]);
    return count;
}

int cpuset_min(const CpuSet *set) {
    for (int i = 0; i < CPUSET_BITS / 64; i++)
        if (set->words[i]) return 64 * i + __builtin_ctzll(set->words[i]);
    return -1;
}

int cpuset_max(const CpuSet *set) {
    for (int i = CPUSET_BITS / 64; i-- > 0;)
        if (set->words[i]) return 64 * i + 63 - __builtin_clzll(set->words[i]);
    return -1;
}

void cpuset_format(const CpuSet *set, Text *out) {
    const char *separator = "";
    int last = cpuset_max(set);
    for (int i = 0; i <= last; i++) {
        if (!cpuset_has(set, (uint32_t)i)) continue;
        int end = i;
        while (end < last && cpuset_has(set, (uint32_t)end + 1)) end++;
        if (end == i) text_printf(out, "%s%d", separator, i);
        else text_printf(out, "%s%d-%d", separator, i, end);
        separator = ",";
        i = end;
    }
}

static bool parse(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    const char *limit = value_param(params, "max"), *empty = value_param(params, "empty"), *problem;
    CpuSet *set = arena_alloc(arena, sizeof *set);
    size_t from, to;
    if (!cpuset_parse(text, set, &from, &to, &problem))
        return value_fail(arena, ret_value, from, to, "%s: %s", value_quote(arena, (Slice){text.p + from, to - from}),
                          problem);
    if (empty && strcmp(empty, "no") == 0 && cpuset_count(set) == 0)
        return value_fail(arena, ret_value, 0, text.n, "%s leaves the set empty", value_quote(arena, text));
    if (limit && cpuset_max(set) > atoi(limit))
        return value_fail(arena, ret_value, 0, text.n, "%d is above %s", cpuset_max(set), limit);
    Text canonical = {0};
    cpuset_format(set, &canonical);
    bool ok = value_succeed(ret_value, arena_strdup(arena, text_str(&canonical)));
    text_done(&canonical);
    return ok;
}

static const char *const params[] = {"max", "empty", NULL};
static const char *const good[] = {"0", "0-3,^2", "1,5-7", "0,^0", " 1 , 2 ", "1,", "^0,0", "16383", NULL};
static const char *const bad[] = {"a", "3-1", "^1-2", "1-", "16384", "1;2", ",1", "0x1", "1 2", "-1", NULL};
const ValueType value_cpuset = {"cpuset", "a set of numbers such as 0-3,^2,8", params, parse, good, bad};
