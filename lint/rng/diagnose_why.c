/* Why a mistake is one: the attribute, or the text of a sibling, that rules out what would be right with another.
 *
 * The way from an element around the mistake down to it is replayed with one attribute or text left open (any value);
 * if the mistake is none then, that one decides. */
#include <string.h>

#include "rng/diagnose.h"

enum { LEVELS = 3, VALUES_TRIED = 60 };

/* What is different in a replay. */
typedef struct {
    uint32_t level;      /* the frame it begins at */
    const xmlAttr *open; /* takes any value, or the one below */
    uint32_t added;      /* a name that is not there is put in; UINT32_MAX: none */
    const char *value;   /* NULL: any */
} Change;

static PatternId step_attr(Validator *validator, PatternId state, uint32_t name, const char *value) {
    Machine *machine = &validator->machine;
    if (!value) return recover_attr(machine, state, name);
    return derive_attr(machine, state, machine_attr(machine, name, machine_text(machine, value))).pattern;
}

/* Forgiving: what is not allowed is passed over. */
static PatternId replay_attrs(Validator *validator, PatternId state, const xmlNode *node, const xmlAttr *stop,
                              const Change *change) {
    for (const xmlAttr *attr = node->properties; attr && attr != stop; attr = attr->next) {
        uint32_t name = node_name(validator, attr->ns, attr->name);
        if (!have_patience(validator, 1)) return NOT_ALLOWED;
        bool open = change && attr == change->open;
        PatternId next = step_attr(validator, state, name, open ? change->value : attr_value(validator, attr));
        if (next == NOT_ALLOWED && open) return NOT_ALLOWED;
        if (next == NOT_ALLOWED) next = recover_attr(&validator->machine, state, name);
        if (next != NOT_ALLOWED) state = next;
    }
    return state;
}

static PatternId open_child(Machine *machine, PatternId state, uint32_t name) {
    PatternId opened = derive_open(machine, state, name).pattern;
    return opened != NOT_ALLOWED ? opened : recover_open(machine, state, name);
}

static PatternId replay_children(Validator *validator, PatternId state, const xmlNode *node, const xmlNode *stop) {
    Machine *machine = &validator->machine;
    for (const xmlNode *child = node->children; child && child != stop; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) continue;
        if (!have_patience(validator, 1)) return NOT_ALLOWED;
        PatternId opened = open_child(machine, state, node_name(validator, child->ns, child->name));
        if (opened != NOT_ALLOWED) state = recover_next(machine, opened, NOT_ALLOWED);
    }
    return state;
}

static PatternId close_tag(Machine *machine, PatternId state) {
    PatternId closed = derive_close(machine, state);
    return closed != NOT_ALLOWED ? closed : recover_close(machine, state);
}

/* The state at the mistake, had the change been made; NOT_ALLOWED if it cannot be. */
static PatternId replay(Validator *validator, const Mistake *mistake, const Change *change) {
    Machine *machine = &validator->machine;
    uint32_t top = validator->frames.n - 1;
    PatternId state = validator->frames.items[change->level].entered;
    if (change->added != UINT32_MAX) state = step_attr(validator, state, change->added, change->value);
    for (uint32_t i = change->level; state != NOT_ALLOWED; i++) {
        const Frame *frame = &validator->frames.items[i];
        state = replay_attrs(validator, state, frame->node, i == top ? mistake->stop : NULL, change);
        if (state == NOT_ALLOWED || (i == top && !mistake->children)) return state;
        state = close_tag(machine, state);
        if (i == top) return replay_children(validator, state, frame->node, mistake->child);
        state = replay_children(validator, state, frame->node, frame[1].node);
        if (state == NOT_ALLOWED) return state;
        state = machine_child(machine, open_child(machine, state, frame[1].name));
    }
    return state;
}

