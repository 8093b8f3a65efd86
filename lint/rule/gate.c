#include "rule/gate.h"

static void add_needs(Gates *gates, NeedSet needs) {
    for (uint32_t i = 0; i < needs.n; i++) vec_push(&gates->needs, needs.items[i]);
}

static Gate gate_of(Gates *gates, const Rule *rule, const Catalogue *catalogue) {
    Gate gate = {.first = gates->needs.n,
                 .n_always = (uint16_t)rule->always.n,
                 .n_sides = (uint16_t)rule->n_sides,
                 .scope = rule->record->scope,
                 .severity = (uint8_t)catalogue_severity(catalogue, &rule->kind)};
    add_needs(gates, rule->always);
    for (uint32_t i = 0; i < rule->n_sides; i++) {
        vec_push(&gates->needs, rule->sides[i].n);
        add_needs(gates, rule->sides[i]);
    }
    return gate;
}

void gates_init(Gates *gates, const RuleSet *rules, const Catalogue *catalogue) {
    gates->items = memory_alloc((rules->rules.n + 1) * sizeof *gates->items);
    for (uint32_t i = 0; i < rules->rules.n; i++) gates->items[i] = gate_of(gates, rules->rules.items[i], catalogue);
}

void gates_done(Gates *gates) {
    free(gates->items);
    vec_done(&gates->needs);
}

bool gate_open(const Gates *gates, uint32_t rule, const Presence *presence) {
    const Gate *gate = &gates->items[rule];
    const uint32_t *needs = gates->needs.items + gate->first;
    if (!presence_has_all(presence, needs, gate->n_always)) return false;
    needs += gate->n_always;
    for (uint32_t i = 0; i < gate->n_sides; i++, needs += *needs + 1)
        if (presence_has_all(presence, needs + 1, *needs)) return true;
    return gate->n_sides == 0;
}
