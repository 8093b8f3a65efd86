#include "rng/deriv.h"

#include <string.h>

static const Step refused = {NOT_ALLOWED, 0};

bool is_blank(const char *text) { return text[strspn(text, " \t\r\n")] == '\0'; }

bool note_violated(const Machine *machine, uint32_t note) {
    const Note *n = &machine->schema->notes[note];
    return machine->target < n->since || (n->until && machine->target >= n->until);
}

/* What either step allows; a note stays only if there is no way without one. */
static Step either(Machine *machine, Step a, Step b) {
    if (a.pattern == NOT_ALLOWED) return b;
    if (b.pattern == NOT_ALLOWED) return a;
    return (Step){pattern_choice(&machine->store, a.pattern, b.pattern), a.note && b.note ? a.note : 0};
}

/* ---- after: what stands behind a step ---- */

typedef enum { THEN_GROUP, THEN_INTERLEAVE, THEN_AFTER } ThenKind;
typedef struct {
    ThenKind kind;
    PatternId other;
    uint32_t index; /* THEN_INTERLEAVE: the member of other that is replaced */
} Then;

static PatternId then_apply(Machine *machine, PatternId rest, Then then) {
    switch (then.kind) {
    case THEN_GROUP: return pattern_group(&machine->store, rest, then.other);
    case THEN_INTERLEAVE: return pattern_interleave_with(&machine->store, then.other, then.index, rest);
    case THEN_AFTER: return pattern_after(&machine->store, rest, then.other);
    }
    return NOT_ALLOWED;
}

/* opened is NOT_ALLOWED, an AFTER or a choice of them. */
static PatternId apply_after(Machine *machine, PatternId opened, Then then) {
    Pattern p = *pattern_get(&machine->store, opened);
    if (p.kind == P_AFTER) return pattern_after(&machine->store, p.a, then_apply(machine, p.b, then));
    if (p.kind != P_CHOICE) return NOT_ALLOWED;
    IdList list;
    ids_init(&list);
    for (uint32_t i = 0; i < p.b; i++) ids_push(&list, apply_after(machine, machine->store.pool.items[p.a + i], then));
    PatternId whole = pattern_choice_of(&machine->store, list.items, list.n);
    ids_done(&list);
    return whole;
}

/* p* */
static PatternId zero_or_more(Machine *machine, PatternId one_or_more) {
    return pattern_choice(&machine->store, one_or_more, EMPTY);
}

/* ---- one derivative, many kinds of input ---- */

/* An operation says what a leaf becomes and whether it opens (its result is an AFTER whose rest goes on). */
typedef struct {
    Op op;
    uint32_t arg;
    bool opens; /* OPEN: results are AFTERs */
    bool skips; /* required members of a group may be passed over */
} Operation;

static Step derive(Machine *machine, PatternId id, const Operation *operation);

static Step element_leaf(Machine *machine, const Pattern *p, uint32_t name) {
    const Item *element = &machine->schema->elements[p->a];
    if (!class_contains(machine->schema, element->name_class, name)) return refused;
    PatternId content = machine_resolve(machine, element->content);
    uint32_t note = note_violated(machine, element->note) ? element->note : 0;
    return (Step){pattern_after(&machine->store, content, EMPTY), note};
}

static Step attribute_leaf(Machine *machine, const Pattern *p, const Operation *operation) {
    const Item *attribute = &machine->schema->attributes[p->a];
    bool any = operation->op == OP_RECOVER_ATTR;
    Pair attr = any ? (Pair){operation->arg, 0} : machine->attrs.pairs.items[operation->arg];
    if (!class_contains(machine->schema, attribute->name_class, attr.first)) return refused;
    Step value =
        any ? (Step){EMPTY, 0} : derive_value(machine, machine_resolve(machine, attribute->content), attr.second);
    if (value.pattern == NOT_ALLOWED) return refused;
    return (Step){EMPTY, note_violated(machine, attribute->note) ? attribute->note : value.note};
}

