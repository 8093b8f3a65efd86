#include "suppress/directive.h"

#include <libxml/xpath.h>
#include <string.h>

typedef enum { VERB_NEXT, VERB_DISABLE, VERB_ENABLE, VERB_FILE, VERB_UNKNOWN } DirectiveVerb;

static const char *const verb_names[] = {"disable-next", "disable", "enable", "disable-file"};

typedef struct {
    const Document *document;
    Diags *diags;
    DirectiveVec *directives;
} Finder;

static Slice take_word(Slice *rest) {
    *rest = slice_trim(*rest);
    size_t n = 0;
    while (n < rest->n && !strchr(" \t\r\n:", rest->p[n])) n++;
    Slice word = {rest->p, n};
    *rest = (Slice){rest->p + n, rest->n - n};
    return word;
}

static DirectiveVerb verb_of(Slice word) {
    for (int i = 0; i < VERB_UNKNOWN; i++)
        if (slice_is(word, verb_names[i])) return (DirectiveVerb)i;
    return VERB_UNKNOWN;
}

static Span slice_span(const Finder *finder, Slice slice) {
    uint32_t start = (uint32_t)(slice.p - finder->document->source->text);
    return (Span){start, start + (uint32_t)slice.n};
}

static void malformed(const Finder *finder, Span span, const char *detail, const char *suggestion) {
    Slot slots[] = {{"detail", detail}, {NULL, NULL}};
    diag_report(finder->diags, &(Report){.id = "suppression-malformed",
                                         .span = span,
                                         .slots = slots,
                                         .suggestions = &suggestion,
                                         .n_suggestions = suggestion != NULL});
}

static void unknown_verb(const Finder *finder, Slice word) {
    char *text = arena_text(finder->diags->arena, word.p, word.n);
    int nearest = text_nearest(text, verb_names, VERB_UNKNOWN);
    malformed(finder, slice_span(finder, word), "domlint knows disable-next, disable, enable and disable-file here",
              nearest < 0 ? NULL : verb_names[nearest]);
}

/* The codes end at the colon before the reason. */
static Slice codes_of(Slice rest) {
    const char *colon = memchr(rest.p, ':', rest.n);
    if (colon) rest.n = (size_t)(colon - rest.p);
    return slice_trim(rest);
}

static uint32_t element_end(const Markup *markup, uint32_t index) {
    const Token *token = &markup->tokens.items[index];
    return token->match == UINT32_MAX ? token->span.end : markup->tokens.items[token->match].span.end;
}

static Span next_element(const Markup *markup, uint32_t index) {
    for (uint32_t i = index + 1; i < markup->tokens.n; i++) {
        const Token *token = &markup->tokens.items[i];
        if (token->kind == TOKEN_START || token->kind == TOKEN_EMPTY)
            return (Span){token->span.start, element_end(markup, i)};
        if (token->kind == TOKEN_END) break;
    }
    return (Span){0, 0};
}

/* To the end of the element around the comment. */
static Span rest_of_parent(const Markup *markup, uint32_t index) {
    const Token *token = &markup->tokens.items[index];
    uint32_t end = token->parent == UINT32_MAX ? markup->source->size : element_end(markup, token->parent);
    return (Span){token->span.end, end};
}

/* An enable ends the last open range with the same codes. */
static void close_range(const Finder *finder, Slice codes, Span place) {
    for (uint32_t i = finder->directives->n; i-- > 0;) {
        Directive *open = &finder->directives->items[i];
        bool same = slice_equal(source_slice(finder->document->source, open->codes), codes);
        if (!same || !open->open || place.start >= open->covers.end || place.start < open->covers.start) continue;
        open->covers.end = place.start;
        open->open = false;
        return;
    }
    malformed(finder, place, "nothing with these codes is disabled here", NULL);
}

static Span covered(const Finder *finder, DirectiveVerb verb, uint32_t index) {
    const Markup *markup = finder->document->markup;
    if (verb == VERB_NEXT) return next_element(markup, index);
    if (verb == VERB_DISABLE) return rest_of_parent(markup, index);
    return (Span){0, markup->source->size + 1};
}

