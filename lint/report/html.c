/* html: one self-contained page: a summary by rule and file, each finding with its line; the filters need JavaScript,
 * nothing else does. */
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "report/excerpt.h"
#include "report/markup.h"
#include "report/report.h"

typedef struct {
    const DiagKind *kind;
    Severity severity;
    uint32_t n;
} RuleCount;

typedef struct {
    char *path;
    uint32_t n;
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

static void count_rule(ReportState *state, const Diagnostic *diagnostic) {
    for (uint32_t i = 0; i < state->rules.n; i++) {
        RuleCount *rule = &state->rules.items[i];
        if (rule->kind != diagnostic->kind) continue;
        rule->n++;
        return;
    }
    vec_push(&state->rules, ((RuleCount){diagnostic->kind, diagnostic->severity, 1}));
}

static void put_excerpt(FILE *out, const Source *source, Span span, const char *mark) {
    Excerpt excerpt;
    excerpt_init(&excerpt, source, span);
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

static void put_finding(FILE *out, const Diagnostic *diagnostic) {
    const char *severity = severity_name(diagnostic->severity);
    Position at = source_position(diagnostic->source, diagnostic->span.start, COLUMN_CODEPOINTS);
    fprintf(out, "<article class=\"finding\" data-severity=\"%s\" data-group=\"", severity);
    put_escaped(out, diagnostic->kind->group);
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
    fputs("<details><summary>why</summary><p>", out);
    put_escaped(out, diagnostic->kind->why);
    fputs("</p></details>\n</article>\n", out);
}

static void html_file(ReportState *state, const FileReport *file) {
    if (file->n == 0) return;
    fprintf(state->body, "<section id=\"f%u\">\n<h2>", state->files.n);
    put_escaped(state->body, file->path);
    fputs("</h2>\n", state->body);
    for (uint32_t i = 0; i < file->n; i++) {
        count_rule(state, &file->diagnostics[i]);
        put_finding(state->body, &file->diagnostics[i]);
    }
    fputs("</section>\n", state->body);
    vec_push(&state->files, ((FileCount){.path = strdup(file->path), .n = file->n}));
}

static const char style[] =
    ":root{color-scheme:light "
    "dark;--bg:#fff;--fg:#1b1f24;--dim:#5d6772;--line:#d9dee3;--card:#f6f8fa;--error:#c62828;--warning:#9a5b00;"
    "--info:#0b63b0;--hint:#53606c}\n"
    "@media(prefers-color-scheme:dark){:root{--bg:#14181d;--fg:#e4e8ec;--dim:#98a3ae;--line:#2f3840;--card:#1c2228;--"
    "error:#ff7b72;"
    "--warning:#e3a34a;--info:#6cb6ff;--hint:#a0acb8}}\n"
    "body{background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif;margin:0 "
    "auto;max-width:62rem;padding:1.5rem}\n"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;border-bottom:1px solid "
    "var(--line);padding-bottom:.3rem;margin-top:2.2rem;"
    "overflow-wrap:anywhere}h3{font-size:1rem;margin:0}\n"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px "
    "solid var(--line);"
    "overflow-wrap:anywhere}td.c{text-align:right}\n"
    ".finding{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;margin:.8rem "
    "0}\n"
    ".badge{font-size:.8rem;font-weight:600}.where{color:var(--dim);margin:.1rem 0 .5rem;font-size:.9rem}\n"
    ".error{color:var(--error)}.warning{color:var(--warning)}.info{color:var(--info)}.hint{color:var(--hint)}\n"
    "pre{overflow-x:auto;background:var(--bg);border:1px solid var(--line);border-radius:.3rem;padding:.4rem "
    ".6rem;margin:.3rem 0}\n"
    "pre .n{color:var(--dim);display:inline-block;min-width:3ch;margin-right:1.2ch;user-select:none}\n"
    "mark{background:none;text-decoration:underline "
    "wavy;text-underline-offset:.2em;font-weight:600}mark.related{color:inherit;"
    "text-decoration-style:dotted}\n"
    "p.note,p.help{margin:.4rem 0 0}details{color:var(--dim);margin-top:.4rem}fieldset{border:1px solid var(--line);"
    "border-radius:.3rem;margin:1rem 0}label{margin-right:1rem;white-space:nowrap}\n";

static const char script[] =
    "document.querySelectorAll('fieldset').forEach(f=>f.hidden=false);"
    "const go=()=>{const off=new Set([...document.querySelectorAll('input:not(:checked)')].map(i=>i.name+i.value));"
    "document.querySelectorAll('.finding').forEach(e=>e.hidden=off.has('severity'+e.dataset.severity)||off.has('group'+"
    "e.dataset.group));"
    "document.querySelectorAll('section').forEach(s=>s.hidden=!s.querySelector('.finding:not([hidden])'))};"
    "document.querySelectorAll('input').forEach(i=>i.addEventListener('change',go));";

static void put_checkbox(FILE *out, const char *name, const char *value) {
    fprintf(out, "<label><input type=\"checkbox\" checked name=\"%s\" value=\"", name);
    put_escaped(out, value);
    fputs("\"> ", out);
    put_escaped(out, value);
    fputs("</label>\n", out);
}

static void put_filters(const ReportState *state) {
    Intern *seen = intern_new();
    fputs("<fieldset hidden><legend>show</legend>\n", state->out);
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
        put_checkbox(state->out, "severity", severity_name((Severity)severity));
    fputs("<br>\n", state->out);
    for (uint32_t i = 0; i < state->rules.n; i++) {
        Slice group = slice_from(state->rules.items[i].kind->group);
        if (intern_find(seen, group) != INTERN_NONE) continue;
        intern_add(seen, group);
        put_checkbox(state->out, "group", group.p);
    }
    fputs("</fieldset>\n", state->out);
    intern_free(seen);
}

static int compare_rules(const void *left, const void *right) {
    const RuleCount *a = left, *b = right;
    if (a->severity != b->severity) return a->severity < b->severity ? 1 : -1;
    if (a->n != b->n) return a->n < b->n ? 1 : -1;
    return strcmp(a->kind->id, b->kind->id);
}

static void put_rules(ReportState *state) {
    if (state->rules.n == 0) return;
    qsort(state->rules.items, state->rules.n, sizeof *state->rules.items, compare_rules);
    fputs("<table>\n<tr><th>rule</th><th>what</th><th>severity</th><th>found</th></tr>\n", state->out);
    for (uint32_t i = 0; i < state->rules.n; i++) {
        const RuleCount *rule = &state->rules.items[i];
        fputs("<tr><td><code>", state->out);
        put_escaped(state->out, rule->kind->id);
        fputs("</code></td><td>", state->out);
        put_escaped(state->out, rule->kind->title);
        fprintf(state->out, "</td><td class=\"%s\">%s</td><td class=\"c\">%u</td></tr>\n",
                severity_name(rule->severity), severity_name(rule->severity), rule->n);
    }
    fputs("</table>\n", state->out);
}

static void put_files(const ReportState *state) {
    if (state->files.n < 2) return;
    fputs("<table>\n<tr><th>file</th><th>found</th></tr>\n", state->out);
    for (uint32_t i = 0; i < state->files.n; i++) {
        fprintf(state->out, "<tr><td><a href=\"#f%u\">", i);
        put_escaped(state->out, state->files.items[i].path);
        fprintf(state->out, "</a></td><td class=\"c\">%u</td></tr>\n", state->files.items[i].n);
    }
    fputs("</table>\n", state->out);
}

static void put_page(ReportState *state, const Summary *summary) {
    fprintf(state->out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            "content=\"width=device-width, initial-scale=1\">\n<title>domlint: %u "
            "error%s</title>\n<style>\n%s</style>\n</head>\n<body>\n"
            "<h1>domlint</h1>\n<p>%u files checked: <span class=\"error\">%u errors</span>, <span class=\"warning\">%u "
            "warnings</span>, "
            "%u infos, %u hints.</p>\n",
            summary->errors, summary->errors == 1 ? "" : "s", style, summary->files, summary->errors, summary->warnings,
            summary->infos, summary->hints);
    put_rules(state);
    put_files(state);
    if (state->rules.n) put_filters(state);
    fwrite(state->bytes, 1, state->size, state->out);
    fprintf(state->out, "<p class=\"where\">domlint %s</p>\n<script>%s</script>\n</body>\n</html>\n",
            state->options->version, script);
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
