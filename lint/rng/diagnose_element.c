/* Elements: unknown, misspelt, of other places, second ones, out of order, ruled out, missing before. */
#include <string.h>

#include "rng/diagnose.h"

enum { NAMES_LISTED = 8, PLACES_LISTED = 4, FITNESS_MAX = 100 };

typedef struct {
    Validator *validator;
    const xmlNode *node;
    uint32_t name;
    const xmlNode *parent; /* NULL: the document */
    const char *shown;
} Case;

static PatternId open_in(Validator *validator, PatternId state, uint32_t name) {
    return derive_open(&validator->machine, state, name).pattern;
}

static Opening detached(const Case *at, PatternId opened) { return (Opening){opened, at->name, true, false}; }

static Opening out_of_place(const Case *at, PatternId opened) { return (Opening){opened, at->name, true, true}; }

/* ---- what could stand here ---- */

/* How much an opened pattern takes of an element (its attributes, its children's names) and of what follows. */
static uint32_t fitness(Validator *validator, PatternId opened, const xmlNode *node) {
    Machine *machine = &validator->machine;
    uint32_t fits = 0;
    PatternId state = machine_child(machine, opened);
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        PatternId next = recover_attr(machine, state, node_name(validator, attr->ns, attr->name));
        fits += next != NOT_ALLOWED;
        if (next != NOT_ALLOWED) state = next;
    }
    state = recover_close(machine, state);
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            fits += recover_open(machine, state, node_name(validator, child->ns, child->name)) != NOT_ALLOWED;
    state = recover_next(machine, opened, NOT_ALLOWED);
    uint32_t seen = 0;
    for (const xmlNode *next = node->next; next && seen < FITNESS_MAX; next = next->next, seen++)
        if (next->type == XML_ELEMENT_NODE)
            fits += recover_open(machine, state, node_name(validator, next->ns, next->name)) != NOT_ALLOWED;
    return fits;
}

/* Names for suggestions: those that fit the element best first. */
static void sort_by_fitness(const Case *at, PatternId state, IndexVec *names) {
    if (names->n < 2) return;
    uint32_t *fits = arena_alloc(at->validator->arena, names->n * sizeof *fits);
    for (uint32_t i = 0; i < names->n; i++) {
        PatternId opened = open_in(at->validator, state, names->items[i]);
        if (opened == NOT_ALLOWED) opened = recover_open(&at->validator->machine, state, names->items[i]);
        fits[i] = opened == NOT_ALLOWED ? 0 : fitness(at->validator, opened, at->node);
    }
    for (uint32_t i = 1; i < names->n; i++)
        for (uint32_t k = i; k > 0 && fits[k] > fits[k - 1]; k--) {
            uint32_t fit = fits[k], name = names->items[k];
            fits[k] = fits[k - 1];
            names->items[k] = names->items[k - 1];
            fits[k - 1] = fit;
            names->items[k - 1] = name;
        }
}

static const char *place_words(const Case *at) {
    return at->parent ? shown_tag(at->validator, at->parent) : "the document";
}

static const char *content_words(const Case *at, const Expectation *expected, const Words *words) {
    Arena *arena = at->validator->arena;
    const char *list = listed(at->validator, words, "<", ">", " or ", NAMES_LISTED, at->shown);
    if (words->n) return list;
    if (expected->values.n || expected->data.n)
        return arena_printf(arena, "no elements but %s", expected_words(at->validator, expected, NULL));
    if (expected->text) return "text and no elements";
    return frame_top(at->validator)->content == frame_top(at->validator)->state ? "no elements" : "nothing more";
}

/* "<devices> takes <disk>, <interface> or … here"; NULL if only_whole and they are too many to be listed. */
static const char *takes_or_nothing(const Case *at, bool only_whole) {
    Validator *validator = at->validator;
    IndexVec names = {0};
    Words words = {0};
    Expectation expected;
    expectation_of(&validator->machine, frame_top(validator)->state, false, &expected);
    names_of_items(validator, validator->machine.schema->elements, &expected.elements, &names);
    words_of_names(validator, at->parent, &names, &words);
    const char *content = content_words(at, &expected, &words);
    const char *text = only_whole && words.n > NAMES_LISTED + 1 ? NULL
                       : at->parent ? arena_printf(validator->arena, "%s takes %s here", place_words(at), content)
                                    : arena_printf(validator->arena, "it may begin with %s", content);
    expectation_done(&expected);
    vec_done(&names);
    vec_done(&words);
    return text;
}

