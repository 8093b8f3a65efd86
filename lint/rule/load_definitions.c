/* Definition files: what rules share. loader_definitions() of rule/loader.h. */
#include <stdio.h>

#include "rule/loader.h"

static const char *const keys[] = {"variables", "functions", "tables", "namespaces", "roots", "wrap", "templates"};

static void add_name(Loader *loader, const char *prefix, const char *name, const char *suffix) {
    char text[128];
    int n = snprintf(text, sizeof text, "%s%s%s", prefix, name, suffix);
    if (n > 0 && (size_t)n < sizeof text) intern_add(loader->names, slice_from(text));
}

static void add_names(Loader *loader, const YamlNode *mapping, const char *prefix, const char *suffix) {
    if (!mapping || mapping->kind != YAML_MAPPING) return;
    for (uint32_t i = 0; i < mapping->n; i++) add_name(loader, prefix, mapping->pairs[i].key->text, suffix);
}

void loader_names(Loader *loader, const YamlNode *root) {
    add_names(loader, yaml_get(root, "variables"), "$", "");
    add_names(loader, yaml_get(root, "functions"), "", "()");
}

static void add_base(Loader *loader, Range range, const char *prefix, const char *suffix) {
    for (uint32_t i = 0; i < range.n; i += 2) add_name(loader, prefix, book_at(loader->base, range, i), suffix);
}

void loader_base_names(Loader *loader) {
    if (!loader->base) return;
    add_base(loader, loader->base->variables, "$", "");
    add_base(loader, loader->base->functions, "", "()");
    for (uint32_t i = 0; i < loader->base->n_rules; i++)
        intern_add(loader->ids, slice_from(book_text(loader->base, loader->base->rules[i].id)));
}

static void push(Loader *loader, RefVec *list, const char *text) {
    Ref ref = builder_text(loader->builder, text ? text : "");
    vec_push(list, ref);
}

static bool is_mapping(Loader *loader, const YamlNode *node) {
    if (node && node->kind != YAML_MAPPING)
        loader_fault(loader, "rule-wrong-value", node, "a mapping belongs here", NULL);
    return node && node->kind == YAML_MAPPING;
}

static void read_pairs(Loader *loader, const YamlNode *node, RefVec *list, bool xpath) {
    if (!is_mapping(loader, node)) return;
    for (uint32_t i = 0; i < node->n; i++) {
        const char *text = loader_scalar(loader, node->pairs[i].value);
        if (xpath && text) loader_xpath(loader, node->pairs[i].value, text);
        push(loader, list, node->pairs[i].key->text);
        push(loader, list, text);
    }
}

static void push_entry(Loader *loader, const char *table, const char *key, const char *value) {
    push(loader, &loader->builder->tables, table);
    push(loader, &loader->builder->tables, key);
    push(loader, &loader->builder->tables, value);
}

/* A table maps keys to texts; a list is a table whose entries are themselves. */
static void read_table(Loader *loader, const char *name, const YamlNode *node) {
    if (node->kind == YAML_SEQUENCE) {
        for (uint32_t i = 0; i < node->n; i++) {
            const char *text = loader_scalar(loader, node->items[i]);
            push_entry(loader, name, text, text);
        }
    } else if (is_mapping(loader, node)) {
        for (uint32_t i = 0; i < node->n; i++)
            push_entry(loader, name, node->pairs[i].key->text, loader_scalar(loader, node->pairs[i].value));
    }
}

static void read_tables(Loader *loader, const YamlNode *node) {
    if (!is_mapping(loader, node)) return;
    for (uint32_t i = 0; i < node->n; i++) read_table(loader, node->pairs[i].key->text, node->pairs[i].value);
}

static void read_roots(Loader *loader, const YamlNode *node) {
    if (!is_mapping(loader, node)) return;
    for (uint32_t i = 0; i < node->n; i++) {
        RefVec names = {0};
        loader_texts(loader, node->pairs[i].value, &names);
        for (uint32_t n = 0; n < names.n; n++) {
            push(loader, &loader->builder->roots, node->pairs[i].key->text);
            vec_push(&loader->builder->roots, names.items[n]);
        }
        vec_done(&names);
    }
}

void loader_definitions(Loader *loader, const YamlNode *root) {
    BookBuilder *builder = loader->builder;
    loader_keys(loader, root, keys, sizeof keys / sizeof *keys);
    read_pairs(loader, yaml_get(root, "variables"), &builder->variables, true);
    read_pairs(loader, yaml_get(root, "functions"), &builder->functions, true);
    read_pairs(loader, yaml_get(root, "namespaces"), &builder->namespaces, false);
    read_tables(loader, yaml_get(root, "tables"));
    read_roots(loader, yaml_get(root, "roots"));
    loader_texts(loader, yaml_get(root, "wrap"), &builder->wrap);
}
