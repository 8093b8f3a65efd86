/* Excerpts: the source line of a span, cut to a bearable width, with the columns to mark.
 *
 * May include: base/, diag/. */
#ifndef REPORT_EXCERPT_H
#define REPORT_EXCERPT_H

#include "diag/source.h"

typedef struct {
    uint32_t line; /* from 1 */
    Text before;   /* printable text of the line in front of the span … */
    Text marked;   /* … of the span on this line (empty for a place between two bytes) … */
    Text after;    /* … and behind it */
    bool goes_on;  /* the span ends on a later line */
} Excerpt;

/* The line where the span begins. Tabs become one blank, unprintable characters escapes; what is far from the span is
 * cut and shown as "…", so that all fits into width columns (0: a width that suits most). */
void excerpt_init(Excerpt *excerpt, const Source *source, Span span, size_t width);
void excerpt_done(Excerpt *excerpt);

#endif
