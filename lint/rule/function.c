#include "rule/function.h"

#include "rule/functions.h"
#include "xpath/core.h"

/* Sorted by name: looked up by bisection. */
static const XPathFunction functions[] = {
    {"abs", 1, 1, TYPE_NUMBER, call_abs, true},
    {"after", 2, 2, TYPE_TEXT, call_after, true},
    {"all", 2, 2, TYPE_BOOL, call_all, false},
    {"any", 2, 2, TYPE_BOOL, call_any, false},
    {"before", 2, 2, TYPE_TEXT, call_before, true},
    {"bit-and", 2, 2, TYPE_NUMBER, call_bit_and, false},
    {"bytes", 1, 1, TYPE_NUMBER, call_bytes, true},
    {"canon", 2, 3, TYPE_TEXT, call_canon, false},
    {"count-of", 2, 2, TYPE_NUMBER, call_count_of, false},
    {"current", 0, 0, TYPE_NODES, call_current, false},
    {"default", 1, 16, TYPE_TEXT, call_default, true},
    {"disk-index", 1, 1, TYPE_NUMBER, call_disk_index, false},
    {"distinct", 2, 2, TYPE_NUMBER, call_distinct, false},
    {"ends-with", 2, 2, TYPE_BOOL, call_ends_with, true},
    {"has", 2, 2, TYPE_BOOL, call_has, true},
    {"hex", 1, 1, TYPE_TEXT, call_hex, false},
    {"if", 3, 3, TYPE_ANY, call_if, true},
    {"index", 0, 1, TYPE_NUMBER, call_index, false},
    {"ip-family", 1, 1, TYPE_NUMBER, call_ip_family, false},
    {"ip-in", 3, 3, TYPE_BOOL, call_ip_in, false},
    {"ip-network", 2, 2, TYPE_TEXT, call_ip_network, false},
    {"is", 2, 3, TYPE_BOOL, call_is, false},
    {"join", 2, 3, TYPE_TEXT, call_join, false},
    {"kib", 1, 2, TYPE_NUMBER, call_kib, false},
    {"lower", 1, 1, TYPE_TEXT, call_lower, true},
    {"map", 2, 3, TYPE_TEXT, call_map, true},
    {"matches", 2, 2, TYPE_BOOL, call_matches, true},
    {"max", 1, 16, TYPE_NUMBER, call_max, true},
    {"max-of", 2, 2, TYPE_NUMBER, call_max_of, false},
    {"min", 1, 16, TYPE_NUMBER, call_min, true},
    {"min-of", 2, 2, TYPE_NUMBER, call_min_of, false},
    {"num", 1, 2, TYPE_NUMBER, call_num, true},
    {"one-of", 2, 2, TYPE_BOOL, call_one_of, true},
    {"padded", 1, 1, TYPE_BOOL, call_padded, false},
    {"padded-within", 1, 1, TYPE_NODES, call_padded_within, false},
    {"power-of-two", 1, 1, TYPE_BOOL, call_power_of_two, false},
    {"problem", 2, 3, TYPE_TEXT, call_problem, false},
    {"replace", 3, 3, TYPE_TEXT, call_replace, true},
    {"set-and", 1, 16, TYPE_TEXT, call_set_and, false},
    {"set-count", 1, 1, TYPE_NUMBER, call_set_count, false},
    {"set-equal", 2, 2, TYPE_BOOL, call_set_equal, false},
    {"set-has", 2, 2, TYPE_BOOL, call_set_has, false},
    {"set-max", 1, 1, TYPE_NUMBER, call_set_max, false},
    {"set-min", 1, 1, TYPE_NUMBER, call_set_min, false},
    {"set-minus", 1, 16, TYPE_TEXT, call_set_minus, false},
    {"set-or", 1, 16, TYPE_TEXT, call_set_or, false},
    {"set-overlaps", 2, 2, TYPE_BOOL, call_set_overlaps, false},
    {"set-union", 1, 2, TYPE_TEXT, call_set_union, false},
    {"set-within", 2, 2, TYPE_BOOL, call_set_within, false},
    {"size", 1, 2, TYPE_NUMBER, call_size, false},
    {"sum-of", 2, 2, TYPE_NUMBER, call_sum_of, false},
    {"trim", 1, 1, TYPE_TEXT, call_trim, true},
    {"unit", 1, 2, TYPE_NUMBER, call_unit, false},
    {"upper", 1, 1, TYPE_TEXT, call_upper, true},
    {"value", 2, 3, TYPE_NUMBER, call_value, false},
    {"version-at-least", 2, 2, TYPE_BOOL, call_version_at_least, true},
};
enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

const XPathFunction *function_find(Slice name) { return function_in(functions, N_FUNCTIONS, name); }

const char *function_name(uint32_t index) { return index < N_FUNCTIONS ? functions[index].name : NULL; }
