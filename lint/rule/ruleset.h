/* RuleSet: the inside of what rule.h keeps closed.
 *
 * May include: base/, diag/, rule/. */
#ifndef RULE_RULESET_H
#define RULE_RULESET_H

#include "rule/definitions.h"
#include "rule/gate.h"
#include "rule/index.h"
#include "rule/rule.h"

typedef struct {
    const RuleBook *book;
    const RuleRecord *record;
    DiagKind kind;
    uint32_t number;                  /* in RuleSet.rules */
    uint32_t first_anchor, n_anchors; /* where its select begins, see index.h */
} Rule;

struct RuleSet {
    Arena *arena;
    Catalogue *catalogue;
    Definitions definitions;
    VEC(Rule *) rules;
    VEC(const RuleBook *) books;
    SelectIndex index;
    Intern *needs; /* as book.h writes them */
    Gates gates;   /* their needs are numbers in needs */
};

/* A text of a rule, NULL if absent. */
static inline const char *rule_text(const Rule *rule, Ref ref) { return book_text(rule->book, ref); }
static inline const char *rule_item(const Rule *rule, Range range, uint32_t index) {
    return book_at(rule->book, range, index);
}

RootKind ruleset_root_named(const RuleSet *rules, const char *name);

#endif
