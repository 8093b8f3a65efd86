/* Book: rules and definitions as plain arrays.
 *
 * Every text is a Ref, an offset into one pool; lists are Ranges of one array of Refs. So a book that the build wrote
 * as C data needs no relocation and no parsing when the program starts; one read from --rules at run time has the same
 * form.
 *
 * May include: base/. */
#ifndef RULE_BOOK_H
#define RULE_BOOK_H

#include "base/text.h"

typedef uint32_t Ref; /* 0: absent */
typedef struct {
    uint32_t first, n; /* of Refs */
} Range;

typedef enum { VERB_NONE, VERB_ASSERT, VERB_TYPE, VERB_UNIQUE, VERB_REFERS, VERB_SAME } RuleVerb;
typedef enum { SCOPE_DOMAIN, SCOPE_DEVICE, SCOPE_PROJECT, SCOPE_UPDATE } RuleScope;

typedef struct {
    Ref id, title, message, why, help, group, since, select, at;
    Ref bad, good, old; /* short examples */
    Ref expression;     /* assert, unique: the XPath; refers: value; same: with */
    Ref type, among, key, fix_title;
    Range when, links, suggestions;
    /* What a document must have: "name", an element of that name; "@name", an attribute; "@name=a", an attribute of
     * that value, or of one of several, a line each. What stands in front of the first absent Ref always, what stands
     * behind each absent Ref for one side of the select. */
    Range needs;
    Range kin;     /* unique: XPaths; nodes for which one of them gives the same text are not compared */
    Range related; /* pairs: at, message */
    Range params;  /* pairs: name, text */
    Range fields;  /* same: fives: path, key, otherwise, name, format */
    Range edits;   /* triples: what ("set", "remove", "into", "before", "after", "move"), XPath or at, text or XPath */
    uint32_t since_release, until_release; /* 0: none */
    uint8_t severity, verb, scope, builtin, fix_safe;
} RuleRecord;

typedef struct {
    const char *pool;
    const Ref *refs;
    const RuleRecord *rules; /* by id */
    uint32_t n_rules;
    Range variables, functions; /* pairs: name, XPath */
    Range namespaces;           /* pairs: prefix, URI */
    Range tables;               /* triples: table, key, value */
    Range roots;                /* pairs: kind (domain, envelope, device), element name */
    Range wrap;                 /* the elements around a device, outermost first */
} RuleBook;

/* The text of a Ref; NULL if it is absent. */
const char *book_text(const RuleBook *book, Ref ref);
/* The index-th text of a Range. */
const char *book_at(const RuleBook *book, Range range, uint32_t index);

/* The rules of the rules/ folder, written by the build. */
extern const RuleBook book_builtin;

#endif