/* Words between white space, each by its derivative. */
static Step list_leaf(Machine *machine, PatternId pattern, uint32_t text) {
    char *copy = strdup(texts_get(&machine->texts, text)), *rest = NULL;
    Step step = {pattern, 0};
    if (!copy) abort();
    for (char *word = strtok_r(copy, " \t\r\n", &rest); word; word = strtok_r(NULL, " \t\r\n", &rest)) {
        Step next = derive_text(machine, step.pattern, machine_text(machine, word));
        step = (Step){next.pattern, step.note ? step.note : next.note};
        if (step.pattern == NOT_ALLOWED) break;
    }
    free(copy);
    return pattern_nullable(&machine->store, step.pattern) ? (Step){EMPTY, step.note} : refused;
}

static Step value_leaf(Machine *machine, const Pattern *p, uint32_t text) {
    if (!matcher_value(machine->matcher, p->a, texts_get(&machine->texts, text), machine->context)) return refused;
    uint32_t note = machine->schema->values[p->a].note;
    return (Step){EMPTY, note_violated(machine, note) ? note : 0};
}

static Step data_leaf(Machine *machine, const Pattern *p, uint32_t text) {
    if (!matcher_data(machine->matcher, p->a, texts_get(&machine->texts, text), machine->context)) return refused;
    if (p->b != NOT_ALLOWED && derive_value(machine, p->b, text).pattern != NOT_ALLOWED) return refused;
    return (Step){EMPTY, 0};
}

static Step text_leaf(Machine *machine, PatternId id, const Pattern *p, const Operation *operation) {
    bool any = operation->op == OP_RECOVER_TEXT;
    switch ((PatternKind)p->kind) {
    case P_TEXT: return (Step){id, 0};
    case P_VALUE: return any ? (Step){EMPTY, 0} : value_leaf(machine, p, operation->arg);
    case P_DATA: return any ? (Step){EMPTY, 0} : data_leaf(machine, p, operation->arg);
    case P_LIST: return any ? (Step){EMPTY, 0} : list_leaf(machine, p->a, operation->arg);
    default: return refused;
    }
}

static Step leaf(Machine *machine, PatternId id, const Pattern *p, const Operation *operation) {
    switch (operation->op) {
    case OP_OPEN:
    case OP_RECOVER_OPEN: return p->kind == P_ELEMENT ? element_leaf(machine, p, operation->arg) : refused;
    case OP_ATTR:
    case OP_RECOVER_ATTR: return p->kind == P_ATTRIBUTE ? attribute_leaf(machine, p, operation) : refused;
    default: return text_leaf(machine, id, p, operation);
    }
}

static Step derive_choice(Machine *machine, const Pattern *p, const Operation *operation) {
    IdList list;
    uint32_t note = 0;
    bool clean = false;
    ids_init(&list);
    for (uint32_t i = 0; i < p->b; i++) {
        Step step = derive(machine, machine->store.pool.items[p->a + i], operation);
        if (step.pattern == NOT_ALLOWED) continue;
        ids_push(&list, step.pattern);
        clean |= !step.note;
        note = step.note;
    }
    Step whole = {pattern_choice_of(&machine->store, list.items, list.n), clean ? 0 : note};
    ids_done(&list);
    return whole;
}

static Step derive_interleave(Machine *machine, PatternId id, const Pattern *p, const Operation *operation) {
    IdList list;
    uint32_t note = 0;
    bool clean = false;
    ids_init(&list);
    for (uint32_t i = 0; i < p->b; i++) {
        PatternId member = machine->store.pool.items[p->a + i];
        if (i > 0 && member == machine->store.pool.items[p->a + i - 1]) continue;
        Step step = derive(machine, member, operation);
        if (step.pattern == NOT_ALLOWED) continue;
        Then then = {THEN_INTERLEAVE, id, i};
        ids_push(&list,
                 operation->opens ? apply_after(machine, step.pattern, then) : then_apply(machine, step.pattern, then));
        clean |= !step.note;
        note = step.note;
    }
    Step whole = {pattern_choice_of(&machine->store, list.items, list.n), clean ? 0 : note};
    ids_done(&list);
    return whole;
}

static Step derive_then(Machine *machine, PatternId first, const Operation *operation, Then then) {
    Step step = derive(machine, first, operation);
    step.pattern =
        operation->opens ? apply_after(machine, step.pattern, then) : then_apply(machine, step.pattern, then);
    return step;
}

