/* json: one object for programs; jsonl: one line a diagnostic, streamed. */
#include <stdlib.h>

#include "report/value.h"

struct ReportState {
    FILE *out;
    const char *separator;
};

static ReportState *begin(FILE *out) {
    ReportState *state = memory_alloc(sizeof *state);
    *state = (ReportState){out, "\n"};
    return state;
}

static ReportState *json_begin(FILE *out, const ReportOptions *options) {
    (void)options;
    fputs("{\"version\": 1, \"diagnostics\": [", out);
    return begin(out);
}

static void json_file(ReportState *state, const FileReport *file) {
    for (uint32_t i = 0; i < file->n; i++) {
        json_t *value = value_diagnostic(file->path, &file->diagnostics[i]);
        fputs(state->separator, state->out);
        value_write(value, JSON_COMPACT, state->out);
        state->separator = ",\n";
    }
}

static void json_end(ReportState *state, const Summary *summary) {
    json_t *value = value_summary(summary);
    fputs("\n], \"summary\": ", state->out);
    value_write(value, 0, state->out);
    fputs("}\n", state->out);
    free(state);
}

const Reporter reporter_json = {"json", "one JSON object", json_begin, json_file, json_end};

static ReportState *jsonl_begin(FILE *out, const ReportOptions *options) {
    (void)options;
    return begin(out);
}

static void jsonl_file(ReportState *state, const FileReport *file) {
    for (uint32_t i = 0; i < file->n; i++) {
        json_t *value = value_diagnostic(file->path, &file->diagnostics[i]);
        value_write(value, JSON_COMPACT, state->out);
        fputc('\n', state->out);
    }
    if (file->n) fflush(state->out); /* whoever reads along may be waiting */
}

static void jsonl_end(ReportState *state, const Summary *summary) {
    (void)summary;
    free(state);
}

const Reporter reporter_jsonl = {"jsonl", "one JSON line a diagnostic, as they come", jsonl_begin, jsonl_file,
                                 jsonl_end};
