/* The short form: what sections 4.12 to 4.21 of the specification leave of a pattern. */
#include "rng/grammar.h"

typedef struct {
    Loader *loader;
    Scope *scope;
    const Node *node;
    uint32_t depth;
} Maker;

static Simple *make(Maker at, Node *node);

static Simple *simple_new(Maker at, PatternKind kind, Simple *a, Simple *b) {
    Loader *loader = at.loader;
    if (++loader->n_simples > GRAMMAR_SIMPLES_MAX && !loader->limit) {
        loader->limit = true;
        fault(loader, at.node, "schema-grammar-limit", "the grammar has more than %d patterns", GRAMMAR_SIMPLES_MAX);
    }
    Simple *simple = arena_alloc(loader->arena, sizeof *simple);
    uint32_t left = a ? a->depth : 0, right = b ? b->depth : 0;
    simple->depth = (left > right ? left : right) + 1;
    if (simple->depth > GRAMMAR_SIMPLE_DEPTH_MAX && !loader->limit) {
        loader->limit = true;
        fault(loader, at.node, "schema-grammar-limit", "a pattern is more than %d deep", GRAMMAR_SIMPLE_DEPTH_MAX);
    }
    simple->kind = kind;
    simple->a = a;
    simple->b = b;
    simple->node = at.node;
    return simple;
}

static bool is_nothing(const Simple *simple) { return simple->kind == P_NOT_ALLOWED; }

/* 4.20 and 4.21 for the three that join two patterns. */
static Simple *join(Maker at, PatternKind kind, Simple *a, Simple *b) {
    if (kind == P_CHOICE) {
        if (is_nothing(a)) return b;
        if (is_nothing(b) || a == b) return a;
        if (a->kind == P_EMPTY && b->kind == P_EMPTY) return a;
    } else {
        if (is_nothing(a) || b->kind == P_EMPTY) return a;
        if (is_nothing(b) || a->kind == P_EMPTY) return b;
    }
    return simple_new(at, kind, a, b);
}

/* Halves, so that a long list makes a low tree. */
static Simple *join_all(Maker at, PatternKind kind, Simple **items, uint32_t n) {
    if (n == 1) return items[0];
    Simple *left = join_all(at, kind, items, n / 2);
    return join(at, kind, left, join_all(at, kind, items + n / 2, n - n / 2));
}

static Simple *join_children(Maker at, PatternKind kind, Node *first) {
    VEC(Simple *) items = {0};
    for (Node *child = first; child; child = child->next) vec_push(&items, make(at, child));
    Simple *whole = items.n ? join_all(at, kind, items.items, items.n) : &at.loader->not_allowed;
    vec_done(&items);
    return whole;
}

static Simple *one_or_more(Maker at, Simple *a) {
    return is_nothing(a) || a->kind == P_EMPTY ? a : simple_new(at, P_ONE_OR_MORE, a, NULL);
}

static Simple *with_guard(Maker at, const Node *node, Simple *simple) {
    if (!node->guard || is_nothing(simple)) return simple;
    Simple *guard = simple_new(at, P_GUARD, simple, NULL);
    guard->index = node->guard - 1;
    return guard;
}

static Simple *simple_of_definition(Maker at, Definition *definition) {
    if (definition->simple) return definition->simple;
    definition->open = true;
    VEC(Simple *) items = {0};
    for (uint32_t i = 0; i < definition->parts.n; i++) {
        Node *part = definition->parts.items[i];
        at.node = part;
        vec_push(&items, with_guard(at, part, join_children(at, P_GROUP, part->first)));
    }
    PatternKind kind = definition->combine == N_INTERLEAVE ? P_INTERLEAVE : P_CHOICE;
    definition->simple = items.n ? join_all(at, kind, items.items, items.n) : &at.loader->not_allowed;
    definition->open = false;
    vec_done(&items);
    return definition->simple;
}

static Simple *make_reference(Maker at, const Node *node, Scope *scope) {
    Definition *definition = scope && node->name ? scope_find(scope, node->name) : NULL;
    if (!definition || at.loader->limit) return &at.loader->not_allowed;
    if (definition->open) {
        if (!definition->faulty)
            fault(at.loader, node, "schema-grammar-reference", "definition %s refers to itself with no element between",
                  node->name);
        definition->faulty = true;
        return &at.loader->not_allowed;
    }
    at.scope = scope;
    return simple_of_definition(at, definition);
}

static Simple *make_element(Maker at, const Node *node) {
    Tables *tables = &at.loader->tables;
    Simple *element = simple_new(at, P_ELEMENT, NULL, NULL);
    element->scope = at.scope;
    element->index = tables->elements.n;
    uint32_t name_class = table_class(at.loader, node->first);
    vec_push(&tables->elements, ((Item){name_class, NOT_ALLOWED, node->note}));
    return element;
}