static bool helps(Validator *validator, const Mistake *mistake, const Change *change) {
    PatternId state = replay(validator, mistake, change);
    return state != NOT_ALLOWED && mistake->accepts(validator, state, mistake->what);
}

/* The values of an enumeration with which the mistake is none. */
static void find_values(Validator *validator, const Mistake *mistake, Change change, Decider *decider) {
    const Schema *schema = validator->machine.schema;
    Expectation expected = {0};
    PatternId state = validator->frames.items[change.level].entered;
    state = replay_attrs(validator, state, decider->owner, change.open, NULL);
    expectation_of_attr(&validator->machine, state, decider->name, &expected);
    for (uint32_t i = 0; i < expected.values.n && i < VALUES_TRIED; i++) {
        change.value = schema_string(schema, schema->values[expected.values.items[i]].text);
        bool known = false;
        for (uint32_t k = 0; k < decider->values.n; k++) known |= strcmp(decider->values.items[k], change.value) == 0;
        if (!known && helps(validator, mistake, &change)) vec_push(&decider->values, change.value);
    }
    expectation_done(&expected);
}

/* Whether the replay, forgiving as it is, sees no mistake even with nothing changed: it can explain nothing then. */
static bool is_blind(Validator *validator, const Mistake *mistake, uint32_t level) {
    return helps(validator, mistake, &(Change){.level = level, .added = UINT32_MAX});
}

static bool try_present(Validator *validator, const Mistake *mistake, uint32_t level, Decider *ret) {
    uint32_t top = validator->frames.n - 1;
    const xmlNode *owner = validator->frames.items[level].node;
    const xmlAttr *stop = level == top ? mistake->stop : NULL;
    for (const xmlAttr *attr = owner->properties; attr && attr != stop; attr = attr->next) {
        Change change = {.level = level, .open = attr, .added = UINT32_MAX};
        if (!helps(validator, mistake, &change)) continue;
        *ret = (Decider){.attr = attr, .name = node_name(validator, attr->ns, attr->name), .owner = owner};
        find_values(validator, mistake, change, ret);
        return true;
    }
    return false;
}

static bool try_absent(Validator *validator, const Mistake *mistake, uint32_t level, Decider *ret) {
    const Frame *frame = &validator->frames.items[level];
    Expectation expected;
    IndexVec names = {0};
    bool found = false;
    expectation_of(&validator->machine, frame->entered, true, &expected);
    names_of_items(validator, validator->machine.schema->attributes, &expected.attributes, &names);
    for (const xmlAttr *attr = frame->node->properties; attr; attr = attr->next) {
        uint32_t present = node_name(validator, attr->ns, attr->name);
        for (uint32_t i = 0; i < names.n; i++)
            if (names.items[i] == present) names.items[i] = UINT32_MAX;
    }
    for (uint32_t i = 0; i < names.n && !found; i++) {
        Change change = {.level = level, .added = names.items[i]};
        if (names.items[i] == UINT32_MAX || !helps(validator, mistake, &change)) continue;
        *ret = (Decider){.name = names.items[i], .owner = frame->node};
        find_values(validator, mistake, change, ret);
        found = true;
    }
    vec_done(&names);
    expectation_done(&expected);
    return found;
}

bool find_decider(Validator *validator, const Mistake *mistake, Decider *ret) {
    uint32_t top = validator->frames.n - 1;
    for (uint32_t n = 0; n < LEVELS && n < top && !is_blind(validator, mistake, top - n); n++)
        if (try_present(validator, mistake, top - n, ret)) return true;
    for (uint32_t n = 0; n < 2 && n < top && !mistake->only_present && !is_blind(validator, mistake, top - n); n++)
        if (try_absent(validator, mistake, top - n, ret)) return true;
    return false;
}

bool is_blamed_for(Validator *validator, const xmlNode *owner, uint32_t name) {
    for (uint32_t i = 0; i < validator->blamed.n; i++)
        if (validator->blamed.items[i].owner == owner && validator->blamed.items[i].name == name) return true;
    vec_push(&validator->blamed, ((Blame){owner, name}));
    return false;
}

