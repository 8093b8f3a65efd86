/* What an expression depends on: which definitions may be remembered by node, which conditions hold or fail for a whole
 * document. */
#include <string.h>

#include "xpath/state.h"

static bool expr_pure(Evaluator *evaluator, const Expr *expr);

static bool predicates_pure(Evaluator *evaluator, const Predicate *predicates, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (!expr_pure(evaluator, predicates[i].expr)) return false;
    return true;
}

/* Its predicates, not what it starts at. */
static bool path_pure(Evaluator *evaluator, const Expr *path) {
    for (uint32_t i = 0; i < path->n_steps; i++)
        if (!predicates_pure(evaluator, path->steps[i].predicates, path->steps[i].n_predicates)) return false;
    return predicates_pure(evaluator, path->predicates, path->n_predicates);
}

static bool expr_pure(Evaluator *evaluator, const Expr *expr) {
    if (expr->kind == EXPR_ARGUMENT) return false;
    /* A text may be the XPath of any() and its kin. */
    if (expr->kind == EXPR_TEXT && (strstr(expr->text, "current(") || strchr(expr->text, '$'))) return false;
    if (expr->kind == EXPR_CALL && strcmp(expr->function->name, "current") == 0) return false;
    if (expr->kind == EXPR_DEFINED && !is_pure(evaluator, expr->text)) return false;
    for (uint32_t i = 0; i < expr->n_args; i++)
        if (!expr_pure(evaluator, expr->args[i])) return false;
    return expr->kind != EXPR_PATH || path_pure(evaluator, expr);
}

bool is_pure(Evaluator *evaluator, const char *text) {
    XPath *xpath = evaluator_xpath(evaluator, text);
    if (xpath->purity == PURE_UNKNOWN) {
        xpath->purity = PURE_RUNNING;
        xpath->purity = xpath->expr && expr_pure(evaluator, xpath->expr) ? PURE : IMPURE;
    }
    return xpath->purity == PURE; /* one that needs itself is left out */
}

/* ---- without a context node ---- */

static bool args_free(Evaluator *evaluator, const Expr *expr) {
    for (uint32_t i = 0; i < expr->n_args; i++)
        if (!expr_free(evaluator, expr->args[i])) return false;
    return true;
}

bool expr_free(Evaluator *evaluator, const Expr *expr) {
    switch (expr->kind) {
    case EXPR_ARGUMENT: return false;
    case EXPR_PATH: return (expr->absolute || expr->n_args) && path_pure(evaluator, expr) && args_free(evaluator, expr);
    case EXPR_DEFINED: return expr->n_args && is_pure(evaluator, expr->text) && args_free(evaluator, expr);
    case EXPR_CALL:
        return (expr->n_args || expr->type == TYPE_BOOL) && expr_pure(evaluator, expr) && args_free(evaluator, expr);
    default: return expr_pure(evaluator, expr) && args_free(evaluator, expr);
    }
}
