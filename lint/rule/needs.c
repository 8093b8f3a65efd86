#include "rule/needs.h"

#include <string.h>

#include "rule/known.h"

enum { DEPTH_MAX = 12 };

/* Names by number, attributes with an odd one: 2 * word + 1. Sorted, none twice; in the arena. */
typedef struct {
    const uint32_t *items;
    uint32_t n;
} Names;

typedef struct {
    Arena *arena;
    ExprNames words;
    const XPathNames *known;
    int depth;
} Reader;

static const Names none = {NULL, 0};

static Names both(Reader *reader, Names a, Names b) {
    uint32_t *items = arena_alloc(reader->arena, (a.n + b.n) * sizeof *items), n = 0, i = 0, k = 0;
    while (i < a.n || k < b.n) {
        bool left = k == b.n || (i < a.n && a.items[i] <= b.items[k]);
        uint32_t next = left ? a.items[i] : b.items[k];
        if (i < a.n && a.items[i] == next) i++;
        if (k < b.n && b.items[k] == next) k++;
        items[n++] = next;
    }
    return (Names){items, n};
}

static Names common(Reader *reader, Names a, Names b) {
    uint32_t *items = arena_alloc(reader->arena, a.n * sizeof *items), n = 0;
    for (uint32_t i = 0, k = 0; i < a.n; i++) {
        while (k < b.n && b.items[k] < a.items[i]) k++;
        if (k < b.n && b.items[k] == a.items[i]) items[n++] = a.items[i];
    }
    return (Names){items, n};
}

static Names one(Reader *reader, uint32_t word, bool attribute) {
    uint32_t *item = arena_alloc(reader->arena, sizeof *item);
    *item = 2 * word + attribute;
    return (Names){item, 1};
}

static const Expr *parse(Reader *reader, const char *text) {
    const char *problem;
    return text ? expr_parse(reader->arena, &reader->words, reader->known, text, &problem) : NULL;
}

/* What must be there so that an expression is true, is false, gives a node. */
static Names for_true(Reader *reader, const Expr *expr);
static Names for_false(Reader *reader, const Expr *expr);
static Names for_node(Reader *reader, const Expr *expr);

typedef Names Ask(Reader *reader, const Expr *expr);

static Names of_text(Reader *reader, const char *text, Ask *ask) {
    if (reader->depth >= DEPTH_MAX) return none;
    reader->depth++;
    const Expr *expr = parse(reader, text);
    Names names = expr ? ask(reader, expr) : none;
    reader->depth--;
    return names;
}

static Names of_variable(Reader *reader, const Expr *expr, Ask *ask) {
    return of_text(reader, reader->known->variable_xpath(reader->known->data, expr->index), ask);
}

/* A definition gives nothing where its first argument is a path that gives no node. */
static Names of_definition(Reader *reader, const Expr *expr, Ask *ask) {
    bool on_path = expr->n_args && expr->args[0]->kind == EXPR_PATH;
    return both(reader, on_path ? for_node(reader, expr->args[0]) : none, of_text(reader, expr->text, ask));
}

static Names of_predicates(Reader *reader, const Predicate *predicates, uint32_t n) {
    Names names = none;
    for (uint32_t i = 0; i < n; i++) names = both(reader, names, for_true(reader, predicates[i].expr));
    return names;
}

static Names of_path(Reader *reader, const Expr *path) {
    Names names = path->n_args ? for_node(reader, path->args[0]) : none;
    names = both(reader, names, of_predicates(reader, path->predicates, path->n_predicates));
    for (uint32_t i = 0; i < path->n_steps; i++) {
        const Step *step = &path->steps[i];
        if (step->test == TEST_NAME) names = both(reader, names, one(reader, step->name, step->axis == AXIS_ATTRIBUTE));
        names = both(reader, names, of_predicates(reader, step->predicates, step->n_predicates));
    }
    return names;
}

static Names for_node(Reader *reader, const Expr *expr) {
    switch (expr->kind) {
    case EXPR_PATH: return of_path(reader, expr);
    case EXPR_UNION: return common(reader, for_node(reader, expr->args[0]), for_node(reader, expr->args[1]));
    case EXPR_VARIABLE: return of_variable(reader, expr, for_node);
    case EXPR_DEFINED: return of_definition(reader, expr, for_node);
    default: return none;
    }
}

static bool is_call(const Expr *expr, const char *names) {
    size_t n = expr->kind == EXPR_CALL ? strlen(expr->function->name) : 0;
    for (const char *p = names; n && (p = strstr(p, expr->function->name)); p += n)
        if ((p == names || p[-1] == ' ') && (p[n] == ' ' || p[n] == 0)) return true;
    return false;
}

static bool is_above_zero(const Expr *expr) { return expr->kind == EXPR_NUMBER && expr->number > 0; }

/* One side of a comparison that cannot hold without a node: a path against a plain value; a number read of a path,
 * which is none without it; a count that must be above 0. */
