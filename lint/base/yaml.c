#include "base/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/vec.h"

typedef struct {
    Arena *arena;
    yaml_parser_t parser;
    yaml_event_t event; /* the one ahead */
    bool have_event;
    const char *text;
    size_t size;
    size_t *marks; /* byte offset of each character, as libyaml counts characters */
    size_t n_marks;
    YamlError *error;
} Loader;

/* libyaml's marks count characters, ours bytes: one walk maps them. */
static void map_characters(Loader *loader) {
    loader->marks = memory_alloc((utf8_count(loader->text, loader->size) + 1) * sizeof *loader->marks);
    for (size_t i = 0; i < loader->size; i++)
        if (((unsigned char)loader->text[i] & 0xC0) != 0x80) loader->marks[loader->n_marks++] = i;
    loader->marks[loader->n_marks] = loader->size;
}

static uint32_t mark_offset(const Loader *loader, const yaml_mark_t *mark) {
    return (uint32_t)loader->marks[mark->index > loader->n_marks ? loader->n_marks : mark->index];
}

static bool fail_at(Loader *loader, uint32_t start, uint32_t end, const char *message) {
    *loader->error = (YamlError){start, end, arena_strdup(loader->arena, message)};
    return false;
}

static bool fail_event(Loader *loader, const char *message) {
    return fail_at(loader, mark_offset(loader, &loader->event.start_mark), mark_offset(loader, &loader->event.end_mark),
                   message);
}

static bool next_event(Loader *loader) {
    if (loader->have_event) yaml_event_delete(&loader->event);
    loader->have_event = yaml_parser_parse(&loader->parser, &loader->event);
    if (loader->have_event) return true;
    uint32_t at = mark_offset(loader, &loader->parser.problem_mark);
    return fail_at(loader, at, at, loader->parser.problem ? loader->parser.problem : "not valid YAML");
}

static YamlNode *load_node(Loader *loader, unsigned depth);

static YamlNode *node_new(Loader *loader, YamlKind kind) {
    YamlNode *node = arena_alloc(loader->arena, sizeof *node);
    node->kind = kind;
    node->start = mark_offset(loader, &loader->event.start_mark);
    node->end = mark_offset(loader, &loader->event.end_mark);
    return node;
}

static YamlNode *load_scalar(Loader *loader) {
    YamlNode *node = node_new(loader, YAML_SCALAR);
    node->size = loader->event.data.scalar.length;
    node->text = arena_text(loader->arena, (const char *)loader->event.data.scalar.value, node->size);
    node->quoted = loader->event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return node;
}

static YamlNode *load_sequence(Loader *loader, unsigned depth) {
    YamlNode *node = node_new(loader, YAML_SEQUENCE);
    VEC(YamlNode *) items = {0};
    bool ok = next_event(loader);
    while (ok && loader->event.type != YAML_SEQUENCE_END_EVENT) {
        YamlNode *item = load_node(loader, depth + 1);
        if (item) vec_push(&items, item);
        ok = item && next_event(loader);
    }
    if (ok) {
        node->end = mark_offset(loader, &loader->event.end_mark);
        node->items = arena_copy(loader->arena, items.items, items.n * sizeof *items.items);
        node->n = items.n;
    }
    vec_done(&items);
    return ok ? node : NULL;
}

static bool check_key(Loader *loader, const YamlNode *key, const YamlPair *pairs, uint32_t n) {
    if (key->kind != YAML_SCALAR) return fail_at(loader, key->start, key->end, "a key must be a plain word");
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(pairs[i].key->text, key->text) == 0)
            return fail_at(loader, key->start, key->end, "this key is there already");
    return true;
}

static bool load_pair(Loader *loader, unsigned depth, YamlPair *ret_pair, const YamlPair *pairs, uint32_t n) {
    YamlNode *key = load_node(loader, depth + 1);
    if (!key || !check_key(loader, key, pairs, n) || !next_event(loader)) return false;
    YamlNode *value = load_node(loader, depth + 1);
    if (!value) return false;
    *ret_pair = (YamlPair){key, value};
    return next_event(loader);
}

