/* sarif: SARIF 2.1.0 as GitHub code scanning reads it. Results are written as they come; the rule table follows them,
 * the rules with results first, in the order of their first one. */
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "report/linehash.h"
#include "report/path.h"
#include "report/value.h"

struct ReportState {
    FILE *out;
    const ReportOptions *options;
    Arena *arena, *scratch; /* of the run; of one file */
    const char *root;
    Intern *rules; /* ids with results: their index in the rule table */
};

static ReportState *sarif_begin(FILE *out, const ReportOptions *options) {
    ReportState *state = memory_alloc(sizeof *state);
    *state = (ReportState){
        .out = out, .options = options, .arena = arena_new(), .scratch = arena_new(), .rules = intern_new()};
    state->root = path_root(state->arena);
    fputs("{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", \"version\": \"2.1.0\", \"runs\": "
          "[{\"results\": "
          "[",
          out);
    return state;
}

static const char *sarif_level(Severity severity) {
    if (severity == SEVERITY_ERROR) return "error";
    return severity == SEVERITY_WARNING ? "warning" : "note";
}

static const char *problem_severity(Severity severity) {
    if (severity == SEVERITY_ERROR) return "error";
    return severity == SEVERITY_WARNING ? "warning" : "recommendation";
}

static json_t *text_object(const char *text) { return json_pack("{s:s}", "text", text); }

static json_t *region(const Source *source, Span span) {
    Position start = source_position(source, span.start, COLUMN_UTF16);
    Position end = source_position(source, span.end, COLUMN_UTF16);
    return json_pack("{s:i, s:i, s:i, s:i}", "startLine", (int)start.line, "startColumn", (int)start.column, "endLine",
                     (int)end.line, "endColumn", (int)end.column);
}

static json_t *artifact(ReportState *state, const char *path) {
    const char *relative = path_relative(state->scratch, state->root, path);
    Text uri = {0};
    path_add_uri(&uri, relative);
    json_t *value = json_pack("{s:s}", "uri", text_str(&uri));
    if (relative[0] != '/') json_object_set_new(value, "uriBaseId", json_string("%SRCROOT%"));
    text_done(&uri);
    return value;
}

static json_t *physical(ReportState *state, const Source *source, Span span) {
    return json_pack("{s:o, s:o}", "artifactLocation", artifact(state, source->name), "region", region(source, span));
}

static json_t *related_locations(ReportState *state, const Diagnostic *diagnostic) {
    json_t *list = json_array();
    for (uint32_t i = 0; i < diagnostic->n_related; i++) {
        const Related *related = &diagnostic->related[i];
        const Source *source = related->source ? related->source : diagnostic->source;
        json_array_append_new(list,
                              json_pack("{s:i, s:o, s:o}", "id", (int)i + 1, "message", text_object(related->message),
                                        "physicalLocation", physical(state, source, related->span)));
    }
    return list;
}

static json_t *fixes(ReportState *state, const Diagnostic *diagnostic) {
    json_t *replacements = json_array();
    for (uint32_t i = 0; i < diagnostic->fix->n; i++) {
        const Edit *edit = &diagnostic->fix->edits[i];
        json_array_append_new(replacements,
                              json_pack("{s:o, s:o}", "deletedRegion", region(diagnostic->source, edit->span),
                                        "insertedContent", text_object(edit->text)));
    }
    return json_pack("[{s:o, s:[{s:o, s:o}]}]", "description", text_object(diagnostic->fix->title), "artifactChanges",
                     "artifactLocation", artifact(state, diagnostic->source->name), "replacements", replacements);
}

/* The message links related places, so that GitHub shows them. */
static json_t *message(const Diagnostic *diagnostic) {
    Text text = {0};
    text_puts(&text, diagnostic->message);
    if (diagnostic->n_suggestions) text_printf(&text, "; did you mean '%s'?", diagnostic->suggestions[0]);
    if (diagnostic->help) text_printf(&text, ". %s", diagnostic->help);
    for (uint32_t i = 0; i < diagnostic->n_related; i++)
        text_printf(&text, "%s[%s](%u)", i ? ", " : " (", diagnostic->related[i].message, i + 1);
    if (diagnostic->n_related) text_putc(&text, ')');
    json_t *value = text_object(text_str(&text));
    text_done(&text);
    return value;
}

static json_t *result(ReportState *state, const Diagnostic *diagnostic, const char *hash) {
    json_t *value = json_pack("{s:s, s:i, s:s, s:o, s:[{s:o}]}", "ruleId", diagnostic->kind->id, "ruleIndex",
                              (int)intern_add(state->rules, slice_from(diagnostic->kind->id)), "level",
                              sarif_level(diagnostic->severity), "message", message(diagnostic), "locations",
                              "physicalLocation", physical(state, diagnostic->source, diagnostic->span));
    if (hash) json_object_set_new(value, "partialFingerprints", json_pack("{s:s}", "primaryLocationLineHash", hash));
    if (diagnostic->n_related) json_object_set_new(value, "relatedLocations", related_locations(state, diagnostic));
    if (diagnostic->fix) json_object_set_new(value, "fixes", fixes(state, diagnostic));
    return value;
}

