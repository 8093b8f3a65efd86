#include "rule/view.h"

#include <string.h>

static bool is_domain(const RuleSet *rules, const xmlNode *node) {
    for (uint32_t b = 0; b < rules->books.n; b++) {
        const RuleBook *book = rules->books.items[b];
        for (uint32_t i = 0; i < book->roots.n; i += 2)
            if (strcmp(book_at(book, book->roots, i), "domain") == 0 &&
                strcmp(book_at(book, book->roots, i + 1), (const char *)node->name) == 0)
                return true;
    }
    return false;
}

/* The domains at most three levels below an envelope's root. */
static void find_domains(const RuleSet *rules, xmlNode *parent, int levels, NodeVec *nodes) {
    for (xmlNode *child = parent->children; child && levels; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) continue;
        if (!child->ns && is_domain(rules, child)) vec_push(nodes, child);
        else find_domains(rules, child, levels - 1, nodes);
    }
}

void view_nodes(const RuleSet *rules, const Document *document, RootKind kind, NodeVec *ret_nodes) {
    xmlNode *root = xmlDocGetRootElement(document->xml);
    if (kind == ROOT_ENVELOPE) find_domains(rules, root, 3, ret_nodes);
    else vec_push(ret_nodes, root);
}

/* The elements that stand around a device, innermost given. */
static xmlNode *make_wrap(const RuleSet *rules, xmlDoc *doc) {
    const RuleBook *book = rules->books.items[0];
    xmlNode *inner = (xmlNode *)doc;
    for (uint32_t i = 0; i < book->wrap.n; i++) {
        xmlNode *node = xmlNewDocNode(doc, NULL, (const xmlChar *)book_at(book, book->wrap, i), NULL);
        if (i == 0) xmlDocSetRootElement(doc, node);
        else xmlAddChild(inner, node);
        inner = node;
    }
    return inner;
}

void view_enter(View *view, const RuleSet *rules, const Document *document, xmlNode *node, RootKind kind) {
    *view = (View){.doc = document->xml, .device = kind == ROOT_DEVICE};
    if (kind == ROOT_DOMAIN) return;
    *view = (View){xmlNewDoc((const xmlChar *)"1.0"), node, node->parent, node->prev, node->next, kind == ROOT_DEVICE};
    xmlNode *parent = kind == ROOT_DEVICE ? make_wrap(rules, view->doc) : (xmlNode *)view->doc;
    node->parent = parent;
    node->prev = node->next = NULL;
    parent->children = parent->last = node;
}

void view_leave(View *view) {
    if (!view->node) return;
    view->node->parent->children = view->node->parent->last = NULL;
    view->node->parent = view->parent;
    view->node->prev = view->prev;
    view->node->next = view->next;
    xmlFreeDoc(view->doc);
}
