/* Which elements hold what, anywhere in the grammar: for "it belongs in". */
#include "rng/validate.h"

static void add_names(const Schema *schema, uint32_t name_class, IndexVec *ret) {
    for (;;) {
        const NameClass *class = &schema->classes[name_class];
        if (class->kind == CLASS_NAME) index_add(ret, class->a);
        if (class->kind != CLASS_CHOICE) return;
        add_names(schema, class->a, ret);
        name_class = class->b;
    }
}

static void holdings_make(Validator *validator) {
    const Schema *schema = validator->machine.schema;
    Holdings *holdings = &validator->holdings;
    holdings->attributes = memory_alloc((schema->n_elements + 1) * sizeof(IndexVec));
    holdings->children = memory_alloc((schema->n_elements + 1) * sizeof(IndexVec));
    for (uint32_t i = 0; i < schema->n_elements; i++) {
        uint32_t name;
        if (class_first_name(schema, schema->elements[i].name_class, &name)) index_add(&holdings->names, name);
        Expectation found;
        expectation_of(&validator->machine, schema->elements[i].content, true, &found);
        for (uint32_t k = 0; k < found.attributes.n; k++)
            add_names(schema, schema->attributes[found.attributes.items[k]].name_class, &holdings->attributes[i]);
        for (uint32_t k = 0; k < found.elements.n; k++)
            add_names(schema, schema->elements[found.elements.items[k]].name_class, &holdings->children[i]);
        expectation_done(&found);
    }
}

void find_holders(Validator *validator, PatternKind kind, uint32_t name, IndexVec *ret) {
    const Schema *schema = validator->machine.schema;
    if (name >= schema->n_names) return;
    if (!validator->holdings.children) holdings_make(validator);
    const IndexVec *held = kind == P_ELEMENT ? validator->holdings.children : validator->holdings.attributes;
    for (uint32_t i = 0; i < schema->n_elements; i++) {
        uint32_t holder;
        if (index_has(&held[i], name) && class_first_name(schema, schema->elements[i].name_class, &holder))
            index_add(ret, holder);
    }
}

const IndexVec *all_element_names(Validator *validator) {
    if (!validator->holdings.children) holdings_make(validator);
    return &validator->holdings.names;
}

static bool is_open(const Validator *validator, uint32_t name) {
    for (uint32_t i = 1; i < validator->frames.n; i++)
        if (validator->frames.items[i].name == name) return true;
    return false;
}

/* Whether an element of that name may stand in an open one. */
static bool is_near(Validator *validator, uint32_t name) {
    IndexVec parents = {0};
    bool near = false;
    find_holders(validator, P_ELEMENT, name, &parents);
    for (uint32_t i = 0; i < parents.n && !near; i++) near = is_open(validator, parents.items[i]);
    vec_done(&parents);
    return near;
}

void keep_nearest_holders(Validator *validator, IndexVec *names) {
    for (int round = 0; round < 2; round++) {
        IndexVec kept = {0};
        for (uint32_t i = 0; i < names->n; i++) {
            uint32_t name = names->items[i];
            if (round == 0 ? is_open(validator, name) : is_near(validator, name)) vec_push(&kept, name);
        }
        if (kept.n) {
            names->n = 0;
            for (uint32_t i = 0; i < kept.n; i++) vec_push(names, kept.items[i]);
        }
        bool found = kept.n > 0;
        vec_done(&kept);
        if (found) return;
    }
}

void holdings_done(Validator *validator) {
    Holdings *holdings = &validator->holdings;
    if (!holdings->children) return;
    for (uint32_t i = 0; i < validator->machine.schema->n_elements; i++) {
        vec_done(&holdings->attributes[i]);
        vec_done(&holdings->children[i]);
    }
    vec_done(&holdings->names);
    free(holdings->attributes);
    free(holdings->children);
}
