/* The verbs: verb_run() of rule/runner.h. */
#include <stdlib.h>
#include <string.h>

#include "rule/runner.h"

static bool conditions_hold(RuleRunner *runner, Node node) {
    const RuleFacts *facts = runner->at_hand;
    for (uint32_t i = 0; i < facts->n_for_each; i++)
        if (!xpath_holds(runner->evaluator, facts->for_each[i], node)) return false;
    return true;
}

/* A condition that compares with what is no number says nothing, so the trial is passed over. */
static bool begin_trial(RuleRunner *runner, const Rule *rule, Node node, Trial *ret_trial) {
    evaluator_select(runner->evaluator, node);
    evaluator_reset(runner->evaluator);
    *ret_trial = (Trial){.runner = runner, .rule = rule, .node = node, .first = NODE_NONE};
    return conditions_hold(runner, node) && !evaluator_failed(runner->evaluator);
}

static void run_assert(RuleRunner *runner, const Rule *rule, Node node) {
    Trial trial;
    if (!begin_trial(runner, rule, node, &trial)) return;
    evaluator_reset(runner->evaluator);
    bool holds = xpath_holds(runner->evaluator, runner->at_hand->expression, node);
    if (!holds && !evaluator_undecided(runner->evaluator) && !evaluator_failed(runner->evaluator)) trial_report(&trial);
}

static ValueParam *type_params(RuleRunner *runner, const Rule *rule) {
    Range range = rule->record->params;
    ValueParam *params = arena_alloc(runner->diags->arena, (range.n / 2 + 1) * sizeof *params);
    for (uint32_t i = 0; i < range.n; i += 2)
        params[i / 2] = (ValueParam){rule_item(rule, range, i), rule_item(rule, range, i + 1)};
    return params;
}

static void run_type(RuleRunner *runner, const Rule *rule, Node node) {
    Trial trial;
    if (!begin_trial(runner, rule, node, &trial)) return;
    Arena *arena = runner->diags->arena;
    const ValueType *type = value_type_find(rule_text(rule, rule->record->type));
    const char *text = tree_text(evaluator_tree(runner->evaluator), node);
    Value value;
    if (type->parse(arena, slice_from(text), type_params(runner, rule), &value)) return;
    trial.problem = value.problem;
    trial.has_piece = true;
    trial.from = value.from;
    trial.to = value.to;
    trial_report(&trial);
}

typedef struct {
    Intern *keys;
    VEC(Node) first; /* by number of the key */
} Seen;

static void keep_project_key(RuleRunner *runner, const Trial *trial, const char *key) {
    const RuleRecord *record = trial->rule->record;
    Arena *arena = runner->diags->arena;
    const char *copy = arena_strdup(arena, key), **kin = arena_alloc(arena, (record->kin.n + 1) * sizeof *kin);
    for (uint32_t i = 0; i < record->kin.n; i++) {
        const char *text = evaluate_text(runner->evaluator, rule_item(trial->rule, record->kin, i), trial->node);
        kin[i] = arena_strdup(arena, text);
    }
    Text message = {0};
    trial_fill(trial, rule_text(trial->rule, record->message), &message);
    Span span = trial_place(trial, rule_text(trial->rule, record->at));
    const char *said = arena_strdup(arena, text_str(&message));
    ProjectKey project_key = {&trial->rule->kind, copy, said, kin, record->kin.n, span};
    if (runner->keys) vec_push(runner->keys, project_key);
    text_done(&message);
}

static void run_unique(RuleRunner *runner, const Rule *rule, Node node, Seen *seen) {
    Trial trial;
    if (!begin_trial(runner, rule, node, &trial)) return;
    const char *key = evaluate_text(runner->evaluator, rule_text(rule, rule->record->expression), node);
    if (!*key || evaluator_failed(runner->evaluator)) return;
    if (rule->record->scope == SCOPE_PROJECT) {
        keep_project_key(runner, &trial, key);
        return;
    }
    if (!seen->keys) return; /* there is but one */
    uint32_t id = intern_add(seen->keys, slice_from(key));
    if (id == seen->first.n) vec_push(&seen->first, node);
    else trial.first = seen->first.items[id], trial_report(&trial);
}

/* The right word nearest to a wrong one. */
static void suggest(Trial *trial, const char *word, const char **words, uint32_t n) {
    int nearest = text_nearest(word, words, n);
    const char **list = arena_alloc(trial->runner->diags->arena, 8 * sizeof *list);
    uint32_t count = 0;
    if (nearest >= 0) list[count++] = words[nearest];
    for (uint32_t i = 0; i < n && count < 5; i++)
        if ((int)i != nearest) list[count++] = words[i];
    trial->suggestions = list;
    trial->n_suggestions = count;
}

static void run_refers(RuleRunner *runner, const Rule *rule, Node node) {
    Trial trial;
    const RuleRecord *record = rule->record;
    if (!begin_trial(runner, rule, node, &trial)) return;
    Evaluator *evaluator = runner->evaluator;
    const char *value = evaluate_text(evaluator, record->expression ? rule_text(rule, record->expression) : ".", node);
    NodeSet among = evaluate_nodes(evaluator, rule_text(rule, record->among), node);
    const char **words = arena_alloc(evaluator_arena(evaluator), (among.n + 1) * sizeof *words);
    bool found = !*value;
    for (uint32_t i = 0; i < among.n && !found; i++) {
        words[i] = evaluate_text(evaluator, record->key ? rule_text(rule, record->key) : ".", among.items[i]);
        found = strcmp(words[i], value) == 0;
    }
    if (found || evaluator_failed(evaluator)) return;
    suggest(&trial, value, words, among.n);
    trial_report(&trial);
}

static void run_fields(RuleRunner *runner, const Rule *rule, Node node) {
    Trial trial;
    if (begin_trial(runner, rule, node, &trial)) run_same(&trial);
}

void verb_run(RuleRunner *runner, uint32_t number, const Node *nodes, uint32_t n) {
    const Rule *rule = runner->rules->rules.items[number];
    runner->at_hand = facts_for_each(runner, number);
    RuleVerb verb = runner->at_hand->verb;
    Seen seen = {.keys = verb == VERB_UNIQUE && n > 1 ? intern_new() : NULL};
    for (uint32_t i = 0; i < n; i++) {
        switch (verb) {
        case VERB_ASSERT: run_assert(runner, rule, nodes[i]); break;
        case VERB_TYPE: run_type(runner, rule, nodes[i]); break;
        case VERB_UNIQUE: run_unique(runner, rule, nodes[i], &seen); break;
        case VERB_REFERS: run_refers(runner, rule, nodes[i]); break;
        case VERB_SAME: run_fields(runner, rule, nodes[i]); break;
        case VERB_NONE: break;
        }
    }
    intern_free(seen.keys);
    vec_done(&seen.first);
}
