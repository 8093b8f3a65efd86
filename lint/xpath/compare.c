/* Comparisons: two values, where a set of nodes is compared node by node. */
#include <math.h>
#include <string.h>

#include "xpath/state.h"

static bool compare_numbers(ExprKind kind, double left, double right) {
    switch (kind) {
    case EXPR_EQUAL: return left == right;
    case EXPR_UNEQUAL: return left != right;
    case EXPR_LESS: return left < right;
    case EXPR_LESS_EQUAL: return left <= right;
    case EXPR_GREATER: return left > right;
    case EXPR_GREATER_EQUAL: return left >= right;
    default: return false;
    }
}

static bool is_equality(ExprKind kind) { return kind == EXPR_EQUAL || kind == EXPR_UNEQUAL; }

ExprKind expr_turned(ExprKind kind) {
    switch (kind) {
    case EXPR_LESS: return EXPR_GREATER;
    case EXPR_LESS_EQUAL: return EXPR_GREATER_EQUAL;
    case EXPR_GREATER: return EXPR_LESS;
    case EXPR_GREATER_EQUAL: return EXPR_LESS_EQUAL;
    default: return kind;
    }
}

static bool compare_texts(ExprKind kind, const char *left, const char *right) {
    if (is_equality(kind)) return same_string(left, right) == (kind == EXPR_EQUAL);
    return compare_numbers(kind, number_of_text(left), number_of_text(right));
}

/* Neither is a set of nodes. */
static bool compare_plain(const Evaluator *evaluator, ExprKind kind, const Object *left, const Object *right) {
    if (is_equality(kind) && (left->type == TYPE_BOOL || right->type == TYPE_BOOL))
        return (object_truth(left) == object_truth(right)) == (kind == EXPR_EQUAL);
    if (is_equality(kind) && left->type == TYPE_TEXT && right->type == TYPE_TEXT)
        return compare_texts(kind, left->text, right->text);
    return compare_numbers(kind, object_number(evaluator, left), object_number(evaluator, right));
}

typedef struct {
    Visitor visitor;
    const Evaluator *evaluator;
    ExprKind kind; /* node KIND other */
    const Object *other;
} Matcher;

static bool match(Visitor *visitor, Node node) {
    const Matcher *matcher = (const Matcher *)visitor;
    const char *text = tree_text(&matcher->evaluator->tree, node);
    if (matcher->other->type == TYPE_TEXT) return compare_texts(matcher->kind, text, matcher->other->text);
    return compare_numbers(matcher->kind, number_of_text(text), matcher->other->number);
}

static bool match_set(Matcher *matcher, NodeSet nodes) {
    for (uint32_t i = 0; i < nodes.n; i++)
        if (match(&matcher->visitor, nodes.items[i])) return true;
    return false;
}

static bool match_sets(const Evaluator *evaluator, ExprKind kind, NodeSet left, NodeSet right) {
    for (uint32_t i = 0; i < left.n; i++)
        for (uint32_t k = 0; k < right.n; k++)
            if (compare_texts(kind, tree_text(&evaluator->tree, left.items[i]),
                              tree_text(&evaluator->tree, right.items[k])))
                return true;
    return false;
}

/* An expression that gives nodes, against a value that is none. */
static bool compare_nodes(Evaluator *evaluator, ExprKind kind, const Expr *nodes, const Object *other,
                          const Context *context) {
    if (other->type == TYPE_BOOL) {
        Object truth = object_of_bool(eval_bool(evaluator, nodes, context));
        return compare_plain(evaluator, kind, &truth, other);
    }
    if (is_equality(kind) && nodes->plain && other->type == TYPE_TEXT)
        return plain_path_any(evaluator, nodes, context, other->text, kind == EXPR_EQUAL);
    Matcher matcher = {{match}, evaluator, kind, other};
    if (nodes->kind == EXPR_PATH) return path_visit(evaluator, nodes, context, &matcher.visitor);
    return match_set(&matcher, eval_nodes(evaluator, nodes, context));
}

static bool compare_objects(Evaluator *evaluator, ExprKind kind, const Object *left, const Object *right) {
    bool left_nodes = left->type == TYPE_NODES, right_nodes = right->type == TYPE_NODES;
    if (left_nodes && right_nodes) return match_sets(evaluator, kind, object_nodes(left), object_nodes(right));
    if (!left_nodes && !right_nodes) return compare_plain(evaluator, kind, left, right);
    const Object *set = left_nodes ? left : right, *other = left_nodes ? right : left;
    ExprKind way = left_nodes ? kind : expr_turned(kind);
    if (other->type == TYPE_BOOL) {
        Object truth = object_of_bool(set->n > 0);
        return compare_plain(evaluator, way, &truth, other);
    }
    Matcher matcher = {{match}, evaluator, way, other};
    return match_set(&matcher, object_nodes(set));
}

bool eval_comparison(Evaluator *evaluator, const Expr *expr, const Context *context) {
    const Expr *left = expr->args[0], *right = expr->args[1];
    /* The most frequent one: @name = 'value'. */
    if (expr->kind == EXPR_EQUAL && left->only_attribute && right->kind == EXPR_TEXT)
        return tree_attribute_is(&evaluator->tree, context->node, left->steps->name, right->text);
    if (is_equality(expr->kind) && left->kind == EXPR_VARIABLE && right->kind == EXPR_TEXT) {
        const Object *value = eval_variable(evaluator, left->index);
        if (value->type == TYPE_TEXT) return compare_texts(expr->kind, value->text, right->text);
    }
    if (left->type == TYPE_NODES && right->type != TYPE_NODES) {
        Object other = eval(evaluator, right, context);
        if (other.type != TYPE_NODES) return compare_nodes(evaluator, expr->kind, left, &other, context);
    } else if (right->type == TYPE_NODES && left->type != TYPE_NODES) {
        Object other = eval(evaluator, left, context);
        if (other.type != TYPE_NODES) return compare_nodes(evaluator, expr_turned(expr->kind), right, &other, context);
    }
    Object a = eval(evaluator, left, context), b = eval(evaluator, right, context);
    return compare_objects(evaluator, expr->kind, &a, &b);
}
