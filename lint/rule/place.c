/* Where a diagnostic lies: trial_place() of rule/runner.h. */
#include <string.h>

#include "rule/runner.h"

static const Tree *tree_of(const Trial *trial) { return evaluator_tree(trial->runner->evaluator); }

const xmlNode *trial_origin(const Trial *trial, Node node) {
    const TreeNode *n = tree_node(tree_of(trial), node);
    if (n->kind == TREE_TEXT) n = tree_node(tree_of(trial), n->parent);
    return n->origin ? n->origin : xmlDocGetRootElement(trial->runner->document->xml);
}

const Document *trial_document(const Trial *trial, const xmlNode *origin) {
    const RuleRunner *runner = trial->runner;
    return runner->old && origin->doc == runner->old->xml ? runner->old : runner->document;
}

static Place place_of(const Trial *trial, Node node, NodePart part) {
    const xmlNode *origin = trial_origin(trial, node);
    const Document *document = trial_document(trial, origin);
    bool attribute = origin->type == XML_ATTRIBUTE_NODE;
    Span span = document_span(document, origin, part);
    if (!attribute && span.start == document_span(document, origin, PART_NAME).start) part = PART_NAME;
    return (Place){span, document == trial->runner->document ? NULL : document->source, part, attribute};
}

static Node attribute(const Trial *trial, const char *name) {
    const Tree *tree = tree_of(trial);
    return tree_attribute(tree, trial->node, intern_add(tree->names, slice_from(name)));
}

/* What is marked where only a node is named: an attribute's value, an element's text or else its name. */
static NodePart natural_part(const Trial *trial, Node node, bool text) {
    const TreeNode *n = tree_node(tree_of(trial), node);
    if (n->kind == TREE_ATTRIBUTE) return n->origin && n->origin->children ? PART_VALUE : PART_TAG;
    return text ? PART_TEXT : PART_NAME;
}

typedef struct {
    const char *word;
    NodePart part;
} PartName;

static const PartName parts[] = {{"name", PART_NAME}, {"text", PART_TEXT}, {"value", PART_VALUE}, {"tag", PART_TAG}};

static bool plain_part(const char *at, NodePart *ret_part) {
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(at, parts[i].word) != 0) continue;
        *ret_part = parts[i].part;
        return true;
    }
    return false;
}

/* "text(XPATH)": the XPath inside, interned so that it can be compiled once. NULL if at has no such form. */
static const char *part_call(const Trial *trial, const char *at, NodePart *ret_part) {
    size_t n = strlen(at);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t word = strlen(parts[i].word);
        if (strncmp(at, parts[i].word, word) != 0 || at[word] != '(' || at[n - 1] != ')') continue;
        if (n == word + 2) return NULL; /* text() is a node test of XPath */
        *ret_part = parts[i].part;
        return evaluator_keep(trial->runner->evaluator, (Slice){at + word + 1, n - word - 2});
    }
    return NULL;
}

static void add_nodes(const Trial *trial, const char *xpath, bool fixed, NodePart part, PlaceVec *places) {
    NodeSet found = evaluate_nodes(trial->runner->evaluator, xpath, trial->node);
    for (uint32_t i = 0; i < found.n; i++) {
        Node node = found.items[i];
        Place place = place_of(trial, node, fixed ? part : natural_part(trial, node, true));
        vec_push(places, place);
    }
}

void trial_places(const Trial *trial, const char *at, PlaceVec *ret_places) {
    NodePart part = PART_NAME;
    Node node = trial->node;
    if (!at || plain_part(at, &part)) {
        if (at && tree_node(tree_of(trial), node)->kind == TREE_ATTRIBUTE && part == PART_TEXT) part = PART_VALUE;
        vec_push(ret_places, place_of(trial, node, at ? part : natural_part(trial, node, false)));
        return;
    }
    Node attr = at[0] == '@' ? attribute(trial, at + 1) : NODE_NONE;
    if (attr != NODE_NONE) {
        vec_push(ret_places, place_of(trial, attr, natural_part(trial, attr, true)));
        return;
    }
    const char *inside = part_call(trial, at, &part);
    add_nodes(trial, inside ? inside : at, inside != NULL, part, ret_places);
}

Span trial_place(const Trial *trial, const char *at) {
    PlaceVec places = {0};
    trial_places(trial, at, &places);
    Span span = place_of(trial, trial->node, natural_part(trial, trial->node, false)).span;
    for (uint32_t i = places.n; i-- > 0;)
        if (!places.items[i].source) span = places.items[i].span;
    vec_done(&places);
    return span;
}

Place trial_field_place(const Trial *trial, const char *path, Node device) {
    Evaluator *evaluator = trial->runner->evaluator;
    Slice rest = slice_from(path);
    NodeSet found = evaluate_nodes(evaluator, path, device);
    for (bool whole = true; rest.n; whole = false) {
        if (found.n) return place_of(trial, found.items[0], natural_part(trial, found.items[0], whole));
        while (rest.n && rest.p[rest.n - 1] != '/') rest.n--;
        if (!rest.n) break;
        rest.n--;
        found = evaluate_nodes(evaluator, evaluator_keep(evaluator, rest), device);
    }
    return place_of(trial, device, PART_NAME);
}
