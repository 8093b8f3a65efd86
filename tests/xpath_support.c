#include "xpath_support.h"

#include <libxml/parser.h>
#include <libxml/xpathInternals.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void be_silent(void *context, xmlErrorPtr error) { (void)context, (void)error; }

xmlDoc *xpath_document(const char *xml, size_t size) {
    int options = XML_PARSE_NOBLANKS | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET;
    xmlDoc *doc = xmlReadMemory(xml, (int)size, "test.xml", NULL, options);
    if (doc && xmlDocGetRootElement(doc)) return doc;
    xmlFreeDoc(doc);
    return NULL;
}

/* ---- showing ---- */

static void show_node(const Evaluator *evaluator, Node node, Text *out) {
    const Tree *tree = evaluator_tree(evaluator);
    const TreeNode *n = tree_node(tree, node);
    const char *name = n->name == INTERN_NONE ? "" : intern_string(tree->names, n->name);
    Node id =
        n->kind == TREE_ELEMENT ? tree_attribute(tree, node, intern_add(tree->names, slice_from("id"))) : NODE_NONE;
    if (n->kind == TREE_ROOT) text_putc(out, '/');
    else if (n->kind == TREE_ELEMENT) text_puts(out, id == NODE_NONE ? name : tree_text(tree, id));
    else if (n->kind == TREE_ATTRIBUTE) text_printf(out, "@%s=%s", name, tree_text(tree, node));
    else text_printf(out, "'%s'", tree_text(tree, node));
}

void xpath_show(const Evaluator *evaluator, const Object *value, Text *out) {
    switch (value->type) {
    case TYPE_NODES:
        for (uint32_t i = 0; i < value->n; i++) {
            if (i) text_putc(out, ' ');
            show_node(evaluator, value->nodes[i], out);
        }
        return;
    case TYPE_NUMBER: text_add_number(out, value->number); return;
    case TYPE_BOOL: text_puts(out, value->truth ? "true" : "false"); return;
    default: text_printf(out, "'%s'", value->text);
    }
}

static void show_other(const xmlXPathObject *value, Text *out) {
    if (!value) {
        text_puts(out, "a fault");
    } else if (value->type == XPATH_NODESET) {
        text_printf(out, "%d nodes:", value->nodesetval ? value->nodesetval->nodeNr : 0);
        for (int i = 0; value->nodesetval && i < value->nodesetval->nodeNr; i++) {
            const xmlNode *node = value->nodesetval->nodeTab[i];
            text_printf(out, " %s", node->name ? (const char *)node->name : "?");
        }
    } else if (value->type == XPATH_BOOLEAN) {
        text_puts(out, value->boolval ? "true" : "false");
    } else if (value->type == XPATH_NUMBER) {
        text_printf(out, "%.17g", value->floatval);
    } else {
        text_printf(out, "'%s'", (const char *)value->stringval);
    }
}

/* ---- comparing ---- */

static bool same_number(double a, double b) { return a == b ? signbit(a) == signbit(b) : isnan(a) && isnan(b); }

static const xmlNode *origin_of(const Evaluator *evaluator, Node node, const xmlDoc *doc) {
    const TreeNode *n = tree_node(evaluator_tree(evaluator), node);
    return n->kind == TREE_ROOT ? (const xmlNode *)doc : n->origin;
}

static bool same_nodes(const Evaluator *evaluator, NodeSet ours, const xmlNodeSet *theirs, const xmlDoc *doc) {
    bool same = ours.n == (theirs ? (uint32_t)theirs->nodeNr : 0);
    for (uint32_t i = 0; same && i < ours.n; i++) same = origin_of(evaluator, ours.items[i], doc) == theirs->nodeTab[i];
    return same;
}

static bool same_value(const Evaluator *evaluator, const Object *ours, const xmlXPathObject *theirs,
                       const xmlDoc *doc) {
    switch (ours->type) {
    case TYPE_NODES:
        return theirs->type == XPATH_NODESET && same_nodes(evaluator, object_nodes(ours), theirs->nodesetval, doc);
    case TYPE_NUMBER: return theirs->type == XPATH_NUMBER && same_number(ours->number, theirs->floatval);
    case TYPE_BOOL: return theirs->type == XPATH_BOOLEAN && ours->truth == theirs->boolval;
    default: return theirs->type == XPATH_STRING && strcmp(ours->text, (const char *)theirs->stringval) == 0;
    }
}

static Node element_at(const Tree *tree, uint32_t index) {
    for (Node node = 0; node < tree->nodes.n; node++)
        if (tree_node(tree, node)->kind <= TREE_ELEMENT && index-- == 0) return node;
    return 0;
}

static xmlXPathObject *ask_libxml(xmlDoc *doc, const char *xpath, const xmlNode *node) {
    xmlXPathContext *context = xmlXPathNewContext(doc);
    context->node = (xmlNode *)node;
    context->contextSize = context->proximityPosition = 1;
    xmlSetStructuredErrorFunc(NULL, be_silent);
    xmlXPathObject *object = xmlXPathEvalExpression((const xmlChar *)xpath, context);
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (object && object->type == XPATH_NODESET && object->nodesetval) xmlXPathNodeSetSort(object->nodesetval);
    xmlXPathFreeContext(context);
    return object;
}

