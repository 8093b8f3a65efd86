/* The format for people: what is wrong, the line with a caret, related lines, what to do. */
#include <stdlib.h>
#include <string.h>

#include "report/excerpt.h"
#include "report/report.h"

struct ReportState {
    FILE *out;
    const ReportOptions *options;
};

typedef struct {
    const char *error, *warning, *info, *hint, *bold, *frame, *help, *end;
} Colors;

static const Colors colors_on = {"\033[1;31m", "\033[1;33m", "\033[1;36m", "\033[1;34m",
                                 "\033[1m",    "\033[1;34m", "\033[32m",   "\033[0m"};
static const Colors colors_off = {"", "", "", "", "", "", "", ""};

static const Colors *colors_of(const ReportState *state) { return state->options->color ? &colors_on : &colors_off; }

static const char *severity_color(const Colors *colors, Severity severity) {
    switch (severity) {
    case SEVERITY_ERROR: return colors->error;
    case SEVERITY_WARNING: return colors->warning;
    case SEVERITY_HINT: return colors->hint;
    default: return colors->info;
    }
}

static void put_printable(FILE *out, const char *text) {
    Text shown = {0};
    text_add_printable(&shown, text, strlen(text), NULL);
    fwrite(text_str(&shown), 1, shown.n, out);
    text_done(&shown);
}

static int digits(uint32_t number) {
    int n = 1;
    while (number /= 10) n++;
    return n;
}

static void put_place(const ReportState *state, const Source *source, Span span, int margin) {
    const Colors *colors = colors_of(state);
    Position position = source_position(source, span.start, COLUMN_CODEPOINTS);
    fprintf(state->out, "%*s%s-->%s ", margin, "", colors->frame, colors->end);
    put_printable(state->out, source->name);
    fprintf(state->out, ":%u:%u\n", position.line, position.column);
}

static void put_repeated(FILE *out, char c, size_t n) {
    while (n--) fputc(c, out);
}

/* The line under the excerpt: blanks up to the span, then marks. */
static void put_marks(const ReportState *state, const Excerpt *excerpt, const char *color, char mark) {
    size_t before = utf8_width(text_str(&excerpt->before), excerpt->before.n);
    size_t width = utf8_width(text_str(&excerpt->marked), excerpt->marked.n);
    put_repeated(state->out, ' ', before);
    fputs(color, state->out);
    put_repeated(state->out, mark, width ? width : 1);
    if (excerpt->goes_on) fputs("...", state->out);
    fputs(colors_of(state)->end, state->out);
    fputc('\n', state->out);
}

static void put_excerpt(const ReportState *state, const Source *source, Span span, int margin, const char *color,
                        char mark) {
    const Colors *colors = colors_of(state);
    Excerpt excerpt;
    size_t gutter = (size_t)margin + 3, width = state->options->width;
    excerpt_init(&excerpt, source, span, width > gutter ? width - gutter : width);
    fprintf(state->out, "%*s %s|%s\n", margin, "", colors->frame, colors->end);
    fprintf(state->out, "%s%*u |%s %s%s%s\n", colors->frame, margin, excerpt.line, colors->end,
            text_str(&excerpt.before), text_str(&excerpt.marked), text_str(&excerpt.after));
    fprintf(state->out, "%*s %s|%s ", margin, "", colors->frame, colors->end);
    put_marks(state, &excerpt, color, mark);
    excerpt_done(&excerpt);
}

static const Source *related_source(const Diagnostic *diagnostic, const Related *related) {
    return related->source ? related->source : diagnostic->source;
}

/* Wide enough for the largest line number shown. */
static int margin_of(const Diagnostic *diagnostic) {
    uint32_t largest = source_position(diagnostic->source, diagnostic->span.start, COLUMN_BYTES).line;
    for (uint32_t i = 0; i < diagnostic->n_related; i++) {
        const Related *related = &diagnostic->related[i];
        uint32_t line = source_position(related_source(diagnostic, related), related->span.start, COLUMN_BYTES).line;
        if (line > largest) largest = line;
    }
    return digits(largest);
}

static void put_related(const ReportState *state, const Diagnostic *diagnostic, const Related *related, int margin) {
    const Colors *colors = colors_of(state);
    const Source *source = related_source(diagnostic, related);
    fprintf(state->out, "%*s %snote:%s ", margin, "", colors->bold, colors->end);
    put_printable(state->out, related->message);
    fputc('\n', state->out);
    put_place(state, source, related->span, margin);
    put_excerpt(state, source, related->span, margin, colors->frame, '-');
}

