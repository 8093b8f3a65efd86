/* One rule file: loader_rule() of rule/loader.h. */
#include <stdio.h>
#include <string.h>

#include "diag/diag.h"
#include "rule/loader.h"
#include "value/value.h"

static const char *const rule_keys[] = {"id",    "title",   "severity",    "group",   "covers", "scope", "select",
                                        "when",  "assert",  "type",        "unique",  "refers", "at",    "message",
                                        "help",  "related", "suggestions", "fix",     "why",    "links", "since",
                                        "until", "params",  "examples",    "builtin", "status", "same"};
enum { N_RULE_KEYS = sizeof rule_keys / sizeof *rule_keys };

static const char *const groups[] = {"correctness", "suspicious", "security", "performance", "portability", "style"};

static Ref take_text(Loader *loader, const YamlNode *root, const char *key) {
    return builder_text(loader->builder, loader_scalar(loader, yaml_get(root, key)));
}

static Ref take_xpath(Loader *loader, const YamlNode *node) {
    const char *text = loader_scalar(loader, node);
    if (text) loader_xpath(loader, node, text);
    return builder_text(loader->builder, text);
}

/* One XPath or a list of them. */
static Range take_xpaths(Loader *loader, const YamlNode *node) {
    RefVec list = {0};
    bool many = node && node->kind == YAML_SEQUENCE;
    for (uint32_t i = 0; node && i < (many ? node->n : 1); i++) {
        Ref xpath = take_xpath(loader, many ? node->items[i] : node);
        vec_push(&list, xpath);
    }
    return builder_range(loader->builder, &list);
}

static Ref take_template(Loader *loader, const YamlNode *node) {
    const char *text = loader_scalar(loader, node);
    if (text) loader_template(loader, node, text);
    return builder_text(loader->builder, text);
}

static void require(Loader *loader, const YamlNode *root, const char *key) {
    YamlNode head = {.start = root->start, .end = root->start, .text = ""};
    if (root->n) head = *root->pairs[0].key;
    if (!yaml_get(root, key)) loader_fault(loader, "rule-missing-key", &head, key, NULL);
}

static void read_id(Loader *loader, const YamlNode *root, RuleRecord *rule) {
    const YamlNode *node = yaml_get(root, "id");
    const char *id = loader_scalar(loader, node);
    if (!id) return;
    rule->id = builder_text(loader->builder, id);
    if (strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(id) || !*id)
        loader_fault(loader, "rule-wrong-value", node, "an id is made of a-z, 0-9 and '-'", NULL);
    else if (strcmp(id, loader->stem) != 0)
        loader_fault(loader, "rule-wrong-value", node, "the file must be called as the id, with .yaml behind", NULL);
    if (intern_find(loader->ids, slice_from(id)) != INTERN_NONE)
        loader_fault(loader, "rule-duplicate-id", node, "", NULL);
    intern_add(loader->ids, slice_from(id));
}

static void read_severity(Loader *loader, const YamlNode *root, RuleRecord *rule) {
    const YamlNode *node = yaml_get(root, "severity");
    const char *text = loader_scalar(loader, node);
    Severity severity = SEVERITY_ERROR;
    if (text && (!severity_parse(text, &severity) || severity == SEVERITY_OFF))
        loader_fault(loader, "rule-wrong-value", node, "a severity is error, warning, info or hint", NULL);
    rule->severity = (uint8_t)severity;
}

static void read_group(Loader *loader, const YamlNode *root, RuleRecord *rule) {
    const YamlNode *node = yaml_get(root, "group");
    const char *text = loader_scalar(loader, node);
    rule->group = builder_text(loader->builder, text);
    size_t known = 0, n = sizeof groups / sizeof *groups;
    while (text && known < n && strcmp(groups[known], text) != 0) known++;
    if (!text || known < n) return;
    int nearest = text_nearest(text, groups, n);
    loader_fault(loader, "rule-wrong-value", node, "this is no group", nearest < 0 ? NULL : groups[nearest]);
}

static void read_scope(Loader *loader, const YamlNode *root, RuleRecord *rule) {
    static const char *const names[] = {"domain", "device", "project", "update"};
    const YamlNode *node = yaml_get(root, "scope");
    const char *text = loader_scalar(loader, node);
    if (!text) return;
    for (uint8_t i = 0; i < 4; i++)
        if (strcmp(text, names[i]) == 0) {
            rule->scope = i;
            return;
        }
    loader_fault(loader, "rule-wrong-value", node, "a scope is domain, device, project or update", NULL);
}

