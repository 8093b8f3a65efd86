/* For tests of lint/xpath: evaluating beside libxml2, showing what comes out, making expressions up. */
#ifndef TESTS_XPATH_SUPPORT_H
#define TESTS_XPATH_SUPPORT_H

#include <libxml/xpath.h>

#include "rule/known.h"

/* A document without blanks between elements; NULL if it is no XML. */
xmlDoc *xpath_document(const char *xml, size_t size);

/* A value in words: "true", "2.5", "'text'", and for nodes "a @x=1 'text' /" (an element's id or else its name). */
void xpath_show(const Evaluator *evaluator, const Object *value, Text *out);

/* Evaluates with both on the node-th element of the document (0: the root node), in a fresh Evaluator of no functions
 * but XPath's own. True if both give the same, or both refuse. Otherwise ret_difference says what each gave. */
bool xpath_agrees(xmlDoc *doc, const char *xpath, uint32_t node, Text *ret_difference);

/* Adds a random expression without our functions, made of a few names that the documents of tests have. */
void xpath_invent(uint64_t *seed, Text *out);

#endif
