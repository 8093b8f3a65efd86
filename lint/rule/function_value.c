/* XPath functions on value types. */
#include <arpa/inet.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule/arguments.h"
#include "rule/functions.h"
#include "value/value.h"

enum { PARAMS_MAX = 6 };

/* "name=value name=value"; a value that holds blanks stands last: "of=a b c". Splits in place. */
static void split_params(char *text, ValueParam params[PARAMS_MAX + 1]) {
    int n = 0;
    for (char *p = text; p && *p && n < PARAMS_MAX;) {
        char *equals = strchr(p, '=');
        if (!equals) break;
        *equals = 0;
        params[n++] = (ValueParam){p, equals + 1};
        char *next = strchr(equals + 1, '='), *blank = next ? next : NULL;
        while (blank && blank > equals && *blank != ' ') blank--;
        if (blank && blank > equals) *blank = 0, p = blank + 1;
        else p = NULL;
    }
    params[n] = (ValueParam){NULL, NULL};
}

/* Parses argument 0 as the type that argument 1 names, with the parameters of argument 2. */
static bool parse(xmlXPathParserContext *parser, const Arguments *arguments, Arena *arena, Value *ret_value) {
    char *text = argument_text(arguments, 0, ""), *name = argument_text(arguments, 1, ""),
         *list = argument_text(arguments, 2, "");
    const ValueType *type = value_type_find(name);
    ValueParam params[PARAMS_MAX + 1];
    split_params(list, params);
    *ret_value = (Value){.problem = ""};
    bool ok = type && type->parse(arena, (Slice){arena_strdup(arena, text), strlen(text)}, params, ret_value);
    if (!type) xmlXPathErr(parser, XPATH_INVALID_OPERAND);
    free(text);
    free(name);
    free(list);
    return ok;
}

void call_is(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    Value value;
    if (!arguments_take(&arguments, parser, n, 2, 3)) return;
    Arena *arena = arena_new();
    return_bool(parser, parse(parser, &arguments, arena, &value));
    arena_free(arena);
    arguments_done(&arguments);
}

void call_canon(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    Value value;
    if (!arguments_take(&arguments, parser, n, 2, 3)) return;
    Arena *arena = arena_new();
    bool ok = parse(parser, &arguments, arena, &value);
    return_text(parser, ok && value.canonical ? value.canonical : "");
    arena_free(arena);
    arguments_done(&arguments);
}

void call_value(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    Value value;
    if (!arguments_take(&arguments, parser, n, 2, 3)) return;
    Arena *arena = arena_new();
    bool ok = parse(parser, &arguments, arena, &value);
    return_number(parser, ok && value.has_number ? value.number : NAN);
    arena_free(arena);
    arguments_done(&arguments);
}

void call_problem(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    Value value;
    if (!arguments_take(&arguments, parser, n, 2, 3)) return;
    Arena *arena = arena_new();
    bool ok = parse(parser, &arguments, arena, &value);
    return_text(parser, ok || !value.problem ? "" : value.problem);
    arena_free(arena);
    arguments_done(&arguments);
}

static double number_of(const char *text, const char *type_name) {
    Arena *arena = arena_new();
    Value value;
    bool ok = value_type_find(type_name)->parse(arena, slice_from(text), NULL, &value);
    double number = ok ? value.number : NAN;
    arena_free(arena);
    return number;
}

static void call_number(xmlXPathParserContext *parser, int n, const char *type_name) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 1)) return;
    char *text = argument_text(&arguments, 0, "");
    return_number(parser, number_of(text, type_name));
    free(text);
    arguments_done(&arguments);
}

void call_disk_index(xmlXPathParserContext *parser, int n) { call_number(parser, n, "disk-target"); }
void call_ip_family(xmlXPathParserContext *parser, int n) { call_number(parser, n, "ip"); }

typedef struct {
    int family, size;
    unsigned char bytes[16];
} Ip;

static bool parse_ip(const char *text, Ip *ret_ip) {
    *ret_ip = (Ip){AF_INET, 4, {0}};
    if (inet_pton(AF_INET, text, ret_ip->bytes) == 1) return true;
    ret_ip->family = AF_INET6, ret_ip->size = 16;
    return inet_pton(AF_INET6, text, ret_ip->bytes) == 1;
}

static void mask_ip(Ip *ip, double prefix) {
    int bits = prefix < 0 ? 0 : prefix > 8 * ip->size ? 8 * ip->size : (int)prefix;
    for (int i = 0; i < ip->size; i++, bits -= 8)
        if (bits < 8) ip->bytes[i] &= (unsigned char)(bits <= 0 ? 0 : 0xFF << (8 - bits));
}

static bool argument_ip(const Arguments *arguments, int index, Ip *ret_ip) {
    char *text = argument_text(arguments, index, "");
    bool ok = parse_ip(text, ret_ip);
    free(text);
    return ok;
}

void call_ip_in(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    Ip ip, net;
    if (!arguments_take(&arguments, parser, n, 3, 3)) return;
    bool ok = argument_ip(&arguments, 0, &ip) && argument_ip(&arguments, 1, &net) && ip.family == net.family;
    if (ok) {
        mask_ip(&ip, argument_number(&arguments, 2));
        mask_ip(&net, argument_number(&arguments, 2));
    }
    return_bool(parser, ok && memcmp(ip.bytes, net.bytes, (size_t)ip.size) == 0);
    arguments_done(&arguments);
}

void call_ip_network(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    Ip ip;
    char text[64] = "";
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    if (argument_ip(&arguments, 0, &ip)) {
        mask_ip(&ip, argument_number(&arguments, 1));
        inet_ntop(ip.family, ip.bytes, text, sizeof text);
    }
    return_text(parser, text);
    arguments_done(&arguments);
}
