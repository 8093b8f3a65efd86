/* XPath functions on numbers and sizes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rule/functions.h"
#include "value/integer.h"
#include "value/size.h"

/* The attribute "unit" as the tree names it. */
static uint32_t unit_name(const Call *call) {
    const uint32_t *name = call_kept(call);
    if (name) return *name;
    uint32_t unit = intern_add(evaluator_tree(call->evaluator)->names, slice_from("unit"));
    call_keep(call, arena_copy(call_arena(call), &unit, sizeof unit));
    return unit;
}

/* The unit of a scaled size: the attribute "unit" of the element, or of the attribute's element; otherwise the second
 * argument, otherwise KiB. */
static const char *unit_of(Call *call) {
    const Tree *tree = evaluator_tree(call->evaluator);
    Node node = argument_node(call, 0);
    if (node != NODE_NONE && tree_node(tree, node)->kind == TREE_ATTRIBUTE) node = tree_node(tree, node)->parent;
    Node unit = NODE_NONE;
    if (node != NODE_NONE && tree_node(tree, node)->kind == TREE_ELEMENT)
        unit = tree_attribute(tree, node, unit_name(call));
    const char *text = unit == NODE_NONE ? "" : tree_text(tree, unit);
    return *text ? text : argument_text(call, 1, "KiB");
}

static double kib_of(Call *call) { return size_kib(argument_text(call, 0, ""), unit_of(call)); }

void call_kib(Call *call) { return_number(call, kib_of(call)); }

void call_size(Call *call) {
    const char *text = argument_text(call, 0, ""), *unit = unit_of(call);
    uint64_t factor;
    bool exact = !isnan(size_kib(text, unit)) && size_unit(unit, &factor);
    return_number(call, exact ? strtod(text, NULL) * (double)factor : NAN);
}

void call_unit(Call *call) {
    uint64_t factor;
    const char *unit = unit_of(call);
    return_number(call, size_unit(unit, &factor) ? (double)factor / 1024 : NAN);
}

void call_num(Call *call) {
    int base = call->n > 1 ? atoi(argument_text(call, 1, "10")) : 10;
    return_number(call, integer_read(slice_from(argument_text(call, 0, "")), base));
}

static void call_extreme(Call *call, bool least) {
    double best = argument_number(call, 0);
    for (int i = 1; i < call->n; i++) {
        double number = argument_number(call, i);
        if (isnan(number) || (least ? number < best : number > best)) best = number;
    }
    return_number(call, best);
}

void call_min(Call *call) { call_extreme(call, true); }
void call_max(Call *call) { call_extreme(call, false); }

void call_abs(Call *call) { return_number(call, fabs(argument_number(call, 0))); }

static bool is_unsigned(double number) {
    return number >= 0 && number < 18446744073709551616.0 && floor(number) == number;
}

void call_power_of_two(Call *call) {
    double number = argument_number(call, 0);
    if (isnan(number)) call_undecide(call);
    uint64_t bits = is_unsigned(number) ? (uint64_t)number : 0;
    return_bool(call, bits && (bits & (bits - 1)) == 0);
}

void call_bit_and(Call *call) {
    double a = argument_number(call, 0), b = argument_number(call, 1);
    return_number(call, is_unsigned(a) && is_unsigned(b) ? (double)((uint64_t)a & (uint64_t)b) : NAN);
}

void call_hex(Call *call) {
    char text[32] = "";
    double number = argument_number(call, 0);
    if (is_unsigned(number)) snprintf(text, sizeof text, "0x%llx", (unsigned long long)number);
    return_copy(call, text);
}
