#include "rng/lexical.h"

#include <ctype.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>
#include <libxml/xmlregexp.h>
#include <libxml/xmlschemastypes.h>
#include <pthread.h>
#include <string.h>

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

void lexical_clean(Text *out, const char *text, Space space) {
    if (space == SPACE_KEEP) {
        text_puts(out, text);
        return;
    }
    bool gap = false;
    for (size_t start = out->n; *text; text++) {
        if (space == SPACE_REPLACE) text_putc(out, is_space(*text) ? ' ' : *text);
        else if (is_space(*text)) gap = true;
        else {
            if (gap && out->n > start) text_putc(out, ' ');
            gap = false;
            text_putc(out, *text);
        }
    }
}

/* ---- numbers ---- */

typedef struct {
    bool negative;
    const char *whole, *fraction; /* without leading and trailing zeros */
    size_t n_whole, n_fraction;
} Decimal;

static Decimal decimal_split(const char *text) {
    Decimal d = {.negative = *text == '-'};
    if (*text == '-' || *text == '+') text++;
    while (*text == '0') text++;
    d.whole = text;
    d.n_whole = strspn(text, "0123456789");
    d.fraction = text[d.n_whole] == '.' ? text + d.n_whole + 1 : "";
    d.n_fraction = strspn(d.fraction, "0123456789");
    while (d.n_fraction && d.fraction[d.n_fraction - 1] == '0') d.n_fraction--;
    if (!d.n_whole && !d.n_fraction) d.negative = false;
    return d;
}

static int compare_magnitude(const Decimal *a, const Decimal *b) {
    if (a->n_whole != b->n_whole) return a->n_whole < b->n_whole ? -1 : 1;
    int order = memcmp(a->whole, b->whole, a->n_whole);
    if (order) return order;
    size_t common = a->n_fraction < b->n_fraction ? a->n_fraction : b->n_fraction;
    order = memcmp(a->fraction, b->fraction, common);
    return order ? order : (a->n_fraction > common) - (b->n_fraction > common);
}

int decimal_compare(const char *left, const char *right) {
    Decimal a = decimal_split(left), b = decimal_split(right);
    if (a.negative != b.negative) return a.negative ? -1 : 1;
    return a.negative ? compare_magnitude(&b, &a) : compare_magnitude(&a, &b);
}

uint32_t decimal_digits(const char *text, bool fraction) {
    Decimal d = decimal_split(text);
    return (uint32_t)(d.n_fraction + (fraction ? 0 : d.n_whole));
}

static bool is_decimal(const char *text, bool integer) {
    if (*text == '-' || *text == '+') text++;
    size_t whole = strspn(text, "0123456789"), fraction = 0;
    text += whole;
    if (!integer && *text == '.') {
        fraction = strspn(++text, "0123456789");
        text += fraction;
    }
    return *text == '\0' && whole + fraction > 0;
}

static bool is_integer(const TypeRow *row, const char *text) {
    if (!is_decimal(text, true)) return false;
    if (row->lowest && decimal_compare(text, row->lowest) < 0) return false;
    return !row->highest || decimal_compare(text, row->highest) <= 0;
}

/* ---- names and codes ---- */

static bool is_language(const char *text) {
    for (bool first = true;; first = false) {
        size_t n = 0;
        while (isalpha((unsigned char)text[n]) || (!first && isdigit((unsigned char)text[n]))) n++;
        if (n < 1 || n > 8) return false;
        text += n;
        if (!*text) return true;
        if (*text++ != '-') return false;
    }
}

static bool each_item(const char *text, int (*check)(const xmlChar *, int)) {
    Text item = {0};
    bool good = *text != '\0';
    while (good && *text) {
        size_t n = strcspn(text, " ");
        text_clear(&item);
        text_add(&item, text, n);
        good = check(BAD_CAST text_str(&item), 0) == 0;
        text += n + (text[n] == ' ');
    }
    text_done(&item);
    return good;
}

const char *qname_namespace(const char *text, const xmlNode *context) {
    const char *colon = strchr(text, ':');
    if (!context) return colon ? NULL : "";
    xmlChar *prefix = colon ? xmlStrndup(BAD_CAST text, (int)(colon - text)) : NULL;
    xmlNs *ns = xmlSearchNs(context->doc, (xmlNode *)context, prefix);
    xmlFree(prefix);
    if (ns && ns->href) return (const char *)ns->href;
    return colon ? NULL : "";
}

