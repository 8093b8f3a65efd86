/* What is found out about a rule when it first runs: facts_of() of rule/runner.h. */
#include "rule/runner.h"

/* One side of a select: "a | b | c" is read as (a | b) | c. */
static const Expr *side_of(const Expr *select, uint32_t side, uint32_t n) {
    while (n > 1 && select->kind == EXPR_UNION) {
        if (side == n - 1) return select->args[1];
        select = select->args[0];
        n--;
    }
    return select;
}

/* Whether its predicates can be tried on one candidate alone: evaluate_from() knows no more than its position. */
static bool is_local(const Step *step) {
    for (uint32_t i = 0; i < step->n_predicates; i++)
        if (step->predicates[i].counts_all || (i && step->predicates[i].positional)) return false;
    return step->test == TEST_NAME || !step->n_predicates || !step->predicates[0].positional;
}

/* The sides of a select, or NULL if one of them cannot begin at its anchor. */
static const Expr **find_sides(const RuleRunner *runner, const Rule *rule, const Expr *select) {
    const Expr **sides = arena_alloc(runner->arena, rule->n_anchors * sizeof *sides);
    for (uint32_t i = 0; i < rule->n_anchors; i++) {
        const Anchor *anchor = &runner->rules->index.anchors.items[rule->first_anchor + i];
        const Expr *side = sides[i] = side_of(select, i, rule->n_anchors);
        bool fits = side->kind == EXPR_PATH && !side->n_args && anchor->steps && anchor->steps <= side->n_steps;
        if (!fits || !is_local(&side->steps[anchor->steps - 1])) return NULL;
    }
    return sides;
}

static void sort_conditions(RuleRunner *runner, const Rule *rule, RuleFacts *facts) {
    Range when = rule->record->when;
    facts->for_all = arena_alloc(runner->arena, when.n * sizeof *facts->for_all);
    facts->for_each = arena_alloc(runner->arena, when.n * sizeof *facts->for_each);
    for (uint32_t i = 0; i < when.n; i++) {
        XPath *condition = evaluator_xpath(runner->evaluator, rule_item(rule, when, i));
        if (xpath_is_free(runner->evaluator, condition)) facts->for_all[facts->n_for_all++] = condition;
        else facts->for_each[facts->n_for_each++] = condition;
    }
}

const RuleFacts *facts_of(RuleRunner *runner, const Rule *rule) {
    RuleFacts *facts = &runner->facts[rule->number];
    uint32_t generation = evaluator_generation(runner->evaluator);
    if (facts->known && facts->generation == generation) return facts;
    *facts = (RuleFacts){.known = true, .generation = generation};
    facts->select = evaluator_compile(runner->evaluator, rule_text(rule, rule->record->select));
    if (facts->select) facts->sides = find_sides(runner, rule, facts->select);
    if (rule->record->verb == VERB_ASSERT)
        facts->expression = evaluator_xpath(runner->evaluator, rule_text(rule, rule->record->expression));
    sort_conditions(runner, rule, facts);
    return facts;
}
