#include "xml/syntax.h"

#include <stdio.h>
#include <string.h>

static bool report_at(Diags *diags, const char *id, Span span) {
    diag_report(diags, &(Report){.id = id, .span = span});
    return false;
}

bool syntax_readable(const Source *source, Diags *diags) {
    Slice text = slice_trim((Slice){source->text, source->size});
    if (text.n == 0) return report_at(diags, "xml-empty", (Span){0, 0});
    const char *nul = memchr(source->text, 0, source->size);
    uint32_t at = nul ? (uint32_t)(nul - source->text) : 0;
    if (nul) return report_at(diags, "xml-binary", (Span){at, at + 1});
    uint32_t start = (uint32_t)(text.p - source->text);
    uint32_t code, size = (uint32_t)utf8_decode(text.p, text.p + text.n, &code);
    if (text.p[0] != '<') return report_at(diags, "xml-none", (Span){start, start + size});
    return true;
}

/* The type of the error argument is const since libxml2 2.12 only. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *ErrorPtr;
#else
typedef xmlError *ErrorPtr;
#endif

static void note_error(void *data, ErrorPtr error) {
    xmlParserCtxt *parser = data;
    SyntaxError *first = parser->_private;
    if (first->code || error->level < XML_ERR_FATAL) return;
    long read = xmlByteConsumed(parser);
    first->code = error->code;
    first->offset = read > 0 ? (uint32_t)read : 0;
    snprintf(first->message, sizeof first->message, "%s", error->message ? error->message : "not well-formed");
    first->message[strcspn(first->message, "\n")] = 0;
}

void syntax_watch(xmlParserCtxt *parser) { parser->sax->serror = note_error; }

/* Plain words for what people do wrong most; offsets are where libxml2 stands when it notices. */
static const struct {
    int code;
    const char *detail;
} details[] = {
    {XML_ERR_ATTRIBUTE_REDEFINED, "this attribute is given twice"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, "the value of an attribute must be in quotes"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, "the quote that begins this value is never closed"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "an attribute needs a value: name='value'"},
    {XML_ERR_LT_IN_ATTRIBUTE, "'<' can't stand in a value: is the closing quote missing? (write &lt; if it is meant)"},
    {XML_ERR_SPACE_REQUIRED, "a blank is needed between attributes"},
    {XML_ERR_GT_REQUIRED, "this tag is not closed with '>'"},
    {XML_ERR_NAME_REQUIRED, "a name is needed here: a lone '<' or '&' is written &lt; or &amp;"},
    {XML_ERR_UNDECLARED_ENTITY, "XML knows &lt; &gt; &amp; &quot; &apos; and numbers like &#65;, not this name"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "'&' begins a reference that must end with ';' (a plain '&' is written &amp;)"},
    {XML_ERR_HYPHEN_IN_COMMENT, "'--' can't stand inside a comment"},
    {XML_ERR_COMMENT_NOT_FINISHED, "this comment is never closed with '-->'"},
    {XML_ERR_CDATA_NOT_FINISHED, "this CDATA section is never closed with ']]>'"},
    {XML_ERR_PI_NOT_FINISHED, "this processing instruction is never closed with '?>'"},
    {XML_ERR_INVALID_CHAR, "a character that XML does not allow"},
    {XML_ERR_RESERVED_XML_NAME, "the XML declaration must be the very first thing in the file"},
    {XML_ERR_INVALID_CHARREF, "this character reference is no number of a character"},
    {XML_ERR_MISPLACED_CDATA_END, "']]>' can't stand in text: write ]]&gt;"},
};

static const char *error_detail(const SyntaxError *error) {
    for (size_t i = 0; i < sizeof details / sizeof *details; i++)
        if (details[i].code == error->code) return details[i].detail;
    return error->message;
}

/* The attribute of the token that holds the offset, or the last before it. */
static const MarkupAttr *attr_before(const Markup *markup, const Token *token, uint32_t offset) {
    const MarkupAttr *found = NULL;
    for (uint32_t i = 0; i < token->n_attrs; i++) {
        const MarkupAttr *attr = &markup->attrs.items[token->attr + i];
        if (attr->name.start < offset) found = attr;
    }
    return found;
}

static bool concerns_attribute(int code) {
    return code == XML_ERR_ATTRIBUTE_REDEFINED || code == XML_ERR_ATTRIBUTE_NOT_STARTED ||
           code == XML_ERR_ATTRIBUTE_NOT_FINISHED || code == XML_ERR_ATTRIBUTE_WITHOUT_VALUE ||
           code == XML_ERR_LT_IN_ATTRIBUTE;
}

/* A reference lies from its '&' to its ';'; the parser stands at or shortly behind it. */
static Span reference_span(const Source *source, uint32_t offset) {
    uint32_t start = offset < source->size ? offset : source->size - 1;
    while (start > 0 && offset - start < 64 && source->text[start] != '&') start--;
    uint32_t end = start + 1;
    while (end < source->size && end - start < 64 && !strchr(" \t\r\n<\"';", source->text[end])) end++;
    if (end < source->size && source->text[end] == ';') end++;
    return (Span){start, end};
}

