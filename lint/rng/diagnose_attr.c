/* Attributes: unknown, misspelt, of other elements, ruled out by others, of a wrong value, missing. */
#include <string.h>

#include "rng/diagnose.h"

enum { NAMES_LISTED = 8, OWNERS_LISTED = 4 };

typedef struct {
    uint32_t name;
    const char *value; /* NULL: any */
} WantedAttr;

typedef VEC(const xmlAttr *) Attrs;

static PatternId take_attr(Validator *validator, PatternId state, uint32_t name, const char *value) {
    Machine *machine = &validator->machine;
    if (!value) return recover_attr(machine, state, name);
    return derive_attr(machine, state, machine_attr(machine, name, machine_text(machine, value))).pattern;
}

static bool accepts_attr(Validator *validator, PatternId state, const void *what) {
    const WantedAttr *wanted = what;
    return take_attr(validator, state, wanted->name, wanted->value) != NOT_ALLOWED;
}

static const char *attr_of(const Validator *validator, const xmlAttr *attr) {
    return arena_printf(validator->arena, "%s of %s", node_shown(validator, (const xmlNode *)attr),
                        shown_tag(validator, attr->parent));
}

static bool has_attr(const Validator *validator, const xmlNode *node, uint32_t name) {
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next)
        if (node_name(validator, attr->ns, attr->name) == name) return true;
    return false;
}

/* Names the element could still have (like: and that are like it), those it must have first, then those that would take
 * the value. */
static void open_names(Validator *validator, const char *like, const char *value, IndexVec *ret) {
    const Frame *frame = frame_top(validator);
    PatternId state = frame->state;
    const xmlNode *node = frame->node;
    Expectation expected;
    IndexVec required = {0}, all = {0};
    expectation_of(&validator->machine, state, true, &expected);
    names_of_items(validator, validator->machine.schema->attributes, &expected.attributes, &all);
    if (like) keep_like(validator, node, like, &all);
    required_names(&validator->machine, state, P_ATTRIBUTE, &required);
    for (int round = 0; round < 3; round++)
        for (uint32_t i = 0; i < all.n; i++) {
            bool first = index_has(&required, all.items[i]);
            bool fits = round == 2 || !value || take_attr(validator, state, all.items[i], value) != NOT_ALLOWED;
            if ((round == 0 && !first) || !fits || has_attr(validator, node, all.items[i])) continue;
            index_add(ret, all.items[i]);
        }
    vec_done(&required);
    vec_done(&all);
    expectation_done(&expected);
}

/* "it takes a, b or c here", or NULL */
static const char *takes_words(Validator *validator, const char *word) {
    const xmlNode *node = frame_top(validator)->node;
    IndexVec names = {0};
    Words words = {0};
    open_names(validator, NULL, NULL, &names);
    words_of_names(validator, node, &names, &words);
    const char *list = listed(validator, &words, "", "", " or ", NAMES_LISTED, word);
    bool more = node->properties && node->properties->next;
    const char *text = words.n ? arena_printf(validator->arena, "%s takes %s%s here", shown_tag(validator, node), list,
                                              more ? " beside the others" : "")
                               : arena_printf(validator->arena, "%s takes no %sattributes here",
                                              shown_tag(validator, node), more ? "other " : "");
    vec_done(&names);
    vec_done(&words);
    return text;
}

/* ---- a wrong value ---- */

static bool explain_value(Validator *validator, const xmlAttr *attr, uint32_t name, const char *value, Span span) {
    WantedAttr wanted = {name, value};
    Mistake mistake = {.stop = attr, .only_present = true, .accepts = accepts_attr, .what = &wanted};
    Decider decider;
    if (!find_decider(validator, &mistake, &decider)) return false;
    Expectation expected = {0};
    expectation_of_attr(&validator->machine, frame_top(validator)->state, name, &expected);
    const char *cure = decider_cure(validator, &decider, attr->parent);
    const char *shown = shown_value(validator, value), *words = expected_words(validator, &expected, value);
    const char *help = cure ? arena_printf(validator->arena, "here it takes %s; '%s' goes with %s", words, shown, cure)
                            : arena_printf(validator->arena, "here it takes %s", words);
    Related place = decider_place(validator, &decider);
    Slot slots[] = {{"what", attr_of(validator, attr)},
                    {"value", shown},
                    {"reason", decider_words(validator, &decider, attr->parent)},
                    {0}};
    say_beside(validator, (const xmlNode *)attr, &place,
               (Report){.id = "schema-value-conflict", .span = span, .slots = slots, .help = help});
    expectation_done(&expected);
    decider_done(&decider);
    return true;
}

