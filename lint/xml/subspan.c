/* The piece of a decoded value in its source: document_subspan() of xml/document.h. */
#include <stdlib.h>
#include <string.h>

#include "xml/document.h"

/* The bytes a reference such as &lt; or &#x41; stands for, 0 if it is none libxml2 would replace. */
static size_t reference_size(const char *p, size_t n) {
    static const char *const named[] = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (n == strlen(named[i]) && memcmp(p, named[i], n) == 0) return 1;
    if (n < 4 || p[1] != '#') return 0;
    bool hex = p[2] == 'x';
    unsigned long code = strtoul(p + 2 + hex, NULL, hex ? 16 : 10);
    char buffer[4];
    return code <= 0x10FFFF ? utf8_encode((uint32_t)code, buffer) : 0;
}

/* One step: source bytes taken, decoded bytes given. */
static size_t decode_step(const char *p, const char *end, bool cdata, size_t *ret_decoded) {
    *ret_decoded = 1;
    if (*p == '\r' && p + 1 < end && p[1] == '\n') return 2;
    if (*p != '&' || cdata) return 1;
    const char *close = memchr(p, ';', (size_t)(end - p) < 16 ? (size_t)(end - p) : 16);
    size_t decoded = close ? reference_size(p, (size_t)(close - p) + 1) : 0;
    if (!decoded) return 1;
    *ret_decoded = decoded;
    return (size_t)(close - p) + 1;
}

/* Length of what stands in the source and gives no text at p: CDATA marks, comments, processing instructions. */
static size_t silent_size(const char *p, const char *end, bool *cdata) {
    size_t left = (size_t)(end - p);
    if (*cdata && left >= 3 && memcmp(p, "]]>", 3) == 0) {
        *cdata = false;
        return 3;
    }
    if (*cdata || *p != '<') return 0;
    if (left >= 9 && memcmp(p, "<![CDATA[", 9) == 0) {
        *cdata = true;
        return 9;
    }
    bool comment = left >= 4 && memcmp(p, "<!--", 4) == 0;
    const char *mark = comment ? "-->" : "?>";
    const char *found = memmem(p, left, mark, strlen(mark));
    return found ? (size_t)(found - p) + strlen(mark) : left;
}

Span document_subspan(const Document *document, Span value, size_t from, size_t to) {
    const char *text = document->source->text, *p = text + value.start, *end = text + value.end;
    size_t decoded = 0;
    bool cdata = false, started = false;
    Span part = {value.start, value.end};
    while (p < end) {
        size_t silent = silent_size(p, end, &cdata);
        if (silent) {
            p += silent;
            continue;
        }
        if (decoded >= to && started) break;
        size_t gives, takes = decode_step(p, end, cdata, &gives);
        if (!started && decoded + gives > from) {
            part.start = (uint32_t)(p - text);
            started = true;
            if (from == to) return (Span){part.start, part.start};
        }
        p += takes;
        decoded += gives;
        if (started) part.end = (uint32_t)(p - text);
    }
    return started ? part : (Span){value.end, value.end};
}
