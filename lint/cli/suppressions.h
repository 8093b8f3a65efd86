/* Suppressions: comments written in front of what was found, for --add-suppressions.
 *
 * May include: base/, diag/, xml/markup.h. */
#ifndef CLI_SUPPRESSIONS_H
#define CLI_SUPPRESSIONS_H

#include "diag/diag.h"

/* The text with "<!-- domlint disable-next IDS: reason -->" in front of each element that holds a finding; on a line of
 * its own, indented as the element, where the element begins its line. What is no XML can't be suppressed, nor can what
 * is wrong with suppressions. reason may be NULL. Gives the number of comments. */
uint32_t suppressions_add(const Source *source, const Diags *diags, const char *reason, Text *ret_text);

#endif
