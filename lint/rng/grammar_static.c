/* What must hold of every part of a grammar, reachable or not: references lead somewhere (4.18), datatypes are known
 * and name classes are what they may be (4.16). */
#include <string.h>

#include "rng/datatype.h"
#include "rng/grammar.h"

#define XMLNS_URI "http://www.w3.org/2000/xmlns"

static void check_reference(Loader *loader, const Node *node, Scope *scope) {
    static const char id[] = "schema-grammar-reference";
    if (!node->name) return;
    if (!scope) {
        const char *why = node->kind == N_REF ? "no grammar is around it" : "its grammar stands in no other";
        fault(loader, node, id, "reference to %s leads nowhere: %s", node->name, why);
    } else if (!scope_find(scope, node->name)) {
        fault(loader, node, id, "there is no definition %s", node->name);
    }
}

static void check_params(Loader *loader, const Node *node, uint32_t type) {
    static const char id[] = "schema-grammar-datatype";
    for (const Node *param = node->first; param; param = param->next) {
        if (param->kind != N_PARAM || !param->name) continue;
        int facet = facet_find(param->name);
        if (facet < 0) {
            fault(loader, param, id, "type %s has no parameter %s", node->type, param->name);
            continue;
        }
        const char *why = datatype_param_fault(type, (uint32_t)facet, param->text);
        if (why)
            fault(loader, param, id, "parameter %s of type %s: \"%.60s\": %s", param->name, node->type, param->text,
                  why);
    }
}

static void check_datatype(Loader *loader, const Node *node) {
    static const char id[] = "schema-grammar-datatype";
    if (!node->type) return;
    if (!datatype_library_known(node->library)) {
        fault(loader, node, id, "datatype library \"%s\" is not known", node->library);
        return;
    }
    int type = datatype_find(node->library, node->type);
    if (type < 0) {
        const char *hint = *node->library ? "" : " (is a datatypeLibrary missing?)";
        fault(loader, node, id, "there is no datatype %s in %s%s", node->type,
              *node->library ? node->library : "RELAX NG's own library", hint);
    } else if (node->kind == N_DATA) {
        check_params(loader, node, (uint32_t)type);
    } else if (!datatype_allows((uint32_t)type, node->text, node->xml)) {
        fault(loader, node, id, "\"%.60s\" is not a value of type %s", node->text, node->type);
    }
}

/* What may not stand in the except around it. */
typedef enum { EXCEPT_NONE, EXCEPT_NS, EXCEPT_ANY } Except;

static void check_class(Loader *loader, const Node *node, Except inside, bool attribute) {
    static const char id[] = "schema-grammar-syntax";
    if (node->kind == N_ANY_NAME && inside != EXCEPT_NONE)
        fault(loader, node, id, "<anyName> may not stand in the <except> of a wildcard");
    if (node->kind == N_NS_NAME && inside == EXCEPT_NS)
        fault(loader, node, id, "<nsName> may not stand in the <except> of <nsName>");
    if (attribute && node->kind == N_NAME && !*node->ns && strcmp(node->name, "xmlns") == 0)
        fault(loader, node, id, "no attribute can be called xmlns");
    if (attribute && (node->kind == N_NAME || node->kind == N_NS_NAME) && strcmp(node->ns, XMLNS_URI) == 0)
        fault(loader, node, id, "no attribute can be of namespace " XMLNS_URI);
    if (node->kind == N_ANY_NAME) inside = EXCEPT_ANY;
    if (node->kind == N_NS_NAME) inside = EXCEPT_NS;
    for (const Node *child = node->first; child; child = child->next) check_class(loader, child, inside, attribute);
}

static void check_grammar(Loader *loader, Node *node, Scope *parent) {
    node->scope = scope_make(loader, node, parent);
    Scope *scope = node->scope;
    for (uint32_t i = 0; scope->start && i < scope->start->parts.n; i++)
        check_node(loader, scope->start->parts.items[i], scope);
    for (int slot = 0; slot < 256; slot++)
        for (Definition *d = scope->table[slot]; d; d = d->next)
            for (uint32_t i = 0; i < d->parts.n; i++) check_node(loader, d->parts.items[i], scope);
}

void check_node(Loader *loader, Node *node, Scope *scope) {
    switch (node->kind) {
    case N_REF: check_reference(loader, node, scope); break;
    case N_PARENT_REF: check_reference(loader, node, scope ? scope->parent : NULL); break;
    case N_VALUE:
    case N_DATA: check_datatype(loader, node); break;
    case N_EXTERNAL_REF:
        if (node->included) check_node(loader, node->included, scope);
        break;
    case N_GRAMMAR: check_grammar(loader, node, scope); return;
    default: break;
    }
    bool named = node->kind == N_ELEMENT || node->kind == N_ATTRIBUTE;
    for (Node *child = node->first; child; child = child->next) {
        if (named && child == node->first && child->kind != N_CHOICE && child->kind < N_PARAM) named = false;
        if (named && child == node->first) check_class(loader, child, EXCEPT_NONE, node->kind == N_ATTRIBUTE);
        else if (child->kind != N_PARAM) check_node(loader, child, scope);
    }
}
