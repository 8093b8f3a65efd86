#include "report/excerpt.h"

enum { BEFORE_MAX = 90, MARKED_MAX = 120, AFTER_MAX = 60, WIDTH_LEAST = 20 };

/* The last n characters of a slice. */
static Slice keep_end(Slice slice, size_t n) {
    size_t count = utf8_count(slice.p, slice.n), i = 0;
    while (count > n && i < slice.n) {
        uint32_t code;
        i += utf8_decode(slice.p + i, slice.p + slice.n, &code);
        count--;
    }
    return (Slice){slice.p + i, slice.n - i};
}

static Slice keep_start(Slice slice, size_t n) {
    size_t i = 0;
    while (n-- && i < slice.n) {
        uint32_t code;
        i += utf8_decode(slice.p + i, slice.p + slice.n, &code);
    }
    return (Slice){slice.p, i};
}

static void add_shown(Text *out, Slice slice) {
    size_t start = out->n;
    text_add_printable(out, slice.p, slice.n, "\t");
    for (size_t i = start; i < out->n; i++)
        if (out->p[i] == '\t') out->p[i] = ' ';
}

static Slice slice_between(const char *start, const char *end) { return (Slice){start, (size_t)(end - start)}; }

/* How many characters of each part are shown. */
typedef struct {
    size_t before, marked, after;
} Room;

static size_t at_most(size_t n, size_t limit) { return n < limit ? n : limit; }

/* The marked text comes first, then what is before it; "…" takes a column at each cut. */
static Room room_for(size_t width, Slice before, Slice marked) {
    if (!width) return (Room){BEFORE_MAX, MARKED_MAX, AFTER_MAX};
    size_t left = width > WIDTH_LEAST ? width - 2 : WIDTH_LEAST;
    size_t shown = at_most(utf8_count(marked.p, marked.n), at_most(left, MARKED_MAX));
    left -= shown;
    size_t ahead = at_most(utf8_count(before.p, before.n), at_most(left * 2 / 3, BEFORE_MAX));
    return (Room){ahead, shown, at_most(left - ahead, AFTER_MAX)};
}

void excerpt_init(Excerpt *excerpt, const Source *source, Span span, size_t width) {
    *excerpt = (Excerpt){.line = source_position(source, span.start, COLUMN_BYTES).line};
    Slice line = source_line(source, excerpt->line);
    const char *line_end = line.p + line.n, *start = source->text + span.start, *end = source->text + span.end;
    if (start > line_end) start = line_end;
    excerpt->goes_on = end > line_end;
    if (excerpt->goes_on) end = line_end;
    Slice before = slice_between(line.p, start), marked = slice_between(start, end),
          after = slice_between(end, line_end);
    Room room = room_for(width, before, marked);
    Slice before_kept = keep_end(before, room.before), marked_kept = keep_start(marked, room.marked);
    Slice after_kept = keep_start(after, room.after);
    if (before_kept.n < before.n) text_puts(&excerpt->before, "\u2026");
    add_shown(&excerpt->before, before_kept);
    add_shown(&excerpt->marked, marked_kept);
    if (marked_kept.n < marked.n) text_puts(&excerpt->marked, "\u2026");
    add_shown(&excerpt->after, after_kept);
    if (after_kept.n < after.n) text_puts(&excerpt->after, "\u2026");
}

void excerpt_done(Excerpt *excerpt) {
    text_done(&excerpt->before);
    text_done(&excerpt->marked);
    text_done(&excerpt->after);
}
