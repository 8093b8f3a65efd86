/* The Definitions half of rule/xpath.h. */
#include <stdlib.h>
#include <string.h>

#include "rule/xpath.h"

static int compare_definitions(const void *left, const void *right) {
    return strcmp(((const Definition *)left)->name, ((const Definition *)right)->name);
}

static int compare_entries(const void *left, const void *right) {
    const TableEntry *a = left, *b = right;
    int order = strcmp(a->table, b->table);
    return order ? order : strcmp(a->key, b->key);
}

static void add_pairs(const RuleBook *book, Range range, DefinitionVec *list) {
    for (uint32_t i = 0; i < range.n; i += 2) {
        Definition definition = {book_at(book, range, i), book_at(book, range, i + 1)};
        bool replaced = false;
        for (uint32_t k = 0; k < list->n && !replaced; k++) {
            replaced = strcmp(list->items[k].name, definition.name) == 0;
            if (replaced) list->items[k] = definition;
        }
        if (!replaced) vec_push(list, definition);
    }
    if (list->n) qsort(list->items, list->n, sizeof *list->items, compare_definitions);
}

void definitions_add(Definitions *definitions, const RuleBook *book) {
    add_pairs(book, book->variables, &definitions->variables);
    add_pairs(book, book->functions, &definitions->functions);
    add_pairs(book, book->namespaces, &definitions->namespaces);
    for (uint32_t i = 0; i < book->tables.n; i += 3)
        vec_push(&definitions->tables, ((TableEntry){book_at(book, book->tables, i), book_at(book, book->tables, i + 1),
                                                     book_at(book, book->tables, i + 2)}));
    if (definitions->tables.n)
        qsort(definitions->tables.items, definitions->tables.n, sizeof(TableEntry), compare_entries);
}

void definitions_done(Definitions *definitions) {
    vec_done(&definitions->variables);
    vec_done(&definitions->functions);
    vec_done(&definitions->namespaces);
    vec_done(&definitions->tables);
}

static const char *find(const Definition *items, uint32_t n, const char *name) {
    Definition key = {name, NULL};
    const Definition *found = n ? bsearch(&key, items, n, sizeof *items, compare_definitions) : NULL;
    return found ? found->xpath : NULL;
}

const char *definitions_variable(const Definitions *definitions, const char *name) {
    return find(definitions->variables.items, definitions->variables.n, name);
}

const char *definitions_function(const Definitions *definitions, const char *name) {
    return find(definitions->functions.items, definitions->functions.n, name);
}

const char *definitions_lookup(const Definitions *definitions, const char *table, const char *key) {
    TableEntry wanted = {table, key, NULL};
    const TableEntry *found = definitions->tables.n ? bsearch(&wanted, definitions->tables.items, definitions->tables.n,
                                                              sizeof wanted, compare_entries)
                                                    : NULL;
    return found ? found->value : NULL;
}
