/* Values that are not what the grammar takes. */
#include <string.h>

#include "rng/diagnose.h"

enum { VALUES_LISTED = 8 };

static void value_words(const Validator *validator, const Expectation *expected, Words *ret) {
    const Schema *schema = validator->machine.schema;
    for (uint32_t i = 0; i < expected->values.n; i++) {
        const char *text = schema_string(schema, schema->values[expected->values.items[i]].text);
        bool known = false;
        for (uint32_t k = 0; k < ret->n; k++) known |= strcmp(ret->items[k], text) == 0;
        if (!known) vec_push(ret, text);
    }
}

/* Different data in words; the second of the same words says nothing. */
static const char *data_words(const Validator *validator, const Expectation *expected) {
    const Schema *schema = validator->machine.schema;
    Words words = {0};
    for (uint32_t i = 0; i < expected->data.n; i++) {
        Text text = {0};
        datatype_describe(schema, expected->data.items[i], &text);
        const char *copy = arena_text(validator->arena, text_str(&text), text.n);
        bool known = false;
        for (uint32_t k = 0; k < words.n; k++) known |= strcmp(words.items[k], copy) == 0;
        if (!known) vec_push(&words, copy);
        text_done(&text);
    }
    bool nested = false; /* "a or b" is in one of them */
    for (uint32_t i = 0; i < words.n; i++) nested |= strstr(words.items[i], " or ") != NULL;
    const char *whole = listed(validator, &words, "", "", nested ? ", or " : " or ", 3, NULL);
    vec_done(&words);
    return whole;
}

const char *expected_words(const Validator *validator, const Expectation *expected, const char *near) {
    Words words = {0};
    value_words(validator, expected, &words);
    const char *data = data_words(validator, expected);
    const char *values = words.n ? listed(validator, &words, "'", "'", *data ? ", " : " or ", VALUES_LISTED, near) : "";
    vec_done(&words);
    if (*values && *data) return arena_printf(validator->arena, "%s or %s", values, data);
    if (*values) return values;
    return *data ? data : "text";
}

static bool only_numbers(const Validator *validator, const Expectation *expected) {
    for (uint32_t i = 0; i < expected->data.n; i++)
        if (datatype_is_number(validator->machine.schema->data[expected->data.items[i]].type)) return true;
    return false;
}

static const char *kind_of_fault(const Validator *validator, const Expectation *expected, const char *value) {
    if (is_blank(value)) return "schema-value-empty";
    if (!expected->data.n && expected->values.n) return "schema-value-unknown";
    return only_numbers(validator, expected) ? "schema-value-number" : "schema-value-format";
}

/* Text between child elements has no place of its own: the name is marked, which no value may replace. */
static bool marks_name(const Validator *validator, const xmlNode *node, Span span) {
    return node->type == XML_ELEMENT_NODE && span.start == document_span(validator->document, node, PART_NAME).start;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

const char *without_padding(const Validator *validator, const char *value) {
    Slice trimmed = slice_trim(slice_from(value));
    if (!trimmed.n || trimmed.n == strlen(value)) return NULL;
    return arena_text(validator->arena, trimmed.p, trimmed.n);
}

/* The text of an element with the white space around it. */
static Span with_padding(const Validator *validator, Span span) {
    const Source *source = validator->document->source;
    while (span.start > 0 && is_space(source->text[span.start - 1])) span.start--;
    while (span.end < source->size && is_space(source->text[span.end])) span.end++;
    return span;
}

void diagnose_padding(Validator *validator, const xmlNode *node, const char *what, const char *value, Span span) {
    Slice trimmed = slice_trim(slice_from(value));
    const char *word = arena_text(validator->arena, trimmed.p, trimmed.n);
    Span all = node->type == XML_ATTRIBUTE_NODE ? span : with_padding(validator, span);
    const char *title = marks_name(validator, node, span) ? NULL : "Remove the white space around it";
    Slot slots[] = {{"what", what},
                    {"value", arena_printf(validator->arena, "%s%s%s", trimmed.p > value ? " " : "",
                                           shown_value(validator, word), trimmed.p[trimmed.n] ? " " : "")},
                    {"expected", arena_printf(validator->arena, "'%s', without white space around it",
                                              shown_value(validator, word))},
                    {0}};
    say(validator, node,
        (Report){.id = "schema-value-format",
                 .span = span,
                 .slots = slots,
                 .suggestions = &word,
                 .n_suggestions = 1,
                 .fix = title ? fix_replace(validator, title, all, word) : NULL});
}

void diagnose_value(Validator *validator, const xmlNode *node, const char *what, const char *value, Span span,
                    const Expectation *expected, const char *doc) {
    Words words = {0}, likely = {0};
    value_words(validator, expected, &words);
    Slice trimmed = slice_trim(slice_from(value));
    const char *word = arena_text(validator->arena, trimmed.p, trimmed.n);
    if (trimmed.n) longer_words_first(word, &words);
    if (trimmed.n) likely_words(word, &words, &likely);
    bool fixable = likely.n && !marks_name(validator, node, span);
    const char *title = fixable ? arena_printf(validator->arena, "Change to '%s'", likely.items[0]) : NULL;
    Slot slots[] = {{"what", what},
                    {"value", shown_value(validator, value)},
                    {"expected", expected_words(validator, expected, word)},
                    {0}};
    say(validator, node,
        (Report){.id = kind_of_fault(validator, expected, value),
                 .span = span,
                 .slots = slots,
                 .suggestions = likely.items,
                 .n_suggestions = likely.n,
                 .help = expected->data.n || !likely.n ? doc : NULL,
                 .fix = title ? fix_replace(validator, title, span, likely.items[0]) : NULL});
    vec_done(&words);
    vec_done(&likely);
}
