#include "xml/document.h"

#include <string.h>

#include "xml/dom.h"

/* NOENT: what is told of attributes is decoded; there are no entities but those of XML, for there is no DTD. */
enum {
    PARSE_OPTIONS = XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
};

static bool has_doctype(const Markup *markup, Span *ret_span) {
    for (uint32_t i = 0; i < markup->tokens.n; i++) {
        const Token *token = &markup->tokens.items[i];
        if (token->kind == TOKEN_START || token->kind == TOKEN_EMPTY) return false;
        if (token->kind != TOKEN_DOCTYPE) continue;
        *ret_span = (Span){token->span.start, token->span.start + 9};
        return true;
    }
    return false;
}

/* libxml2's parser, with the dictionary of names that documents bring. A new one takes its place when it holds too
 * many: names of documents never seen again. */
struct DocumentParser {
    xmlParserCtxt *context;
    DomBuilder builder;
};

enum { NAMES_MAX = 20000 };

DocumentParser *document_parser_new(void) { return memory_alloc(sizeof(DocumentParser)); }

void document_parser_free(DocumentParser *parser) {
    if (!parser) return;
    if (parser->context) xmlFreeParserCtxt(parser->context);
    dom_done(&parser->builder);
    free(parser);
}

static xmlParserCtxt *fresh_context(DocumentParser *parser) {
    if (parser->context && xmlDictSize(parser->context->dict) > NAMES_MAX) {
        xmlFreeParserCtxt(parser->context);
        parser->context = NULL;
    }
    if (!parser->context) {
        parser->context = xmlNewParserCtxt();
        dom_listen(parser->context);
    }
    return parser->context;
}

/* The text is UTF-8 whatever the XML declaration says. Told to ignore the declaration, libxml2 takes it for UTF-8 and
 * reads it in one piece; told an encoding, it would convert it piece by piece. */
static xmlDoc *parse_text(DocumentParser *parser, const Document *document, Diags *diags) {
    const Source *source = document->source;
    xmlParserCtxt *context = fresh_context(parser);
    dom_begin(&parser->builder, context, document->markup, document->arena);
    xmlDoc *xml =
        xmlCtxtReadDoc(context, (const xmlChar *)source->text, NULL, NULL, PARSE_OPTIONS | XML_PARSE_IGNORE_ENC);
    if (xml) dom_end(&parser->builder, xml);
    else syntax_report(&parser->builder.error, document->markup, diags);
    return xml;
}

void document_prepare_threads(void) { xmlInitParser(); }

Document *document_parse_with(DocumentParser *parser, const Source *source, Diags *diags) {
    Document *document = memory_alloc(sizeof *document);
    document->source = source;
    document->markup = markup_scan(source);
    document->arena = arena_new();
    Span doctype;
    if (has_doctype(document->markup, &doctype)) {
        diag_report(diags, &(Report){.id = "xml-doctype", .span = doctype});
    } else if (syntax_readable(source, diags)) {
        document->xml = parse_text(parser, document, diags);
    }
    if (!document->xml) {
        document_free(document);
        return NULL;
    }
    return document;
}

Document *document_parse(const Source *source, Diags *diags) {
    DocumentParser *parser = document_parser_new();
    Document *document = document_parse_with(parser, source, diags);
    document_parser_free(parser);
    return document;
}

void document_free(Document *document) {
    if (!document) return;
    if (document->xml) dom_free(document->xml);
    arena_free(document->arena);
    markup_free(document->markup);
    free(document);
}

static const Token *node_token(const Document *document, const xmlNode *node) {
    uintptr_t index = (uintptr_t)node->_private;
    return index ? &document->markup->tokens.items[index - 1] : NULL;
}

static bool is_namespace_declaration(const Document *document, const MarkupAttr *attr) {
    Slice name = source_slice(document->source, attr->name);
    return slice_is(name, "xmlns") || (name.n > 6 && memcmp(name.p, "xmlns:", 6) == 0);
}

