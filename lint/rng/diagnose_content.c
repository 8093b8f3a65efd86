/* Text where none belongs or of the wrong kind, content that is missing, releases, limits. */
#include <string.h>

#include "rng/diagnose.h"

enum { NAMES_LISTED = 8 };

/* ---- text ---- */

/* "it takes <a> or <b>" or "it takes nothing" for the top frame's element. */
static const char *content_help(Validator *validator) {
    Frame *frame = frame_top(validator);
    Expectation expected;
    IndexVec names = {0};
    Words words = {0};
    expectation_of(&validator->machine, frame->content, true, &expected);
    names_of_items(validator, validator->machine.schema->elements, &expected.elements, &names);
    words_of_names(validator, frame->node, &names, &words);
    const char *list = words.n ? listed(validator, &words, "<", ">", " and ", NAMES_LISTED, NULL) : "nothing";
    const char *help = arena_printf(validator->arena, "%s holds %s", shown_tag(validator, frame->node),
                                    words.n ? arena_printf(validator->arena, "elements only: %s", list) : "nothing");
    expectation_done(&expected);
    vec_done(&names);
    vec_done(&words);
    return help;
}

static void say_no_text(Validator *validator, const char *text, Span span) {
    const xmlNode *node = frame_top(validator)->node;
    Slot slots[] = {{"element", shown_tag(validator, node)}, {"text", shown_value(validator, text)}, {0}};
    say(validator, node,
        (Report){.id = "schema-text-not-allowed", .span = span, .slots = slots, .help = content_help(validator)});
}

typedef struct {
    const char *text;
} WantedText;

static bool accepts_text(Validator *validator, PatternId state, const void *what) {
    Machine *machine = &validator->machine;
    uint32_t text = machine_text(machine, ((const WantedText *)what)->text);
    return derive_content(machine, state, text).pattern != NOT_ALLOWED;
}

static bool explain_text(Validator *validator, const char *text, Span span, const Expectation *expected) {
    const xmlNode *node = frame_top(validator)->node;
    WantedText wanted = {text};
    Mistake mistake = {.children = true, .only_present = true, .accepts = accepts_text, .what = &wanted};
    Decider decider;
    if (!find_decider(validator, &mistake, &decider)) return false;
    Related place = decider_place(validator, &decider);
    Slot slots[] = {{"what", shown_tag(validator, node)},
                    {"value", shown_value(validator, text)},
                    {"reason", decider_words(validator, &decider, node)},
                    {0}};
    bool takes = expected->values.n || expected->data.n;
    const char *help =
        takes ? arena_printf(validator->arena, "here it takes %s", expected_words(validator, expected, text))
              : content_help(validator);
    say_beside(validator, node, &place,
               (Report){.id = "schema-value-conflict", .span = span, .slots = slots, .help = help});
    decider_done(&decider);
    return true;
}

/* Another element or attribute is too much beside this text. */
static bool explain_by_company(Validator *validator, const char *text, Span span, const Expectation *expected) {
    Arena *arena = validator->arena;
    const xmlNode *node = frame_top(validator)->node;
    WantedText wanted = {text};
    Mistake mistake = {.children = true, .accepts = accepts_text, .what = &wanted};
    const xmlAttr *attr = find_attr_against(validator, &mistake);
    const xmlNode *sibling = attr ? NULL : find_sibling_against(validator, &mistake);
    if (!attr && !sibling) return false;
    if (attr && is_faulty(validator, node)) return true; /* its echo */
    const char *name = attr ? node_shown(validator, (const xmlNode *)attr) : shown_tag(validator, sibling);
    const char *owner = attr ? "it" : shown_tag(validator, node->parent), *kind = attr ? "the attribute " : "";
    Related place = {
        .span = document_span(validator->document, attr ? (const xmlNode *)attr : sibling, PART_NAME),
        .message = arena_printf(arena, "%s is here", name),
    };
    Slot slots[] = {{"what", shown_tag(validator, node)},
                    {"value", shown_value(validator, text)},
                    {"reason", arena_printf(arena, "%s has %s%s%s", owner, kind, name, attr ? "" : " before it")},
                    {0}};
    const char *takes = expected_words(validator, expected, text);
    say_beside(validator, node, &place,
               (Report){.id = "schema-value-conflict",
                        .span = span,
                        .slots = slots,
                        .help = arena_printf(arena, "with %s it takes %s", name, takes)});
    return true;
}

