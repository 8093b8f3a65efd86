#include "xpath/recall.h"

#include <string.h>

#include "xpath/state.h"

enum { KEPT = 1024, PLACES_MAX = 8, KEYS_MAX = 20000, TAKEN_TWICE = INTERN_NONE };

/* A place that variables ask for, and what stands there in the document at hand. */
typedef struct {
    const Expr *path;
    uint32_t document; /* Evaluator.document when text was found */
    uint32_t text;     /* its number, or TAKEN_TWICE: more than one node stands there */
} Place;

/* Places of one variable, or of several that ask for the same. */
typedef struct {
    uint32_t items[PLACES_MAX]; /* numbers of places, sorted */
    uint32_t n;
    uint32_t document; /* Evaluator.document when key was found */
    uint32_t key;      /* number of their texts together, or TAKEN_TWICE */
} PlaceSet;

/* What a variable had for texts. */
typedef struct {
    uint32_t variable, key; /* variable counted from 1; 0: free */
    Object value;
} Kept;

struct Recall {
    enum { ASKED_NOT_YET, ASKED_NOW, ASKS_MORE, ASKS_TEXTS } * asks; /* by variable */
    uint32_t *set;                                                   /* by variable: number in sets */
    VEC(Place) places;
    VEC(PlaceSet) sets;
    Intern *set_numbers; /* numbers of places, as bytes */
    Intern *keys;        /* number of the set, numbers of texts, as bytes */
    Intern *texts;
    Kept kept[KEPT];
};

Recall *recall_new(uint32_t n_variables) {
    Recall *recall = memory_alloc(sizeof *recall);
    recall->asks = memory_alloc((n_variables + 1) * sizeof *recall->asks);
    recall->set = memory_alloc((n_variables + 1) * sizeof *recall->set);
    recall->set_numbers = intern_new();
    recall->keys = intern_new();
    recall->texts = intern_new();
    return recall;
}

void recall_free(Recall *recall) {
    if (!recall) return;
    free(recall->asks);
    free(recall->set);
    vec_done(&recall->places);
    vec_done(&recall->sets);
    intern_free(recall->set_numbers);
    intern_free(recall->keys);
    intern_free(recall->texts);
    free(recall);
}

bool recall_full(const Recall *recall) { return intern_count(recall->keys) + intern_count(recall->texts) > KEYS_MAX; }

/* ---- what a variable asks ---- */

/* Children by name from the root, and perhaps an attribute in the end. */
static bool is_place(const Expr *path) {
    uint32_t n = path->n_prefix;
    const Step *last = path->n_steps ? &path->steps[path->n_steps - 1] : NULL;
    if (!n || path->n_args || path->steps[n - 1].n_predicates) return false;
    return n == path->n_steps ||
           (n + 1 == path->n_steps && last->axis == AXIS_ATTRIBUTE && last->test == TEST_NAME && !last->n_predicates);
}

static uint32_t attribute_of(const Expr *path) {
    return path->n_prefix == path->n_steps ? INTERN_NONE : path->steps[path->n_steps - 1].name;
}

static bool same_place(const Expr *a, const Expr *b) {
    return a->prefix == b->prefix && attribute_of(a) == attribute_of(b);
}

static uint32_t place_number(Recall *recall, const Expr *path) {
    for (uint32_t i = 0; i < recall->places.n; i++)
        if (same_place(recall->places.items[i].path, path)) return i;
    vec_push(&recall->places, ((Place){.path = path}));
    return recall->places.n - 1;
}

/* False if the set is full. */
static bool add_number(PlaceSet *set, uint32_t place) {
    uint32_t at = 0;
    while (at < set->n && set->items[at] < place) at++;
    if (at < set->n && set->items[at] == place) return true;
    if (set->n == PLACES_MAX) return false;
    memmove(&set->items[at + 1], &set->items[at], (set->n++ - at) * sizeof *set->items);
    set->items[at] = place;
    return true;
}

static bool asks_texts(Evaluator *evaluator, uint32_t variable);

static bool add_places_of(Evaluator *evaluator, uint32_t variable, PlaceSet *set) {
    if (!asks_texts(evaluator, variable)) return false;
    PlaceSet other = evaluator->recall->sets.items[evaluator->recall->set[variable]];
    for (uint32_t i = 0; i < other.n; i++)
        if (!add_number(set, other.items[i])) return false;
    return true;
}

