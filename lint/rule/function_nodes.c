/* XPath functions on nodes: an XPath (a text) evaluated on each of them. */
#include <math.h>

#include "rule/functions.h"

void call_current(Call *call) {
    Node *current = arena_alloc(evaluator_arena(call->evaluator), sizeof *current);
    *current = evaluator_current(call->evaluator);
    return_nodes(call, (NodeSet){current, *current != NODE_NONE});
}

/* How many of the nodes the XPath holds on, at most limit. */
static uint32_t count_holding(Call *call, NodeSet nodes, bool truth, uint32_t limit) {
    const Expr *xpath = argument_xpath(call, 1);
    uint32_t count = 0;
    for (uint32_t i = 0; xpath && i < nodes.n && count < limit; i++)
        count += call_bool(call, xpath, nodes.items[i]) == truth;
    return count;
}

void call_any(Call *call) { return_bool(call, count_holding(call, argument_nodes(call, 0), true, 1) > 0); }
void call_all(Call *call) { return_bool(call, count_holding(call, argument_nodes(call, 0), false, 1) == 0); }

void call_count_of(Call *call) {
    return_number(call, count_holding(call, argument_nodes(call, 0), true, UINT32_MAX));
}

typedef double Fold(double so_far, double number);
static double fold_sum(double so_far, double number) { return so_far + number; }
static double fold_max(double so_far, double number) { return number > so_far || isnan(number) ? number : so_far; }
static double fold_min(double so_far, double number) { return number < so_far || isnan(number) ? number : so_far; }

/* No nodes: the sum is 0, the others are no number. */
static void call_fold(Call *call, Fold *fold, bool sum) {
    NodeSet nodes = argument_nodes(call, 0);
    const Expr *xpath = argument_xpath(call, 1);
    double value = sum ? 0 : NAN;
    for (uint32_t i = 0; xpath && i < nodes.n; i++) {
        double number = call_number(call, xpath, nodes.items[i]);
        value = i == 0 && !sum ? number : fold(value, number);
    }
    return_number(call, value);
}

void call_sum_of(Call *call) { call_fold(call, fold_sum, true); }
void call_max_of(Call *call) { call_fold(call, fold_max, false); }
void call_min_of(Call *call) { call_fold(call, fold_min, false); }

void call_distinct(Call *call) {
    NodeSet nodes = argument_nodes(call, 0);
    const Expr *xpath = argument_xpath(call, 1);
    Intern *seen = intern_new();
    for (uint32_t i = 0; xpath && i < nodes.n; i++) intern_add(seen, slice_from(call_text(call, xpath, nodes.items[i])));
    return_number(call, intern_count(seen));
    intern_free(seen);
}

void call_join(Call *call) {
    NodeSet nodes = argument_nodes(call, 0);
    const Expr *xpath = argument_xpath(call, 1);
    const char *separator = argument_text(call, 2, ", ");
    Text out = {0};
    for (uint32_t i = 0; xpath && i < nodes.n; i++) {
        if (i) text_puts(&out, separator);
        text_puts(&out, call_text(call, xpath, nodes.items[i]));
    }
    return_copy(call, text_str(&out));
    text_done(&out);
}

void call_index(Call *call) {
    const Tree *tree = evaluator_tree(call->evaluator);
    Node node = call->n ? argument_node(call, 0) : call->context->node;
    if (node == NODE_NONE) {
        return_number(call, NAN);
        return;
    }
    double index = 0;
    uint32_t name = tree_node(tree, node)->name;
    for (Node before = tree_node(tree, node)->prev; before != NODE_NONE; before = tree_node(tree, before)->prev)
        index += tree_node(tree, before)->name == name;
    return_number(call, index);
}

static bool is_padded(const Tree *tree, Node node) {
    const TreeNode *n = tree_node(tree, node);
    if (n->kind == TREE_TEXT || (n->kind == TREE_ELEMENT && n->child == NODE_NONE)) return false;
    if (n->kind == TREE_ELEMENT && (tree_node(tree, n->child)->kind != TREE_TEXT || n->child + 1 != n->end)) return false;
    return text_is_padded(tree_text(tree, node));
}

/* Attributes, and elements that hold text alone, in the subtrees of nodes that do not overlap. */
void call_padded_within(Call *call) {
    const Tree *tree = evaluator_tree(call->evaluator);
    NodeSet nodes = argument_nodes(call, 0);
    NodeVec found = {0};
    for (uint32_t i = 0; i < nodes.n; i++)
        for (Node node = nodes.items[i]; node < tree_node(tree, nodes.items[i])->end; node++)
            if (is_padded(tree, node)) vec_push(&found, node);
    return_nodes(call, evaluator_set(call->evaluator, &found));
    vec_done(&found);
}