static YamlNode *load_mapping(Loader *loader, unsigned depth) {
    YamlNode *node = node_new(loader, YAML_MAPPING);
    VEC(YamlPair) pairs = {0};
    bool ok = next_event(loader);
    while (ok && loader->event.type != YAML_MAPPING_END_EVENT) {
        YamlPair pair;
        ok = load_pair(loader, depth, &pair, pairs.items, pairs.n);
        if (ok) vec_push(&pairs, pair);
    }
    if (ok) {
        node->end = mark_offset(loader, &loader->event.end_mark);
        node->pairs = arena_copy(loader->arena, pairs.items, pairs.n * sizeof *pairs.items);
        node->n = pairs.n;
    }
    vec_done(&pairs);
    return ok ? node : NULL;
}

/* An anchor without alias expands nothing, but nothing needs one either. */
static bool event_has_tag_or_anchor(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT: return event->data.scalar.tag || event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT: return event->data.sequence_start.tag || event->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT: return event->data.mapping_start.tag || event->data.mapping_start.anchor;
    default: return false;
    }
}

/* The node that begins with the event ahead; afterwards the event ahead is its last. */
static YamlNode *load_node(Loader *loader, unsigned depth) {
    bool ok = true;
    if (depth > YAML_DEPTH_MAX) ok = fail_event(loader, "nested too deeply");
    else if (loader->event.type == YAML_ALIAS_EVENT) ok = fail_event(loader, "aliases are not allowed here");
    else if (event_has_tag_or_anchor(&loader->event)) ok = fail_event(loader, "tags and anchors are not allowed here");
    if (!ok) return NULL;
    switch (loader->event.type) {
    case YAML_SCALAR_EVENT: return load_scalar(loader);
    case YAML_SEQUENCE_START_EVENT: return load_sequence(loader, depth);
    case YAML_MAPPING_START_EVENT: return load_mapping(loader, depth);
    default: fail_event(loader, "a value is missing here"); return NULL;
    }
}

static YamlNode *load_document(Loader *loader) {
    if (!next_event(loader) || !next_event(loader)) return NULL; /* stream start, document start */
    if (loader->event.type == YAML_STREAM_END_EVENT) return fail_at(loader, 0, 0, "the file is empty"), NULL;
    if (!next_event(loader)) return NULL;
    YamlNode *root = load_node(loader, 0);
    if (!root || !next_event(loader) || !next_event(loader)) return NULL; /* document end, what follows */
    if (loader->event.type != YAML_STREAM_END_EVENT) return fail_event(loader, "only one document a file"), NULL;
    return root;
}

YamlNode *yaml_load(Arena *arena, const char *text, size_t size, YamlError *ret_error) {
    Loader loader = {.arena = arena, .text = text, .size = size, .error = ret_error};
    map_characters(&loader);
    yaml_parser_initialize(&loader.parser);
    yaml_parser_set_encoding(&loader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&loader.parser, (const unsigned char *)text, size);
    YamlNode *root = load_document(&loader);
    if (loader.have_event) yaml_event_delete(&loader.event);
    yaml_parser_delete(&loader.parser);
    free(loader.marks);
    return root;
}

YamlNode *yaml_get(const YamlNode *mapping, const char *key) {
    if (!mapping || mapping->kind != YAML_MAPPING) return NULL;
    for (uint32_t i = 0; i < mapping->n; i++)
        if (strcmp(mapping->pairs[i].key->text, key) == 0) return mapping->pairs[i].value;
    return NULL;
}

const char *yaml_text(const YamlNode *mapping, const char *key) {
    const YamlNode *value = yaml_get(mapping, key);
    return value && value->kind == YAML_SCALAR ? value->text : NULL;
}

bool yaml_bool(const YamlNode *scalar, bool *ret_value) {
    static const char *const words[] = {"false", "true", "no", "yes", "off", "on"};
    if (!scalar || scalar->kind != YAML_SCALAR || scalar->quoted) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(scalar->text, words[i]) != 0) continue;
        *ret_value = i % 2;
        return true;
    }
    return false;
}
