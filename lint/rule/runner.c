/* Running rules over a document: rules_run() of rule/rule.h. */
#include "rule/runner.h"

#include <string.h>

RuleRunner *rule_runner_new(const RuleSet *rules, uint32_t target) {
    RuleRunner *runner = memory_alloc(sizeof *runner);
    runner->rules = rules;
    runner->target = target;
    runner->arena = arena_new();
    known_init(&runner->known, &rules->definitions);
    runner->evaluator = evaluator_new(&runner->known.names, rules->index.names);
    return runner;
}

void rule_runner_free(RuleRunner *runner) {
    if (!runner) return;
    evaluator_free(runner->evaluator);
    arena_free(runner->arena);
    known_done(&runner->known);
    matches_done(&runner->matches);
    free(runner->starts);
    free(runner->starters);
    free(runner->concerned);
    free(runner->facts);
    free(runner->severities);
    presence_done(&runner->presence);
    vec_done(&runner->found);
    rule_times_done(&runner->times);
    free(runner);
}

static bool rule_applies(const RuleRunner *runner, const Rule *rule) {
    const RuleRecord *record = rule->record;
    if (record->since_release && runner->target < record->since_release) return false;
    if (record->until_release && runner->target >= record->until_release && runner->target != UINT32_MAX) return false;
    return runner->severities[rule->number] != SEVERITY_OFF;
}

/* How many rules need each thing: the fewer, the likelier it is that a document lacks it. */
static uint32_t *count_needs(const RuleSet *rules) {
    uint32_t *counts = memory_alloc((intern_count(rules->needs) + 1) * sizeof *counts);
    const uint32_t *set = rules->gates.sets.items, *end = set + rules->gates.sets.n;
    for (; set < end; set = next_set(set))
        for (uint32_t i = 1; i <= *set; i++) counts[set[i]]++;
    return counts;
}

static uint32_t rarer(const uint32_t *counts, uint32_t need, const uint32_t *set) {
    for (uint32_t i = 1; i <= *set; i++)
        if (need == NEED_NONE || counts[set[i]] < counts[need]) need = set[i];
    return need;
}

static uint32_t rarest_need(const Gates *gates, uint32_t rule, uint32_t anchor, const uint32_t *counts) {
    const uint32_t *set = gate_always(gates, rule);
    uint32_t need = rarer(counts, NEED_NONE, set);
    if (anchor >= gates->items.items[rule].n_sides) return need;
    for (uint32_t i = 0; i <= anchor; i++) set = next_set(set);
    return rarer(counts, need, set);
}

/* Counts, then fills: what applies at each state stands side by side. */
static void sort_by_state(RuleRunner *runner) {
    const RuleSet *rules = runner->rules;
    uint32_t n_states = select_index_states(&rules->index), *counts = count_needs(rules);
    runner->starts = memory_alloc((n_states + 2) * sizeof *runner->starts);
    runner->starters = memory_alloc((rules->index.anchors.n + 1) * sizeof *runner->starters);
    runner->facts = memory_alloc((rules->rules.n + 1) * sizeof *runner->facts);
    runner->concerned = memory_alloc((rules->rules.n / 64 + 1) * sizeof *runner->concerned);
    runner->severities = memory_alloc(rules->rules.n + 1);
    for (uint32_t i = 0; i < rules->rules.n; i++)
        runner->severities[i] = (uint8_t)catalogue_severity(runner->diags->catalogue, &rules->rules.items[i]->kind);
    presence_init(&runner->presence, rules->needs, rules->index.names);
    for (int fill = 0; fill < 2; fill++) {
        for (uint32_t i = 0; i < rules->rules.n; i++) {
            const Rule *rule = rules->rules.items[i];
            if (!rule_applies(runner, rule)) continue;
            for (uint32_t a = 0; a < rule->n_anchors; a++) {
                uint32_t state = rules->index.anchors.items[rule->first_anchor + a].state;
                if (fill)
                    runner->starters[runner->starts[state + 1]++] =
                        (Starter){i, rarest_need(&rules->gates, i, a, counts)};
                else runner->starts[state + 2]++;
            }
        }
        for (uint32_t state = 0; !fill && state < n_states; state++)
            runner->starts[state + 2] += runner->starts[state + 1];
    }
    free(counts);
}

