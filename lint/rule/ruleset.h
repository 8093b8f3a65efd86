/* RuleSet: the inside of what rule.h keeps closed.
 *
 * May include: base/, diag/, rule/. */
#ifndef RULE_RULESET_H
#define RULE_RULESET_H

#include "rule/book.h"
#include "rule/rule.h"
#include "rule/xpath.h"

/* One path of a select: "/domain/devices/disk/target/@bus | …" has one for each side of a "|". */
typedef struct {
    uint32_t first, n; /* element names in RuleSet.path_names that must be in a document */
} SelectPath;

typedef struct {
    const RuleBook *book;
    const RuleRecord *record;
    DiagKind kind;
    SelectPath *paths; /* in the arena; any of them must be possible */
    uint32_t n_paths;
} Rule;

struct RuleSet {
    Arena *arena;
    Catalogue *catalogue;
    Definitions definitions;
    VEC(Rule *) rules;
    VEC(const RuleBook *) books;
    Intern *names; /* element names in selects */
    VEC(uint32_t) path_names;
};

/* A text of a rule, NULL if absent. */
static inline const char *rule_text(const Rule *rule, Ref ref) { return book_text(rule->book, ref); }
static inline const char *rule_item(const Rule *rule, Range range, uint32_t index) {
    return book_at(rule->book, range, index);
}

/* Fills paths of a rule from its select. */
void rule_index(RuleSet *rules, Rule *rule);

#endif
