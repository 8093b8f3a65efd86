/* Known: what the XPaths of rules may name: our functions, the definitions of rules/definitions/, and what is kept for
 * them between calls.
 *
 * May include: base/, rule/definitions.h, xpath/, libxml. */
#ifndef RULE_KNOWN_H
#define RULE_KNOWN_H

#include <libxml/xmlregexp.h>

#include "rule/definitions.h"
#include "xpath/call.h"

/* One thread's. */
typedef struct {
    XPathNames names; /* what an Evaluator takes */
    const Definitions *definitions;
    Intern *patterns;
    VEC(xmlRegexp *) regexps; /* by number of the pattern; NULL: it is none */
    Intern *asked;            /* number of the pattern, text: documents bring the same ones again */
    VEC(bool) answers;        /* by number in asked */
} Known;

/* definitions are borrowed. */
void known_init(Known *known, const Definitions *definitions);
void known_done(Known *known);

/* For functions. */
const Definitions *known_definitions(const Call *call);
/* The number of a regular expression of XSD. */
uint32_t known_pattern(const Call *call, const char *pattern);
/* Whether it matches the whole text; false if it is none. */
bool known_matches(const Call *call, uint32_t pattern, const char *text);

#endif
