/* The last station: Simples become patterns, tables become a Schema. */
#include <string.h>

#include "base/hash.h"
#include "rng/datatype.h"
#include "rng/grammar.h"

static PatternId emit(Tables *tables, Simple *simple);

/* a before b, so that patterns are numbered in the order of the grammar. */
static PatternId emit_pair(Tables *tables, const Simple *simple,
                           PatternId join(PatternStore *store, PatternId a, PatternId b)) {
    PatternId a = emit(tables, simple->a);
    return join(&tables->store, a, emit(tables, simple->b));
}

static PatternId emit_afresh(Tables *tables, Simple *simple) {
    PatternStore *store = &tables->store;
    switch (simple->kind) {
    case P_EMPTY: return EMPTY;
    case P_TEXT: return TEXT;
    case P_CHOICE: return emit_pair(tables, simple, pattern_choice);
    case P_INTERLEAVE: return emit_pair(tables, simple, pattern_interleave);
    case P_GROUP: return emit_pair(tables, simple, pattern_group);
    case P_ONE_OR_MORE: return pattern_one_or_more(store, emit(tables, simple->a));
    case P_LIST: return pattern_list(store, emit(tables, simple->a));
    case P_DATA: return pattern_data(store, simple->index, simple->a ? emit(tables, simple->a) : NOT_ALLOWED);
    case P_VALUE: return pattern_value(store, simple->index);
    case P_GUARD: return pattern_guard(store, emit(tables, simple->a), simple->index);
    case P_ELEMENT: return pattern_element(store, simple->index);
    case P_ATTRIBUTE: {
        PatternId content = emit(tables, simple->a);
        tables->attributes.items[simple->index].content = content;
        return pattern_attribute(store, simple->index);
    }
    default: return NOT_ALLOWED;
    }
}

static PatternId emit(Tables *tables, Simple *simple) {
    if (!simple->emitted) simple->pattern = emit_afresh(tables, simple);
    simple->emitted = true;
    return simple->pattern;
}

static const void *copied(const void *items, size_t n, size_t size) {
    void *copy = memory_alloc((n + 1) * size);
    if (n) memcpy(copy, items, n * size);
    return copy;
}
/* The vectors of the tables, each with its length. */
static void copy_vectors(Schema *schema, const Tables *tables) {
    schema->n_namespaces = tables->namespaces.n;
    schema->n_classes = tables->classes.n;
    schema->n_elements = tables->elements.n;
    schema->n_attributes = tables->attributes.n;
    schema->n_data = tables->data.n;
    schema->n_params = tables->params.n;
    schema->n_values = tables->values.n;
    schema->n_notes = tables->notes.n;
    schema->n_guards = tables->guards.n;
    schema->namespaces = copied(tables->namespaces.items, tables->namespaces.n, sizeof(uint32_t));
    schema->classes = copied(tables->classes.items, tables->classes.n, sizeof(NameClass));
    schema->elements = copied(tables->elements.items, tables->elements.n, sizeof(Item));
    schema->attributes = copied(tables->attributes.items, tables->attributes.n, sizeof(Item));
    schema->data = copied(tables->data.items, tables->data.n, sizeof(Data));
    schema->params = copied(tables->params.items, tables->params.n, sizeof(Param));
    schema->values = copied(tables->values.items, tables->values.n, sizeof(Value));
    schema->notes = copied(tables->notes.items, tables->notes.n, sizeof(Note));
    schema->guards = copied(tables->guards.items, tables->guards.n, sizeof(Guard));
}

static void emit_names(Schema *schema) {
    uint32_t size = 16;
    while (size < 2 * schema->n_names + 2) size *= 2;
    uint32_t *table = memory_alloc(size * sizeof *table);
    memset(table, 0xFF, size * sizeof *table);
    for (uint32_t name = 0; name < schema->n_names; name++) {
        const char *local = schema_string(schema, schema->names[name].local);
        uint32_t i = hash_bytes(schema->names[name].ns, local, (uint32_t)strlen(local));
        while (table[i & (size - 1)] != UINT32_MAX) i++;
        table[i & (size - 1)] = name;
    }
    schema->name_table = table;
    schema->name_table_size = size;
}

static void emit_facts(Loader *loader, Schema *schema) {
    for (uint32_t i = 0; i < schema->n_data; i++) schema->qualified |= datatype_is_qualified(schema->data[i].type);
    for (uint32_t i = 0; i < schema->n_values; i++) schema->qualified |= datatype_is_qualified(schema->values[i].type);
    schema->oldest = loader->oldest;
    schema->newest = loader->newest;
}

Schema *emit_schema(Loader *loader, Simple *start) {
    Tables *tables = &loader->tables;
    uint32_t help = table_string(tables, loader->unknown_help ? loader->unknown_help : "");
    PatternId first = emit(tables, start);
    for (uint32_t i = 0; i < loader->queue.n; i++) {
        Simple *element = loader->queue.items[i];
        PatternId content = emit(tables, element->a);
        tables->elements.items[element->index].content = content;
    }
    if (tables->store.overflow) return NULL;
    Schema *schema = memory_alloc(sizeof *schema);
    *schema = (Schema){.start = first, .unknown_help = help};
    copy_vectors(schema, tables);
    schema->patterns = copied(tables->store.patterns.items, tables->store.patterns.n, sizeof(Pattern));
    schema->n_patterns = tables->store.patterns.n;
    schema->pool = copied(tables->store.pool.items, tables->store.pool.n, sizeof(PatternId));
    schema->n_pool = tables->store.pool.n;
    schema->table = copied(tables->store.table, tables->store.table_size, sizeof(PatternId));
    schema->table_size = tables->store.table_size;
    schema->names = copied(tables->names.pairs.items, tables->names.pairs.n, sizeof(Name));
    schema->n_names = tables->names.pairs.n;
    schema->strings = copied(tables->strings.bytes, tables->strings.n_bytes, 1);
    schema->n_strings = tables->strings.n_bytes;
    emit_names(schema);
    emit_facts(loader, schema);
    return schema;
}

void schema_free(Schema *schema) {
    if (!schema) return;
    const void *const arrays[] = {schema->patterns,   schema->pool,    schema->table,  schema->elements,
                                  schema->attributes, schema->classes, schema->names,  schema->name_table,
                                  schema->namespaces, schema->data,    schema->params, schema->values,
                                  schema->notes,      schema->guards,  schema->strings};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) free((void *)arrays[i]);
    free(schema);
}
