/* XPath: evaluation for rules, with our functions and variables.
 *
 * An Evaluator is one thread's: it keeps compiled XPaths for as long as it lives and the values of variables for one
 * domain.
 *
 * May include: base/, diag/, xml/, value/, rule/, libxml. */
#ifndef RULE_XPATH_H
#define RULE_XPATH_H

#include <libxml/xpathInternals.h>

#include "base/intern.h"
#include "base/vec.h"
#include "rule/book.h"

typedef struct {
    const char *name, *xpath;
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
/* NULL if there is none. */
const char *definitions_variable(const Definitions *definitions, const char *name);
const char *definitions_function(const Definitions *definitions, const char *name);
/* NULL if the table has no such entry. */
const char *definitions_lookup(const Definitions *definitions, const char *table, const char *key);

typedef struct Evaluator Evaluator;

Evaluator *evaluator_new(const Definitions *definitions);
void evaluator_free(Evaluator *evaluator); /* takes NULL */
/* Begins with a domain: view is a document whose root is the domain element. */
void evaluator_begin(Evaluator *evaluator, xmlDoc *view);
/* The selected node: what current() gives. */
void evaluator_select(Evaluator *evaluator, xmlNode *selected);
xmlNode *evaluator_current(const Evaluator *evaluator);

/* All take an XPath whose text outlives the evaluator, and the context node. A fault while evaluating (a wrong type,
 * the limit of steps) gives false, "", NaN, no nodes, and evaluator_failed() afterwards. */
bool evaluate_bool(Evaluator *evaluator, const char *xpath, xmlNode *node);
/* Adds the string value. */
void evaluate_text(Evaluator *evaluator, const char *xpath, xmlNode *node, Text *out);
/* NULL on a fault; freed by xmlXPathFreeObject(). */
xmlXPathObject *evaluate(Evaluator *evaluator, const char *xpath, xmlNode *node);

/* A copy of an XPath that lives as long as the evaluator; equal texts give one address. */
const char *evaluator_keep(Evaluator *evaluator, Slice xpath);
/* Adds a number as people write it: whole numbers without exponent. */
void text_add_number(Text *out, double number);

/* Whether a number function met a text that is no number, or none at all, since the last evaluator_reset(): then a
 * comparison with it says nothing. */
bool evaluator_undecided(const Evaluator *evaluator);
void evaluator_undecide(Evaluator *evaluator);
void evaluator_decide(Evaluator *evaluator);
bool evaluator_failed(const Evaluator *evaluator);
void evaluator_reset(Evaluator *evaluator);

const Definitions *evaluator_definitions(const Evaluator *evaluator);
/* The evaluator of a running XPath function. */
Evaluator *evaluator_of(xmlXPathParserContext *parser);
/* Evaluates on a node from inside a function; text is copied if it is new. NULL on a fault. */
xmlXPathObject *evaluate_inside(xmlXPathParserContext *parser, const char *xpath, xmlNode *node);
/* Calls a definition with arguments args[0..n), which $1.. name. Takes over the arguments. NULL on a fault. */
xmlXPathObject *evaluate_call(xmlXPathParserContext *parser, const char *xpath, xmlNode *node, xmlXPathObject **args,
                              int n);

/* Compiles; NULL with a problem text. "$1" is written "$arg1" for libxml2, whose names can't begin with digits. */
xmlXPathCompExpr *xpath_compile(const char *text, char *ret_problem, size_t size);

#endif
