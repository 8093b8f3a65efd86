#include "diag/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef struct {
    Encoding encoding;
    const char *name;
} EncodingName;

static const EncodingName known[] = {{ENCODING_UTF8, "UTF-8"},
                                     {ENCODING_UTF16LE, "UTF-16LE"},
                                     {ENCODING_UTF16BE, "UTF-16BE"},
                                     {ENCODING_LATIN1, "ISO-8859-1"}};

static void source_set(Source *source, Encoding encoding, bool bom) {
    source->encoding = encoding;
    source->bom = bom;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].encoding == encoding)
            snprintf(source->encoding_name, sizeof source->encoding_name, "%s", known[i].name);
}

static bool starts(const char *bytes, size_t size, const char *with, size_t n) {
    return size >= n && memcmp(bytes, with, n) == 0;
}

/* The name in encoding="…" of an XML declaration in an ASCII-like encoding; empty if there is none. */
static Slice declared_name(const char *bytes, size_t size) {
    Slice none = {"", 0};
    if (!starts(bytes, size, "<?xml", 5)) return none;
    const char *end = memchr(bytes, '>', size < 512 ? size : 512);
    if (!end) return none;
    const char *at = memmem(bytes, (size_t)(end - bytes), "encoding", 8);
    if (!at) return none;
    at += 8;
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n' || *at == '=')) at++;
    if (at == end || (*at != '"' && *at != '\'')) return none;
    const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
    return close ? (Slice){at + 1, (size_t)(close - at - 1)} : none;
}

static bool name_is(Slice name, const char *const *names) {
    for (; *names; names++)
        if (strlen(*names) == name.n && strncasecmp(name.p, *names, name.n) == 0) return true;
    return false;
}

/* A declaration that could be read byte by byte is not written in an encoding of two or four bytes a character. */
static bool is_wide(Slice name) {
    return name.n > 3 &&
           (strncasecmp(name.p, "utf-16", name.n < 6 ? name.n : 6) == 0 ||
            strncasecmp(name.p, "utf-32", name.n < 6 ? name.n : 6) == 0 || strncasecmp(name.p, "ucs-", 4) == 0);
}

static void detect_declared(Source *source, const char *bytes, size_t size) {
    static const char *const utf8[] = {"utf-8", "utf8", "us-ascii", "ascii", NULL};
    static const char *const latin1[] = {"iso-8859-1", "latin1", "latin-1", "iso8859-1", NULL};
    Slice name = declared_name(bytes, size);
    if (name.n == 0 || name_is(name, utf8) || is_wide(name)) {
        source_set(source, ENCODING_UTF8, false);
    } else if (name_is(name, latin1)) {
        source_set(source, ENCODING_LATIN1, false);
    } else {
        source->encoding = ENCODING_OTHER;
        snprintf(source->encoding_name, sizeof source->encoding_name, "%.*s", (int)(name.n < 31 ? name.n : 31), name.p);
    }
}

void encoding_detect(Source *source, const char *bytes, size_t size) {
    if (starts(bytes, size, "\xEF\xBB\xBF", 3)) source_set(source, ENCODING_UTF8, true);
    else if (starts(bytes, size, "\xFF\xFE", 2)) source_set(source, ENCODING_UTF16LE, true);
    else if (starts(bytes, size, "\xFE\xFF", 2)) source_set(source, ENCODING_UTF16BE, true);
    else if (starts(bytes, size, "<\0", 2) && size % 2 == 0) source_set(source, ENCODING_UTF16LE, false);
    else if (starts(bytes, size, "\0<", 2) && size % 2 == 0) source_set(source, ENCODING_UTF16BE, false);
    else detect_declared(source, bytes, size);
}

static void undecodable(const Source *source, size_t offset, const char *message, SourceProblem *problem) {
    *problem = (SourceProblem){.error = SOURCE_UNDECODABLE, .message = message, .offset = (uint32_t)offset};
    memcpy(problem->encoding_name, source->encoding_name, sizeof problem->encoding_name);
}

static void decode_utf8(const Source *source, const char *bytes, size_t size, Text *text, SourceProblem *problem) {
    size_t at = source->bom ? 3 : 0;
    while (at < size) {
        size_t good = utf8_valid(bytes + at, size - at);
        text_add(text, bytes + at, good);
        at += good;
        if (at == size) break;
        if (problem->error == SOURCE_OK) undecodable(source, text->n, "a byte that is no UTF-8", problem);
        text_puts(text, "\xEF\xBF\xBD");
        at++;
    }
}

/* Converts all of in; gives the offset of the first byte that can't be, or size. */
static size_t convert(iconv_t converter, const char *in, size_t size, Text *out) {
    char buffer[8192], *from = (char *)in;
    size_t left = size;
    bool flushed = false;
    while (left || !flushed) {
        char *to = buffer;
        size_t room = sizeof buffer;
        flushed = left == 0;
        size_t result = left ? iconv(converter, &from, &left, &to, &room) : iconv(converter, NULL, NULL, &to, &room);
        int reason = errno;
        text_add(out, buffer, sizeof buffer - room);
        if (result == (size_t)-1 && reason != E2BIG) return (size_t)(from - in);
    }
    return size;
}

bool encoding_decode(const Source *source, const char *bytes, size_t size, Text *ret_text, SourceProblem *ret_problem) {
    if (source->encoding == ENCODING_UTF8) {
        if (!source->bom && is_wide(declared_name(bytes, size)))
            undecodable(source, 0, "the XML declaration names an encoding that the file is not written in",
                        ret_problem);
        decode_utf8(source, bytes, size, ret_text, ret_problem);
        return true;
    }
    iconv_t converter = iconv_open("UTF-8", source->encoding_name);
    if (converter == (iconv_t)-1) {
        undecodable(source, 0, "the declared encoding is not known here", ret_problem);
        return false;
    }
    size_t at = source->bom ? 2 : 0, unit = strncmp(source->encoding_name, "UTF-16", 6) == 0 ? 2 : 1;
    for (;;) {
        at += convert(converter, bytes + at, size - at, ret_text);
        if (at >= size) break;
        if (ret_problem->error == SOURCE_OK)
            undecodable(source, ret_text->n, "bytes that are not of the encoding", ret_problem);
        text_puts(ret_text, "\xEF\xBF\xBD");
        at += size - at < unit ? size - at : unit;
        iconv(converter, NULL, NULL, NULL, NULL);
    }
    iconv_close(converter);
    return true;
}

static const char *bom_bytes(const Source *source, size_t *ret_size) {
    *ret_size = source->encoding == ENCODING_UTF8 ? 3 : 2;
    if (source->encoding == ENCODING_UTF16LE) return "\xFF\xFE";
    return source->encoding == ENCODING_UTF16BE ? "\xFE\xFF" : "\xEF\xBB\xBF";
}

bool source_encode(const Source *source, const char *text, size_t size, Text *ret_bytes) {
    if (source->bom) {
        size_t n;
        const char *bom = bom_bytes(source, &n);
        text_add(ret_bytes, bom, n);
    }
    if (source->encoding == ENCODING_UTF8) {
        text_add(ret_bytes, text, size);
        return true;
    }
    iconv_t converter = iconv_open(source->encoding_name, "UTF-8");
    if (converter == (iconv_t)-1) return false;
    size_t done = convert(converter, text, size, ret_bytes);
    iconv_close(converter);
    return done == size;
}
