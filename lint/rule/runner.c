/* Running rules over a document: rules_run() of rule/rule.h. */
#include "rule/runner.h"

#include <string.h>

#include "rule/view.h"

RuleRunner *rule_runner_new(const RuleSet *rules, uint32_t target) {
    RuleRunner *runner = memory_alloc(sizeof *runner);
    runner->rules = rules;
    runner->target = target;
    runner->evaluator = evaluator_new(&rules->definitions);
    runner->present = memory_alloc(intern_count(rules->names) * sizeof *runner->present);
    return runner;
}

void rule_runner_free(RuleRunner *runner) {
    if (!runner) return;
    evaluator_free(runner->evaluator);
    free(runner->present);
    rule_times_done(&runner->times);
    free(runner);
}

static void mark_present(RuleRunner *runner, const xmlNode *node) {
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE) continue;
        uint32_t name = intern_find(runner->rules->names, slice_from((const char *)node->name));
        if (name != INTERN_NONE) runner->present[name] = true;
        mark_present(runner, node->children);
    }
}

static bool path_possible(const RuleRunner *runner, const SelectPath *path) {
    for (uint32_t i = 0; i < path->n; i++)
        if (!runner->present[runner->rules->path_names.items[path->first + i]]) return false;
    return true;
}

static bool rule_possible(const RuleRunner *runner, const Rule *rule) {
    for (uint32_t i = 0; i < rule->n_paths; i++)
        if (path_possible(runner, &rule->paths[i])) return true;
    return false;
}

static bool rule_applies(const RuleRunner *runner, const Rule *rule, bool device) {
    const RuleRecord *record = rule->record;
    if (device && record->scope != SCOPE_DEVICE) return false;
    if (record->since_release && runner->target < record->since_release) return false;
    if (record->until_release && runner->target >= record->until_release && runner->target != UINT32_MAX) return false;
    return catalogue_severity(runner->diags->catalogue, &rule->kind) != SEVERITY_OFF;
}

static void run_rule(RuleRunner *runner, const Rule *rule) {
    evaluator_select(runner->evaluator, xmlDocGetRootElement(runner->view));
    xmlXPathObject *found = evaluate(runner->evaluator, rule_text(rule, rule->record->select), (xmlNode *)runner->view);
    if (found && found->type == XPATH_NODESET && found->nodesetval && found->nodesetval->nodeNr) {
        if (found->nodesetval->nodeNr > 1) xmlXPathNodeSetSort(found->nodesetval);
        verb_run(runner, rule, found->nodesetval->nodeTab, found->nodesetval->nodeNr);
    }
    xmlXPathFreeObject(found);
}

static void run_view(RuleRunner *runner, const View *view) {
    const RuleSet *rules = runner->rules;
    runner->view = view->doc;
    evaluator_begin(runner->evaluator, view->doc);
    memset(runner->present, 0, intern_count(rules->names) * sizeof *runner->present);
    mark_present(runner, view->doc->children);
    for (uint32_t i = 0; i < rules->rules.n; i++) {
        const Rule *rule = rules->rules.items[i];
        if (!rule_possible(runner, rule) || !rule_applies(runner, rule, view->device)) continue;
        rule_times_begin(&runner->times);
        run_rule(runner, rule);
        rule_times_end(&runner->times, i);
    }
}

void rules_run(RuleRunner *runner, const Document *document, Diags *diags, ProjectKeys *keys) {
    RootKind kind = ruleset_root(runner->rules, document);
    NodeVec nodes = {0};
    if (kind == ROOT_FOREIGN) return;
    runner->document = document;
    runner->diags = diags;
    runner->keys = keys;
    view_nodes(runner->rules, document, kind, &nodes);
    for (uint32_t i = 0; i < nodes.n; i++) {
        View view;
        view_enter(&view, runner->rules, document, nodes.items[i], kind);
        run_view(runner, &view);
        evaluator_begin(runner->evaluator, document->xml); /* variables hold nodes of the view */
        view_leave(&view);
    }
    vec_done(&nodes);
}
