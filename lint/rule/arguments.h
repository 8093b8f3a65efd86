/* Arguments: what XPath functions take from the stack and give back.
 *
 * May include: base/, rule/xpath.h, libxml. */
#ifndef RULE_ARGUMENTS_H
#define RULE_ARGUMENTS_H

#include <libxml/xpathInternals.h>

#include "rule/xpath.h"

/* The arguments of a call in their order; freed by arguments_done(). */
typedef struct {
    xmlXPathParserContext *parser;
    xmlXPathObject *items[16];
    int n;
} Arguments;

/* Takes n arguments from the stack. False, with XPath's error set, if there are fewer than least or more than most. */
bool arguments_take(Arguments *arguments, xmlXPathParserContext *parser, int n, int least, int most);
void arguments_done(Arguments *arguments);
/* The string of an argument; freed with free(). An absent one gives otherwise. */
char *argument_text(const Arguments *arguments, int index, const char *otherwise);
double argument_number(const Arguments *arguments, int index);
bool argument_bool(const Arguments *arguments, int index);
/* The nodes of an argument: its number (0 for other types). */
int argument_nodes(const Arguments *arguments, int index, xmlNode ***ret_nodes);
/* The first node, or NULL. */
xmlNode *argument_node(const Arguments *arguments, int index);

void return_text(xmlXPathParserContext *parser, const char *text);
void return_bool(xmlXPathParserContext *parser, bool value);
/* NaN makes what is compared undecided. */
void return_number(xmlXPathParserContext *parser, double number);

#endif