static void put_result(ReportState *state, json_t *value, bool first) {
    fputs(first ? "\n" : ",\n", state->out);
    value_write(value, JSON_COMPACT, state->out);
}

static void sarif_file(ReportState *state, const FileReport *file) {
    if (file->n == 0) return;
    const char *const *hashes;
    linehash_all(state->scratch, file->diagnostics[0].source, &hashes);
    for (uint32_t i = 0; i < file->n; i++) {
        const Diagnostic *diagnostic = &file->diagnostics[i];
        Position at = source_position(diagnostic->source, diagnostic->span.start, COLUMN_UTF16);
        bool first = intern_count(state->rules) == 0;
        put_result(state, result(state, diagnostic, hashes[at.line - 1]), first);
    }
    arena_reset(state->scratch);
}

/* At most 1024 characters, as GitHub wants; cut at a character. */
static json_t *short_text(const char *text) {
    enum { MAX = 1000 };
    size_t n = strlen(text);
    if (n <= MAX) return text_object(text);
    n = MAX;
    while (((unsigned char)text[n] & 0xC0) == 0x80) n--;
    char *cut = strndup(text, n);
    json_t *value = text_object(cut);
    free(cut);
    return value;
}

static json_t *help_value(const DiagKind *kind) {
    Text markdown = {0};
    text_printf(&markdown, "**%s**\n\n%s", kind->title, kind->why);
    for (const char *const *link = kind->links; link && *link; link++) text_printf(&markdown, "\n- <%s>", *link);
    json_t *value =
        json_pack("{s:s, s:s}", "text", *kind->why ? kind->why : kind->title, "markdown", text_str(&markdown));
    text_done(&markdown);
    return value;
}

static json_t *rule_value(const DiagKind *kind) {
    json_t *properties = json_pack("{s:[s], s:s, s:s}", "tags", kind->group, "precision",
                                   kind->severity == SEVERITY_ERROR ? "very-high" : "medium", "problem.severity",
                                   problem_severity(kind->severity));
    if (strcmp(kind->group, "security") == 0)
        json_object_set_new(properties, "security-severity",
                            json_string(kind->severity >= SEVERITY_WARNING ? "6.0" : "3.0"));
    json_t *value = json_pack("{s:s, s:s, s:o, s:o, s:o, s:{s:s}, s:o}", "id", kind->id, "name", kind->id,
                              "shortDescription", short_text(kind->title), "fullDescription",
                              short_text(*kind->why ? kind->why : kind->title), "help", help_value(kind),
                              "defaultConfiguration", "level", sarif_level(kind->severity), "properties", properties);
    if (kind->links && kind->links[0]) json_object_set_new(value, "helpUri", json_string(kind->links[0]));
    return value;
}

static json_t *rules_value(const ReportState *state) {
    const Catalogue *catalogue = state->options->catalogue;
    json_t *list = json_array();
    for (uint32_t i = 0; i < intern_count(state->rules); i++)
        json_array_append_new(list, rule_value(catalogue_find(catalogue, intern_string(state->rules, i), NULL)));
    for (uint32_t i = 0; i < catalogue_count(catalogue); i++) {
        const DiagKind *kind = catalogue_at(catalogue, i);
        if (intern_find(state->rules, slice_from(kind->id)) == INTERN_NONE)
            json_array_append_new(list, rule_value(kind));
    }
    return list;
}

static void sarif_end(ReportState *state, const Summary *summary) {
    (void)summary;
    Text base = {0};
    text_puts(&base, "file://");
    path_add_uri(&base, state->root);
    text_putc(&base, '/');
    json_t *driver = json_pack("{s:s, s:s, s:s, s:o}", "name", "domlint", "version", state->options->version,
                               "semanticVersion", state->options->version, "rules", rules_value(state));
    json_t *run =
        json_pack("{s:{s:o}, s:s, s:[{s:b}], s:{s:{s:s}}}", "tool", "driver", driver, "columnKind", "utf16CodeUnits",
                  "invocations", "executionSuccessful", 1, "originalUriBaseIds", "%SRCROOT%", "uri", text_str(&base));
    /* The members of the run that are known now, behind the results. */
    fputs("\n],\n", state->out);
    value_write(run, JSON_INDENT(1) | JSON_EMBED, state->out);
    fputs("}]}\n", state->out);
    text_done(&base);
    intern_free(state->rules);
    arena_free(state->scratch);
    arena_free(state->arena);
    free(state);
}

const Reporter reporter_sarif = {"sarif", "SARIF 2.1.0, for GitHub code scanning", sarif_begin, sarif_file, sarif_end};
