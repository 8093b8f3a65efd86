/* Evaluator: XPath 1.0 over a Tree, made for thousands of small expressions a document.
 *
 * libxml2's XPath allocates for every step and value: over the rules of this project it took ten times as long as all
 * the rest together. Here expressions are compiled once into an arena, node sets are visited and not built where that
 * is enough, and what an evaluation makes dies with the document.
 *
 * An Evaluator is one thread's. It keeps compiled expressions for as long as it lives, and the values of variables for
 * one domain. Results live until the next evaluator_begin().
 *
 * May include: base/, xpath/. */
#ifndef XPATH_EVALUATOR_H
#define XPATH_EVALUATOR_H

#include "xpath/expr.h"

typedef struct {
    const Node *items; /* in document order, none twice */
    uint32_t n;
} NodeSet;

/* Two words, so that it is returned in registers. */
typedef struct {
    ObjectType type; /* never TYPE_ANY; says which of these there is */
    uint32_t n;      /* of nodes */
    union {
        bool truth;
        double number;
        const char *text;
        const Node *nodes; /* in document order, none twice */
    };
} Object;

static inline NodeSet object_nodes(const Object *object) { return (NodeSet){object->nodes, object->n}; }

typedef struct Evaluator Evaluator;

/* seeds: names to be interned first, so that their numbers are those they have there; may be NULL. All are borrowed. */
Evaluator *evaluator_new(const XPathNames *names, const Intern *seeds);
void evaluator_free(Evaluator *evaluator); /* takes NULL */
/* Begins with a domain: the subtree of top, in elements of these names (tree.h). */
void evaluator_begin(Evaluator *evaluator, xmlNode *top, const char *const *wrap, uint32_t n_wrap);
/* Adds a second top element to the domain at hand (tree_add() of tree.h). */
void evaluator_add(Evaluator *evaluator, const char *name, const char *const *attributes, xmlNode *top,
                   const char *const *wrap, uint32_t n_wrap);
const Tree *evaluator_tree(const Evaluator *evaluator);
const XPathNames *evaluator_names(const Evaluator *evaluator);
/* Memory for what lives until the next evaluator_begin(). */
Arena *evaluator_arena(const Evaluator *evaluator);
/* The selected node: what current() gives. */
void evaluator_select(Evaluator *evaluator, Node selected);
Node evaluator_current(const Evaluator *evaluator);

/* A compiled expression; NULL if it is none. The text must outlive the evaluator: it is known by its address. */
const Expr *evaluator_compile(Evaluator *evaluator, const char *xpath);
/* Compiled expressions are forgotten when documents have brought too many names; then this number changes. */
uint32_t evaluator_generation(const Evaluator *evaluator);

/* An expression that may be asked again and again; of this generation of the evaluator. */
typedef struct XPath XPath;
XPath *evaluator_xpath(Evaluator *evaluator, const char *text);
/* Whether it gives the same for all nodes of a document: it names variables and absolute paths alone. Then it is
 * evaluated once a document. */
bool xpath_is_free(Evaluator *evaluator, XPath *xpath);
bool xpath_holds(Evaluator *evaluator, XPath *xpath, Node node);

/* A copy of an XPath for evaluator_compile(); equal texts give one address. */
const char *evaluator_keep(Evaluator *evaluator, Slice xpath);

/* All take an XPath (see evaluator_compile()) and the context node. A fault while evaluating (a wrong type, the limit
 * of steps) gives "", NaN, no nodes, and evaluator_failed() afterwards. */
const char *evaluate_text(Evaluator *evaluator, const char *xpath, Node node);
double evaluate_number(Evaluator *evaluator, const char *xpath, Node node);
NodeSet evaluate_nodes(Evaluator *evaluator, const char *xpath, Node node);
Object evaluate(Evaluator *evaluator, const char *xpath, Node node);

/* Runs the last steps of a path: node has passed the tests of the steps before first, and the name test of step
 * first, whose predicates are still to be tried; found gets what comes out. Of these predicates only the first may ask
 * for the position. */
typedef VEC(Node) NodeVec;
void evaluate_from(Evaluator *evaluator, const Expr *path, uint32_t first, Node node, NodeVec *found);

/* A set of them: in document order, none twice. The set lives in the evaluator's arena, or in the nodes themselves. */
NodeSet evaluator_set(Evaluator *evaluator, const NodeVec *nodes);
NodeSet nodes_set(NodeVec *nodes);

bool object_truth(const Object *object);
double object_number(const Evaluator *evaluator, const Object *object);
const char *object_text(const Evaluator *evaluator, const Object *object);

/* Adds a number as people write it: whole numbers without exponent. */
void text_add_number(Text *out, double number);

/* Whether a number function met a text that is no number, or none at all, since the last evaluator_reset(): then a
 * comparison with it says nothing. */
bool evaluator_undecided(const Evaluator *evaluator);
bool evaluator_failed(const Evaluator *evaluator);
void evaluator_reset(Evaluator *evaluator);

#endif
