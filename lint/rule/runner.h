/* Runner: one thread's state while rules run, and the parts of a trial.
 *
 * May include: base/, diag/, xml/, rule/, xpath/. */
#ifndef RULE_RUNNER_H
#define RULE_RUNNER_H

#include "rule/known.h"
#include "rule/presence.h"
#include "rule/ruleset.h"
#include "rule/timing.h"
#include "value/value.h"

/* A side of a select, evaluated from the nodes that the index found. */
typedef struct {
    const Expr *path;
    uint32_t state; /* of the anchor, see index.h */
    uint32_t steps; /* of the path, that lead to the anchor */
} Side;

/* What is found out about a rule when it first runs; of one generation of the evaluator. Compiling costs more than most
 * rules have to do in a document, so that of single nodes waits for a node. */
typedef struct {
    bool known, known_for_each;
    uint8_t verb; /* RuleVerb */
    uint32_t generation;
    const Expr *select; /* NULL: it is wrong */
    Side *sides;        /* as many as the gate has; NULL where the select has to be evaluated as a whole */
    XPath **for_all;    /* conditions that are the same for all nodes of a document */
    XPath **for_each;   /* the others, once known_for_each */
    XPath *expression;  /* of assert; else NULL */
    uint32_t n_for_all, n_for_each;
} RuleFacts;

/* A rule that begins at a state. */
typedef struct {
    uint32_t rule; /* number in rules->rules */
    uint32_t need; /* of what it needs, what documents lack most; NEED_NONE: nothing */
} Starter;

#define NEED_NONE UINT32_MAX

/* slot.c */
typedef struct Template Template;
enum { TEMPLATE_SLOTS = 256 };

struct RuleRunner {
    const RuleSet *rules;
    uint32_t target;
    Known known;
    RuleTimes times;
    Evaluator *evaluator;
    Matches matches;
    /* Known with the first document: by state, the rules that begin there, are switched on and of the target release.
     */
    uint32_t *starts;                    /* starters[starts[state]] and on, to starts[state + 1] */
    Starter *starters;                   /* those of a state side by side */
    uint64_t *concerned;                 /* a bit a rule: this document may concern it */
    Presence presence;                   /* what the document at hand has of what rules need */
    uint8_t *severities;                 /* by number in rules->rules: Severity in this run */
    RuleFacts *facts;                    /* by number in rules->rules */
    Arena *arena;                        /* of the facts */
    NodeVec found;                       /* for what a rule selects */
    Template *templates[TEMPLATE_SLOTS]; /* by address of their text; in the arena */
    /* while a document is checked: */
    const RuleFacts *at_hand; /* of the rule whose verb runs */
    const Document *document;
    const Document *old; /* of an update, or NULL */
    Diags *diags;
    ProjectKeys *keys;
};

typedef struct {
    Span span;
    const Source *source; /* NULL: the document's own */
    NodePart part;        /* what lies there: the name of an element where it has no text of its own */
    bool attribute;       /* of an attribute, not of an element */
} Place;

/* One selected node. */
typedef struct {
    RuleRunner *runner;
    const Rule *rule;
    Node node;
    Node first;          /* unique; NODE_NONE: the node that had the key first */
    const char *problem; /* type: why the text is not of it */
    bool has_piece;      /* type: the piece of the text at fault */
    size_t from, to;
    const char *field, *was, *is;   /* same: the field that differs (or NULL), what it is in both, in words */
    Place place;                    /* same: where it is */
    Related before;                 /* same: where it was */
    const char *const *suggestions; /* refers: nearest right words */
    uint32_t n_suggestions;
} Trial;

/* The node in libxml2's tree: a text's element, the root for what domlint made. */
const xmlNode *trial_origin(const Trial *trial, Node node);

/* The document a node is of: the one being checked, or the old one of an update. */
const Document *trial_document(const Trial *trial, const xmlNode *origin);

/* place.c: where `at` says the diagnostic lies; what lies in the old document is passed over. */
Span trial_place(const Trial *trial, const char *at);
/* All places of an `at` (an XPath may give several). */
typedef VEC(Place) PlaceVec;
void trial_places(const Trial *trial, const char *at, PlaceVec *ret_places);
/* Where the field of a device lies: what the path leads to, or the nearest element above it that exists. */
Place trial_field_place(const Trial *trial, const char *path, Node device);

/* slot.c: fills a template. */
void trial_fill(const Trial *trial, const char *template, Text *out);

/* The same for one XPath of a device: "4 GiB"; "not set" for what is not there. In the arena of the diags. */
const char *trial_describe(const Trial *trial, const char *xpath, const char *format, Node node);

/* mend.c: the fix of the rule on this node; false if there is none, or it can't be made here. Lives in the arena of the
 * diags. */
bool trial_fix(const Trial *trial, Fix *ret_fix);

/* say.c: the diagnostic. */
void trial_report(const Trial *trial);

/* same.c: reports the fields of the node that differ from those of the old device. */
void run_same(Trial *trial);

/* verb.c: the verbs on the nodes of the select of a rule, by number in rules->rules. */
void verb_run(RuleRunner *runner, uint32_t number, const Node *nodes, uint32_t n);

/* facts.c; by number in rules->rules. */
const RuleFacts *facts_of(RuleRunner *runner, uint32_t number);
/* With what concerns single nodes. */
const RuleFacts *facts_for_each(RuleRunner *runner, uint32_t number);

#endif
