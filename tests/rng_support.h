/* What the tests of rng/ share: kinds read from rules/builtin, schemas and documents from texts, findings as text. */
#ifndef TESTS_RNG_SUPPORT_H
#define TESTS_RNG_SUPPORT_H

#include "rng/rng.h"

Catalogue *test_catalogue(void); /* made once, kept to the end */

/* NULL and the problems as lines "name:line:column: id: message" in *ret_problems (to be freed) if it is wrong. */
Schema *test_schema(const char *text, char **ret_problems);
/* Around a grammar's content: <grammar …>CONTENT</grammar>; must compile. */
Schema *test_grammar(const char *content);
/* What is said of a document, a line each: "line:column id: message", then " | suggestion" and " = help"; to be freed.
 */
char *test_check(Validator *validator, const char *document);
/* The same with a Validator of its own. */
char *test_check_with(const Schema *schema, const char *document, uint32_t target);

#endif