static const char *takes_words(const Case *at) { return takes_or_nothing(at, false); }

/* ---- the cases ---- */

static const Diagnostic *say_of(const Case *at, const char *id, const char *other, const char *help,
                                const Related *related) {
    Slot slots[] = {{"name", at->shown}, {"parent", place_words(at)}, {"other", other ? other : ""}, {0}};
    return say(at->validator, at->node,
               (Report){.id = id,
                        .span = document_span(at->validator->document, at->node, PART_NAME),
                        .slots = slots,
                        .help = help,
                        .related = related,
                        .n_related = related ? 1 : 0});
}

static const xmlNode *sibling_named(const Case *at, uint32_t name, bool before) {
    for (const xmlNode *node = before ? at->node->prev : at->node->next; node; node = before ? node->prev : node->next)
        if (node->type == XML_ELEMENT_NODE && node_name(at->validator, node->ns, node->name) == name) return node;
    return NULL;
}

/* Names that had to come before: required now, and no more behind the element. */
static void missing_before(const Case *at, PatternId opened, IndexVec *ret) {
    Machine *machine = &at->validator->machine;
    IndexVec now = {0}, then = {0};
    required_names(machine, frame_top(at->validator)->state, P_ELEMENT, &now);
    required_names(machine, recover_next(machine, opened, NOT_ALLOWED), P_ELEMENT, &then);
    for (uint32_t i = 0; i < now.n; i++)
        if (now.items[i] != at->name && !index_has(&then, now.items[i])) vec_push(ret, now.items[i]);
    vec_done(&now);
    vec_done(&then);
}

/* A required sibling should have come first. */
static Opening too_early(const Case *at, PatternId opened) {
    Validator *validator = at->validator;
    IndexVec names = {0};
    Words words = {0};
    missing_before(at, opened, &names);
    words_of_names(validator, at->parent, &names, &words);
    const xmlNode *later = names.n ? sibling_named(at, names.items[0], false) : NULL;
    Opening opening = {opened, at->name, false, false};
    if (later) {
        Related place = {.span = document_span(validator->document, later, PART_NAME), .message = "it stands here"};
        say_of(at, "schema-element-order", arena_printf(validator->arena, "behind <%s>", words.items[0]), NULL, &place);
        opening.detached = frame_top(validator)->misordered = true;
    } else {
        const char *list =
            words.n ? listed(validator, &words, "<", ">", " and ", NAMES_LISTED, NULL) : "another element";
        say_of(at, "schema-element-missing-before", list, takes_words(at), NULL);
    }
    vec_done(&names);
    vec_done(&words);
    return opening;
}

static bool accepts_element(Validator *validator, PatternId state, const void *what) {
    return open_in(validator, state, ((const Case *)what)->name) != NOT_ALLOWED;
}

static bool explain_by_attribute(const Case *at, Opening *ret) {
    Validator *validator = at->validator;
    Mistake mistake = {.child = at->node, .children = true, .accepts = accepts_element, .what = at};
    Decider decider;
    if (!at->parent || at->name >= validator->machine.schema->n_names) return false;
    if (!find_decider(validator, &mistake, &decider)) return false;
    *ret = out_of_place(at, open_anywhere(&validator->machine, at->name));
    if (is_blamed(validator, &decider)) {
        decider_done(&decider);
        return true;
    }
    const char *cure = decider_cure(validator, &decider, at->parent), *takes = takes_words(at);
    const char *help = cure ? arena_printf(validator->arena, "%s; <%s> goes with %s", takes, at->shown, cure) : takes;
    Related place = decider_place(validator, &decider);
    say_of(at, "schema-element-conflict", decider_words(validator, &decider, at->parent), help,
           decider.attr ? &place : NULL);
    decider_done(&decider);
    return true;
}

/* The state after the children before node, one of them (or none) left out. */
static PatternId state_without(const Case *at, const xmlNode *left_out, const xmlNode *stop) {
    Machine *machine = &at->validator->machine;
    PatternId state = frame_top(at->validator)->content;
    for (const xmlNode *child = at->parent->children; child && child != stop; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || child == left_out) continue;
        if (!have_patience(at->validator, 1)) return NOT_ALLOWED;
        PatternId opened = open_in(at->validator, state, node_name(at->validator, child->ns, child->name));
        if (opened != NOT_ALLOWED) state = recover_next(machine, opened, NOT_ALLOWED);
    }
    return state;
}

