/* Reading a settings file: settings_load() of cli/settings.h. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/yaml.h"
#include "cli/settings.h"

enum { EXTENDS_MAX = 8 };

typedef struct {
    Settings *settings;
    Diags *diags;
    Arena *arena;
    const char *dir;
} Reader;

static Span node_span(const YamlNode *node) { return (Span){node->start, node->end}; }

static void report(const Reader *reader, const char *id, const YamlNode *node, const char *detail,
                   const char *suggestion) {
    Slot slots[] = {{"detail", detail}, {"word", node->text ? node->text : ""}, {NULL, NULL}};
    diag_report(reader->diags, &(Report){.id = id,
                                         .span = node_span(node),
                                         .slots = slots,
                                         .suggestions = &suggestion,
                                         .n_suggestions = suggestion != NULL});
}

static void wrong_value(const Reader *reader, const YamlNode *node, const char *detail) {
    report(reader, "config-wrong-value", node, detail, NULL);
}

/* A list of words, or one word. */
static void read_words(const Reader *reader, const YamlNode *node, StringVec *words) {
    if (node->kind == YAML_SCALAR) {
        vec_push(words, node->text);
        return;
    }
    if (node->kind != YAML_SEQUENCE) wrong_value(reader, node, "a word or a list of words belongs here");
    for (uint32_t i = 0; node->kind == YAML_SEQUENCE && i < node->n; i++) {
        if (node->items[i]->kind == YAML_SCALAR) vec_push(words, node->items[i]->text);
        else wrong_value(reader, node->items[i], "a word belongs here");
    }
}

/* A selector that names nothing would silently do nothing. With rules of one's own it may name one of those. */
static void check_selector(const Reader *reader, const YamlNode *node) {
    const Catalogue *catalogue = reader->diags->catalogue;
    if (node->kind != YAML_SCALAR || reader->settings->rule_dirs.n) return;
    for (uint32_t i = 0; i < catalogue_count(catalogue); i++)
        if (kind_matches(catalogue_at(catalogue, i), node->text)) return;
    report(reader, "config-unknown-rule", node, "", catalogue_nearest(catalogue, reader->arena, node->text));
}

static void read_selectors(const Reader *reader, const YamlNode *node, StringVec *words) {
    read_words(reader, node, words);
    if (node->kind == YAML_SCALAR) check_selector(reader, node);
    for (uint32_t i = 0; node->kind == YAML_SEQUENCE && i < node->n; i++) check_selector(reader, node->items[i]);
}

static bool parse_severity(const YamlNode *node, Severity *ret_severity) {
    bool on;
    if (yaml_bool(node, &on) && !on) return *ret_severity = SEVERITY_OFF, true; /* `off` without quotes */
    return node->kind == YAML_SCALAR && severity_parse(node->text, ret_severity);
}

static bool read_severity(const Reader *reader, const YamlPair *pair, SeverityRule *ret_rule) {
    ret_rule->selector = pair->key->text;
    check_selector(reader, pair->key);
    if (parse_severity(pair->value, &ret_rule->severity)) return true;
    wrong_value(reader, pair->value, "a severity is error, warning, info, hint or off");
    return false;
}

static void read_severities(const Reader *reader, const YamlNode *node, SeverityRules *rules) {
    SeverityRule rule;
    if (node->kind != YAML_MAPPING) wrong_value(reader, node, "a mapping from rules to severities belongs here");
    for (uint32_t i = 0; node->kind == YAML_MAPPING && i < node->n; i++)
        if (read_severity(reader, &node->pairs[i], &rule)) vec_push(rules, rule);
}

static void set_root(Reader *reader, const YamlNode *node) {
    if (!yaml_bool(node, &reader->settings->root)) wrong_value(reader, node, "true or false belongs here");
}

static void set_allow_blanket(Reader *reader, const YamlNode *node) {
    if (!yaml_bool(node, &reader->settings->allow_blanket)) wrong_value(reader, node, "true or false belongs here");
}

