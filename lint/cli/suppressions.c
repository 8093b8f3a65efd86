#include "cli/suppressions.h"

#include <stdlib.h>
#include <string.h>

#include "xml/markup.h"

/* A finding and the element it is in. */
typedef struct {
    uint32_t start; /* of the element's tag */
    const char *id;
} Finding;

typedef VEC(Finding) FindingVec;

/* Hints are told on request alone, so they need no silencing. */
static bool suppressible(const Diagnostic *diagnostic) {
    if (diagnostic->severity == SEVERITY_HINT) return false;
    return strncmp(diagnostic->kind->id, "xml-", 4) != 0 && strncmp(diagnostic->kind->id, "suppression-", 12) != 0;
}

/* The start tag of the element around a place; UINT32_MAX outside of the root. */
static uint32_t element_at(const Markup *markup, uint32_t offset) {
    uint32_t index = markup_at(markup, offset);
    if (index == UINT32_MAX) return index;
    const Token *token = &markup->tokens.items[index];
    if (token->kind == TOKEN_START || token->kind == TOKEN_EMPTY) return index;
    return token->kind == TOKEN_END ? token->match : token->parent;
}

static int compare_findings(const void *left, const void *right) {
    const Finding *a = left, *b = right;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return strcmp(a->id, b->id);
}

static void collect(const Markup *markup, const Diags *diags, FindingVec *findings) {
    for (uint32_t i = 0; i < diags->list.n; i++) {
        const Diagnostic *diagnostic = &diags->list.items[i];
        uint32_t element = suppressible(diagnostic) ? element_at(markup, diagnostic->span.start) : UINT32_MAX;
        if (element == UINT32_MAX) continue;
        vec_push(findings, ((Finding){markup->tokens.items[element].span.start, diagnostic->kind->id}));
    }
    if (findings->n) qsort(findings->items, findings->n, sizeof *findings->items, compare_findings);
}

/* The indentation of an element that begins its line; not so: NULL pointer. */
static Slice indentation(const Source *source, uint32_t start) {
    uint32_t at = start;
    while (at > 0 && (source->text[at - 1] == ' ' || source->text[at - 1] == '\t')) at--;
    bool begins = at == 0 || source->text[at - 1] == '\n' || source->text[at - 1] == '\r';
    return (Slice){begins ? source->text + at : NULL, start - at};
}

static const char *line_end(const Source *source) {
    const char *end = source->n_lines > 1 ? source->text + source->lines[1] - 1 : "\n";
    if (source->n_lines > 1 && source->lines[1] > 1 && *end == '\n' && end[-1] == '\r') return "\r\n";
    return *end == '\r' ? "\r" : "\n";
}

/* The comment for findings first..last-1, which are in one element. */
static void put_comment(const Source *source, const Finding *first, const Finding *last, const char *reason,
                        Text *text) {
    text_puts(text, "<!-- domlint disable-next ");
    for (const Finding *finding = first; finding < last; finding++) {
        if (finding > first && strcmp(finding->id, finding[-1].id) == 0) continue;
        text_printf(text, "%s%s", finding > first ? "," : "", finding->id);
    }
    if (reason && *reason) text_printf(text, ": %s", reason);
    text_puts(text, " -->");
    Slice indent = indentation(source, first->start);
    if (!indent.p) return;
    text_puts(text, line_end(source));
    text_add(text, indent.p, indent.n);
}

uint32_t suppressions_add(const Source *source, const Diags *diags, const char *reason, Text *ret_text) {
    Markup *markup = markup_scan(source);
    FindingVec findings = {0};
    uint32_t at = 0, n = 0;
    collect(markup, diags, &findings);
    for (uint32_t i = 0; i < findings.n; n++) {
        uint32_t next = i + 1, start = findings.items[i].start;
        while (next < findings.n && findings.items[next].start == start) next++;
        text_add(ret_text, source->text + at, start - at);
        put_comment(source, &findings.items[i], &findings.items[next], reason, ret_text);
        at = start;
        i = next;
    }
    text_add(ret_text, source->text + at, source->size - at);
    vec_done(&findings);
    markup_free(markup);
    return n;
}
