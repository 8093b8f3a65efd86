/* What is found out about a rule when it first runs: facts_of() of rule/runner.h. */
#include <string.h>

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

/* The sides of a select, as many as its gate has, or NULL if one of them cannot begin at its anchor. */
static Side *find_sides(const RuleRunner *runner, const Rule *rule, const Expr *select) {
    if (rule->n_anchors != runner->rules->gates.items.items[rule->number].n_sides) return NULL;
    Side *sides = arena_alloc(runner->arena, rule->n_anchors * sizeof *sides);
    for (uint32_t i = 0; i < rule->n_anchors; i++) {
        const Anchor *anchor = &runner->rules->index.anchors.items[rule->first_anchor + i];
        const Expr *path = side_of(select, i, rule->n_anchors);
        bool fits = path->kind == EXPR_PATH && !path->n_args && anchor->steps && anchor->steps <= path->n_steps;
        if (!fits || !is_local(&path->steps[anchor->steps - 1])) return NULL;
        sides[i] = (Side){path, anchor->state, anchor->steps};
    }
    return sides;
}

/* Conditions on the document begin with a variable or an absolute path; those that only seem to are found out later. */
static bool begins_free(const char *text) {
    static const char *const wrappers[] = {"not(", "boolean("};
    for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers; i++)
        if (strncmp(text, wrappers[i], strlen(wrappers[i])) == 0) text += strlen(wrappers[i]);
    return (*text == '$' && (text[1] < '0' || text[1] > '9')) || *text == '/';
}

static void find_for_all(RuleRunner *runner, const Rule *rule, RuleFacts *facts) {
    Range when = rule->record->when;
    facts->for_all = arena_alloc(runner->arena, when.n * sizeof *facts->for_all);
    for (uint32_t i = 0; i < when.n; i++) {
        const char *text = rule_item(rule, when, i);
        XPath *condition = begins_free(text) ? evaluator_xpath(runner->evaluator, text) : NULL;
        if (condition && xpath_is_free(runner->evaluator, condition)) facts->for_all[facts->n_for_all++] = condition;
    }
}

static bool is_for_all(const RuleFacts *facts, const XPath *condition) {
    for (uint32_t i = 0; i < facts->n_for_all; i++)
        if (facts->for_all[i] == condition) return true;
    return false;
}

static void find_for_each(RuleRunner *runner, const Rule *rule, RuleFacts *facts) {
    Range when = rule->record->when;
    facts->for_each = arena_alloc(runner->arena, when.n * sizeof *facts->for_each);
    for (uint32_t i = 0; i < when.n; i++) {
        XPath *condition = evaluator_xpath(runner->evaluator, rule_item(rule, when, i));
        if (!is_for_all(facts, condition)) facts->for_each[facts->n_for_each++] = condition;
    }
    if (rule->record->verb == VERB_ASSERT)
        facts->expression = evaluator_xpath(runner->evaluator, rule_text(rule, rule->record->expression));
    facts->known_for_each = true;
}

const RuleFacts *facts_of(RuleRunner *runner, uint32_t number) {
    RuleFacts *facts = &runner->facts[number];
    uint32_t generation = evaluator_generation(runner->evaluator);
    if (facts->known && facts->generation == generation) return facts;
    const Rule *rule = runner->rules->rules.items[number];
    *facts = (RuleFacts){.known = true, .generation = generation, .verb = rule->record->verb};
    find_for_all(runner, rule, facts);
    facts->select = evaluator_compile(runner->evaluator, rule_text(rule, rule->record->select));
    if (facts->select) facts->sides = find_sides(runner, rule, facts->select);
    return facts;
}

const RuleFacts *facts_for_each(RuleRunner *runner, uint32_t number) {
    const RuleFacts *facts = facts_of(runner, number);
    if (!facts->known_for_each) find_for_each(runner, runner->rules->rules.items[number], &runner->facts[number]);
    return facts;
}