/* Whether the parent takes the element behind nothing but one of that name. */
static bool fits_behind_one(const Case *at, uint32_t name) {
    PatternId opened = open_in(at->validator, frame_top(at->validator)->content, name);
    if (opened == NOT_ALLOWED) return false;
    return open_in(at->validator, recover_next(&at->validator->machine, opened, NOT_ALLOWED), at->name) != NOT_ALLOWED;
}

/* An element before it without which this one would be right, or which alone rules it out; NULL if there is none. */
static const xmlNode *rival_of(const Case *at) {
    if (open_in(at->validator, state_without(at, NULL, at->node), at->name) != NOT_ALLOWED) return NULL;
    for (const xmlNode *child = at->node->prev; child; child = child->prev)
        if (child->type == XML_ELEMENT_NODE &&
            open_in(at->validator, state_without(at, child, at->node), at->name) != NOT_ALLOWED)
            return child;
    if (open_in(at->validator, frame_top(at->validator)->content, at->name) == NOT_ALLOWED) return NULL;
    for (const xmlNode *child = at->node->prev; child; child = child->prev)
        if (child->type == XML_ELEMENT_NODE && !fits_behind_one(at, node_name(at->validator, child->ns, child->name)))
            return child;
    return NULL;
}

/* Whether both may stand, this one before the rival. */
static bool order_matters(const Case *at, const xmlNode *rival) {
    Machine *machine = &at->validator->machine;
    PatternId opened = open_in(at->validator, state_without(at, NULL, rival), at->name);
    if (opened == NOT_ALLOWED) return false;
    PatternId state = recover_next(machine, opened, NOT_ALLOWED);
    return open_in(at->validator, state, node_name(at->validator, rival->ns, rival->name)) != NOT_ALLOWED;
}

/* "<type> is 'hvm'" or "<type> has machine" */
static const char *sibling_words(const Validator *validator, const xmlNode *sibling, bool by_attr) {
    const char *tag = shown_tag(validator, sibling);
    if (!by_attr)
        return arena_printf(validator->arena, "%s is '%s'", tag,
                            shown_value(validator, element_text(validator, sibling)));
    Words words = {0};
    for (const xmlAttr *attr = sibling->properties; attr; attr = attr->next)
        vec_push(&words, node_shown(validator, (const xmlNode *)attr));
    const char *list = listed(validator, &words, "", "", " and ", NAMES_LISTED, NULL);
    vec_done(&words);
    return arena_printf(validator->arena, "%s has %s", tag, list);
}

static bool explain_by_text(const Case *at) {
    Validator *validator = at->validator;
    Words texts = {0};
    bool by_attr = false;
    const xmlNode *sibling = find_deciding_text(validator, at->node, &by_attr, &texts);
    if (sibling && !is_faulty(validator, sibling)) {
        Related place = {.span = document_span(validator->document, sibling, PART_NAME), .message = "it stands here"};
        const char *help = takes_words(at);
        if (texts.n)
            help = arena_printf(validator->arena, "%s; <%s> goes with %s %s", help, at->shown,
                                shown_tag(validator, sibling),
                                listed(validator, &texts, "'", "'", " or ", NAMES_LISTED, NULL));
        say_of(at, "schema-element-conflict", sibling_words(validator, sibling, by_attr), help, &place);
    }
    vec_done(&texts);
    return sibling != NULL;
}

static const char *rival_help(const Case *at, const char *rival) {
    return arena_printf(at->validator->arena, "either %s or %s, not both", rival, shown_tag(at->validator, at->node));
}

/* Whether a sibling before it has a mistake, without which this element would be right: it is the echo then. */
static bool follows_fault(const Case *at) {
    if (!at->parent || open_in(at->validator, state_without(at, NULL, at->node), at->name) == NOT_ALLOWED) return false;
    for (const xmlNode *node = at->node->prev; node; node = node->prev)
        if (node->type == XML_ELEMENT_NODE && is_faulty(at->validator, node)) return true;
    return false;
}

