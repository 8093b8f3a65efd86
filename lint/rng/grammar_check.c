/* The restrictions of section 7: what may stand in what, contents of strings, attributes once, interleave. */
#include <string.h>

#include "rng/grammar.h"

static const char id[] = "schema-grammar-restriction";

enum { OVERLAP_STEPS_MAX = 30000000 };

/* ---- 7.1: contexts ---- */

enum {
    IN_ATTRIBUTE = 1,
    IN_ONE_OR_MORE = 2,
    IN_REPEATED_GROUP = 4, /* a group or interleave in oneOrMore */
    IN_LIST = 8,
    IN_EXCEPT = 16,
    IN_START = 32
};

/* The first context in which a kind may not stand, in words; NULL: it may. */
static const char *wrong_context(const Simple *simple, unsigned context) {
    unsigned wrong = 0;
    switch (simple->kind) {
    case P_ELEMENT: wrong = IN_ATTRIBUTE | IN_LIST | IN_EXCEPT; break;
    case P_ATTRIBUTE: wrong = IN_ATTRIBUTE | IN_REPEATED_GROUP | IN_LIST | IN_EXCEPT | IN_START; break;
    case P_LIST: wrong = IN_LIST | IN_EXCEPT | IN_START; break;
    case P_TEXT: wrong = IN_LIST | IN_EXCEPT | IN_START; break;
    case P_INTERLEAVE: wrong = IN_LIST | IN_EXCEPT | IN_START; break;
    case P_GROUP:
    case P_ONE_OR_MORE:
    case P_EMPTY: wrong = IN_EXCEPT | IN_START; break;
    case P_DATA:
    case P_VALUE: wrong = IN_START; break;
    default: break;
    }
    wrong &= context;
    if (wrong & IN_ATTRIBUTE) return "in <attribute>";
    if (wrong & IN_LIST) return "in <list>";
    if (wrong & IN_EXCEPT) return "in the <except> of <data>";
    if (wrong & IN_REPEATED_GROUP) return "in a group or interleave that may be repeated";
    return wrong & IN_START ? "at the start of a grammar: only elements may" : NULL;
}

static const char *const kind_words[] = {[P_NOT_ALLOWED] = "notAllowed",
                                         [P_EMPTY] = "empty",
                                         [P_TEXT] = "text",
                                         [P_CHOICE] = "choice",
                                         [P_INTERLEAVE] = "interleave",
                                         [P_GROUP] = "a group",
                                         [P_LIST] = "list",
                                         [P_ONE_OR_MORE] = "oneOrMore",
                                         [P_DATA] = "data",
                                         [P_VALUE] = "value",
                                         [P_ELEMENT] = "an element",
                                         [P_ATTRIBUTE] = "an attribute"};

static void check_context(Loader *loader, Simple *simple, unsigned context, const Node *place) {
    if (!simple || simple->contexts & (uint64_t)1 << context) return;
    simple->contexts |= (uint64_t)1 << context;
    const Node *node = simple->node ? simple->node : place;
    const char *where = wrong_context(simple, context);
    if (where) {
        fault(loader, node, id, "%s may not stand %s", kind_words[simple->kind], where);
        return;
    }
    bool joins = simple->kind == P_GROUP || simple->kind == P_INTERLEAVE;
    if (simple->kind == P_ELEMENT) return;
    if (simple->kind == P_ATTRIBUTE) {
        uint32_t name_class = loader->tables.attributes.items[simple->index].name_class;
        if (class_is_infinite(&loader->tables, name_class) && !(context & IN_ONE_OR_MORE))
            fault(loader, node, id,
                  "an attribute of any name must be repeatable: put it in <oneOrMore> or <zeroOrMore>");
        context |= IN_ATTRIBUTE;
    }
    if (simple->kind == P_LIST) context |= IN_LIST;
    if (simple->kind == P_DATA) context |= IN_EXCEPT;
    if (simple->kind == P_ONE_OR_MORE) context |= IN_ONE_OR_MORE;
    if (joins && context & IN_ONE_OR_MORE) context |= IN_REPEATED_GROUP;
    check_context(loader, simple->a, context, node);
    check_context(loader, simple->b, context, node);
}

/* ---- 7.2: string sequences ---- */

enum { TYPE_UNKNOWN, TYPE_EMPTY, TYPE_COMPLEX, TYPE_SIMPLE, TYPE_NONE };

static bool groupable(uint8_t a, uint8_t b) {
    return a == TYPE_EMPTY || b == TYPE_EMPTY || (a == TYPE_COMPLEX && b == TYPE_COMPLEX);
}

static uint8_t content_type(Loader *loader, Simple *simple);

static uint8_t type_of_group(Loader *loader, Simple *simple, uint8_t a, uint8_t b) {
    if (a == TYPE_NONE || b == TYPE_NONE) return TYPE_NONE;
    if (groupable(a, b)) return a > b ? a : b;
    fault(loader, simple->node, id, "a string (data, value or list) may not stand beside other content");
    return TYPE_NONE;
}