void diagnose_text(Validator *validator, const char *text) {
    const xmlNode *node = frame_top(validator)->node;
    Span span = document_span(validator->document, node, PART_TEXT);
    const char *bare = without_padding(validator, text);
    if (bare && accepts_text(validator, frame_top(validator)->state, &(WantedText){bare})) {
        diagnose_padding(validator, node, shown_tag(validator, node), text, span);
        return;
    }
    Expectation expected;
    expectation_of(&validator->machine, frame_top(validator)->state, true, &expected);
    bool takes = expected.values.n || expected.data.n;
    if (explain_text(validator, text, span, &expected) ||
        (takes && explain_by_company(validator, text, span, &expected))) {
        expectation_done(&expected);
        return;
    }
    if (takes)
        diagnose_value(validator, node, shown_tag(validator, node), text, span, &expected, documented_top(validator));
    else say_no_text(validator, text, span);
    expectation_done(&expected);
}

static uint32_t skip_past(const char *text, uint32_t at, uint32_t end, const char *mark) {
    const char *found = strstr(text + at, mark);
    return found && found < text + end ? (uint32_t)(found - text + strlen(mark)) : end;
}

/* Where the first text behind start lies: past white space, comments and instructions. */
static Span text_behind(const Source *source, uint32_t start, uint32_t end) {
    const char *text = source->text;
    for (;;) {
        start += (uint32_t)strspn(text + start, " \t\r\n");
        if (strncmp(text + start, "<!--", 4) == 0) start = skip_past(text, start, end, "-->");
        else if (strncmp(text + start, "<?", 2) == 0) start = skip_past(text, start, end, "?>");
        else break;
    }
    bool cdata = strncmp(text + start, "<![CDATA[", 9) == 0;
    if (cdata) start += 9;
    const char *close = strstr(text + start, cdata ? "]]>" : "<");
    uint32_t stop = close ? (uint32_t)(close - text) : end;
    while (stop > start + 1 && strchr(" \t\r\n", text[stop - 1])) stop--;
    return (Span){start, stop};
}

void diagnose_stray_text(Validator *validator, const xmlNode *first) {
    const Document *document = validator->document;
    const xmlNode *before = first->prev, *parent = first->parent;
    while (before && before->type != XML_ELEMENT_NODE) before = before->prev;
    uint32_t start = document_span(document, before ? before : parent, before ? PART_ELEMENT : PART_TAG).end;
    Span span = text_behind(document->source, start, document_span(document, parent, PART_ELEMENT).end);
    Slice text = source_slice(document->source, span);
    say_no_text(validator, arena_text(validator->arena, text.p, text.n), span);
}

/* ---- missing content ---- */

static void say_empty(Validator *validator, const Expectation *expected) {
    const xmlNode *node = frame_top(validator)->node;
    Slot slots[] = {{"what", shown_tag(validator, node)},
                    {"value", ""},
                    {"expected", expected_words(validator, expected, NULL)},
                    {0}};
    say(validator, node,
        (Report){.id = "schema-value-empty",
                 .span = document_span(validator->document, node, PART_NAME),
                 .slots = slots,
                 .help = documented_top(validator)});
}

static bool accepts_leaving(Validator *validator, PatternId state, const void *what) {
    (void)what;
    return machine_may_end(&validator->machine, state);
}

