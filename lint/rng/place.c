/* What could stand at a place that is still being typed: schema_expect() of rng/rng.h. */
#include <string.h>

#include "rng/expect.h"
#include "rng/place.h"
#include "rng/validate.h"

typedef struct {
    Machine *machine;
    Arena *arena;
    VEC(Candidate) items;
} Finder;

static uint32_t place_name(const Machine *machine, const PlaceName *name) {
    return schema_name(machine->schema, name->ns && *name->ns ? name->ns : NULL, name->name);
}

static PatternId take_attrs(Machine *machine, PatternId state, const PlaceStep *step) {
    for (uint32_t i = 0; i < step->n_attrs; i++) {
        uint32_t name = place_name(machine, &step->attrs[i]);
        PatternId next = NOT_ALLOWED;
        if (step->attrs[i].value) {
            uint32_t text = machine_text(machine, step->attrs[i].value);
            next = derive_attr(machine, state, machine_attr(machine, name, text)).pattern;
        }
        if (next == NOT_ALLOWED) next = recover_attr(machine, state, name);
        if (next != NOT_ALLOWED) state = next;
    }
    return state;
}

static PatternId open_forgiving(Machine *machine, PatternId state, uint32_t name) {
    PatternId opened = derive_open(machine, state, name).pattern;
    return opened != NOT_ALLOWED ? opened : recover_open(machine, state, name);
}

static PatternId take_children(Machine *machine, PatternId state, const PlaceStep *step) {
    PatternId closed = derive_close(machine, state);
    state = closed != NOT_ALLOWED ? closed : recover_close(machine, state);
    for (uint32_t i = 0; i < step->n_before; i++) {
        PatternId opened = open_forgiving(machine, state, place_name(machine, &step->before[i]));
        if (opened != NOT_ALLOWED) state = recover_next(machine, opened, NOT_ALLOWED);
    }
    return state;
}

/* ---- candidates ---- */

Candidate candidate_of(const Schema *schema, const char *ns, const char *name, uint32_t note) {
    const Note *n = &schema->notes[note];
    return (Candidate){.ns = ns,
                       .name = name,
                       .doc = n->doc ? schema_string(schema, n->doc) : NULL,
                       .ref = n->ref ? schema_string(schema, n->ref) : NULL,
                       .since = n->since,
                       .until = n->until};
}

