/* Gates: what each rule asks of a document before it runs. Most rules are turned away by most documents, so this stands
 * side by side in memory, apart from the rules.
 *
 * May include: base/, rule/presence.h, rule/ruleset.h. */
#ifndef RULE_GATE_H
#define RULE_GATE_H

#include "rule/presence.h"
#include "rule/ruleset.h"

typedef struct {
    uint32_t first;             /* in Gates.needs: what it always needs, then for each side how many and which */
    uint16_t n_always, n_sides; /* sides: of the select; one of them is enough */
    uint8_t scope;              /* RuleScope */
    uint8_t severity;           /* Severity, in this run */
} Gate;

typedef struct {
    Gate *items; /* by number in RuleSet.rules */
    VEC(uint32_t) needs;
} Gates;

void gates_init(Gates *gates, const RuleSet *rules, const Catalogue *catalogue);
void gates_done(Gates *gates);

static inline Severity gate_severity(const Gates *gates, uint32_t rule) {
    return (Severity)gates->items[rule].severity;
}
static inline uint8_t gate_scope(const Gates *gates, uint32_t rule) { return gates->items[rule].scope; }
/* Whether the document at hand has what the rule needs. */
bool gate_open(const Gates *gates, uint32_t rule, const Presence *presence);

#endif
