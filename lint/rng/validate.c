/* The walk over a Document: each element and attribute one derivative; failures go to diagnose_*.c. */
#include "rng/validate.h"

#include <string.h>

/* ---- what the DOM says ---- */

/* Names come again at the same address, in document after document. */
static uint32_t plain_name(const Validator *validator, const char *local) {
    const Schema *schema = validator->machine.schema;
    NameSeen *seen = &validator->seen[hash_address(local) % NAMES_SEEN];
    if (seen->at == local && strcmp(schema_string(schema, schema->names[seen->name].local), local) == 0)
        return seen->name;
    uint32_t name = schema_name(schema, NULL, local);
    if (name < schema->n_names) *seen = (NameSeen){local, name};
    return name;
}

uint32_t node_name(const Validator *validator, const xmlNs *ns, const xmlChar *local) {
    return ns ? schema_name(validator->machine.schema, (const char *)ns->href, (const char *)local)
              : plain_name(validator, (const char *)local);
}

static const char *in_arena(const Validator *validator, xmlChar *text) {
    const char *copy = arena_strdup(validator->arena, text ? (const char *)text : "");
    xmlFree(text);
    return copy;
}

const char *attr_value(const Validator *validator, const xmlAttr *attr) {
    const xmlNode *text = attr->children;
    if (!text) return "";
    if (text->type == XML_TEXT_NODE && !text->next) return text->content ? (const char *)text->content : "";
    return in_arena(validator, xmlNodeListGetString(attr->doc, text, 1));
}

static bool is_text(const xmlNode *node) { return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE; }

bool has_child_element(const xmlNode *node) {
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE) return true;
    return false;
}

/* The text from child to the next element, or to the end. */
static const char *text_run(const Validator *validator, const xmlNode *child) {
    const xmlNode *only = NULL;
    uint32_t n = 0;
    for (const xmlNode *node = child; node && node->type != XML_ELEMENT_NODE; node = node->next)
        if (is_text(node) && n++ == 0) only = node;
    if (n == 0) return "";
    if (n == 1) return only->content ? (const char *)only->content : "";
    Text text = {0};
    for (const xmlNode *node = child; node && node->type != XML_ELEMENT_NODE; node = node->next)
        if (is_text(node) && node->content) text_puts(&text, (const char *)node->content);
    const char *copy = arena_text(validator->arena, text_str(&text), text.n);
    text_done(&text);
    return copy;
}

const char *element_text(const Validator *validator, const xmlNode *node) {
    return text_run(validator, node->children);
}

/* Without white space at its ends: an element that does not belong there has brought it. */
static const char *text_around_elements(const Validator *validator, const xmlNode *node) {
    Text text = {0};
    for (const xmlNode *child = node->children; child; child = child->next)
        if (is_text(child) && child->content) text_puts(&text, (const char *)child->content);
    Slice trimmed = slice_trim((Slice){text_str(&text), text.n});
    const char *copy = arena_text(validator->arena, trimmed.p, trimmed.n);
    text_done(&text);
    return copy;
}

/* ---- the walk ---- */

static void check_element(Validator *validator, const xmlNode *node);

static void check_attr(Validator *validator, const xmlAttr *attr) {
    Machine *machine = &validator->machine;
    uint32_t name = node_name(validator, attr->ns, attr->name);
    const char *value = attr_value(validator, attr);
    uint32_t text = machine_text(machine, value);
    Step step = derive_attr(machine, frame_top(validator)->state, machine_attr(machine, name, text));
    if (step.pattern == NOT_ALLOWED) step.pattern = diagnose_attr(validator, attr, name, value);
    else if (step.note) diagnose_release(validator, (const xmlNode *)attr, step.note);
    frame_top(validator)->state = step.pattern;
}

static void check_attributes(Validator *validator, const xmlNode *node) {
    for (const xmlAttr *attr = node->properties; attr && !validator->stopped; attr = attr->next)
        check_attr(validator, attr);
    PatternId state = frame_top(validator)->state, closed = derive_close(&validator->machine, state);
    if (closed == NOT_ALLOWED && !validator->stopped) {
        diagnose_missing_attrs(validator);
        closed = recover_close(&validator->machine, frame_top(validator)->state);
    }
    frame_top(validator)->content = frame_top(validator)->state = closed;
}

static void check_only_text(Validator *validator, const xmlNode *node, const char *text) {
    Machine *machine = &validator->machine;
    Step step = derive_content(machine, frame_top(validator)->state, machine_text(machine, text));
    if (step.pattern == NOT_ALLOWED) {
        diagnose_text(validator, text);
        step.pattern = recover_text(machine, frame_top(validator)->state);
        if (step.pattern == NOT_ALLOWED) return;
    } else if (step.note) {
        diagnose_release(validator, node, step.note);
    }
    frame_top(validator)->state = step.pattern;
}

static void check_stray_text(Validator *validator, const xmlNode *first) {
    Machine *machine = &validator->machine;
    const char *text = text_run(validator, first);
    if (is_blank(text) || frame_top(validator)->text_only) return;
    Step step = derive_text(machine, frame_top(validator)->state, machine_text(machine, text));
    if (step.pattern != NOT_ALLOWED) frame_top(validator)->state = step.pattern;
    else diagnose_stray_text(validator, first);
}

