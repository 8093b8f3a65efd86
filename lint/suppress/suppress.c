#include "suppress/suppress.h"

#include <string.h>

#include "suppress/directive.h"

/* One code of a directive. */
typedef struct {
    const Directive *directive;
    const char *code;
    Span place; /* of the code in the source */
    bool used;
} Code;

typedef VEC(Code) CodeVec;

static bool code_known(const Catalogue *catalogue, const char *code) {
    for (uint32_t i = 0; i < catalogue_count(catalogue); i++)
        if (kind_matches(catalogue_at(catalogue, i), code)) return true;
    return false;
}

static void report_unknown(Diags *diags, const Code *code) {
    const char *suggestion = catalogue_nearest(diags->catalogue, diags->arena, code->code);
    Slot slots[] = {{"code", code->code}, {NULL, NULL}};
    diag_report(diags, &(Report){.id = "suppression-unknown-rule",
                                 .span = code->place,
                                 .slots = slots,
                                 .suggestions = &suggestion,
                                 .n_suggestions = suggestion != NULL});
}

static void report_blanket(Diags *diags, const Code *code) {
    Slot slots[] = {{"detail", "name the rules; 'all' counts only where the configuration says 'allow-blanket: true'"},
                    {NULL, NULL}};
    diag_report(diags, &(Report){.id = "suppression-malformed", .span = code->place, .slots = slots});
}

static void add_code(const Directive *directive, Slice text, bool allow_blanket, Diags *diags, CodeVec *codes) {
    text = slice_trim(text);
    if (text.n == 0) return;
    uint32_t start = (uint32_t)(text.p - diags->source->text);
    Code code = {directive, arena_text(diags->arena, text.p, text.n), {start, start + (uint32_t)text.n}, false};
    if (!allow_blanket && strcmp(code.code, "all") == 0) report_blanket(diags, &code);
    else if (code_known(diags->catalogue, code.code)) vec_push(codes, code);
    else report_unknown(diags, &code);
}

static void split_codes(const Directive *directive, bool allow_blanket, Diags *diags, CodeVec *codes) {
    Slice rest = source_slice(diags->source, directive->codes);
    while (rest.n) {
        const char *comma = memchr(rest.p, ',', rest.n);
        size_t n = comma ? (size_t)(comma - rest.p) : rest.n;
        add_code(directive, (Slice){rest.p, n}, allow_blanket, diags, codes);
        rest = (Slice){rest.p + n + (comma != NULL), rest.n - n - (comma != NULL)};
    }
}

static bool suppressed(const Diagnostic *diagnostic, CodeVec *codes) {
    bool found = false;
    for (uint32_t i = 0; i < codes->n; i++) {
        Code *code = &codes->items[i];
        Span covers = code->directive->covers;
        bool inside = diagnostic->span.start >= covers.start && diagnostic->span.start < covers.end;
        if (inside && kind_matches(diagnostic->kind, code->code)) found = code->used = true;
    }
    return found;
}

static void drop_suppressed(Diags *diags, CodeVec *codes) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags->list.n; i++)
        if (!suppressed(&diags->list.items[i], codes)) diags->list.items[kept++] = diags->list.items[i];
    diags->list.n = kept;
}

/* A comment that stands alone on its line goes with the line. */
static Span with_line(const Source *source, Span span) {
    Span line = span;
    while (line.start > 0 && strchr(" \t", source->text[line.start - 1])) line.start--;
    bool alone_before = line.start == 0 || source->text[line.start - 1] == '\n';
    while (line.end < source->size && strchr(" \t\r", source->text[line.end])) line.end++;
    bool alone_after = line.end < source->size && source->text[line.end] == '\n';
    if (alone_before && alone_after) return (Span){line.start, line.end + 1};
    return span;
}

static void report_unused(Diags *diags, const Code *code, bool only_one) {
    Edit edit = {with_line(diags->source, code->directive->place), ""};
    Fix fix = {"remove the comment", true, &edit, 1};
    Slot slots[] = {{"code", code->code}, {NULL, NULL}};
    bool fixable = only_one && code->directive->comment;
    diag_report(
        diags,
        &(Report){.id = "suppression-unused", .span = code->place, .slots = slots, .fix = fixable ? &fix : NULL});
}

/* Codes of rules that are switched off suppress nothing through no fault of theirs. */
static bool any_on(const Catalogue *catalogue, const char *code) {
    for (uint32_t i = 0; i < catalogue_count(catalogue); i++) {
        const DiagKind *kind = catalogue_at(catalogue, i);
        if (kind_matches(kind, code) && catalogue_severity(catalogue, kind) != SEVERITY_OFF) return true;
    }
    return false;
}

/* Several directives can come of one place (an XPath that finds several nodes): used once is used. */
static bool place_used(const CodeVec *codes, Span place) {
    for (uint32_t i = 0; i < codes->n; i++)
        if (codes->items[i].place.start == place.start && codes->items[i].used) return true;
    return false;
}

static bool first_of_place(const CodeVec *codes, uint32_t index) {
    for (uint32_t i = 0; i < index; i++)
        if (codes->items[i].place.start == codes->items[index].place.start) return false;
    return true;
}

static void report_all_unused(Diags *diags, const CodeVec *codes) {
    for (uint32_t i = 0; i < codes->n; i++) {
        const Code *code = &codes->items[i];
        if (place_used(codes, code->place) || !first_of_place(codes, i) || !any_on(diags->catalogue, code->code))
            continue;
        bool only_one = !memchr(diags->source->text + code->directive->codes.start, ',',
                                code->directive->codes.end - code->directive->codes.start);
        report_unused(diags, code, only_one);
    }
}

static void report_open(Diags *diags, const Directive *directive) {
    char *codes = arena_text(diags->arena, diags->source->text + directive->codes.start,
                             directive->codes.end - directive->codes.start);
    Slot slots[] = {{"codes", codes}, {NULL, NULL}};
    diag_report(diags, &(Report){.id = "suppression-unclosed", .span = directive->place, .slots = slots});
}

void suppress_apply(const Document *document, bool allow_blanket, Diags *diags) {
    DirectiveVec directives = {0};
    CodeVec codes = {0};
    directives_find(document, diags, &directives);
    for (uint32_t i = 0; i < directives.n; i++) split_codes(&directives.items[i], allow_blanket, diags, &codes);
    if (codes.n) drop_suppressed(diags, &codes);
    report_all_unused(diags, &codes);
    for (uint32_t i = 0; i < directives.n; i++)
        if (directives.items[i].open) report_open(diags, &directives.items[i]);
    vec_done(&codes);
    vec_done(&directives);
}