/* ---- what a document lacks ---- */

static void find_concerned(RuleRunner *runner) {
    const Matches *matches = &runner->matches;
    memset(runner->concerned, 0, (runner->rules->rules.n / 64 + 1) * sizeof *runner->concerned);
    for (uint32_t i = 0; i < matches->touched.n; i++) {
        uint32_t state = matches->touched.items[i];
        for (uint32_t k = runner->starts[state]; k < runner->starts[state + 1]; k++) {
            const Starter *starter = &runner->starters[k];
            if (starter->need != NEED_NONE && !presence_has(&runner->presence, starter->need)) continue;
            runner->concerned[starter->rule / 64] |= (uint64_t)1 << starter->rule % 64;
        }
    }
}

/* ---- what a rule selects ---- */

static void add_side(RuleRunner *runner, const Side *side) {
    const Matches *matches = &runner->matches;
    for (uint32_t hit = matches->first[side->state]; hit != INTERN_NONE; hit = matches->hits.items[hit].next)
        evaluate_from(runner->evaluator, side->path, side->steps - 1, matches->hits.items[hit].node, &runner->found);
}

static NodeSet select_nodes(RuleRunner *runner, uint32_t number, const RuleFacts *facts) {
    const RuleSet *rules = runner->rules;
    const Rule *rule = rules->rules.items[number];
    if (!facts->sides) return evaluate_nodes(runner->evaluator, rule_text(rule, rule->record->select), 0);
    const uint32_t *set = gate_always(&rules->gates, number);
    runner->found.n = 0;
    for (uint32_t i = 0; i < rules->gates.items.items[number].n_sides; i++)
        if (presence_has_all(&runner->presence, set = next_set(set))) add_side(runner, &facts->sides[i]);
    return nodes_set(&runner->found);
}

static void run_rule(RuleRunner *runner, uint32_t number) {
    const RuleFacts *facts = facts_of(runner, number);
    Node top = tree_top(evaluator_tree(runner->evaluator));
    if (!facts->select) return;
    for (uint32_t i = 0; i < facts->n_for_all; i++) {
        evaluator_reset(runner->evaluator);
        if (!xpath_holds(runner->evaluator, facts->for_all[i], top)) return;
    }
    evaluator_reset(runner->evaluator);
    evaluator_select(runner->evaluator, top);
    NodeSet nodes = select_nodes(runner, number, facts);
    if (nodes.n) verb_run(runner, number, nodes.items, nodes.n);
}

/* ---- what of a document is looked at ---- */

/* The elements around a device alone, outermost first. */
typedef struct {
    const char *names[8];
    uint32_t n;
} Wrap;

static Wrap wrap_of(const RuleSet *rules) {
    const RuleBook *book = rules->books.items[0];
    Wrap wrap = {.n = 0};
    for (; wrap.n < book->wrap.n && wrap.n < 8; wrap.n++) wrap.names[wrap.n] = book_at(book, book->wrap, wrap.n);
    return wrap;
}

typedef enum { LOOK_DOMAIN, LOOK_DEVICE, LOOK_UPDATE } Look;

static bool scope_fits(uint8_t scope, Look look) {
    if (scope == SCOPE_UPDATE || look == LOOK_UPDATE) return scope == SCOPE_UPDATE && look == LOOK_UPDATE;
    return look == LOOK_DOMAIN || scope == SCOPE_DEVICE;
}

