/* Functions: what rules can say beyond XPath 1.0 (rules/README.md has the list).
 *
 * The table of all is in function.c; the functions themselves stand in function_<topic>.c.
 *
 * May include: base/, xpath/. */
#ifndef RULE_FUNCTION_H
#define RULE_FUNCTION_H

#include "xpath/expr.h"

/* NULL if there is none of that name. */
const XPathFunction *function_find(Slice name);
/* The index-th name, NULL behind the last. */
const char *function_name(uint32_t index);

#endif
