/* Expressions: each asked for as what is needed of it, so that little is built only to be converted. */
#include <math.h>

#include "xpath/state.h"

const Expr *eval_variable_expr(Evaluator *evaluator, uint32_t index) {
    const XPathNames *names = evaluator->names;
    Variable *variable = &evaluator->variables[index];
    if (!variable->expr) variable->expr = evaluator_compile(evaluator, names->variable_xpath(names->data, index));
    return variable->expr;
}

static void fill_variable(Evaluator *evaluator, Variable *variable, uint32_t index) {
    const Expr *expr = eval_variable_expr(evaluator, index);
    bool undecided = evaluator->undecided;
    const Object *frame = evaluator->frame;
    Context top = {tree_top(&evaluator->tree), 1, 1};
    variable->known = false;
    evaluator->frame = NULL;
    variable->value = expr ? eval(evaluator, expr, &top) : (evaluator->failed = true, object_of_text(""));
    evaluator->frame = frame;
    evaluator->undecided = undecided;
    if (evaluator->failed) return;
    variable->known = true;
    recall_keep(evaluator, index, &variable->value);
}

const Object *eval_variable(Evaluator *evaluator, uint32_t index) {
    static const Object none = {.type = TYPE_TEXT, .text = ""};
    Variable *variable = &evaluator->variables[index];
    if (variable->document != evaluator->document) {
        variable->document = evaluator->document;
        variable->known = recall_value(evaluator, index, &variable->value);
        if (!variable->known) fill_variable(evaluator, variable, index);
    } else if (!variable->known) { /* it needs itself, or failed: it is not tried again in this document */
        evaluator->failed = true;
        return &none;
    }
    if (variable->value.type == TYPE_NUMBER && isnan(variable->value.number)) evaluator->undecided = true;
    return &variable->value;
}

static Object eval_argument(const Evaluator *evaluator, uint32_t index) {
    bool there = evaluator->frame && index < evaluator->n_frame;
    return there ? evaluator->frame[index] : object_of_text("");
}

static Object eval_function(Evaluator *evaluator, const Expr *expr, const Context *context) {
    Call call = {evaluator, expr, (int)expr->n_args, context, object_of_text("")};
    expr->call(&call);
    return call.result;
}

static Object eval_body(Evaluator *evaluator, const Expr *body, const Object *args, uint32_t n,
                        const Context *context) {
    if (!body || evaluator->depth >= CALLS_MAX) {
        evaluator->failed = true;
        return object_of_text("");
    }
    const Object *outer = evaluator->frame;
    uint32_t n_outer = evaluator->n_frame;
    evaluator->frame = args;
    evaluator->n_frame = n;
    evaluator->depth++;
    Object result = eval(evaluator, body, context);
    evaluator->depth--;
    evaluator->frame = outer;
    evaluator->n_frame = n_outer;
    return result;
}

/* Definitions call each other, and rules call the same ones on the same nodes: each is evaluated once. */
static Object eval_remembered(Evaluator *evaluator, const Expr *body, const Context *context) {
    uintptr_t hash = ((uintptr_t)body >> 4) * 0x9E3779B1u + context->node * 0x85EBCA77u;
    Memo *memo = &evaluator->memos[(hash >> 7) % MEMOS];
    if (memo->document != evaluator->document || memo->body != body || memo->node != context->node) {
        bool undecided = evaluator->undecided;
        evaluator->undecided = false;
        Object value = eval_body(evaluator, body, NULL, 0, context);
        *memo = (Memo){body, context->node, evaluator->document, evaluator->undecided, value};
        if (evaluator->failed) memo->body = NULL;
        evaluator->undecided |= undecided;
        return value;
    }
    evaluator->undecided |= memo->undecided;
    return memo->value;
}

static const Callee *callee_of(Evaluator *evaluator, const Expr *call) {
    Callee *callee = call->callee;
    if (!callee->known) {
        callee->pure = is_pure(evaluator, call->text);
        callee->body = evaluator_compile(evaluator, call->text);
        callee->known = true;
    }
    return callee;
}

/* A first argument of nodes gives the context (without argument it is the context node); those behind it are $1, $2.
 * No node: the empty text. A first argument that is no set of nodes is $1, and the context stays. */
static Object eval_defined(Evaluator *evaluator, const Expr *expr, const Context *context) {
    Object args[16];
    uint32_t n = 0, first = 0;
    Context inside = {context->node, 1, 1};
    if (expr->n_args && expr->args[0]->kind == EXPR_PATH) {
        inside.node = path_first(evaluator, expr->args[0], context);
        first = 1;
    } else if (expr->n_args) {
        Object object = eval(evaluator, expr->args[0], context);
        if (object.type == TYPE_NODES) inside.node = object.n ? object.nodes[0] : NODE_NONE;
        else args[n++] = object;
        first = 1;
    }
    if (inside.node == NODE_NONE) return object_of_text("");
    for (uint32_t i = first; i < expr->n_args; i++) args[n++] = eval(evaluator, expr->args[i], context);
    const Callee *callee = callee_of(evaluator, expr);
    return n || !callee->pure ? eval_body(evaluator, callee->body, args, n, &inside)
                              : eval_remembered(evaluator, callee->body, &inside);
}

