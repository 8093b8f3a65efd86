/* From the XML of a .rng file to Nodes: the syntax of the specification's section 3, and of section 4 what concerns
 * single elements (4.2 to 4.10). */
#include <string.h>

#include "rng/datatype.h"
#include "rng/grammar.h"

/* What a kind of element may hold. */
typedef enum {
    HOLDS_NOTHING,
    HOLDS_TEXT,
    HOLDS_PATTERNS,
    HOLDS_NAMED,
    HOLDS_DATA,
    HOLDS_CLASSES,
    HOLDS_EXCEPT,
    HOLDS_GRAMMAR
} Holds;

typedef struct {
    const char *name;
    Holds holds;
    const char *attrs;   /* names it may have beside ns and datatypeLibrary; "!": required */
    uint8_t least, most; /* patterns; most 0: any number */
} Row;

static const Row rows[N_KINDS] = {
    [N_ELEMENT] = {"element", HOLDS_NAMED, "name", 1, 0},
    [N_ATTRIBUTE] = {"attribute", HOLDS_NAMED, "name", 0, 1},
    [N_GROUP] = {"group", HOLDS_PATTERNS, "", 1, 0},
    [N_INTERLEAVE] = {"interleave", HOLDS_PATTERNS, "", 1, 0},
    [N_CHOICE] = {"choice", HOLDS_PATTERNS, "", 1, 0},
    [N_OPTIONAL] = {"optional", HOLDS_PATTERNS, "", 1, 0},
    [N_ZERO_OR_MORE] = {"zeroOrMore", HOLDS_PATTERNS, "", 1, 0},
    [N_ONE_OR_MORE] = {"oneOrMore", HOLDS_PATTERNS, "", 1, 0},
    [N_LIST] = {"list", HOLDS_PATTERNS, "", 1, 0},
    [N_MIXED] = {"mixed", HOLDS_PATTERNS, "", 1, 0},
    [N_REF] = {"ref", HOLDS_NOTHING, "!name", 0, 0},
    [N_PARENT_REF] = {"parentRef", HOLDS_NOTHING, "!name", 0, 0},
    [N_EMPTY] = {"empty", HOLDS_NOTHING, "", 0, 0},
    [N_TEXT] = {"text", HOLDS_NOTHING, "", 0, 0},
    [N_VALUE] = {"value", HOLDS_TEXT, "type", 0, 0},
    [N_DATA] = {"data", HOLDS_DATA, "!type", 0, 0},
    [N_NOT_ALLOWED] = {"notAllowed", HOLDS_NOTHING, "", 0, 0},
    [N_EXTERNAL_REF] = {"externalRef", HOLDS_NOTHING, "!href", 0, 0},
    [N_GRAMMAR] = {"grammar", HOLDS_GRAMMAR, "", 0, 0},
    [N_PARAM] = {"param", HOLDS_TEXT, "!name", 0, 0},
    [N_EXCEPT] = {"except", HOLDS_PATTERNS, "", 1, 0},
    [N_NAME] = {"name", HOLDS_TEXT, "", 0, 0},
    [N_ANY_NAME] = {"anyName", HOLDS_EXCEPT, "", 0, 0},
    [N_NS_NAME] = {"nsName", HOLDS_EXCEPT, "", 0, 0},
    [N_START] = {"start", HOLDS_PATTERNS, "combine", 1, 1},
    [N_DEFINE] = {"define", HOLDS_PATTERNS, "!name combine", 1, 0},
    [N_DIV] = {"div", HOLDS_GRAMMAR, "", 0, 0},
    [N_INCLUDE] = {"include", HOLDS_GRAMMAR, "!href", 0, 0},
};

static const char syntax[] = "schema-grammar-syntax";

/* What is inherited on the way down. */
typedef struct {
    const char *ns, *library;
    bool in_include;
} Context;

static Node *read_pattern(Loader *loader, GrammarFile *file, const xmlNode *xml, Context context);

static bool is_grammar_node(const xmlNode *xml) {
    return xml->type == XML_ELEMENT_NODE && xml->ns && strcmp((const char *)xml->ns->href, GRAMMAR_NS) == 0;
}