static void put_note(const ReportState *state, int margin, const char *what, const char *text, const char *after) {
    const Colors *colors = colors_of(state);
    fprintf(state->out, "%*s %s=%s %s%s:%s ", margin, "", colors->frame, colors->end, colors->help, what, colors->end);
    put_printable(state->out, text);
    fprintf(state->out, "%s\n", after);
}

static void put_suggestions(const ReportState *state, const Diagnostic *diagnostic, int margin) {
    enum { SHOWN = 3 };
    Text words = {0};
    uint32_t shown = diagnostic->n_suggestions < SHOWN ? diagnostic->n_suggestions : SHOWN;
    for (uint32_t i = 0; i < shown; i++)
        text_printf(&words, "%s'%s'", i == 0 ? "" : i + 1 == shown ? " or " : ", ", diagnostic->suggestions[i]);
    text_puts(&words, "?");
    put_note(state, margin, "did you mean", text_str(&words), "");
    text_done(&words);
}

static void put_diagnostic(const ReportState *state, const Diagnostic *diagnostic) {
    const Colors *colors = colors_of(state);
    const char *color = severity_color(colors, diagnostic->severity);
    int margin = margin_of(diagnostic);
    fprintf(state->out, "%s%s[%s]%s%s: ", color, severity_name(diagnostic->severity), diagnostic->kind->id, colors->end,
            colors->bold);
    put_printable(state->out, diagnostic->message);
    fprintf(state->out, "%s\n", colors->end);
    put_place(state, diagnostic->source, diagnostic->span, margin);
    put_excerpt(state, diagnostic->source, diagnostic->span, margin, color, '^');
    for (uint32_t i = 0; i < diagnostic->n_related; i++)
        put_related(state, diagnostic, &diagnostic->related[i], margin);
    if (diagnostic->n_suggestions) put_suggestions(state, diagnostic, margin);
    if (diagnostic->help) put_note(state, margin, "help", diagnostic->help, "");
    if (diagnostic->fix)
        put_note(state, margin, "fix", diagnostic->fix->title, diagnostic->fix->safe ? "" : " (--unsafe-fixes)");
    fputc('\n', state->out);
}

static ReportState *human_begin(FILE *out, const ReportOptions *options) {
    ReportState *state = memory_alloc(sizeof *state);
    *state = (ReportState){out, options};
    return state;
}

static void human_file(ReportState *state, const FileReport *file) {
    for (uint32_t i = 0; i < file->n; i++)
        if (file->diagnostics[i].severity != SEVERITY_HINT || state->options->hints)
            put_diagnostic(state, &file->diagnostics[i]);
}

static void put_count(FILE *out, uint32_t n, const char *noun, const char **separator) {
    if (n == 0) return;
    fprintf(out, "%s%u %s%s", *separator, n, noun, n == 1 ? "" : "s");
    *separator = ", ";
}

static void put_fixable(FILE *out, const Summary *summary) {
    if (summary->fixable) fprintf(out, "; %u fixable with --fix", summary->fixable);
    if (!summary->fixable_unsafe) return;
    if (summary->fixable) fprintf(out, ", %u more with --unsafe-fixes", summary->fixable_unsafe);
    else fprintf(out, "; %u fixable with --fix --unsafe-fixes", summary->fixable_unsafe);
}

static void put_summary(FILE *out, const Summary *summary, bool hints) {
    const char *separator = "";
    put_count(out, summary->errors, "error", &separator);
    put_count(out, summary->warnings, "warning", &separator);
    put_count(out, summary->infos, "info", &separator);
    if (hints) put_count(out, summary->hints, "hint", &separator);
    if (!*separator) fputs(summary->files ? "nothing found" : "nothing was checked", out);
    if (*separator || summary->files) fprintf(out, " in %u file%s", summary->files, summary->files == 1 ? "" : "s");
    if (summary->hints && !hints) fprintf(out, "; %u hint%s (-v)", summary->hints, summary->hints == 1 ? "" : "s");
    if (summary->baselined) fprintf(out, "; %u known from the baseline", summary->baselined);
    if (summary->suppressed)
        fprintf(out, "; %u suppression%s written", summary->suppressed, summary->suppressed == 1 ? "" : "s");
    if (summary->fixed) fprintf(out, "; %u fixed", summary->fixed);
    put_fixable(out, summary);
    fputc('\n', out);
}

static void human_end(ReportState *state, const Summary *summary) {
    if (!state->options->quiet) put_summary(state->out, summary, state->options->hints);
    free(state);
}

const Reporter reporter_human = {"human", "for people: the line, a caret, what to do", human_begin, human_file,
                                 human_end};