static bool is_hex(const char *text) {
    size_t n = strspn(text, "0123456789abcdefABCDEF");
    return text[n] == '\0' && n % 2 == 0;
}

static bool is_base64(const char *text) {
    size_t n = 0, pad = 0;
    for (; *text; text++) {
        if (*text == ' ') continue;
        if (*text == '=') pad++;
        else if (pad || !(isalnum((unsigned char)*text) || *text == '+' || *text == '/')) return false;
        else n++;
    }
    if ((n + pad) % 4 != 0 || pad > 2) return false;
    return true;
}

static bool is_uri(const char *text) {
    if (!*text) return true;
    xmlChar *escaped = xmlURIEscapeStr(BAD_CAST text, BAD_CAST "!#$%&'()*+,/:;=?@[]~\"<>\\^`{|}");
    for (xmlChar *p = escaped; p && *p; p++) /* characters XLink escapes in a URI reference */
        if (strchr("\"<>\\^`{|} ", *p)) *p = '_';
    xmlURI *uri = escaped ? xmlParseURI((const char *)escaped) : NULL;
    bool good = uri != NULL;
    xmlFreeURI(uri);
    xmlFree(escaped);
    return good;
}

/* ---- libxml2's types ---- */

static pthread_once_t types_once = PTHREAD_ONCE_INIT;
static void types_init(void) { xmlSchemaInitTypes(); }

static xmlSchemaVal *foreign_value(const TypeRow *row, const char *text) {
    pthread_once(&types_once, types_init);
    xmlSchemaType *type = xmlSchemaGetPredefinedType(BAD_CAST row->name, BAD_CAST "http://www.w3.org/2001/XMLSchema");
    xmlSchemaVal *value = NULL;
    if (type && xmlSchemaValPredefTypeNode(type, BAD_CAST text, &value, NULL) == 0 && value) return value;
    if (value) xmlSchemaFreeValue(value);
    return NULL;
}

int foreign_compare(const TypeRow *row, const char *left, const char *right) {
    xmlSchemaVal *a = foreign_value(row, left), *b = foreign_value(row, right);
    int order = a && b ? xmlSchemaCompareValues(a, b) : -2;
    if (a) xmlSchemaFreeValue(a);
    if (b) xmlSchemaFreeValue(b);
    return order >= -1 && order <= 1 ? order : -2;
}

static bool foreign_allows(const TypeRow *row, const char *text) {
    xmlSchemaVal *value = foreign_value(row, text);
    if (value) xmlSchemaFreeValue(value);
    return value != NULL;
}

bool lexical_allows(const TypeRow *row, const char *text, const xmlNode *context) {
    const xmlChar *xml = BAD_CAST text;
    switch (row->lexical) {
    case LEX_STRING: return true;
    case LEX_LANGUAGE: return is_language(text);
    case LEX_NAME: return xmlValidateName(xml, 0) == 0;
    case LEX_NCNAME: return xmlValidateNCName(xml, 0) == 0;
    case LEX_NCNAMES: return each_item(text, xmlValidateNCName);
    case LEX_NMTOKEN: return xmlValidateNMToken(xml, 0) == 0;
    case LEX_NMTOKENS: return each_item(text, xmlValidateNMToken);
    case LEX_QNAME: return xmlValidateQName(xml, 0) == 0 && qname_namespace(text, context);
    case LEX_ENTITY: return false;
    case LEX_URI: return is_uri(text);
    case LEX_BOOLEAN: return (strspn(text, "01") == 1 && !text[1]) || !strcmp(text, "true") || !strcmp(text, "false");
    case LEX_DECIMAL: return is_decimal(text, false);
    case LEX_INTEGER: return is_integer(row, text);
    case LEX_HEX: return is_hex(text);
    case LEX_BASE64: return is_base64(text);
    case LEX_FOREIGN: return foreign_allows(row, text);
    }
    return false;
}

static uint32_t count_items(const char *text) {
    uint32_t n = *text != '\0';
    for (; *text; text++) n += *text == ' ';
    return n;
}

uint32_t lexical_length(const TypeRow *row, const char *text) {
    size_t n = strlen(text);
    if (row->lexical == LEX_HEX) return (uint32_t)(n / 2);
    if (row->lexical == LEX_NCNAMES || row->lexical == LEX_NMTOKENS) return count_items(text);
    if (row->lexical != LEX_BASE64) return (uint32_t)utf8_count(text, n);
    uint32_t letters = 0;
    for (; *text; text++) letters += *text != ' ' && *text != '=';
    return letters * 3 / 4;
}
