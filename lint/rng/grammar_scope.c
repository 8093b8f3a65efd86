/* Which definition a name means: grammars, include with its overrides (4.7), combine (4.17). */
#include <string.h>

#include "base/hash.h"
#include "rng/grammar.h"

typedef VEC(Node *) NodeVec;

static uint32_t slot(const char *name) { return hash_bytes(0, name, (uint32_t)strlen(name)) & 255; }

Definition *scope_find(Scope *scope, const char *name) {
    if (!name) return scope->start;
    Definition *definition = scope->table[slot(name)];
    while (definition && strcmp(definition->name, name) != 0) definition = definition->next;
    return definition;
}

static Definition *scope_add(Loader *loader, Scope *scope, const char *name) {
    Definition *definition = scope_find(scope, name);
    if (definition) return definition;
    definition = arena_alloc(loader->arena, sizeof *definition);
    definition->name = name;
    definition->combine = N_KINDS;
    if (!name) {
        scope->start = definition;
    } else {
        definition->next = scope->table[slot(name)];
        scope->table[slot(name)] = definition;
    }
    return definition;
}

static bool same_component(const Node *a, const Node *b) {
    if (a->kind != b->kind) return false;
    return a->kind == N_START || (a->name && b->name && strcmp(a->name, b->name) == 0);
}

/* Drops what the include's own components replace: all of that name from begin to end of parts. */
static void override(Loader *loader, NodeVec *parts, uint32_t begin, const Node *by) {
    uint32_t kept = begin, n = parts->n;
    for (uint32_t i = begin; i < n; i++)
        if (!same_component(parts->items[i], by)) parts->items[kept++] = parts->items[i];
    parts->n = kept;
    if (kept == n)
        fault(loader, by, "schema-grammar-reference", "%s%s replaces nothing: the included grammar does not have it",
              by->kind == N_START ? "start" : "definition ", by->name ? by->name : "");
}

static void gather(Loader *loader, const Node *parent, NodeVec *parts) {
    for (Node *node = parent->first; node; node = node->next) {
        if (node->kind == N_DIV) gather(loader, node, parts);
        else if (node->kind != N_INCLUDE) vec_push(parts, node);
        else if (node->included) {
            uint32_t begin = parts->n;
            NodeVec own = {0};
            gather(loader, node->included, parts);
            gather(loader, node, &own);
            for (uint32_t i = 0; i < own.n; i++) {
                bool again = false; /* a definition combined within the include replaces once */
                for (uint32_t k = 0; k < i; k++) again |= same_component(own.items[k], own.items[i]);
                if (!again) override(loader, parts, begin, own.items[i]);
            }
            for (uint32_t i = 0; i < own.n; i++) vec_push(parts, own.items[i]);
            vec_done(&own);
        }
    }
}

static const char *what(const Definition *definition, Loader *loader) {
    return definition->name ? arena_printf(loader->arena, "definition %s", definition->name) : "start";
}

static void add_part(Loader *loader, Definition *definition, Node *node) {
    static const char id[] = "schema-grammar-reference";
    for (uint32_t i = 0; i < definition->parts.n && node->combine == N_KINDS; i++) {
        if (definition->parts.items[i]->combine != N_KINDS) continue;
        fault(loader, node, id, "second %s without combine", what(definition, loader));
        definition->faulty = true;
        return;
    }
    if (node->combine != N_KINDS) {
        if (definition->combine != N_KINDS && definition->combine != node->combine)
            fault(loader, node, id, "%s is combined as choice and as interleave", what(definition, loader));
        definition->combine = node->combine;
    }
    vec_push(&definition->parts, node);
}

Scope *scope_make(Loader *loader, const Node *grammar, Scope *parent) {
    Scope *scope = arena_alloc(loader->arena, sizeof *scope);
    NodeVec parts = {0};
    scope->parent = parent;
    scope->node = grammar;
    vec_push(&loader->scopes, scope);
    gather(loader, grammar, &parts);
    for (uint32_t i = 0; i < parts.n; i++) {
        Node *node = parts.items[i];
        if (node->kind == N_START) add_part(loader, scope_add(loader, scope, NULL), node);
        else if (node->name) add_part(loader, scope_add(loader, scope, node->name), node);
    }
    vec_done(&parts);
    if (!scope->start) fault(loader, grammar, "schema-grammar-reference", "the grammar has no <start>");
    return scope;
}
