#include "cli/diff.h"

#include <string.h>

#include "base/vec.h"

enum { CONTEXT = 3, CELLS_MAX = 16 * 1024 * 1024 };

typedef VEC(Slice) Lines; /* with their line ends */

typedef struct {
    uint32_t old_start, old_n, new_start, new_n; /* a run of lines that differ, from 0 */
} Change;
typedef VEC(Change) Changes;

static void split_lines(Slice text, Lines *lines) {
    const char *p = text.p, *end = text.p + text.n;
    while (p < end) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        const char *next = newline ? newline + 1 : end;
        vec_push(lines, ((Slice){p, (size_t)(next - p)}));
        p = next;
    }
}

static void add_change(Changes *changes, uint32_t old_at, uint32_t new_at, uint32_t old_n, uint32_t new_n) {
    if (changes->n) {
        Change *last = &vec_last(changes);
        if (last->old_start + last->old_n == old_at && last->new_start + last->new_n == new_at) {
            last->old_n += old_n;
            last->new_n += new_n;
            return;
        }
    }
    vec_push(changes, ((Change){old_at, old_n, new_at, new_n}));
}

/* The longest common subsequence of what is left between the common ends; texts beyond all measure become one change.
 */
static void compare_middle(const Lines *a, const Lines *b, uint32_t start, uint32_t a_end, uint32_t b_end,
                           Changes *changes) {
    uint32_t n = a_end - start, m = b_end - start;
    if (n == 0 && m == 0) return;
    if ((uint64_t)(n + 1) * (m + 1) > CELLS_MAX) {
        add_change(changes, start, start, n, m);
        return;
    }
    uint32_t *best = memory_alloc((size_t)(n + 1) * (m + 1) * sizeof *best), width = m + 1;
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t j = m; j-- > 0;) {
            uint32_t down = best[(i + 1) * width + j], right = best[i * width + j + 1];
            bool equal = slice_equal(a->items[start + i], b->items[start + j]);
            best[i * width + j] = equal ? best[(i + 1) * width + j + 1] + 1 : down > right ? down : right;
        }
    uint32_t i = 0, j = 0;
    while (i < n || j < m) {
        if (i < n && j < m && slice_equal(a->items[start + i], b->items[start + j])) {
            i++, j++;
        } else if (j == m || (i < n && best[(i + 1) * width + j] >= best[i * width + j + 1])) {
            add_change(changes, start + i++, start + j, 1, 0);
        } else {
            add_change(changes, start + i, start + j++, 0, 1);
        }
    }
    free(best);
}

static void compare(const Lines *a, const Lines *b, Changes *changes) {
    uint32_t start = 0, a_end = a->n, b_end = b->n;
    while (start < a_end && start < b_end && slice_equal(a->items[start], b->items[start])) start++;
    while (a_end > start && b_end > start && slice_equal(a->items[a_end - 1], b->items[b_end - 1])) a_end--, b_end--;
    compare_middle(a, b, start, a_end, b_end, changes);
}

static void put_lines(FILE *out, char mark, const Lines *lines, uint32_t start, uint32_t n) {
    for (uint32_t i = start; i < start + n; i++) {
        Slice line = lines->items[i];
        fputc(mark, out);
        fwrite(line.p, 1, line.n, out);
        if (line.p[line.n - 1] != '\n') fputs("\n\\ No newline at end of file\n", out);
    }
}

/* Changes first..last-1 lie near enough to share one hunk. */
static void put_hunk(FILE *out, const Lines *a, const Lines *b, const Change *first, const Change *last) {
    const Change *end = last - 1;
    uint32_t before = first->old_start < CONTEXT ? first->old_start : CONTEXT;
    uint32_t old_end = end->old_start + end->old_n, after = a->n - old_end < CONTEXT ? a->n - old_end : CONTEXT;
    uint32_t old_start = first->old_start - before, new_start = first->new_start - before;
    uint32_t old_n = old_end + after - old_start, new_n = end->new_start + end->new_n + after - new_start;
    fprintf(out, "@@ -%u,%u +%u,%u @@\n", old_start + (old_n > 0), old_n, new_start + (new_n > 0), new_n);
    uint32_t at = old_start;
    for (const Change *change = first; change < last; change++) {
        put_lines(out, ' ', a, at, change->old_start - at);
        put_lines(out, '-', a, change->old_start, change->old_n);
        put_lines(out, '+', b, change->new_start, change->new_n);
        at = change->old_start + change->old_n;
    }
    put_lines(out, ' ', a, at, after);
}

/* As git writes a name: quoted where a reader could be misled. */
static void put_name(FILE *out, const char *prefix, const char *path) {
    bool quoted = path[strcspn(path, "\"\\\n\t\r")] != 0;
    fprintf(out, "%s%s", quoted ? "\"" : "", prefix);
    for (; *path; path++) {
        if ((unsigned char)*path < ' ') fprintf(out, "\\%03o", (unsigned char)*path);
        else fprintf(out, "%s%c", strchr("\"\\", *path) ? "\\" : "", *path);
    }
    if (quoted) fputc('"', out);
}

static void put_head(FILE *out, const char *path) {
    const char *blank = strchr(path, ' ') ? "\t" : "";
    while (strncmp(path, "./", 2) == 0) path += 2;
    fputs("diff --git ", out);
    put_name(out, "a/", path);
    fputc(' ', out);
    put_name(out, "b/", path);
    fputs("\n--- ", out);
    put_name(out, "a/", path);
    fprintf(out, "%s\n+++ ", blank);
    put_name(out, "b/", path);
    fprintf(out, "%s\n", blank);
}

void diff_write(FILE *out, const char *path, Slice before, Slice after) {
    Lines a = {0}, b = {0};
    Changes changes = {0};
    split_lines(before, &a);
    split_lines(after, &b);
    compare(&a, &b, &changes);
    if (changes.n) put_head(out, path);
    for (uint32_t i = 0; i < changes.n;) {
        uint32_t next = i + 1;
        while (next < changes.n &&
               changes.items[next].old_start - (changes.items[next - 1].old_start + changes.items[next - 1].old_n) <=
                   2 * CONTEXT)
            next++;
        put_hunk(out, &a, &b, &changes.items[i], &changes.items[next]);
        i = next;
    }
    vec_done(&changes);
    vec_done(&a);
    vec_done(&b);
}