/* The element may stand in its parent, but not any more. */
static Opening too_late(const Case *at, PatternId opened) {
    Validator *validator = at->validator;
    if (at->parent && explain_by_text(at)) return detached(at, opened);
    const xmlNode *same = fits_behind_one(at, at->name) ? NULL : sibling_named(at, at->name, true);
    const xmlNode *rival = same ? NULL : rival_of(at);
    if (rival && node_name(validator, rival->ns, rival->name) == at->name) rival = NULL;
    if (same) {
        Related place = {.span = document_span(validator->document, same, PART_NAME), .message = "the first is here"};
        while ((rival = sibling_named(&(Case){validator, same, at->name, at->parent, NULL}, at->name, true)))
            same = rival;
        place.span = document_span(validator->document, same, PART_NAME);
        say_of(at, "schema-element-duplicate", NULL, NULL, &place);
    } else if (rival) {
        Related place = {.span = document_span(validator->document, rival, PART_NAME), .message = "it stands here"};
        const char *tag = shown_tag(validator, rival);
        if (order_matters(at, rival))
            say_of(at, "schema-element-order", arena_printf(validator->arena, "before %s", tag), NULL, &place);
        else say_of(at, "schema-element-rival", tag, rival_help(at, tag), &place);
    } else if (!follows_fault(at)) {
        say_of(at, "schema-element-not-now", NULL, takes_words(at), NULL);
    }
    return detached(at, opened);
}

/* ---- misspelt, misplaced, unknown ---- */

static uint32_t meant_of(const Case *at, const IndexVec *names, const Words *words, const char *likely) {
    for (uint32_t i = 0; i < names->n; i++)
        if (strcmp(words->items[i], likely) == 0) return names->items[i];
    return at->name;
}

static Opening say_misspelt(const Case *at, PatternId state, const IndexVec *names, const Words *words,
                            const Words *likely) {
    Validator *validator = at->validator;
    const char *ignored = schema_string(validator->machine.schema, validator->machine.schema->unknown_help);
    Slot slots[] = {{"name", at->shown}, {"parent", place_words(at)}, {0}};
    say(validator, at->node,
        (Report){.id = at->parent ? "schema-element-unknown" : "schema-root",
                 .span = document_span(validator->document, at->node, PART_NAME),
                 .slots = slots,
                 .suggestions = likely->items,
                 .n_suggestions = likely->n,
                 .help = *ignored && at->parent ? ignored : NULL,
                 .fix = fix_rename(validator, at->node, likely->items[0])});
    uint32_t meant = meant_of(at, names, words, likely->items[0]);
    PatternId opened = open_in(validator, state, meant);
    if (opened != NOT_ALLOWED && state == frame_top(validator)->state) return (Opening){opened, meant, false, false};
    if (opened == NOT_ALLOWED) opened = recover_open(&validator->machine, state, meant);
    return (Opening){opened, meant, true, false};
}

static bool takes_two(const Case *at, uint32_t name) {
    return fits_behind_one(&(Case){.validator = at->validator, .name = name}, name);
}

/* The element of that name beside this one, if the parent takes one only: nobody can have meant a second. */
static const xmlNode *stands_already(const Case *at, uint32_t name) {
    const xmlNode *other = sibling_named(at, name, false);
    if (!other) other = sibling_named(at, name, true);
    return other && at->parent && !takes_two(at, name) ? other : NULL;
}

static void drop_standing(const Case *at, const IndexVec *names, const Words *words, Words *likely) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < likely->n; i++)
        if (!stands_already(at, meant_of(at, names, words, likely->items[i]))) likely->items[kept++] = likely->items[i];
    likely->n = kept;
}

/* Is it a slip for something that may stand in this state? */
static bool misspelt(const Case *at, PatternId state, bool skipping, Opening *ret) {
    Validator *validator = at->validator;
    IndexVec names = {0};
    Words words = {0}, likely = {0};
    names_in(validator, state, skipping, &names);
    keep_like(validator, at->parent ? at->parent : at->node, at->shown, &names);
    sort_by_fitness(at, state, &names);
    words_of_names(validator, at->parent ? at->parent : at->node, &names, &words);
    likely_words(at->shown, &words, &likely);
    drop_standing(at, &names, &words, &likely);
    bool known = at->name < validator->machine.schema->n_names;
    bool found = likely.n && (!known || is_slip(at->shown, likely.items[0]));
    if (found) *ret = say_misspelt(at, state, &names, &words, &likely);
    vec_done(&names);
    vec_done(&words);
    vec_done(&likely);
    return found;
}

