/* DomBuilder: what libxml2's parser meets becomes the tree of a Document.
 *
 * libxml2's own builder asks for memory for every node and gives it back one by one, which takes as long as the parsing
 * itself. Here nodes live in an arena, and only what somebody asks for becomes one: elements, attributes, text. White
 * space beside other nodes is layout and left out, as are comments and processing instructions; CDATA is text.
 *
 * The nodes are libxml2's in all else, for its functions to read; none of them may be freed or moved by libxml2.
 *
 * May include: base/, xml/, libxml. Only document.c calls it. */
#ifndef XML_DOM_H
#define XML_DOM_H

#include "xml/markup.h"
#include "xml/syntax.h"

typedef struct {
    SyntaxError error; /* first: the parser's _private, where syntax_watch() notes it, is the builder */
    Arena *arena;
    const Markup *markup;
    uint32_t token; /* behind the token of the element before */
    xmlNode *root;
    xmlNode *open; /* the element at hand, or NULL outside of all */
    Text text;     /* since the tag before */
    bool beside;   /* a comment or processing instruction stands beside the text */
} DomBuilder;

/* Makes the parser tell a builder what it meets; once a parser. */
void dom_listen(xmlParserCtxt *parser);
/* Begins with a document, whose nodes are to live in the arena; the token of an element goes into its _private, counted
 * from 1, or 0 where the markup has none. */
void dom_begin(DomBuilder *builder, xmlParserCtxt *parser, const Markup *markup, Arena *arena);
/* Puts the tree into the document. */
void dom_end(const DomBuilder *builder, xmlDoc *document);
void dom_done(DomBuilder *builder);
/* Frees a document, less the tree in it. */
void dom_free(xmlDoc *document);

#endif
