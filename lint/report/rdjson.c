/* rdjson: reviewdog's diagnostic format; columns count bytes of UTF-8. */
#include <stdlib.h>

#include "report/value.h"

struct ReportState {
    FILE *out;
    json_t *diagnostics;
};

static ReportState *rdjson_begin(FILE *out, const ReportOptions *options) {
    (void)options;
    ReportState *state = memory_alloc(sizeof *state);
    *state = (ReportState){out, json_array()};
    return state;
}

static json_t *rd_position(const Source *source, uint32_t offset) {
    Position at = source_position(source, offset, COLUMN_BYTES);
    return json_pack("{s:i, s:i}", "line", (int)at.line, "column", (int)at.column);
}

static json_t *rd_range(const Source *source, Span span) {
    return json_pack("{s:o, s:o}", "start", rd_position(source, span.start), "end", rd_position(source, span.end));
}

static const char *rd_severity(Severity severity) {
    if (severity == SEVERITY_ERROR) return "ERROR";
    return severity == SEVERITY_WARNING ? "WARNING" : "INFO";
}

static json_t *rd_suggestions(const Diagnostic *diagnostic) {
    json_t *list = json_array();
    for (uint32_t i = 0; diagnostic->fix && i < diagnostic->fix->n; i++) {
        const Edit *edit = &diagnostic->fix->edits[i];
        json_array_append_new(
            list, json_pack("{s:o, s:s}", "range", rd_range(diagnostic->source, edit->span), "text", edit->text));
    }
    return list;
}

static json_t *rd_related(const Diagnostic *diagnostic) {
    json_t *list = json_array();
    for (uint32_t i = 0; i < diagnostic->n_related; i++) {
        const Related *related = &diagnostic->related[i];
        const Source *source = related->source ? related->source : diagnostic->source;
        json_array_append_new(list, json_pack("{s:s, s:{s:o, s:o}}", "message", related->message, "location", "path",
                                              value_text(source->name), "range", rd_range(source, related->span)));
    }
    return list;
}

static void rdjson_file(ReportState *state, const FileReport *file) {
    for (uint32_t i = 0; i < file->n; i++) {
        const Diagnostic *diagnostic = &file->diagnostics[i];
        const char *url = diagnostic->kind->links ? diagnostic->kind->links[0] : NULL;
        json_t *code = json_pack("{s:s}", "value", diagnostic->kind->id);
        if (url) json_object_set_new(code, "url", json_string(url));
        json_array_append_new(state->diagnostics,
                              json_pack("{s:s, s:{s:o, s:o}, s:s, s:o, s:o, s:o}", "message", diagnostic->message,
                                        "location", "path", value_text(file->path), "range",
                                        rd_range(diagnostic->source, diagnostic->span), "severity",
                                        rd_severity(diagnostic->severity), "code", code, "suggestions",
                                        rd_suggestions(diagnostic), "related_locations", rd_related(diagnostic)));
    }
}

static void rdjson_end(ReportState *state, const Summary *summary) {
    (void)summary;
    json_t *root = json_pack("{s:{s:s}, s:o}", "source", "name", "domlint", "diagnostics", state->diagnostics);
    value_write(root, JSON_INDENT(1), state->out);
    fputc('\n', state->out);
    free(state);
}

const Reporter reporter_rdjson = {"rdjson", "reviewdog's JSON", rdjson_begin, rdjson_file, rdjson_end};
