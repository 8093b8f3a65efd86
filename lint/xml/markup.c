#include "xml/markup.h"

#include <string.h>

/* Bytes to a token and to an attribute in the documents people have, to guess the room they will take. */
enum { USUAL_TOKEN = 12, USUAL_ATTR = 32 };

typedef struct {
    Markup *markup;
    const char *text;
    uint32_t size;
    VEC(uint32_t) open; /* START tokens not closed yet */
} Scanner;

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* What ends a name; everything else is taken to be part of it. */
static bool ends_name(char c) {
    return is_space(c) || c == '=' || c == '/' || c == '>' || c == '<' || c == '"' || c == '\'' || c == '?' || c == 0;
}

static bool begins_name(const Scanner *scan, uint32_t at) {
    unsigned char c = at < scan->size ? (unsigned char)scan->text[at] : 0;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
}

static bool looking_at(const Scanner *scan, uint32_t at, const char *what) {
    size_t n = strlen(what);
    return scan->size - at >= n && memcmp(scan->text + at, what, n) == 0;
}

/* Behind the next occurrence of what, or the end of the text. */
static uint32_t skip_past(const Scanner *scan, uint32_t at, const char *what) {
    const char *found = at < scan->size ? memmem(scan->text + at, scan->size - at, what, strlen(what)) : NULL;
    return found ? (uint32_t)(found - scan->text + strlen(what)) : scan->size;
}

static uint32_t skip_spaces(const Scanner *scan, uint32_t at) {
    while (at < scan->size && is_space(scan->text[at])) at++;
    return at;
}

static uint32_t skip_name(const Scanner *scan, uint32_t at) {
    while (at < scan->size && !ends_name(scan->text[at])) at++;
    return at;
}

static Token *add_token(Scanner *scan, TokenKind kind, uint32_t start, uint32_t end) {
    Token *token = vec_add(&scan->markup->tokens);
    *token = (Token){.kind = kind,
                     .span = {start, end},
                     .name = {start, start},
                     .attr = scan->markup->attrs.n,
                     .match = UINT32_MAX,
                     .parent = scan->open.n ? vec_last(&scan->open) : UINT32_MAX};
    return token;
}

/* A value without quotes ends at white space or ">"; one whose quote is never closed ends before the next "<" or at the
 * end. */
static MarkupAttr scan_value(const Scanner *scan, Span name, uint32_t at) {
    char quote = at < scan->size ? scan->text[at] : 0;
    if (quote != '"' && quote != '\'') {
        uint32_t end = skip_name(scan, at);
        return (MarkupAttr){name, {at, end}, {name.start, end}};
    }
    uint32_t end = at + 1;
    while (end < scan->size && scan->text[end] != quote && scan->text[end] != '<') end++;
    bool closed = end < scan->size && scan->text[end] == quote;
    return (MarkupAttr){name, {at + 1, end}, {name.start, end + closed}};
}

static uint32_t scan_attr(Scanner *scan, uint32_t at) {
    Span name = {at, skip_name(scan, at)};
    uint32_t equals = skip_spaces(scan, name.end);
    MarkupAttr attr = {name, {name.end, name.end}, name};
    if (equals < scan->size && scan->text[equals] == '=') attr = scan_value(scan, name, skip_spaces(scan, equals + 1));
    vec_push(&scan->markup->attrs, attr);
    return attr.whole.end;
}

/* From behind the tag's name to behind its ">"; a "<" or the end of the text ends an unfinished tag. */
static uint32_t scan_attrs(Scanner *scan, uint32_t at, bool *ret_empty) {
    *ret_empty = false;
    while (at < scan->size && scan->text[at] != '<') {
        char c = scan->text[at];
        if (c == '>') return at + 1;
        if (looking_at(scan, at, "/>")) {
            *ret_empty = true;
            return at + 2;
        }
        bool name = !ends_name(c);
        at = name ? scan_attr(scan, at) : at + 1;
    }
    return at;
}

static uint32_t scan_start_tag(Scanner *scan, uint32_t start) {
    uint32_t index = scan->markup->tokens.n;
    Token *token = add_token(scan, TOKEN_START, start, start);
    Span name = {start + 1, skip_name(scan, start + 1)};
    token->name = name;
    bool empty;
    uint32_t end = scan_attrs(scan, name.end, &empty);
    token = &scan->markup->tokens.items[index];
    token->n_attrs = scan->markup->attrs.n - token->attr;
    token->span.end = end;
    if (empty) token->kind = TOKEN_EMPTY;
    else vec_push(&scan->open, index);
    return end;
}

static bool same_name(const Scanner *scan, uint32_t token, Span name) {
    Span other = scan->markup->tokens.items[token].name;
    return other.end - other.start == name.end - name.start &&
           memcmp(scan->text + other.start, scan->text + name.start, name.end - name.start) == 0;
}