static NodeKind kind_of(const xmlNode *xml) {
    for (int kind = 0; kind < N_KINDS; kind++)
        if (strcmp(rows[kind].name, (const char *)xml->name) == 0) return (NodeKind)kind;
    return N_KINDS;
}

static bool is_pattern(NodeKind kind) { return kind <= N_GRAMMAR; }

static bool is_class(NodeKind kind) { return kind == N_CHOICE || (kind >= N_NAME && kind <= N_NS_NAME); }

static const char *attr_text(Loader *loader, const xmlNode *xml, const char *name) {
    const xmlAttr *attr = xmlHasNsProp((xmlNode *)xml, BAD_CAST name, NULL);
    if (!attr) return NULL;
    xmlChar *text = xmlNodeListGetString(xml->doc, attr->children, 1);
    const char *copy = arena_strdup(loader->arena, text ? (const char *)text : "");
    xmlFree(text);
    return copy;
}

static const char *trimmed(Loader *loader, const char *text) {
    Slice slice = slice_trim(slice_from(text));
    return arena_text(loader->arena, slice.p, slice.n);
}

static const char *own_text(Loader *loader, const xmlNode *xml) {
    Text text = {0};
    for (const xmlNode *child = xml->children; child; child = child->next)
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
            text_puts(&text, (const char *)child->content);
    const char *copy = arena_text(loader->arena, text_str(&text), text.n);
    text_done(&text);
    return copy;
}

/* ---- attributes ---- */

static bool word_in(const char *list, const char *word, bool required) {
    size_t n = strlen(word);
    for (const char *p = list; (p = strstr(p, word)); p += n) {
        bool starts = p == list || p[-1] == ' ' || p[-1] == '!', ends = p[n] == '\0' || p[n] == ' ';
        if (starts && ends) return !required || (p > list && p[-1] == '!');
    }
    return false;
}

static void check_attributes(Loader *loader, GrammarFile *file, const xmlNode *xml, const Row *row) {
    for (const xmlAttr *attr = xml->properties; attr; attr = attr->next) {
        const char *name = (const char *)attr->name;
        bool foreign = attr->ns && strcmp((const char *)attr->ns->href, GRAMMAR_NS) != 0;
        bool common = strcmp(name, "ns") == 0 || strcmp(name, "datatypeLibrary") == 0;
        if (foreign || (!attr->ns && (common || word_in(row->attrs, name, false)))) continue;
        fault_at(loader, file, (const xmlNode *)attr, PART_NAME, syntax, "<%s> takes no attribute %s", row->name, name);
    }
    static const char *const required[] = {"name", "type", "href"};
    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        if (word_in(row->attrs, required[i], true) && !xmlHasNsProp((xmlNode *)xml, BAD_CAST required[i], NULL))
            fault_at(loader, file, xml, PART_NAME, syntax, "<%s> needs the attribute %s", row->name, required[i]);
}

