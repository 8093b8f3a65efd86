/* html: one self-contained page: a summary by rule and file, each finding with its line; the filters need JavaScript,
 * nothing else does. */
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "report/excerpt.h"
#include "report/html_parts.h"
#include "report/markup.h"
#include "report/report.h"

typedef struct {
    const DiagKind *kind;
    Severity severity;
    uint32_t n;
} RuleCount;

typedef struct {
    char *path;
    uint32_t n[SEVERITY_ERROR + 1]; /* by severity */
} FileCount;

struct ReportState {
    FILE *out, *body; /* the findings, written while they come; the page's head needs the totals */
    char *bytes;
    size_t size;
    VEC(RuleCount) rules;
    VEC(FileCount) files;
    const ReportOptions *options;
};

static ReportState *html_begin(FILE *out, const ReportOptions *options) {
    ReportState *state = memory_alloc(sizeof *state);
    state->out = out;
    state->options = options;
    state->body = open_memstream(&state->bytes, &state->size);
    if (!state->body) abort();
    return state;
}

/* Gives the number of the rule's findings in front of this one. */
static uint32_t count_rule(ReportState *state, const Diagnostic *diagnostic) {
    for (uint32_t i = 0; i < state->rules.n; i++) {
        RuleCount *rule = &state->rules.items[i];
        if (strcmp(rule->kind->id, diagnostic->kind->id) != 0) continue;
        return rule->n++;
    }
    vec_push(&state->rules, ((RuleCount){diagnostic->kind, diagnostic->severity, 1}));
    return 0;
}

static void put_excerpt(FILE *out, const Source *source, Span span, const char *mark) {
    Excerpt excerpt;
    excerpt_init(&excerpt, source, span, 0);
    fprintf(out, "<pre><span class=\"n\">%u</span>", excerpt.line);
    put_escaped(out, text_str(&excerpt.before));
    fprintf(out, "<mark class=\"%s\">", mark);
    put_escaped(out, excerpt.marked.n ? text_str(&excerpt.marked) : "\u2038");
    fputs("</mark>", out);
    put_escaped(out, text_str(&excerpt.after));
    fputs("</pre>\n", out);
    excerpt_done(&excerpt);
}

static void put_line(FILE *out, const char *class, const char *label, const char *text) {
    fprintf(out, "<p class=\"%s\"><b>%s</b> ", class, label);
    put_escaped(out, text);
    fputs("</p>\n", out);
}

static void put_why(FILE *out, const DiagKind *kind) {
    fputs("<details><summary>why</summary><p>", out);
    put_escaped_lines(out, kind->why);
    fputs("</p>", out);
    for (const char *const *link = kind->links; link && *link; link++) {
        fputs("<p><a href=\"", out);
        put_escaped(out, *link);
        fputs("\">", out);
        put_escaped(out, *link);
        fputs("</a></p>", out);
    }
    fputs("</details>\n", out);
}

/* first: of its rule, which the table links to. */
static void put_finding(FILE *out, const Diagnostic *diagnostic, bool first) {
    const char *severity = severity_name(diagnostic->severity);
    Position at = source_position(diagnostic->source, diagnostic->span.start, COLUMN_CODEPOINTS);
    fprintf(out, "<article class=\"finding %s\" data-severity=\"%s\" data-group=\"", severity, severity);
    put_escaped(out, diagnostic->kind->group);
    if (first) fputs("\" id=\"", out), put_escaped(out, diagnostic->kind->id);
    fprintf(out, "\">\n<h3><span class=\"badge %s\">%s</span> ", severity, severity);
    put_escaped(out, diagnostic->message);
    fprintf(out, "</h3>\n<p class=\"where\">line %u, column %u \u00b7 <code>", at.line, at.column);
    put_escaped(out, diagnostic->kind->id);
    fputs("</code> \u00b7 ", out);
    put_escaped(out, diagnostic->kind->group);
    fputs("</p>\n", out);
    put_excerpt(out, diagnostic->source, diagnostic->span, severity);
    for (uint32_t i = 0; i < diagnostic->n_related; i++) {
        const Related *related = &diagnostic->related[i];
        put_line(out, "note", "note", related->message);
        put_excerpt(out, related->source ? related->source : diagnostic->source, related->span, "related");
    }
    if (diagnostic->n_suggestions) put_line(out, "help", "did you mean", diagnostic->suggestions[0]);
    if (diagnostic->help) put_line(out, "help", "help", diagnostic->help);
    if (diagnostic->fix) put_line(out, "help", diagnostic->fix->safe ? "fix" : "fix (unsafe)", diagnostic->fix->title);
    put_why(out, diagnostic->kind);
    fputs("</article>\n", out);
}

static void html_file(ReportState *state, const FileReport *file) {
    if (file->n == 0) return;
    fprintf(state->body, "<section id=\"f%u\">\n<h2>", state->files.n);
    put_escaped(state->body, file->path);
    fputs("</h2>\n", state->body);
    FileCount count = {.path = strdup(file->path)};
    for (uint32_t i = 0; i < file->n; i++) {
        bool first = count_rule(state, &file->diagnostics[i]) == 0;
        put_finding(state->body, &file->diagnostics[i], first);
        count.n[file->diagnostics[i].severity]++;
    }
    fputs("</section>\n", state->body);
    vec_push(&state->files, count);
}

