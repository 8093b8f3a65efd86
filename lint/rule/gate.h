/* Gates: what each rule asks of a document before it runs. Most rules are turned away by most documents, so this stands
 * side by side in memory, apart from the rules.
 *
 * A set of needs is their number, with them behind it; the next set follows.
 *
 * May include: base/, rule/presence.h. */
#ifndef RULE_GATE_H
#define RULE_GATE_H

#include "rule/presence.h"

typedef struct {
    uint32_t first;   /* in Gates.sets: what the rule always needs, behind it what each side of its select needs */
    uint16_t n_sides; /* one of them is enough */
    uint8_t scope;    /* RuleScope */
} Gate;

typedef struct {
    VEC(Gate) items; /* by number in RuleSet.rules */
    VEC(uint32_t) sets;
} Gates;

static inline const uint32_t *gate_always(const Gates *gates, uint32_t rule) {
    return gates->sets.items + gates->items.items[rule].first;
}
static inline const uint32_t *next_set(const uint32_t *set) { return set + *set + 1; }
/* Whether the document at hand has what the rule needs. */
bool gate_open(const Gates *gates, uint32_t rule, const Presence *presence);

#endif
