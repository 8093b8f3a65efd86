#include "report/markup.h"

#include <string.h>

static const char *reference(char c) {
    switch (c) {
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void put_escaped(FILE *out, const char *text) {
    Text shown = {0};
    text_add_printable(&shown, text, strlen(text), NULL);
    for (const char *p = text_str(&shown); *p; p++) {
        const char *escaped = reference(*p);
        if (escaped) fputs(escaped, out);
        else fputc(*p, out);
    }
    text_done(&shown);
}