static bool library_is_uri(const char *library) {
    if (!*library) return true;
    size_t n = strspn(library, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    if (n == 0 || library[n] != ':' || strchr(library, '#') || !library[n + 1]) return false;
    for (const char *p = library; *p; p++) {
        if (*p != '%') continue;
        if (strspn(p + 1, "0123456789abcdefABCDEF") < 2) return false;
    }
    return (library[0] | 32) >= 'a' && (library[0] | 32) <= 'z';
}

static Context inherit(Loader *loader, GrammarFile *file, const xmlNode *xml, Context context) {
    const char *ns = attr_text(loader, xml, "ns"), *library = attr_text(loader, xml, "datatypeLibrary");
    if (ns) context.ns = ns;
    if (library && !library_is_uri(library))
        fault_at(loader, file, xml, PART_NAME, syntax, "datatypeLibrary \"%s\" is not an absolute URI", library);
    else if (library) context.library = library;
    return context;
}

static const char *name_attr(Loader *loader, Node *node, const char *attr) {
    const char *text = attr_text(loader, node->xml, attr);
    if (!text) return NULL;
    text = trimmed(loader, text);
    if (xmlValidateNCName(BAD_CAST text, 0) != 0)
        fault(loader, node, syntax, "%s \"%s\" is not an XML name without a colon", attr, text);
    return text;
}

static NodeKind combine_attr(Loader *loader, Node *node) {
    const char *text = attr_text(loader, node->xml, "combine");
    if (!text) return N_KINDS;
    text = trimmed(loader, text);
    if (strcmp(text, "choice") == 0) return N_CHOICE;
    if (strcmp(text, "interleave") == 0) return N_INTERLEAVE;
    fault(loader, node, syntax, "combine \"%s\" is neither \"choice\" nor \"interleave\"", text);
    return N_KINDS;
}

/* ---- nodes ---- */

static Node *node_new(Loader *loader, NodeKind kind, GrammarFile *file, const xmlNode *xml) {
    if (++loader->n_nodes > GRAMMAR_NODES_MAX && !loader->limit) {
        loader->limit = true;
        fault_at(loader, file, xml, PART_NAME, "schema-grammar-limit",
                 "the grammar has more than %d parts, includes counted each time", GRAMMAR_NODES_MAX);
    }
    Node *node = arena_alloc(loader->arena, sizeof *node);
    node->kind = kind;
    node->combine = N_KINDS;
    node->file = file;
    node->xml = xml;
    return node;
}

static void append(Node *parent, Node *child) {
    if (!child) return;
    if (parent->last) parent->last->next = child;
    else parent->first = child;
    parent->last = child;
}

/* 4.10: a name with its prefix resolved. */
static void set_qname(Loader *loader, Node *node, const char *qname, const char *ns) {
    qname = trimmed(loader, qname);
    const char *colon = strchr(qname, ':');
    node->name = colon ? colon + 1 : qname;
    node->ns = ns;
    if (xmlValidateQName(BAD_CAST qname, 0) != 0) {
        fault(loader, node, syntax, "\"%s\" is not an XML name", qname);
    } else if (colon) {
        char *prefix = arena_text(loader->arena, qname, (size_t)(colon - qname));
        xmlNs *found = xmlSearchNs(node->xml->doc, (xmlNode *)node->xml, BAD_CAST prefix);
        if (found) node->ns = arena_strdup(loader->arena, (const char *)found->href);
        else fault(loader, node, syntax, "the prefix of \"%s\" is bound to no namespace", qname);
    }
}

static void expect_no_text(Loader *loader, GrammarFile *file, const xmlNode *child, const Row *row) {
    if (child->type != XML_TEXT_NODE && child->type != XML_CDATA_SECTION_NODE) return;
    if (child->content[strspn((const char *)child->content, " \t\r\n")])
        fault_at(loader, file, child->parent, PART_NAME, syntax, "<%s> holds no text", row->name);
}

static void refuse_child(Loader *loader, GrammarFile *file, const xmlNode *child, const Row *row) {
    if (kind_of(child) == N_KINDS)
        fault_at(loader, file, child, PART_NAME, syntax, "RELAX NG has no element <%s>", child->name);
    else fault_at(loader, file, child, PART_NAME, syntax, "<%s> may not stand in <%s> here", child->name, row->name);
}

static Node *read_class(Loader *loader, GrammarFile *file, const xmlNode *xml, Context context);

static void read_class_children(Loader *loader, Node *node, Context context, bool only_except) {
    const Row *row = &rows[node->kind];
    uint32_t n = 0;
    for (const xmlNode *child = node->xml->children; child; child = child->next) {
        expect_no_text(loader, node->file, child, row);
        if (!is_grammar_node(child)) continue;
        NodeKind kind = kind_of(child);
        bool fits = only_except ? kind == N_EXCEPT && n == 0 : is_class(kind);
        if (!fits) refuse_child(loader, node->file, child, row);
        else append(node, read_class(loader, node->file, child, context));
        n += fits;
    }
    if (!only_except && n == 0) fault(loader, node, syntax, "<%s> needs a name class", row->name);
}

static Node *read_class(Loader *loader, GrammarFile *file, const xmlNode *xml, Context context) {
    NodeKind kind = kind_of(xml);
    Node *node = node_new(loader, kind, file, xml);
    check_attributes(loader, file, xml, &rows[kind]);
    context = inherit(loader, file, xml, context);
    node->ns = context.ns;
    if (kind == N_NAME) {
        for (const xmlNode *child = xml->children; child; child = child->next)
            if (child->type == XML_ELEMENT_NODE)
                fault_at(loader, file, child, PART_NAME, syntax, "<name> holds text only");
        set_qname(loader, node, own_text(loader, xml), context.ns);
    } else {
        read_class_children(loader, node, context, kind == N_ANY_NAME || kind == N_NS_NAME);
    }
    return node;
}

/* element and attribute: the name class comes from the attribute name (4.8), or is the first child. */
static const xmlNode *read_named(Loader *loader, Node *node, Context *context) {
    const char *name = attr_text(loader, node->xml, "name");
    bool own_ns = xmlHasNsProp((xmlNode *)node->xml, BAD_CAST "ns", NULL) != NULL;
    const xmlNode *child = node->xml->children;
    if (name) {
        Node *class = node_new(loader, N_NAME, node->file, node->xml);
        set_qname(loader, class, name, node->kind == N_ATTRIBUTE && !own_ns ? "" : context->ns);
        append(node, class);
        return child;
    }
    while (child && !is_grammar_node(child)) {
        expect_no_text(loader, node->file, child, &rows[node->kind]);
        child = child->next;
    }
    if (child && is_class(kind_of(child))) {
        append(node, read_class(loader, node->file, child, *context));
        return child->next;
    }
    fault(loader, node, syntax, "<%s> needs an attribute name or a name class", rows[node->kind].name);
    return child;
}

static void read_patterns(Loader *loader, Node *node, const xmlNode *child, Context context) {
    const Row *row = &rows[node->kind];
    uint32_t n = 0;
    for (; child; child = child->next) {
        expect_no_text(loader, node->file, child, row);
        if (!is_grammar_node(child)) continue;
        if (!is_pattern(kind_of(child))) refuse_child(loader, node->file, child, row);
        else if (row->most && n == row->most)
            fault_at(loader, node->file, child, PART_NAME, syntax, "<%s> takes one pattern only", row->name);
        else append(node, read_pattern(loader, node->file, child, context));
        n++;
    }
    if (n < row->least) fault(loader, node, syntax, "<%s> is empty; it needs a pattern", row->name);
}

static void read_text_node(Loader *loader, Node *node, Context context) {
    for (const xmlNode *child = node->xml->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            fault_at(loader, node->file, child, PART_NAME, syntax, "<%s> holds text only", rows[node->kind].name);
    node->text = own_text(loader, node->xml);
    node->ns = context.ns;
    if (node->kind != N_VALUE) return;
    node->type = name_attr(loader, node, "type");
    node->library = node->type ? context.library : ""; /* 4.4 */
    if (!node->type) node->type = "token";
}

static Node *read_param(Loader *loader, GrammarFile *file, const xmlNode *xml, Context context) {
    Node *node = node_new(loader, N_PARAM, file, xml);
    check_attributes(loader, file, xml, &rows[N_PARAM]);
    node->name = name_attr(loader, node, "name");
    inherit(loader, file, xml, context);
    read_text_node(loader, node, context);
    return node;
}

static void read_data(Loader *loader, Node *node, Context context) {
    node->type = name_attr(loader, node, "type");
    node->library = context.library;
    bool excepted = false;
    for (const xmlNode *child = node->xml->children; child; child = child->next) {
        expect_no_text(loader, node->file, child, &rows[N_DATA]);
        if (!is_grammar_node(child)) continue;
        NodeKind kind = kind_of(child);
        if (kind == N_PARAM && !excepted) {
            append(node, read_param(loader, node->file, child, context));
        } else if (kind == N_EXCEPT && !excepted) {
            Node *except = node_new(loader, N_EXCEPT, node->file, child);
            check_attributes(loader, node->file, child, &rows[N_EXCEPT]);
            read_patterns(loader, except, child->children, inherit(loader, node->file, child, context));
            append(node, except);
            excepted = true;
        } else {
            refuse_child(loader, node->file, child, &rows[N_DATA]);
        }
    }
}

/* The file a node refers to, read whole. */
static Node *read_reference(Loader *loader, Node *node, Context context) {
    const char *href = attr_text(loader, node->xml, "href");
    const char *path = href ? file_resolve(loader, node->file, node->xml, href) : NULL;
    GrammarFile *file = path ? file_load(loader, path, node->file, node->xml) : NULL;
    if (!path) return NULL;
    if (!file) {
        if (!loader->n_faults) fault(loader, node, "schema-grammar-file", "cannot use %s", path);
        return NULL;
    }
    if (file->open || loader->file_depth >= GRAMMAR_FILE_DEPTH_MAX) {
        const char *why = file->open ? "it is being read already: the files refer to each other in a loop"
                                     : "files refer to files too deeply";
        fault(loader, node, "schema-grammar-file", "cannot use %s: %s", path, why);
        return NULL;
    }
    return loader->limit ? NULL : read_file(loader, file, context.ns, node->kind == N_INCLUDE);
}

static void read_components(Loader *loader, Node *node, Context context) {
    bool in_include = context.in_include;
    for (const xmlNode *child = node->xml->children; child; child = child->next) {
        expect_no_text(loader, node->file, child, &rows[node->kind]);
        if (!is_grammar_node(child)) continue;
        NodeKind kind = kind_of(child);
        bool fits = kind == N_START || kind == N_DEFINE || kind == N_DIV || (kind == N_INCLUDE && !in_include);
        if (fits) append(node, read_pattern(loader, node->file, child, context));
        else refuse_child(loader, node->file, child, &rows[node->kind]);
    }
}

static void read_content(Loader *loader, Node *node, Context context) {
    switch (rows[node->kind].holds) {
    case HOLDS_NAMED: read_patterns(loader, node, read_named(loader, node, &context), context); break;
    case HOLDS_PATTERNS: read_patterns(loader, node, node->xml->children, context); break;
    case HOLDS_DATA: read_data(loader, node, context); break;
    case HOLDS_TEXT: read_text_node(loader, node, context); break;
    case HOLDS_GRAMMAR: read_components(loader, node, context); break;
    default:
        for (const xmlNode *child = node->xml->children; child; child = child->next) {
            expect_no_text(loader, node->file, child, &rows[node->kind]);
            if (is_grammar_node(child)) refuse_child(loader, node->file, child, &rows[node->kind]);
        }
    }
}

static Node *read_pattern(Loader *loader, GrammarFile *file, const xmlNode *xml, Context context) {
    NodeKind kind = kind_of(xml);
    const Row *row = &rows[kind];
    Node *node = node_new(loader, kind, file, xml);
    if (++loader->depth > GRAMMAR_DEPTH_MAX && !loader->limit) {
        loader->limit = true;
        fault(loader, node, "schema-grammar-limit", "elements stand in elements more than %d deep, through all files",
              GRAMMAR_DEPTH_MAX);
    }
    check_attributes(loader, file, xml, row);
    context = inherit(loader, file, xml, context);
    if (kind == N_REF || kind == N_PARENT_REF || kind == N_DEFINE) node->name = name_attr(loader, node, "name");
    if (kind == N_START || kind == N_DEFINE) node->combine = combine_attr(loader, node);
    if (kind == N_GRAMMAR) context.in_include = false;
    if (kind == N_INCLUDE || kind == N_EXTERNAL_REF) node->included = read_reference(loader, node, context);
    if (kind == N_INCLUDE) context.in_include = true;
    if (!loader->limit) read_content(loader, node, context);
    loader->depth--;
    read_annotations(loader, node);
    return node;
}

Node *read_file(Loader *loader, GrammarFile *file, const char *ns, bool must_be_grammar) {
    const xmlNode *root = xmlDocGetRootElement(file->document->xml);
    bool known = is_grammar_node(root) && is_pattern(kind_of(root));
    if (!known || (must_be_grammar && kind_of(root) != N_GRAMMAR)) {
        const char *wanted = must_be_grammar ? "a <grammar>" : "a pattern";
        fault_at(loader, file, root, PART_NAME, syntax, "<%s> is not %s of RELAX NG (namespace " GRAMMAR_NS ")",
                 root->name, wanted);
        return NULL;
    }
    file->open = true;
    loader->file_depth++;
    Node *node = read_pattern(loader, file, root, (Context){.ns = ns, .library = ""});
    loader->file_depth--;
    file->open = false;
    return node;
}
