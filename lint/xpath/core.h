/* The functions of XPath 1.0 itself (all but id() and lang()).
 *
 * May include: base/, xpath/. */
#ifndef XPATH_CORE_H
#define XPATH_CORE_H

#include "xpath/expr.h"

/* NULL if there is none of that name. */
const XPathFunction *core_function(Slice name);
/* The same in any table of n functions that is sorted by name. */
const XPathFunction *function_in(const XPathFunction *table, size_t n, Slice name);

/* Whether its argument must be nodes. */
bool core_takes_nodes(const XPathFunction *function);

#endif
