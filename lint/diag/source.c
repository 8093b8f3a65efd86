#include "diag/source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/vec.h"
#include "diag/encoding.h"

static void problem_set(SourceProblem *problem, SourceError error, const char *message) {
    *problem = (SourceProblem){.error = error, .message = message};
}

/* Reads to the end of the stream, or to one byte beyond the limit. */
static bool read_stream(FILE *in, Text *ret_bytes) {
    char buffer[65536];
    size_t n;
    while ((n = fread(buffer, 1, sizeof buffer, in)) > 0) {
        text_add(ret_bytes, buffer, n);
        if (ret_bytes->n > SOURCE_SIZE_MAX) break;
    }
    return !ferror(in);
}

static FILE *open_input(const char *path, SourceProblem *problem) {
    if (strcmp(path, "-") == 0) return stdin;
    FILE *in = fopen(path, "rb");
    struct stat status;
    if (in && fstat(fileno(in), &status) == 0 && S_ISDIR(status.st_mode)) {
        fclose(in);
        in = NULL;
        errno = EISDIR;
    }
    if (!in) problem_set(problem, SOURCE_UNREADABLE, strerror(errno));
    return in;
}

Source *source_read(const char *path, const char *name, SourceProblem *ret_problem) {
    FILE *in = open_input(path, ret_problem);
    if (!in) return NULL;
    Text bytes = {0};
    Source *source = NULL;
    if (read_stream(in, &bytes)) source = source_from_bytes(name, text_str(&bytes), bytes.n, ret_problem);
    else problem_set(ret_problem, SOURCE_UNREADABLE, strerror(errno));
    if (in != stdin) fclose(in);
    text_done(&bytes);
    return source;
}

static void find_lines(Source *source) {
    VEC(uint32_t) lines = {0};
    vec_push(&lines, 0);
    const char *text = source->text;
    for (uint32_t i = 0; i < source->size; i++) {
        if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) vec_push(&lines, i + 1);
    }
    source->lines = lines.items;
    source->n_lines = lines.n;
}

Source *source_from_bytes(const char *name, const char *bytes, size_t size, SourceProblem *ret_problem) {
    problem_set(ret_problem, SOURCE_OK, NULL);
    if (size > SOURCE_SIZE_MAX) {
        problem_set(ret_problem, SOURCE_TOO_LARGE, "larger than 64 MiB, which no domain XML is");
        return NULL;
    }
    Source *source = memory_alloc(sizeof *source);
    Text text = {0};
    encoding_detect(source, bytes, size);
    if (!encoding_decode(source, bytes, size, &text, ret_problem)) {
        text_done(&text);
        free(source);
        return NULL;
    }
    text_add(&text, "", 0); /* NUL-ended even if empty */
    size_t name_size = strlen(name) + 1;
    source->name = memcpy(memory_alloc(name_size), name, name_size);
    source->text = text.p;
    source->size = (uint32_t)text.n;
    find_lines(source);
    return source;
}

void source_free(Source *source) {
    if (!source) return;
    free((char *)source->name);
    free((char *)source->text);
    free(source->lines);
    free(source);
}

/* The line, from 0, that holds an offset. */
static uint32_t line_of(const Source *source, uint32_t offset) {
    uint32_t low = 0, high = source->n_lines;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset) low = middle;
        else high = middle;
    }
    return low;
}

static size_t units_count(const char *p, size_t n, ColumnUnit unit) {
    if (unit == COLUMN_BYTES) return n;
    return unit == COLUMN_UTF16 ? utf16_count(p, n) : utf8_count(p, n);
}

Position source_position(const Source *source, uint32_t offset, ColumnUnit unit) {
    if (offset > source->size) offset = source->size;
    uint32_t line = line_of(source, offset), start = source->lines[line];
    return (Position){line + 1, 1 + (uint32_t)units_count(source->text + start, offset - start, unit)};
}

Slice source_line(const Source *source, uint32_t line) {
    if (line == 0 || line > source->n_lines) return (Slice){"", 0};
    uint32_t start = source->lines[line - 1], end = line < source->n_lines ? source->lines[line] : source->size;
    while (end > start && (source->text[end - 1] == '\n' || source->text[end - 1] == '\r')) end--;
    return (Slice){source->text + start, end - start};
}

uint32_t source_offset(const Source *source, Position position, ColumnUnit unit) {
    if (position.line == 0) return 0;
    if (position.line > source->n_lines) return source->size;
    Slice line = source_line(source, position.line);
    size_t at = 0, wanted = position.column ? position.column - 1 : 0, units = 0;
    while (at < line.n && units < wanted) {
        uint32_t code;
        size_t size = utf8_decode(line.p + at, line.p + line.n, &code);
        units += units_count(line.p + at, size, unit);
        at += size;
    }
    return (uint32_t)(line.p - source->text + at);
}

Slice source_slice(const Source *source, Span span) {
    return (Slice){source->text + span.start, span.end - span.start};
}
