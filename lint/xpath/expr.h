/* Expr: a compiled XPath 1.0 expression, and the reading of one.
 *
 * May include: base/, xpath/. */
#ifndef XPATH_EXPR_H
#define XPATH_EXPR_H

#include "xpath/tree.h"

typedef enum { TYPE_ANY, TYPE_NODES, TYPE_BOOL, TYPE_NUMBER, TYPE_TEXT } ObjectType;

typedef enum {
    EXPR_NUMBER,
    EXPR_TEXT,
    EXPR_VARIABLE, /* $name */
    EXPR_ARGUMENT, /* $1 */
    EXPR_PATH,
    EXPR_UNION,
    EXPR_OR,
    EXPR_AND,
    EXPR_EQUAL,
    EXPR_UNEQUAL,
    EXPR_LESS,
    EXPR_LESS_EQUAL,
    EXPR_GREATER,
    EXPR_GREATER_EQUAL,
    EXPR_ADD,
    EXPR_SUBTRACT,
    EXPR_MULTIPLY,
    EXPR_DIVIDE,
    EXPR_MODULO,
    EXPR_NEGATE,
    EXPR_NOT,     /* not(): so frequent that it is no call */
    EXPR_BOOLEAN, /* boolean() */
    EXPR_CALL,    /* a function written in C */
    EXPR_DEFINED, /* a function that is an XPath itself */
} ExprKind;

/* The comparison with its sides changed over: "a < b" is "b > a". */
ExprKind expr_turned(ExprKind kind);

typedef enum {
    AXIS_CHILD,
    AXIS_ATTRIBUTE,
    AXIS_SELF,
    AXIS_PARENT,
    AXIS_DESCENDANT,
    AXIS_DESCENDANT_OR_SELF,
    AXIS_ANCESTOR,
    AXIS_ANCESTOR_OR_SELF,
    AXIS_FOLLOWING_SIBLING,
    AXIS_PRECEDING_SIBLING,
    AXIS_FOLLOWING,
    AXIS_PRECEDING,
} Axis;

typedef enum { TEST_NAME, TEST_ANY_NAME, TEST_TEXT, TEST_NODE } NodeTest;

typedef struct Expr Expr;

/* The forms of a predicate: those that are tried without evaluating an expression, [@name], [not(@name)],
 * [@name='text']; those that hold or not, whatever the position. */
typedef enum { PREDICATE_ANY, PREDICATE_BOOL, PREDICATE_HAS, PREDICATE_LACKS, PREDICATE_EQUALS } PredicateForm;

/* What is read here is small and tight, as the rules of a run are many: an Expr fits in a line of the cache. */
typedef struct {
    const Expr *expr;
    const char *text;
    uint32_t name;
    uint32_t exact; /* [3]: 3; else 0 */
    PredicateForm form : 8;
    bool positional; /* asks which of the candidates it is, or how many there are */
    bool counts_all; /* needs to know how many there are: last() */
} Predicate;

enum { PREDICATES_MAX = 8, PREFIX_MAX = 16 };

typedef struct {
    Axis axis : 8;
    NodeTest test : 8;
    bool positional; /* a predicate is */
    uint8_t n_predicates;
    uint32_t name;
    const Predicate *predicates;
} Step;

/* What becomes known of a call of a definition when it first runs. */
typedef struct {
    const Expr *body; /* NULL: it is wrong */
    bool known, pure;
} Callee;

typedef struct Call Call;
typedef struct {
    const char *name;
    int least, most; /* arguments */
    ObjectType type; /* of the result */
    void (*call)(Call *call);
    bool of_texts; /* gives the same for the same texts, whichever nodes they are of */
} XPathFunction;

struct Expr {
    ExprKind kind : 8;
    ObjectType type : 8; /* what it gives, as far as it is known beforehand */
    bool settled;        /* EXPR_CALL: all arguments behind the first are literals */
    bool absolute;       /* EXPR_PATH: from the root */
    bool only_attribute; /* EXPR_PATH: nothing but "@name" */
    bool only_self;      /* EXPR_PATH: nothing but "." */
    /* EXPR_PATH: behind the prefix there are but plain steps: children and attributes by name, parents. */
    bool plain;
    bool ordered; /* EXPR_PATH: its nodes come in document order, none twice */
    uint32_t n_args;
    /* EXPR_PATH: an absolute path begins with n_prefix plain steps, PREFIX_MAX at most (the last may have predicates
     * that ask no position), 0 where it does not. Who stands there is looked up once a document, under the number
     * prefix. */
    uint32_t prefix;
    const Expr **args; /* operands, arguments; EXPR_PATH: where it starts if not at the context node */
    union {
        struct { /* EXPR_PATH */
            const Step *steps;
            const Predicate *predicates; /* of the start */
            uint32_t n_steps;
            uint8_t n_predicates, n_prefix;
        };
        const Expr *operands[2]; /* of an operator: its args */
        struct {                 /* the others */
            union {
                double number;
                const char *text;         /* EXPR_TEXT; EXPR_DEFINED: its XPath */
                uint32_t index;           /* EXPR_VARIABLE: its number; EXPR_ARGUMENT: from 0 */
                void (*call)(Call *call); /* EXPR_CALL: that of the function */
            };
            const XPathFunction *function; /* EXPR_CALL */
            union {
                const void **kept; /* EXPR_CALL: call_kept() of call.h */
                Callee *callee;    /* EXPR_DEFINED */
            };
        };
    };
};

/* Who knows the names in an XPath. All functions take data; a NULL function knows none. */
typedef struct {
    const void *data;
    const XPathFunction *(*function)(const void *data, Slice name);
    const char *(*definition)(const void *data, Slice name); /* the XPath of a defined function */
    bool (*variable)(const void *data, Slice name, uint32_t *ret_index);
    const char *(*variable_xpath)(const void *data, uint32_t index);
    uint32_t n_variables;
    const char *(*namespace_uri)(const void *data, Slice prefix);
    bool lenient; /* unknown names are no fault: to check the form alone */
} XPathNames;

/* What expressions have in common: equal names, equal numbers. */
typedef struct {
    Intern *words;    /* of elements and attributes; a Tree's, too */
    Intern *prefixes; /* plain beginnings of absolute paths */
} ExprNames;

/* Compiles. NULL with a clause that says what is wrong in ret_problem ("expected ')' before 'x'"), in the arena. The
 * result lives in the arena. */
const Expr *expr_parse(Arena *arena, ExprNames *names, const XPathNames *known, const char *text,
                       const char **ret_problem);

#endif
