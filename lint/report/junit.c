/* junit: a test suite a file, a failed test a finding. The number of tests stands in the suite's tag, so each file is
 * written at once; the totals of the root are optional and left out. */
#include <stdlib.h>

#include "report/markup.h"
#include "report/report.h"

struct ReportState {
    FILE *out;
};

static ReportState *junit_begin(FILE *out, const ReportOptions *options) {
    (void)options;
    ReportState *state = memory_alloc(sizeof *state);
    state->out = out;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"domlint\">\n", out);
    return state;
}

static void put_case(FILE *out, const char *path, const Diagnostic *diagnostic) {
    Position at = source_position(diagnostic->source, diagnostic->span.start, COLUMN_CODEPOINTS);
    fputs("    <testcase name=\"domlint.", out);
    put_escaped(out, diagnostic->kind->id);
    fputs("\" classname=\"", out);
    put_escaped(out, path);
    fprintf(out, "\" line=\"%u\" column=\"%u\">\n      <failure message=\"", at.line, at.column);
    put_escaped(out, diagnostic->message);
    fprintf(out, "\" type=\"%s\">line %u, column %u: ", severity_name(diagnostic->severity), at.line, at.column);
    put_escaped(out, diagnostic->message);
    fputs("</failure>\n    </testcase>\n", out);
}

static void junit_file(ReportState *state, const FileReport *file) {
    fputs("  <testsuite name=\"", state->out);
    put_escaped(state->out, file->path);
    fprintf(state->out, "\" tests=\"%u\" failures=\"%u\" errors=\"0\" package=\"domlint\">\n", file->n ? file->n : 1,
            file->n);
    for (uint32_t i = 0; i < file->n; i++) put_case(state->out, file->path, &file->diagnostics[i]);
    if (file->n == 0) {
        fputs("    <testcase name=\"No errors found\" classname=\"", state->out);
        put_escaped(state->out, file->path);
        fputs("\"/>\n", state->out);
    }
    fputs("  </testsuite>\n", state->out);
}

static void junit_end(ReportState *state, const Summary *summary) {
    (void)summary;
    fputs("</testsuites>\n", state->out);
    free(state);
}

const Reporter reporter_junit = {"junit", "JUnit XML", junit_begin, junit_file, junit_end};
