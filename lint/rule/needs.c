#include "rule/needs.h"

#include <stdlib.h>
#include <string.h>

#include "rule/known.h"

enum { DEPTH_MAX = 12 };

/* Needs by number in Reader.needs, sorted, none twice; in the arena. never: nothing that a document has is enough. */
typedef struct {
    const uint32_t *items;
    uint32_t n;
    bool never;
} Needs;

typedef struct {
    Arena *arena;
    ExprNames words;
    Intern *needs; /* as book.h writes them */
    const XPathNames *known;
    const char *wanted; /* for for_wanted() */
    uint32_t own;       /* "." is an attribute of this name, or INTERN_NONE */
    int depth;
} Reader;

static const Needs none = {NULL, 0, false}, never = {NULL, 0, true};

static int compare_numbers(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static Needs sorted(uint32_t *items, uint32_t n) {
    uint32_t kept = 0;
    qsort(items, n, sizeof *items, compare_numbers);
    for (uint32_t i = 0; i < n; i++)
        if (kept == 0 || items[kept - 1] != items[i]) items[kept++] = items[i];
    return (Needs){items, kept, false};
}

static Needs both(Reader *reader, Needs a, Needs b) {
    if (a.never || b.never) return never;
    uint32_t *items = arena_alloc(reader->arena, (a.n + b.n + 1) * sizeof *items);
    if (a.n) memcpy(items, a.items, a.n * sizeof *items);
    if (b.n) memcpy(items + a.n, b.items, b.n * sizeof *items);
    return sorted(items, a.n + b.n);
}

static const char *need_text(const Reader *reader, uint32_t need) { return intern_string(reader->needs, need); }

static Needs one(Reader *reader, const char *need) {
    uint32_t *item = arena_alloc(reader->arena, sizeof *item);
    *item = intern_add(reader->needs, slice_from(need));
    return (Needs){item, 1, false};
}

/* A name whose namespace has a "=" in it could not be told from a value. */
static Needs named(Reader *reader, uint32_t word, bool attribute) {
    const char *name = intern_string(reader->words.words, word);
    if (strchr(name, '=')) return none;
    return one(reader, attribute ? arena_printf(reader->arena, "@%s", name) : name);
}

/* An attribute of that value; one whose value cannot be written down among others is needed by name alone. */
static Needs valued(Reader *reader, uint32_t word, const char *value) {
    Needs name = named(reader, word, true);
    if (strchr(value, '\n') || !name.n) return name;
    const char *attribute = intern_string(reader->words.words, word);
    return both(reader, name, one(reader, arena_printf(reader->arena, "@%s=%s", attribute, value)));
}

/* Where two needs name values of one attribute: how much of them both begin with, "@name=" at least; else 0. */
static size_t same_attribute(const char *a, const char *b) {
    const char *equals = strchr(a, '=');
    size_t n = equals ? (size_t)(equals - a) + 1 : 0;
    return strncmp(a, b, n) == 0 ? n : 0;
}

/* What is needed where one of two is enough: what both name; of values of one attribute either. */
static Needs common(Reader *reader, Needs a, Needs b) {
    if (a.never) return b;
    if (b.never) return a;
    uint32_t *items = arena_alloc(reader->arena, (a.n * b.n + 1) * sizeof *items), n = 0;
    for (uint32_t i = 0; i < a.n; i++) {
        for (uint32_t k = 0; k < b.n; k++) {
            const char *left = need_text(reader, a.items[i]), *right = need_text(reader, b.items[k]);
            size_t name = same_attribute(left, right);
            if (a.items[i] == b.items[k]) items[n++] = a.items[i];
            else if (name) items[n++] = *one(reader, arena_printf(reader->arena, "%s\n%s", left, right + name)).items;
        }
    }
    return sorted(items, n);
}

static const Expr *parse(Reader *reader, const char *text) {
    const char *problem;
    return text ? expr_parse(reader->arena, &reader->words, reader->known, text, &problem) : NULL;
}

/* What must be there so that an expression is true, is false, gives a node. */
static Needs for_true(Reader *reader, const Expr *expr);
static Needs for_false(Reader *reader, const Expr *expr);
static Needs for_node(Reader *reader, const Expr *expr);

typedef Needs Ask(Reader *reader, const Expr *expr);

static Needs of_text(Reader *reader, const char *text, Ask *ask) {
    uint32_t own = reader->own;
    if (reader->depth >= DEPTH_MAX) return none;
    reader->depth++;
    reader->own = INTERN_NONE;
    const Expr *expr = parse(reader, text);
    Needs needs = expr ? ask(reader, expr) : none;
    reader->own = own;
    reader->depth--;
    return needs;
}

static Needs of_variable(Reader *reader, const Expr *expr, Ask *ask) {
    return of_text(reader, reader->known->variable_xpath(reader->known->data, expr->index), ask);
}

/* A definition gives nothing where its first argument is a path that gives no node. */
static Needs of_definition(Reader *reader, const Expr *expr, Ask *ask) {
    bool on_path = expr->n_args && expr->args[0]->kind == EXPR_PATH;
    return both(reader, on_path ? for_node(reader, expr->args[0]) : none, of_text(reader, expr->text, ask));
}

static Needs of_predicates(Reader *reader, const Predicate *predicates, uint32_t n, uint32_t own) {
    Needs needs = none;
    uint32_t outer = reader->own;
    reader->own = own;
    for (uint32_t i = 0; i < n; i++) needs = both(reader, needs, for_true(reader, predicates[i].expr));
    reader->own = outer;
    return needs;
}

/* The attribute a path leads to, or INTERN_NONE. */
static uint32_t attribute_of(const Expr *path) {
    const Step *last = path->kind == EXPR_PATH && path->n_steps ? &path->steps[path->n_steps - 1] : NULL;
    return last && last->axis == AXIS_ATTRIBUTE && last->test == TEST_NAME ? last->name : INTERN_NONE;
}

static Needs of_path(Reader *reader, const Expr *path) {
    Needs needs = path->n_args ? for_node(reader, path->args[0]) : none;
    needs = both(reader, needs, of_predicates(reader, path->predicates, path->n_predicates, INTERN_NONE));
    for (uint32_t i = 0; i < path->n_steps; i++) {
        const Step *step = &path->steps[i];
        bool attribute = step->axis == AXIS_ATTRIBUTE;
        if (step->test == TEST_NAME) needs = both(reader, needs, named(reader, step->name, attribute));
        uint32_t own = attribute && step->test == TEST_NAME ? step->name : INTERN_NONE;
        needs = both(reader, needs, of_predicates(reader, step->predicates, step->n_predicates, own));
    }
    return needs;
}

static Needs for_node(Reader *reader, const Expr *expr) {
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

/* What must be there so that the text of an expression is this one, which is not empty. */
static Needs for_value(Reader *reader, const Expr *expr, const char *value);

static Needs for_wanted(Reader *reader, const Expr *expr) { return for_value(reader, expr, reader->wanted); }

static Needs value_of_text(Reader *reader, const Expr *expr, const char *value) {
    const char *outer = reader->wanted;
    reader->wanted = value;
    Needs needs =
        expr->kind == EXPR_VARIABLE ? of_variable(reader, expr, for_wanted) : of_definition(reader, expr, for_wanted);
    reader->wanted = outer;
    return needs;
}

static Needs value_of_path(Reader *reader, const Expr *path, const char *value) {
    uint32_t attribute = path->only_self ? reader->own : attribute_of(path);
    Needs needs = for_node(reader, path);
    return attribute == INTERN_NONE ? needs : both(reader, needs, valued(reader, attribute, value));
}

static Needs value_of_call(Reader *reader, const Expr *call, const char *value) {
    if (is_call(call, "if"))
        return common(reader, both(reader, for_true(reader, call->args[0]), for_value(reader, call->args[1], value)),
                      both(reader, for_false(reader, call->args[0]), for_value(reader, call->args[2], value)));
    if (is_call(call, "string") && call->n_args) return for_value(reader, call->args[0], value);
    if (!is_call(call, "default")) return none;
    Needs needs = never;
    for (uint32_t i = 0; i < call->n_args; i++) needs = common(reader, needs, for_value(reader, call->args[i], value));
    return needs;
}

static Needs for_value(Reader *reader, const Expr *expr, const char *value) {
    switch (expr->kind) {
    case EXPR_TEXT: return strcmp(expr->text, value) == 0 ? none : never;
    case EXPR_PATH: return value_of_path(reader, expr, value);
    case EXPR_UNION:
        return common(reader, for_value(reader, expr->args[0], value), for_value(reader, expr->args[1], value));
    case EXPR_VARIABLE:
    case EXPR_DEFINED: return value_of_text(reader, expr, value);
    case EXPR_CALL: return value_of_call(reader, expr, value);
    default: return none;
    }
}

static bool is_above_zero(const Expr *expr) { return expr->kind == EXPR_NUMBER && expr->number > 0; }

/* One side of a comparison that cannot hold without a node: a path against a plain value; a number read of a path,
 * which is none without it; a count that must be above 0. */
static Needs of_side(Reader *reader, ExprKind kind, const Expr *side, const Expr *other) {
    if (kind == EXPR_EQUAL && other->kind == EXPR_TEXT && other->text[0]) return for_value(reader, side, other->text);
    bool plain = other->type == TYPE_TEXT || other->type == TYPE_NUMBER || other->type == TYPE_NODES;
    if (side->type == TYPE_NODES) return plain ? for_node(reader, side) : none;
    bool ordered = kind != EXPR_UNEQUAL && (other->type == TYPE_NUMBER || other->type == TYPE_TEXT);
    if (ordered && is_call(side, "num kib size value number")) return for_node(reader, side->args[0]);
    bool more = kind == EXPR_GREATER || ((kind == EXPR_GREATER_EQUAL || kind == EXPR_EQUAL) && is_above_zero(other));
    if (more && other->kind == EXPR_NUMBER && other->number >= 0 && is_call(side, "count"))
        return for_node(reader, side->args[0]);
    return none;
}

static Needs of_comparison(Reader *reader, const Expr *expr) {
    const Expr *left = expr->args[0], *right = expr->args[1];
    return both(reader, of_side(reader, expr->kind, left, right),
                of_side(reader, expr_turned(expr->kind), right, left));
}

/* One of the words of a list. */
static Needs of_words(Reader *reader, const Expr *text, const char *words) {
    Needs needs = never;
    for (const char *p = words + strspn(words, " \n"); *p; p += strspn(p, " \n")) {
        size_t n = strcspn(p, " \n");
        needs = common(reader, needs, for_value(reader, text, arena_text(reader->arena, p, n)));
        p += n;
    }
    return needs;
}

/* Functions that are false of the empty text, or of no nodes; those that give one of their arguments. */
static Needs of_call(Reader *reader, const Expr *expr) {
    bool second = expr->n_args > 1 && expr->args[1]->kind == EXPR_TEXT && expr->args[1]->text[0];
    if (is_call(expr, "false")) return never;
    if (is_call(expr, "one-of") && second) return of_words(reader, expr->args[0], expr->args[1]->text);
    if (is_call(expr, "one-of any") || (second && is_call(expr, "starts-with ends-with contains")))
        return for_node(reader, expr->args[0]);
    if (!is_call(expr, "if")) return none;
    return common(reader, both(reader, for_true(reader, expr->args[0]), for_true(reader, expr->args[1])),
                  both(reader, for_false(reader, expr->args[0]), for_true(reader, expr->args[2])));
}

static Needs for_true(Reader *reader, const Expr *expr) {
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

static Needs for_false(Reader *reader, const Expr *expr) {
    switch (expr->kind) {
    case EXPR_AND: return common(reader, for_false(reader, expr->args[0]), for_false(reader, expr->args[1]));
    case EXPR_OR: return both(reader, for_false(reader, expr->args[0]), for_false(reader, expr->args[1]));
    case EXPR_NOT: return for_true(reader, expr->args[0]);
    case EXPR_BOOLEAN: return for_false(reader, expr->args[0]);
    case EXPR_CALL: return is_call(expr, "true") ? never : none;
    default: return none;
    }
}

/* ---- of a rule ---- */

static void push_needs(const Reader *reader, BookBuilder *builder, RefVec *list, Needs needs) {
    for (uint32_t i = 0; i < needs.n; i++) vec_push(list, builder_text(builder, need_text(reader, needs.items[i])));
}

/* Less the names of the elements a select begins with: where they stand in order is looked up first (index.h). */
static Needs without_prefix(Reader *reader, const Expr *select, Needs needs) {
    uint32_t *left = arena_alloc(reader->arena, (needs.n + 1) * sizeof *left), n = 0;
    for (uint32_t i = 0; i < needs.n; i++) {
        bool known = false;
        for (uint32_t k = 0; k < select->n_prefix && !known; k++) {
            Needs name = named(reader, select->steps[k].name, false);
            known = name.n && *name.items == needs.items[i];
        }
        if (!known) left[n++] = needs.items[i];
    }
    return (Needs){left, n, needs.never};
}

static void push_sides(Reader *reader, BookBuilder *builder, RefVec *list, const Expr *select) {
    if (select->kind == EXPR_UNION) {
        push_sides(reader, builder, list, select->args[0]);
        push_sides(reader, builder, list, select->args[1]);
        return;
    }
    vec_push(list, 0);
    push_needs(reader, builder, list, without_prefix(reader, select, for_node(reader, select)));
}

/* A condition on what is selected. */
static Needs of_condition(Reader *reader, const char *text, Ask *ask) {
    const Expr *expr = parse(reader, text);
    return expr ? ask(reader, expr) : none;
}

static void find(Reader *reader, BookBuilder *builder, const RuleBook *book, uint32_t index) {
    RuleRecord *rule = &builder->rules.items[index];
    const Expr *select = parse(reader, book_text(book, rule->select));
    Needs always = none;
    RefVec list = {0};
    if (!select) return;
    reader->own = attribute_of(select);
    for (uint32_t i = 0; i < rule->when.n; i++)
        always = both(reader, always, of_condition(reader, book_at(book, rule->when, i), for_true));
    if (rule->verb == VERB_ASSERT)
        always = both(reader, always, of_condition(reader, book_text(book, rule->expression), for_false));
    reader->own = INTERN_NONE;
    push_needs(reader, builder, &list, always);
    push_sides(reader, builder, &list, select);
    rule->needs = builder_range(builder, &list);
}

void needs_find(BookBuilder *builder, const RuleBook *book, const RuleBook *base, Arena *arena) {
    Definitions definitions = {0};
    Known known;
    if (base) definitions_add(&definitions, base);
    definitions_add(&definitions, book);
    known_init(&known, &definitions);
    Reader reader = {.arena = arena,
                     .words = {intern_new(), intern_new()},
                     .needs = intern_new(),
                     .known = &known.names,
                     .own = INTERN_NONE};
    for (uint32_t i = 0; i < builder->rules.n; i++) find(&reader, builder, book, i);
    intern_free(reader.words.words);
    intern_free(reader.words.prefixes);
    intern_free(reader.needs);
    known_done(&known);
    definitions_done(&definitions);
}