static uint32_t read_release(Loader *loader, const YamlNode *root, const char *key) {
    const YamlNode *node = yaml_get(root, key);
    const char *text = loader_scalar(loader, node);
    unsigned major = 0, minor = 0, patch = 0;
    if (!text) return 0;
    if (sscanf(text, "%u.%u.%u", &major, &minor, &patch) < 2)
        loader_fault(loader, "rule-wrong-value", node, "a release looks like 7.9.0", NULL);
    return major * 1000000 + minor * 1000 + patch;
}

static void push_text(Loader *loader, RefVec *list, const char *text) {
    Ref ref = builder_text(loader->builder, text);
    vec_push(list, ref);
}

static const char *nearest_type(const char *word) {
    const char *names[64];
    size_t n = 0;
    while (value_types[n] && n < 64) names[n] = value_types[n]->name, n++;
    int nearest = text_nearest(word, names, n);
    return nearest < 0 ? NULL : names[nearest];
}

static void read_type_params(Loader *loader, const YamlNode *node, const ValueType *type, RefVec *params) {
    for (uint32_t i = 0; i < node->n; i++) {
        const YamlPair *pair = &node->pairs[i];
        if (strcmp(pair->key->text, "name") == 0) continue;
        const char *text = loader_scalar(loader, pair->value);
        bool known = false;
        for (const char *const *name = type->params; *name; name++) known |= strcmp(*name, pair->key->text) == 0;
        if (!known) loader_fault(loader, "rule-unknown-key", pair->key, "", type->params[0]);
        push_text(loader, params, pair->key->text);
        push_text(loader, params, text ? text : "");
    }
}

static void read_type(Loader *loader, const YamlNode *node, RuleRecord *rule) {
    const YamlNode *name_node = node->kind == YAML_MAPPING ? yaml_get(node, "name") : node;
    const char *name = name_node ? loader_scalar(loader, name_node) : NULL;
    const ValueType *type = name ? value_type_find(name) : NULL;
    rule->verb = VERB_TYPE;
    rule->type = builder_text(loader->builder, name);
    RefVec params = {0};
    if (!type)
        loader_fault(loader, "rule-wrong-value", name_node ? name_node : node, "there is no such value type",
                     name ? nearest_type(name) : NULL);
    else if (node->kind == YAML_MAPPING) read_type_params(loader, node, type, &params);
    rule->params = builder_range(loader->builder, &params);
}

static void read_refers(Loader *loader, const YamlNode *node, RuleRecord *rule) {
    static const char *const names[] = {"value", "among", "key"};
    rule->verb = VERB_REFERS;
    if (node->kind != YAML_MAPPING) {
        rule->among = take_xpath(loader, node);
        return;
    }
    loader_keys(loader, node, names, 3);
    rule->expression = take_xpath(loader, yaml_get(node, "value"));
    rule->among = take_xpath(loader, yaml_get(node, "among"));
    rule->key = take_xpath(loader, yaml_get(node, "key"));
    if (!rule->among) loader_fault(loader, "rule-missing-key", node, "among", NULL);
}

static void read_field(Loader *loader, const YamlNode *node, RefVec *fields) {
    static const char *const names[] = {"path", "key", "otherwise", "name", "as"};
    if (node->kind != YAML_MAPPING) {
        loader_fault(loader, "rule-wrong-value", node, "a field is a mapping with 'path'", NULL);
        return;
    }
    loader_keys(loader, node, names, 5);
    require(loader, node, "path");
    if (yaml_text(node, "as")) loader_format(loader, yaml_get(node, "as"), yaml_text(node, "as"));
    for (int i = 0; i < 5; i++) {
        const YamlNode *value = yaml_get(node, names[i]);
        Ref text = i < 2 ? take_xpath(loader, value) : take_text(loader, node, names[i]);
        vec_push(fields, text);
    }
}

static void read_same(Loader *loader, const YamlNode *node, RuleRecord *rule) {
    static const char *const names[] = {"with", "fields"};
    RefVec fields = {0};
    rule->verb = VERB_SAME;
    const YamlNode *list = yaml_get(node, "fields");
    if (rule->scope != SCOPE_UPDATE) loader_fault(loader, "rule-wrong-value", node, "it needs scope: update", NULL);
    if (!list || list->kind != YAML_SEQUENCE) {
        loader_fault(loader, "rule-wrong-value", node, "'same' has 'with', and 'fields' with a list", NULL);
        return;
    }
    loader_keys(loader, node, names, 2);
    require(loader, node, "with");
    rule->expression = take_xpath(loader, yaml_get(node, "with"));
    for (uint32_t i = 0; i < list->n; i++) read_field(loader, list->items[i], &fields);
    rule->fields = builder_range(loader->builder, &fields);
}

