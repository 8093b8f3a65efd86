#include "rule/arguments.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool arguments_take(Arguments *arguments, xmlXPathParserContext *parser, int n, int least, int most) {
    *arguments = (Arguments){.parser = parser};
    if (n < least || n > most || n > 16) {
        xmlXPathErr(parser, XPATH_INVALID_ARITY);
        return false;
    }
    for (int i = n; i-- > 0;) arguments->items[i] = valuePop(parser);
    arguments->n = n;
    return true;
}

void arguments_done(Arguments *arguments) {
    for (int i = 0; i < arguments->n; i++) xmlXPathFreeObject(arguments->items[i]);
}

char *argument_text(const Arguments *arguments, int index, const char *otherwise) {
    if (index >= arguments->n) return strdup(otherwise);
    xmlChar *text = xmlXPathCastToString(arguments->items[index]);
    char *copy = strdup((const char *)text);
    xmlFree(text);
    return copy;
}

double argument_number(const Arguments *arguments, int index) {
    return index < arguments->n ? xmlXPathCastToNumber(arguments->items[index]) : NAN;
}

bool argument_bool(const Arguments *arguments, int index) {
    return index < arguments->n && xmlXPathCastToBoolean(arguments->items[index]);
}

int argument_nodes(const Arguments *arguments, int index, xmlNode ***ret_nodes) {
    const xmlXPathObject *object = index < arguments->n ? arguments->items[index] : NULL;
    bool nodes = object && object->type == XPATH_NODESET && object->nodesetval;
    if (nodes && object->nodesetval->nodeNr > 1) xmlXPathNodeSetSort(object->nodesetval);
    *ret_nodes = nodes ? object->nodesetval->nodeTab : NULL;
    return nodes ? object->nodesetval->nodeNr : 0;
}

xmlNode *argument_node(const Arguments *arguments, int index) {
    xmlNode **nodes;
    return argument_nodes(arguments, index, &nodes) > 0 ? nodes[0] : NULL;
}

void return_text(xmlXPathParserContext *parser, const char *text) { valuePush(parser, xmlXPathNewCString(text)); }

void return_bool(xmlXPathParserContext *parser, bool value) { valuePush(parser, xmlXPathNewBoolean(value)); }

void return_number(xmlXPathParserContext *parser, double number) {
    if (isnan(number)) evaluator_undecide(evaluator_of(parser));
    valuePush(parser, xmlXPathNewFloat(number));
}
