/* Definitions: the variables, functions, tables and namespaces that rules share.
 *
 * May include: base/, rule/book.h. */
#ifndef RULE_DEFINITIONS_H
#define RULE_DEFINITIONS_H

#include "base/vec.h"
#include "rule/book.h"

typedef struct {
    const char *name, *xpath; /* a namespace: its URI */
} Definition;
typedef VEC(Definition) DefinitionVec;

typedef struct {
    const char *table, *key, *value;
} TableEntry;

/* The definitions of all books together; the last one of a name counts. Built once, read-only afterwards. */
typedef struct {
    DefinitionVec variables, functions, namespaces; /* sorted by name */
    VEC(TableEntry) tables;                         /* sorted by table, then key */
} Definitions;

void definitions_add(Definitions *definitions, const RuleBook *book);
void definitions_done(Definitions *definitions);
/* The index of a variable. False if there is none. */
bool definitions_variable(const Definitions *definitions, Slice name, uint32_t *ret_index);
/* NULL if there is none. */
const char *definitions_function(const Definitions *definitions, Slice name);
const char *definitions_namespace(const Definitions *definitions, Slice prefix);
/* The entries of one table, sorted by key. */
typedef struct {
    const TableEntry *entries;
    size_t n;
} Table;
/* Empty if there is none of that name. */
Table definitions_table(const Definitions *definitions, const char *name);
/* NULL if the table has no such entry. */
const char *table_lookup(const Table *table, const char *key);

#endif
