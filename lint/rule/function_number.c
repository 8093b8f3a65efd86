/* XPath functions on numbers and sizes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rule/arguments.h"
#include "rule/functions.h"
#include "value/size.h"
#include "value/value.h"

/* The unit of a scaled size: the attribute "unit" of the element, or of the attribute's element; otherwise the second
 * argument, otherwise KiB. Freed with free(). */
static char *unit_of(const Arguments *arguments) {
    const xmlNode *node = argument_node(arguments, 0);
    if (node && node->type == XML_ATTRIBUTE_NODE) node = node->parent;
    xmlChar *unit =
        node && node->type == XML_ELEMENT_NODE ? xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)"unit") : NULL;
    char *text = unit && *unit ? strdup((const char *)unit) : argument_text(arguments, 1, "KiB");
    xmlFree(unit);
    return text;
}

static double kib_of(const Arguments *arguments) {
    char *text = argument_text(arguments, 0, ""), *unit = unit_of(arguments);
    double kib = size_kib(text, unit);
    free(text);
    free(unit);
    return kib;
}

void call_kib(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 2)) return;
    return_number(parser, kib_of(&arguments));
    arguments_done(&arguments);
}

void call_size(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 2)) return;
    char *text = argument_text(&arguments, 0, ""), *unit = unit_of(&arguments);
    uint64_t factor;
    bool exact = !isnan(size_kib(text, unit)) && size_unit(unit, &factor);
    return_number(parser, exact ? strtod(text, NULL) * (double)factor : NAN);
    free(text);
    free(unit);
    arguments_done(&arguments);
}

void call_unit(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    uint64_t factor;
    if (!arguments_take(&arguments, parser, n, 1, 2)) return;
    char *unit = unit_of(&arguments);
    return_number(parser, size_unit(unit, &factor) ? (double)factor / 1024 : NAN);
    free(unit);
    arguments_done(&arguments);
}

static double integer_of(const char *text, const char *base) {
    Arena *arena = arena_new();
    ValueParam params[] = {{"base", base}, {NULL, NULL}};
    Value value;
    bool ok = value_type_find("int")->parse(arena, slice_from(text), params, &value);
    if (!ok) ok = value_type_find("uint")->parse(arena, slice_from(text), params, &value);
    double number = ok ? value.number : NAN;
    arena_free(arena);
    return number;
}

void call_num(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 2)) return;
    char *text = argument_text(&arguments, 0, ""), *base = argument_text(&arguments, 1, "10");
    return_number(parser, integer_of(text, base));
    free(text);
    free(base);
    arguments_done(&arguments);
}

static void call_extreme(xmlXPathParserContext *parser, int n, bool least) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 16)) return;
    double best = argument_number(&arguments, 0);
    for (int i = 1; i < n; i++) {
        double number = argument_number(&arguments, i);
        if (isnan(number) || (least ? number < best : number > best)) best = number;
    }
    return_number(parser, best);
    arguments_done(&arguments);
}

void call_min(xmlXPathParserContext *parser, int n) { call_extreme(parser, n, true); }
void call_max(xmlXPathParserContext *parser, int n) { call_extreme(parser, n, false); }

void call_abs(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 1)) return;
    return_number(parser, fabs(argument_number(&arguments, 0)));
    arguments_done(&arguments);
}

static bool is_unsigned(double number) {
    return number >= 0 && number < 18446744073709551616.0 && floor(number) == number;
}

void call_power_of_two(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 1)) return;
    double number = argument_number(&arguments, 0);
    if (isnan(number)) evaluator_undecide(evaluator_of(parser));
    uint64_t bits = is_unsigned(number) ? (uint64_t)number : 0;
    return_bool(parser, bits && (bits & (bits - 1)) == 0);
    arguments_done(&arguments);
}

void call_bit_and(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    double a = argument_number(&arguments, 0), b = argument_number(&arguments, 1);
    return_number(parser, is_unsigned(a) && is_unsigned(b) ? (double)((uint64_t)a & (uint64_t)b) : NAN);
    arguments_done(&arguments);
}

void call_hex(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    char text[32] = "";
    if (!arguments_take(&arguments, parser, n, 1, 1)) return;
    double number = argument_number(&arguments, 0);
    if (is_unsigned(number)) snprintf(text, sizeof text, "0x%llx", (unsigned long long)number);
    return_text(parser, text);
    arguments_done(&arguments);
}
