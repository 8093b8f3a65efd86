#include "dom.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

static bool is_text(const xmlNode *node) { return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE; }

static void write_name(const xmlNs *ns, const xmlChar *name, Text *out) {
    if (ns) text_join(out, "{", (const char *)ns->href, "}", ns->prefix ? (const char *)ns->prefix : "", ":", NULL);
    text_puts(out, (const char *)name);
}

static void write_tag(const xmlNode *node, Text *out) {
    text_putc(out, '<');
    write_name(node->ns, node->name, out);
    for (const xmlNs *ns = node->nsDef; ns; ns = ns->next)
        text_join(out, " xmlns:", ns->prefix ? (const char *)ns->prefix : "", "=", (const char *)ns->href, NULL);
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        xmlChar *value = xmlNodeListGetString(attr->doc, attr->children, 1);
        text_putc(out, ' ');
        write_name(attr->ns, attr->name, out);
        text_join(out, "=", value ? (const char *)value : "", NULL);
        xmlFree(value);
    }
    text_puts(out, ">\n");
}

static const xmlNode *behind_text(const xmlNode *node) {
    while (node && node->type != XML_ELEMENT_NODE) node = node->next;
    return node;
}

/* What stands between two elements: its texts in one, unless that is layout. */
static void write_run(const xmlNode *first, const xmlNode *end, Text *out) {
    bool beside = first->prev || end;
    Text run = {0};
    for (const xmlNode *node = first; node != end; node = node->next) {
        if (is_text(node) && node->content) text_puts(&run, (const char *)node->content);
        beside |= !is_text(node);
    }
    bool blank = strspn(text_str(&run), " \t\r\n") == run.n;
    if (run.n && !(blank && beside)) text_join(out, "\"", text_str(&run), "\"\n", NULL);
    text_done(&run);
}

static void write_tree(const xmlNode *node, Text *out) {
    write_tag(node, out);
    for (const xmlNode *child = node->children; child;) {
        const xmlNode *next = child->type == XML_ELEMENT_NODE ? child->next : behind_text(child);
        if (child->type == XML_ELEMENT_NODE) write_tree(child, out);
        else write_run(child, next, out);
        child = next;
    }
    text_puts(out, "</>\n");
}

/* The first line that differs. */
static const char *difference(const char *ours, const char *theirs) {
    static char said[400];
    size_t at = 0, line = 0;
    for (; ours[at] && ours[at] == theirs[at]; at++)
        if (ours[at] == '\n') line = at + 1;
    if (ours[at] == theirs[at]) return NULL;
    snprintf(said, sizeof said, "the tree has %.150s, libxml2's %.150s", ours + line, theirs + line);
    return said;
}

const char *dom_check(const Document *document) {
    const Source *source = document->source;
    xmlDoc *doc = xmlReadMemory(source->text, (int)source->size, NULL, "UTF-8",
                                XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!doc) return "libxml2 does not parse this";
    Text ours = {0}, theirs = {0};
    write_tree(xmlDocGetRootElement(document->xml), &ours);
    write_tree(xmlDocGetRootElement(doc), &theirs);
    const char *said = difference(text_str(&ours), text_str(&theirs));
    text_done(&ours);
    text_done(&theirs);
    xmlFreeDoc(doc);
    return said;
}