static void set_libvirt(Reader *reader, const YamlNode *node) {
    reader->settings->has_target = node->kind == YAML_SCALAR && release_parse(node->text, &reader->settings->target);
    if (!reader->settings->has_target) wrong_value(reader, node, "a libvirt release such as 9.0.0 belongs here");
}

static const char *relative_path(const Reader *reader, const char *path) {
    return path[0] == '/' ? path : arena_printf(reader->arena, "%s/%s", reader->dir, path);
}

static void set_schema(Reader *reader, const YamlNode *node) {
    if (node->kind == YAML_SCALAR) reader->settings->schema = relative_path(reader, node->text);
    else wrong_value(reader, node, "the path of a grammar belongs here");
}

static void set_baseline(Reader *reader, const YamlNode *node) {
    if (node->kind == YAML_SCALAR) reader->settings->baseline = relative_path(reader, node->text);
    else wrong_value(reader, node, "the path of a baseline file belongs here");
}

static void set_fail_on(Reader *reader, const YamlNode *node) {
    Settings *settings = reader->settings;
    settings->has_fail_on = node->kind == YAML_SCALAR && severity_parse(node->text, &settings->fail_on) &&
                            settings->fail_on != SEVERITY_OFF;
    if (!settings->has_fail_on) wrong_value(reader, node, "a severity is error, warning, info or hint");
}

static void set_rules(Reader *reader, const YamlNode *node) {
    uint32_t first = reader->settings->rule_dirs.n;
    read_words(reader, node, &reader->settings->rule_dirs);
    for (uint32_t i = first; i < reader->settings->rule_dirs.n; i++)
        reader->settings->rule_dirs.items[i] = relative_path(reader, reader->settings->rule_dirs.items[i]);
}

static void set_select(Reader *reader, const YamlNode *node) {
    read_selectors(reader, node, &reader->settings->select);
}
static void set_extend_select(Reader *reader, const YamlNode *node) {
    read_selectors(reader, node, &reader->settings->extend_select);
}
static void set_ignore(Reader *reader, const YamlNode *node) {
    read_selectors(reader, node, &reader->settings->ignore);
}
static void set_exclude(Reader *reader, const YamlNode *node) { read_words(reader, node, &reader->settings->exclude); }
static void set_severity(Reader *reader, const YamlNode *node) {
    read_severities(reader, node, &reader->settings->severities);
}

static void unknown_key(const Reader *reader, const YamlNode *key, const char *const *names, size_t n) {
    int nearest = text_nearest(key->text, names, n);
    report(reader, "config-unknown-key", key, "", nearest < 0 ? NULL : names[nearest]);
}

static void read_override(Reader *reader, const YamlNode *node) {
    static const char *const names[] = {"files", "select", "ignore", "severity"};
    SettingsOverride override = {0};
    if (node->kind != YAML_MAPPING) wrong_value(reader, node, "an override is a mapping with the key 'files'");
    for (uint32_t i = 0; node->kind == YAML_MAPPING && i < node->n; i++) {
        const YamlPair *pair = &node->pairs[i];
        if (strcmp(pair->key->text, "files") == 0) read_words(reader, pair->value, &override.files);
        else if (strcmp(pair->key->text, "select") == 0) read_selectors(reader, pair->value, &override.select);
        else if (strcmp(pair->key->text, "ignore") == 0) read_selectors(reader, pair->value, &override.ignore);
        else if (strcmp(pair->key->text, "severity") == 0) read_severities(reader, pair->value, &override.severities);
        else unknown_key(reader, pair->key, names, 4);
    }
    vec_push(&reader->settings->overrides, override);
}

static void set_overrides(Reader *reader, const YamlNode *node) {
    if (node->kind != YAML_SEQUENCE) wrong_value(reader, node, "a list of overrides belongs here");
    for (uint32_t i = 0; node->kind == YAML_SEQUENCE && i < node->n; i++) read_override(reader, node->items[i]);
}

static void keep_extends(Reader *reader, const YamlNode *node) {
    (void)reader, (void)node; /* read before the others */
}

