/* gitlab: a Code Quality report. */
#include <stdlib.h>
#include <string.h>

#include "report/path.h"
#include "report/value.h"

struct ReportState {
    FILE *out;
    Arena *arena;
    const char *root;
    json_t *items;
    json_t *seen; /* fingerprints used, as keys */
};

static ReportState *gitlab_begin(FILE *out, const ReportOptions *options) {
    (void)options;
    ReportState *state = memory_alloc(sizeof *state);
    *state = (ReportState){.out = out, .arena = arena_new(), .items = json_array(), .seen = json_object()};
    state->root = path_root(state->arena);
    return state;
}

static const char *gitlab_severity(Severity severity) {
    if (severity == SEVERITY_ERROR) return "major";
    return severity == SEVERITY_WARNING ? "minor" : "info";
}

static uint64_t hash_text(uint64_t hash, const char *text) {
    for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (hash ^ 0xFF) * 1099511628211u;
}

/* Of what was found, not of its line, so that it stays when the file grows above; salted until it is unique. */
static json_t *fingerprint(ReportState *state, const char *path, const Diagnostic *diagnostic) {
    uint64_t hash =
        hash_text(hash_text(hash_text(14695981039346656037u, path), diagnostic->kind->id), diagnostic->message);
    char text[17];
    for (;; hash++) {
        snprintf(text, sizeof text, "%016llx", (unsigned long long)hash);
        if (!json_object_get(state->seen, text)) break;
    }
    json_object_set_new(state->seen, text, json_true());
    return json_string(text);
}

static json_t *item_value(ReportState *state, const char *path, const Diagnostic *diagnostic) {
    Position at = source_position(diagnostic->source, diagnostic->span.start, COLUMN_CODEPOINTS);
    char *description = arena_printf(state->arena, "%s: %s", diagnostic->kind->id, diagnostic->message);
    return json_pack("{s:s, s:s, s:o, s:s, s:{s:o, s:{s:i}}}", "description", description, "check_name",
                     diagnostic->kind->id, "fingerprint", fingerprint(state, path, diagnostic), "severity",
                     gitlab_severity(diagnostic->severity), "location", "path", value_text(path), "lines", "begin",
                     (int)at.line);
}

static void gitlab_file(ReportState *state, const FileReport *file) {
    const char *path = path_relative(state->arena, state->root, file->path);
    for (uint32_t i = 0; i < file->n; i++)
        json_array_append_new(state->items, item_value(state, path, &file->diagnostics[i]));
}

static void gitlab_end(ReportState *state, const Summary *summary) {
    (void)summary;
    value_write(state->items, JSON_INDENT(1), state->out);
    fputc('\n', state->out);
    json_decref(state->seen);
    arena_free(state->arena);
    free(state);
}

const Reporter reporter_gitlab = {"gitlab", "GitLab Code Quality", gitlab_begin, gitlab_file, gitlab_end};
