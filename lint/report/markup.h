/* Text written into XML and HTML.
 *
 * May include: base/. */
#ifndef REPORT_MARKUP_H
#define REPORT_MARKUP_H

#include <stdio.h>

#include "base/text.h"

/* Writes text fit for XML 1.0 content and attributes: markup characters as references, unprintable ones as visible
 * escapes. */
void put_escaped(FILE *out, const char *text);
/* The same, but line ends stay. */
void put_escaped_lines(FILE *out, const char *text);

#endif