static void read_unique(Loader *loader, const YamlNode *node, RuleRecord *rule) {
    static const char *const names[] = {"key", "unless-same"};
    rule->verb = VERB_UNIQUE;
    if (node->kind != YAML_MAPPING) {
        rule->expression = take_xpath(loader, node);
        return;
    }
    loader_keys(loader, node, names, 2);
    rule->expression = take_xpath(loader, yaml_get(node, "key"));
    rule->kin = take_xpaths(loader, yaml_get(node, "unless-same"));
    if (!rule->expression) loader_fault(loader, "rule-missing-key", node, "key", NULL);
    if (rule->kin.n && rule->scope != SCOPE_PROJECT)
        loader_fault(loader, "rule-wrong-value", node, "'unless-same' is for rules with scope: project", NULL);
}

static void read_verb(Loader *loader, const YamlNode *root, RuleRecord *rule) {
    static const char *const verbs[] = {"assert", "type", "unique", "refers", "same"};
    const YamlNode *found[5];
    int n = 0;
    for (int i = 0; i < 5; i++) n += (found[i] = yaml_get(root, verbs[i])) != NULL;
    if (n == 0) require(loader, root, "assert");
    if (n > 1)
        loader_fault(loader, "rule-wrong-value", root->pairs[0].key,
                     "a rule has exactly one of assert, type, unique, refers, same", NULL);
    if (n != 1) return;
    if (found[0]) rule->verb = VERB_ASSERT, rule->expression = take_xpath(loader, found[0]);
    if (found[1]) read_type(loader, found[1], rule);
    if (found[2]) read_unique(loader, found[2], rule);
    if (found[3]) read_refers(loader, found[3], rule);
    if (found[4]) read_same(loader, found[4], rule);
}

static void read_related(Loader *loader, const YamlNode *node, RuleRecord *rule) {
    static const char *const names[] = {"at", "message"};
    RefVec related = {0};
    bool list = node && node->kind == YAML_SEQUENCE;
    for (uint32_t i = 0; node && i < (list ? node->n : 1); i++) {
        const YamlNode *item = list ? node->items[i] : node;
        if (item->kind != YAML_MAPPING) {
            loader_fault(loader, "rule-wrong-value", item, "related places are mappings with 'at' and 'message'", NULL);
            continue;
        }
        loader_keys(loader, item, names, 2);
        require(loader, item, "at");
        require(loader, item, "message");
        push_text(loader, &related, loader_scalar(loader, yaml_get(item, "at")));
        Ref message = take_template(loader, yaml_get(item, "message"));
        vec_push(&related, message);
    }
    rule->related = builder_range(loader->builder, &related);
}

static void push_edit(Loader *loader, RefVec *edits, const char *what, const YamlNode *at, const YamlNode *text) {
    push_text(loader, edits, what);
    push_text(loader, edits, loader_scalar(loader, at));
    Ref template = take_template(loader, text);
    vec_push(edits, template);
}

static void read_insert(Loader *loader, const YamlNode *node, RefVec *edits) {
    static const char *const names[] = {"into", "before", "after", "text"};
    loader_keys(loader, node, names, 4);
    for (int i = 0; i < 3; i++)
        if (yaml_get(node, names[i]))
            push_edit(loader, edits, names[i], yaml_get(node, names[i]), yaml_get(node, "text"));
}

static void read_move(Loader *loader, const YamlNode *node, RefVec *edits) {
    static const char *const names[] = {"what", "behind"};
    loader_keys(loader, node, names, 2);
    push_text(loader, edits, "move");
    for (int i = 0; i < 2; i++) {
        Ref xpath = take_xpath(loader, yaml_get(node, names[i]));
        if (!xpath) loader_fault(loader, "rule-missing-key", node, names[i], NULL);
        vec_push(edits, xpath);
    }
}

static void read_edit(Loader *loader, const YamlNode *node, RefVec *edits) {
    const YamlNode *set = yaml_get(node, "set"), *drop = yaml_get(node, "remove"), *insert = yaml_get(node, "insert");
    if (set) push_edit(loader, edits, "set", yaml_get(set, "at"), yaml_get(set, "to"));
    if (drop) push_edit(loader, edits, "remove", drop, NULL);
    if (insert) read_insert(loader, insert, edits);
    if (yaml_get(node, "move")) read_move(loader, yaml_get(node, "move"), edits);
}

