#include "xpath/call.h"

#include <math.h>

#include "xpath/state.h"

Object argument(Call *call, int index) {
    return index < call->n ? eval(call->evaluator, call->expr->args[index], call->context) : object_of_text("");
}

const char *argument_text(Call *call, int index, const char *otherwise) {
    return index < call->n ? eval_text(call->evaluator, call->expr->args[index], call->context) : otherwise;
}

double argument_number(Call *call, int index) {
    return index < call->n ? eval_number(call->evaluator, call->expr->args[index], call->context) : NAN;
}

bool argument_bool(Call *call, int index) {
    return index < call->n && eval_bool(call->evaluator, call->expr->args[index], call->context);
}

NodeSet argument_nodes(Call *call, int index) {
    return index < call->n ? eval_nodes(call->evaluator, call->expr->args[index], call->context) : (NodeSet){NULL, 0};
}

Node argument_node(Call *call, int index) {
    if (index >= call->n) return NODE_NONE;
    const Expr *expr = call->expr->args[index];
    if (expr->kind == EXPR_PATH) return path_first(call->evaluator, expr, call->context);
    NodeSet nodes = eval_nodes(call->evaluator, expr, call->context);
    return nodes.n ? nodes.items[0] : NODE_NONE;
}

const Expr *argument_xpath(Call *call, int index) {
    if (index >= call->n) return NULL;
    const Expr *literal = call->expr->args[index];
    const char *text = literal->kind == EXPR_TEXT
                           ? literal->text
                           : evaluator_keep(call->evaluator, slice_from(argument_text(call, index, "")));
    const Expr *expr = evaluator_compile(call->evaluator, text);
    if (!expr) call_fail(call);
    return expr;
}

const void *call_kept(const Call *call) { return *call->expr->kept; }

void call_keep(const Call *call, const void *what) {
    if (call->expr->settled) *call->expr->kept = what;
}

Arena *call_arena(const Call *call) { return call->expr->settled ? call->evaluator->code : call->evaluator->scratch; }

void return_text(Call *call, const char *text) { call->result = object_of_text(text); }
void return_copy(Call *call, const char *text) { return_text(call, arena_strdup(call->evaluator->scratch, text)); }
void return_bool(Call *call, bool value) { call->result = object_of_bool(value); }
void return_nodes(Call *call, NodeSet nodes) { call->result = object_of_nodes(nodes); }

void return_number(Call *call, double number) {
    if (isnan(number)) call_undecide(call);
    call->result = object_of_number(number);
}

/* An XPath in a text may hold the function it is the argument of, so these nest as calls of definitions do. */
static bool enter(Call *call) {
    bool deep = call->evaluator->depth >= CALLS_MAX;
    if (deep) call_fail(call);
    else call->evaluator->depth++;
    return !deep;
}

bool call_bool(Call *call, const Expr *expr, Node node) {
    Context context = {node, 1, 1};
    if (!enter(call)) return false;
    bool truth = eval_bool(call->evaluator, expr, &context);
    call->evaluator->depth--;
    return truth;
}

double call_number(Call *call, const Expr *expr, Node node) {
    Context context = {node, 1, 1};
    if (!enter(call)) return NAN;
    double number = eval_number(call->evaluator, expr, &context);
    call->evaluator->depth--;
    return number;
}

const char *call_text(Call *call, const Expr *expr, Node node) {
    Context context = {node, 1, 1};
    if (!enter(call)) return "";
    const char *text = eval_text(call->evaluator, expr, &context);
    call->evaluator->depth--;
    return text;
}

void call_undecide(Call *call) { call->evaluator->undecided = true; }
void call_fail(Call *call) { call->evaluator->failed = true; }
