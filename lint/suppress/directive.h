/* Directives: the suppressions of a document, with the bytes each covers.
 *
 * May include: base/, diag/, xml/, libxml. */
#ifndef SUPPRESS_DIRECTIVE_H
#define SUPPRESS_DIRECTIVE_H

#include "xml/document.h"

typedef struct {
    Span place;   /* of the comment, or of the metadata's start tag */
    Span codes;   /* of the list of codes in the source */
    Span covers;  /* a diagnostic that begins in here is concerned */
    bool comment; /* in a comment: it can be removed by a fix */
    bool open;    /* a range that no enable has closed */
} Directive;

typedef VEC(Directive) DirectiveVec;

/* All of a document, in its order; malformed ones are reported and left out. */
void directives_find(const Document *document, Diags *diags, DirectiveVec *ret_directives);

#endif
