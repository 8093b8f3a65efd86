#include "rule/gate.h"

bool gate_open(const Gates *gates, uint32_t rule, const Presence *presence) {
    uint32_t n_sides = gates->items.items[rule].n_sides;
    const uint32_t *set = gate_always(gates, rule);
    if (!presence_has_all(presence, set)) return false;
    for (uint32_t i = 0; i < n_sides; i++)
        if (presence_has_all(presence, set = next_set(set))) return true;
    return n_sides == 0;
}
