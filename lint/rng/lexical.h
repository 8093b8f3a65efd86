/* What texts a datatype takes: the work behind rng/datatype.h.
 *
 * May include: base/, rng/, libxml. */
#ifndef RNG_LEXICAL_H
#define RNG_LEXICAL_H

#include "rng/datatype.h"

typedef enum {
    LEX_STRING,
    LEX_LANGUAGE,
    LEX_NAME,
    LEX_NCNAME,
    LEX_NCNAMES,
    LEX_NMTOKEN,
    LEX_NMTOKENS,
    LEX_QNAME,
    LEX_ENTITY, /* never: documents with a DOCTYPE are not read, so no entity is declared */
    LEX_URI,
    LEX_BOOLEAN,
    LEX_DECIMAL,
    LEX_INTEGER,
    LEX_HEX,
    LEX_BASE64,
    LEX_FOREIGN /* libxml2 knows */
} Lexical;

typedef enum { SPACE_KEEP, SPACE_REPLACE, SPACE_COLLAPSE } Space;

typedef struct {
    const char *name;
    Lexical lexical;
    Space space;
    const char *lowest, *highest; /* integers: bounds of the type, or NULL */
} TypeRow;

const TypeRow *type_row(uint32_t type);
/* Adds text with its white space treated as the type wants. */
void lexical_clean(Text *out, const char *text, Space space);
/* text is clean. */
bool lexical_allows(const TypeRow *row, const char *text, const xmlNode *context);
/* Numbers of any length; both texts are decimals. Below, at or above 0 as a is below, equal to or above b. */
int decimal_compare(const char *a, const char *b);
/* Digits that count, in all or behind the point. */
uint32_t decimal_digits(const char *text, bool fraction);
/* The length facets' measure of a clean text: characters, bytes or items. */
uint32_t lexical_length(const TypeRow *row, const char *text);
/* The namespace of a clean QName's prefix, or NULL if it has none bound. */
const char *qname_namespace(const char *text, const xmlNode *context);
/* libxml2's judgement: the sign of a compared with b (-2: not comparable), both values of the type. */
int foreign_compare(const TypeRow *row, const char *a, const char *b);
/* Whether libxml2 compiles it, and it is of a size to be trusted. */
bool regex_allowed(const char *regex);

#endif