static void wrong_value(Validator *validator, const xmlAttr *attr, uint32_t name, const char *value) {
    Span span = document_span(validator->document, (const xmlNode *)attr, PART_VALUE);
    const char *bare = without_padding(validator, value);
    if (bare && take_attr(validator, frame_top(validator)->state, name, bare) != NOT_ALLOWED) {
        diagnose_padding(validator, (const xmlNode *)attr, attr_of(validator, attr), value, span);
        return;
    }
    if (explain_value(validator, attr, name, value, span)) return;
    Expectation expected = {0};
    expectation_of_attr(&validator->machine, frame_top(validator)->state, name, &expected);
    diagnose_value(validator, (const xmlNode *)attr, attr_of(validator, attr), value, span, &expected,
                   documented(validator, frame_top(validator)->state, P_ATTRIBUTE, name));
    expectation_done(&expected);
}

/* ---- a name that is not allowed ---- */

static void say_conflict(Validator *validator, const xmlAttr *attr, const Decider *decider) {
    const char *cure = decider_cure(validator, decider, attr->parent),
               *name = node_shown(validator, (const xmlNode *)attr);
    const char *takes = takes_words(validator, name);
    const char *help = cure ? arena_printf(validator->arena, "%s; %s goes with %s", takes, name, cure) : takes;
    Related place = decider_place(validator, decider);
    Slot slots[] = {{"name", name},
                    {"element", shown_tag(validator, attr->parent)},
                    {"reason", decider_words(validator, decider, attr->parent)},
                    {0}};
    say_beside(validator, (const xmlNode *)attr, decider->attr ? &place : NULL,
               (Report){.id = "schema-attribute-conflict",
                        .span = document_span(validator->document, (const xmlNode *)attr, PART_NAME),
                        .slots = slots,
                        .help = help});
}

/* ---- attributes that exclude each other ---- */

/* The attributes before this one that leave no room for it, alone or together; all others do. */
static void rivals_of(Validator *validator, const xmlAttr *attr, uint32_t name, Attrs *ret) {
    const Frame *frame = frame_top(validator);
    PatternId state = frame->entered;
    if (take_attr(validator, state, name, NULL) == NOT_ALLOWED) return;
    for (const xmlAttr *other = frame->node->properties; other != attr; other = other->next) {
        if (!have_patience(validator, 1)) break;
        uint32_t other_name = node_name(validator, other->ns, other->name);
        PatternId next = take_attr(validator, state, other_name, attr_value(validator, other));
        if (next == NOT_ALLOWED || other_name == name) continue;
        if (take_attr(validator, next, name, NULL) == NOT_ALLOWED) vec_push(ret, other);
        else state = next;
    }
}

static void say_rivals(Validator *validator, const xmlAttr *attr, const Attrs *rivals) {
    const char *name = node_shown(validator, (const xmlNode *)attr);
    Words words = {0};
    for (uint32_t i = 0; i < rivals->n; i++) vec_push(&words, node_shown(validator, (const xmlNode *)rivals->items[i]));
    const char *list = listed(validator, &words, "", "", " and ", NAMES_LISTED, NULL);
    Related place = {
        .span = document_span(validator->document, (const xmlNode *)rivals->items[0], PART_NAME),
        .message = arena_printf(validator->arena, "%s is set here", words.items[0]),
    };
    Slot slots[] = {{"name", name}, {"element", shown_tag(validator, attr->parent)}, {"other", list}, {0}};
    say_beside(validator, (const xmlNode *)attr, &place,
               (Report){.id = "schema-attribute-rival",
                        .span = document_span(validator->document, (const xmlNode *)attr, PART_NAME),
                        .slots = slots,
                        .help = arena_printf(validator->arena, "either %s or %s, not both", list, name)});
    vec_done(&words);
}

