#include "rng/expect.h"

#include <string.h>

bool index_has(const IndexVec *list, uint32_t index) {
    for (uint32_t i = 0; i < list->n; i++)
        if (list->items[i] == index) return true;
    return false;
}

void index_add(IndexVec *list, uint32_t index) {
    if (!index_has(list, index)) vec_push(list, index);
}

typedef struct {
    Machine *machine;
    Expectation *found;
    bool skipping;
} Walk;

static void walk(Walk *work, PatternId id);

static void walk_members(Walk *work, const Pattern *p) {
    for (uint32_t i = 0; i < p->b; i++) walk(work, work->machine->store.pool.items[p->a + i]);
}

static void walk_group(Walk *work, const Pattern *p) {
    walk(work, p->a);
    bool on = work->skipping || pattern_nullable(&work->machine->store, p->a);
    /* attributes have no order, and those that are no element's stand beside groups anyway */
    if (on || pattern_get(&work->machine->store, p->b)->flags & PATTERN_ATTRIBUTES) walk(work, p->b);
}

static void walk(Walk *work, PatternId id) {
    if (!machine_first_visit(work->machine, id)) return; /* it is a DAG, not a tree */
    Pattern p = *pattern_get(&work->machine->store, id);
    Expectation *found = work->found;
    switch ((PatternKind)p.kind) {
    case P_TEXT: found->text = true; break;
    case P_CHOICE:
    case P_INTERLEAVE: walk_members(work, &p); break;
    case P_GROUP: walk_group(work, &p); break;
    case P_LIST: found->list = true; /* fall through */
    case P_GUARD:
    case P_ONE_OR_MORE:
    case P_AFTER: walk(work, p.a); break;
    case P_DATA: index_add(&found->data, p.a); break;
    case P_VALUE: index_add(&found->values, p.a); break;
    case P_ATTRIBUTE: index_add(&found->attributes, p.a); break;
    case P_ELEMENT: index_add(&found->elements, p.a); break;
    default: break;
    }
}

static int compare_indexes(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort_indexes(IndexVec *list) {
    if (list->n > 1) qsort(list->items, list->n, sizeof *list->items, compare_indexes);
}

static void collect(Machine *machine, PatternId pattern, bool skipping, Expectation *found) {
    Walk work = {machine, found, skipping};
    machine_begin_walk(machine);
    walk(&work, pattern);
    sort_indexes(&found->elements);
    sort_indexes(&found->attributes);
    sort_indexes(&found->values);
    sort_indexes(&found->data);
}

void expectation_of(Machine *machine, PatternId pattern, bool skipping, Expectation *ret) {
    *ret = (Expectation){0};
    collect(machine, pattern, skipping, ret);
}

void expectation_done(Expectation *expectation) {
    vec_done(&expectation->elements);
    vec_done(&expectation->attributes);
    vec_done(&expectation->values);
    vec_done(&expectation->data);
}

void expectation_of_attr(Machine *machine, PatternId pattern, uint32_t name, Expectation *ret) {
    Expectation whole;
    expectation_of(machine, pattern, true, &whole);
    for (uint32_t i = 0; i < whole.attributes.n; i++) {
        const Item *attribute = &machine->schema->attributes[whole.attributes.items[i]];
        if (class_contains(machine->schema, attribute->name_class, name))
            collect(machine, machine_resolve(machine, attribute->content), true, ret);
    }
    expectation_done(&whole);
}

/* ---- what is required ---- */

static void keep_common(IndexVec *list, const IndexVec *other) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->n; i++)
        if (index_has(other, list->items[i])) list->items[kept++] = list->items[i];
    list->n = kept;
}

static void add_name(Machine *machine, const Item *item, IndexVec *ret) {
    if (machine->schema->classes[item->name_class].kind == CLASS_NAME)
        index_add(ret, machine->schema->classes[item->name_class].a);
}

static void required_of_choice(Machine *machine, const Pattern *p, PatternKind want, IndexVec *ret) {
    for (uint32_t i = 0; i < p->b; i++) {
        IndexVec names = {0};
        required_names(machine, machine->store.pool.items[p->a + i], want, &names);
        if (i == 0)
            for (uint32_t k = 0; k < names.n; k++) vec_push(ret, names.items[k]);
        else keep_common(ret, &names);
        vec_done(&names);
    }
}

void required_names(Machine *machine, PatternId pattern, PatternKind want, IndexVec *ret) {
    Pattern p = *pattern_get(&machine->store, pattern);
    if (want == P_ATTRIBUTE && !(p.flags & PATTERN_ATTRIBUTES)) return;
    if (want == P_ELEMENT && p.flags & PATTERN_NULLABLE) return;
    IndexVec own = {0};
    switch ((PatternKind)p.kind) {
    case P_CHOICE: required_of_choice(machine, &p, want, &own); break;
    case P_INTERLEAVE:
        for (uint32_t i = 0; i < p.b; i++) required_names(machine, machine->store.pool.items[p.a + i], want, &own);
        break;
    case P_GROUP:
        required_names(machine, p.a, want, &own);
        required_names(machine, p.b, want, &own);
        break;
    case P_ONE_OR_MORE:
    case P_AFTER: required_names(machine, p.a, want, &own); break;
    case P_ATTRIBUTE:
    case P_ELEMENT:
        if (p.kind == want)
            add_name(machine, want == P_ELEMENT ? &machine->schema->elements[p.a] : &machine->schema->attributes[p.a],
                     &own);
        break;
    default: break;
    }
    for (uint32_t i = 0; i < own.n; i++) index_add(ret, own.items[i]);
    vec_done(&own);
}

void alternative_names(Machine *machine, PatternId pattern, PatternKind want, IndexVec *ret) {
    Pattern p = *pattern_get(&machine->store, pattern);
    if (want == P_ELEMENT && p.flags & PATTERN_NULLABLE) return;
    if (want == P_ATTRIBUTE && !(p.flags & PATTERN_ATTRIBUTES)) return;
    if (p.kind == P_CHOICE) {
        for (uint32_t i = 0; i < p.b; i++) {
            PatternId member = machine->store.pool.items[p.a + i];
            IndexVec names = {0};
            required_names(machine, member, want, &names);
            if (names.n) index_add(ret, names.items[0]);
            else alternative_names(machine, member, want, ret);
            vec_done(&names);
        }
    } else if (p.kind == P_INTERLEAVE) {
        for (uint32_t i = 0; i < p.b && ret->n == 0; i++)
            alternative_names(machine, machine->store.pool.items[p.a + i], want, ret);
    } else if (p.kind == P_GROUP || p.kind == P_ONE_OR_MORE || p.kind == P_AFTER) {
        alternative_names(machine, p.a, want, ret);
        if (ret->n == 0 && p.kind == P_GROUP) alternative_names(machine, p.b, want, ret);
    }
}

PatternId open_anywhere(Machine *machine, uint32_t name) {
    const Schema *schema = machine->schema;
    PatternId content = NOT_ALLOWED;
    for (uint32_t i = 0; i < schema->n_elements && name < schema->n_names; i++) {
        const Item *element = &schema->elements[i];
        if (schema->classes[element->name_class].kind == CLASS_NAME &&
            class_contains(schema, element->name_class, name))
            content = pattern_choice(&machine->store, content, machine_resolve(machine, element->content));
    }
    return pattern_after(&machine->store, content, EMPTY);
}
