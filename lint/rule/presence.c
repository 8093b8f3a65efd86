#include "rule/presence.h"

#include <string.h>

#include "base/hash.h"

/* Several needs may name one value: they stand in slots of their own. */
typedef struct ValueNeed {
    uint32_t name, hash, need;
    Slice value; /* p NULL: the slot is free */
} ValueNeed;

static void put(Presence *presence, ValueNeed value) {
    uint32_t i = value.hash;
    while (presence->values[i & (presence->room - 1)].value.p) i++;
    presence->values[i & (presence->room - 1)] = value;
}

static void grow(Presence *presence) {
    ValueNeed *old = presence->values;
    uint32_t n = presence->room;
    presence->room = n ? 2 * n : 1024;
    presence->values = memory_alloc(presence->room * sizeof *presence->values);
    for (uint32_t i = 0; i < n; i++)
        if (old[i].value.p) put(presence, old[i]);
    free(old);
}

static void add_value(Presence *presence, uint32_t name, Slice value, uint32_t need) {
    if (2 * ++presence->n_values > presence->room) grow(presence);
    put(presence, (ValueNeed){name, hash_bytes(name, value.p, value.n), need, value});
    presence->has_values[name] = true;
}

/* values: lines. */
static void add_values(Presence *presence, uint32_t name, const char *values, uint32_t need) {
    for (const char *end; *values; values = *end ? end + 1 : end) {
        end = values + strcspn(values, "\n");
        add_value(presence, name, (Slice){values, (size_t)(end - values)}, need);
    }
}

static void add_need(Presence *presence, const Intern *names, const char *text, uint32_t need) {
    bool attribute = text[0] == '@';
    size_t n = strcspn(text + attribute, "=");
    uint32_t name = intern_find(names, (Slice){text + attribute, n});
    if (name == INTERN_NONE) return; /* no document has it */
    if (text[attribute + n]) add_values(presence, name, text + attribute + n + 1, need);
    else presence->by_name[2 * name + attribute] = need;
}

void presence_init(Presence *presence, const Intern *needs, const Intern *names) {
    uint32_t n = intern_count(needs);
    *presence = (Presence){.n_names = intern_count(names)};
    presence->by_name = memory_alloc((2 * presence->n_names + 1) * sizeof *presence->by_name);
    presence->has_values = memory_alloc((presence->n_names + 1) * sizeof *presence->has_values);
    presence->present = memory_alloc((n + 1) * sizeof *presence->present);
    memset(presence->by_name, 0xFF, 2 * presence->n_names * sizeof *presence->by_name);
    for (uint32_t need = 0; need < n; need++) add_need(presence, names, intern_string(needs, need), need);
}

void presence_done(Presence *presence) {
    free(presence->by_name);
    free(presence->has_values);
    free(presence->values);
    free(presence->present);
}

static void mark_values(Presence *presence, uint32_t name, const char *text) {
    size_t n = strlen(text);
    uint32_t hash = hash_bytes(name, text, n), mask = presence->room - 1;
    for (uint32_t i = hash; presence->values[i & mask].value.p; i++) {
        const ValueNeed *value = &presence->values[i & mask];
        if (value->hash == hash && value->name == name && slice_equal(value->value, (Slice){text, n}))
            presence->present[value->need] = presence->mark;
    }
}

void presence_mark(Presence *presence, const Tree *tree) {
    presence->mark++;
    for (Node node = 1; node < tree->nodes.n; node++) {
        const TreeNode *n = tree_node(tree, node);
        if (n->name >= presence->n_names) continue;
        uint32_t need = presence->by_name[2 * n->name + (n->kind == TREE_ATTRIBUTE)];
        if (need != INTERN_NONE) presence->present[need] = presence->mark;
        if (n->kind == TREE_ATTRIBUTE && presence->has_values[n->name]) mark_values(presence, n->name, n->text);
    }
}
