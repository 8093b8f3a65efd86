/* Checks every span of a document against its DOM: used by test_xml.c and test_places.c. */
#ifndef TESTS_PLACES_H
#define TESTS_PLACES_H

#include "xml/document.h"

/* NULL if the tree is right (dom.h) and every element and attribute lies where document_span() says, else what is wrong
 * (static buffer). Counts into *elements and *attributes. */
const char *places_check(const Document *document, unsigned long *elements, unsigned long *attributes);

#endif