static Names of_side(Reader *reader, ExprKind kind, const Expr *side, const Expr *other) {
    bool plain = other->type == TYPE_TEXT || other->type == TYPE_NUMBER || other->type == TYPE_NODES;
    if (side->type == TYPE_NODES) return plain ? for_node(reader, side) : none;
    bool ordered = kind != EXPR_UNEQUAL && (other->type == TYPE_NUMBER || other->type == TYPE_TEXT);
    if (ordered && is_call(side, "num kib size value number")) return for_node(reader, side->args[0]);
    bool more = kind == EXPR_GREATER || ((kind == EXPR_GREATER_EQUAL || kind == EXPR_EQUAL) && is_above_zero(other));
    if (more && other->kind == EXPR_NUMBER && other->number >= 0 && is_call(side, "count"))
        return for_node(reader, side->args[0]);
    return none;
}

static Names of_comparison(Reader *reader, const Expr *expr) {
    const Expr *left = expr->args[0], *right = expr->args[1];
    return both(reader, of_side(reader, expr->kind, left, right),
                of_side(reader, expr_turned(expr->kind), right, left));
}

/* Functions that are false of the empty text, or of no nodes. */
static Names of_call(Reader *reader, const Expr *expr) {
    bool second = expr->n_args > 1 && expr->args[1]->kind == EXPR_TEXT && expr->args[1]->text[0];
    if (is_call(expr, "one-of any") || (second && is_call(expr, "starts-with ends-with contains")))
        return for_node(reader, expr->args[0]);
    return none;
}

static Names for_true(Reader *reader, const Expr *expr) {
    switch (expr->kind) {
    case EXPR_PATH:
    case EXPR_UNION: return for_node(reader, expr);
    case EXPR_AND: return both(reader, for_true(reader, expr->args[0]), for_true(reader, expr->args[1]));
    case EXPR_OR: return common(reader, for_true(reader, expr->args[0]), for_true(reader, expr->args[1]));
    case EXPR_NOT: return for_false(reader, expr->args[0]);
    case EXPR_BOOLEAN: return for_true(reader, expr->args[0]);
    case EXPR_VARIABLE: return of_variable(reader, expr, for_true);
    case EXPR_DEFINED: return of_definition(reader, expr, for_true);
    case EXPR_CALL: return of_call(reader, expr);
    case EXPR_EQUAL:
    case EXPR_UNEQUAL:
    case EXPR_LESS:
    case EXPR_LESS_EQUAL:
    case EXPR_GREATER:
    case EXPR_GREATER_EQUAL: return of_comparison(reader, expr);
    default: return none;
    }
}

static Names for_false(Reader *reader, const Expr *expr) {
    switch (expr->kind) {
    case EXPR_AND: return common(reader, for_false(reader, expr->args[0]), for_false(reader, expr->args[1]));
    case EXPR_OR: return both(reader, for_false(reader, expr->args[0]), for_false(reader, expr->args[1]));
    case EXPR_NOT: return for_true(reader, expr->args[0]);
    case EXPR_BOOLEAN: return for_false(reader, expr->args[0]);
    default: return none;
    }
}

/* ---- of a rule ---- */

static void push_names(const Reader *reader, BookBuilder *builder, RefVec *list, Names names) {
    for (uint32_t i = 0; i < names.n; i++) {
        const char *word = intern_string(reader->words.words, names.items[i] / 2);
        Ref ref = builder_text(builder, names.items[i] % 2 ? arena_printf(reader->arena, "@%s", word) : word);
        vec_push(list, ref);
    }
}

static void push_sides(Reader *reader, BookBuilder *builder, RefVec *list, const Expr *select) {
    if (select->kind == EXPR_UNION) {
        push_sides(reader, builder, list, select->args[0]);
        push_sides(reader, builder, list, select->args[1]);
        return;
    }
    vec_push(list, 0);
    push_names(reader, builder, list, for_node(reader, select));
}

static void find(Reader *reader, BookBuilder *builder, const RuleBook *book, uint32_t index) {
    RuleRecord *rule = &builder->rules.items[index];
    const Expr *select = parse(reader, book_text(book, rule->select));
    Names always = none;
    RefVec list = {0};
    if (!select) return;
    for (uint32_t i = 0; i < rule->when.n; i++)
        always = both(reader, always, of_text(reader, book_at(book, rule->when, i), for_true));
    if (rule->verb == VERB_ASSERT)
        always = both(reader, always, of_text(reader, book_text(book, rule->expression), for_false));
    push_names(reader, builder, &list, always);
    push_sides(reader, builder, &list, select);
    rule->needs = builder_range(builder, &list);
}

void needs_find(BookBuilder *builder, const RuleBook *book, const RuleBook *base, Arena *arena) {
    Definitions definitions = {0};
    Known known;
    if (base) definitions_add(&definitions, base);
    definitions_add(&definitions, book);
    known_init(&known, &definitions);
    Reader reader = {.arena = arena, .words = {intern_new(), intern_new()}, .known = &known.names};
    for (uint32_t i = 0; i < builder->rules.n; i++) find(&reader, builder, book, i);
    intern_free(reader.words.words);
    intern_free(reader.words.prefixes);
    known_done(&known);
    definitions_done(&definitions);
}
