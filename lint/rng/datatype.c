#include "rng/datatype.h"

#include <string.h>

#include "rng/lexical.h"

/* Rows of XML Schema's types; the two first are RELAX NG's own. */
static const TypeRow rows[] = {
    {"token", LEX_STRING, SPACE_COLLAPSE, NULL, NULL},
    {"string", LEX_STRING, SPACE_KEEP, NULL, NULL},
    {"string", LEX_STRING, SPACE_KEEP, NULL, NULL},
    {"normalizedString", LEX_STRING, SPACE_REPLACE, NULL, NULL},
    {"token", LEX_STRING, SPACE_COLLAPSE, NULL, NULL},
    {"language", LEX_LANGUAGE, SPACE_COLLAPSE, NULL, NULL},
    {"Name", LEX_NAME, SPACE_COLLAPSE, NULL, NULL},
    {"NCName", LEX_NCNAME, SPACE_COLLAPSE, NULL, NULL},
    {"ID", LEX_NCNAME, SPACE_COLLAPSE, NULL, NULL},
    {"IDREF", LEX_NCNAME, SPACE_COLLAPSE, NULL, NULL},
    {"ENTITY", LEX_ENTITY, SPACE_COLLAPSE, NULL, NULL},
    {"NMTOKEN", LEX_NMTOKEN, SPACE_COLLAPSE, NULL, NULL},
    {"IDREFS", LEX_NCNAMES, SPACE_COLLAPSE, NULL, NULL},
    {"ENTITIES", LEX_ENTITY, SPACE_COLLAPSE, NULL, NULL},
    {"NMTOKENS", LEX_NMTOKENS, SPACE_COLLAPSE, NULL, NULL},
    {"QName", LEX_QNAME, SPACE_COLLAPSE, NULL, NULL},
    {"NOTATION", LEX_QNAME, SPACE_COLLAPSE, NULL, NULL},
    {"anyURI", LEX_URI, SPACE_COLLAPSE, NULL, NULL},
    {"boolean", LEX_BOOLEAN, SPACE_COLLAPSE, NULL, NULL},
    {"decimal", LEX_DECIMAL, SPACE_COLLAPSE, NULL, NULL},
    {"integer", LEX_INTEGER, SPACE_COLLAPSE, NULL, NULL},
    {"nonNegativeInteger", LEX_INTEGER, SPACE_COLLAPSE, "0", NULL},
    {"positiveInteger", LEX_INTEGER, SPACE_COLLAPSE, "1", NULL},
    {"nonPositiveInteger", LEX_INTEGER, SPACE_COLLAPSE, NULL, "0"},
    {"negativeInteger", LEX_INTEGER, SPACE_COLLAPSE, NULL, "-1"},
    {"long", LEX_INTEGER, SPACE_COLLAPSE, "-9223372036854775808", "9223372036854775807"},
    {"int", LEX_INTEGER, SPACE_COLLAPSE, "-2147483648", "2147483647"},
    {"short", LEX_INTEGER, SPACE_COLLAPSE, "-32768", "32767"},
    {"byte", LEX_INTEGER, SPACE_COLLAPSE, "-128", "127"},
    {"unsignedLong", LEX_INTEGER, SPACE_COLLAPSE, "0", "18446744073709551615"},
    {"unsignedInt", LEX_INTEGER, SPACE_COLLAPSE, "0", "4294967295"},
    {"unsignedShort", LEX_INTEGER, SPACE_COLLAPSE, "0", "65535"},
    {"unsignedByte", LEX_INTEGER, SPACE_COLLAPSE, "0", "255"},
    {"hexBinary", LEX_HEX, SPACE_COLLAPSE, NULL, NULL},
    {"base64Binary", LEX_BASE64, SPACE_COLLAPSE, NULL, NULL},
    {"float", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
    {"double", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
    {"duration", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
    {"dateTime", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
    {"time", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
    {"date", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
    {"gYearMonth", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
    {"gYear", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
    {"gMonthDay", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
    {"gDay", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
    {"gMonth", LEX_FOREIGN, SPACE_COLLAPSE, NULL, NULL},
};
enum { BUILT_IN = 2, N_ROWS = sizeof rows / sizeof *rows };

static const char *const facets[FACET_COUNT] = {"pattern",      "minInclusive",  "minExclusive", "maxInclusive",
                                                "maxExclusive", "length",        "minLength",    "maxLength",
                                                "totalDigits",  "fractionDigits"};

const TypeRow *type_row(uint32_t type) { return &rows[type]; }

bool datatype_library_known(const char *library) { return !*library || strcmp(library, XSD_LIBRARY) == 0; }

int datatype_find(const char *library, const char *name) {
    int first = *library ? BUILT_IN : 0, end = *library ? N_ROWS : BUILT_IN;
    for (int i = first; i < end; i++)
        if (strcmp(rows[i].name, name) == 0) return i;
    return -1;
}

const char *datatype_name(uint32_t type) { return rows[type].name; }

int facet_find(const char *name) {
    for (int i = 0; i < FACET_COUNT; i++)
        if (strcmp(facets[i], name) == 0) return i;
    return -1;
}

const char *facet_name(uint32_t facet) { return facets[facet]; }

bool datatype_is_qualified(uint32_t type) { return rows[type].lexical == LEX_QNAME; }

bool datatype_is_number(uint32_t type) {
    return rows[type].lexical == LEX_INTEGER || rows[type].lexical == LEX_DECIMAL;
}

static bool is_ordered(const TypeRow *row) {
    return row->lexical == LEX_INTEGER || row->lexical == LEX_DECIMAL || row->lexical == LEX_FOREIGN;
}

static bool is_count(const char *text) {
    size_t n = strspn(text, "0123456789");
    return n > 0 && n < 10 && text[n] == '\0';
}

static const char *length_fault(const TypeRow *row, const char *text) {
    if (is_ordered(row) || row->lexical == LEX_BOOLEAN) return "a type without a length has no such facet";
    return is_count(text) ? NULL : "is not a number from 0 to 999999999";
}

static const char *bound_fault(uint32_t type, const char *text) {
    if (!is_ordered(&rows[type])) return "a type without an order has no such facet";
    return datatype_allows(type, text, NULL) ? NULL : "is not a value of the type";
}

const char *datatype_param_fault(uint32_t type, uint32_t facet, const char *text) {
    const TypeRow *row = &rows[type];
    if (type < BUILT_IN) return "the types built into RELAX NG take no parameters";
    switch ((Facet)facet) {
    case FACET_PATTERN: return regex_allowed(text) ? NULL : "is not a regular expression";
    case FACET_LENGTH:
    case FACET_MIN_LENGTH:
    case FACET_MAX_LENGTH: return length_fault(row, text);
    case FACET_TOTAL_DIGITS:
    case FACET_FRACTION_DIGITS:
        if (!datatype_is_number(type)) return "only numbers have digits to count";
        return is_count(text) ? NULL : "is not a number from 0 to 999999999";
    default: return bound_fault(type, text);
    }
}

bool datatype_allows(uint32_t type, const char *text, const xmlNode *context) {
    Text clean = {0};
    lexical_clean(&clean, text, rows[type].space);
    bool allowed = lexical_allows(&rows[type], text_str(&clean), context);
    text_done(&clean);
    return allowed;
}

/* ---- in words ---- */

static const char *type_words(const TypeRow *row) {
    switch (row->lexical) {
    case LEX_STRING: return "text";
    case LEX_INTEGER: return "an integer";
    case LEX_DECIMAL: return "a decimal number";
    case LEX_BOOLEAN: return "true, false, 1 or 0";
    case LEX_NAME:
    case LEX_NCNAME: return "an XML name";
    case LEX_NMTOKEN: return "a name token (letters, digits, '.', '-', '_', ':')";
    case LEX_HEX: return "hexadecimal digits, two a byte";
    case LEX_BASE64: return "base64 text";
    case LEX_URI: return "a URI";
    case LEX_LANGUAGE: return "a language tag such as en-US";
    default: return NULL;
    }
}

typedef struct {
    const char *lowest, *highest; /* NULL: none */
    const char *low_word, *high_word;
} Range;

static void widest(const Schema *schema, const Data *data, Range *range) {
    const TypeRow *row = &rows[data->type];
    *range = (Range){row->lowest, row->highest, "from", "to"};
    for (uint32_t i = 0; i < data->n_params; i++) {
        const Param *param = &schema->params[data->param + i];
        const char *text = schema_string(schema, param->text);
        if (param->facet == FACET_MIN_INCLUSIVE || param->facet == FACET_MIN_EXCLUSIVE) {
            range->lowest = text;
            range->low_word = param->facet == FACET_MIN_INCLUSIVE ? "from" : "above";
        } else if (param->facet == FACET_MAX_INCLUSIVE || param->facet == FACET_MAX_EXCLUSIVE) {
            range->highest = text;
            range->high_word = param->facet == FACET_MAX_INCLUSIVE ? "to" : "below";
        }
    }
}

static void describe_range(const Schema *schema, const Data *data, Text *out) {
    Range range;
    widest(schema, data, &range);
    bool wide = range.highest && strlen(range.highest) > 12 && range.highest == rows[data->type].highest;
    if (range.lowest && range.highest && !wide)
        text_printf(out, " %s %s %s %s", range.low_word, range.lowest, range.high_word, range.highest);
    else if (range.lowest) text_printf(out, range.low_word[0] == 'f' ? ", %s or more" : " above %s", range.lowest);
    else if (range.highest && !wide)
        text_printf(out, range.high_word[0] == 't' ? ", %s or less" : " below %s", range.highest);
}

static void describe_facets(const Schema *schema, const Data *data, Text *out) {
    static const char *const words[FACET_COUNT] = {[FACET_LENGTH] = " of exactly %s characters",
                                                   [FACET_MIN_LENGTH] = " of at least %s characters",
                                                   [FACET_MAX_LENGTH] = " of at most %s characters",
                                                   [FACET_TOTAL_DIGITS] = " with at most %s digits",
                                                   [FACET_FRACTION_DIGITS] =
                                                       " with at most %s digits behind the point"};
    for (uint32_t i = 0; i < data->n_params; i++) {
        const Param *param = &schema->params[data->param + i];
        const char *word = words[param->facet], *slot = word ? strstr(word, "%s") : NULL;
        if (!word) continue;
        if (param->facet == FACET_FRACTION_DIGITS && strcmp(schema_string(schema, param->text), "0") == 0) continue;
        text_add(out, word, (size_t)(slot - word));
        text_puts(out, schema_string(schema, param->text));
        text_puts(out, slot + 2);
    }
}

void datatype_describe(const Schema *schema, uint32_t index, Text *out) {
    const Data *data = &schema->data[index];
    const TypeRow *row = &rows[data->type];
    const char *words = type_words(row), *format = schema_string(schema, data->format);
    if (*format) {
        text_puts(out, format);
        return;
    }
    if (words) text_puts(out, words);
    else text_printf(out, "a value of type %s", row->name);
    describe_range(schema, data, out);
    describe_facets(schema, data, out);
    for (uint32_t i = 0; i < data->n_params; i++) {
        const Param *param = &schema->params[data->param + i];
        if (param->facet != FACET_PATTERN) continue;
        const char *pattern = schema_string(schema, param->text);
        if (datatype_is_number(data->type) && strcmp(pattern, "[0-9]+") == 0) text_puts(out, " in digits alone");
        else text_printf(out, " matching %s", pattern);
        break;
    }
}
