/* The growing arrays of a Schema. */
#include <string.h>

#include "rng/datatype.h"
#include "rng/grammar.h"
#include "rng/lexical.h"

void tables_init(Tables *tables) {
    *tables = (Tables){0};
    texts_init(&tables->strings);
    texts_add(&tables->strings, "");
    pairs_init(&tables->names);
    vec_push(&tables->namespaces, 0);
    vec_push(&tables->notes, ((Note){0}));
    store_init(&tables->store);
    tables->store.limit = 2000000;
    tables->store.pool_limit = 8000000;
}

void tables_done(Tables *tables) {
    texts_done(&tables->strings);
    pairs_done(&tables->names);
    vec_done(&tables->namespaces);
    vec_done(&tables->classes);
    vec_done(&tables->elements);
    vec_done(&tables->attributes);
    vec_done(&tables->data);
    vec_done(&tables->params);
    vec_done(&tables->values);
    vec_done(&tables->notes);
    vec_done(&tables->guards);
    store_done(&tables->store);
}

uint32_t table_string(Tables *tables, const char *text) {
    uint32_t number = texts_add(&tables->strings, text);
    return tables->strings.starts.items[number];
}

uint32_t table_namespace(Tables *tables, const char *ns) {
    uint32_t string = table_string(tables, ns);
    for (uint32_t i = 0; i < tables->namespaces.n; i++)
        if (tables->namespaces.items[i] == string) return i;
    vec_push(&tables->namespaces, string);
    return tables->namespaces.n - 1;
}

uint32_t table_name(Tables *tables, const char *ns, const char *local) {
    return pairs_add(&tables->names, table_namespace(tables, ns), table_string(tables, local));
}

static uint32_t class_add(Tables *tables, ClassKind kind, uint32_t a, uint32_t b) {
    vec_push(&tables->classes, ((NameClass){kind, a, b}));
    return tables->classes.n - 1;
}

static uint32_t class_of_children(Loader *loader, const Node *first) {
    if (!first) return CLASS_NONE;
    uint32_t a = table_class(loader, first), b = CLASS_NONE;
    /* from the left, so that no more than the last of a long choice is recursed into */
    for (const Node *node = first->next; node; node = node->next) {
        b = table_class(loader, node);
        a = class_add(&loader->tables, CLASS_CHOICE, b, a);
    }
    return a;
}

uint32_t table_class(Loader *loader, const Node *node) {
    Tables *tables = &loader->tables;
    uint32_t except = node->kind == N_NAME ? CLASS_NONE : class_of_children(loader, node->first);
    switch (node->kind) {
    case N_NAME: return class_add(tables, CLASS_NAME, table_name(tables, node->ns, node->name), 0);
    case N_NS_NAME: return class_add(tables, CLASS_NS, table_namespace(tables, node->ns), except);
    case N_ANY_NAME: return class_add(tables, CLASS_ANY, 0, except);
    default: return except; /* choice, except */
    }
}

uint32_t table_data(Loader *loader, const Node *node) {
    Tables *tables = &loader->tables;
    int type = datatype_find(node->library, node->type);
    Data data = {(uint32_t)type, tables->params.n, 0, table_string(tables, node->text ? node->text : "")};
    for (const Node *param = node->first; param; param = param->next) {
        if (param->kind != N_PARAM) continue;
        vec_push(&tables->params, ((Param){(uint32_t)facet_find(param->name), table_string(tables, param->text)}));
        data.n_params++;
    }
    for (uint32_t i = 0; i < tables->data.n; i++) {
        const Data *old = &tables->data.items[i];
        if (old->type != data.type || old->n_params != data.n_params || old->format != data.format) continue;
        const Param *params = tables->params.items;
        if (data.n_params && memcmp(params + old->param, params + data.param, data.n_params * sizeof *params)) continue;
        tables->params.n = data.param;
        return i;
    }
    vec_push(&tables->data, data);
    return tables->data.n - 1;
}

uint32_t table_value(Loader *loader, const Node *node) {
    Tables *tables = &loader->tables;
    int type = datatype_find(node->library, node->type);
    Text clean = {0};
    lexical_clean(&clean, node->text, type_row((uint32_t)type)->space);
    Value value = {(uint32_t)type, table_string(tables, text_str(&clean)), 0, node->note};
    if (datatype_is_qualified((uint32_t)type)) {
        const char *ns = strchr(text_str(&clean), ':') ? qname_namespace(text_str(&clean), node->xml) : node->ns;
        value.ns = table_string(tables, ns ? ns : "");
    }
    text_done(&clean);
    for (uint32_t i = tables->values.n; i-- > 0 && tables->values.n - i < 64;)
        if (memcmp(&tables->values.items[i], &value, sizeof value) == 0) return i;
    vec_push(&tables->values, value);
    return tables->values.n - 1;
}

_Static_assert(sizeof(Name) == sizeof(Pair), "a name is a pair of numbers");

const Schema *table_view(Tables *tables) {
    static const uint32_t no_names[] = {UINT32_MAX};
    tables->view = (Schema){.classes = tables->classes.items,
                            .names = (const Name *)tables->names.pairs.items,
                            .name_table = no_names,
                            .name_table_size = 1,
                            .namespaces = tables->namespaces.items,
                            .strings = tables->strings.bytes,
                            .n_classes = tables->classes.n,
                            .n_names = tables->names.pairs.n,
                            .n_namespaces = tables->namespaces.n};
    return &tables->view;
}
