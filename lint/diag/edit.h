/* Edits: how a text is mended.
 *
 * May include: base/, diag/source.h. */
#ifndef DIAG_EDIT_H
#define DIAG_EDIT_H

#include "diag/source.h"

typedef struct {
    Span span;        /* what is replaced; an empty span inserts */
    const char *text; /* "" deletes */
} Edit;

typedef struct {
    const char *title;
    bool safe; /* libvirt reads the same domain afterwards */
    const Edit *edits;
    uint32_t n;
} Fix;

/* Applies those of the n fixes whose edits overlap no edit taken before, in the order given. Adds the new text to
 * ret_text; ret_applied[i] tells which were taken. Gives their number. */
uint32_t edits_apply(const Source *source, const Fix *const *fixes, uint32_t n, Text *ret_text, bool *ret_applied);

#endif
