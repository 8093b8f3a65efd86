/* Syntax: what to say when a text is no well-formed XML.
 *
 * libxml2 finds the first error; its words are for programmers and its place is where it noticed, so both are made anew
 * here from the markup.
 *
 * May include: base/, diag/, xml/markup.h, libxml. Only document.c and dom.c call it. */
#ifndef XML_SYNTAX_H
#define XML_SYNTAX_H

#include <libxml/parser.h>

#include "diag/diag.h"
#include "xml/markup.h"

/* The first error of a parse. */
typedef struct {
    int code;        /* libxml2's xmlParserErrors; 0: none */
    uint32_t offset; /* how far the parser had read */
    char message[160];
} SyntaxError;

/* False, with a diagnostic, for texts that need no parser to be refused: empty, binary, no markup at all. */
bool syntax_readable(const Source *source, Diags *diags);
/* Makes the parser note its first error in the SyntaxError that its _private is, or begins with. */
void syntax_watch(xmlParserCtxt *parser);
/* Says what was wrong. */
void syntax_report(const SyntaxError *error, const Markup *markup, Diags *diags);

#endif
