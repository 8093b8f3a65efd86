#include "diag/edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

typedef struct {
    Edit edit;
    uint32_t order;
} Placed;

typedef VEC(Placed) PlacedVec;

static bool edits_collide(Span a, Span b) {
    if (a.start == a.end && b.start == b.end) return a.start == b.start;
    return a.start < b.end && b.start < a.end;
}

static bool fix_collides(const PlacedVec *placed, const Fix *fix) {
    for (uint32_t i = 0; i < fix->n; i++)
        for (uint32_t j = 0; j < placed->n; j++)
            if (edits_collide(fix->edits[i].span, placed->items[j].edit.span)) return true;
    return false;
}

static int compare_placed(const void *left, const void *right) {
    const Placed *a = left, *b = right;
    if (a->edit.span.start != b->edit.span.start) return a->edit.span.start < b->edit.span.start ? -1 : 1;
    if (a->edit.span.end != b->edit.span.end) return a->edit.span.end < b->edit.span.end ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void write_edits(const Source *source, PlacedVec *placed, Text *text) {
    if (placed->n) qsort(placed->items, placed->n, sizeof *placed->items, compare_placed);
    uint32_t at = 0;
    for (uint32_t i = 0; i < placed->n; i++) {
        const Edit *edit = &placed->items[i].edit;
        text_add(text, source->text + at, edit->span.start - at);
        text_puts(text, edit->text);
        at = edit->span.end;
    }
    text_add(text, source->text + at, source->size - at);
}

uint32_t edits_apply(const Source *source, const Fix *const *fixes, uint32_t n, Text *ret_text, bool *ret_applied) {
    PlacedVec placed = {0};
    uint32_t applied = 0;
    for (uint32_t i = 0; i < n; i++) {
        ret_applied[i] = !fix_collides(&placed, fixes[i]);
        if (!ret_applied[i]) continue;
        applied++;
        for (uint32_t j = 0; j < fixes[i]->n; j++) {
            Placed edit = {fixes[i]->edits[j], placed.n};
            vec_push(&placed, edit);
        }
    }
    write_edits(source, &placed, ret_text);
    vec_done(&placed);
    return applied;
}
