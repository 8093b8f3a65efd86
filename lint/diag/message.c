#include "diag/message.h"

#include <string.h>

/* The offset of the brace that closes a slot whose inside begins at at; size if there is none. Braces in XPath literals
 * do not count. */
static size_t slot_end(const char *message, size_t at, size_t size) {
    char quote = 0;
    for (; at < size; at++) {
        char c = message[at];
        if (quote) quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"') quote = c;
        else if (c == '}') return at;
    }
    return size;
}

/* The bar before the format: the last one outside of literals, brackets and parentheses ("|" is also XPath's union). */
static size_t format_bar(Slice slot) {
    char quote = 0;
    int depth = 0;
    size_t bar = slot.n;
    for (size_t i = 0; i < slot.n; i++) {
        char c = slot.p[i];
        if (quote) quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"') quote = c;
        else if (c == '(' || c == '[') depth++;
        else if (c == ')' || c == ']') depth--;
        else if (c == '|' && depth == 0) bar = i;
    }
    return bar;
}

bool message_check(const char *message, size_t *ret_offset) {
    size_t size = strlen(message);
    for (size_t i = 0; i < size; i++) {
        bool open = message[i] == '{', close = message[i] == '}';
        if (!open && !close) continue;
        if (message[i + 1] == message[i]) {
            i++;
            continue;
        }
        size_t end = open ? slot_end(message, i + 1, size) : size;
        if (end == size || end == i + 1) {
            *ret_offset = i;
            return false;
        }
        i = end;
    }
    return true;
}

bool message_next(const char **message, MessagePart *ret_part) {
    const char *at = *message;
    if (!*at) return false;
    size_t plain = strcspn(at, "{}");
    char brace = at[plain];
    bool twice = brace && at[plain + 1] == brace, slot = brace == '{' && !twice;
    *ret_part = (MessagePart){.plain = {at, plain + (brace && !slot)}, .has_slot = slot};
    *message = at + plain + (brace != 0) + twice;
    if (!slot) return true;
    size_t end = slot_end(*message, 0, strlen(*message));
    Slice inside = {*message, end};
    size_t bar = format_bar(inside);
    ret_part->name = slice_trim((Slice){inside.p, bar});
    ret_part->format = slice_trim(bar < inside.n ? (Slice){inside.p + bar + 1, inside.n - bar - 1} : (Slice){"", 0});
    *message += end + ((*message)[end] != 0);
    return true;
}

void message_fill(Text *out, const char *message, MessageFill *fill, void *context) {
    MessagePart part;
    while (message_next(&message, &part)) {
        text_add(out, part.plain.p, part.plain.n);
        if (part.has_slot) fill(context, part.name, part.format, out);
    }
}
