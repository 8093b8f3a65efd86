#include "rule/function.h"

#include <stdlib.h>
#include <string.h>

#include "rule/arguments.h"
#include "rule/functions.h"

/* Sorted by name: looked up by bisection. */
static const XPathFunction functions[] = {
    {"abs", call_abs},
    {"after", call_after},
    {"all", call_all},
    {"any", call_any},
    {"before", call_before},
    {"bit-and", call_bit_and},
    {"bytes", call_bytes},
    {"canon", call_canon},
    {"count-of", call_count_of},
    {"current", call_current},
    {"default", call_default},
    {"disk-index", call_disk_index},
    {"distinct", call_distinct},
    {"ends-with", call_ends_with},
    {"has", call_has},
    {"hex", call_hex},
    {"if", call_if},
    {"index", call_index},
    {"ip-family", call_ip_family},
    {"ip-in", call_ip_in},
    {"ip-network", call_ip_network},
    {"is", call_is},
    {"join", call_join},
    {"kib", call_kib},
    {"lower", call_lower},
    {"map", call_map},
    {"matches", call_matches},
    {"max", call_max},
    {"max-of", call_max_of},
    {"min", call_min},
    {"min-of", call_min_of},
    {"num", call_num},
    {"one-of", call_one_of},
    {"power-of-two", call_power_of_two},
    {"problem", call_problem},
    {"replace", call_replace},
    {"set-and", call_set_and},
    {"set-count", call_set_count},
    {"set-equal", call_set_equal},
    {"set-has", call_set_has},
    {"set-max", call_set_max},
    {"set-min", call_set_min},
    {"set-minus", call_set_minus},
    {"set-or", call_set_or},
    {"set-overlaps", call_set_overlaps},
    {"set-union", call_set_union},
    {"set-within", call_set_within},
    {"size", call_size},
    {"sum-of", call_sum_of},
    {"trim", call_trim},
    {"unit", call_unit},
    {"upper", call_upper},
    {"value", call_value},
    {"version-at-least", call_version_at_least},
};
enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

static int compare_name(const void *key, const void *item) {
    const Slice *name = key;
    const char *other = ((const XPathFunction *)item)->name;
    int order = strncmp(name->p, other, name->n);
    return order ? order : other[name->n] ? -1 : 0;
}

const XPathFunction *function_find(Slice name) {
    return bsearch(&name, functions, N_FUNCTIONS, sizeof *functions, compare_name);
}

const char *function_name(uint32_t index) { return index < N_FUNCTIONS ? functions[index].name : NULL; }

/* A first argument of nodes gives the context (default: the context node); those behind it are $1, $2 ... */
void function_call_defined(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    const char *name = (const char *)parser->context->function;
    const char *xpath = definitions_function(evaluator_definitions(evaluator_of(parser)), name);
    if (!arguments_take(&arguments, parser, n, 0, 8)) return;
    xmlNode *node = n ? argument_node(&arguments, 0) : parser->context->node;
    bool no_node = n && arguments.items[0]->type == XPATH_NODESET && !node;
    if (n && !node && !no_node) node = parser->context->node; /* a first argument that is no node: the context stays */
    xmlXPathObject *result = NULL;
    if (no_node) {
        arguments_done(&arguments);
        result = xmlXPathNewCString("");
    } else {
        bool context = n && arguments.items[0]->type == XPATH_NODESET;
        if (context) xmlXPathFreeObject(arguments.items[0]);
        result = evaluate_call(parser, xpath, node, arguments.items + context, n - context);
    }
    valuePush(parser, result ? result : xmlXPathNewCString(""));
}
