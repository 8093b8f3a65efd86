/* Tree: a domain as XPath sees it: plain arrays in document order, made anew for each domain.
 *
 * A node is its number; node 0 is the root above the top element, an element is followed by its attributes, then by
 * its children, so comparing numbers compares document order. Names are interned, so comparing names compares numbers.
 * Comments, processing instructions and white space beside other nodes are left out.
 *
 * A Tree borrows from the libxml2 document it was made of; texts that had to be put together live in its arena.
 *
 * May include: base/, libxml. */
#ifndef XPATH_TREE_H
#define XPATH_TREE_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/intern.h"
#include "base/vec.h"

typedef uint32_t Node;
#define NODE_NONE UINT32_MAX

typedef enum { TREE_ROOT, TREE_ELEMENT, TREE_ATTRIBUTE, TREE_TEXT } TreeKind;

typedef struct {
    TreeKind kind;
    uint32_t name; /* interned as tree_name() gives it; texts: INTERN_NONE */
    Node parent;
    Node next, prev;  /* siblings, attributes among themselves; NODE_NONE at the ends */
    Node child;       /* the first element or text */
    Node attr;        /* the first attribute */
    Node end;         /* behind the last node inside */
    const char *text; /* of attributes and texts; of elements once asked for */
    xmlNode *origin;  /* NULL: domlint made it */
} TreeNode;

typedef struct {
    VEC(TreeNode) nodes;
    Intern *names; /* borrowed */
    Arena *arena;  /* borrowed */
} Tree;

/* Fills the tree anew: the elements named in wrap, outermost first, around the subtree of top. names and arena must
 * outlive what is read of it. */
void tree_fill(Tree *tree, Intern *names, Arena *arena, xmlNode *top, const char *const *wrap, uint32_t n_wrap);
/* Adds a second top element behind the first: an element called name with these attributes (pairs of name and value,
 * ended by NULL), and in it the subtree of top in the elements of wrap. top may be of another document. */
void tree_add(Tree *tree, const char *name, const char *const *attributes, xmlNode *top, const char *const *wrap,
              uint32_t n_wrap);
void tree_done(Tree *tree);

/* How a name of a namespace is interned: the name alone where there is no namespace. */
uint32_t tree_name(Intern *names, const char *uri, Slice name);

static inline TreeNode *tree_node(const Tree *tree, Node node) { return &tree->nodes.items[node]; }
/* The string value of XPath. */
const char *tree_text(const Tree *tree, Node node);
/* The attribute of that interned name, or NODE_NONE. */
Node tree_attribute(const Tree *tree, Node element, uint32_t name);
/* Whether there is one of that interned name and its value is text. */
bool tree_attribute_is(const Tree *tree, Node element, uint32_t name, const char *text);
/* The top element: what is outermost. */
static inline Node tree_top(const Tree *tree) { return tree->nodes.items[0].child; }

#endif
