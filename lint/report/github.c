/* github: workflow commands, worst first. GitHub keeps 10 errors, 10 warnings and 10 notices a step; what is above is
 * counted in a last notice. */
#include <stdlib.h>
#include <string.h>

#include "report/path.h"
#include "report/report.h"

enum { KINDS = 3, KEPT = 10 };

struct ReportState {
    FILE *out;
    const ReportOptions *options;
    Arena *arena;
    const char *root;
    VEC(const char *) lines[KINDS]; /* errors, warnings, notices */
};

static ReportState *github_begin(FILE *out, const ReportOptions *options) {
    ReportState *state = memory_alloc(sizeof *state);
    state->out = out;
    state->options = options;
    state->arena = arena_new();
    state->root = path_root(state->arena);
    return state;
}

/* Message: % CR LF; properties also : and , */
static void add_escaped(Text *out, const char *text, bool property) {
    for (; *text; text++) {
        bool escape = strchr("%\r\n", *text) || (property && strchr(":,", *text));
        if (escape) text_printf(out, "%%%02X", (unsigned char)*text);
        else text_putc(out, *text);
    }
}

static unsigned command_of(Severity severity) {
    if (severity == SEVERITY_ERROR) return 0;
    return severity == SEVERITY_WARNING ? 1 : 2;
}

static void add_place(Text *line, const Diagnostic *diagnostic) {
    Position start = source_position(diagnostic->source, diagnostic->span.start, COLUMN_CODEPOINTS);
    Position end = source_position(diagnostic->source, diagnostic->span.end, COLUMN_CODEPOINTS);
    text_printf(line, ",line=%u,endLine=%u", start.line, end.line);
    if (start.line == end.line) text_printf(line, ",col=%u,endColumn=%u", start.column, end.column);
}

static const char *command_line(ReportState *state, const char *path, const Diagnostic *diagnostic) {
    static const char *const commands[KINDS] = {"error", "warning", "notice"};
    Text line = {0};
    text_printf(&line, "::%s file=", commands[command_of(diagnostic->severity)]);
    add_escaped(&line, path_relative(state->arena, state->root, path), true);
    add_place(&line, diagnostic);
    text_puts(&line, ",title=");
    add_escaped(&line, diagnostic->kind->id, true);
    text_puts(&line, "::");
    add_escaped(&line, diagnostic->message, false);
    if (diagnostic->help) text_puts(&line, "%0A"), add_escaped(&line, diagnostic->help, false);
    char *copy = arena_text(state->arena, text_str(&line), line.n);
    text_done(&line);
    return copy;
}

static void github_file(ReportState *state, const FileReport *file) {
    for (uint32_t i = 0; i < file->n; i++)
        if (file->diagnostics[i].severity != SEVERITY_HINT || state->options->hints)
            vec_push(&state->lines[command_of(file->diagnostics[i].severity)],
                     command_line(state, file->path, &file->diagnostics[i]));
}

static void github_end(ReportState *state, const Summary *summary) {
    uint32_t cut = 0;
    for (int kind = 0; kind < KINDS; kind++) {
        uint32_t n = state->lines[kind].n;
        for (uint32_t i = 0; i < n; i++) fprintf(state->out, "%s\n", state->lines[kind].items[i]);
        if (n > KEPT) cut += n - KEPT;
        vec_done(&state->lines[kind]);
    }
    if (cut)
        fprintf(state->out,
                "::notice title=domlint::%u findings in all; GitHub shows at most %d of each kind, %u are only in the "
                "log\n",
                summary->errors + summary->warnings + summary->infos + summary->hints, KEPT, cut);
    arena_free(state->arena);
    free(state);
}

const Reporter reporter_github = {"github", "GitHub workflow commands", github_begin, github_file, github_end};
