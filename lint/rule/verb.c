/* The four verbs: verb_run() of rule/runner.h. */
#include <stdlib.h>
#include <string.h>

#include "rule/runner.h"

static bool conditions_hold(RuleRunner *runner, const Rule *rule, xmlNode *node) {
    Range when = rule->record->when;
    for (uint32_t i = 0; i < when.n; i++)
        if (!evaluate_bool(runner->evaluator, rule_item(rule, when, i), node)) return false;
    return true;
}

/* A condition that compares with what is no number says nothing, so the trial is passed over. */
static bool begin_trial(RuleRunner *runner, const Rule *rule, xmlNode *node, Trial *ret_trial) {
    if (node->type == XML_NAMESPACE_DECL) return false;
    evaluator_select(runner->evaluator, node);
    evaluator_reset(runner->evaluator);
    *ret_trial = (Trial){.runner = runner, .rule = rule, .node = node};
    return conditions_hold(runner, rule, node) && !evaluator_failed(runner->evaluator);
}

static void run_assert(RuleRunner *runner, const Rule *rule, xmlNode *node) {
    Trial trial;
    if (!begin_trial(runner, rule, node, &trial)) return;
    evaluator_reset(runner->evaluator);
    bool holds = evaluate_bool(runner->evaluator, rule_text(rule, rule->record->expression), node);
    if (!holds && !evaluator_undecided(runner->evaluator) && !evaluator_failed(runner->evaluator)) trial_report(&trial);
}

static ValueParam *type_params(RuleRunner *runner, const Rule *rule) {
    Range range = rule->record->params;
    ValueParam *params = arena_alloc(runner->diags->arena, (range.n / 2 + 1) * sizeof *params);
    for (uint32_t i = 0; i < range.n; i += 2)
        params[i / 2] = (ValueParam){rule_item(rule, range, i), rule_item(rule, range, i + 1)};
    return params;
}

static void run_type(RuleRunner *runner, const Rule *rule, xmlNode *node) {
    Trial trial;
    if (!begin_trial(runner, rule, node, &trial)) return;
    Arena *arena = runner->diags->arena;
    const ValueType *type = value_type_find(rule_text(rule, rule->record->type));
    xmlChar *content = xmlNodeGetContent(node);
    char *text = arena_strdup(arena, (const char *)content);
    xmlFree(content);
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
    VEC(xmlNode *) first; /* by number of the key */
} Seen;

static void keep_project_key(RuleRunner *runner, const Trial *trial, const char *key) {
    const RuleRecord *record = trial->rule->record;
    Arena *arena = runner->diags->arena;
    Text message = {0};
    trial_fill(trial, rule_text(trial->rule, record->message), &message);
    Span span = trial_place(trial, rule_text(trial->rule, record->at));
    ProjectKey project_key = {&trial->rule->kind, arena_strdup(arena, key), arena_strdup(arena, text_str(&message)),
                              span};
    if (runner->keys) vec_push(runner->keys, project_key);
    text_done(&message);
}

static void run_unique(RuleRunner *runner, const Rule *rule, xmlNode *node, Seen *seen) {
    Trial trial;
    if (!begin_trial(runner, rule, node, &trial)) return;
    Text key = {0};
    evaluate_text(runner->evaluator, rule_text(rule, rule->record->expression), node, &key);
    bool usable = key.n && !evaluator_failed(runner->evaluator);
    if (usable && rule->record->scope == SCOPE_PROJECT) {
        keep_project_key(runner, &trial, text_str(&key));
    } else if (usable) {
        uint32_t id = intern_add(seen->keys, slice_from(text_str(&key)));
        if (id == seen->first.n) vec_push(&seen->first, node);
        else trial.first = seen->first.items[id], trial_report(&trial);
    }
    text_done(&key);
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

static void run_refers(RuleRunner *runner, const Rule *rule, xmlNode *node) {
    Trial trial;
    const RuleRecord *record = rule->record;
    if (!begin_trial(runner, rule, node, &trial)) return;
    Text value = {0}, key = {0};
    VEC(const char *) words = {0};
    evaluate_text(runner->evaluator, record->expression ? rule_text(rule, record->expression) : ".", node, &value);
    xmlXPathObject *among = evaluate(runner->evaluator, rule_text(rule, record->among), node);
    bool nodes = among && among->type == XPATH_NODESET, found = value.n == 0;
    for (int i = 0; nodes && among->nodesetval && i < among->nodesetval->nodeNr && !found; i++) {
        text_clear(&key);
        evaluate_text(runner->evaluator, record->key ? rule_text(rule, record->key) : ".",
                      among->nodesetval->nodeTab[i], &key);
        found = strcmp(text_str(&key), text_str(&value)) == 0;
        vec_push(&words, arena_strdup(runner->diags->arena, text_str(&key)));
    }
    if (nodes && !found && !evaluator_failed(runner->evaluator)) {
        suggest(&trial, text_str(&value), words.items, words.n);
        trial_report(&trial);
    }
    xmlXPathFreeObject(among);
    vec_done(&words);
    text_done(&value);
    text_done(&key);
}

void verb_run(RuleRunner *runner, const Rule *rule, xmlNode **nodes, int n) {
    Seen seen = {.keys = rule->record->verb == VERB_UNIQUE ? intern_new() : NULL};
    for (int i = 0; i < n; i++) {
        switch ((RuleVerb)rule->record->verb) {
        case VERB_ASSERT: run_assert(runner, rule, nodes[i]); break;
        case VERB_TYPE: run_type(runner, rule, nodes[i]); break;
        case VERB_UNIQUE: run_unique(runner, rule, nodes[i], &seen); break;
        case VERB_REFERS: run_refers(runner, rule, nodes[i]); break;
        case VERB_NONE: break;
        }
    }
    intern_free(seen.keys);
    vec_done(&seen.first);
}
