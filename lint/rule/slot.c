/* Message slots: trial_fill() of rule/runner.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "diag/message.h"
#include "rule/runner.h"
#include "value/size.h"

enum { SHOWN_MAX = 60 };

typedef struct {
    const Trial *trial;
} Filler;

/* Text from the document, cut to a bearable length. */
static void add_cut(Text *out, const char *text) {
    size_t n = strlen(text), at = 0, characters = 0;
    if (n <= SHOWN_MAX) {
        text_add(out, text, n);
        return;
    }
    while (at < n && characters < SHOWN_MAX) {
        uint32_t code;
        at += utf8_decode(text + at, text + n, &code);
        characters++;
    }
    text_add(out, text, at);
    if (at < n) text_puts(out, "...");
}

static Evaluator *evaluator_of(const Filler *filler) { return filler->trial->runner->evaluator; }

static void add_string(const Filler *filler, Text *out, const Object *value) {
    if (value->type == TYPE_NUMBER) text_add_number(out, value->number);
    else add_cut(out, object_text(evaluator_of(filler), value));
}

static Node first_node(const Object *value) {
    return value->type == TYPE_NODES && value->n ? value->nodes[0] : NODE_NONE;
}

/* A node with the unit beside it, or a number of bytes. */
static void add_size(const Filler *filler, Text *out, const Object *value) {
    Node node = first_node(value);
    double bytes = node == NODE_NONE ? object_number(evaluator_of(filler), value)
                                     : evaluate_number(evaluator_of(filler), "size(.)", node);
    if (isnan(bytes)) add_string(filler, out, value);
    else size_format(bytes, out);
}

static void add_kib(const Filler *filler, Text *out, const Object *value) {
    double kib = object_number(evaluator_of(filler), value);
    if (isnan(kib)) add_string(filler, out, value);
    else size_format(kib * 1024, out);
}

static void add_hex(const Filler *filler, Text *out, const Object *value) {
    double number = object_number(evaluator_of(filler), value);
    if (number >= 0 && number < 18446744073709551616.0) text_printf(out, "0x%llx", (unsigned long long)number);
    else add_string(filler, out, value);
}

static void add_list(const Filler *filler, Text *out, const Object *value) {
    uint32_t n = value->type == TYPE_NODES ? value->n : 0;
    if (value->type != TYPE_NODES) add_string(filler, out, value);
    for (uint32_t i = 0; i < n; i++) {
        text_puts(out, i == 0 ? "" : i + 1 == n ? " and " : ", ");
        add_cut(out, tree_text(evaluator_tree(evaluator_of(filler)), value->nodes[i]));
    }
}

/* Below the domain: "devices/disk[2]". */
static void add_path(const Filler *filler, Text *out, const Object *value) {
    Node node = first_node(value);
    if (node == NODE_NONE) return;
    const char *path = document_path(filler->trial->runner->diags->arena, trial_origin(filler->trial, node));
    const char *below = strchr(path + 1, '/');
    text_puts(out, below ? below + 1 : path + 1);
}

static void add_name(const Filler *filler, Text *out, const Object *value) {
    Node node = first_node(value);
    if (node != NODE_NONE) text_puts(out, (const char *)trial_origin(filler->trial, node)->name);
}

static void add_formatted(const Filler *filler, Slice format, const Object *value, Text *out) {
    if (slice_is(format, "size")) add_size(filler, out, value);
    else if (slice_is(format, "kib")) add_kib(filler, out, value);
    else if (slice_is(format, "hex")) add_hex(filler, out, value);
    else if (slice_is(format, "list")) add_list(filler, out, value);
    else if (slice_is(format, "path")) add_path(filler, out, value);
    else if (slice_is(format, "count")) text_printf(out, "%u", value->type == TYPE_NODES ? value->n : 0);
    else if (slice_is(format, "name")) add_name(filler, out, value);
    else if (slice_is(format, "quote")) text_putc(out, '\''), add_string(filler, out, value), text_putc(out, '\'');
    else add_string(filler, out, value);
}

/* "first(XPATH)" is evaluated on the node that had the key first. */
static bool on_first(Slice *name) {
    bool first = name->n > 7 && memcmp(name->p, "first(", 6) == 0 && name->p[name->n - 1] == ')';
    if (first) *name = (Slice){name->p + 6, name->n - 7};
    return first;
}

/* Slots that are no XPath; NULL for those that are. */
static const char *said_of(const Trial *trial, Slice name) {
    if (slice_is(name, "problem")) return trial->problem ? trial->problem : "";
    if (slice_is(name, "field")) return trial->field;
    if (slice_is(name, "was")) return trial->was;
    return slice_is(name, "is") ? trial->is : NULL;
}

static void fill_slot(void *context, Slice name, Slice format, Text *out) {
    const Filler *filler = context;
    const Trial *trial = filler->trial;
    const char *said = said_of(trial, name);
    if (said) {
        text_puts(out, said);
        return;
    }
    Node node = on_first(&name) && trial->first != NODE_NONE ? trial->first : trial->node;
    const char *xpath = evaluator_keep(trial->runner->evaluator, name);
    Object value = evaluate(trial->runner->evaluator, xpath, node);
    add_formatted(filler, format, &value, out);
}

void trial_fill(const Trial *trial, const char *template, Text *out) {
    Filler filler = {trial};
    message_fill(out, template, fill_slot, &filler);
}

const char *trial_describe(const Trial *trial, const char *xpath, const char *format, Node node) {
    Filler filler = {trial};
    Object value = evaluate(trial->runner->evaluator, xpath, node);
    if (first_node(&value) == NODE_NONE) return "not set";
    Text text = {0};
    add_formatted(&filler, slice_from(format ? format : "quote"), &value, &text);
    const char *copy = arena_strdup(trial->runner->diags->arena, text_str(&text));
    text_done(&text);
    return copy;
}
