/* The functions themselves, a file a topic; see function.h.
 *
 * May include: rule/, xpath/, libxml. */
#ifndef RULE_FUNCTIONS_H
#define RULE_FUNCTIONS_H

#include <libxml/xmlregexp.h>

#include "rule/known.h"

typedef void Function(Call *call);

/* function_number.c */
Function call_size, call_kib, call_unit, call_num, call_min, call_max, call_abs, call_power_of_two, call_bit_and,
    call_hex;
/* function_text.c */
Function call_matches, call_one_of, call_default, call_if, call_lower, call_padded, call_upper, call_trim, call_ends_with,
    call_bytes, call_before, call_after, call_replace, call_map, call_has, call_version_at_least;
/* function_nodes.c */
Function call_current, call_any, call_all, call_sum_of, call_max_of, call_min_of, call_count_of, call_distinct,
    call_join, call_index, call_padded_within;
/* function_set.c */
Function call_set_count, call_set_min, call_set_max, call_set_has, call_set_overlaps, call_set_within, call_set_equal,
    call_set_minus, call_set_and, call_set_or, call_set_union;
/* function_value.c */
Function call_is, call_canon, call_value, call_problem, call_disk_index, call_ip_family, call_ip_in, call_ip_network;

/* Whether white space begins or ends it. */
bool text_is_padded(const char *text);

#endif
