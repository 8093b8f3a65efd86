#include "xpath/evaluator.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "xpath/state.h"

/* What documents bring (names, XPaths put together at run time) is forgotten beyond these. */
enum { WORDS_MAX = 100000, TEXTS_MAX = 20000 };

static void learn(Evaluator *evaluator) {
    evaluator->known = (ExprNames){intern_new(), intern_new()};
    evaluator->texts = intern_new();
    evaluator->recall = recall_new(evaluator->names->n_variables);
    evaluator->code = arena_new();
    for (uint32_t i = 0; i < evaluator->names->n_variables; i++) evaluator->variables[i].expr = NULL;
    for (uint32_t i = 0; evaluator->seeds && i < intern_count(evaluator->seeds); i++)
        intern_add(evaluator->known.words, slice_from(intern_string(evaluator->seeds, i)));
}

static void forget(Evaluator *evaluator) {
    intern_free(evaluator->known.words);
    intern_free(evaluator->known.prefixes);
    vec_done(&evaluator->standing);
    intern_free(evaluator->texts);
    recall_free(evaluator->recall);
    arena_free(evaluator->code);
    free(evaluator->table);
    evaluator->table = NULL;
    evaluator->n_compiled = evaluator->room = 0;
    evaluator->generation++;
}

Evaluator *evaluator_new(const XPathNames *names, const Intern *seeds) {
    Evaluator *evaluator = memory_alloc(sizeof *evaluator);
    evaluator->names = names;
    evaluator->seeds = seeds;
    evaluator->scratch = arena_new();
    evaluator->variables = memory_alloc((names->n_variables + 1) * sizeof *evaluator->variables);
    evaluator->memos = memory_alloc(MEMOS * sizeof *evaluator->memos);
    learn(evaluator);
    return evaluator;
}

void evaluator_free(Evaluator *evaluator) {
    if (!evaluator) return;
    forget(evaluator);
    tree_done(&evaluator->tree);
    arena_free(evaluator->scratch);
    free(evaluator->variables);
    free(evaluator->memos);
    free(evaluator);
}

void evaluator_begin(Evaluator *evaluator, xmlNode *top, const char *const *wrap, uint32_t n_wrap) {
    if (intern_count(evaluator->known.words) > WORDS_MAX || intern_count(evaluator->texts) > TEXTS_MAX ||
        recall_full(evaluator->recall)) {
        forget(evaluator);
        learn(evaluator);
    }
    arena_reset(evaluator->scratch);
    evaluator->document++;
    tree_fill(&evaluator->tree, evaluator->known.words, evaluator->scratch, top, wrap, n_wrap);
    evaluator->selected = NODE_NONE;
    evaluator_reset(evaluator);
}

void evaluator_add(Evaluator *evaluator, const char *name, const char *const *attributes, xmlNode *top,
                   const char *const *wrap, uint32_t n_wrap) {
    tree_add(&evaluator->tree, name, attributes, top, wrap, n_wrap);
}

const Tree *evaluator_tree(const Evaluator *evaluator) { return &evaluator->tree; }
const XPathNames *evaluator_names(const Evaluator *evaluator) { return evaluator->names; }
Arena *evaluator_arena(const Evaluator *evaluator) { return evaluator->scratch; }
void evaluator_select(Evaluator *evaluator, Node selected) { evaluator->selected = selected; }
Node evaluator_current(const Evaluator *evaluator) { return evaluator->selected; }
bool evaluator_undecided(const Evaluator *evaluator) { return evaluator->undecided; }
bool evaluator_failed(const Evaluator *evaluator) { return evaluator->failed; }
void evaluator_reset(Evaluator *evaluator) { evaluator->undecided = evaluator->failed = false; }

/* ---- compiled expressions, by address of their texts ---- */

static XPath **find_slot(const Evaluator *evaluator, const char *text) {
    uint32_t mask = evaluator->room - 1, i = hash_address(text) >> 8 & mask;
    while (evaluator->table[i] && evaluator->table[i]->text != text) i = (i + 1) & mask;
    return &evaluator->table[i];
}

