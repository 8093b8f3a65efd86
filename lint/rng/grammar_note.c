/* Annotations of a grammar: documentation, releases, references. */
#include <string.h>

#include "rng/grammar.h"

static bool in_namespace(const xmlNs *ns, const char *uri) { return ns && strcmp((const char *)ns->href, uri) == 0; }

static const char *own_attr(Loader *loader, const xmlNode *xml, const char *name) {
    for (const xmlAttr *attr = xml->properties; attr; attr = attr->next) {
        if (!in_namespace(attr->ns, GRAMMAR_DOMLINT_NS) || strcmp((const char *)attr->name, name) != 0) continue;
        return attr->children && attr->children->content
                   ? arena_strdup(loader->arena, (const char *)attr->children->content)
                   : "";
    }
    return NULL;
}

/* major.minor.patch, the latter two optional. */
static bool parse_release(const char *text, uint32_t *ret_release) {
    uint32_t parts[3] = {0};
    for (int i = 0;; i++) {
        size_t n = strspn(text, "0123456789");
        if (i == 3 || n == 0 || n > 3) return false;
        parts[i] = (uint32_t)strtoul(text, NULL, 10);
        text += n;
        if (!*text) break;
        if (*text++ != '.') return false;
    }
    *ret_release = parts[0] * 1000000 + parts[1] * 1000 + parts[2];
    return true;
}

static uint32_t release_attr(Loader *loader, GrammarFile *file, const xmlNode *xml, const char *name) {
    const char *text = own_attr(loader, xml, name);
    uint32_t release = 0;
    if (text && !parse_release(text, &release))
        fault_at(loader, file, xml, PART_NAME, "schema-grammar-syntax", "%s \"%s\" is not a release such as 9.0.0",
                 name, text);
    return release;
}

static void add_words(Text *out, const char *text) {
    for (; *text; text++) {
        bool space = strchr(" \t\r\n", *text) != NULL;
        if (!space) text_putc(out, *text);
        else if (out->n && out->p[out->n - 1] != ' ') text_putc(out, ' ');
    }
}

/* The text of all a:documentation children, its white space made single blanks. */
static uint32_t documentation(Loader *loader, const xmlNode *xml) {
    Text text = {0};
    const char *attr = own_attr(loader, xml, "doc");
    if (attr) add_words(&text, attr);
    for (const xmlNode *child = xml->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || !in_namespace(child->ns, GRAMMAR_ANNOTATION_NS)) continue;
        if (strcmp((const char *)child->name, "documentation") != 0) continue;
        xmlChar *content = xmlNodeGetContent(child);
        if (text.n) text_putc(&text, ' ');
        add_words(&text, (const char *)content);
        xmlFree(content);
    }
    if (text.n && text.p[text.n - 1] == ' ') text.p[--text.n] = '\0';
    uint32_t offset = table_string(&loader->tables, text_str(&text));
    text_done(&text);
    return offset;
}

static bool has_annotations(const xmlNode *xml) {
    for (const xmlAttr *attr = xml->properties; attr; attr = attr->next)
        if (in_namespace(attr->ns, GRAMMAR_DOMLINT_NS)) return true;
    for (const xmlNode *child = xml->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && in_namespace(child->ns, GRAMMAR_ANNOTATION_NS)) return true;
    return false;
}

void read_annotations(Loader *loader, Node *node) {
    if (!has_annotations(node->xml)) return;
    uint32_t since = release_attr(loader, node->file, node->xml, "since");
    uint32_t until = release_attr(loader, node->file, node->xml, "until");
    Tables *tables = &loader->tables;
    if (node->kind == N_ELEMENT || node->kind == N_ATTRIBUTE || node->kind == N_VALUE) {
        const char *ref = own_attr(loader, node->xml, "ref");
        Note note = {documentation(loader, node->xml), table_string(tables, ref ? ref : ""), since, until};
        node->note = tables->notes.n;
        vec_push(&tables->notes, note);
        return;
    }
    if (node->kind == N_DATA) node->text = own_attr(loader, node->xml, "format");
    if (since || until) {
        vec_push(&tables->guards, ((Guard){since, until}));
        node->guard = tables->guards.n;
    }
}

void read_grammar_annotations(Loader *loader, GrammarFile *file, const xmlNode *root) {
    loader->oldest = release_attr(loader, file, root, "oldest");
    loader->newest = release_attr(loader, file, root, "newest");
    loader->unknown_help = own_attr(loader, root, "unknown-help");
}
