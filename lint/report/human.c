/* The format for people: what is wrong, the line with a caret, related lines, what to do. */
#include <stdlib.h>
#include <string.h>

#include "report/excerpt.h"
#include "report/report.h"

struct ReportState {
    FILE *out;
    const ReportOptions *options;
    Text text; /* of the file at hand: printf() for each piece takes longer than all else here */
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

static void put_printable(Text *text, const char *string) { text_add_printable(text, string, strlen(string), NULL); }

static int digits(uint32_t number) {
    int n = 1;
    while (number /= 10) n++;
    return n;
}

static void put_repeated(Text *text, char c, size_t n) {
    while (n--) text_putc(text, c);
}

static void put_place(ReportState *state, const Source *source, Span span, int margin) {
    const Colors *colors = colors_of(state);
    Text *text = &state->text;
    Position position = source_position(source, span.start, COLUMN_CODEPOINTS);
    put_repeated(text, ' ', (size_t)margin);
    text_join(text, colors->frame, "-->", colors->end, " ", NULL);
    put_printable(text, source->name);
    text_putc(text, ':');
    text_number(text, position.line);
    text_putc(text, ':');
    text_number(text, position.column);
    text_putc(text, '\n');
}

/* Under the excerpt: blanks up to the span, then marks. */
static void put_marks(ReportState *state, const Excerpt *excerpt, const char *color, char mark) {
    Text *text = &state->text;
    size_t before = utf8_width(text_str(&excerpt->before), excerpt->before.n);
    size_t width = utf8_width(text_str(&excerpt->marked), excerpt->marked.n);
    put_repeated(text, ' ', before);
    text_puts(text, color);
    put_repeated(text, mark, width ? width : 1);
    text_join(text, excerpt->goes_on ? "..." : "", colors_of(state)->end, "\n", NULL);
}

/* The frame's bar, behind the margin. */
static void put_bar(ReportState *state, int margin, const char *after) {
    const Colors *colors = colors_of(state);
    put_repeated(&state->text, ' ', (size_t)margin);
    text_join(&state->text, " ", colors->frame, "|", colors->end, after, NULL);
}

static void put_excerpt(ReportState *state, const Source *source, Span span, int margin, const char *color, char mark) {
    const Colors *colors = colors_of(state);
    Text *text = &state->text;
    Excerpt excerpt;
    size_t gutter = (size_t)margin + 3, width = state->options->width;
    excerpt_init(&excerpt, source, span, width > gutter ? width - gutter : width);
    put_bar(state, margin, "\n");
    text_puts(text, colors->frame);
    put_repeated(text, ' ', (size_t)(margin - digits(excerpt.line)));
    text_number(text, excerpt.line);
    text_join(text, " |", colors->end, " ", text_str(&excerpt.before), text_str(&excerpt.marked),
              text_str(&excerpt.after), "\n", NULL);
    put_bar(state, margin, " ");
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

static void put_related(ReportState *state, const Diagnostic *diagnostic, const Related *related, int margin) {
    const Colors *colors = colors_of(state);
    Text *text = &state->text;
    const Source *source = related_source(diagnostic, related);
    put_repeated(text, ' ', (size_t)margin);
    text_join(text, " ", colors->bold, "note:", colors->end, " ", NULL);
    put_printable(text, related->message);
    text_putc(text, '\n');
    put_place(state, source, related->span, margin);
    put_excerpt(state, source, related->span, margin, colors->frame, '-');
}

static void put_note(ReportState *state, int margin, const char *what, const char *string, const char *after) {
    const Colors *colors = colors_of(state);
    Text *text = &state->text;
    put_repeated(text, ' ', (size_t)margin);
    text_join(text, " ", colors->frame, "=", colors->end, " ", colors->help, what, ":", colors->end, " ", NULL);
    put_printable(text, string);
    text_join(text, after, "\n", NULL);
}

static void put_suggestions(ReportState *state, const Diagnostic *diagnostic, int margin) {
    enum { SHOWN = 3 };
    Text words = {0};
    uint32_t shown = diagnostic->n_suggestions < SHOWN ? diagnostic->n_suggestions : SHOWN;
    for (uint32_t i = 0; i < shown; i++)
        text_join(&words, i == 0 ? "'" : i + 1 == shown ? " or '" : ", '", diagnostic->suggestions[i], "'", NULL);
    text_puts(&words, "?");
    put_note(state, margin, "did you mean", text_str(&words), "");
    text_done(&words);
}

static void put_diagnostic(ReportState *state, const Diagnostic *diagnostic) {
    const Colors *colors = colors_of(state);
    Text *text = &state->text;
    const char *color = severity_color(colors, diagnostic->severity);
    int margin = margin_of(diagnostic);
    text_join(text, color, severity_name(diagnostic->severity), "[", diagnostic->kind->id, "]", colors->end,
              colors->bold, ": ", NULL);
    put_printable(text, diagnostic->message);
    text_join(text, colors->end, "\n", NULL);
    put_place(state, diagnostic->source, diagnostic->span, margin);
    put_excerpt(state, diagnostic->source, diagnostic->span, margin, color, '^');
    for (uint32_t i = 0; i < diagnostic->n_related; i++)
        put_related(state, diagnostic, &diagnostic->related[i], margin);
    if (diagnostic->n_suggestions) put_suggestions(state, diagnostic, margin);
    if (diagnostic->help) put_note(state, margin, "help", diagnostic->help, "");
    if (diagnostic->fix)
        put_note(state, margin, "fix", diagnostic->fix->title, diagnostic->fix->safe ? "" : " (--unsafe-fixes)");
    text_putc(text, '\n');
}

static ReportState *human_begin(FILE *out, const ReportOptions *options) {
    ReportState *state = memory_alloc(sizeof *state);
    *state = (ReportState){.out = out, .options = options};
    return state;
}

static void human_file(ReportState *state, const FileReport *file) {
    for (uint32_t i = 0; i < file->n; i++)
        if (file->diagnostics[i].severity != SEVERITY_HINT || state->options->hints)
            put_diagnostic(state, &file->diagnostics[i]);
    fwrite(text_str(&state->text), 1, state->text.n, state->out);
    text_clear(&state->text);
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
    text_done(&state->text);
    free(state);
}

const Reporter reporter_human = {"human", "for people: the line, a caret, what to do", human_begin, human_file,
                                 human_end};