static void grow_table(Evaluator *evaluator) {
    XPath **old = evaluator->table;
    uint32_t old_room = evaluator->room;
    evaluator->room = old_room ? 2 * old_room : 1024;
    evaluator->table = memory_alloc(evaluator->room * sizeof *evaluator->table);
    for (uint32_t i = 0; i < old_room; i++)
        if (old[i]) *find_slot(evaluator, old[i]->text) = old[i];
    free(old);
}

XPath *evaluator_xpath(Evaluator *evaluator, const char *text) {
    if (2 * (evaluator->n_compiled + 1) > evaluator->room) grow_table(evaluator);
    XPath **slot = find_slot(evaluator, text);
    if (!*slot) {
        const char *problem;
        *slot = arena_alloc(evaluator->code, sizeof **slot);
        (*slot)->text = text;
        (*slot)->expr = expr_parse(evaluator->code, &evaluator->known, evaluator->names, text, &problem);
        evaluator->n_compiled++;
    }
    return *slot;
}

const Expr *evaluator_compile(Evaluator *evaluator, const char *xpath) {
    return evaluator_xpath(evaluator, xpath)->expr;
}
uint32_t evaluator_generation(const Evaluator *evaluator) { return evaluator->generation; }

const char *evaluator_keep(Evaluator *evaluator, Slice xpath) {
    return intern_string(evaluator->texts, intern_add(evaluator->texts, xpath));
}

/* ---- evaluation from outside ---- */

static const Expr *begin(Evaluator *evaluator, const Expr *expr) {
    if (!expr) evaluator->failed = true;
    evaluator->steps = 0;
    return expr;
}

static bool holds(Evaluator *evaluator, const Expr *expr, Node node) {
    Context context = {node, 1, 1};
    return begin(evaluator, expr) && eval_bool(evaluator, expr, &context) && !evaluator->failed;
}

bool xpath_is_free(Evaluator *evaluator, XPath *xpath) {
    if (xpath->freedom == FREE_UNKNOWN)
        xpath->freedom = xpath->expr && expr_free(evaluator, xpath->expr) ? FREE : BOUND;
    return xpath->freedom == FREE;
}

bool xpath_holds(Evaluator *evaluator, XPath *xpath, Node node) {
    if (!xpath_is_free(evaluator, xpath)) return holds(evaluator, xpath->expr, node);
    if (xpath->document != evaluator->document) {
        bool undecided = evaluator->undecided;
        evaluator->undecided = false;
        xpath->holds = holds(evaluator, xpath->expr, node);
        xpath->document = evaluator->failed ? 0 : evaluator->document;
        xpath->undecided = evaluator->undecided;
        evaluator->undecided = undecided;
    }
    evaluator->undecided |= xpath->undecided;
    return xpath->holds;
}

const char *evaluate_text(Evaluator *evaluator, const char *xpath, Node node) {
    const Expr *expr = begin(evaluator, evaluator_compile(evaluator, xpath));
    Context context = {node, 1, 1};
    return expr ? eval_text(evaluator, expr, &context) : "";
}

double evaluate_number(Evaluator *evaluator, const char *xpath, Node node) {
    const Expr *expr = begin(evaluator, evaluator_compile(evaluator, xpath));
    Context context = {node, 1, 1};
    return expr ? eval_number(evaluator, expr, &context) : 0.0 / 0.0;
}

NodeSet evaluate_nodes(Evaluator *evaluator, const char *xpath, Node node) {
    const Expr *expr = begin(evaluator, evaluator_compile(evaluator, xpath));
    Context context = {node, 1, 1};
    return expr ? eval_nodes(evaluator, expr, &context) : (NodeSet){NULL, 0};
}

Object evaluate(Evaluator *evaluator, const char *xpath, Node node) {
    const Expr *expr = begin(evaluator, evaluator_compile(evaluator, xpath));
    Context context = {node, 1, 1};
    return expr ? eval(evaluator, expr, &context) : object_of_text("");
}
