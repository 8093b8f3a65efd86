#include "xml/dom.h"

#include <libxml/parserInternals.h>
#include <string.h>

/* The next element token at or behind index: tokens and elements are in document order. */
static uint32_t next_element(const Markup *markup, uint32_t index) {
    while (index < markup->tokens.n) {
        TokenKind kind = markup->tokens.items[index].kind;
        if (kind == TOKEN_START || kind == TOKEN_EMPTY) break;
        index++;
    }
    return index;
}

static void pair(DomBuilder *builder, xmlNode *node) {
    builder->token = next_element(builder->markup, builder->token);
    if (builder->token < builder->markup->tokens.n) node->_private = (void *)(uintptr_t)(++builder->token);
}

static void append(DomBuilder *builder, xmlNode *node) {
    xmlNode *parent = builder->open;
    node->parent = parent ? parent : (xmlNode *)node->doc;
    if (!parent) {
        builder->root = node;
        return;
    }
    node->prev = parent->last;
    if (parent->last) parent->last->next = node;
    else parent->children = node;
    parent->last = node;
}

/* ---- text ---- */

static void fill_text(const DomBuilder *builder, xmlNode *node, xmlDoc *document, const char *text, size_t n) {
    node->type = XML_TEXT_NODE;
    node->name = xmlStringText;
    node->doc = document;
    node->content = (xmlChar *)arena_text(builder->arena, text, n);
}

static bool is_layout(const DomBuilder *builder, bool before_element) {
    bool beside = before_element || builder->beside || builder->open->last;
    return beside && strspn(builder->text.p, " \t\r\n") == builder->text.n;
}

static void end_text(DomBuilder *builder, bool before_element) {
    if (builder->open && builder->text.n && !is_layout(builder, before_element)) {
        xmlNode *node = arena_alloc(builder->arena, sizeof *node);
        fill_text(builder, node, builder->open->doc, builder->text.p, builder->text.n);
        append(builder, node);
    }
    text_clear(&builder->text);
    builder->beside = false;
}

static void meet_text(void *data, const xmlChar *text, int n) {
    DomBuilder *builder = ((xmlParserCtxt *)data)->_private;
    text_add(&builder->text, (const char *)text, (size_t)n);
}

static void meet_comment(void *data, const xmlChar *text) {
    DomBuilder *builder = ((xmlParserCtxt *)data)->_private;
    (void)text;
    builder->beside = true;
}

static void meet_instruction(void *data, const xmlChar *target, const xmlChar *text) {
    (void)target;
    meet_comment(data, text);
}

/* ---- elements ---- */

/* A prefix that nobody declared is taken as part of the name, as libxml2 does. */
static const xmlChar *full_name(const xmlParserCtxt *parser, const xmlChar *local, const xmlChar *prefix,
                                const xmlChar *uri) {
    return prefix && !uri ? xmlDictQLookup(parser->dict, prefix, local) : local;
}

/* declared: pairs of prefix and URI. */
static void add_namespaces(const DomBuilder *builder, xmlNode *node, int n, const xmlChar **declared) {
    xmlNs **last = &node->nsDef;
    for (int i = 0; i < n; i++, last = &(*last)->next) {
        *last = arena_alloc(builder->arena, sizeof **last);
        **last = (xmlNs){.type = XML_LOCAL_NAMESPACE, .prefix = declared[2 * i], .href = declared[2 * i + 1]};
    }
}

typedef struct {
    const xmlChar *local, *prefix, *uri, *value, *end;
} Met;

/* An attribute and the text in it are one piece. */
static xmlAttr *new_attribute(const DomBuilder *builder, const xmlParserCtxt *parser, xmlNode *node, const Met *met) {
    struct {
        xmlAttr attr;
        xmlNode text;
    } *both = arena_alloc(builder->arena, sizeof *both);
    xmlAttr *attr = &both->attr;
    attr->type = XML_ATTRIBUTE_NODE;
    attr->name = full_name(parser, met->local, met->prefix, met->uri);
    attr->doc = node->doc;
    attr->parent = node;
    attr->children = attr->last = &both->text;
    if (met->prefix && met->uri) attr->ns = xmlSearchNs(node->doc, node, met->prefix);
    fill_text(builder, &both->text, node->doc, (const char *)met->value, (size_t)(met->end - met->value));
    both->text.parent = (xmlNode *)attr;
    return attr;
}

/* met: local name, prefix, URI, value and its end, of each. */
static void add_attributes(const DomBuilder *builder, const xmlParserCtxt *parser, xmlNode *node, int n,
                           const xmlChar **met) {
    xmlAttr *last = NULL;
    for (int i = 0; i < n; i++, met += 5) {
        xmlAttr *attr = new_attribute(builder, parser, node, &(Met){met[0], met[1], met[2], met[3], met[4]});
        attr->prev = last;
        if (last) last->next = attr;
        else node->properties = attr;
        last = attr;
    }
}

static void meet_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int n_declared,
                       const xmlChar **declared, int n_attributes, int n_defaulted, const xmlChar **attributes) {
    xmlParserCtxt *parser = data;
    DomBuilder *builder = parser->_private;
    (void)n_defaulted; /* no DTD, no defaults */
    end_text(builder, true);
    xmlNode *node = arena_alloc(builder->arena, sizeof *node);
    node->type = XML_ELEMENT_NODE;
    node->name = full_name(parser, local, prefix, uri);
    node->doc = parser->myDoc;
    append(builder, node);
    pair(builder, node);
    add_namespaces(builder, node, n_declared, declared);
    if (uri) node->ns = xmlSearchNs(node->doc, node, prefix);
    add_attributes(builder, parser, node, n_attributes, attributes);
    builder->open = node;
}

static void meet_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
    DomBuilder *builder = ((xmlParserCtxt *)data)->_private;
    (void)local, (void)prefix, (void)uri;
    end_text(builder, false);
    builder->open = builder->open == builder->root ? NULL : builder->open->parent;
}

/* ---- a document ---- */

void dom_listen(xmlParserCtxt *parser) {
    syntax_watch(parser);
    xmlSAXHandler *sax = parser->sax;
    sax->startElementNs = meet_start;
    sax->endElementNs = meet_end;
    sax->characters = sax->ignorableWhitespace = sax->cdataBlock = meet_text;
    sax->comment = meet_comment;
    sax->processingInstruction = meet_instruction;
}

void dom_begin(DomBuilder *builder, xmlParserCtxt *parser, const Markup *markup, Arena *arena) {
    Text text = builder->text;
    text_clear(&text);
    *builder = (DomBuilder){.arena = arena, .markup = markup, .text = text};
    parser->_private = builder;
}

void dom_end(const DomBuilder *builder, xmlDoc *document) { document->children = document->last = builder->root; }

void dom_done(DomBuilder *builder) { text_done(&builder->text); }

void dom_free(xmlDoc *document) {
    document->children = document->last = NULL;
    xmlFreeDoc(document);
}
