/* Where a diagnostic lies: trial_place() of rule/runner.h. */
#include <string.h>

#include "rule/runner.h"

static Span span_of(const Trial *trial, const xmlNode *node, NodePart part) {
    return document_span(trial->runner->document, node, part);
}

static const xmlNode *attribute(const xmlNode *node, const char *name) {
    for (const xmlAttr *attr = node->type == XML_ELEMENT_NODE ? node->properties : NULL; attr; attr = attr->next)
        if (strcmp((const char *)attr->name, name) == 0) return (const xmlNode *)attr;
    return NULL;
}

/* What is marked where only a node is named: an attribute's value, an element's text or else its name. */
static NodePart natural_part(const xmlNode *node, bool text) {
    if (node->type == XML_ATTRIBUTE_NODE) return node->children ? PART_VALUE : PART_TAG;
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

static void add_nodes(const Trial *trial, const char *xpath, bool fixed, NodePart part, SpanVec *spans) {
    xmlXPathObject *found = evaluate(trial->runner->evaluator, xpath, trial->node);
    bool nodes = found && found->type == XPATH_NODESET && found->nodesetval;
    if (nodes && found->nodesetval->nodeNr > 1) xmlXPathNodeSetSort(found->nodesetval);
    for (int i = 0; nodes && i < found->nodesetval->nodeNr; i++) {
        const xmlNode *node = found->nodesetval->nodeTab[i];
        if (node->type == XML_NAMESPACE_DECL) continue;
        Span span = span_of(trial, node, fixed ? part : natural_part(node, true));
        vec_push(spans, span);
    }
    xmlXPathFreeObject(found);
}

void trial_places(const Trial *trial, const char *at, SpanVec *ret_spans) {
    NodePart part = PART_NAME;
    const xmlNode *node = trial->node;
    if (!at || plain_part(at, &part)) {
        if (at && node->type == XML_ATTRIBUTE_NODE && part == PART_TEXT) part = PART_VALUE;
        vec_push(ret_spans, span_of(trial, node, at ? part : natural_part(node, false)));
        return;
    }
    const xmlNode *attr = at[0] == '@' ? attribute(node, at + 1) : NULL;
    if (attr) {
        vec_push(ret_spans, span_of(trial, attr, natural_part(attr, true)));
        return;
    }
    const char *inside = part_call(trial, at, &part);
    add_nodes(trial, inside ? inside : at, inside != NULL, part, ret_spans);
}

Span trial_place(const Trial *trial, const char *at) {
    SpanVec spans = {0};
    trial_places(trial, at, &spans);
    Span span = spans.n ? spans.items[0] : span_of(trial, trial->node, natural_part(trial->node, false));
    vec_done(&spans);
    return span;
}
