/* Elements of the right name and the wrong namespace. */
#include <string.h>

#include "rng/diagnose.h"

static bool is_declared(const Validator *validator, const xmlNode *node, uint32_t name) {
    const Schema *schema = validator->machine.schema;
    const char *uri = schema_string(schema, schema->namespaces[schema->names[name].ns]);
    return *uri && xmlSearchNsByHref(node->doc, (xmlNode *)node, BAD_CAST uri);
}

/* Names that are called the same and may stand in the state, but are of other namespaces: those the document declares,
 * or else all. */
static void namesakes_in(Validator *validator, const xmlNode *node, PatternId state, IndexVec *ret) {
    const Schema *schema = validator->machine.schema;
    IndexVec names = {0};
    bool declared = false;
    names_in(validator, state, true, &names);
    for (uint32_t i = 0; i < names.n; i++) {
        const char *local = schema_string(schema, schema->names[names.items[i]].local);
        bool own = is_declared(validator, node, names.items[i]);
        if (strcmp(local, (const char *)node->name) != 0 || (declared && !own)) continue;
        if (own && !declared) ret->n = 0;
        declared |= own;
        index_add(ret, names.items[i]);
    }
    vec_done(&names);
}

static const char *wanted_words(const Validator *validator, const IndexVec *names) {
    const Schema *schema = validator->machine.schema;
    Words words = {0};
    for (uint32_t i = 0; i < names->n; i++) {
        const char *uri = schema_string(schema, schema->namespaces[schema->names[names->items[i]].ns]);
        if (*uri) vec_push(&words, uri);
    }
    bool none = words.n < names->n;
    const char *text = listed(validator, &words, "'", "'", " or ", 4, NULL);
    vec_done(&words);
    if (!*text) return "of no namespace";
    return arena_printf(validator->arena, none ? "of namespace %s or of none" : "of namespace %s", text);
}

bool diagnose_namespace(Validator *validator, const xmlNode *node, uint32_t name) {
    const xmlNode *parent = frame_top(validator)->node;
    IndexVec names = {0};
    namesakes_in(validator, node, frame_top(validator)->content, &names);
    bool found = names.n > 0 && !index_has(&names, name);
    const char *wanted = found ? wanted_words(validator, &names) : NULL;
    vec_done(&names);
    if (!found) return false;
    const char *own = node->ns ? (const char *)node->ns->href : "";
    Arena *arena = validator->arena;
    Slot slots[] = {{"name", node_shown(validator, node)},
                    {"parent", parent ? shown_tag(validator, parent) : "the document"},
                    {"own", *own ? arena_printf(arena, "of namespace '%s'", own) : "of no namespace"},
                    {"wanted", wanted},
                    {0}};
    say(validator, node,
        (Report){.id = "schema-element-namespace",
                 .span = document_span(validator->document, node, PART_NAME),
                 .slots = slots});
    return true;
}
