/* The UTF-8 half of base/text.h. */
#include <string.h>

#include "base/text.h"

/* Length of the sequence a first byte announces, 0 if it begins none. */
static size_t sequence_length(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return 2;
    if (first >= 0xE0 && first <= 0xEF) return 3;
    if (first >= 0xF0 && first <= 0xF4) return 4;
    return 0;
}

static bool code_valid(uint32_t code, size_t length) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return code >= least[length] && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
}

size_t utf8_decode(const char *p, const char *end, uint32_t *ret_code) {
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    unsigned char first = (unsigned char)*p;
    size_t length = sequence_length(first);
    *ret_code = 0xFFFD;
    if (length == 0 || (size_t)(end - p) < length) return 1;
    uint32_t code = first & first_bits[length];
    for (size_t i = 1; i < length; i++) {
        unsigned char next = (unsigned char)p[i];
        if ((next & 0xC0) != 0x80) return 1;
        code = code << 6 | (next & 0x3F);
    }
    if (!code_valid(code, length)) return 1;
    *ret_code = code;
    return length;
}

size_t utf8_encode(uint32_t code, char buffer[4]) {
    if (code < 0x80) {
        buffer[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        buffer[0] = (char)(0xC0 | code >> 6);
        buffer[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        buffer[0] = (char)(0xE0 | code >> 12);
        buffer[1] = (char)(0x80 | (code >> 6 & 0x3F));
        buffer[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    buffer[0] = (char)(0xF0 | code >> 18);
    buffer[1] = (char)(0x80 | (code >> 12 & 0x3F));
    buffer[2] = (char)(0x80 | (code >> 6 & 0x3F));
    buffer[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

/* Behind the ASCII characters at p, eight at a time as far as there are so many. */
static const char *behind_ascii(const char *p, const char *end) {
    uint64_t eight;
    for (; end - p >= 8; p += 8) {
        memcpy(&eight, p, 8);
        if (eight & 0x8080808080808080u) break;
    }
    while (p < end && (unsigned char)*p < 0x80) p++;
    return p;
}

size_t utf8_valid(const char *p, size_t n) {
    const char *start = p, *end = p + n;
    while ((p = behind_ascii(p, end)) < end) {
        uint32_t code;
        size_t size = utf8_decode(p, end, &code);
        if (size == 1) return (size_t)(p - start);
        p += size;
    }
    return n;
}

size_t utf8_count(const char *p, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += ((unsigned char)p[i] & 0xC0) != 0x80;
    return count;
}

size_t utf16_count(const char *p, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += (((unsigned char)p[i] & 0xC0) != 0x80) + ((unsigned char)p[i] >= 0xF0);
    return count;
}

typedef struct {
    uint32_t first, last;
} CodeRange;

static bool in_ranges(uint32_t code, const CodeRange *ranges, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (code >= ranges[i].first && code <= ranges[i].last) return true;
    return false;
}

/* The blocks that East Asian Width (UAX 11) calls wide, and the common combining marks; the C library's wcwidth()
 * depends on the locale, which must not matter here. */
static const CodeRange wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},  {0x3041, 0x33FF}, {0x3400, 0x4DBF},
                                 {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},  {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
                                 {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
                                 {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
static const CodeRange narrow[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F},
                                   {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};

static size_t code_width(uint32_t code) {
    if (code < 0x300) return 1;
    if (in_ranges(code, narrow, sizeof narrow / sizeof *narrow)) return 0;
    return in_ranges(code, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

size_t utf8_width(const char *p, size_t n) {
    const char *end = p + n;
    size_t width = 0;
    while (p < end) {
        uint32_t code;
        p += utf8_decode(p, end, &code);
        width += code_width(code);
    }
    return width;
}
