/* checkstyle: the XML that many CI servers read. */
#include <stdlib.h>

#include "report/markup.h"
#include "report/report.h"

struct ReportState {
    FILE *out;
};

static ReportState *checkstyle_begin(FILE *out, const ReportOptions *options) {
    (void)options;
    ReportState *state = memory_alloc(sizeof *state);
    state->out = out;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n", out);
    return state;
}

static const char *checkstyle_severity(Severity severity) {
    if (severity == SEVERITY_ERROR) return "error";
    return severity == SEVERITY_WARNING ? "warning" : "info";
}

static void put_error(FILE *out, const Diagnostic *diagnostic) {
    Position at = source_position(diagnostic->source, diagnostic->span.start, COLUMN_CODEPOINTS);
    fprintf(out, "    <error line=\"%u\" column=\"%u\" severity=\"%s\" message=\"", at.line, at.column,
            checkstyle_severity(diagnostic->severity));
    put_escaped(out, diagnostic->message);
    fputs("\" source=\"domlint.", out);
    put_escaped(out, diagnostic->kind->id);
    fputs("\"/>\n", out);
}

static void checkstyle_file(ReportState *state, const FileReport *file) {
    fputs("  <file name=\"", state->out);
    put_escaped(state->out, file->path);
    fputs("\">\n", state->out);
    for (uint32_t i = 0; i < file->n; i++) put_error(state->out, &file->diagnostics[i]);
    fputs("  </file>\n", state->out);
}

static void checkstyle_end(ReportState *state, const Summary *summary) {
    (void)summary;
    fputs("</checkstyle>\n", state->out);
    free(state);
}

const Reporter reporter_checkstyle = {"checkstyle", "Checkstyle XML", checkstyle_begin, checkstyle_file,
                                      checkstyle_end};