static bool explain_by_rivals(Validator *validator, const xmlAttr *attr, uint32_t name) {
    Attrs rivals = {0};
    rivals_of(validator, attr, name, &rivals);
    bool found = rivals.n > 0;
    if (found &&
        !is_blamed_for(validator, attr->parent, node_name(validator, rivals.items[0]->ns, rivals.items[0]->name)))
        say_rivals(validator, attr, &rivals);
    vec_done(&rivals);
    return found;
}

static bool explain_by_decider(Validator *validator, const xmlAttr *attr, uint32_t name, bool only_present) {
    WantedAttr wanted = {name, NULL};
    Mistake mistake = {.stop = attr, .only_present = only_present, .accepts = accepts_attr, .what = &wanted};
    Decider decider;
    if (!find_decider(validator, &mistake, &decider)) return false;
    bool told = decider.attr ? is_blamed_for(validator, attr->parent, decider.name) : is_blamed(validator, &decider);
    if (!told) say_conflict(validator, attr, &decider);
    decider_done(&decider);
    return true;
}

static bool explain_by_sibling(Validator *validator, const xmlAttr *attr, uint32_t name) {
    WantedAttr wanted = {name, NULL};
    Mistake mistake = {.stop = attr, .accepts = accepts_attr, .what = &wanted};
    const xmlNode *sibling = find_sibling_against(validator, &mistake);
    if (!sibling) return false;
    const char *tag = shown_tag(validator, sibling), *parent = shown_tag(validator, attr->parent->parent);
    Related place = {.span = document_span(validator->document, sibling, PART_NAME),
                     .message = arena_printf(validator->arena, "%s is here", tag)};
    Slot slots[] = {{"name", node_shown(validator, (const xmlNode *)attr)},
                    {"element", shown_tag(validator, attr->parent)},
                    {"reason", arena_printf(validator->arena, "%s has %s before it", parent, tag)},
                    {0}};
    say_beside(validator, (const xmlNode *)attr, &place,
               (Report){.id = "schema-attribute-conflict",
                        .span = document_span(validator->document, (const xmlNode *)attr, PART_NAME),
                        .slots = slots,
                        .help = takes_words(validator, NULL)});
    return true;
}

/* Something else of the document rules the attribute out. */
static bool explain_name(Validator *validator, const xmlAttr *attr, uint32_t name) {
    if (name >= validator->machine.schema->n_names) return false;
    return explain_by_decider(validator, attr, name, true) || explain_by_rivals(validator, attr, name) ||
           explain_by_sibling(validator, attr, name) || explain_by_decider(validator, attr, name, false);
}

/* ---- names that do not belong here ---- */

/* Elements of the grammar that have an attribute of that name, unless they are many; the element itself is
 * "another <x>". */
static void owners_of(Validator *validator, uint32_t name, bool *ret_known, Words *ret) {
    IndexVec names = {0};
    find_holders(validator, P_ATTRIBUTE, name, &names);
    keep_nearest_holders(validator, &names);
    *ret_known = names.n > 0;
    for (uint32_t i = 0; names.n <= OWNERS_LISTED && i < names.n; i++) {
        const char *another = names.items[i] == frame_top(validator)->name ? "another " : "";
        const char *shown = shown_name(validator, NULL, names.items[i]);
        vec_push(ret, arena_printf(validator->arena, "%s<%s>", another, shown));
    }
    vec_done(&names);
}

