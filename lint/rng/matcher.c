/* The Matcher of rng/datatype.h: whether a text is of a datatype of the grammar. */
#include <libxml/xmlregexp.h>
#include <stdlib.h>
#include <string.h>

#include "rng/lexical.h"

enum { REGEX_SIZE_MAX = 20000, REGEX_COUNT_MAX = 100000 };

struct Matcher {
    const Schema *schema;
    xmlRegexp **regexes; /* one a param, made when first needed */
    Text clean;
    bool exhausted;
};

Matcher *matcher_new(const Schema *schema) {
    Matcher *matcher = memory_alloc(sizeof *matcher);
    *matcher = (Matcher){.schema = schema};
    matcher->regexes = memory_alloc((schema->n_params + 1) * sizeof *matcher->regexes);
    memset(matcher->regexes, 0, (schema->n_params + 1) * sizeof *matcher->regexes);
    return matcher;
}

bool matcher_exhausted(const Matcher *matcher) { return matcher->exhausted; }

void matcher_free(Matcher *matcher) {
    if (!matcher) return;
    for (uint32_t i = 0; i < matcher->schema->n_params; i++)
        if (matcher->regexes[i]) xmlRegFreeRegexp(matcher->regexes[i]);
    free(matcher->regexes);
    text_done(&matcher->clean);
    free(matcher);
}

/* The product of all {n,m} bounds that may stand inside each other, so that an expression cannot grow without end. */
static bool counts_are_small(const char *regex) {
    unsigned long product = 1;
    for (const char *p = strchr(regex, '{'); p; p = strchr(p + 1, '{')) {
        if (p > regex && (p[-1] == 'p' || p[-1] == 'P')) continue;
        const char *comma = p + 1 + strspn(p + 1, "0123456789");
        unsigned long low = strtoul(p + 1, NULL, 10), high = *comma == ',' ? strtoul(comma + 1, NULL, 10) : 0;
        unsigned long count = low > high ? low : high;
        if (count > REGEX_COUNT_MAX) return false;
        if (count > 300) product *= count; /* small ones are common side by side, and cheap */
        if (product > REGEX_COUNT_MAX) return false;
    }
    return true;
}

static void ignore_error(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

static xmlRegexp *regex_compile(const char *regex) {
    xmlGenericErrorFunc old = xmlGenericError;
    void *old_context = xmlGenericErrorContext;
    xmlStructuredErrorFunc old_structured = xmlStructuredError;
    void *old_structured_context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlSetGenericErrorFunc(NULL, ignore_error);
    xmlRegexp *compiled = xmlRegexpCompile(BAD_CAST regex);
    xmlSetGenericErrorFunc(old_context, old);
    xmlSetStructuredErrorFunc(old_structured_context, old_structured);
    return compiled;
}

bool regex_allowed(const char *regex) {
    if (strlen(regex) > REGEX_SIZE_MAX || !counts_are_small(regex)) return false;
    xmlRegexp *compiled = regex_compile(regex);
    if (compiled) xmlRegFreeRegexp(compiled);
    return compiled != NULL;
}

static bool regex_matches(Matcher *matcher, uint32_t param, const char *text) {
    xmlRegexp **regex = &matcher->regexes[param];
    if (!*regex) *regex = regex_compile(schema_string(matcher->schema, matcher->schema->params[param].text));
    int matched = *regex ? xmlRegexpExec(*regex, BAD_CAST text) : -1;
    matcher->exhausted |= matched < 0;
    return matched == 1;
}

static bool bound_holds(const TypeRow *row, uint32_t facet, const char *text, const char *bound) {
    int order = row->lexical == LEX_FOREIGN ? foreign_compare(row, text, bound) : decimal_compare(text, bound);
    if (row->lexical == LEX_FOREIGN && order == -2) return false;
    switch (facet) {
    case FACET_MIN_INCLUSIVE: return order >= 0;
    case FACET_MIN_EXCLUSIVE: return order > 0;
    case FACET_MAX_INCLUSIVE: return order <= 0;
    default: return order < 0;
    }
}

static bool param_holds(Matcher *matcher, const TypeRow *row, uint32_t index, const char *text) {
    const Param *param = &matcher->schema->params[index];
    const char *bound = schema_string(matcher->schema, param->text);
    switch ((Facet)param->facet) {
    case FACET_PATTERN: return regex_matches(matcher, index, text);
    case FACET_LENGTH: return lexical_length(row, text) == (uint32_t)atoi(bound);
    case FACET_MIN_LENGTH: return lexical_length(row, text) >= (uint32_t)atoi(bound);
    case FACET_MAX_LENGTH: return lexical_length(row, text) <= (uint32_t)atoi(bound);
    case FACET_TOTAL_DIGITS: return decimal_digits(text, false) <= (uint32_t)atoi(bound);
    case FACET_FRACTION_DIGITS: return decimal_digits(text, true) <= (uint32_t)atoi(bound);
    default: return bound_holds(row, param->facet, text, bound);
    }
}

/* text as the type sees it; in the matcher until the next call. */
static const char *clean_text(Matcher *matcher, const TypeRow *row, const char *text) {
    if (row->space == SPACE_KEEP || (!strpbrk(text, " \t\n\r"))) return text;
    text_clear(&matcher->clean);
    lexical_clean(&matcher->clean, text, row->space);
    return text_str(&matcher->clean);
}

int matcher_refusal(Matcher *matcher, uint32_t index, const char *text, const xmlNode *context, uint32_t *ret_param) {
    const Data *data = &matcher->schema->data[index];
    const TypeRow *row = type_row(data->type);
    text = clean_text(matcher, row, text);
    if (!lexical_allows(row, text, context)) return -2;
    for (uint32_t i = 0; i < data->n_params; i++) {
        if (param_holds(matcher, row, data->param + i, text)) continue;
        *ret_param = data->param + i;
        return (int)matcher->schema->params[data->param + i].facet;
    }
    return -1;
}

bool matcher_data(Matcher *matcher, uint32_t data, const char *text, const xmlNode *context) {
    uint32_t param;
    return matcher_refusal(matcher, data, text, context, &param) == -1;
}

static bool same_qname(const Schema *schema, const Value *value, const char *text, const xmlNode *context) {
    const char *wanted = schema_string(schema, value->text), *ns = qname_namespace(text, context);
    const char *a = strchr(wanted, ':'), *b = strchr(text, ':');
    return ns && strcmp(ns, schema_string(schema, value->ns)) == 0 && strcmp(a ? a + 1 : wanted, b ? b + 1 : text) == 0;
}

static bool is_true(const char *text) { return *text == '1' || *text == 't'; }

bool matcher_value(Matcher *matcher, uint32_t index, const char *text, const xmlNode *context) {
    const Value *value = &matcher->schema->values[index];
    const TypeRow *row = type_row(value->type);
    const char *wanted = schema_string(matcher->schema, value->text);
    text = clean_text(matcher, row, text);
    switch (row->lexical) {
    case LEX_QNAME: return same_qname(matcher->schema, value, text, context);
    case LEX_INTEGER:
    case LEX_DECIMAL: return lexical_allows(row, text, NULL) && decimal_compare(text, wanted) == 0;
    case LEX_BOOLEAN: return lexical_allows(row, text, NULL) && is_true(text) == is_true(wanted);
    case LEX_FOREIGN: return foreign_compare(row, text, wanted) == 0;
    default: return strcmp(text, wanted) == 0;
    }
}
