/* XPath functions on value types. */
#include <arpa/inet.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

typedef struct {
    const ValueType *type; /* NULL: there is none of that name */
    ValueParam params[PARAMS_MAX + 1];
} Wanted;

/* The type that argument 1 names, with the parameters of argument 2. */
static const Wanted *wanted_of(Call *call) {
    if (call_kept(call)) return call_kept(call);
    Wanted *wanted = arena_alloc(call_arena(call), sizeof *wanted);
    wanted->type = value_type_find(argument_text(call, 1, ""));
    split_params(arena_strdup(call_arena(call), argument_text(call, 2, "")), wanted->params);
    call_keep(call, wanted);
    return wanted;
}

/* Parses argument 0. */
static bool parse(Call *call, Value *ret_value) {
    const Wanted *wanted = wanted_of(call);
    const char *text = argument_text(call, 0, "");
    *ret_value = (Value){.problem = ""};
    if (!wanted->type) call_fail(call);
    return wanted->type &&
           wanted->type->parse(evaluator_arena(call->evaluator), slice_from(text), wanted->params, ret_value);
}

void call_is(Call *call) {
    Value value;
    return_bool(call, parse(call, &value));
}

void call_canon(Call *call) {
    Value value;
    bool ok = parse(call, &value);
    return_text(call, ok && value.canonical ? value.canonical : "");
}

void call_value(Call *call) {
    Value value;
    bool ok = parse(call, &value);
    return_number(call, ok && value.has_number ? value.number : NAN);
}

void call_problem(Call *call) {
    Value value;
    bool ok = parse(call, &value);
    return_text(call, ok || !value.problem ? "" : value.problem);
}

static void call_number_of(Call *call, const ValueType *type) {
    Value value;
    bool ok = type->parse(evaluator_arena(call->evaluator), slice_from(argument_text(call, 0, "")), NULL, &value);
    return_number(call, ok ? value.number : NAN);
}

void call_disk_index(Call *call) { call_number_of(call, value_type_find("disk-target")); }
void call_ip_family(Call *call) { call_number_of(call, value_type_find("ip")); }

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

static bool argument_ip(Call *call, int index, Ip *ret_ip) { return parse_ip(argument_text(call, index, ""), ret_ip); }

void call_ip_in(Call *call) {
    Ip ip, net;
    bool ok = argument_ip(call, 0, &ip) && argument_ip(call, 1, &net) && ip.family == net.family;
    if (ok) {
        mask_ip(&ip, argument_number(call, 2));
        mask_ip(&net, argument_number(call, 2));
    }
    return_bool(call, ok && memcmp(ip.bytes, net.bytes, (size_t)ip.size) == 0);
}

void call_ip_network(Call *call) {
    Ip ip;
    char text[64] = "";
    if (argument_ip(call, 0, &ip)) {
        mask_ip(&ip, argument_number(call, 1));
        inet_ntop(ip.family, ip.bytes, text, sizeof text);
    }
    return_copy(call, text);
}
