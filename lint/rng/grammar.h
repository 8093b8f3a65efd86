/* Grammar: from .rng files to a Schema. Shared by the files of the compiler alone; others use rng/rng.h.
 *
 * Stations: grammar_file.c reads files and keeps what is wrong with them; grammar_read.c makes Nodes (the file's own
 * structure, its syntax checked); grammar_scope.c knows which definition a name means (include, combine);
 * grammar_simple.c makes Simples (the short form of the specification's section 4); grammar_check.c holds them against
 * section 7; grammar_emit.c writes the Schema. All lives in the Loader's arena.
 *
 * May include: base/, diag/, xml/, rng/. */
#ifndef RNG_GRAMMAR_H
#define RNG_GRAMMAR_H

#include "rng/memo.h"
#include "rng/pattern.h"
#include "rng/rng.h"

#define GRAMMAR_NODES_MAX 400000
#define GRAMMAR_SIMPLES_MAX 400000
#define GRAMMAR_FILE_DEPTH_MAX 50
#define GRAMMAR_DEPTH_MAX 1000 /* of elements in elements, through files and references: bounds recursion */
#define GRAMMAR_SIMPLE_DEPTH_MAX 3000
#define GRAMMAR_NS "http://relaxng.org/ns/structure/1.0"
#define GRAMMAR_ANNOTATION_NS "http://relaxng.org/ns/compatibility/annotations/1.0"
#define GRAMMAR_DOMLINT_NS "urn:domlint:grammar"

typedef struct GrammarFile {
    const char *path;
    Source *source;
    Document *document; /* NULL if it could not be understood */
    Diags diags;
    bool open; /* being read: a reference to it is a loop */
} GrammarFile;

typedef enum {
    N_ELEMENT,
    N_ATTRIBUTE,
    N_GROUP,
    N_INTERLEAVE,
    N_CHOICE,
    N_OPTIONAL,
    N_ZERO_OR_MORE,
    N_ONE_OR_MORE,
    N_LIST,
    N_MIXED,
    N_REF,
    N_PARENT_REF,
    N_EMPTY,
    N_TEXT,
    N_VALUE,
    N_DATA,
    N_NOT_ALLOWED,
    N_EXTERNAL_REF,
    N_GRAMMAR,
    N_PARAM,
    N_EXCEPT,
    N_NAME,
    N_ANY_NAME,
    N_NS_NAME,
    N_START,
    N_DEFINE,
    N_DIV,
    N_INCLUDE,
    N_KINDS
} NodeKind;

typedef struct Scope Scope;
typedef struct Node Node;
struct Node {
    NodeKind kind;
    NodeKind combine; /* START, DEFINE: N_CHOICE, N_INTERLEAVE, or N_KINDS for none */
    Node *first, *last, *next;
    const char *name;    /* DEFINE, REF, PARENT_REF, PARAM; NAME: the local name */
    const char *ns;      /* NAME, NS_NAME, VALUE */
    const char *library; /* VALUE, DATA */
    const char *type;
    const char *text; /* VALUE, PARAM; DATA: d:format or NULL */
    uint32_t note;    /* ELEMENT, ATTRIBUTE, VALUE */
    uint32_t guard;   /* others: guard + 1, or 0 */
    GrammarFile *file;
    const xmlNode *xml;
    Node *included; /* INCLUDE: the grammar; EXTERNAL_REF: the pattern */
    Scope *scope;   /* GRAMMAR: its own */
};

typedef struct Simple Simple;
typedef struct {
    Simple **items;
    uint32_t n;
} SimpleSet;

struct Simple {
    PatternKind kind; /* P_EMPTY … P_ELEMENT, P_GUARD; choice, interleave and group are binary */
    Simple *a, *b;    /* DATA: a is the exception or NULL; ELEMENT, ATTRIBUTE: a is the content */
    uint32_t depth;   /* of the tree below */
    uint32_t index;   /* in the schema's table of its kind */
    const Node *node;
    Scope *scope; /* ELEMENT: where its references look */
    bool queued;  /* seen by queue_elements() */
    bool joins_checked;
    bool emitted;
    PatternId pattern;              /* if emitted */
    uint64_t contexts;              /* checked in these contexts */
    SimpleSet *attrs, *elements;    /* NULL: not collected yet */
    uint8_t content_type, has_text; /* 0: not known yet */
};