/* The attributes of the DOM are those of the tag in order, less the namespace declarations. */
static const MarkupAttr *attr_markup(const Document *document, const xmlAttr *attr) {
    const Token *token = node_token(document, attr->parent);
    if (!token) return NULL;
    uint32_t index = 0;
    for (const xmlAttr *before = attr->parent->properties; before != attr; before = before->next) index++;
    for (uint32_t i = 0; i < token->n_attrs; i++) {
        const MarkupAttr *place = &document->markup->attrs.items[token->attr + i];
        if (!is_namespace_declaration(document, place) && index-- == 0) return place;
    }
    return NULL;
}

static Span root_name(const Document *document) {
    const Token *token = node_token(document, xmlDocGetRootElement(document->xml));
    return token ? token->name : (Span){0, 0};
}

static Span trimmed(const Source *source, Span span) {
    Slice text = slice_trim(source_slice(source, span));
    if (text.n == 0) return span;
    uint32_t start = (uint32_t)(text.p - source->text);
    return (Span){start, start + (uint32_t)text.n};
}

/* The text of an element that holds text only: from the start tag to the end tag. */
static Span text_span(const Document *document, const xmlNode *node, const Token *token) {
    if (token->kind == TOKEN_EMPTY || token->match == UINT32_MAX) return token->name;
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE) return token->name;
    Span inside = {token->span.end, document->markup->tokens.items[token->match].span.start};
    Slice text = slice_trim(source_slice(document->source, inside));
    return text.n ? trimmed(document->source, inside) : token->name;
}

static Span attr_span(const Document *document, const xmlAttr *attr, NodePart part) {
    const MarkupAttr *place = attr_markup(document, attr);
    if (!place) return root_name(document);
    if (part == PART_NAME) return place->name;
    return part == PART_VALUE || part == PART_TEXT ? place->value : place->whole;
}

static Span element_span(const Document *document, const xmlNode *node, NodePart part) {
    const Token *token = node_token(document, node);
    if (!token) return root_name(document);
    switch (part) {
    case PART_NAME: return token->name;
    case PART_TAG: return token->span;
    case PART_VALUE:
    case PART_TEXT: return text_span(document, node, token);
    case PART_ELEMENT: break;
    }
    uint32_t end = token->match == UINT32_MAX ? token->span.end : document->markup->tokens.items[token->match].span.end;
    return (Span){token->span.start, end};
}

Span document_span(const Document *document, const xmlNode *node, NodePart part) {
    switch (node->type) {
    case XML_ATTRIBUTE_NODE: return attr_span(document, (const xmlAttr *)node, part);
    case XML_ELEMENT_NODE: return element_span(document, node, part);
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE: return element_span(document, node->parent, PART_TEXT);
    default: return root_name(document);
    }
}

static unsigned position_among_siblings(const xmlNode *node, unsigned *ret_count) {
    unsigned position = 0;
    *ret_count = 0;
    const xmlNode *first = node;
    while (first->prev) first = first->prev;
    for (const xmlNode *sibling = first; sibling; sibling = sibling->next) {
        if (sibling->type != XML_ELEMENT_NODE || sibling->name != node->name) continue; /* of one dictionary */
        ++*ret_count;
        if (sibling == node) position = *ret_count;
    }
    return position;
}

static void add_prefix(Text *path, const xmlNs *ns) {
    if (ns && ns->prefix) text_printf(path, "%s:", (const char *)ns->prefix);
}

static void add_step(Text *path, const xmlNode *node) {
    text_putc(path, '/');
    if (node->type == XML_ATTRIBUTE_NODE) text_putc(path, '@');
    add_prefix(path, node->ns);
    text_puts(path, (const char *)node->name);
    if (node->type != XML_ELEMENT_NODE) return;
    unsigned count, position = position_among_siblings(node, &count);
    if (count > 1) text_printf(path, "[%u]", position);
}

char *document_path(Arena *arena, const xmlNode *node) {
    VEC(const xmlNode *) steps = {0};
    for (; node && (node->type == XML_ELEMENT_NODE || node->type == XML_ATTRIBUTE_NODE); node = node->parent)
        vec_push(&steps, node);
    Text path = {0};
    while (steps.n) add_step(&path, steps.items[--steps.n]);
    char *text = arena_text(arena, text_str(&path), path.n);
    text_done(&path);
    vec_done(&steps);
    return text;
}