static double arithmetic(ExprKind kind, double left, double right) {
    switch (kind) {
    case EXPR_ADD: return left + right;
    case EXPR_SUBTRACT: return left - right;
    case EXPR_MULTIPLY: return left * right;
    case EXPR_DIVIDE: return left / right;
    default: return fmod(left, right);
    }
}

static Object eval_union(Evaluator *evaluator, const Expr *expr, const Context *context) {
    NodeSet left = eval_nodes(evaluator, expr->args[0], context), right = eval_nodes(evaluator, expr->args[1], context);
    NodeVec both = {0};
    for (uint32_t i = 0; i < left.n; i++) vec_push(&both, left.items[i]);
    for (uint32_t i = 0; i < right.n; i++) vec_push(&both, right.items[i]);
    NodeSet set = set_of(evaluator, both.items, both.n);
    vec_done(&both);
    return object_of_nodes(set);
}

Object eval(Evaluator *evaluator, const Expr *expr, const Context *context) {
    if (++evaluator->steps > STEPS_MAX) evaluator->failed = true;
    if (evaluator->failed) return object_of_text("");
    switch (expr->kind) {
    case EXPR_NUMBER: return object_of_number(expr->number);
    case EXPR_TEXT: return object_of_text(expr->text);
    case EXPR_VARIABLE: return *eval_variable(evaluator, expr->index);
    case EXPR_ARGUMENT: return eval_argument(evaluator, expr->index);
    case EXPR_PATH: return object_of_nodes(path_nodes(evaluator, expr, context));
    case EXPR_UNION: return eval_union(evaluator, expr, context);
    case EXPR_CALL: return eval_function(evaluator, expr, context);
    case EXPR_DEFINED: return eval_defined(evaluator, expr, context);
    case EXPR_NEGATE: return object_of_number(-eval_number(evaluator, expr->args[0], context));
    case EXPR_ADD:
    case EXPR_SUBTRACT:
    case EXPR_MULTIPLY:
    case EXPR_DIVIDE:
    case EXPR_MODULO: return object_of_number(eval_number(evaluator, expr, context));
    default: return object_of_bool(eval_bool(evaluator, expr, context));
    }
}

static bool stop_at_once(Visitor *visitor, Node node) {
    (void)visitor, (void)node;
    return true;
}

bool eval_bool(Evaluator *evaluator, const Expr *expr, const Context *context) {
    Visitor any = {stop_at_once};
    switch (expr->kind) {
    case EXPR_OR: return eval_bool(evaluator, expr->args[0], context) || eval_bool(evaluator, expr->args[1], context);
    case EXPR_AND: return eval_bool(evaluator, expr->args[0], context) && eval_bool(evaluator, expr->args[1], context);
    case EXPR_NOT: return !eval_bool(evaluator, expr->args[0], context);
    case EXPR_BOOLEAN: return eval_bool(evaluator, expr->args[0], context);
    case EXPR_EQUAL:
    case EXPR_UNEQUAL:
    case EXPR_LESS:
    case EXPR_LESS_EQUAL:
    case EXPR_GREATER:
    case EXPR_GREATER_EQUAL: return eval_comparison(evaluator, expr, context);
    case EXPR_PATH:
        if (expr->only_attribute)
            return tree_attribute(&evaluator->tree, context->node, expr->steps->name) != NODE_NONE;
        if (expr->plain) return path_first(evaluator, expr, context) != NODE_NONE;
        return path_visit(evaluator, expr, context, &any);
    case EXPR_VARIABLE: return object_truth(eval_variable(evaluator, expr->index));
    case EXPR_UNION:
        return eval_bool(evaluator, expr->args[0], context) || eval_bool(evaluator, expr->args[1], context);
    default: break;
    }
    Object value = eval(evaluator, expr, context);
    return object_truth(&value);
}

double eval_number(Evaluator *evaluator, const Expr *expr, const Context *context) {
    switch (expr->kind) {
    case EXPR_ADD:
    case EXPR_SUBTRACT:
    case EXPR_MULTIPLY:
    case EXPR_DIVIDE:
    case EXPR_MODULO: {
        double left = eval_number(evaluator, expr->args[0], context);
        return arithmetic(expr->kind, left, eval_number(evaluator, expr->args[1], context));
    }
    case EXPR_PATH: return number_of_text(eval_text(evaluator, expr, context));
    case EXPR_VARIABLE: return object_number(evaluator, eval_variable(evaluator, expr->index));
    default: break;
    }
    Object value = eval(evaluator, expr, context);
    return object_number(evaluator, &value);
}

const char *eval_text(Evaluator *evaluator, const Expr *expr, const Context *context) {
    if (expr->kind == EXPR_TEXT) return expr->text;
    if (expr->kind == EXPR_VARIABLE) return object_text(evaluator, eval_variable(evaluator, expr->index));
    if (expr->kind == EXPR_PATH) {
        Node first = path_first(evaluator, expr, context);
        return first == NODE_NONE ? "" : tree_text(&evaluator->tree, first);
    }
    Object value = eval(evaluator, expr, context);
    return object_text(evaluator, &value);
}

NodeSet eval_nodes(Evaluator *evaluator, const Expr *expr, const Context *context) {
    if (expr->kind == EXPR_PATH) return path_nodes(evaluator, expr, context);
    Object value = eval(evaluator, expr, context);
    return value.type == TYPE_NODES ? object_nodes(&value) : (NodeSet){NULL, 0};
}
