/* Words of a fixed list, compared byte for byte. */
#include <string.h>

#include "value/parts.h"

static bool in_list(Slice text, const char *list) {
    while (*list) {
        size_t n = strcspn(list, " ");
        if (n && n == text.n && memcmp(list, text.p, n) == 0) return true;
        list += n + strspn(list + n, " ");
    }
    return false;
}

static bool parse_words(Arena *arena, Slice text, const char *words, Value *ret_value) {
    if (in_list(text, words)) return value_succeed(ret_value, arena_text(arena, text.p, text.n));
    if (in_list(slice_trim(text), words))
        return value_fail(arena, ret_value, 0, text.n, "%s has white space around it, which libvirt does not take off",
                          value_quote(arena, text));
    return value_fail(arena, ret_value, 0, text.n, "%s is none of: %s", value_quote(arena, text), words);
}

static bool parse_keyword(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    const char *words = value_param(params, "of");
    return parse_words(arena, text, words ? words : "", ret_value);
}
static bool parse_yes_no(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    return parse_words(arena, text, "yes no", ret_value);
}
static bool parse_on_off(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    return parse_words(arena, text, "on off", ret_value);
}
static bool parse_bool(Arena *arena, Slice text, const ValueParam *params, Value *ret_value) {
    (void)params;
    return parse_words(arena, text, "true false", ret_value);
}

static const char *const no_params[] = {NULL};
static const char *const of_params[] = {"of", NULL};
static const char *const none[] = {NULL};
static const char *const yes_good[] = {"yes", "no", NULL};
static const char *const yes_bad[] = {"", "true", "Yes", " yes", NULL};
static const char *const on_good[] = {"on", "off", NULL};
static const char *const on_bad[] = {"", "yes", "ON", "on ", NULL};
static const char *const bool_good[] = {"true", "false", NULL};
static const char *const bool_bad[] = {"", "1", "True", NULL};
static const char *const word_bad[] = {"x", NULL};
const ValueType value_keyword = {"keyword", "a word of a list", of_params, parse_keyword, none, word_bad};
const ValueType value_yes_no = {"yes-no", "yes or no", no_params, parse_yes_no, yes_good, yes_bad};
const ValueType value_on_off = {"on-off", "on or off", no_params, parse_on_off, on_good, on_bad};
const ValueType value_bool = {"bool", "true or false", no_params, parse_bool, bool_good, bool_bad};
