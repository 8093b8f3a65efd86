#include "xpath/core.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "xpath/state.h"

static Arena *scratch(const Call *call) { return call->evaluator->scratch; }

/* The first argument as a text; without one the context node's. */
static const char *own_text(Call *call) {
    return call->n ? argument_text(call, 0, "") : tree_text(&call->evaluator->tree, call->context->node);
}

static Node own_node(Call *call) { return call->n ? argument_node(call, 0) : call->context->node; }

/* ---- nodes ---- */

static void core_last(Call *call) { call->result = object_of_number(call->context->size); }
static void core_position(Call *call) { call->result = object_of_number(call->context->position); }
static void core_count(Call *call) { call->result = object_of_number(argument_nodes(call, 0).n); }

static void core_local_name(Call *call) {
    Node node = own_node(call);
    uint32_t name = node == NODE_NONE ? INTERN_NONE : call->evaluator->tree.nodes.items[node].name;
    const char *text = name == INTERN_NONE ? "" : intern_string(call->evaluator->known.words, name);
    const char *brace = text[0] == '{' ? strchr(text, '}') : NULL;
    return_text(call, brace ? brace + 1 : text);
}

static void core_namespace_uri(Call *call) {
    Node node = own_node(call);
    uint32_t name = node == NODE_NONE ? INTERN_NONE : call->evaluator->tree.nodes.items[node].name;
    const char *text = name == INTERN_NONE ? "" : intern_string(call->evaluator->known.words, name);
    const char *brace = text[0] == '{' ? strchr(text, '}') : NULL;
    return_text(call, brace ? arena_text(scratch(call), text + 1, (size_t)(brace - text) - 1) : "");
}

static void core_sum(Call *call) {
    NodeSet nodes = argument_nodes(call, 0);
    double sum = 0;
    for (uint32_t i = 0; i < nodes.n; i++) sum += number_of_text(tree_text(&call->evaluator->tree, nodes.items[i]));
    call->result = object_of_number(sum);
}

/* ---- texts ---- */

static void core_string(Call *call) { return_text(call, own_text(call)); }

static void core_concat(Call *call) {
    const char *parts[16];
    size_t sizes[16], size = 0;
    for (int i = 0; i < call->n; i++) {
        parts[i] = argument_text(call, i, "");
        size += sizes[i] = strlen(parts[i]);
    }
    char *whole = arena_alloc(scratch(call), size + 1), *p = whole;
    for (int i = 0; i < call->n; i++) {
        memcpy(p, parts[i], sizes[i]);
        p += sizes[i];
    }
    return_text(call, whole);
}

static void core_starts_with(Call *call) {
    const char *text = argument_text(call, 0, ""), *start = argument_text(call, 1, "");
    return_bool(call, strncmp(text, start, strlen(start)) == 0);
}

static void core_contains(Call *call) {
    return_bool(call, strstr(argument_text(call, 0, ""), argument_text(call, 1, "")) != NULL);
}

static void core_substring_before(Call *call) {
    const char *text = argument_text(call, 0, ""), *found = strstr(text, argument_text(call, 1, ""));
    return_text(call, found ? arena_text(scratch(call), text, (size_t)(found - text)) : "");
}

static void core_substring_after(Call *call) {
    const char *text = argument_text(call, 0, ""), *mark = argument_text(call, 1, ""), *found = strstr(text, mark);
    return_text(call, found ? found + strlen(mark) : "");
}

/* XPath rounds halves up, and keeps the sign of what becomes zero. */
static double round_up(double number) {
    if (!isfinite(number)) return number;
    if (number >= -0.5 && number < 0.5) return number * 0.0;
    double below = floor(number);
    return number - below >= 0.5 ? below + 1 : below;
}

static size_t character(const char *p) {
    uint32_t code;
    if (!((unsigned char)*p & 0x80)) return 1;
    return utf8_decode(p, p + strnlen(p, 4), &code);
}

static void core_substring(Call *call) {
    const char *p = argument_text(call, 0, "");
    double first = round_up(argument_number(call, 1));
    double end = call->n > 2 ? first + round_up(argument_number(call, 2)) : INFINITY;
    Text out = {0};
    for (double position = 1; *p; position++) {
        size_t n = character(p);
        if (position >= first && position < end) text_add(&out, p, n);
        p += n;
    }
    return_copy(call, text_str(&out));
    text_done(&out);
}

static void core_string_length(Call *call) {
    const char *text = own_text(call);
    call->result = object_of_number((double)utf8_count(text, strlen(text)));
}

