/* Checks the tree of a document against the one libxml2 builds itself: used by places.c. */
#ifndef TESTS_DOM_H
#define TESTS_DOM_H

#include "xml/document.h"

/* NULL if both say the same, apart from what xml/dom.h leaves out or puts together; else what differs (static buffer).
 */
const char *dom_check(const Document *document);

#endif
