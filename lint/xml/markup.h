/* Markup: where everything in an XML text lies.
 *
 * A total scanner: any bytes become tokens that tile the text without gap or overlap; it never fails, knows no
 * meaning and needs no well-formed input, so that editors get places in half-typed text too.
 *
 * May include: base/, diag/source.h. */
#ifndef XML_MARKUP_H
#define XML_MARKUP_H

#include "base/vec.h"
#include "diag/source.h"

typedef enum {
    TOKEN_TEXT,
    TOKEN_CDATA,
    TOKEN_START, /* <name …> */
    TOKEN_EMPTY, /* <name …/> */
    TOKEN_END,   /* </name> */
    TOKEN_COMMENT,
    TOKEN_PI, /* the XML declaration too */
    TOKEN_DOCTYPE,
    TOKEN_BROKEN /* a "<" that begins none of these, to the next "<" or ">" */
} TokenKind;

typedef struct {
    TokenKind kind;
    Span span;              /* the whole token */
    Span name;              /* START, EMPTY, END, PI; else empty */
    uint32_t attr, n_attrs; /* first and number in Markup.attrs */
    uint32_t match;         /* START: its END, or UINT32_MAX; END: its START, or UINT32_MAX */
    uint32_t parent;        /* the START token around it, or UINT32_MAX */
} Token;

typedef struct {
    Span name;
    Span value; /* inside the quotes; empty at the end of the name if there is no value */
    Span whole; /* from the name's first byte behind the closing quote */
} MarkupAttr;

typedef struct {
    const Source *source;
    VEC(Token) tokens;
    VEC(MarkupAttr) attrs;
    uint32_t n_comments;
} Markup;

/* Owned by the caller. The source must outlive it. */
Markup *markup_scan(const Source *source);
void markup_free(Markup *markup); /* takes NULL */
/* The token that holds the byte at offset (the last one if offset is the size); UINT32_MAX in an empty text. */
uint32_t markup_at(const Markup *markup, uint32_t offset);

#endif
