/* XPath functions on texts and tables. */
#include <ctype.h>
#include <libxml/xmlregexp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule/arguments.h"
#include "rule/functions.h"

/* libxml2's regular expressions backtrack only within bounds of their own automaton: XSD's have no back-references. */
void call_matches(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    char *text = argument_text(&arguments, 0, ""), *pattern = argument_text(&arguments, 1, "");
    xmlRegexp *regexp = xmlRegexpCompile((const xmlChar *)pattern);
    return_bool(parser, regexp && xmlRegexpExec(regexp, (const xmlChar *)text) == 1);
    if (regexp) xmlRegFreeRegexp(regexp);
    free(text);
    free(pattern);
    arguments_done(&arguments);
}

void call_one_of(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    char *text = argument_text(&arguments, 0, ""), *words = argument_text(&arguments, 1, "");
    size_t size = strlen(text);
    bool found = false;
    for (const char *p = words; *p && !found;) {
        p += strspn(p, " \n");
        size_t word = strcspn(p, " \n");
        found = word && word == size && memcmp(p, text, size) == 0;
        p += word;
    }
    return_bool(parser, found);
    free(text);
    free(words);
    arguments_done(&arguments);
}

void call_default(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 16)) return;
    char *text = NULL;
    for (int i = 0; i < n && !(text && *text); i++) {
        free(text);
        text = argument_text(&arguments, i, "");
    }
    return_text(parser, text);
    free(text);
    arguments_done(&arguments);
}

static bool is_nan(const xmlXPathObject *object) { return object->type == XPATH_NUMBER && isnan(object->floatval); }

void call_if(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 3, 3)) return;
    int chosen = argument_bool(&arguments, 0) ? 1 : 2;
    /* Both have been evaluated: what the other one lacks decides nothing. */
    if (is_nan(arguments.items[3 - chosen]) && !is_nan(arguments.items[chosen])) evaluator_decide(evaluator_of(parser));
    valuePush(parser, xmlXPathObjectCopy(arguments.items[chosen]));
    arguments_done(&arguments);
}

static void call_each(xmlXPathParserContext *parser, int n, int (*change)(int)) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 1)) return;
    char *text = argument_text(&arguments, 0, "");
    for (char *p = text; *p; p++)
        if (!((unsigned char)*p & 0x80)) *p = (char)change(*p);
    return_text(parser, text);
    free(text);
    arguments_done(&arguments);
}

void call_lower(xmlXPathParserContext *parser, int n) { call_each(parser, n, tolower); }
void call_upper(xmlXPathParserContext *parser, int n) { call_each(parser, n, toupper); }

void call_trim(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 1)) return;
    char *text = argument_text(&arguments, 0, "");
    Slice trimmed = slice_trim(slice_from(text));
    text[trimmed.p + trimmed.n - text] = 0;
    return_text(parser, trimmed.p);
    free(text);
    arguments_done(&arguments);
}

void call_ends_with(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    char *text = argument_text(&arguments, 0, ""), *end = argument_text(&arguments, 1, "");
    size_t size = strlen(text), tail = strlen(end);
    return_bool(parser, size >= tail && strcmp(text + size - tail, end) == 0);
    free(text);
    free(end);
    arguments_done(&arguments);
}

void call_bytes(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 1, 1)) return;
    char *text = argument_text(&arguments, 0, "");
    return_number(parser, (double)strlen(text));
    free(text);
    arguments_done(&arguments);
}

/* The text in front of a mark (all of it without the mark), or behind it (nothing without it). */
static void call_part(xmlXPathParserContext *parser, int n, bool before) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    char *text = argument_text(&arguments, 0, ""), *mark = argument_text(&arguments, 1, "");
    char *found = strstr(text, mark);
    const char *rest = found ? found + strlen(mark) : "";
    if (before && found) *found = 0;
    return_text(parser, before ? text : rest);
    free(text);
    free(mark);
    arguments_done(&arguments);
}

void call_before(xmlXPathParserContext *parser, int n) { call_part(parser, n, true); }
void call_after(xmlXPathParserContext *parser, int n) { call_part(parser, n, false); }

void call_replace(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 3, 3)) return;
    char *text = argument_text(&arguments, 0, ""), *old = argument_text(&arguments, 1, ""),
         *new = argument_text(&arguments, 2, "");
    Text out = {0};
    const char *p = text;
    for (const char *found; *old && (found = strstr(p, old)); p = found + strlen(old)) {
        text_add(&out, p, (size_t)(found - p));
        text_puts(&out, new);
    }
    text_puts(&out, p);
    return_text(parser, text_str(&out));
    text_done(&out);
    free(text);
    free(old);
    free(new);
    arguments_done(&arguments);
}

static const char *lookup(xmlXPathParserContext *parser, const Arguments *arguments) {
    char *key = argument_text(arguments, 0, ""), *table = argument_text(arguments, 1, "");
    const char *value = definitions_lookup(evaluator_definitions(evaluator_of(parser)), table, key);
    free(key);
    free(table);
    return value;
}

void call_map(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 2, 3)) return;
    const char *value = lookup(parser, &arguments);
    char *otherwise = argument_text(&arguments, 2, "");
    return_text(parser, value ? value : otherwise);
    free(otherwise);
    arguments_done(&arguments);
}

void call_has(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    return_bool(parser, lookup(parser, &arguments) != NULL);
    arguments_done(&arguments);
}

/* Dotted numbers compared part by part; what is no number counts 0. */
static int compare_versions(const char *a, const char *b) {
    while (*a || *b) {
        char *a_end, *b_end;
        unsigned long left = strtoul(a, &a_end, 10), right = strtoul(b, &b_end, 10);
        if (left != right) return left < right ? -1 : 1;
        if (a_end == a && b_end == b) return 0;
        a = *a_end == '.' ? a_end + 1 : a_end;
        b = *b_end == '.' ? b_end + 1 : b_end;
        if ((*a && (*a < '0' || *a > '9')) || (*b && (*b < '0' || *b > '9'))) return 0;
    }
    return 0;
}

void call_version_at_least(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    char *version = argument_text(&arguments, 0, ""), *least = argument_text(&arguments, 1, "");
    return_bool(parser, *version && compare_versions(version, least) >= 0);
    free(version);
    free(least);
    arguments_done(&arguments);
}