static void say_unknown(Validator *validator, const xmlAttr *attr, uint32_t name, const Words *likely) {
    const Schema *schema = validator->machine.schema;
    const char *shown = node_shown(validator, (const xmlNode *)attr),
               *ignored = schema_string(schema, schema->unknown_help);
    Span span = document_span(validator->document, (const xmlNode *)attr, PART_NAME);
    Words owners = {0};
    bool known = false;
    owners_of(validator, name, &known, &owners);
    known = known && !likely->n;
    const char *list = listed(validator, &owners, "", "", " or ", OWNERS_LISTED, NULL);
    const char *takes = takes_words(validator, shown);
    const char *help = likely->n  ? (*ignored ? ignored : NULL)
                       : *ignored ? arena_printf(validator->arena, "%s; %s", takes, ignored)
                                  : takes;
    const char *title = likely->n ? arena_printf(validator->arena, "Change %s to %s", shown, likely->items[0]) : NULL;
    Slot slots[] = {{"name", shown},
                    {"element", shown_tag(validator, attr->parent)},
                    {"places", owners.n ? arena_printf(validator->arena, "; it belongs to %s", list) : ""},
                    {0}};
    say(validator, (const xmlNode *)attr,
        (Report){.id = known ? "schema-attribute-misplaced" : "schema-attribute-unknown",
                 .span = span,
                 .slots = slots,
                 .suggestions = likely->items,
                 .n_suggestions = likely->n,
                 .help = help,
                 .fix = title ? fix_replace(validator, title, span, likely->items[0]) : NULL});
    vec_done(&owners);
}

/* Whether something is missing among the attributes that this unknown one has a value for. */
static bool may_be_meant(Validator *validator, const char *value) {
    IndexVec names = {0};
    const Frame *frame = frame_top(validator);
    bool found = false;
    required_names(&validator->machine, frame->state, P_ATTRIBUTE, &names);
    if (!names.n) alternative_names(&validator->machine, frame->state, P_ATTRIBUTE, &names);
    for (uint32_t i = 0; i < names.n; i++)
        found |= !has_attr(validator, frame->node, names.items[i]) &&
                 take_attr(validator, frame->state, names.items[i], value) != NOT_ALLOWED;
    vec_done(&names);
    return found;
}

/* The one required attribute that is missing while this unknown one has a value for it. */
static uint32_t must_be_meant(Validator *validator, const char *value) {
    IndexVec required = {0};
    const Frame *frame = frame_top(validator);
    uint32_t found = UINT32_MAX, n = 0;
    required_names(&validator->machine, frame->state, P_ATTRIBUTE, &required);
    for (uint32_t i = 0; i < required.n; i++) {
        if (has_attr(validator, frame->node, required.items[i])) continue;
        found = required.items[i];
        n++;
    }
    vec_done(&required);
    return n == 1 && take_attr(validator, frame->state, found, value) != NOT_ALLOWED ? found : UINT32_MAX;
}

static PatternId meant_state(Validator *validator, PatternId state, uint32_t meant, const char *value) {
    PatternId next = take_attr(validator, state, meant, value);
    return next != NOT_ALLOWED ? next : recover_attr(&validator->machine, state, meant);
}

/* How many of the attributes behind attr the state takes. */
static uint32_t taken_behind(Validator *validator, const xmlAttr *attr, PatternId state) {
    uint32_t n = 0;
    for (attr = attr->next; attr && have_patience(validator, 1); attr = attr->next) {
        PatternId next =
            take_attr(validator, state, node_name(validator, attr->ns, attr->name), attr_value(validator, attr));
        if (next == NOT_ALLOWED) continue;
        state = next;
        n++;
    }
    return n;
}

static PatternId wrong_name(Validator *validator, const xmlAttr *attr, uint32_t name, const char *value) {
    Frame *frame = frame_top(validator);
    const char *shown = node_shown(validator, (const xmlNode *)attr);
    PatternId state = frame->state;
    IndexVec names = {0};
    Words words = {0}, likely = {0};
    open_names(validator, shown, value, &names);
    words_of_names(validator, frame->node, &names, &words);
    likely_words(shown, &words, &likely);
    bool known = name < validator->machine.schema->n_names;
    if (known && likely.n && !is_slip(shown, likely.items[0])) likely.n = 0; /* a word of its own right */
    uint32_t meant = UINT32_MAX;
    for (uint32_t i = 0; i < names.n && likely.n; i++)
        if (strcmp(words.items[i], likely.items[0]) == 0) meant = names.items[i];
    if (meant != UINT32_MAX && taken_behind(validator, attr, meant_state(validator, state, meant, value)) <
                                   taken_behind(validator, attr, state)) {
        likely.n = 0; /* the attributes behind it speak against the suggestion */
        meant = UINT32_MAX;
    }
    if (meant == UINT32_MAX && (meant = must_be_meant(validator, value)) != UINT32_MAX)
        vec_push(&likely, shown_name(validator, frame->node, meant));
    say_unknown(validator, attr, name, &likely);
    if (meant != UINT32_MAX) state = meant_state(validator, state, meant, value);
    else if (may_be_meant(validator, value)) frame->doubtful = true;
    vec_done(&names);
    vec_done(&words);
    vec_done(&likely);
    return state;
}

