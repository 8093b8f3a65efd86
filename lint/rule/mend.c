/* Fixes: trial_fix() of rule/runner.h. */
#include <string.h>

#include "rule/runner.h"

typedef VEC(Edit) EditVec;

static const Source *source_of(const Trial *trial) { return trial->runner->document->source; }

/* What stands in an attribute or text: markup characters as references. */
static void add_escaped(Text *out, const char *text) {
    for (; *text; text++) {
        switch (*text) {
        case '&': text_puts(out, "&amp;"); break;
        case '<': text_puts(out, "&lt;"); break;
        case '\'': text_puts(out, "&apos;"); break;
        case '"': text_puts(out, "&quot;"); break;
        default: text_putc(out, *text);
        }
    }
}

static const char *filled(const Trial *trial, const char *template, bool escape) {
    Text text = {0}, escaped = {0};
    if (template) trial_fill(trial, template, &text);
    if (escape) add_escaped(&escaped, text_str(&text));
    const char *copy = arena_strdup(trial->runner->diags->arena, text_str(escape ? &escaped : &text));
    text_done(&text);
    text_done(&escaped);
    return copy;
}

static void add_edit(EditVec *edits, uint32_t start, uint32_t end, const char *text) {
    vec_push(edits, ((Edit){{start, end}, text}));
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* Blanks in front of a place, back to the start of its line; *ret_alone: nothing else stands before it on the line. */
static uint32_t indent_start(const Source *source, uint32_t at, bool *ret_alone) {
    while (at > 0 && is_blank(source->text[at - 1])) at--;
    *ret_alone = at == 0 || source->text[at - 1] == '\n';
    return at;
}

/* An element goes with its line if it has it for itself. */
static void remove_element(const Trial *trial, const xmlNode *node, EditVec *edits) {
    const Source *source = source_of(trial);
    Span span = document_span(trial->runner->document, node, PART_ELEMENT);
    bool alone;
    uint32_t start = indent_start(source, span.start, &alone), end = span.end;
    while (end < source->size && is_blank(source->text[end])) end++;
    if (end < source->size && source->text[end] == '\r') end++;
    bool ends_line = end < source->size && source->text[end] == '\n';
    if (alone && ends_line) add_edit(edits, start, end + 1, "");
    else add_edit(edits, span.start, span.end, "");
}

static void remove_attribute(const Trial *trial, const xmlNode *node, EditVec *edits) {
    const Source *source = source_of(trial);
    Span span = document_span(trial->runner->document, node, PART_TAG);
    while (span.start > 0 && strchr(" \t\r\n", source->text[span.start - 1])) span.start--;
    add_edit(edits, span.start, span.end, "");
}

static bool edit_remove(const Trial *trial, const char *xpath, EditVec *edits) {
    NodeSet found = evaluate_nodes(trial->runner->evaluator, xpath, trial->node);
    for (uint32_t i = 0; i < found.n; i++) {
        const xmlNode *node = trial_origin(trial, found.items[i]);
        if (node->type == XML_ATTRIBUTE_NODE) remove_attribute(trial, node, edits);
        else remove_element(trial, node, edits);
    }
    return found.n > 0;
}

/* An attribute that is not there yet is added as the last one of its element. */
static bool add_attribute(const Trial *trial, const char *name, const char *text, EditVec *edits) {
    const xmlNode *node = trial_origin(trial, trial->node);
    const Source *source = source_of(trial);
    if (node->type != XML_ELEMENT_NODE || name[strcspn(name, "/|[]()@: ")]) return false; /* it is an XPath */
    uint32_t end = document_span(trial->runner->document, node, PART_TAG).end - 1;
    if (source->text[end - 1] == '/') end--;
    while (is_blank(source->text[end - 1])) end--;
    add_edit(edits, end, end, arena_printf(trial->runner->diags->arena, " %s='%s'", name, text));
    return true;
}

/* Where a value or a text can be written: between the quotes of an empty attribute, but not over a name. */
static bool writable(const Place *place, Span *ret_span) {
    if (place->source) return false;
    Span span = place->span;
    switch (place->part) {
    case PART_VALUE:
    case PART_TEXT: *ret_span = span; return true;
    case PART_TAG:
        if (place->attribute) *ret_span = (Span){span.end - 1, span.end - 1};
        return place->attribute;
    default: return false;
    }
}

static bool edit_set(const Trial *trial, const char *at, const char *template, EditVec *edits) {
    PlaceVec places = {0};
    Span span;
    trial_places(trial, at, &places);
    bool missing = places.n == 0, found = !missing && writable(&places.items[0], &span);
    const char *text = filled(trial, template, true);
    if (found) add_edit(edits, span.start, span.end, text);
    vec_done(&places);
    return found || (missing && at[0] == '@' && add_attribute(trial, at + 1, text, edits));
}

static const char *indent_of(const Trial *trial, const xmlNode *node) {
    const Source *source = source_of(trial);
    uint32_t at = document_span(trial->runner->document, node, PART_TAG).start;
    bool alone;
    uint32_t start = indent_start(source, at, &alone);
    return alone ? arena_text(trial->runner->diags->arena, source->text + start, at - start) : NULL;
}

static const xmlNode *first_child(const xmlNode *node) {
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE) return child;
    return NULL;
}