static Step derive_group(Machine *machine, const Pattern *p, const Operation *operation) {
    Step step = derive_then(machine, p->a, operation, (Then){THEN_GROUP, p->b, 0});
    bool attr = operation->op == OP_ATTR || operation->op == OP_RECOVER_ATTR;
    if (attr) { /* attributes have no order */
        Step second = derive(machine, p->b, operation);
        second.pattern = pattern_group(&machine->store, p->a, second.pattern);
        return either(machine, step, second);
    }
    bool passes = pattern_nullable(&machine->store, p->a);
    if (operation->skips && step.pattern == NOT_ALLOWED) passes = true;
    return passes ? either(machine, step, derive(machine, p->b, operation)) : step;
}

static Step derive_afresh(Machine *machine, PatternId id, const Operation *operation) {
    Pattern p = *pattern_get(&machine->store, id);
    switch ((PatternKind)p.kind) {
    case P_CHOICE: return derive_choice(machine, &p, operation);
    case P_INTERLEAVE: return derive_interleave(machine, id, &p, operation);
    case P_GROUP: return derive_group(machine, &p, operation);
    case P_ONE_OR_MORE: return derive_then(machine, p.a, operation, (Then){THEN_GROUP, zero_or_more(machine, id), 0});
    case P_AFTER: return derive_then(machine, p.a, operation, (Then){THEN_AFTER, p.b, 0});
    default: return leaf(machine, id, &p, operation);
    }
}

static Step derive(Machine *machine, PatternId id, const Operation *operation) {
    uint64_t key = memo_key(operation->op, id, operation->arg);
    const MemoEntry *known = memo_get(&machine->memo, key);
    if (known) return (Step){known->result, known->note};
    bool is_attr = operation->op == OP_ATTR || operation->op == OP_RECOVER_ATTR;
    if (is_attr && !(pattern_get(&machine->store, id)->flags & PATTERN_ATTRIBUTES)) return refused;
    Step step = derive_afresh(machine, id, operation);
    bool place_counts = machine->schema->qualified && (operation->op == OP_ATTR || operation->op == OP_TEXT);
    if (!place_counts) memo_put(&machine->memo, key, step.pattern, step.note);
    return step;
}

Step derive_open(Machine *machine, PatternId pattern, uint32_t name) {
    return derive(machine, pattern, &(Operation){OP_OPEN, name, true, false});
}

Step derive_attr(Machine *machine, PatternId pattern, uint32_t attr) {
    return derive(machine, pattern, &(Operation){OP_ATTR, attr, false, false});
}

Step derive_text(Machine *machine, PatternId pattern, uint32_t text) {
    return derive(machine, pattern, &(Operation){OP_TEXT, text, false, false});
}

Step derive_value(Machine *machine, PatternId pattern, uint32_t text) {
    Step step = derive_text(machine, pattern, text);
    if (pattern_nullable(&machine->store, step.pattern)) return (Step){EMPTY, step.note};
    bool nothing = is_blank(texts_get(&machine->texts, text)) && pattern_nullable(&machine->store, pattern);
    return nothing ? (Step){EMPTY, 0} : refused;
}

Step derive_content(Machine *machine, PatternId pattern, uint32_t text) {
    Step step = derive_text(machine, pattern, text);
    if (!is_blank(texts_get(&machine->texts, text))) return step;
    return (Step){pattern_choice(&machine->store, pattern, step.pattern), 0};
}

PatternId recover_open(Machine *machine, PatternId pattern, uint32_t name) {
    return derive(machine, pattern, &(Operation){OP_RECOVER_OPEN, name, true, true}).pattern;
}

PatternId recover_attr(Machine *machine, PatternId pattern, uint32_t name) {
    return derive(machine, pattern, &(Operation){OP_RECOVER_ATTR, name, false, false}).pattern;
}

PatternId recover_text(Machine *machine, PatternId pattern) {
    return derive(machine, pattern, &(Operation){OP_RECOVER_TEXT, 0, false, true}).pattern;
}
