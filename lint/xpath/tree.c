#include "xpath/tree.h"

#include <string.h>

uint32_t tree_name(Intern *names, const char *uri, Slice name) {
    if (!uri || !*uri) return intern_add(names, name);
    Text text = {0};
    text_printf(&text, "{%s}", uri);
    text_add(&text, name.p, name.n);
    uint32_t id = intern_add(names, (Slice){text_str(&text), text.n});
    text_done(&text);
    return id;
}

static uint32_t name_of(const Tree *tree, const xmlNode *node) {
    const char *name = (const char *)node->name;
    return node->ns ? tree_name(tree->names, (const char *)node->ns->href, slice_from(name))
                    : intern_again(tree->names, name);
}

static Node add_node(Tree *tree, TreeKind kind, uint32_t name, Node parent, Node prev, xmlNode *origin) {
    Node node = tree->nodes.n;
    vec_push(&tree->nodes, ((TreeNode){.kind = kind,
                                       .name = name,
                                       .parent = parent,
                                       .next = NODE_NONE,
                                       .prev = prev,
                                       .child = NODE_NONE,
                                       .attr = NODE_NONE,
                                       .end = node + 1,
                                       .origin = origin}));
    if (prev != NODE_NONE) tree->nodes.items[prev].next = node;
    return node;
}

static const char *attribute_text(const Tree *tree, const xmlAttr *attr) {
    const xmlNode *text = attr->children;
    if (!text) return "";
    if (!text->next && text->content) return (const char *)text->content;
    xmlChar *whole = xmlNodeListGetString(attr->doc, text, 1);
    const char *copy = arena_strdup(tree->arena, whole ? (const char *)whole : "");
    xmlFree(whole);
    return copy;
}

static void add_attributes(Tree *tree, Node element, const xmlNode *origin) {
    Node prev = NODE_NONE;
    for (xmlAttr *attr = origin->properties; attr; attr = attr->next) {
        Node node = add_node(tree, TREE_ATTRIBUTE, name_of(tree, (xmlNode *)attr), element, prev, (xmlNode *)attr);
        tree->nodes.items[node].text = attribute_text(tree, attr);
        if (prev == NODE_NONE) tree->nodes.items[element].attr = node;
        prev = node;
    }
}

static bool is_text(const xmlNode *node) { return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE; }

static bool is_blank(const xmlNode *node) {
    const char *text = (const char *)node->content;
    return !text || text[strspn(text, " \t\r\n")] == 0;
}

/* Blanks are layout, but where they are all an element holds. */
static bool is_layout(const xmlNode *text) { return is_blank(text) && (text->prev || text->next); }

static Node add_subtree(Tree *tree, xmlNode *origin, Node parent, Node prev) {
    Node node = add_node(tree, TREE_ELEMENT, name_of(tree, origin), parent, prev, origin);
    Node before = NODE_NONE;
    add_attributes(tree, node, origin);
    for (xmlNode *child = origin->children; child; child = child->next) {
        bool element = child->type == XML_ELEMENT_NODE;
        if (!element && !(is_text(child) && !is_layout(child))) continue;
        Node added = element ? add_subtree(tree, child, node, before)
                             : add_node(tree, TREE_TEXT, INTERN_NONE, node, before, child);
        if (!element) tree->nodes.items[added].text = (const char *)child->content;
        if (before == NODE_NONE) tree->nodes.items[node].child = added;
        before = added;
    }
    tree->nodes.items[node].end = tree->nodes.n;
    return node;
}

static Node add_made(Tree *tree, const char *name, Node parent, Node prev) {
    Node node = add_node(tree, TREE_ELEMENT, tree_name(tree->names, NULL, slice_from(name)), parent, prev, NULL);
    if (prev == NODE_NONE) tree->nodes.items[parent].child = node;
    return node;
}

/* The subtree of top in made elements, in inner, whose ancestors end with it. */
static void add_wrapped(Tree *tree, Node inner, xmlNode *top, const char *const *wrap, uint32_t n_wrap) {
    for (uint32_t i = 0; i < n_wrap; i++) inner = add_made(tree, wrap[i], inner, NODE_NONE);
    Node node = add_subtree(tree, top, inner, NODE_NONE);
    tree->nodes.items[inner].child = node;
    for (; inner != NODE_NONE; inner = tree->nodes.items[inner].parent) tree->nodes.items[inner].end = tree->nodes.n;
}

void tree_fill(Tree *tree, Intern *names, Arena *arena, xmlNode *top, const char *const *wrap, uint32_t n_wrap) {
    tree->names = names;
    tree->arena = arena;
    tree->nodes.n = 0;
    Node root = add_node(tree, TREE_ROOT, INTERN_NONE, NODE_NONE, NODE_NONE, NULL);
    add_wrapped(tree, root, top, wrap, n_wrap);
}

void tree_add(Tree *tree, const char *name, const char *const *attributes, xmlNode *top, const char *const *wrap,
              uint32_t n_wrap) {
    Node made = add_made(tree, name, 0, tree->nodes.items[0].child), prev = NODE_NONE;
    for (; *attributes; attributes += 2) {
        uint32_t word = tree_name(tree->names, NULL, slice_from(attributes[0]));
        Node attr = add_node(tree, TREE_ATTRIBUTE, word, made, prev, NULL);
        tree->nodes.items[attr].text = attributes[1];
        if (prev == NODE_NONE) tree->nodes.items[made].attr = attr;
        prev = attr;
    }
    add_wrapped(tree, made, top, wrap, n_wrap);
}

void tree_done(Tree *tree) { vec_done(&tree->nodes); }

/* All text inside, in document order; white space too, which the tree itself leaves out. */
static void gather(const xmlNode *node, Text *out) {
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (is_text(child)) text_puts(out, child->content ? (const char *)child->content : "");
        else if (child->type == XML_ELEMENT_NODE) gather(child, out);
    }
}

static const char *element_text(const Tree *tree, const xmlNode *origin) {
    const xmlNode *child = origin ? origin->children : NULL;
    if (!child) return "";
    if (!child->next && is_text(child)) return child->content ? (const char *)child->content : "";
    Text text = {0};
    gather(origin, &text);
    const char *copy = arena_strdup(tree->arena, text_str(&text));
    text_done(&text);
    return copy;
}

static const xmlNode *origin_below(const Tree *tree, Node node) {
    while (node != NODE_NONE && !tree->nodes.items[node].origin) node = tree->nodes.items[node].child;
    return node == NODE_NONE ? NULL : tree->nodes.items[node].origin;
}

const char *tree_text(const Tree *tree, Node node) {
    TreeNode *known = &tree->nodes.items[node];
    if (!known->text) known->text = element_text(tree, origin_below(tree, node));
    return known->text;
}

Node tree_attribute(const Tree *tree, Node element, uint32_t name) {
    Node attr = tree->nodes.items[element].attr;
    while (attr != NODE_NONE && tree->nodes.items[attr].name != name) attr = tree->nodes.items[attr].next;
    return attr;
}

bool tree_attribute_is(const Tree *tree, Node element, uint32_t name, const char *text) {
    Node attr = tree_attribute(tree, element, name);
    return attr != NODE_NONE && same_string(tree->nodes.items[attr].text, text);
}
