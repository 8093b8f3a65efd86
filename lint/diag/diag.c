#include "diag/diag.h"

#include <assert.h>
#include <string.h>

#include "diag/message.h"

static const char *const severity_names[] = {"off", "hint", "info", "warning", "error"};

const char *severity_name(Severity severity) { return severity_names[severity]; }

bool severity_parse(const char *name, Severity *ret_severity) {
    for (int i = SEVERITY_OFF; i <= SEVERITY_ERROR; i++) {
        if (strcmp(name, severity_names[i]) != 0) continue;
        *ret_severity = (Severity)i;
        return true;
    }
    return false;
}

void diags_init(Diags *diags, Arena *arena, const Catalogue *catalogue, const Source *source) {
    *diags = (Diags){.arena = arena, .catalogue = catalogue, .source = source};
}

void diags_done(Diags *diags) { vec_done(&diags->list); }

/* Whatever came from the document, what is said is fit to print in every format. */
static char *printable(Arena *arena, const char *text) {
    size_t n = strlen(text);
    Text shown = {0};
    if (text_is_plain(text, n)) return arena_text(arena, text, n);
    text_add_printable(&shown, text, n, NULL);
    char *copy = arena_text(arena, text_str(&shown), shown.n);
    text_done(&shown);
    return copy;
}

static void fill_slot(void *context, Slice name, Slice format, Text *out) {
    (void)format; /* slots of built-in diagnostics are ready texts */
    for (const Slot *slot = context; slot && slot->name; slot++)
        if (slice_is(name, slot->name)) text_puts(out, slot->text);
}

static const char *report_message(Diags *diags, const DiagKind *kind, const Report *report) {
    if (report->message) return printable(diags->arena, report->message);
    assert(kind->message);
    Text text = {0};
    message_fill(&text, kind->message, fill_slot, (void *)report->slots);
    char *message = printable(diags->arena, text_str(&text));
    text_done(&text);
    return message;
}

static const char *copy_text(Arena *arena, const char *text) { return text ? printable(arena, text) : NULL; }

static const char *const *copy_texts(Arena *arena, const char *const *texts, uint32_t n) {
    const char **copy = arena_alloc(arena, n * sizeof *copy);
    for (uint32_t i = 0; i < n; i++) copy[i] = printable(arena, texts[i]);
    return copy;
}

static const Related *copy_related(Arena *arena, const Related *related, uint32_t n) {
    Related *copy = arena_copy(arena, related, n * sizeof *copy);
    for (uint32_t i = 0; i < n; i++) copy[i].message = printable(arena, related[i].message);
    return copy;
}

static const Fix *copy_fix(Arena *arena, const Fix *fix) {
    if (!fix) return NULL;
    Fix *copy = arena_copy(arena, fix, sizeof *copy);
    Edit *edits = arena_copy(arena, fix->edits, fix->n * sizeof *edits);
    for (uint32_t i = 0; i < fix->n; i++) edits[i].text = arena_strdup(arena, fix->edits[i].text);
    copy->title = printable(arena, fix->title);
    copy->edits = edits;
    return copy;
}

bool diag_wanted(const Diags *diags, const char *id) {
    Severity severity = SEVERITY_OFF;
    const DiagKind *kind = catalogue_find(diags->catalogue, id, &severity);
    assert(kind);
    return severity != SEVERITY_OFF;
}

const Diagnostic *diag_report(Diags *diags, const Report *report) {
    Severity severity = report->severity;
    const DiagKind *kind = report->kind ? report->kind : catalogue_find(diags->catalogue, report->id, &severity);
    assert(kind);
    if (severity == SEVERITY_OFF) return NULL;
    assert(report->span.start <= report->span.end && report->span.end <= diags->source->size);
    Arena *arena = diags->arena;
    vec_push(&diags->list, ((Diagnostic){.kind = kind,
                                         .severity = severity,
                                         .span = report->span,
                                         .source = diags->source,
                                         .message = report_message(diags, kind, report),
                                         .suggestions = copy_texts(arena, report->suggestions, report->n_suggestions),
                                         .n_suggestions = report->n_suggestions,
                                         .related = copy_related(arena, report->related, report->n_related),
                                         .n_related = report->n_related,
                                         .fix = copy_fix(arena, report->fix),
                                         .help = copy_text(arena, report->help),
                                         .path = copy_text(arena, report->path)}));
    return &vec_last(&diags->list);
}

static int compare_numbers(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int compare_diagnostics(const void *left, const void *right) {
    const Diagnostic *a = left, *b = right;
    int order = compare_numbers(a->span.start, b->span.start);
    if (!order) order = compare_numbers(a->span.end, b->span.end);
    if (!order) order = compare_numbers(b->severity, a->severity);
    if (!order) order = strcmp(a->kind->id, b->kind->id);
    return order ? order : strcmp(a->message, b->message);
}

void diags_sort(Diags *diags) {
    if (diags->list.n < 2) return;
    Diagnostic *items = diags->list.items;
    qsort(items, diags->list.n, sizeof *items, compare_diagnostics);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < diags->list.n; i++)
        if (compare_diagnostics(&items[kept - 1], &items[i]) != 0) items[kept++] = items[i];
    diags->list.n = kept;
}