static void say_missing(Validator *validator) {
    Frame *frame = frame_top(validator);
    Machine *machine = &validator->machine;
    IndexVec names = {0};
    Words words = {0};
    required_names(machine, frame->state, P_ELEMENT, &names);
    bool all = names.n > 0;
    if (!all) alternative_names(machine, frame->state, P_ELEMENT, &names);
    words_of_names(validator, frame->node, &names, &words);
    Mistake mistake = {.children = true, .only_present = true, .accepts = accepts_leaving};
    Decider decider;
    bool decided = find_decider(validator, &mistake, &decider);
    const char *list = listed(validator, &words, "<", ">", all ? " and " : " or ", NAMES_LISTED, NULL);
    Related place = decided ? decider_place(validator, &decider) : (Related){0};
    Slot slots[] = {{"element", shown_tag(validator, frame->node)},
                    {"names", words.n ? list : "more content"},
                    {"plural", !words.n       ? ""
                               : words.n == 1 ? "the element "
                               : all          ? "the elements "
                                              : "one of the elements "},
                    {"reason", decided ? arena_printf(validator->arena, ", because %s",
                                                      decider_words(validator, &decider, frame->node))
                                       : ""},
                    {0}};
    Report report = {.id = "schema-element-missing",
                     .span = document_span(validator->document, frame->node, PART_NAME),
                     .slots = arena_copy(validator->arena, slots, sizeof slots),
                     .help = names.n == 1 ? documented(validator, frame->state, P_ELEMENT, names.items[0]) : NULL,
                     .related = arena_copy(validator->arena, &place, sizeof place),
                     .n_related = decided ? 1 : 0};
    vec_push(&validator->missing, ((Missing){frame->node, names.n == 1 ? names.items[0] : UINT32_MAX, report}));
    validator->valid = false;
    if (decided) decider_done(&decider);
    vec_done(&names);
    vec_done(&words);
}

void flush_missing(Validator *validator) {
    for (uint32_t i = 0; i < validator->missing.n; i++) {
        const Missing *missing = &validator->missing.items[i];
        if (!index_has(&validator->misplaced, missing->name)) say(validator, missing->node, missing->report);
    }
    validator->missing.n = validator->misplaced.n = 0;
}

void diagnose_missing_content(Validator *validator) {
    Frame *frame = frame_top(validator);
    if (frame->misordered) return;
    Expectation expected;
    expectation_of(&validator->machine, frame->state, true, &expected);
    if (!expected.elements.n && (expected.values.n || expected.data.n)) say_empty(validator, &expected);
    else say_missing(validator);
    expectation_done(&expected);
}

/* ---- releases and limits ---- */

static const char *release_words(const Validator *validator, uint32_t release) {
    return arena_printf(validator->arena, "%u.%u.%u", release / 1000000, release / 1000 % 1000, release % 1000);
}

static bool is_value_note(const Schema *schema, uint32_t note) {
    for (uint32_t i = 0; i < schema->n_values; i++)
        if (schema->values[i].note == note) return true;
    return false;
}

static const char *note_subject(const Validator *validator, const xmlNode *node, bool of_value) {
    Arena *arena = validator->arena;
    bool attr = node->type == XML_ATTRIBUTE_NODE;
    const char *name = node_shown(validator, node);
    const char *owner = attr ? shown_tag(validator, node->parent) : shown_tag(validator, node);
    if (!attr)
        return of_value ? arena_printf(arena, "%s '%s'", owner, shown_value(validator, element_text(validator, node)))
                        : owner;
    if (!of_value) return arena_printf(arena, "attribute %s of %s", name, owner);
    return arena_printf(arena, "%s '%s' of %s", name,
                        shown_value(validator, attr_value(validator, (const xmlAttr *)node)), owner);
}

void diagnose_release(Validator *validator, const xmlNode *node, uint32_t index) {
    const Machine *machine = &validator->machine;
    const Note *note = &machine->schema->notes[index];
    bool of_value = is_value_note(machine->schema, index), newer = machine->target < note->since;
    bool valid = validator->valid, newest = machine->target == SCHEMA_NEWEST;
    NodePart part = !of_value ? PART_NAME : node->type == XML_ATTRIBUTE_NODE ? PART_VALUE : PART_TEXT;
    Slot slots[] = {{"subject", note_subject(validator, node, of_value)},
                    {"release", release_words(validator, newer ? note->since : note->until)},
                    {"target", newest ? "newest" : release_words(validator, machine->target)},
                    {0}};
    say(validator, node,
        (Report){.id = newer    ? "schema-needs-newer"
                       : newest ? "schema-removed-newest"
                                : "schema-removed",
                 .span = document_span(validator->document, node, part),
                 .slots = slots});
    validator->valid = valid;
}

void diagnose_too_complex(Validator *validator) {
    const xmlNode *root = xmlDocGetRootElement(validator->document->xml);
    say(validator, root,
        (Report){.id = "schema-too-complex", .span = document_span(validator->document, root, PART_NAME)});
}
