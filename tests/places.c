#include "places.h"

#include "dom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char wrong[512];

static const char *fail(const Document *document, const xmlNode *node, const char *what, Span span) {
    Position at = source_position(document->source, span.start, COLUMN_CODEPOINTS);
    snprintf(wrong, sizeof wrong, "%s:%u:%u: %s of <%s>", document->source->name, at.line, at.column, what,
             (const char *)node->name);
    return wrong;
}

/* What a parser makes of the source text of a value, by our own second decoder: references, line ends, and white space
 * in attributes. */
static void decode(Slice raw, bool attribute, Text *out) {
    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        if (c == '&') {
            static const char *const names[] = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
            size_t n = (size_t)((const char *)memchr(raw.p + i, ';', raw.n - i) - (raw.p + i)) + 1;
            bool known = false;
            for (int k = 0; k < 5; k++)
                if (strncmp(raw.p + i, names[k], n) == 0) text_putc(out, "<>&\"'"[k]), known = true;
            if (!known) {
                char buffer[4];
                bool hex = raw.p[i + 2] == 'x';
                uint32_t code = (uint32_t)strtoul(raw.p + i + 2 + hex, NULL, hex ? 16 : 10);
                text_add(out, buffer, utf8_encode(code, buffer));
            }
            i += n - 1;
        } else if (c == '\r') {
            text_putc(out, attribute ? ' ' : '\n');
            if (i + 1 < raw.n && raw.p[i + 1] == '\n') i++;
        } else {
            text_putc(out, attribute && (c == '\t' || c == '\n') ? ' ' : c);
        }
    }
}

static bool name_is(const Document *document, Span span, const xmlNode *node) {
    Slice name = source_slice(document->source, span);
    const char *colon = memchr(name.p, ':', name.n);
    if (colon) name = (Slice){colon + 1, (size_t)(name.p + name.n - colon - 1)};
    return slice_is(name, (const char *)node->name);
}

static const char *check_subspans(const Document *document, const xmlAttr *attr, Span value, const char *text) {
    Text part = {0};
    const char *bad = NULL;
    for (size_t from = 0; text[from] && !bad && from < 40; from++) {
        if (((unsigned char)text[from] & 0xC0) == 0x80) continue;
        size_t to = from + 1;
        while (((unsigned char)text[to] & 0xC0) == 0x80) to++;
        Span span = document_subspan(document, value, from, to);
        text_clear(&part);
        decode(source_slice(document->source, span), true, &part);
        if (part.n != to - from || memcmp(part.p, text + from, part.n) != 0)
            bad = fail(document, (const xmlNode *)attr, "a part", span);
    }
    text_done(&part);
    return bad;
}

static const char *check_attribute(const Document *document, const xmlAttr *attr) {
    const xmlNode *node = (const xmlNode *)attr;
    Span name = document_span(document, node, PART_NAME), value = document_span(document, node, PART_VALUE);
    if (!name_is(document, name, node)) return fail(document, node, "attribute name", name);
    char *text = (char *)xmlNodeGetContent(node);
    Text decoded = {0};
    decode(source_slice(document->source, value), true, &decoded);
    const char *bad = NULL;
    if (strcmp(text_str(&decoded), text) != 0) bad = fail(document, node, "attribute value", value);
    if (!bad) bad = check_subspans(document, attr, value, text);
    text_done(&decoded);
    xmlFree(text);
    return bad;
}

/* Plain text only: CDATA and comments inside are compared by test_xml.c. */
static const char *check_text(const Document *document, const xmlNode *node) {
    const xmlNode *text = node->children;
    if (!text || text->next || text->type != XML_TEXT_NODE) return NULL;
    Slice trimmed = slice_trim(slice_from((const char *)text->content));
    if (trimmed.n == 0) return NULL;
    Span span = document_span(document, node, PART_TEXT);
    Slice raw = source_slice(document->source, span);
    if (memchr(raw.p, '<', raw.n)) return NULL;
    Text decoded = {0};
    decode(raw, false, &decoded);
    bool same = slice_equal(slice_trim((Slice){text_str(&decoded), decoded.n}), trimmed);
    text_done(&decoded);
    return same ? NULL : fail(document, node, "text", span);
}

static const char *check_element(const Document *document, const xmlNode *node, unsigned long *attributes) {
    Span name = document_span(document, node, PART_NAME), tag = document_span(document, node, PART_TAG);
    if (!name_is(document, name, node)) return fail(document, node, "element name", name);
    if (document->source->text[tag.start] != '<' || document->source->text[tag.end - 1] != '>')
        return fail(document, node, "tag", tag);
    Span all = document_span(document, node, PART_ELEMENT);
    if (all.start != tag.start || all.end < tag.end || document->source->text[all.end - 1] != '>')
        return fail(document, node, "element", all);
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        const char *bad = check_attribute(document, attr);
        if (bad) return bad;
        ++*attributes;
    }
    return check_text(document, node);
}

const char *places_check(const Document *document, unsigned long *elements, unsigned long *attributes) {
    const xmlNode *root = xmlDocGetRootElement(document->xml), *node = root;
    while (node) {
        if (node->type == XML_ELEMENT_NODE) {
            const char *bad = check_element(document, node, attributes);
            if (bad) return bad;
            ++*elements;
        }
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (node != root && !node->next) node = node->parent;
        node = node == root ? NULL : node->next;
    }
    return dom_check(document);
}