bool is_blamed(Validator *validator, const Decider *decider) {
    return !decider->attr && is_blamed_for(validator, decider->owner, decider->name);
}

void decider_done(Decider *decider) { vec_done(&decider->values); }

const char *decider_words(const Validator *validator, const Decider *decider, const xmlNode *here) {
    const char *name = shown_name(validator, decider->owner, decider->name);
    const char *owner = shown_tag(validator, decider->owner);
    if (!decider->attr) return arena_printf(validator->arena, "%s has no attribute %s", owner, name);
    const char *value = shown_value(validator, attr_value(validator, decider->attr));
    if (decider->owner == here) return arena_printf(validator->arena, "its %s is '%s'", name, value);
    return arena_printf(validator->arena, "%s of %s is '%s'", name, owner, value);
}

const char *decider_cure(const Validator *validator, const Decider *decider, const xmlNode *here) {
    const char *name = shown_name(validator, decider->owner, decider->name);
    const char *owner =
        decider->owner == here ? "" : arena_printf(validator->arena, "%s ", shown_tag(validator, decider->owner));
    if (decider->values.n)
        return arena_printf(validator->arena, "%s%s %s", owner, name,
                            listed(validator, &decider->values, "'", "'", " or ", 6, NULL));
    return decider->attr ? NULL : arena_printf(validator->arena, "%sattribute %s", owner, name);
}

Related decider_place(const Validator *validator, const Decider *decider) {
    const xmlNode *place = decider->attr ? (const xmlNode *)decider->attr : decider->owner;
    const char *name = shown_name(validator, decider->owner, decider->name);
    Span span = document_span(validator->document, place, decider->attr ? PART_TAG : PART_NAME);
    const char *format = decider->attr ? "%s is set here" : "%s would stand here";
    return (Related){.span = span, .message = arena_printf(validator->arena, format, name)};
}

/* ---- texts of siblings ---- */

/* The state inside a child element without elements, at its text. Its attributes count if they are given. */
static PatternId at_text(Validator *validator, PatternId opened, const xmlNode *child, bool attrs) {
    PatternId state = machine_child(&validator->machine, opened);
    if (attrs) state = replay_attrs(validator, state, child, NULL, NULL);
    return state == NOT_ALLOWED ? state : close_tag(&validator->machine, state);
}

/* Past a child; changed: as if it had no attributes and another text (NULL: any). Forgiving otherwise. */
static PatternId step_child(Validator *validator, PatternId state, const xmlNode *child, bool changed,
                            const char *text) {
    Machine *machine = &validator->machine;
    PatternId opened = open_child(machine, state, node_name(validator, child->ns, child->name));
    if (opened == NOT_ALLOWED) return state;
    PatternId inner = has_child_element(child) ? NOT_ALLOWED : at_text(validator, opened, child, !changed);
    if (inner != NOT_ALLOWED && !text) inner = recover_text(machine, inner);
    else if (inner != NOT_ALLOWED) inner = derive_content(machine, inner, machine_text(machine, text)).pattern;
    PatternId next = inner == NOT_ALLOWED ? inner : machine_next(machine, opened, inner);
    return next != NOT_ALLOWED ? next : recover_next(machine, opened, NOT_ALLOWED);
}

/* The state in front of stop; the text of one child (NULL: of none) is another, or any if that is NULL. */
static PatternId replay_texts(Validator *validator, const xmlNode *stop, const xmlNode *changed, const char *text) {
    PatternId state = frame_top(validator)->content;
    for (const xmlNode *child = stop->parent->children; child != stop; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) continue;
        if (!have_patience(validator, 1)) return NOT_ALLOWED;
        bool change = child == changed;
        state = step_child(validator, state, child, change, change ? text : element_text(validator, child));
    }
    return state;
}

