/* Message templates: "requested size {.|size} is …".
 *
 * A slot is {name} or {name|format}; {{ and }} stand for single braces. Who fills knows what a name means.
 *
 * May include: base/. */
#ifndef DIAG_MESSAGE_H
#define DIAG_MESSAGE_H

#include "base/text.h"

/* Adds the text of a slot to out. format is empty where none is given. */
typedef void MessageFill(void *context, Slice name, Slice format, Text *out);

/* False with the offset of the fault if a brace is not closed or stands alone. Quotes inside a slot ('}' in an XPath
 * literal) are respected. */
bool message_check(const char *message, size_t *ret_offset);
/* Plain text, and the slot behind it if there is one. */
typedef struct {
    Slice plain, name, format;
    bool has_slot;
} MessagePart;

/* The next part of a message that passes message_check(), which is moved behind it; false at the end. */
bool message_next(const char **message, MessagePart *ret_part);
/* message must pass message_check(). */
void message_fill(Text *out, const char *message, MessageFill *fill, void *context);

#endif
