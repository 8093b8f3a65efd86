/* The inside of an Evaluator, for the files of this room.
 *
 * May include: base/, xpath/. */
#ifndef XPATH_STATE_H
#define XPATH_STATE_H

#include "xpath/call.h"
#include "xpath/recall.h"

enum { STEPS_MAX = 2000000, CALLS_MAX = 40, MEMOS = 2048 };

struct XPath {
    const char *text; /* known by address */
    const Expr *expr; /* NULL: it is wrong */
    enum { PURE_UNKNOWN, PURE_RUNNING, PURE, IMPURE } purity;
    enum { FREE_UNKNOWN, FREE, BOUND } freedom;
    /* What a free one gave for the document of this number. */
    uint32_t document;
    bool holds, undecided;
};

/* Who stands at the plain beginning of absolute paths. */
typedef struct {
    uint32_t document; /* Evaluator.document when it was looked up */
    NodeSet nodes;
} Standing;

/* What a defined function gave for a node of this document. */
typedef struct {
    const Expr *body;
    Node node;
    uint32_t document; /* Evaluator.document when it was remembered */
    bool undecided;
    Object value;
} Memo;

typedef struct {
    uint32_t document; /* Evaluator.document when it was last asked for */
    bool known;        /* false: it is being evaluated, or failed */
    Object value;
    const Expr *expr; /* NULL before it is first needed */
} Variable;

struct Evaluator {
    const XPathNames *names;
    const Intern *seeds;
    ExprNames known;
    Intern *texts; /* XPaths of evaluator_keep() */
    Arena *code;   /* compiled expressions */
    XPath **table; /* open addressing by address of the text */
    uint32_t n_compiled, room;
    Arena *scratch;                /* what dies with the document */
    uint32_t document, generation; /* count them */
    Memo *memos;                   /* MEMOS of them; a newer one takes the place of an older one */
    Tree tree;
    Variable *variables;
    Recall *recall;         /* of variables */
    VEC(Standing) standing; /* by number of the prefix */
    Node selected;
    const Object *frame; /* what $1 ... stand for */
    uint32_t n_frame;
    int depth;
    uint32_t steps;
    bool undecided, failed;
};

/* eval.c */
Object eval(Evaluator *evaluator, const Expr *expr, const Context *context);
bool eval_bool(Evaluator *evaluator, const Expr *expr, const Context *context);
double eval_number(Evaluator *evaluator, const Expr *expr, const Context *context);
const char *eval_text(Evaluator *evaluator, const Expr *expr, const Context *context);
/* The value of a variable; lives as long as the document. */
const Object *eval_variable(Evaluator *evaluator, uint32_t index);
/* Its XPath; NULL if it is wrong. */
const Expr *eval_variable_expr(Evaluator *evaluator, uint32_t index);
NodeSet eval_nodes(Evaluator *evaluator, const Expr *expr, const Context *context);

/* pure.c: whether the expression of a definition depends on nothing but the context node: neither current() nor $1. */
bool is_pure(Evaluator *evaluator, const char *text);
/* Whether an expression gives the same for every context node of a document. */
bool expr_free(Evaluator *evaluator, const Expr *expr);
/* compare.c */
bool eval_comparison(Evaluator *evaluator, const Expr *expr, const Context *context);

/* path.c */
typedef struct Visitor Visitor;
struct Visitor {
    bool (*visit)(Visitor *visitor, Node node); /* true: enough seen */
};
/* Visits the nodes of a path, perhaps out of order or twice where it is not ordered. True if the visitor had enough. */
bool path_visit(Evaluator *evaluator, const Expr *path, const Context *context, Visitor *visitor);
NodeSet path_nodes(Evaluator *evaluator, const Expr *path, const Context *context);
/* Who stands at the plain beginning of an absolute path that has one. */
NodeSet standing_at(Evaluator *evaluator, const Expr *path);
/* NODE_NONE if there is none. */
Node path_first(Evaluator *evaluator, const Expr *path, const Context *context);
/* Whether the text of one of the nodes of a plain path is this one; not equal: whether that of one is not. */
bool plain_path_any(Evaluator *evaluator, const Expr *path, const Context *context, const char *text, bool equal);
/* Sorts, drops doubles. */
NodeSet set_of(Evaluator *evaluator, const Node *nodes, uint32_t n);

/* object.c */
static inline Object object_of_bool(bool truth) { return (Object){.type = TYPE_BOOL, .truth = truth}; }
static inline Object object_of_number(double number) { return (Object){.type = TYPE_NUMBER, .number = number}; }
static inline Object object_of_text(const char *text) { return (Object){.type = TYPE_TEXT, .text = text}; }
static inline Object object_of_nodes(NodeSet nodes) {
    return (Object){.type = TYPE_NODES, .n = nodes.n, .nodes = nodes.items};
}
/* XPath's number() of a text; NaN if it is none. */
double number_of_text(const char *text);
const char *text_of_number(Evaluator *evaluator, double number);

#endif