typedef struct Definition Definition;
struct Definition {
    const char *name; /* NULL: start */
    VEC(Node *) parts;
    NodeKind combine;
    bool open; /* being made: a reference to it is a loop */
    bool faulty;
    Simple *simple;
    Definition *next;
};

struct Scope {
    Scope *parent;
    Definition *start;
    Definition *table[256];
    const Node *node;
};

/* The arrays of the Schema while they grow. */
typedef struct {
    TextTable strings;
    PairTable names;
    VEC(uint32_t) namespaces;
    VEC(NameClass) classes;
    VEC(Item) elements;
    VEC(Item) attributes;
    VEC(Data) data;
    VEC(Param) params;
    VEC(Value) values;
    VEC(Note) notes;
    VEC(Guard) guards;
    PatternStore store;
    Schema view; /* for class_contains() while names are still coming */
} Tables;

typedef struct {
    SchemaProblems *problems;
    Arena *arena;
    VEC(GrammarFile *) files;
    VEC(Scope *) scopes;
    VEC(Simple *) queue; /* elements reached, in order */
    Tables tables;
    uint32_t n_nodes, n_simples, n_faults, file_depth, depth;
    uint64_t n_steps;
    bool limit; /* reported that the grammar is too large */
    uint32_t oldest, newest;
    const char *unknown_help;
    Simple empty, text, not_allowed;
} Loader;

/* grammar_file.c: ids of faults are "schema-grammar-…" */
void fault(Loader *loader, const Node *node, const char *id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void fault_at(Loader *loader, GrammarFile *file, const xmlNode *xml, NodePart part, const char *id, const char *format,
              ...) __attribute__((format(printf, 6, 7)));
/* The file at path (read once), or NULL with a fault at xml of from (NULL: no place). */
GrammarFile *file_load(Loader *loader, const char *path, GrammarFile *from, const xmlNode *xml);
GrammarFile *file_from_text(Loader *loader, const char *name, const char *bytes, size_t size);
/* The path an href leads to, or NULL with a fault. In the arena. */
const char *file_resolve(Loader *loader, GrammarFile *file, const xmlNode *xml, const char *href);
void files_done(Loader *loader);

/* grammar_read.c: a whole file, or NULL with a fault. ns is what it inherits. */
Node *read_file(Loader *loader, GrammarFile *file, const char *ns, bool must_be_grammar);
/* grammar_note.c: annotations, as note or guard of the node. */
void read_annotations(Loader *loader, Node *node);
void read_grammar_annotations(Loader *loader, GrammarFile *file, const xmlNode *root);

/* grammar_scope.c */
Scope *scope_make(Loader *loader, const Node *grammar, Scope *parent);
Definition *scope_find(Scope *scope, const char *name);
/* grammar_static.c: what must hold of every node, reachable or not: references, datatypes, name classes. */
void check_node(Loader *loader, Node *node, Scope *scope);

/* grammar_simple.c */
Simple *simple_of_start(Loader *loader, Scope *scope);
/* Makes the content of an element of the queue, and queues the elements it reaches. */
void simple_fill_element(Loader *loader, Simple *element);
void queue_elements(Loader *loader, Simple *simple);

/* grammar_tables.c */
void tables_init(Tables *tables);
void tables_done(Tables *tables);
uint32_t table_string(Tables *tables, const char *text);
uint32_t table_namespace(Tables *tables, const char *ns);
uint32_t table_name(Tables *tables, const char *ns, const char *local);
uint32_t table_class(Loader *loader, const Node *node);
const Schema *table_view(Tables *tables);
uint32_t table_data(Loader *loader, const Node *node);
uint32_t table_value(Loader *loader, const Node *node);

/* grammar_check.c: section 7 */
void check_start(Loader *loader, Simple *start, const Node *grammar);
void check_element(Loader *loader, Simple *element);
/* grammar_class.c: whether two name classes share a name. */
bool classes_overlap(Tables *tables, uint32_t a, uint32_t b);
bool class_is_infinite(const Tables *tables, uint32_t name_class);

/* grammar_emit.c */
Schema *emit_schema(Loader *loader, Simple *start);

#endif