static void insert_into(const Trial *trial, const xmlNode *node, const char *text, EditVec *edits) {
    Arena *arena = trial->runner->diags->arena;
    const Source *source = source_of(trial);
    Span tag = document_span(trial->runner->document, node, PART_TAG),
         all = document_span(trial->runner->document, node, PART_ELEMENT);
    const char *outer = indent_of(trial, node), *inner = first_child(node) ? indent_of(trial, first_child(node)) : NULL;
    if (outer && !inner) inner = arena_printf(arena, "%s  ", outer);
    if (source->text[tag.end - 2] == '/') {
        const char *name = (const char *)node->name;
        const char *body = outer ? arena_printf(arena, ">\n%s%s\n%s</%s>", inner, text, outer, name)
                                 : arena_printf(arena, ">%s</%s>", text, name);
        uint32_t slash = tag.end - 2;
        while (is_blank(source->text[slash - 1])) slash--;
        add_edit(edits, slash, tag.end, body);
        return;
    }
    uint32_t end = all.end;
    while (end > tag.end && source->text[end - 1] != '<') end--;
    end--;
    bool alone;
    uint32_t line = indent_start(source, end, &alone);
    if (alone && inner) add_edit(edits, line, line, arena_printf(arena, "%s%s\n", inner, text));
    else add_edit(edits, end, end, text);
}

static void insert_beside(const Trial *trial, const xmlNode *node, bool before, const char *text, EditVec *edits) {
    const char *indent = indent_of(trial, node);
    Arena *arena = trial->runner->diags->arena;
    Span all = document_span(trial->runner->document, node, PART_ELEMENT);
    uint32_t at = before ? all.start : all.end;
    if (indent)
        text = before ? arena_printf(arena, "%s\n%s", text, indent) : arena_printf(arena, "\n%s%s", indent, text);
    add_edit(edits, at, at, text);
}

static bool edit_insert(const Trial *trial, const char *what, const char *xpath, const char *template, EditVec *edits) {
    NodeSet found = evaluate_nodes(trial->runner->evaluator, xpath, trial->node);
    const xmlNode *node = found.n ? trial_origin(trial, found.items[0]) : NULL;
    bool element = node && node->type == XML_ELEMENT_NODE;
    if (element && strcmp(what, "into") == 0) insert_into(trial, node, filled(trial, template, false), edits);
    else if (element) insert_beside(trial, node, strcmp(what, "before") == 0, filled(trial, template, false), edits);
    return element;
}

/* Elements, in their order, go behind another. */
static bool edit_move(const Trial *trial, const char *xpath, const char *behind, EditVec *edits) {
    NodeSet moved = evaluate_nodes(trial->runner->evaluator, xpath, trial->node);
    const char *text = NULL;
    Arena *arena = trial->runner->diags->arena;
    for (uint32_t i = 0; i < moved.n; i++) {
        const xmlNode *node = trial_origin(trial, moved.items[i]);
        if (node->type != XML_ELEMENT_NODE) return false;
        Slice slice = source_slice(source_of(trial), document_span(trial->runner->document, node, PART_ELEMENT));
        const char *own = arena_text(arena, slice.p, slice.n), *indent = indent_of(trial, node);
        text = !text    ? own
               : indent ? arena_printf(arena, "%s\n%s%s", text, indent, own)
                        : arena_printf(arena, "%s%s", text, own);
        remove_element(trial, node, edits);
    }
    NodeSet target = evaluate_nodes(trial->runner->evaluator, behind, trial->node);
    if (!text || !target.n) return false;
    insert_beside(trial, trial_origin(trial, target.items[0]), false, text, edits);
    return true;
}

static bool make_edit(const Trial *trial, const char *what, const char *at, const char *template, EditVec *edits) {
    if (strcmp(what, "set") == 0) return edit_set(trial, at, template, edits);
    if (strcmp(what, "remove") == 0) return edit_remove(trial, at, edits);
    if (strcmp(what, "move") == 0) return edit_move(trial, at, template, edits);
    return edit_insert(trial, what, at, template, edits);
}

bool trial_fix(const Trial *trial, Fix *ret_fix) {
    const Rule *rule = trial->rule;
    Range range = rule->record->edits;
    EditVec edits = {0};
    bool ok = range.n > 0;
    for (uint32_t i = 0; ok && i < range.n; i += 3) {
        const char *at = rule_item(rule, range, i + 1);
        ok = at && make_edit(trial, rule_item(rule, range, i), at, rule_item(rule, range, i + 2), &edits);
    }
    if (ok) {
        const char *title = filled(trial, rule_text(rule, rule->record->fix_title), false);
        const Edit *copy = arena_copy(trial->runner->diags->arena, edits.items, edits.n * sizeof(Edit));
        *ret_fix = (Fix){title, rule->record->fix_safe, copy, edits.n};
    }
    vec_done(&edits);
    return ok;
}
