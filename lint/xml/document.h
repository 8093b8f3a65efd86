/* Document: a Source understood as XML.
 *
 * libxml2 gives the meaning (document->xml), the scanner the places; they are paired once after the parse. Nothing of
 * the network or of other files is ever read; a DOCTYPE is refused with one diagnostic.
 *
 * node->_private of elements belongs to this module. A Document owns its DOM and markup; document_free() ends it; the
 * Source is borrowed.
 *
 * May include: base/, diag/, xml/markup.h, libxml. */
#ifndef XML_DOCUMENT_H
#define XML_DOCUMENT_H

#include <libxml/tree.h>

#include "diag/diag.h"
#include "xml/markup.h"

typedef struct {
    const Source *source;
    Markup *markup;
    xmlDoc *xml;  /* its nodes are those of dom.h: to be read alone */
    Arena *arena; /* they live here */
} Document;

/* libxml2 sets up what its threads share; before any second thread parses. */
void document_prepare_threads(void);
/* NULL where the text is no well-formed XML; then the reason stands in diags (one diagnostic, ids "xml-…"). */
Document *document_parse(const Source *source, Diags *diags);
/* The same for many documents, faster: a parser is one thread's, and what it learns of names helps the next document.
 * Documents may outlive it. */
typedef struct DocumentParser DocumentParser;
DocumentParser *document_parser_new(void);
void document_parser_free(DocumentParser *parser); /* takes NULL */
Document *document_parse_with(DocumentParser *parser, const Source *source, Diags *diags);
void document_free(Document *document); /* takes NULL */

typedef enum {
    PART_NAME,   /* an element's name in its start tag; an attribute's name */
    PART_VALUE,  /* an attribute's value inside the quotes; an element: like PART_TEXT */
    PART_TEXT,   /* an element's text without white space around; the name if it has none or has child elements */
    PART_TAG,    /* the whole start tag; an attribute with its value */
    PART_ELEMENT /* from the start tag behind the end tag; an attribute with its value */
} NodePart;

/* Where a part of an element or attribute node lies. Nodes that domlint made (no place) give the root's name. */
Span document_span(const Document *document, const xmlNode *node, NodePart part);

/* The place of bytes [from, to) of a decoded text whose source is the span value (as PART_VALUE or PART_TEXT gives
 * it): references such as &lt; and &#38;, CDATA marks and line ends are decoded along the way. A part that falls
 * into a reference covers all of it. */
Span document_subspan(const Document *document, Span value, size_t from, size_t to);

/* The XPath of a node, such as /domain/devices/disk[2]/target/@bus; in the arena. */
char *document_path(Arena *arena, const xmlNode *node);

#endif