static uint8_t find_type(Loader *loader, Simple *simple) {
    uint8_t a, b;
    switch (simple->kind) {
    case P_TEXT:
    case P_ELEMENT: return TYPE_COMPLEX;
    case P_VALUE:
    case P_LIST: return TYPE_SIMPLE;
    case P_DATA: return simple->a && content_type(loader, simple->a) == TYPE_NONE ? TYPE_NONE : TYPE_SIMPLE;
    case P_ATTRIBUTE: return content_type(loader, simple->a) == TYPE_NONE ? TYPE_NONE : TYPE_EMPTY;
    case P_GROUP:
    case P_INTERLEAVE:
        a = content_type(loader, simple->a);
        return type_of_group(loader, simple, a, content_type(loader, simple->b));
    case P_ONE_OR_MORE: a = content_type(loader, simple->a); return type_of_group(loader, simple, a, a);
    case P_CHOICE:
        a = content_type(loader, simple->a);
        b = content_type(loader, simple->b);
        return a > b ? a : b;
    case P_GUARD: return content_type(loader, simple->a);
    default: return TYPE_EMPTY;
    }
}

static uint8_t content_type(Loader *loader, Simple *simple) {
    if (!simple->content_type) simple->content_type = find_type(loader, simple);
    return simple->content_type;
}

/* ---- 7.3 and 7.4: what may come once only ---- */

static SimpleSet *set_union(Loader *loader, const SimpleSet *a, const SimpleSet *b) {
    if (!b->n) return (SimpleSet *)a;
    if (!a->n) return (SimpleSet *)b;
    SimpleSet *set = arena_alloc(loader->arena, sizeof *set);
    set->items = arena_alloc(loader->arena, (a->n + b->n) * sizeof *set->items);
    for (uint32_t i = 0, k = 0; i < a->n || k < b->n;) {
        bool left = k == b->n || (i < a->n && a->items[i]->index <= b->items[k]->index);
        Simple *item = left ? a->items[i++] : b->items[k++];
        if (set->n == 0 || set->items[set->n - 1] != item) set->items[set->n++] = item;
    }
    return set;
}

static SimpleSet *set_of(Loader *loader, Simple *simple) {
    SimpleSet *set = arena_alloc(loader->arena, sizeof *set);
    if (!simple) return set;
    set->items = arena_alloc(loader->arena, sizeof *set->items);
    set->items[set->n++] = simple;
    return set;
}

/* The attributes, elements and text of a pattern, not counting what is inside elements. */
static void collect(Loader *loader, Simple *simple) {
    if (simple->attrs) return;
    bool named = simple->kind == P_ELEMENT || simple->kind == P_ATTRIBUTE;
    simple->attrs = set_of(loader, simple->kind == P_ATTRIBUTE ? simple : NULL);
    simple->elements = set_of(loader, simple->kind == P_ELEMENT ? simple : NULL);
    simple->has_text = simple->kind == P_TEXT;
    for (int i = 0; i < 2 && !named && simple->kind != P_DATA; i++) {
        Simple *child = i ? simple->b : simple->a;
        if (!child) continue;
        collect(loader, child);
        simple->attrs = set_union(loader, simple->attrs, child->attrs);
        simple->elements = set_union(loader, simple->elements, child->elements);
        simple->has_text |= child->has_text;
    }
}

static const char *name_of(Loader *loader, const Item *item) {
    const char *name = class_first_name(table_view(&loader->tables), item->name_class, NULL);
    return name ? name : "of any name";
}

/* Reports the first of b that a has a name in common with. */
static void check_disjoint(Loader *loader, const SimpleSet *a, const SimpleSet *b, const Item *items,
                           const char *what) {
    static const char limit[] = "schema-grammar-limit";
    if (!a->n || !b->n || loader->limit) return;
    loader->n_steps += (uint64_t)a->n * b->n;
    if (loader->n_steps > OVERLAP_STEPS_MAX) {
        loader->limit = true;
        fault(loader, b->items[0]->node, limit, "too many attributes or elements side by side to compare");
        return;
    }
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++) {
            const Item *x = &items[a->items[i]->index], *y = &items[b->items[k]->index];
            if (!classes_overlap(&loader->tables, x->name_class, y->name_class)) continue;
            fault(loader, b->items[k]->node, id, "%s %s may stand here twice", what, name_of(loader, y));
            return;
        }
}

static void check_joins(Loader *loader, Simple *simple) {
    if (!simple || simple->joins_checked || simple->kind == P_ELEMENT) return;
    simple->joins_checked = true;
    check_joins(loader, simple->a);
    check_joins(loader, simple->b);
    if (simple->kind != P_GROUP && simple->kind != P_INTERLEAVE) return;
    Simple *a = simple->a, *b = simple->b;
    collect(loader, a);
    collect(loader, b);
    check_disjoint(loader, a->attrs, b->attrs, loader->tables.attributes.items, "attribute");
    if (simple->kind != P_INTERLEAVE) return;
    check_disjoint(loader, a->elements, b->elements, loader->tables.elements.items, "in one interleave, element");
    if (a->has_text && b->has_text) fault(loader, simple->node, id, "text may stand once only in an interleave");
}

void check_start(Loader *loader, Simple *start, const Node *grammar) {
    check_context(loader, start, IN_START, grammar);
    check_joins(loader, start);
}

void check_element(Loader *loader, Simple *element) {
    check_context(loader, element->a, 0, element->node);
    if (content_type(loader, element->a) == TYPE_NONE) return;
    check_joins(loader, element->a);
}