static void put_checkbox(FILE *out, const char *name, const char *value) {
    fprintf(out, "<label><input type=\"checkbox\" checked name=\"%s\" value=\"", name);
    put_escaped(out, value);
    fputs("\"> ", out);
    put_escaped(out, value);
    fputs("</label>\n", out);
}

static void put_filters(const ReportState *state) {
    Intern *seen = intern_new();
    fputs("<fieldset hidden><legend>show <span id=\"shown\"></span></legend>\n<span class=\"row\">", state->out);
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
        put_checkbox(state->out, "severity", severity_name((Severity)severity));
    fputs("</span>\n<span class=\"row\">", state->out);
    for (uint32_t i = 0; i < state->rules.n; i++) {
        Slice group = slice_from(state->rules.items[i].kind->group);
        if (intern_find(seen, group) != INTERN_NONE) continue;
        intern_add(seen, group);
        put_checkbox(state->out, "group", group.p);
    }
    fputs("</span></fieldset>\n", state->out);
    intern_free(seen);
}

static int compare_rules(const void *left, const void *right) {
    const RuleCount *a = left, *b = right;
    if (a->severity != b->severity) return a->severity < b->severity ? 1 : -1;
    if (a->n != b->n) return a->n < b->n ? 1 : -1;
    return strcmp(a->kind->id, b->kind->id);
}

static void put_rules(ReportState *state) {
    qsort(state->rules.items, state->rules.n, sizeof *state->rules.items, compare_rules);
    fputs("<h2>By rule</h2>\n<div class=\"scroll\"><table>\n<tr><th>severity</th><th>rule</th><th>what</th><th "
          "class=\"c\">found</th></tr>\n",
          state->out);
    for (uint32_t i = 0; i < state->rules.n; i++) {
        const RuleCount *rule = &state->rules.items[i];
        const char *severity = severity_name(rule->severity);
        fprintf(state->out, "<tr><td><span class=\"badge %s\">%s</span></td><td><a href=\"#", severity, severity);
        put_escaped(state->out, rule->kind->id);
        fputs("\"><code>", state->out);
        put_escaped(state->out, rule->kind->id);
        fputs("</code></a></td><td>", state->out);
        put_escaped(state->out, rule->kind->title);
        fprintf(state->out, "</td><td class=\"c\">%u</td></tr>\n", rule->n);
    }
    fputs("</table></div>\n", state->out);
}

static void put_count(FILE *out, uint32_t n, const char *severity) {
    if (n) fprintf(out, "<td class=\"c t-%s\">%u</td>", severity, n);
    else fputs("<td class=\"c\"></td>", out);
}

static void put_files(const ReportState *state) {
    fputs("<h2>By file</h2>\n<div class=\"scroll\"><table>\n<tr><th>file</th>", state->out);
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
        fprintf(state->out, "<th class=\"c\">%ss</th>", severity_name((Severity)severity));
    fputs("</tr>\n", state->out);
    for (uint32_t i = 0; i < state->files.n; i++) {
        const FileCount *file = &state->files.items[i];
        fprintf(state->out, "<tr><td class=\"w\"><a href=\"#f%u\">", i);
        put_escaped(state->out, file->path);
        fputs("</a></td>", state->out);
        for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
            put_count(state->out, file->n[severity], severity_name((Severity)severity));
        fputs("</tr>\n", state->out);
    }
    fputs("</table></div>\n", state->out);
}

static void put_tile(FILE *out, uint32_t n, const char *severity, const char *noun) {
    fprintf(out, "<li%s%s%s><b>%u</b>%s%s</li>\n", n && *severity ? " class=\"t-" : "", n ? severity : "",
            n && *severity ? "\"" : "", n, noun, n == 1 ? "" : "s");
}

static void put_head(const ReportState *state, const Summary *summary) {
    uint32_t n = summary->errors + summary->warnings + summary->infos + summary->hints;
    fprintf(
        state->out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>domlint: %u finding%s</title>\n<style>\n%s</style>\n"
        "</head>\n<body>\n<h1>domlint: libvirt domain XML</h1>\n<ul class=\"tiles\">\n",
        n, n == 1 ? "" : "s", html_style);
    put_tile(state->out, summary->files, "", "file");
    put_tile(state->out, summary->errors, "error", "error");
    put_tile(state->out, summary->warnings, "warning", "warning");
    put_tile(state->out, summary->infos, "info", "info");
    put_tile(state->out, summary->hints, "hint", "hint");
    fputs("</ul>\n", state->out);
    if (summary->baselined) fprintf(state->out, "<p>%u more are known from the baseline.</p>\n", summary->baselined);
    if (n == 0) fputs("<p>Nothing was found.</p>\n", state->out);
}

static void put_page(ReportState *state, const Summary *summary) {
    put_head(state, summary);
    if (state->rules.n) {
        put_rules(state);
        put_files(state);
        put_filters(state);
    }
    fwrite(state->bytes, 1, state->size, state->out);
    fprintf(state->out, "<footer>domlint %s</footer>\n<script>%s</script>\n</body>\n</html>\n", state->options->version,
            html_script);
}

static void html_end(ReportState *state, const Summary *summary) {
    fclose(state->body);
    put_page(state, summary);
    for (uint32_t i = 0; i < state->files.n; i++) free(state->files.items[i].path);
    vec_done(&state->files);
    vec_done(&state->rules);
    free(state->bytes);
    free(state);
}

const Reporter reporter_html = {"html", "one page for a browser", html_begin, html_file, html_end};
