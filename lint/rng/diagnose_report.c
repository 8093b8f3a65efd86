/* Reports and fixes of schema diagnostics. */
#include <string.h>

#include "rng/diagnose.h"

bool have_patience(Validator *validator, uint32_t steps) {
    bool enough = validator->patience >= steps;
    validator->patience = enough ? validator->patience - steps : 0;
    return enough;
}

const Diagnostic *say(Validator *validator, const xmlNode *node, Report report) {
    validator->valid = false;
    if (++validator->n_reported > REPORTS_MAX) {
        if (!validator->stopped) report = (Report){.id = "schema-too-many", .span = report.span};
        else return NULL;
        validator->stopped = true;
    }
    vec_push(&validator->faulty, node->type == XML_ATTRIBUTE_NODE ? node->parent : node);
    if (validator->diags->paths) report.path = document_path(validator->arena, node);
    return diag_report(validator->diags, &report);
}

const Diagnostic *say_beside(Validator *validator, const xmlNode *node, const Related *place, Report report) {
    report.related = place;
    report.n_related = place != NULL;
    return say(validator, node, report);
}

bool is_faulty(const Validator *validator, const xmlNode *element) {
    for (uint32_t i = 0; i < validator->faulty.n; i++)
        if (validator->faulty.items[i] == element) return true;
    return false;
}

static const char *escaped(const Validator *validator, const char *text) {
    Text out = {0};
    for (; *text; text++) {
        switch (*text) {
        case '&': text_puts(&out, "&amp;"); break;
        case '<': text_puts(&out, "&lt;"); break;
        case '"': text_puts(&out, "&quot;"); break;
        case '\'': text_puts(&out, "&apos;"); break;
        default: text_putc(&out, *text);
        }
    }
    const char *copy = arena_text(validator->arena, text_str(&out), out.n);
    text_done(&out);
    return copy;
}

static const Fix *fix_new(Validator *validator, const char *title, const Edit *edits, uint32_t n) {
    Fix fix = {.title = title, .safe = false, .n = n};
    fix.edits = arena_copy(validator->arena, edits, n * sizeof *edits);
    return arena_copy(validator->arena, &fix, sizeof fix);
}

const Fix *fix_replace(Validator *validator, const char *title, Span span, const char *text) {
    return fix_new(validator, title, &(Edit){span, escaped(validator, text)}, 1);
}

/* The name in the end tag; false if there is none. */
static bool end_name(const Validator *validator, const xmlNode *element, Span *ret) {
    const Document *document = validator->document;
    Span whole = document_span(document, element, PART_ELEMENT), tag = document_span(document, element, PART_TAG);
    Span name = document_span(document, element, PART_NAME);
    const char *text = document->source->text;
    uint32_t start = whole.end - 1; /* what follows may be a tag, too */
    while (start > tag.end && text[start] != '<') start--;
    if (start < tag.end || text[start] != '<' || text[start + 1] != '/') return false;
    *ret = (Span){start + 2, start + 2 + (name.end - name.start)};
    return ret->end <= whole.end;
}

const Fix *fix_rename(Validator *validator, const xmlNode *element, const char *name) {
    const char *title = arena_printf(validator->arena, "Change <%s> to <%s>", node_shown(validator, element), name);
    Edit edits[2] = {{document_span(validator->document, element, PART_NAME), name}, {{0, 0}, name}};
    uint32_t n = end_name(validator, element, &edits[1].span) ? 2 : 1;
    return fix_new(validator, title, edits, n);
}
