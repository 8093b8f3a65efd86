/* Functions: what rules can say beyond XPath 1.0 (rules/README.md has the list).
 *
 * The table of all is in function.c; the functions themselves stand in function_<topic>.c.
 *
 * May include: base/, value/, rule/, libxml. */
#ifndef RULE_FUNCTION_H
#define RULE_FUNCTION_H

#include <libxml/xpath.h>

#include "base/text.h"

typedef struct {
    const char *name;
    void (*call)(xmlXPathParserContext *parser, int n);
} XPathFunction;

/* NULL if there is none of that name. */
const XPathFunction *function_find(Slice name);
/* The index-th name, NULL behind the last. */
const char *function_name(uint32_t index);
/* Stands for every function of definitions/. */
void function_call_defined(xmlXPathParserContext *parser, int n);

#endif