static void read_fix(Loader *loader, const YamlNode *node, RuleRecord *rule) {
    static const char *const names[] = {"title", "safe", "set", "remove", "insert", "move", "edits"};
    bool safe = false;
    RefVec edits = {0};
    if (!node) return;
    if (node->kind != YAML_MAPPING) {
        loader_fault(loader, "rule-wrong-value", node, "a fix is a mapping with 'title' and what to do", NULL);
        return;
    }
    loader_keys(loader, node, names, 7);
    require(loader, node, "title");
    rule->fix_title = take_template(loader, yaml_get(node, "title"));
    if (yaml_get(node, "safe") && !yaml_bool(yaml_get(node, "safe"), &safe))
        loader_fault(loader, "rule-wrong-value", yaml_get(node, "safe"), "true or false belongs here", NULL);
    rule->fix_safe = safe;
    read_edit(loader, node, &edits);
    const YamlNode *list = yaml_get(node, "edits");
    for (uint32_t i = 0; list && list->kind == YAML_SEQUENCE && i < list->n; i++)
        read_edit(loader, list->items[i], &edits);
    if (edits.n == 0) loader_fault(loader, "rule-missing-key", node, "set, remove, insert, move or edits", NULL);
    rule->edits = builder_range(loader->builder, &edits);
}

static void read_check(Loader *loader, const YamlNode *root, RuleRecord *rule) {
    require(loader, root, "select");
    rule->select = take_xpath(loader, yaml_get(root, "select"));
    rule->when = take_xpaths(loader, yaml_get(root, "when"));
    read_verb(loader, root, rule);
    rule->at = take_text(loader, root, "at");
    if (rule->verb != VERB_TYPE) require(loader, root, "message");
    rule->message = take_template(loader, yaml_get(root, "message"));
    rule->help = take_template(loader, yaml_get(root, "help"));
    read_related(loader, yaml_get(root, "related"), rule);
    read_fix(loader, yaml_get(root, "fix"), rule);
    RefVec suggestions = {0};
    loader_texts(loader, yaml_get(root, "suggestions"), &suggestions);
    rule->suggestions = builder_range(loader->builder, &suggestions);
}

static bool same_text(const YamlNode *a, const YamlNode *b, const char *key) {
    const char *one = yaml_text(a, key), *other = yaml_text(b, key);
    return one && other ? strcmp(one, other) == 0 : one == other;
}

/* The example with the shortest text under a key; like: only those that begin alike, or NULL. */
static const YamlNode *shortest(const YamlNode *list, const char *key, const YamlNode *like) {
    const YamlNode *best = NULL;
    for (uint32_t i = 0; list && list->kind == YAML_SEQUENCE && i < list->n; i++) {
        const YamlNode *example = list->items[i];
        const char *text = yaml_text(example, key);
        if (!text || (like && !(same_text(example, like, "old") && same_text(example, like, "mode")))) continue;
        if (!best || strlen(text) < strlen(yaml_text(best, key))) best = example;
    }
    return best;
}

/* For people: a short bad example and a good one. */
static void read_examples(Loader *loader, const YamlNode *list, RuleRecord *rule) {
    const YamlNode *bad = shortest(list, "bad", NULL), *good = shortest(list, "good", bad);
    rule->bad = builder_text(loader->builder, yaml_text(bad, "bad"));
    rule->good = builder_text(loader->builder, yaml_text(good, "good"));
    rule->old = builder_text(loader->builder, yaml_text(bad, "old"));
}

void loader_rule(Loader *loader, const YamlNode *root) {
    static const char *const required[] = {"id", "title", "severity", "group", "why"};
    RuleRecord rule = {0};
    bool builtin = false;
    loader_keys(loader, root, rule_keys, N_RULE_KEYS);
    for (size_t i = 0; i < sizeof required / sizeof *required; i++) require(loader, root, required[i]);
    yaml_bool(yaml_get(root, "builtin"), &builtin);
    rule.builtin = builtin;
    read_id(loader, root, &rule);
    read_severity(loader, root, &rule);
    read_group(loader, root, &rule);
    read_scope(loader, root, &rule);
    rule.title = take_text(loader, root, "title");
    rule.why = take_text(loader, root, "why");
    rule.since = take_text(loader, root, "since");
    rule.since_release = read_release(loader, root, "since");
    rule.until_release = read_release(loader, root, "until");
    RefVec links = {0};
    loader_texts(loader, yaml_get(root, "links"), &links);
    rule.links = builder_range(loader->builder, &links);
    read_examples(loader, yaml_get(root, "examples"), &rule);
    if (!builtin) read_check(loader, root, &rule);
    else rule.message = take_text(loader, root, "message");
    if (!loader->wrong) vec_push(&loader->builder->rules, rule);
}
