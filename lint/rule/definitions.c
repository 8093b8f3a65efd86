#include "rule/definitions.h"

#include <stdlib.h>
#include <string.h>

static int compare_entries(const TableEntry *a, const TableEntry *b) {
    int order = strcmp(a->table, b->table);
    return order ? order : strcmp(a->key, b->key);
}

/* Lists are kept in order; a later definition takes the place of one of its name. Those of a book come in order
 * (builder_book()), so that what goes before them is looked for from the end. */
static void add_definition(DefinitionVec *list, Definition definition) {
    uint32_t at = list->n;
    while (at && strcmp(list->items[at - 1].name, definition.name) > 0) at--;
    if (at && strcmp(list->items[at - 1].name, definition.name) == 0) {
        list->items[at - 1] = definition;
        return;
    }
    vec_add(list);
    memmove(list->items + at + 1, list->items + at, (list->n - 1 - at) * sizeof *list->items);
    list->items[at] = definition;
}

static void add_pairs(const RuleBook *book, Range range, DefinitionVec *list) {
    for (uint32_t i = 0; i < range.n; i += 2)
        add_definition(list, (Definition){book_at(book, range, i), book_at(book, range, i + 1)});
}

static void add_entry(Definitions *definitions, TableEntry entry) {
    vec_add(&definitions->tables);
    TableEntry *items = definitions->tables.items;
    size_t n = definitions->tables.n - 1, at = n;
    while (at && compare_entries(&items[at - 1], &entry) > 0) at--;
    memmove(items + at + 1, items + at, (n - at) * sizeof *items);
    items[at] = entry;
}

void definitions_add(Definitions *definitions, const RuleBook *book) {
    Range tables = book->tables;
    add_pairs(book, book->variables, &definitions->variables);
    add_pairs(book, book->functions, &definitions->functions);
    add_pairs(book, book->namespaces, &definitions->namespaces);
    for (uint32_t i = 0; i < tables.n; i += 3)
        add_entry(definitions,
                  (TableEntry){book_at(book, tables, i), book_at(book, tables, i + 1), book_at(book, tables, i + 2)});
}

void definitions_done(Definitions *definitions) {
    vec_done(&definitions->variables);
    vec_done(&definitions->functions);
    vec_done(&definitions->namespaces);
    vec_done(&definitions->tables);
}

static int compare_name(const void *key, const void *item) {
    const Slice *name = key;
    const char *other = ((const Definition *)item)->name;
    int order = strncmp(name->p, other, name->n);
    return order ? order : other[name->n] ? -1 : 0;
}

static const Definition *find(const DefinitionVec *list, Slice name) {
    return list->n ? bsearch(&name, list->items, list->n, sizeof *list->items, compare_name) : NULL;
}

bool definitions_variable(const Definitions *definitions, Slice name, uint32_t *ret_index) {
    const Definition *found = find(&definitions->variables, name);
    if (found) *ret_index = (uint32_t)(found - definitions->variables.items);
    return found != NULL;
}

static const char *text_of(const Definition *found) { return found ? found->xpath : NULL; }

const char *definitions_function(const Definitions *definitions, Slice name) {
    return text_of(find(&definitions->functions, name));
}

const char *definitions_namespace(const Definitions *definitions, Slice prefix) {
    return text_of(find(&definitions->namespaces, prefix));
}

/* The index of the first entry whose table is not before name, or is behind it. */
static size_t bound(const Definitions *definitions, const char *name, bool behind) {
    size_t low = 0, high = definitions->tables.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(definitions->tables.items[middle].table, name);
        if (order < 0 || (behind && order == 0)) low = middle + 1;
        else high = middle;
    }
    return low;
}

Table definitions_table(const Definitions *definitions, const char *name) {
    size_t first = bound(definitions, name, false), end = bound(definitions, name, true);
    return (Table){first < end ? &definitions->tables.items[first] : NULL, end - first};
}

static int compare_key(const void *key, const void *entry) { return strcmp(key, ((const TableEntry *)entry)->key); }

const char *table_lookup(const Table *table, const char *key) {
    const TableEntry *found =
        table->n ? bsearch(key, table->entries, table->n, sizeof *table->entries, compare_key) : NULL;
    return found ? found->value : NULL;
}