PatternId diagnose_attr(Validator *validator, const xmlAttr *attr, uint32_t name, const char *value) {
    Frame *frame = frame_top(validator);
    PatternId any = recover_attr(&validator->machine, frame->state, name);
    if (any != NOT_ALLOWED && taken_behind(validator, attr, any) < taken_behind(validator, attr, frame->state)) {
        say_unknown(validator, attr, name, &(Words){0}); /* the attributes behind it say that it does not belong here */
        return frame->state;
    }
    if (any != NOT_ALLOWED) {
        wrong_value(validator, attr, name, value);
        return any;
    }
    if (explain_name(validator, attr, name)) {
        frame->doubtful = true;
        return frame->state;
    }
    return wrong_name(validator, attr, name, value);
}

/* ---- missing ---- */

static bool accepts_end(Validator *validator, PatternId state, const void *what) {
    (void)what;
    return derive_close(&validator->machine, state) != NOT_ALLOWED;
}

/* What the first missing attribute takes, or its documentation. */
static const char *missing_help(Validator *validator, const IndexVec *names) {
    Frame *frame = frame_top(validator);
    Expectation expected = {0};
    if (names->n != 1) return NULL;
    expectation_of_attr(&validator->machine, frame->state, names->items[0], &expected);
    const char *name = shown_name(validator, frame->node, names->items[0]);
    bool says = expected.values.n || expected.data.n;
    const char *help =
        says ? arena_printf(validator->arena, "%s takes %s", name, expected_words(validator, &expected, NULL)) : NULL;
    expectation_done(&expected);
    const char *doc = documented(validator, frame->state, P_ATTRIBUTE, names->items[0]);
    return help && doc ? arena_printf(validator->arena, "%s. %s", help, doc) : help ? help : doc;
}

void diagnose_missing_attrs(Validator *validator) {
    Frame *frame = frame_top(validator);
    if (frame->doubtful) return;
    IndexVec names = {0};
    Words words = {0};
    required_names(&validator->machine, frame->state, P_ATTRIBUTE, &names);
    bool all = names.n > 0;
    if (!all) alternative_names(&validator->machine, frame->state, P_ATTRIBUTE, &names);
    words_of_names(validator, frame->node, &names, &words);
    Mistake mistake = {.only_present = true, .accepts = accepts_end};
    Decider decider;
    bool decided = find_decider(validator, &mistake, &decider);
    const char *list = listed(validator, &words, "", "", all ? " and " : " or ", NAMES_LISTED, NULL);
    Related place = decided ? decider_place(validator, &decider) : (Related){0};
    Slot slots[] = {{"element", shown_tag(validator, frame->node)},
                    {"names", words.n ? list : "another attribute"},
                    {"plural", words.n == 1 ? "the attribute"
                               : all        ? "the attributes"
                                            : "one of the attributes"},
                    {"reason", decided ? arena_printf(validator->arena, ", because %s",
                                                      decider_words(validator, &decider, frame->node))
                                       : ""},
                    {0}};
    say_beside(validator, frame->node, decided ? &place : NULL,
               (Report){.id = "schema-attribute-missing",
                        .span = document_span(validator->document, frame->node, PART_NAME),
                        .slots = slots,
                        .help = missing_help(validator, &names)});
    if (decided) decider_done(&decider);
    vec_done(&names);
    vec_done(&words);
}