static bool fits_behind(Validator *validator, const xmlNode *node, const xmlNode *changed, const char *text) {
    PatternId state = replay_texts(validator, node, changed, text);
    return derive_open(&validator->machine, state, node_name(validator, node->ns, node->name)).pattern != NOT_ALLOWED;
}

static void find_texts(Validator *validator, const xmlNode *node, const xmlNode *sibling, Words *ret) {
    Machine *machine = &validator->machine;
    PatternId state = replay_texts(validator, sibling, NULL, NULL);
    PatternId opened = open_child(machine, state, node_name(validator, sibling->ns, sibling->name));
    Expectation expected;
    expectation_of(machine, at_text(validator, opened, sibling, false), false, &expected);
    for (uint32_t i = 0; i < expected.values.n && i < VALUES_TRIED; i++) {
        const char *text = schema_string(machine->schema, machine->schema->values[expected.values.items[i]].text);
        if (fits_behind(validator, node, sibling, text)) vec_push(ret, text);
    }
    expectation_done(&expected);
}

const xmlNode *find_deciding_text(Validator *validator, const xmlNode *node, bool *ret_by_attr, Words *ret_texts) {
    if (!node->parent || fits_behind(validator, node, NULL, NULL)) return NULL;
    for (const xmlNode *sibling = node->prev; sibling; sibling = sibling->prev) {
        if (sibling->type != XML_ELEMENT_NODE || has_child_element(sibling)) continue;
        if (!fits_behind(validator, node, sibling, NULL)) continue;
        *ret_by_attr = fits_behind(validator, node, sibling, element_text(validator, sibling));
        if (!*ret_by_attr) find_texts(validator, node, sibling, ret_texts);
        return sibling;
    }
    return NULL;
}

/* ---- siblings and attributes that are too much ---- */

static bool accepts_without(Validator *validator, const Mistake *mistake, const xmlNode *left_out) {
    Machine *machine = &validator->machine;
    const Frame *frame = frame_top(validator);
    PatternId state = frame[-1].content;
    for (const xmlNode *child = frame->node->parent->children; child != frame->node; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || child == left_out) continue;
        if (!have_patience(validator, 1)) return false;
        state = step_child(validator, state, child, false, element_text(validator, child));
    }
    state = machine_child(machine, open_child(machine, state, frame->name));
    if (state != NOT_ALLOWED) state = replay_attrs(validator, state, frame->node, mistake->stop, NULL);
    if (state != NOT_ALLOWED && mistake->children) state = close_tag(machine, state);
    return state != NOT_ALLOWED && mistake->accepts(validator, state, mistake->what);
}

const xmlNode *find_sibling_against(Validator *validator, const Mistake *mistake) {
    const Frame *frame = frame_top(validator);
    if (validator->frames.n < 3 || accepts_without(validator, mistake, NULL)) return NULL;
    for (const xmlNode *sibling = frame->node->prev; sibling; sibling = sibling->prev)
        if (sibling->type == XML_ELEMENT_NODE && accepts_without(validator, mistake, sibling)) return sibling;
    return NULL;
}

const xmlAttr *find_attr_against(Validator *validator, const Mistake *mistake) {
    const Frame *frame = frame_top(validator);
    for (const xmlAttr *left_out = frame->node->properties; left_out; left_out = left_out->next) {
        PatternId state = frame->entered;
        for (const xmlAttr *attr = frame->node->properties; attr; attr = attr->next) {
            if (attr == left_out) continue;
            uint32_t name = node_name(validator, attr->ns, attr->name);
            PatternId next = step_attr(validator, state, name, attr_value(validator, attr));
            if (next != NOT_ALLOWED) state = next;
        }
        if (!have_patience(validator, 1)) return NULL;
        if (mistake->accepts(validator, close_tag(&validator->machine, state), mistake->what)) return left_out;
    }
    return NULL;
}