static bool same_text(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

static void add_candidate(Finder *finder, Candidate candidate) {
    for (uint32_t i = 0; i < finder->items.n; i++) {
        Candidate *old = &finder->items.items[i];
        if (!same_text(old->name, candidate.name) || !same_text(old->ns, candidate.ns)) continue;
        if (!old->doc) old->doc = candidate.doc;
        if (!old->ref) old->ref = candidate.ref;
        if (!candidate.since || candidate.since < old->since) old->since = candidate.since;
        if (!candidate.until || (old->until && candidate.until > old->until)) old->until = candidate.until;
        old->required |= candidate.required;
        return;
    }
    vec_push(&finder->items, candidate);
}

static void add_class(Finder *finder, uint32_t name_class, uint32_t note, const IndexVec *required) {
    const Schema *schema = finder->machine->schema;
    const NameClass *class = &schema->classes[name_class];
    Candidate candidate;
    switch ((ClassKind) class->kind) {
    case CLASS_NAME: {
        const Name *name = &schema->names[class->a];
        const char *ns = schema_string(schema, schema->namespaces[name->ns]);
        candidate = candidate_of(schema, ns, schema_string(schema, name->local), note);
        candidate.required = index_has(required, class->a);
        break;
    }
    case CLASS_CHOICE:
        add_class(finder, class->a, note, required);
        add_class(finder, class->b, note, required);
        return;
    default: {
        bool any = class->kind == CLASS_ANY;
        candidate = candidate_of(schema, any ? NULL : schema_string(schema, schema->namespaces[class->a]), "", note);
        candidate.wildcard = true;
    }
    }
    add_candidate(finder, candidate);
}

static void add_items(Finder *finder, const Item *items, const IndexVec *indexes, const IndexVec *required) {
    for (uint32_t i = 0; i < indexes->n; i++)
        add_class(finder, items[indexes->items[i]].name_class, items[indexes->items[i]].note, required);
}

static int by_name(const void *left, const void *right) {
    const Candidate *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : strcmp(a->ns ? a->ns : "", b->ns ? b->ns : "");
}

static Expected finish(Finder *finder) {
    if (finder->items.n > 1) qsort(finder->items.items, finder->items.n, sizeof(Candidate), by_name);
    Expected expected = {.n = finder->items.n};
    expected.items = arena_copy(finder->arena, finder->items.items, finder->items.n * sizeof(Candidate));
    vec_done(&finder->items);
    return expected;
}

const char *format_of(const Schema *schema, Arena *arena, const IndexVec *data) {
    Text text = {0};
    for (uint32_t i = 0; i < data->n; i++) {
        Text one = {0};
        datatype_describe(schema, data->items[i], &one);
        if (!text.n || !strstr(text_str(&text), text_str(&one)))
            text_printf(&text, "%s%s", text.n ? " or " : "", text_str(&one));
        text_done(&one);
    }
    const char *format = text.n ? arena_text(arena, text_str(&text), text.n) : NULL;
    text_done(&text);
    return format;
}

Expected expected_values(Machine *machine, Arena *arena, const Expectation *found) {
    Finder finder = {.machine = machine, .arena = arena};
    const Schema *schema = machine->schema;
    for (uint32_t i = 0; i < found->values.n; i++) {
        const Value *value = &schema->values[found->values.items[i]];
        add_candidate(&finder, candidate_of(schema, NULL, schema_string(schema, value->text), value->note));
    }
    Expected expected = finish(&finder);
    expected.free_text = found->text || found->data.n;
    expected.format = format_of(schema, arena, &found->data);
    return expected;
}

Expected expected_items(Machine *machine, Arena *arena, PatternId state, PatternKind want) {
    Finder finder = {.machine = machine, .arena = arena};
    IndexVec required = {0};
    Expectation found;
    bool elements = want == P_ELEMENT;
    expectation_of(machine, state, true, &found);
    required_names(machine, state, want, &required);
    add_items(&finder, elements ? machine->schema->elements : machine->schema->attributes,
              elements ? &found.elements : &found.attributes, &required);
    vec_done(&required);
    expectation_done(&found);
    return finish(&finder);
}

/* ---- the face ---- */

static Expected answer(Machine *machine, Arena *arena, PatternId state, const PlaceStep *last, ExpectWhat what,
                       const PlaceName *attribute) {
    if (what == EXPECT_ATTRIBUTES) return expected_items(machine, arena, state, P_ATTRIBUTE);
    Expectation found = {0};
    if (what == EXPECT_VALUES && attribute->name) {
        expectation_of_attr(machine, state, place_name(machine, attribute), &found);
    } else {
        state = take_children(machine, state, last);
        if (what == EXPECT_ELEMENTS) return expected_items(machine, arena, state, P_ELEMENT);
        expectation_of(machine, state, true, &found);
    }
    Expected expected = expected_values(machine, arena, &found);
    expectation_done(&found);
    return expected;
}

Expected schema_expect(Validator *validator, Arena *arena, const PlaceStep *steps, uint32_t n_steps, ExpectWhat what,
                       const char *attribute_ns, const char *attribute) {
    Machine *machine = &validator->machine;
    if (machine_is_full(machine)) machine_renew(machine, NULL, 0);
    PatternId state = machine_start(machine);
    if (n_steps == 0) return expected_items(machine, arena, state, P_ELEMENT);
    for (uint32_t i = 0; i < n_steps; i++) {
        uint32_t name = place_name(machine, &steps[i].name);
        PatternId opened = open_forgiving(machine, state, name);
        if (opened == NOT_ALLOWED) opened = open_anywhere(machine, name);
        if (opened == NOT_ALLOWED) return (Expected){.items = arena_alloc(arena, 0)};
        state = take_attrs(machine, machine_child(machine, opened), &steps[i]);
        if (i + 1 < n_steps) state = take_children(machine, state, &steps[i]);
    }
    PlaceName wanted = {attribute_ns, attribute, NULL};
    return answer(machine, arena, state, &steps[n_steps - 1], what, &wanted);
}
