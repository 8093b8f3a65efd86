#include "rule/function.h"

#include <stdlib.h>
#include <string.h>

#include "rule/functions.h"

/* Sorted by name: looked up by bisection. */
static const XPathFunction functions[] = {
    {"abs", 1, 1, TYPE_NUMBER, call_abs},
    {"after", 2, 2, TYPE_TEXT, call_after},
    {"all", 2, 2, TYPE_BOOL, call_all},
    {"any", 2, 2, TYPE_BOOL, call_any},
    {"before", 2, 2, TYPE_TEXT, call_before},
    {"bit-and", 2, 2, TYPE_NUMBER, call_bit_and},
    {"bytes", 1, 1, TYPE_NUMBER, call_bytes},
    {"canon", 2, 3, TYPE_TEXT, call_canon},
    {"count-of", 2, 2, TYPE_NUMBER, call_count_of},
    {"current", 0, 0, TYPE_NODES, call_current},
    {"default", 1, 16, TYPE_TEXT, call_default},
    {"disk-index", 1, 1, TYPE_NUMBER, call_disk_index},
    {"distinct", 2, 2, TYPE_NUMBER, call_distinct},
    {"ends-with", 2, 2, TYPE_BOOL, call_ends_with},
    {"has", 2, 2, TYPE_BOOL, call_has},
    {"hex", 1, 1, TYPE_TEXT, call_hex},
    {"if", 3, 3, TYPE_ANY, call_if},
    {"index", 0, 1, TYPE_NUMBER, call_index},
    {"ip-family", 1, 1, TYPE_NUMBER, call_ip_family},
    {"ip-in", 3, 3, TYPE_BOOL, call_ip_in},
    {"ip-network", 2, 2, TYPE_TEXT, call_ip_network},
    {"is", 2, 3, TYPE_BOOL, call_is},
    {"join", 2, 3, TYPE_TEXT, call_join},
    {"kib", 1, 2, TYPE_NUMBER, call_kib},
    {"lower", 1, 1, TYPE_TEXT, call_lower},
    {"map", 2, 3, TYPE_TEXT, call_map},
    {"matches", 2, 2, TYPE_BOOL, call_matches},
    {"max", 1, 16, TYPE_NUMBER, call_max},
    {"max-of", 2, 2, TYPE_NUMBER, call_max_of},
    {"min", 1, 16, TYPE_NUMBER, call_min},
    {"min-of", 2, 2, TYPE_NUMBER, call_min_of},
    {"num", 1, 2, TYPE_NUMBER, call_num},
    {"one-of", 2, 2, TYPE_BOOL, call_one_of},
    {"padded", 1, 1, TYPE_BOOL, call_padded},
    {"padded-within", 1, 1, TYPE_NODES, call_padded_within},
    {"power-of-two", 1, 1, TYPE_BOOL, call_power_of_two},
    {"problem", 2, 3, TYPE_TEXT, call_problem},
    {"replace", 3, 3, TYPE_TEXT, call_replace},
    {"set-and", 1, 16, TYPE_TEXT, call_set_and},
    {"set-count", 1, 1, TYPE_NUMBER, call_set_count},
    {"set-equal", 2, 2, TYPE_BOOL, call_set_equal},
    {"set-has", 2, 2, TYPE_BOOL, call_set_has},
    {"set-max", 1, 1, TYPE_NUMBER, call_set_max},
    {"set-min", 1, 1, TYPE_NUMBER, call_set_min},
    {"set-minus", 1, 16, TYPE_TEXT, call_set_minus},
    {"set-or", 1, 16, TYPE_TEXT, call_set_or},
    {"set-overlaps", 2, 2, TYPE_BOOL, call_set_overlaps},
    {"set-union", 1, 2, TYPE_TEXT, call_set_union},
    {"set-within", 2, 2, TYPE_BOOL, call_set_within},
    {"size", 1, 2, TYPE_NUMBER, call_size},
    {"sum-of", 2, 2, TYPE_NUMBER, call_sum_of},
    {"trim", 1, 1, TYPE_TEXT, call_trim},
    {"unit", 1, 2, TYPE_NUMBER, call_unit},
    {"upper", 1, 1, TYPE_TEXT, call_upper},
    {"value", 2, 3, TYPE_NUMBER, call_value},
    {"version-at-least", 2, 2, TYPE_BOOL, call_version_at_least},
};
enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

static int compare_name(const void *key, const void *item) {
    const Slice *name = key;
    const char *other = ((const XPathFunction *)item)->name;
    int order = strncmp(name->p, other, name->n);
    return order ? order : other[name->n] ? -1 : 0;
}

const XPathFunction *function_find(Slice name) {
    return bsearch(&name, functions, N_FUNCTIONS, sizeof *functions, compare_name);
}

const char *function_name(uint32_t index) { return index < N_FUNCTIONS ? functions[index].name : NULL; }