/* Runs what begins somewhere in the tree at hand. */
static void run_tree(RuleRunner *runner, Look look) {
    const RuleSet *rules = runner->rules;
    matches_fill(&runner->matches, &rules->index, evaluator_tree(runner->evaluator));
    presence_mark(&runner->presence, evaluator_tree(runner->evaluator));
    find_concerned(runner);
    for (uint32_t word = 0; word <= rules->rules.n / 64; word++) {
        for (uint64_t bits = runner->concerned[word]; bits; bits &= bits - 1) {
            uint32_t number = word * 64 + (uint32_t)__builtin_ctzll(bits);
            if (!scope_fits(rules->gates.items.items[number].scope, look)) continue;
            if (!gate_open(&rules->gates, number, &runner->presence)) continue;
            rule_times_begin(&runner->times);
            run_rule(runner, number);
            rule_times_end(&runner->times, number);
        }
    }
}

static void run_on(RuleRunner *runner, xmlNode *top, bool device) {
    Wrap wrap = wrap_of(runner->rules);
    evaluator_begin(runner->evaluator, top, wrap.names, device ? wrap.n : 0);
    run_tree(runner, device ? LOOK_DEVICE : LOOK_DOMAIN);
}

static bool is_domain(const RuleSet *rules, const xmlNode *node) {
    return !node->ns && ruleset_root_named(rules, (const char *)node->name) == ROOT_DOMAIN;
}

/* The domains at most this many levels below an envelope's root. */
static void run_inside(RuleRunner *runner, xmlNode *parent, int levels) {
    for (xmlNode *child = parent->children; child && levels; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) continue;
        if (is_domain(runner->rules, child)) run_on(runner, child, false);
        else run_inside(runner, child, levels - 1);
    }
}

static void begin_document(RuleRunner *runner, const Document *document, Diags *diags, ProjectKeys *keys) {
    runner->document = document;
    runner->old = NULL;
    runner->diags = diags;
    runner->keys = keys;
    if (!runner->starts) sort_by_state(runner);
}

void rules_run(RuleRunner *runner, const Document *document, Diags *diags, ProjectKeys *keys) {
    RootKind kind = ruleset_root(runner->rules, document);
    xmlNode *root = xmlDocGetRootElement(document->xml);
    begin_document(runner, document, diags, keys);
    if (kind == ROOT_ENVELOPE) run_inside(runner, root, 3);
    else if (kind != ROOT_FOREIGN) run_on(runner, root, kind == ROOT_DEVICE);
}

/* ---- updates ---- */

static xmlNode *first_domain(const RuleSet *rules, xmlNode *parent, int levels) {
    xmlNode *found = NULL;
    for (xmlNode *child = parent->children; child && levels && !found; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            found = is_domain(rules, child) ? child : first_domain(rules, child, levels - 1);
    return found;
}

xmlNode *update_top(const RuleSet *rules, const Document *old) {
    xmlNode *root = xmlDocGetRootElement(old->xml);
    switch (ruleset_root(rules, old)) {
    case ROOT_DOMAIN:
    case ROOT_DEVICE: return root;
    case ROOT_ENVELOPE: return first_domain(rules, root, 3);
    default: return NULL;
    }
}

void rules_run_update(RuleRunner *runner, const Document *document, const Update *update, Diags *diags) {
    const RuleSet *rules = runner->rules;
    const char *attributes[5] = {NULL};
    int n = 0;
    if (update->live) attributes[n++] = "live", attributes[n++] = "yes";
    if (update->config) attributes[n++] = "config", attributes[n] = "yes";
    Wrap wrap = wrap_of(rules);
    xmlNode *top = update_top(rules, update->old);
    begin_document(runner, document, diags, NULL);
    runner->old = update->old;
    evaluator_begin(runner->evaluator, xmlDocGetRootElement(document->xml), wrap.names, wrap.n);
    evaluator_add(runner->evaluator, "update", attributes, top, wrap.names, is_domain(rules, top) ? 0 : wrap.n);
    run_tree(runner, LOOK_UPDATE);
}