/* Pairs an end tag with the innermost open element of its name, if that is near; elements inside stay without end. The
 * limit keeps hostile input linear. */
static void close_element(Scanner *scan, uint32_t index, Span name) {
    enum { REACH = 64 };
    uint32_t n = scan->open.n;
    for (uint32_t back = 1; back <= n && back <= REACH; back++) {
        uint32_t start = scan->open.items[n - back];
        if (!same_name(scan, start, name)) continue;
        Token *tokens = scan->markup->tokens.items;
        tokens[start].match = index;
        tokens[index].match = start;
        tokens[index].parent = tokens[start].parent;
        scan->open.n = n - back;
        return;
    }
}

static uint32_t scan_end_tag(Scanner *scan, uint32_t start) {
    Span name = {start + 2, skip_name(scan, start + 2)};
    uint32_t end = name.end;
    while (end < scan->size && scan->text[end] != '>' && scan->text[end] != '<') end++;
    if (end < scan->size && scan->text[end] == '>') end++;
    uint32_t index = scan->markup->tokens.n;
    add_token(scan, TOKEN_END, start, end)->name = name;
    close_element(scan, index, name);
    return end;
}

/* A DOCTYPE ends at the ">" outside of quotes and of its internal subset. */
static uint32_t doctype_end(const Scanner *scan, uint32_t at) {
    char quote = 0;
    int depth = 0;
    for (; at < scan->size; at++) {
        char c = scan->text[at];
        if (quote) quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'') quote = c;
        else if (c == '[') depth++;
        else if (c == ']') depth--;
        else if (c == '>' && depth <= 0) return at + 1;
    }
    return at;
}

static uint32_t scan_pi(Scanner *scan, uint32_t start) {
    uint32_t end = skip_past(scan, start + 2, "?>");
    add_token(scan, TOKEN_PI, start, end)->name = (Span){start + 2, skip_name(scan, start + 2)};
    return end;
}

static uint32_t scan_broken(Scanner *scan, uint32_t start) {
    uint32_t end = start + 1;
    while (end < scan->size && scan->text[end] != '<' && scan->text[end] != '>') end++;
    add_token(scan, TOKEN_BROKEN, start, end);
    return end;
}

static uint32_t scan_plain(Scanner *scan, TokenKind kind, uint32_t start, uint32_t end) {
    add_token(scan, kind, start, end);
    return end;
}

static uint32_t scan_text(Scanner *scan, uint32_t start) {
    const char *next = memchr(scan->text + start, '<', scan->size - start);
    return scan_plain(scan, TOKEN_TEXT, start, next ? (uint32_t)(next - scan->text) : scan->size);
}

static uint32_t scan_comment(Scanner *scan, uint32_t start) {
    scan->markup->n_comments++;
    return scan_plain(scan, TOKEN_COMMENT, start, skip_past(scan, start + 4, "-->"));
}

/* One token from start; gives the place behind it. */
static uint32_t scan_token(Scanner *scan, uint32_t start) {
    if (scan->text[start] != '<') return scan_text(scan, start);
    if (looking_at(scan, start, "<!--")) return scan_comment(scan, start);
    if (looking_at(scan, start, "<![CDATA["))
        return scan_plain(scan, TOKEN_CDATA, start, skip_past(scan, start + 9, "]]>"));
    if (looking_at(scan, start, "<!DOCTYPE"))
        return scan_plain(scan, TOKEN_DOCTYPE, start, doctype_end(scan, start + 9));
    if (looking_at(scan, start, "<?")) return scan_pi(scan, start);
    if (looking_at(scan, start, "</")) return scan_end_tag(scan, start);
    if (begins_name(scan, start + 1)) return scan_start_tag(scan, start);
    return scan_broken(scan, start);
}

Markup *markup_scan(const Source *source) {
    Markup *markup = memory_alloc(sizeof *markup);
    markup->source = source;
    Scanner scan = {.markup = markup, .text = source->text, .size = source->size};
    vec_reserve(&markup->tokens, source->size / USUAL_TOKEN + 8);
    vec_reserve(&markup->attrs, source->size / USUAL_ATTR + 8);
    for (uint32_t at = 0; at < scan.size;) at = scan_token(&scan, at);
    vec_done(&scan.open);
    return markup;
}

void markup_free(Markup *markup) {
    if (!markup) return;
    vec_done(&markup->tokens);
    vec_done(&markup->attrs);
    free(markup);
}

uint32_t markup_at(const Markup *markup, uint32_t offset) {
    uint32_t low = 0, high = markup->tokens.n;
    if (high == 0) return UINT32_MAX;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (markup->tokens.items[middle].span.start <= offset) low = middle;
        else high = middle;
    }
    return low;
}
