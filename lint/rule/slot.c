/* Message slots: trial_fill() of rule/runner.h. */
#include <libxml/xpath.h>
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
    while (at < n && characters < SHOWN_MAX) {
        uint32_t code;
        at += utf8_decode(text + at, text + n, &code);
        characters++;
    }
    text_add(out, text, at);
    if (at < n) text_puts(out, "...");
}

static void add_string(Text *out, xmlXPathObject *value) {
    if (value->type == XPATH_NUMBER) {
        text_add_number(out, value->floatval);
        return;
    }
    xmlChar *text = xmlXPathCastToString(value);
    add_cut(out, (const char *)text);
    xmlFree(text);
}

static xmlNode *first_node(const xmlXPathObject *value) {
    bool there = value->type == XPATH_NODESET && value->nodesetval && value->nodesetval->nodeNr;
    return there ? value->nodesetval->nodeTab[0] : NULL;
}

/* A node with the unit beside it, or a number of bytes. */
static void add_size(const Filler *filler, Text *out, xmlXPathObject *value) {
    xmlNode *node = first_node(value);
    double bytes = xmlXPathCastToNumber(value);
    if (node) {
        xmlXPathObject *kib = evaluate(filler->trial->runner->evaluator, "size(.)", node);
        bytes = kib ? xmlXPathCastToNumber(kib) : NAN;
        xmlXPathFreeObject(kib);
    }
    if (isnan(bytes)) add_string(out, value);
    else size_format(bytes, out);
}

static void add_kib(Text *out, xmlXPathObject *value) {
    double kib = xmlXPathCastToNumber(value);
    if (isnan(kib)) add_string(out, value);
    else size_format(kib * 1024, out);
}

static void add_hex(Text *out, xmlXPathObject *value) {
    double number = xmlXPathCastToNumber(value);
    if (number >= 0 && number < 18446744073709551616.0) text_printf(out, "0x%llx", (unsigned long long)number);
    else add_string(out, value);
}

static void add_list(Text *out, xmlXPathObject *value) {
    int n = value->type == XPATH_NODESET && value->nodesetval ? value->nodesetval->nodeNr : 0;
    if (value->type != XPATH_NODESET) add_string(out, value);
    if (n > 1) xmlXPathNodeSetSort(value->nodesetval);
    for (int i = 0; i < n; i++) {
        xmlChar *text = xmlXPathCastNodeToString(value->nodesetval->nodeTab[i]);
        text_puts(out, i == 0 ? "" : i + 1 == n ? " and " : ", ");
        add_cut(out, (const char *)text);
        xmlFree(text);
    }
}

/* Below the root: "devices/disk[2]". */
static void add_path(const Filler *filler, Text *out, xmlXPathObject *value) {
    xmlNode *node = first_node(value);
    if (!node) return;
    const char *path = document_path(filler->trial->runner->diags->arena, node);
    const char *below = strchr(path + 1, '/');
    text_puts(out, below ? below + 1 : path + 1);
}

static void add_formatted(const Filler *filler, Slice format, xmlXPathObject *value, Text *out) {
    if (slice_is(format, "size")) add_size(filler, out, value);
    else if (slice_is(format, "kib")) add_kib(out, value);
    else if (slice_is(format, "hex")) add_hex(out, value);
    else if (slice_is(format, "list")) add_list(out, value);
    else if (slice_is(format, "path")) add_path(filler, out, value);
    else if (slice_is(format, "count")) text_printf(out, "%d", value->nodesetval ? value->nodesetval->nodeNr : 0);
    else if (slice_is(format, "name")) text_puts(out, first_node(value) ? (const char *)first_node(value)->name : "");
    else if (slice_is(format, "quote")) text_putc(out, '\''), add_string(out, value), text_putc(out, '\'');
    else add_string(out, value);
}

/* "first(XPATH)" is evaluated on the node that had the key first. */
static bool on_first(Slice *name) {
    bool first = name->n > 7 && memcmp(name->p, "first(", 6) == 0 && name->p[name->n - 1] == ')';
    if (first) *name = (Slice){name->p + 6, name->n - 7};
    return first;
}

static void fill_slot(void *context, Slice name, Slice format, Text *out) {
    const Filler *filler = context;
    const Trial *trial = filler->trial;
    if (slice_is(name, "problem")) {
        text_puts(out, trial->problem ? trial->problem : "");
        return;
    }
    xmlNode *node = on_first(&name) && trial->first ? trial->first : trial->node;
    const char *xpath = evaluator_keep(trial->runner->evaluator, name);
    xmlXPathObject *value = evaluate(trial->runner->evaluator, xpath, node);
    if (value) add_formatted(filler, format, value, out);
    xmlXPathFreeObject(value);
}

void trial_fill(const Trial *trial, const char *template, Text *out) {
    Filler filler = {trial};
    message_fill(out, template, fill_slot, &filler);
}
