#include "diag/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"
#include "diag/encoding.h"

static void problem_set(SourceProblem *problem, SourceError error, const char *message) {
    *problem = (SourceProblem){.error = error, .message = message};
}

/* Reads to the end, or to one byte beyond the limit. size: of a regular file; 0 where it is not known. */
static bool read_all(int file, size_t size, Text *ret_bytes) {
    for (size_t room = size ? size + 1 : 65536; ret_bytes->n <= SOURCE_SIZE_MAX; room = 65536) {
        text_reserve(ret_bytes, room);
        ssize_t n = read(file, ret_bytes->p + ret_bytes->n, room);
        if (n < 0 && errno != EINTR) return false;
        if (n > 0) ret_bytes->n += (size_t)n;
        if (n == 0 || (n > 0 && size && ret_bytes->n == size)) break;
    }
    text_add(ret_bytes, "", 0);
    return true;
}

static bool read_file(int file, Text *ret_bytes, SourceProblem *problem) {
    struct stat status;
    bool known = fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= SOURCE_SIZE_MAX;
    if (read_all(file, known ? (size_t)status.st_size : 0, ret_bytes)) return true;
    problem_set(problem, SOURCE_UNREADABLE, strerror(errno));
    return false;
}

Source *source_read(const char *path, const char *name, SourceProblem *ret_problem) {
    bool standard = strcmp(path, "-") == 0;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        problem_set(ret_problem, SOURCE_UNREADABLE, strerror(errno));
        return NULL;
    }
    Text bytes = {0};
    Source *source = NULL;
    if (read_file(file, &bytes, ret_problem)) source = source_from_bytes(name, text_str(&bytes), bytes.n, ret_problem);
    if (!standard) close(file);
    text_done(&bytes);
    return source;
}

/* Where the next line end is, or the end of the text. */
static const char *line_end(const char *at, const char *end) {
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    const char *stop = feed ? feed : end;
    const char *alone = memchr(at, '\r', (size_t)(stop - at));
    return alone && alone + 1 != feed ? alone : stop;
}

static void find_lines(Source *source) {
    enum { USUAL_LINE = 24 };
    VEC(uint32_t) lines = {0};
    vec_reserve(&lines, source->size / USUAL_LINE + 8);
    vec_push(&lines, 0);
    const char *end = source->text + source->size;
    for (const char *at = line_end(source->text, end); at < end; at = line_end(at + 1, end))
        vec_push(&lines, (uint32_t)(at + 1 - source->text));
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
