/* Datatypes: the two built into RELAX NG and the XML Schema library.
 *
 * Strings, names and numbers are judged here; dates, floats and the like by libxml2, as are regular expressions. A
 * Matcher holds what must be prepared (compiled expressions) for one Validator; it does so when first asked.
 *
 * May include: base/, rng/schema.h, libxml. */
#ifndef RNG_DATATYPE_H
#define RNG_DATATYPE_H

#include <libxml/tree.h>

#include "base/text.h"
#include "rng/schema.h"

#define XSD_LIBRARY "http://www.w3.org/2001/XMLSchema-datatypes"
#define TYPE_TOKEN 0u /* the built-in token, the default of <value> */

typedef enum {
    FACET_PATTERN,
    FACET_MIN_INCLUSIVE,
    FACET_MIN_EXCLUSIVE,
    FACET_MAX_INCLUSIVE,
    FACET_MAX_EXCLUSIVE,
    FACET_LENGTH,
    FACET_MIN_LENGTH,
    FACET_MAX_LENGTH,
    FACET_TOTAL_DIGITS,
    FACET_FRACTION_DIGITS,
    FACET_COUNT
} Facet;

/* "" is the built-in library. */
bool datatype_library_known(const char *library);
/* The number of a type, or -1. */
int datatype_find(const char *library, const char *name);
const char *datatype_name(uint32_t type);
/* The number of a facet, or -1. */
int facet_find(const char *name);
const char *facet_name(uint32_t facet);
/* Why a type cannot have this facet with this text, or NULL. A constant text. */
const char *datatype_param_fault(uint32_t type, uint32_t facet, const char *text);
/* Whether equal letters may mean different things in different places (QName, NOTATION). */
bool datatype_is_qualified(uint32_t type);
/* Whether text is of the type at all; context resolves prefixes, NULL: none. */
bool datatype_allows(uint32_t type, const char *text, const xmlNode *context);
/* Numbers of any length: XML Schema's integer types and decimal. */
bool datatype_is_number(uint32_t type);

typedef struct Matcher Matcher;
Matcher *matcher_new(const Schema *schema);
void matcher_free(Matcher *matcher); /* takes NULL */
bool matcher_data(Matcher *matcher, uint32_t data, const char *text, const xmlNode *context);
bool matcher_value(Matcher *matcher, uint32_t value, const char *text, const xmlNode *context);
/* Whether an expression took more steps than libxml2 allows: what was said of texts since is not to be trusted. */
bool matcher_exhausted(const Matcher *matcher);
/* What texts the data takes, in words: "an integer from 0 to 255". */
void datatype_describe(const Schema *schema, uint32_t data, Text *out);
/* The first facet that refuses a text of the right type, or -1; the text is of the wrong type: -2. */
int matcher_refusal(Matcher *matcher, uint32_t data, const char *text, const xmlNode *context, uint32_t *ret_param);

#endif