static Opening misplaced(const Case *at, IndexVec *parents) {
    Validator *validator = at->validator;
    Words words = {0};
    keep_nearest_holders(validator, parents);
    words_of_names(validator, at->parent, parents, &words);
    index_add(&validator->misplaced, at->name);
    const char *list = listed(validator, &words, "<", ">", " or ", PLACES_LISTED,
                              at->parent ? node_shown(validator, at->parent) : NULL);
    const char *takes = takes_or_nothing(at, true);
    const char *ignored = schema_string(validator->machine.schema, validator->machine.schema->unknown_help);
    const char *help = takes && *ignored ? arena_printf(validator->arena, "%s; %s", takes, ignored)
                       : takes           ? takes
                       : *ignored        ? ignored
                                         : NULL;
    say_of(at, "schema-element-misplaced", list, help, NULL);
    vec_done(&words);
    return out_of_place(at, open_anywhere(&validator->machine, at->name));
}

static Opening unknown(const Case *at) {
    Validator *validator = at->validator;
    const Schema *schema = validator->machine.schema;
    const IndexVec *names = all_element_names(validator);
    Words words = {0}, likely = {0};
    words_of_names(validator, at->parent ? at->parent : at->node, names, &words);
    likely_words(at->shown, &words, &likely);
    const char *ignored = schema_string(schema, schema->unknown_help), *takes = takes_words(at);
    const xmlNode *other = likely.n ? stands_already(at, meant_of(at, names, &words, likely.items[0])) : NULL;
    Related place = {0};
    if (other)
        place = (Related){.span = document_span(validator->document, other, PART_NAME),
                          .message = arena_printf(validator->arena, "%s is here", shown_tag(validator, other))};
    if (other) takes = arena_printf(validator->arena, "remove it if it is a second %s", shown_tag(validator, other));
    Slot slots[] = {{"name", at->shown}, {"parent", place_words(at)}, {0}};
    say_beside(
        validator, at->node, other ? &place : NULL,
        (Report){.id = at->parent ? "schema-element-unknown" : "schema-root",
                 .span = document_span(validator->document, at->node, PART_NAME),
                 .slots = slots,
                 .suggestions = likely.items,
                 .n_suggestions = likely.n,
                 .help = *ignored && at->parent ? arena_printf(validator->arena, "%s; %s", takes, ignored) : takes});
    vec_done(&words);
    vec_done(&likely);
    return detached(at, NOT_ALLOWED);
}

static bool holds_text_only(Validator *validator, const Frame *frame) {
    Expectation expected;
    if (frame->text_only) return true;
    expectation_of(&validator->machine, frame->content, true, &expected);
    bool only = !expected.elements.n && (expected.values.n || expected.data.n);
    expectation_done(&expected);
    return only;
}

/* An element among text: it is passed over whole. */
static Opening diagnose_in_text(const Case *at) {
    IndexVec parents = {0};
    frame_top(at->validator)->text_only = true;
    frame_top(at->validator)->state = frame_top(at->validator)->content;
    find_holders(at->validator, P_ELEMENT, at->name, &parents);
    if (parents.n) misplaced(at, &parents);
    else unknown(at);
    vec_done(&parents);
    return detached(at, NOT_ALLOWED);
}

Opening diagnose_element(Validator *validator, const xmlNode *node, uint32_t name) {
    Machine *machine = &validator->machine;
    Frame *frame = frame_top(validator);
    Case at = {validator, node, name, frame->node, node_shown(validator, node)};
    Opening opening;
    IndexVec parents = {0};
    if (holds_text_only(validator, frame)) return diagnose_in_text(&at);
    if (diagnose_namespace(validator, node, name)) return detached(&at, NOT_ALLOWED);
    PatternId opened = recover_open(machine, frame->state, name);
    if (opened != NOT_ALLOWED) return too_early(&at, opened);
    opened = recover_open(machine, frame->content, name);
    if (opened != NOT_ALLOWED) return too_late(&at, opened);
    if (explain_by_attribute(&at, &opening)) return opening;
    if (misspelt(&at, frame->state, false, &opening)) return opening;
    if (frame->content != frame->state && misspelt(&at, frame->content, true, &opening)) return opening;
    find_holders(validator, P_ELEMENT, name, &parents);
    opening = parents.n && at.parent ? misplaced(&at, &parents) : unknown(&at);
    vec_done(&parents);
    return opening;
}
