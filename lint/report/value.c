#include "report/value.h"

#include <stdlib.h>
#include <string.h>

static int add_piece(const char *bytes, size_t n, void *text) {
    text_add(text, bytes, n);
    return 0;
}

void value_write(json_t *value, size_t flags, FILE *out) {
    Text text = {0};
    json_dump_callback(value, add_piece, &text, flags);
    fwrite(text_str(&text), 1, text.n, out);
    text_done(&text);
    json_decref(value);
}

static void set_place(json_t *object, const Source *source, Span span) {
    Position start = source_position(source, span.start, COLUMN_CODEPOINTS);
    Position end = source_position(source, span.end, COLUMN_CODEPOINTS);
    json_object_set_new_nocheck(object, "line", json_integer(start.line));
    json_object_set_new_nocheck(object, "column", json_integer(start.column));
    json_object_set_new_nocheck(object, "endLine", json_integer(end.line));
    json_object_set_new_nocheck(object, "endColumn", json_integer(end.column));
}

json_t *value_text(const char *text) {
    size_t n = strlen(text);
    json_t *value = text_is_plain(text, n) ? json_stringn_nocheck(text, n) : json_stringn(text, n);
    if (value) return value;
    Text shown = {0};
    text_add_printable(&shown, text, n, NULL);
    value = json_string(text_str(&shown));
    text_done(&shown);
    return value;
}

json_t *value_optional(const char *text) { return text ? value_text(text) : json_null(); }

json_t *value_texts(const char *const *texts, uint32_t n) {
    json_t *list = json_array();
    for (uint32_t i = 0; i < n; i++) json_array_append_new(list, value_text(texts[i]));
    return list;
}

static json_t *position_value(const Source *source, uint32_t offset) {
    Position position = source_position(source, offset, COLUMN_CODEPOINTS);
    return json_pack("{s:i, s:i}", "line", (int)position.line, "column", (int)position.column);
}

static json_t *fix_value(const Source *source, const Fix *fix) {
    if (!fix) return json_null();
    json_t *edits = json_array();
    for (uint32_t i = 0; i < fix->n; i++) {
        const Edit *edit = &fix->edits[i];
        json_array_append_new(edits, json_pack("{s:o, s:o, s:s}", "start", position_value(source, edit->span.start),
                                               "end", position_value(source, edit->span.end), "text", edit->text));
    }
    return json_pack("{s:s, s:b, s:o}", "title", fix->title, "safe", fix->safe, "edits", edits);
}

static json_t *related_value(const Diagnostic *diagnostic) {
    json_t *list = json_array();
    for (uint32_t i = 0; i < diagnostic->n_related; i++) {
        const Related *related = &diagnostic->related[i];
        const Source *source = related->source ? related->source : diagnostic->source;
        json_t *value = json_object();
        json_object_set_new_nocheck(value, "path", value_text(source->name));
        set_place(value, source, related->span);
        json_object_set_new_nocheck(value, "message", json_string(related->message));
        json_array_append_new(list, value);
    }
    return list;
}

json_t *value_diagnostic(const char *path, const Diagnostic *diagnostic) {
    const DiagKind *kind = diagnostic->kind;
    json_t *value = json_object();
    json_object_set_new_nocheck(value, "path", value_text(path));
    json_object_set_new_nocheck(value, "rule", value_text(kind->id));
    json_object_set_new_nocheck(value, "severity", value_text(severity_name(diagnostic->severity)));
    json_object_set_new_nocheck(value, "group", value_text(kind->group));
    json_object_set_new_nocheck(value, "message", value_text(diagnostic->message));
    set_place(value, diagnostic->source, diagnostic->span);
    json_object_set_new_nocheck(value, "suggestions", value_texts(diagnostic->suggestions, diagnostic->n_suggestions));
    json_object_set_new_nocheck(value, "related", related_value(diagnostic));
    json_object_set_new_nocheck(value, "help", value_optional(diagnostic->help));
    json_object_set_new_nocheck(value, "fix", fix_value(diagnostic->source, diagnostic->fix));
    json_object_set_new_nocheck(value, "url", value_optional(kind->links ? kind->links[0] : NULL));
    return value;
}

json_t *value_summary(const Summary *summary) {
    return json_pack("{s:i, s:i, s:i, s:i, s:i, s:i}", "files", (int)summary->files, "skipped", (int)summary->skipped,
                     "errors", (int)summary->errors, "warnings", (int)summary->warnings, "infos", (int)summary->infos,
                     "hints", (int)summary->hints);
}
