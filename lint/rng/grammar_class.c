/* Whether name classes share a name: tried on every name either mentions and one unmentioned of each namespace. */
#include "rng/grammar.h"

static bool contains_both(const Schema *view, uint32_t a, uint32_t b, uint32_t name) {
    return class_contains(view, a, name) && class_contains(view, b, name);
}

/* Tries the names that class itself mentions. */
static bool share_mentioned(const Schema *view, uint32_t class_id, uint32_t a, uint32_t b) {
    for (;;) {
        const NameClass *class = &view->classes[class_id];
        switch ((ClassKind) class->kind) {
        case CLASS_NAME: return contains_both(view, a, b, class->a);
        case CLASS_NS:
            if (contains_both(view, a, b, view->n_names + class->a)) return true;
            if (class->b == CLASS_NONE) return false;
            class_id = class->b;
            break;
        case CLASS_ANY:
            if (contains_both(view, a, b, view->n_names + view->n_namespaces)) return true;
            if (class->b == CLASS_NONE) return false;
            class_id = class->b;
            break;
        case CLASS_CHOICE:
            if (share_mentioned(view, class->a, a, b)) return true;
            class_id = class->b;
        }
    }
}

bool classes_overlap(Tables *tables, uint32_t a, uint32_t b) {
    const NameClass *x = &tables->classes.items[a], *y = &tables->classes.items[b];
    if (x->kind == CLASS_NAME && y->kind == CLASS_NAME) return x->a == y->a;
    const Schema *view = table_view(tables);
    return share_mentioned(view, a, a, b) || share_mentioned(view, b, a, b);
}

bool class_is_infinite(const Tables *tables, uint32_t class_id) {
    for (;;) {
        const NameClass *class = &tables->classes.items[class_id];
        if (class->kind != CLASS_CHOICE) return class->kind != CLASS_NAME;
        if (class_is_infinite(tables, class->a)) return true;
        class_id = class->b;
    }
}
