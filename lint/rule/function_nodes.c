/* XPath functions on nodes: an XPath (a string) evaluated on each of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule/arguments.h"
#include "rule/functions.h"

void call_current(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 0, 0)) return;
    xmlNode *current = evaluator_current(evaluator_of(parser));
    valuePush(parser, xmlXPathNewNodeSet(current));
}

/* How many of the nodes the XPath holds on. */
static int count_holding(xmlXPathParserContext *parser, const Arguments *arguments, int *ret_all) {
    xmlNode **nodes;
    int count = 0;
    char *xpath = argument_text(arguments, 1, "true()");
    *ret_all = argument_nodes(arguments, 0, &nodes);
    for (int i = 0; i < *ret_all; i++) {
        xmlXPathObject *result = evaluate_inside(parser, xpath, nodes[i]);
        count += result && xmlXPathCastToBoolean(result);
        xmlXPathFreeObject(result);
    }
    free(xpath);
    return count;
}

void call_any(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    int all;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    return_bool(parser, count_holding(parser, &arguments, &all) > 0);
    arguments_done(&arguments);
}

void call_all(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    int all;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    int count = count_holding(parser, &arguments, &all);
    return_bool(parser, count == all);
    arguments_done(&arguments);
}

void call_count_of(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    int all;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    return_number(parser, count_holding(parser, &arguments, &all));
    arguments_done(&arguments);
}

typedef double Fold(double so_far, double number);
static double fold_sum(double so_far, double number) { return so_far + number; }
static double fold_max(double so_far, double number) { return number > so_far || isnan(number) ? number : so_far; }
static double fold_min(double so_far, double number) { return number < so_far || isnan(number) ? number : so_far; }

/* No nodes: the sum is 0, the others are no number. */
static void call_fold(xmlXPathParserContext *parser, int n, Fold *fold, bool sum) {
    Arguments arguments;
    xmlNode **nodes;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    char *xpath = argument_text(&arguments, 1, ".");
    int count = argument_nodes(&arguments, 0, &nodes);
    double value = sum ? 0 : NAN;
    for (int i = 0; i < count; i++) {
        xmlXPathObject *result = evaluate_inside(parser, xpath, nodes[i]);
        double number = result ? xmlXPathCastToNumber(result) : NAN;
        value = i == 0 && !sum ? number : fold(value, number);
        xmlXPathFreeObject(result);
    }
    return_number(parser, value);
    free(xpath);
    arguments_done(&arguments);
}

void call_sum_of(xmlXPathParserContext *parser, int n) { call_fold(parser, n, fold_sum, true); }
void call_max_of(xmlXPathParserContext *parser, int n) { call_fold(parser, n, fold_max, false); }
void call_min_of(xmlXPathParserContext *parser, int n) { call_fold(parser, n, fold_min, false); }

static char *text_on(xmlXPathParserContext *parser, const char *xpath, xmlNode *node) {
    xmlXPathObject *result = evaluate_inside(parser, xpath, node);
    xmlChar *text = result ? xmlXPathCastToString(result) : xmlStrdup((const xmlChar *)"");
    char *copy = strdup((const char *)text);
    xmlFree(text);
    xmlXPathFreeObject(result);
    return copy;
}

void call_distinct(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    xmlNode **nodes;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    char *xpath = argument_text(&arguments, 1, ".");
    Intern *seen = intern_new();
    int count = argument_nodes(&arguments, 0, &nodes);
    for (int i = 0; i < count; i++) {
        char *text = text_on(parser, xpath, nodes[i]);
        intern_add(seen, slice_from(text));
        free(text);
    }
    return_number(parser, intern_count(seen));
    intern_free(seen);
    free(xpath);
    arguments_done(&arguments);
}

void call_join(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    xmlNode **nodes;
    if (!arguments_take(&arguments, parser, n, 2, 3)) return;
    char *xpath = argument_text(&arguments, 1, "."), *separator = argument_text(&arguments, 2, ", ");
    Text out = {0};
    int count = argument_nodes(&arguments, 0, &nodes);
    for (int i = 0; i < count; i++) {
        char *text = text_on(parser, xpath, nodes[i]);
        if (i) text_puts(&out, separator);
        text_puts(&out, text);
        free(text);
    }
    return_text(parser, text_str(&out));
    text_done(&out);
    free(separator);
    free(xpath);
    arguments_done(&arguments);
}

void call_index(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 0, 1)) return;
    const xmlNode *node = n ? argument_node(&arguments, 0) : parser->context->node;
    double index = node ? 0 : NAN;
    for (const xmlNode *before = node ? node->prev : NULL; before; before = before->prev)
        index += before->type == XML_ELEMENT_NODE && xmlStrEqual(before->name, node->name);
    return_number(parser, index);
    arguments_done(&arguments);
}
