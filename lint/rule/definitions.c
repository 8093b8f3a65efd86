#include "rule/definitions.h"

#include <stdlib.h>
#include <string.h>

static int compare_definitions(const void *left, const void *right) {
    return strcmp(((const Definition *)left)->name, ((const Definition *)right)->name);
}

static int compare_entries(const void *left, const void *right) {
    const TableEntry *a = left, *b = right;
    int order = strcmp(a->table, b->table);
    return order ? order : strcmp(a->key, b->key);
}

/* The first book's stand in order, as the builder leaves them. */
static bool in_order(const RuleBook *book, Range range) {
    for (uint32_t i = 2; i < range.n; i += 2)
        if (strcmp(book_at(book, range, i - 2), book_at(book, range, i)) >= 0) return false;
    return true;
}

static void add_pairs(const RuleBook *book, Range range, DefinitionVec *list) {
    bool fresh = list->n == 0 && in_order(book, range);
    for (uint32_t i = 0; fresh && i < range.n; i += 2)
        vec_push(list, ((Definition){book_at(book, range, i), book_at(book, range, i + 1)}));
    if (fresh) return;
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

static bool tables_in_order(const Definitions *definitions) {
    const TableEntry *items = definitions->tables.items;
    for (size_t i = 1; i < definitions->tables.n; i++)
        if (compare_entries(&items[i - 1], &items[i]) > 0) return false;
    return true;
}

void definitions_add(Definitions *definitions, const RuleBook *book) {
    add_pairs(book, book->variables, &definitions->variables);
    add_pairs(book, book->functions, &definitions->functions);
    add_pairs(book, book->namespaces, &definitions->namespaces);
    for (uint32_t i = 0; i < book->tables.n; i += 3)
        vec_push(&definitions->tables, ((TableEntry){book_at(book, book->tables, i), book_at(book, book->tables, i + 1),
                                                     book_at(book, book->tables, i + 2)}));
    if (!tables_in_order(definitions))
        qsort(definitions->tables.items, definitions->tables.n, sizeof(TableEntry), compare_entries);
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
