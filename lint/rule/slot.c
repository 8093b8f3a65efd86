/* Message slots: trial_fill() of rule/runner.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "diag/message.h"
#include "rule/runner.h"
#include "value/size.h"

enum { SHOWN_MAX = 60 };

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

static Evaluator *evaluator_of(const Trial *trial) { return trial->runner->evaluator; }

static void add_string(const Trial *trial, Text *out, const Object *value) {
    if (value->type == TYPE_NUMBER) text_add_number(out, value->number);
    else add_cut(out, object_text(evaluator_of(trial), value));
}

static Node first_node(const Object *value) {
    return value->type == TYPE_NODES && value->n ? value->nodes[0] : NODE_NONE;
}

/* A node with the unit beside it, or a number of bytes. */
static void add_size(const Trial *trial, Text *out, const Object *value) {
    Node node = first_node(value);
    double bytes = node == NODE_NONE ? object_number(evaluator_of(trial), value)
                                     : evaluate_number(evaluator_of(trial), "size(.)", node);
    if (isnan(bytes)) add_string(trial, out, value);
    else size_format(bytes, out);
}

static void add_kib(const Trial *trial, Text *out, const Object *value) {
    double kib = object_number(evaluator_of(trial), value);
    if (isnan(kib)) add_string(trial, out, value);
    else size_format(kib * 1024, out);
}

static void add_hex(const Trial *trial, Text *out, const Object *value) {
    double number = object_number(evaluator_of(trial), value);
    if (number >= 0 && number < 18446744073709551616.0) text_printf(out, "0x%llx", (unsigned long long)number);
    else add_string(trial, out, value);
}

static void add_list(const Trial *trial, Text *out, const Object *value) {
    uint32_t n = value->type == TYPE_NODES ? value->n : 0;
    if (value->type != TYPE_NODES) add_string(trial, out, value);
    for (uint32_t i = 0; i < n; i++) {
        text_puts(out, i == 0 ? "" : i + 1 == n ? " and " : ", ");
        add_cut(out, tree_text(evaluator_tree(evaluator_of(trial)), value->nodes[i]));
    }
}

/* Below the domain: "devices/disk[2]". */
static void add_path(const Trial *trial, Text *out, const Object *value) {
    Node node = first_node(value);
    if (node == NODE_NONE) return;
    const char *path = document_path(trial->runner->diags->arena, trial_origin(trial, node));
    const char *below = strchr(path + 1, '/');
    text_puts(out, below ? below + 1 : path + 1);
}

static void add_name(const Trial *trial, Text *out, const Object *value) {
    Node node = first_node(value);
    if (node != NODE_NONE) text_puts(out, (const char *)trial_origin(trial, node)->name);
}

static void add_formatted(const Trial *trial, Slice format, const Object *value, Text *out) {
    if (slice_is(format, "size")) add_size(trial, out, value);
    else if (slice_is(format, "kib")) add_kib(trial, out, value);
    else if (slice_is(format, "hex")) add_hex(trial, out, value);
    else if (slice_is(format, "list")) add_list(trial, out, value);
    else if (slice_is(format, "path")) add_path(trial, out, value);
    else if (slice_is(format, "count")) text_printf(out, "%u", value->type == TYPE_NODES ? value->n : 0);
    else if (slice_is(format, "name")) add_name(trial, out, value);
    else if (slice_is(format, "quote")) text_putc(out, '\''), add_string(trial, out, value), text_putc(out, '\'');
    else add_string(trial, out, value);
}

/* ---- templates ---- */

typedef struct {
    MessagePart part;
    bool on_first;     /* first(XPATH): on the node that had the key first */
    bool said;         /* perhaps no XPath: see said_of() */
    const char *xpath; /* as evaluate() takes it; NULL before it is first needed */
} Piece;

/* A template in its parts; they are read once. */
struct Template {
    const char *text; /* known by address */
    Template *next;   /* of the same slot of Templates */
    uint32_t generation, n;
    Piece pieces[];
};

static bool may_be_said(Slice name) {
    return slice_is(name, "problem") || slice_is(name, "field") || slice_is(name, "was") || slice_is(name, "is");
}

static void read_piece(Piece *piece) {
    Slice *name = &piece->part.name;
    piece->said = may_be_said(*name);
    piece->on_first = name->n > 7 && memcmp(name->p, "first(", 6) == 0 && name->p[name->n - 1] == ')';
    if (piece->on_first) *name = (Slice){name->p + 6, name->n - 7};
}

static Template *read_template(Arena *arena, const char *text) {
    uint32_t n = 0;
    MessagePart part;
    for (const char *p = text; message_next(&p, &part);) n++;
    Template *template = arena_alloc(arena, sizeof *template + n * sizeof *template->pieces);
    template->text = text;
    for (const char *p = text; message_next(&p, &template->pieces[template->n].part); template->n++)
        if (template->pieces[template->n].part.has_slot) read_piece(&template->pieces[template->n]);
    return template;
}

/* XPaths are of one generation of the evaluator. */
static void renew(Template *template, uint32_t generation) {
    for (uint32_t i = 0; i < template->n; i++) template->pieces[i].xpath = NULL;
    template->generation = generation;
}

static Template *template_of(RuleRunner *runner, const char *text) {
    uint32_t generation = evaluator_generation(runner->evaluator);
    Template **slot = &runner->templates[hash_address(text) % TEMPLATE_SLOTS];
    Template *template = *slot;
    while (template && template->text != text) template = template->next;
    if (!template) {
        template = read_template(runner->arena, text);
        template->next = *slot;
        *slot = template;
    }
    if (template->generation != generation) renew(template, generation);
    return template;
}

/* Slots that are no XPath; NULL for those that are. */
static const char *said_of(const Trial *trial, Slice name) {
    if (slice_is(name, "problem")) return trial->problem ? trial->problem : "";
    if (slice_is(name, "field")) return trial->field;
    if (slice_is(name, "was")) return trial->was;
    return slice_is(name, "is") ? trial->is : NULL;
}

static void fill_slot(const Trial *trial, Piece *piece, Text *out) {
    const char *said = piece->said ? said_of(trial, piece->part.name) : NULL;
    if (said) {
        text_puts(out, said);
        return;
    }
    if (!piece->xpath) piece->xpath = evaluator_keep(trial->runner->evaluator, piece->part.name);
    Node node = piece->on_first && trial->first != NODE_NONE ? trial->first : trial->node;
    Object value = evaluate(trial->runner->evaluator, piece->xpath, node);
    add_formatted(trial, piece->part.format, &value, out);
}

void trial_fill(const Trial *trial, const char *text, Text *out) {
    Template *template = template_of(trial->runner, text);
    for (uint32_t i = 0; i < template->n; i++) {
        Piece *piece = &template->pieces[i];
        text_add(out, piece->part.plain.p, piece->part.plain.n);
        if (piece->part.has_slot) fill_slot(trial, piece, out);
    }
}

const char *trial_describe(const Trial *trial, const char *xpath, const char *format, Node node) {
    Object value = evaluate(trial->runner->evaluator, xpath, node);
    if (first_node(&value) == NODE_NONE) return "not set";
    Text text = {0};
    add_formatted(trial, slice_from(format ? format : "quote"), &value, &text);
    const char *copy = arena_strdup(trial->runner->diags->arena, text_str(&text));
    text_done(&text);
    return copy;
}
