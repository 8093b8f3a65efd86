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

static void put(FILE *out, const char *text, const char *keep) {
    Text shown = {0};
    text_add_printable(&shown, text, strlen(text), keep);
    for (const char *p = text_str(&shown); *p; p++) {
        const char *escaped = reference(*p);
        if (escaped) fputs(escaped, out);
        else fputc(*p, out);
    }
    text_done(&shown);
}

void put_escaped(FILE *out, const char *text) { put(out, text, NULL); }

void put_escaped_lines(FILE *out, const char *text) { put(out, text, "\n"); }
