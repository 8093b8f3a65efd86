/* The compiled form of a grammar: plain arrays that refer to each other by index, and one string table.
 *
 * rng/grammar.c makes one from a .rng file, tools/ writes one out as C arrays. Read-only once made. A string is an
 * offset into strings; offset 0 is the empty string, which also stands for "none". Notes: index 0 is the empty note.
 *
 * May include: base/. */
#ifndef RNG_SCHEMA_H
#define RNG_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t PatternId;

typedef enum {
    P_NOT_ALLOWED, /* always pattern 0 */
    P_EMPTY,       /* always pattern 1 */
    P_TEXT,        /* always pattern 2 */
    P_CHOICE,      /* a: first in pool, b: number; a sorted set of two and more */
    P_INTERLEAVE,  /* a: first in pool, b: number; a sorted bag of two and more */
    P_GROUP,       /* a, b: patterns; b is the longer one */
    P_ONE_OR_MORE, /* a: pattern */
    P_LIST,        /* a: pattern */
    P_DATA,        /* a: data, b: the exception (pattern) */
    P_VALUE,       /* a: value */
    P_ATTRIBUTE,   /* a: attribute */
    P_ELEMENT,     /* a: element */
    P_AFTER,       /* a: what must come in the element, b: what then */
    P_SLOT,        /* a: number; stands for "what then" where the parent keeps it */
    P_GUARD        /* a: pattern, b: guard; not allowed outside some releases */
} PatternKind;

#define NOT_ALLOWED 0u
#define EMPTY 1u
#define TEXT 2u

enum {
    PATTERN_NULLABLE = 1,
    PATTERN_ATTRIBUTES = 2,      /* an attribute is in it (not behind an element) */
    PATTERN_ONLY_ATTRIBUTES = 4, /* and nothing else that takes input */
    PATTERN_GUARDED = 8          /* a guard is in it (not behind an element or attribute) */
};

typedef struct {
    uint8_t kind, flags;
    uint16_t depth; /* levels of patterns under it: recursion over patterns is no deeper */
    uint32_t a, b;
} Pattern;

typedef enum { CLASS_NAME, CLASS_NS, CLASS_ANY, CLASS_CHOICE } ClassKind;
#define CLASS_NONE UINT32_MAX

typedef struct {
    uint32_t kind;
    uint32_t a; /* NAME: name; NS: namespace; CHOICE: class */
    uint32_t b; /* NS, ANY: excepted class or CLASS_NONE; CHOICE: class */
} NameClass;

typedef struct {
    uint32_t ns, local; /* namespace index, string */
} Name;

typedef struct {
    uint32_t name_class;
    PatternId content; /* attributes: of the value */
    uint32_t note;
} Item; /* an element or attribute pattern */

typedef struct {
    uint32_t type; /* Datatype */
    uint32_t param, n_params;
    uint32_t format; /* a string: what d:format says it is, or "" */
} Data;

typedef struct {
    uint32_t facet, text;
} Param;

typedef struct {
    uint32_t type, text;
    uint32_t ns; /* QName: string of the namespace its prefix stood for */
    uint32_t note;
} Value;

typedef struct {
    uint32_t doc, ref; /* strings */
    uint32_t since, until;
} Note;

typedef struct {
    uint32_t since, until;
} Guard;

typedef struct Schema {
    const Pattern *patterns;
    const PatternId *pool;
    const PatternId *table; /* hash of patterns: open addressing, a power of two, 0: free */
    const Item *elements, *attributes;
    const NameClass *classes;
    const Name *names;
    const uint32_t *name_table; /* hash of names, UINT32_MAX: free */
    const uint32_t *namespaces; /* strings; 0: none */
    const Data *data;
    const Param *params;
    const Value *values;
    const Note *notes;
    const Guard *guards;
    const char *strings;
    uint32_t n_patterns, n_pool, table_size, n_elements, n_attributes, n_classes, n_names, name_table_size;
    uint32_t n_namespaces, n_data, n_params, n_values, n_notes, n_guards, n_strings;
    PatternId start;
    uint32_t oldest, newest, unknown_help; /* releases; a string */
    uint32_t qualified;                    /* some value or data is a QName: texts mean more than their letters */
} Schema;

/* Names a document may use. Those the grammar does not mention are "some other name of namespace N" (n_names + N),
 * or "of another namespace" (n_names + n_namespaces). */
uint32_t schema_name(const Schema *schema, const char *ns, const char *local);
uint32_t schema_namespace(const Schema *schema, const char *ns); /* n_namespaces if not mentioned */
bool class_contains(const Schema *schema, uint32_t name_class, uint32_t name);
/* The local name of a class that is one name, or its first name; NULL for a wildcard. */
const char *class_first_name(const Schema *schema, uint32_t name_class, uint32_t *ret_name);

static inline const char *schema_string(const Schema *schema, uint32_t offset) { return schema->strings + offset; }

#endif