bool xpath_agrees(xmlDoc *doc, const char *xpath, uint32_t node, Text *ret_difference) {
    static const XPathNames none = {0};
    Evaluator *evaluator = evaluator_new(&none, NULL);
    evaluator_begin(evaluator, xmlDocGetRootElement(doc), NULL, 0);
    Node context = element_at(evaluator_tree(evaluator), node);
    Object ours = evaluate(evaluator, xpath, context);
    xmlXPathObject *theirs = ask_libxml(doc, xpath, origin_of(evaluator, context, doc));
    bool failed = evaluator_failed(evaluator);
    bool same = failed || !theirs ? failed && !theirs : same_value(evaluator, &ours, theirs, doc);
    if (!same) {
        text_printf(ret_difference, "%s on element %u: ours ", xpath, node);
        if (failed) text_puts(ret_difference, "a fault");
        else xpath_show(evaluator, &ours, ret_difference);
        text_puts(ret_difference, ", libxml2's ");
        show_other(theirs, ret_difference);
    }
    xmlXPathFreeObject(theirs);
    evaluator_free(evaluator);
    return same;
}

/* ---- inventing ---- */

static uint32_t roll(uint64_t *seed, uint32_t n) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % n;
}

#define PICK(seed, list) ((list)[roll(seed, sizeof(list) / sizeof *(list))])

static void invent(uint64_t *seed, Text *out, int depth);

static void invent_predicate(uint64_t *seed, Text *out, int depth) {
    static const char *const positions[] = {"1", "2", "last()", "position() = 2", "position() < last()", "last() - 1"};
    text_putc(out, '[');
    if (roll(seed, 3) == 0) text_puts(out, PICK(seed, positions));
    else invent(seed, out, depth);
    text_putc(out, ']');
}

/* Left out is what libxml2 gives wrong: following:: of attributes, "//." of the root node. */
static void invent_step(uint64_t *seed, Text *out, int depth) {
    static const char *const axes[] = {"",
                                       "",
                                       "",
                                       "@",
                                       "self::",
                                       "parent::",
                                       "descendant::",
                                       "descendant-or-self::",
                                       "ancestor::",
                                       "ancestor-or-self::",
                                       "following-sibling::",
                                       "preceding-sibling::",
                                       "preceding::",
                                       "child::",
                                       "attribute::"};
    static const char *const tests[] = {"a", "b", "c", "*", "node()", "text()", "x", "y", "id"};
    bool descends = out->n > 1 && out->p[out->n - 1] == '/' && out->p[out->n - 2] == '/';
    if (roll(seed, 8) == 0 && !descends) {
        text_puts(out, roll(seed, 2) ? "." : "..");
        return;
    }
    text_puts(out, PICK(seed, axes));
    text_puts(out, PICK(seed, tests));
    for (int n = 0; n < 4 && depth > 0 && roll(seed, 3) == 0; n++) invent_predicate(seed, out, depth - 1);
}

static void invent_path(uint64_t *seed, Text *out, int depth) {
    static const char *const starts[] = {"", "", "", "/", "//", ".//"};
    text_puts(out, PICK(seed, starts));
    for (uint32_t n = 1 + roll(seed, 3); n; n--) {
        invent_step(seed, out, depth);
        if (n > 1) text_puts(out, roll(seed, 5) ? "/" : "//");
    }
}

static void invent_call(uint64_t *seed, Text *out, int depth) {
    static const struct {
        const char *name;
        const char *args; /* n: nodes, e: anything */
    } calls[] = {{"count", "n"},
                 {"sum", "n"},
                 {"string", "e"},
                 {"concat", "ee"},
                 {"starts-with", "ee"},
                 {"contains", "ee"},
                 {"substring-before", "ee"},
                 {"substring-after", "ee"},
                 {"substring", "eee"},
                 {"substring", "ee"},
                 {"string-length", "e"},
                 {"normalize-space", "e"},
                 {"translate", "eee"},
                 {"boolean", "e"},
                 {"not", "e"},
                 {"number", "e"},
                 {"floor", "e"},
                 {"ceiling", "e"},
                 {"round", "e"},
                 {"local-name", "n"},
                 {"name", "n"},
                 {"true", ""},
                 {"position", ""},
                 {"last", ""},
                 {"string", ""},
                 {"number", ""},
                 {"name", ""}};
    uint32_t index = roll(seed, sizeof calls / sizeof *calls);
    text_printf(out, "%s(", calls[index].name);
    for (const char *arg = calls[index].args; *arg; arg++) {
        if (arg != calls[index].args) text_puts(out, ", ");
        if (*arg == 'n') invent_path(seed, out, depth - 1);
        else invent(seed, out, depth - 1);
    }
    text_putc(out, ')');
}

static void invent(uint64_t *seed, Text *out, int depth) {
    static const char *const leaves[] = {"0", "1", "2", "3.5", "'a'", "'12'", "''", "-1", "0.5", "' 2 '", "'b c'"};
    static const char *const operators[] = {" = ", " != ", " < ",   " <= ",  " > ",   " >= ", " + ",
                                            " - ", " * ",  " div ", " mod ", " and ", " or "};
    uint32_t kind = depth > 0 ? roll(seed, 8) : roll(seed, 3);
    if (kind == 0) {
        text_puts(out, PICK(seed, leaves));
    } else if (kind <= 3) {
        invent_path(seed, out, depth);
    } else if (kind == 4) {
        invent_call(seed, out, depth);
    } else if (kind == 5) {
        text_putc(out, '(');
        invent_path(seed, out, depth - 1);
        text_puts(out, " | ");
        invent_path(seed, out, depth - 1);
        text_putc(out, ')');
        if (roll(seed, 2)) invent_predicate(seed, out, depth - 1);
        if (roll(seed, 2)) text_putc(out, '/'), invent_step(seed, out, depth - 1);
    } else {
        text_putc(out, '(');
        invent(seed, out, depth - 1);
        text_puts(out, PICK(seed, operators));
        invent(seed, out, depth - 1);
        text_putc(out, ')');
    }
}

void xpath_invent(uint64_t *seed, Text *out) { invent(seed, out, 3); }