/* In the order in which they are read: rules before what may name them. */
static const struct {
    const char *name;
    void (*set)(Reader *reader, const YamlNode *node);
} keys[] = {
    {"extends", keep_extends}, {"root", set_root},
    {"libvirt", set_libvirt},  {"rules", set_rules},
    {"schema", set_schema},    {"baseline", set_baseline},
    {"fail-on", set_fail_on},  {"allow-blanket", set_allow_blanket},
    {"select", set_select},    {"extend-select", set_extend_select},
    {"ignore", set_ignore},    {"severity", set_severity},
    {"exclude", set_exclude},  {"overrides", set_overrides},
};
enum { N_KEYS = sizeof keys / sizeof *keys };

static void check_keys(const Reader *reader, const YamlNode *root) {
    const char *names[N_KEYS];
    for (size_t i = 0; i < N_KEYS; i++) names[i] = keys[i].name;
    for (uint32_t i = 0; i < root->n; i++) {
        size_t known = 0;
        while (known < N_KEYS && strcmp(names[known], root->pairs[i].key->text) != 0) known++;
        if (known == N_KEYS) unknown_key(reader, root->pairs[i].key, names, N_KEYS);
    }
}

static void load_into(Settings *settings, const char *path, const Catalogue *catalogue, Problems *problems,
                      unsigned depth);

static void load_extended(Reader *reader, const YamlNode *root, const Catalogue *catalogue, Problems *problems,
                          unsigned depth) {
    const YamlNode *extends = yaml_get(root, "extends");
    StringVec paths = {0};
    if (extends) read_words(reader, extends, &paths);
    if (extends && depth == EXTENDS_MAX)
        wrong_value(reader, extends, "this goes round in a circle, or is nested too deeply");
    for (uint32_t i = 0; i < paths.n && depth < EXTENDS_MAX; i++) {
        const char *path = relative_path(reader, paths.items[i]);
        SourceProblem problem;
        Source *probe = source_read(path, path, &problem);
        if (!probe)
            wrong_value(reader, extends, arena_printf(reader->arena, "'%s' can't be read: %s", path, problem.message));
        source_free(probe);
        if (probe) load_into(reader->settings, path, catalogue, problems, depth + 1);
    }
    vec_done(&paths);
}

static void read_root(Reader *reader, const YamlNode *root) {
    check_keys(reader, root);
    for (size_t i = 0; i < N_KEYS; i++) {
        const YamlNode *value = yaml_get(root, keys[i].name);
        if (value) keys[i].set(reader, value);
    }
}

static const char *folder_of(Arena *arena, const char *path) {
    char real[PATH_MAX];
    char *copy = arena_strdup(arena, realpath(path, real) ? real : path), *slash = strrchr(copy, '/');
    if (!slash) return ".";
    *slash = 0;
    return copy;
}

static void load_into(Settings *settings, const char *path, const Catalogue *catalogue, Problems *problems,
                      unsigned depth) {
    SourceProblem problem;
    Source *source = source_read(path, path, &problem);
    if (!source) {
        problems->unreadable = arena_printf(problems->arena, "%s: %s", path, problem.message);
        return;
    }
    Diags diags = problems_begin(problems, catalogue, source);
    Reader reader = {settings, &diags, problems->arena, folder_of(problems->arena, path)};
    if (depth == 0) settings->dir = reader.dir;
    YamlError error;
    YamlNode *root = yaml_load(problems->arena, source->text, source->size, &error);
    YamlNode at = {.start = error.start, .end = error.end};
    if (!root) report(&reader, "config-syntax", &at, error.message, NULL);
    else if (root->kind != YAML_MAPPING)
        report(&reader, "config-syntax", root, "a configuration is a mapping of keys", NULL);
    else {
        load_extended(&reader, root, catalogue, problems, depth);
        read_root(&reader, root);
    }
    problems_end(problems, &diags);
}

Settings *settings_load(const char *path, const Catalogue *catalogue, Problems *problems) {
    Settings *settings = memory_alloc(sizeof *settings);
    settings->path = arena_strdup(problems->arena, path);
    settings->dir = "";
    load_into(settings, path, catalogue, problems, 0);
    return settings;
}
