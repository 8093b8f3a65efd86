/* Runner: one thread's state while rules run, and the parts of a trial.
 *
 * May include: base/, diag/, xml/, rule/. */
#ifndef RULE_RUNNER_H
#define RULE_RUNNER_H

#include "rule/ruleset.h"
#include "rule/timing.h"
#include "value/value.h"

struct RuleRunner {
    const RuleSet *rules;
    uint32_t target;
    RuleTimes times;
    Evaluator *evaluator;
    bool *present; /* by number in RuleSet.names: an element of that name is in the document */
    /* while a document is checked: */
    const Document *document;
    Diags *diags;
    ProjectKeys *keys;
    xmlDoc *view;
};

/* One selected node. */
typedef struct {
    RuleRunner *runner;
    const Rule *rule;
    xmlNode *node;
    xmlNode *first;      /* unique: the node that had the key first */
    const char *problem; /* type: why the text is not of it */
    bool has_piece;      /* type: the piece of the text at fault */
    size_t from, to;
    const char *const *suggestions; /* refers: nearest right words */
    uint32_t n_suggestions;
} Trial;

/* place.c: where `at` says the diagnostic lies. */
Span trial_place(const Trial *trial, const char *at);
/* All places of an `at` (an XPath may give several). */
typedef VEC(Span) SpanVec;
void trial_places(const Trial *trial, const char *at, SpanVec *ret_spans);

/* slot.c: fills a template. */
void trial_fill(const Trial *trial, const char *template, Text *out);

/* mend.c: the fix of the rule on this node; false if there is none, or it can't be made here. Lives in the arena of the
 * diags. */
bool trial_fix(const Trial *trial, Fix *ret_fix);

/* say.c: the diagnostic. */
void trial_report(const Trial *trial);

/* verb.c: the four verbs on the nodes of a select. */
void verb_run(RuleRunner *runner, const Rule *rule, xmlNode **nodes, int n);

#endif