static Simple *make_attribute(Maker at, const Node *node) {
    Tables *tables = &at.loader->tables;
    Node *value = node->first->next;
    Simple *content = value ? join_children(at, P_GROUP, value) : &at.loader->text;
    if (is_nothing(content)) return content;
    Simple *attribute = simple_new(at, P_ATTRIBUTE, content, NULL);
    uint32_t name_class = table_class(at.loader, node->first);
    attribute->index = tables->attributes.n;
    vec_push(&tables->attributes, ((Item){name_class, NOT_ALLOWED, node->note}));
    return attribute;
}

static Simple *make_data(Maker at, const Node *node) {
    Simple *except = NULL;
    for (Node *child = node->first; child; child = child->next)
        if (child->kind == N_EXCEPT) except = join_children(at, P_CHOICE, child->first);
    Simple *data = simple_new(at, P_DATA, except && !is_nothing(except) ? except : NULL, NULL);
    data->index = table_data(at.loader, node);
    return data;
}

static Simple *make_value(Maker at, const Node *node) {
    Simple *value = simple_new(at, P_VALUE, NULL, NULL);
    value->index = table_value(at.loader, node);
    return value;
}

static Simple *make_list(Maker at, const Node *node) {
    Simple *content = join_children(at, P_GROUP, node->first);
    return is_nothing(content) ? content : simple_new(at, P_LIST, content, NULL);
}

static Simple *make_grammar(Maker at, const Node *node) {
    if (!node->scope || !node->scope->start) return &at.loader->not_allowed;
    at.scope = node->scope;
    return simple_of_definition(at, at.scope->start);
}

static Simple *make_plain(Maker at, Node *node) {
    Loader *loader = at.loader;
    switch (node->kind) {
    case N_ELEMENT: return make_element(at, node);
    case N_ATTRIBUTE: return make_attribute(at, node);
    case N_GROUP: return join_children(at, P_GROUP, node->first);
    case N_INTERLEAVE: return join_children(at, P_INTERLEAVE, node->first);
    case N_CHOICE: return join_children(at, P_CHOICE, node->first);
    case N_OPTIONAL: return join(at, P_CHOICE, join_children(at, P_GROUP, node->first), &loader->empty);
    case N_ZERO_OR_MORE:
        return join(at, P_CHOICE, one_or_more(at, join_children(at, P_GROUP, node->first)), &loader->empty);
    case N_ONE_OR_MORE: return one_or_more(at, join_children(at, P_GROUP, node->first));
    case N_LIST: return make_list(at, node);
    case N_MIXED: return join(at, P_INTERLEAVE, join_children(at, P_GROUP, node->first), &loader->text);
    case N_REF: return make_reference(at, node, at.scope);
    case N_PARENT_REF: return make_reference(at, node, at.scope ? at.scope->parent : NULL);
    case N_EMPTY: return simple_new(at, P_EMPTY, NULL, NULL);
    case N_TEXT: return simple_new(at, P_TEXT, NULL, NULL);
    case N_VALUE: return make_value(at, node);
    case N_DATA: return make_data(at, node);
    case N_EXTERNAL_REF: return node->included ? make(at, node->included) : &loader->not_allowed;
    case N_GRAMMAR: return make_grammar(at, node);
    default: return &loader->not_allowed;
    }
}

static Simple *make(Maker at, Node *node) {
    at.node = node;
    if (++at.depth > GRAMMAR_DEPTH_MAX && !at.loader->limit) {
        at.loader->limit = true;
        fault(at.loader, node, "schema-grammar-limit", "patterns stand in patterns more than %d deep",
              GRAMMAR_DEPTH_MAX);
    }
    if (at.loader->limit) return &at.loader->not_allowed;
    return with_guard(at, node, make_plain(at, node));
}

Simple *simple_of_start(Loader *loader, Scope *scope) {
    Maker at = {loader, scope, scope->node, 0};
    return scope->start ? simple_of_definition(at, scope->start) : &loader->not_allowed;
}

void queue_elements(Loader *loader, Simple *simple) {
    if (!simple || simple->queued) return;
    simple->queued = true;
    if (simple->kind == P_ELEMENT) {
        vec_push(&loader->queue, simple);
        return;
    }
    if (simple->kind == P_ATTRIBUTE) return;
    queue_elements(loader, simple->a);
    queue_elements(loader, simple->b);
}

void simple_fill_element(Loader *loader, Simple *element) {
    Maker at = {loader, element->scope, element->node, 0};
    Node *first = element->node->first->next;
    element->a = first ? join_children(at, P_GROUP, first) : &loader->not_allowed;
    queue_elements(loader, element->a);
}