static bool concerns_reference(int code) {
    return code == XML_ERR_UNDECLARED_ENTITY || code == XML_ERR_ENTITYREF_SEMICOL_MISSING ||
           code == XML_ERR_INVALID_CHARREF || code == XML_WAR_UNDECLARED_ENTITY;
}

static Span character_span(const Source *source, uint32_t offset) {
    if (offset >= source->size) return (Span){source->size, source->size};
    uint32_t code;
    return (Span){offset, offset + (uint32_t)utf8_decode(source->text + offset, source->text + source->size, &code)};
}

static Span error_span(const SyntaxError *error, const Markup *markup) {
    const Source *source = markup->source;
    uint32_t offset = error->offset < source->size ? error->offset : source->size;
    const Token *token = &markup->tokens.items[markup_at(markup, offset)];
    if (concerns_reference(error->code)) return reference_span(source, offset);
    if (error->code == XML_ERR_COMMENT_NOT_FINISHED) return (Span){token->span.start, token->span.start + 4};
    const MarkupAttr *attr = concerns_attribute(error->code) ? attr_before(markup, token, offset) : NULL;
    if (attr) return attr->name;
    bool behind_mark = offset > 0 && error->code == XML_ERR_NAME_REQUIRED && strchr("<&", source->text[offset - 1]);
    if (behind_mark) return (Span){offset - 1, offset};
    return character_span(source, offset);
}

/* The first end tag that does not fit the element open there (*ret_open: its start tag, or UINT32_MAX); or, where all
 * fit, UINT32_MAX and the innermost element that is never closed. */
static uint32_t first_unbalanced(const Markup *markup, uint32_t *ret_open) {
    VEC(uint32_t) open = {0};
    uint32_t found = UINT32_MAX;
    *ret_open = UINT32_MAX;
    for (uint32_t i = 0; i < markup->tokens.n && found == UINT32_MAX; i++) {
        const Token *token = &markup->tokens.items[i];
        if (token->kind == TOKEN_START) vec_push(&open, i);
        if (token->kind != TOKEN_END) continue;
        if (open.n && slice_equal(source_slice(markup->source, token->name),
                                  source_slice(markup->source, markup->tokens.items[vec_last(&open)].name)))
            open.n--;
        else found = i;
    }
    if (open.n) *ret_open = vec_last(&open);
    vec_done(&open);
    return found;
}

static char *token_name(const Markup *markup, Arena *arena, uint32_t index) {
    if (index == UINT32_MAX) return arena_strdup(arena, "");
    Slice name = source_slice(markup->source, markup->tokens.items[index].name);
    return arena_text(arena, name.p, name.n < 80 ? name.n : 80);
}

/* Says that tags do not pair. False if they all do. */
static bool report_unbalanced(const Markup *markup, Diags *diags) {
    uint32_t open, end = first_unbalanced(markup, &open);
    if (end == UINT32_MAX && open == UINT32_MAX) return false;
    const Token *tokens = markup->tokens.items;
    Slot slots[] = {{"open", token_name(markup, diags->arena, open)},
                    {"name", token_name(markup, diags->arena, end)},
                    {NULL, NULL}};
    Related opened = {.message = "this element is open"};
    if (open != UINT32_MAX) opened.span = tokens[open].name;
    Report report = {.slots = slots, .related = &opened, .n_related = open != UINT32_MAX};
    if (end == UINT32_MAX) {
        report.id = "xml-unclosed";
        report.span = tokens[open].name;
        report.n_related = 0;
    } else {
        report.id = open == UINT32_MAX ? "xml-extra-end-tag" : "xml-tag-mismatch";
        report.span = tokens[end].name;
    }
    diag_report(diags, &report);
    return true;
}

static bool concerns_tags(int code) {
    return code == XML_ERR_TAG_NAME_MISMATCH || code == XML_ERR_TAG_NOT_FINISHED || code == XML_ERR_LTSLASH_REQUIRED ||
           code == XML_ERR_DOCUMENT_END;
}

static bool is_limit(const SyntaxError *error) {
    return strstr(error->message, "depth") || error->code == XML_ERR_NAME_TOO_LONG ||
           strstr(error->message, "too long") || strstr(error->message, "huge");
}

void syntax_report(const SyntaxError *error, const Markup *markup, Diags *diags) {
    if (is_limit(error)) {
        report_at(diags, "xml-too-deep", character_span(markup->source, error->offset));
        return;
    }
    if (concerns_tags(error->code) && report_unbalanced(markup, diags)) return;
    if (error->code == XML_ERR_DOCUMENT_END) {
        report_at(diags, "xml-extra-content", character_span(markup->source, error->offset));
        return;
    }
    Slot slots[] = {{"detail", error_detail(error)}, {NULL, NULL}};
    diag_report(diags, &(Report){.id = "xml-syntax", .span = error_span(error, markup), .slots = slots});
}