static void read_comment(const Finder *finder, uint32_t index) {
    const Token *token = &finder->document->markup->tokens.items[index];
    Slice rest = source_slice(finder->document->source, token->span);
    rest = slice_trim((Slice){rest.p + 4, rest.n - 7});
    if (!slice_is(take_word(&rest), "domlint")) return;
    Slice word = take_word(&rest), codes = codes_of(rest);
    DirectiveVerb verb = verb_of(word);
    if (verb == VERB_UNKNOWN) {
        unknown_verb(finder, word);
    } else if (codes.n == 0) {
        malformed(finder, slice_span(finder, word), "name the rules: ids, groups or id prefixes, separated by commas",
                  NULL);
    } else if (verb == VERB_ENABLE) {
        close_range(finder, codes, token->span);
    } else {
        Directive directive = {token->span, slice_span(finder, codes), covered(finder, verb, index), true,
                               verb == VERB_DISABLE};
        vec_push(finder->directives, directive);
    }
}

static const char *const suppress_ns = "urn:domlint:suppress";

static const xmlAttr *attribute(const xmlNode *node, const char *name) {
    return xmlHasProp((xmlNode *)node, (const xmlChar *)name);
}

static void add_metadata(const Finder *finder, const xmlNode *node, Span covers) {
    Span codes = document_span(finder->document, (const xmlNode *)attribute(node, "rule"), PART_VALUE);
    Directive directive = {document_span(finder->document, node, PART_TAG), codes, covers, false, false};
    vec_push(finder->directives, directive);
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *ErrorPtr;
#else
typedef xmlError *ErrorPtr;
#endif

/* A wrong XPath is reported by us; libxml2 would print. */
static void stay_silent(void *data, ErrorPtr error) { (void)data, (void)error; }

static void add_xpath(const Finder *finder, xmlNode *node, const xmlAttr *path) {
    xmlXPathContext *context = xmlXPathNewContext(finder->document->xml);
    context->opLimit = 100000;
    context->node = xmlDocGetRootElement(finder->document->xml);
    xmlChar *text = xmlNodeGetContent((const xmlNode *)path);
    context->error = stay_silent;
    xmlXPathObject *found = xmlXPathEvalExpression(text, context);
    bool nodes = found && found->type == XPATH_NODESET;
    if (!nodes)
        malformed(finder, document_span(finder->document, (const xmlNode *)path, PART_VALUE),
                  "not an XPath of elements", NULL);
    for (int i = 0; nodes && found->nodesetval && i < found->nodesetval->nodeNr; i++)
        add_metadata(finder, node, document_span(finder->document, found->nodesetval->nodeTab[i], PART_ELEMENT));
    if (nodes && (!found->nodesetval || found->nodesetval->nodeNr == 0)) add_metadata(finder, node, (Span){0, 0});
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFree(text);
}

static void read_metadata(const Finder *finder, xmlNode *node) {
    const xmlAttr *path = attribute(node, "xpath");
    if (!attribute(node, "rule"))
        malformed(finder, document_span(finder->document, node, PART_NAME), "the attribute 'rule' is missing", NULL);
    else if (path) add_xpath(finder, node, path);
    else add_metadata(finder, node, (Span){0, finder->document->source->size + 1});
}

static bool is_ignore(const xmlNode *node) {
    return node->type == XML_ELEMENT_NODE && node->ns && xmlStrEqual(node->ns->href, (const xmlChar *)suppress_ns) &&
           xmlStrEqual(node->name, (const xmlChar *)"ignore");
}

static void find_metadata(const Finder *finder) {
    xmlNode *root = xmlDocGetRootElement(finder->document->xml), *node = root;
    while (node) {
        if (is_ignore(node)) read_metadata(finder, node);
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (node != root && !node->next) node = node->parent;
        node = node == root ? NULL : node->next;
    }
}

void directives_find(const Document *document, Diags *diags, DirectiveVec *ret_directives) {
    Finder finder = {document, diags, ret_directives};
    const Markup *markup = document->markup;
    for (uint32_t i = 0, left = markup->n_comments; left; i++)
        if (markup->tokens.items[i].kind == TOKEN_COMMENT) left--, read_comment(&finder, i);
    /* Most documents have none: a search of the text spares the walk. */
    if (strstr(document->source->text, suppress_ns)) find_metadata(&finder);
}