static bool find_places(Evaluator *evaluator, const Expr *expr, PlaceSet *set) {
    switch (expr->kind) {
    case EXPR_ARGUMENT:
    case EXPR_DEFINED:
    case EXPR_UNION: return false; /* a union asks which of its nodes comes first */
    case EXPR_PATH: return is_place(expr) && add_number(set, place_number(evaluator->recall, expr));
    case EXPR_VARIABLE: return add_places_of(evaluator, expr->index, set);
    case EXPR_CALL:
        if (!expr->function->of_texts || expr->n_args == 0) return false;
        break;
    default: break;
    }
    for (uint32_t i = 0; i < expr->n_args; i++)
        if (!find_places(evaluator, expr->args[i], set)) return false;
    return true;
}

static uint32_t set_number(Recall *recall, const PlaceSet *set) {
    uint32_t number = intern_add(recall->set_numbers, (Slice){(const char *)set->items, set->n * sizeof *set->items});
    if (number == recall->sets.n) vec_push(&recall->sets, *set);
    return number;
}

static bool asks_texts(Evaluator *evaluator, uint32_t variable) {
    Recall *recall = evaluator->recall;
    if (recall->asks[variable] == ASKED_NOT_YET) {
        PlaceSet set = {.n = 0};
        const Expr *expr = eval_variable_expr(evaluator, variable);
        recall->asks[variable] = ASKED_NOW;
        bool texts = expr && find_places(evaluator, expr, &set);
        if (texts) recall->set[variable] = set_number(recall, &set);
        recall->asks[variable] = texts ? ASKS_TEXTS : ASKS_MORE;
    }
    return recall->asks[variable] == ASKS_TEXTS; /* one that needs itself is evaluated, and fails */
}

/* ---- the texts of a document ---- */

/* Number 0 is what is not there. */
static uint32_t find_text(Evaluator *evaluator, const Expr *path) {
    NodeSet nodes = standing_at(evaluator, path);
    uint32_t attribute = attribute_of(path);
    if (nodes.n > 1) return TAKEN_TWICE;
    Node node = nodes.n ? nodes.items[0] : NODE_NONE;
    if (node != NODE_NONE && attribute != INTERN_NONE) node = tree_attribute(&evaluator->tree, node, attribute);
    if (node == NODE_NONE) return 0;
    return 1 + intern_add(evaluator->recall->texts, slice_from(tree_text(&evaluator->tree, node)));
}

static uint32_t text_at(Evaluator *evaluator, uint32_t number) {
    Place *place = &evaluator->recall->places.items[number];
    if (place->document != evaluator->document) {
        place->text = find_text(evaluator, place->path);
        place->document = evaluator->document;
    }
    return place->text;
}

static uint32_t find_key(Evaluator *evaluator, const PlaceSet *set, uint32_t number) {
    uint32_t texts[1 + PLACES_MAX] = {number};
    for (uint32_t i = 0; i < set->n; i++) {
        texts[1 + i] = text_at(evaluator, set->items[i]);
        if (texts[1 + i] == TAKEN_TWICE) return TAKEN_TWICE;
    }
    return intern_add(evaluator->recall->keys, (Slice){(const char *)texts, (1 + set->n) * sizeof *texts});
}

static uint32_t key_of(Evaluator *evaluator, uint32_t variable) {
    uint32_t number = evaluator->recall->set[variable];
    PlaceSet *set = &evaluator->recall->sets.items[number];
    if (set->document != evaluator->document) {
        set->key = find_key(evaluator, set, number);
        set->document = evaluator->document;
    }
    return set->key;
}

static Kept *kept_at(Recall *recall, uint32_t variable, uint32_t key) {
    return &recall->kept[(variable * 0x9E3779B1u + key * 0x85EBCA77u) >> 16 & (KEPT - 1)];
}

bool recall_value(Evaluator *evaluator, uint32_t variable, Object *ret_value) {
    Recall *recall = evaluator->recall;
    if (!asks_texts(evaluator, variable)) return false;
    uint32_t key = key_of(evaluator, variable);
    const Kept *kept = kept_at(recall, variable, key);
    if (key == TAKEN_TWICE || kept->variable != variable + 1 || kept->key != key) return false;
    *ret_value = kept->value;
    return true;
}

void recall_keep(Evaluator *evaluator, uint32_t variable, const Object *value) {
    Recall *recall = evaluator->recall;
    if (value->type == TYPE_NODES || !asks_texts(evaluator, variable)) return;
    uint32_t key = key_of(evaluator, variable);
    if (key == TAKEN_TWICE) return;
    Kept *kept = kept_at(recall, variable, key);
    *kept = (Kept){variable + 1, key, *value};
    if (value->type == TYPE_TEXT)
        kept->value.text = intern_string(recall->texts, intern_add(recall->texts, slice_from(value->text)));
}
