/* concise: FILE:LINE:COLUMN: SEVERITY: MESSAGE [ID], as gcc writes it and editors read it. */
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

struct ReportState {
    FILE *out;
    const ReportOptions *options;
};

static ReportState *concise_begin(FILE *out, const ReportOptions *options) {
    ReportState *state = memory_alloc(sizeof *state);
    *state = (ReportState){out, options};
    return state;
}

/* gcc knows error, warning and note. */
static const char *gcc_type(Severity severity) {
    if (severity == SEVERITY_ERROR) return "error";
    return severity == SEVERITY_WARNING ? "warning" : "note";
}

static void concise_file(ReportState *state, const FileReport *file) {
    Text line = {0};
    for (uint32_t i = 0; i < file->n; i++) {
        const Diagnostic *diagnostic = &file->diagnostics[i];
        if (diagnostic->severity == SEVERITY_HINT && !state->options->hints) continue;
        Position at = source_position(diagnostic->source, diagnostic->span.start, COLUMN_CODEPOINTS);
        text_clear(&line);
        text_add_printable(&line, file->path, strlen(file->path), NULL);
        text_putc(&line, ':');
        text_number(&line, at.line);
        text_putc(&line, ':');
        text_number(&line, at.column);
        text_join(&line, ": ", gcc_type(diagnostic->severity), ": ", diagnostic->message, NULL);
        if (diagnostic->n_suggestions) text_join(&line, "; did you mean '", diagnostic->suggestions[0], "'?", NULL);
        text_join(&line, " [", diagnostic->kind->id, "]\n", NULL);
        fputs(text_str(&line), state->out);
    }
    text_done(&line);
}

static void concise_end(ReportState *state, const Summary *summary) {
    (void)summary;
    free(state);
}

const Reporter reporter_concise = {"concise", "one line a diagnostic, as gcc writes it", concise_begin, concise_file,
                                   concise_end};