static void check_children(Validator *validator, const xmlNode *node) {
    if (!has_child_element(node)) {
        check_only_text(validator, node, element_text(validator, node));
        return;
    }
    bool fresh = true; /* at the first node of a run of text */
    for (const xmlNode *child = node->children; child && !validator->stopped; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) check_element(validator, child);
        else if (fresh) check_stray_text(validator, child);
        fresh = child->type == XML_ELEMENT_NODE;
    }
    if (!frame_top(validator)->text_only || validator->stopped) return;
    frame_top(validator)->state = frame_top(validator)->content;
    check_only_text(validator, node, text_around_elements(validator, node));
}

static void leave(Validator *validator) {
    Machine *machine = &validator->machine;
    Frame frame = *frame_top(validator);
    PatternId next = machine_next(machine, frame.opened, frame.state);
    if (next == NOT_ALLOWED && !validator->stopped) {
        diagnose_missing_content(validator);
        next = recover_next(machine, frame.opened, frame.state);
    }
    validator->frames.n--;
    if (!frame.detached) frame_top(validator)->state = next;
}

/* A new start with empty tables; the frames stay. */
static void renew(Validator *validator) {
    VEC(PatternId *) roots = {0};
    for (uint32_t i = 0; i < validator->frames.n; i++) {
        Frame *frame = &validator->frames.items[i];
        vec_push(&roots, &frame->opened);
        vec_push(&roots, &frame->entered);
        vec_push(&roots, &frame->content);
        vec_push(&roots, &frame->state);
    }
    machine_renew(&validator->machine, roots.items, roots.n);
    vec_done(&roots);
}

static void check_overflow(Validator *validator) {
    bool exhausted = validator->machine.store.overflow || matcher_exhausted(validator->machine.matcher);
    if (!exhausted || validator->stopped) return;
    diagnose_too_complex(validator);
    validator->stopped = true;
}

static void check_element(Validator *validator, const xmlNode *node) {
    Machine *machine = &validator->machine;
    if (machine_is_full(machine)) renew(validator);
    uint32_t name = node_name(validator, node->ns, node->name);
    machine->context = node;
    Step step = derive_open(machine, frame_top(validator)->state, name);
    Opening opening = {step.pattern, name, false, false};
    if (step.pattern == NOT_ALLOWED) {
        check_overflow(validator);
        if (validator->stopped) return;
        opening = diagnose_element(validator, node, name);
        if (opening.opened == NOT_ALLOWED) return;
    } else if (step.note) {
        diagnose_release(validator, node, step.note);
    }
    PatternId entered = machine_child(machine, opening.opened);
    vec_push(&validator->frames, ((Frame){.node = node,
                                          .name = opening.name,
                                          .opened = opening.opened,
                                          .entered = entered,
                                          .state = entered,
                                          .detached = opening.detached,
                                          .doubtful = opening.doubtful,
                                          .misordered = opening.doubtful}));
    check_attributes(validator, node);
    check_overflow(validator);
    if (!validator->stopped) check_children(validator, node);
    check_overflow(validator);
    leave(validator);
}

/* ---- the face ---- */

Validator *validator_new(const Schema *schema, uint32_t target) {
    Validator *validator = memory_alloc(sizeof *validator);
    *validator = (Validator){.seen = memory_alloc(NAMES_SEEN * sizeof(NameSeen))};
    machine_init(&validator->machine, schema, target);
    return validator;
}

void validator_free(Validator *validator) {
    if (!validator) return;
    machine_done(&validator->machine);
    free(validator->seen);
    vec_done(&validator->frames);
    vec_done(&validator->missing);
    vec_done(&validator->blamed);
    vec_done(&validator->faulty);
    holdings_done(validator);
    vec_done(&validator->misplaced);
    free(validator);
}

bool validator_run(Validator *validator, const Document *document, Diags *diags) {
    validator->document = document;
    validator->diags = diags;
    validator->arena = diags->arena;
    validator->valid = true;
    validator->stopped = false;
    validator->n_reported = 0;
    validator->blamed.n = validator->faulty.n = 0;
    validator->patience = PATIENCE;
    validator->frames.n = 0;
    PatternId start = machine_start(&validator->machine);
    vec_push(&validator->frames, ((Frame){.entered = start, .content = start, .state = start}));
    check_element(validator, xmlDocGetRootElement(document->xml));
    flush_missing(validator);
    validator->frames.n = 0;
    if (validator->stopped) machine_renew(&validator->machine, NULL, 0);
    validator->machine.context = NULL;
    return validator->valid;
}

bool schema_validate(const Schema *schema, const Document *document, uint32_t target, Diags *diags) {
    Validator *validator = validator_new(schema, target);
    bool valid = validator_run(validator, document, diags);
    validator_free(validator);
    return valid;
}

bool schema_knows_root(const Schema *schema, const char *ns, const char *name) {
    Machine machine;
    machine_init(&machine, schema, SCHEMA_NEWEST);
    Step step = derive_open(&machine, machine_start(&machine), schema_name(schema, ns, name));
    machine_done(&machine);
    return step.pattern != NOT_ALLOWED;
}
