/* Words of schema diagnostics: names, values, lists, likeness. */
#include <string.h>

#include "rng/diagnose.h"

enum { VALUE_SHOWN = 60, SUGGESTIONS = 3 };

static const char *with_prefix(const Validator *validator, const xmlChar *prefix, const char *local) {
    if (!prefix || !*prefix) return local;
    return arena_printf(validator->arena, "%s:%s", (const char *)prefix, local);
}

const char *shown_name(const Validator *validator, const xmlNode *node, uint32_t name) {
    const Schema *schema = validator->machine.schema;
    const Name *n = &schema->names[name];
    const char *local = schema_string(schema, n->local);
    if (n->ns == 0 || !node || node->type != XML_ELEMENT_NODE) return local;
    const char *uri = schema_string(schema, schema->namespaces[n->ns]);
    xmlNs *ns = xmlSearchNsByHref(node->doc, (xmlNode *)node, BAD_CAST uri);
    return ns ? with_prefix(validator, ns->prefix, local) : local;
}

const char *node_shown(const Validator *validator, const xmlNode *node) {
    return with_prefix(validator, node->ns ? node->ns->prefix : NULL, (const char *)node->name);
}

const char *shown_tag(const Validator *validator, const xmlNode *node) {
    return arena_printf(validator->arena, "<%s>", node_shown(validator, node));
}

const char *shown_value(const Validator *validator, const char *value) {
    Slice text = slice_trim(slice_from(value));
    if (utf8_count(text.p, text.n) <= VALUE_SHOWN) return arena_text(validator->arena, text.p, text.n);
    const char *p = text.p, *end = text.p + text.n;
    for (int i = 0; i < VALUE_SHOWN - 3; i++) {
        uint32_t code;
        p += utf8_decode(p, end, &code);
    }
    return arena_printf(validator->arena, "%.*s...", (int)(p - text.p), text.p);
}

/* ---- lists ---- */

/* The word not chosen yet that is nearest, the first of several. */
static uint32_t nearest_left(const unsigned *distances, const bool *chosen, uint32_t n) {
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++)
        if (!chosen[i] && (best == UINT32_MAX || distances[i] < distances[best])) best = i;
    return best;
}

/* Marks the most words that are most like word, keeping their order. */
static void choose(Arena *arena, const Words *words, const char *word, uint32_t most, bool *chosen) {
    unsigned *distances = arena_alloc(arena, words->n * sizeof *distances);
    for (uint32_t i = 0; i < words->n && word && most < words->n; i++)
        distances[i] = text_distance(word, words->items[i], 64);
    for (uint32_t n = 0; n < most && n < words->n; n++) chosen[nearest_left(distances, chosen, words->n)] = true;
}

const char *listed(const Validator *validator, const Words *words, const char *before, const char *after,
                   const char *conjunction, uint32_t most, const char *word) {
    bool *chosen = arena_alloc(validator->arena, words->n);
    uint32_t left = words->n <= most + 1 ? words->n : most; /* "and 1 more" is no shorter than the one */
    uint32_t rest = words->n - left;
    choose(validator->arena, words, word, left, chosen);
    Text text = {0};
    for (uint32_t i = 0; i < words->n; i++) {
        if (!chosen[i]) continue;
        left--;
        const char *gap = text.n == 0 ? "" : left == 0 && rest == 0 ? conjunction : ", ";
        text_printf(&text, "%s%s%s%s", gap, before, words->items[i], after);
    }
    if (rest) text_printf(&text, " (and %u more)", rest);
    const char *copy = arena_text(validator->arena, text_str(&text), text.n);
    text_done(&text);
    return copy;
}

/* ---- likeness ---- */

void longer_words_first(const char *word, Words *words) {
    size_t n = strlen(word);
    uint32_t first = 0;
    for (uint32_t i = 0; i < words->n; i++) {
        const char *found = words->items[i];
        if (strncmp(found, word, n) != 0) continue;
        memmove(words->items + first + 1, words->items + first, (i - first) * sizeof *words->items);
        words->items[first++] = found;
    }
}

void likely_words(const char *word, const Words *words, Words *ret) {
    Words left = {0};
    for (uint32_t i = 0; i < words->n; i++)
        if (strcmp(words->items[i], word) != 0 && text_nearest(word, &words->items[i], 1) >= 0)
            vec_push(&left, words->items[i]);
    while (ret->n < SUGGESTIONS && left.n) {
        int best = text_nearest(word, left.items, left.n);
        if (best < 0) break;
        const char *found = left.items[best];
        vec_push(ret, found);
        uint32_t kept = 0;
        for (uint32_t i = 0; i < left.n; i++)
            if (strcmp(left.items[i], found) != 0) left.items[kept++] = left.items[i];
        left.n = kept;
    }
    vec_done(&left);
}

bool is_slip(const char *word, const char *other) { return text_distance(word, other, 1) <= 1; }

/* ---- names ---- */

static void add_class_names(const Schema *schema, uint32_t name_class, IndexVec *ret) {
    for (;;) {
        const NameClass *class = &schema->classes[name_class];
        if (class->kind == CLASS_NAME) index_add(ret, class->a);
        if (class->kind != CLASS_CHOICE) return;
        add_class_names(schema, class->a, ret);
        name_class = class->b;
    }
}

void names_of_items(const Validator *validator, const Item *items, const IndexVec *indexes, IndexVec *ret) {
    for (uint32_t i = 0; i < indexes->n; i++)
        add_class_names(validator->machine.schema, items[indexes->items[i]].name_class, ret);
}

void words_of_names(const Validator *validator, const xmlNode *node, const IndexVec *names, Words *ret) {
    for (uint32_t i = 0; i < names->n; i++) vec_push(ret, shown_name(validator, node, names->items[i]));
}

void names_in(Validator *validator, PatternId state, bool skipping, IndexVec *ret) {
    Expectation expected;
    expectation_of(&validator->machine, state, skipping, &expected);
    names_of_items(validator, validator->machine.schema->elements, &expected.elements, ret);
    expectation_done(&expected);
}

void keep_like(const Validator *validator, const xmlNode *node, const char *word, IndexVec *names) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < names->n; i++) {
        const char *shown = shown_name(validator, node, names->items[i]);
        if (text_nearest(word, &shown, 1) >= 0) names->items[kept++] = names->items[i];
    }
    names->n = kept;
}

/* ---- documentation ---- */

static const char *doc_of_items(const Validator *validator, const Item *items, const IndexVec *indexes, uint32_t name) {
    const Schema *schema = validator->machine.schema;
    for (uint32_t i = 0; i < indexes->n; i++) {
        const Item *item = &items[indexes->items[i]];
        uint32_t doc = schema->notes[item->note].doc;
        if (doc && class_contains(schema, item->name_class, name)) return schema_string(schema, doc);
    }
    return NULL;
}

const char *documented(Validator *validator, PatternId state, PatternKind kind, uint32_t name) {
    const Schema *schema = validator->machine.schema;
    Expectation expected;
    expectation_of(&validator->machine, state, true, &expected);
    const char *doc = kind == P_ELEMENT ? doc_of_items(validator, schema->elements, &expected.elements, name)
                                        : doc_of_items(validator, schema->attributes, &expected.attributes, name);
    expectation_done(&expected);
    return doc;
}

const char *documented_top(Validator *validator) {
    const Frame *frame = frame_top(validator);
    return documented(validator, frame[-1].content, P_ELEMENT, frame->name);
}