static void core_normalize_space(Call *call) {
    Text out = {0};
    Slice text = slice_trim(slice_from(own_text(call)));
    for (size_t i = 0; i < text.n; i++) {
        bool blank = strchr(" \t\r\n", text.p[i]) != NULL;
        if (!blank) text_putc(&out, text.p[i]);
        else if (out.p[out.n - 1] != ' ') text_putc(&out, ' ');
    }
    return_copy(call, text_str(&out));
    text_done(&out);
}

/* The n-th character of a text, empty behind its end. */
static Slice nth_character(const char *p, size_t n) {
    while (*p && n--) p += character(p);
    return (Slice){p, *p ? character(p) : 0};
}

static void core_translate(Call *call) {
    const char *p = argument_text(call, 0, ""), *from = argument_text(call, 1, ""), *to = argument_text(call, 2, "");
    Text out = {0};
    for (size_t n; *p; p += n) {
        n = character(p);
        size_t index = 0;
        const char *f = from;
        while (*f && !(character(f) == n && memcmp(f, p, n) == 0)) f += character(f), index++;
        Slice other = *f ? nth_character(to, index) : (Slice){p, n};
        text_add(&out, other.p, other.n);
    }
    return_copy(call, text_str(&out));
    text_done(&out);
}

/* ---- truth and numbers ---- */

static void core_boolean(Call *call) { return_bool(call, argument_bool(call, 0)); }
static void core_not(Call *call) { return_bool(call, !argument_bool(call, 0)); }
static void core_true(Call *call) { return_bool(call, true); }
static void core_false(Call *call) { return_bool(call, false); }

static void core_number(Call *call) {
    double number = call->n ? argument_number(call, 0) : number_of_text(own_text(call));
    call->result = object_of_number(number);
}

static void core_floor(Call *call) { call->result = object_of_number(floor(argument_number(call, 0))); }
static void core_ceiling(Call *call) { call->result = object_of_number(ceil(argument_number(call, 0))); }
static void core_round(Call *call) { call->result = object_of_number(round_up(argument_number(call, 0))); }

static const XPathFunction functions[] = {
    {"boolean", 1, 1, TYPE_BOOL, core_boolean, true},
    {"ceiling", 1, 1, TYPE_NUMBER, core_ceiling, true},
    {"concat", 2, 16, TYPE_TEXT, core_concat, true},
    {"contains", 2, 2, TYPE_BOOL, core_contains, true},
    {"count", 1, 1, TYPE_NUMBER, core_count, false},
    {"false", 0, 0, TYPE_BOOL, core_false, false},
    {"floor", 1, 1, TYPE_NUMBER, core_floor, true},
    {"last", 0, 0, TYPE_NUMBER, core_last, false},
    {"local-name", 0, 1, TYPE_TEXT, core_local_name, false},
    {"name", 0, 1, TYPE_TEXT, core_local_name, false},
    {"namespace-uri", 0, 1, TYPE_TEXT, core_namespace_uri, false},
    {"normalize-space", 0, 1, TYPE_TEXT, core_normalize_space, true},
    {"not", 1, 1, TYPE_BOOL, core_not, true},
    {"number", 0, 1, TYPE_NUMBER, core_number, true},
    {"position", 0, 0, TYPE_NUMBER, core_position, false},
    {"round", 1, 1, TYPE_NUMBER, core_round, true},
    {"starts-with", 2, 2, TYPE_BOOL, core_starts_with, true},
    {"string", 0, 1, TYPE_TEXT, core_string, true},
    {"string-length", 0, 1, TYPE_NUMBER, core_string_length, true},
    {"substring", 2, 3, TYPE_TEXT, core_substring, true},
    {"substring-after", 2, 2, TYPE_TEXT, core_substring_after, true},
    {"substring-before", 2, 2, TYPE_TEXT, core_substring_before, true},
    {"sum", 1, 1, TYPE_NUMBER, core_sum, false},
    {"translate", 3, 3, TYPE_TEXT, core_translate, true},
    {"true", 0, 0, TYPE_BOOL, core_true, false},
};

static int compare_name(const void *key, const void *item) {
    const Slice *name = key;
    const char *other = ((const XPathFunction *)item)->name;
    int order = strncmp(name->p, other, name->n);
    return order ? order : other[name->n] ? -1 : 0;
}

bool core_takes_nodes(const XPathFunction *function) {
    return function->call == core_count || function->call == core_sum || function->call == core_local_name ||
           function->call == core_namespace_uri;
}

const XPathFunction *function_in(const XPathFunction *table, size_t n, Slice name) {
    return bsearch(&name, table, n, sizeof *table, compare_name);
}

const XPathFunction *core_function(Slice name) {
    return function_in(functions, sizeof functions / sizeof *functions, name);
}
