/* The reading of XPath 1.0: expr_parse() of xpath/expr.h, by recursive descent. */
#include <ctype.h>
#include <string.h>

#include "xpath/core.h"
#include "xpath/lexer.h"

enum { DEPTH_MAX = 64, STEPS_OF_PATH_MAX = 64, OPERATORS_MAX = 500 };

typedef struct {
    Arena *arena;
    ExprNames *names;
    const XPathNames *known;
    Lexer lexer;
    const char *problem;
    bool uses_last, uses_position; /* in the predicate being read */
    int depth;
    int n_operators;
} Parser;

static const Expr *parse_or(Parser *parser);

static void *fail(Parser *parser, const char *format, ...) {
    va_list args;
    va_start(args, format);
    if (!parser->problem) parser->problem = arena_vprintf(parser->arena, format, args);
    va_end(args);
    return NULL;
}

static bool at(const Parser *parser, LexemeKind kind) { return parser->lexer.token.kind == kind; }

static bool accept(Parser *parser, LexemeKind kind) {
    if (!at(parser, kind)) return false;
    lexer_next(&parser->lexer);
    return true;
}

static bool expect(Parser *parser, LexemeKind kind, const char *what) {
    if (accept(parser, kind)) return true;
    Slice found = parser->lexer.token.text;
    if (found.n) fail(parser, "expected %s before '%.*s'", what, (int)found.n, found.p);
    else fail(parser, "expected %s at the end", what);
    return false;
}

static Expr *make(Parser *parser, ExprKind kind, ObjectType type) {
    Expr *expr = arena_alloc(parser->arena, sizeof *expr);
    expr->kind = kind;
    expr->type = type;
    return expr;
}

/* A chain of operators is as deep as it is long, so its length is bounded, too. */
static const Expr *make_binary(Parser *parser, ExprKind kind, ObjectType type, const Expr *left, const Expr *right) {
    if (!left || !right) return NULL;
    if (++parser->n_operators > OPERATORS_MAX) return fail(parser, "more than %d operators", OPERATORS_MAX);
    Expr *expr = make(parser, kind, type);
    expr->operands[0] = left;
    expr->operands[1] = right;
    expr->args = expr->operands;
    expr->n_args = 2;
    return expr;
}

/* ---- names ---- */

/* The interned name of "name" or "prefix:name". */
static bool resolve_name(Parser *parser, Slice text, uint32_t *ret_name) {
    const char *colon = memchr(text.p, ':', text.n);
    const char *uri = NULL;
    if (colon) {
        Slice prefix = {text.p, (size_t)(colon - text.p)};
        uri = parser->known->namespace_uri ? parser->known->namespace_uri(parser->known->data, prefix) : NULL;
        if (!uri && !parser->known->lenient)
            return fail(parser, "there is no namespace prefix '%.*s'", (int)prefix.n, prefix.p), false;
        text = (Slice){colon + 1, text.n - prefix.n - 1};
    }
    *ret_name = tree_name(parser->names->words, uri, text);
    return true;
}

static const Expr *parse_variable(Parser *parser) {
    Slice name = parser->lexer.token.text;
    lexer_next(&parser->lexer);
    if (name.n && isdigit((unsigned char)name.p[0])) {
        Expr *expr = make(parser, EXPR_ARGUMENT, TYPE_ANY);
        expr->index = (uint32_t)(name.p[0] - '1');
        return name.n == 1 && name.p[0] != '0' ? expr
                                               : fail(parser, "'$%.*s': arguments are $1 to $9", (int)name.n, name.p);
    }
    Expr *expr = make(parser, EXPR_VARIABLE, TYPE_ANY);
    bool found = parser->known->variable && parser->known->variable(parser->known->data, name, &expr->index);
    if (!found && !parser->known->lenient) return fail(parser, "there is no variable '%.*s'", (int)name.n, name.p);
    return expr;
}

static bool can_be_nodes(const Expr *expr) { return expr->type == TYPE_ANY || expr->type == TYPE_NODES; }

/* ---- calls ---- */

static bool parse_arguments(Parser *parser, Expr *call) {
    const Expr *args[16];
    uint32_t n = 0;
    if (!expect(parser, LEX_OPEN, "'('")) return false;
    while (!at(parser, LEX_CLOSE)) {
        if (n && !expect(parser, LEX_COMMA, "',' or ')'")) return false;
        if (n == 16) return fail(parser, "more than 16 arguments"), false;
        if (!(args[n++] = parse_or(parser))) return false;
    }
    lexer_next(&parser->lexer);
    call->args = arena_copy(parser->arena, args, n * sizeof *args);
    call->n_args = n;
    return true;
}

static bool check_arity(Parser *parser, const Expr *call) {
    const XPathFunction *function = call->function;
    int n = (int)call->n_args;
    if (n && core_takes_nodes(function) && !can_be_nodes(call->args[0]))
        return fail(parser, "%s() takes nodes, not a value", function->name), false;
    if (n >= function->least && n <= function->most) return true;
    if (function->least == function->most)
        fail(parser, "%s() takes %d argument%s, not %d", function->name, function->least,
             function->least == 1 ? "" : "s", n);
    else fail(parser, "%s() takes %d to %d arguments, not %d", function->name, function->least, function->most, n);
    return false;
}

static const Expr *parse_call(Parser *parser) {
    Slice name = parser->lexer.token.text;
    const XPathNames *known = parser->known;
    Expr *call = make(parser, EXPR_CALL, TYPE_ANY);
    call->function = core_function(name);
    if (!call->function && known->function) call->function = known->function(known->data, name);
    if (call->function) call->type = call->function->type, call->kept = arena_alloc(parser->arena, sizeof *call->kept);
    else call->kind = EXPR_DEFINED, call->callee = arena_alloc(parser->arena, sizeof(Callee));
    if (!call->function && known->definition) call->text = known->definition(known->data, name);
    if (!call->function && !call->text && !known->lenient)
        return fail(parser, "there is no function '%.*s'", (int)name.n, name.p);
    if (slice_is(name, "last")) parser->uses_last = true;
    if (slice_is(name, "position")) parser->uses_position = true;
    lexer_next(&parser->lexer);
    if (!parse_arguments(parser, call)) return NULL;
    if (call->function && !check_arity(parser, call)) return NULL;
    if (call->function) call->call = call->function->call;
    call->settled = true;
    for (uint32_t i = 1; i < call->n_args; i++) call->settled &= call->args[i]->kind == EXPR_TEXT;
    if (call->function == core_function(slice_from("not"))) call->kind = EXPR_NOT;
    if (call->function == core_function(slice_from("boolean"))) call->kind = EXPR_BOOLEAN;
    return call;
}

/* ---- paths ---- */

static void find_form(Predicate *predicate) {
    const Expr *expr = predicate->expr, *path = expr->kind == EXPR_PATH ? expr : expr->n_args ? expr->args[0] : NULL;
    if (expr->type == TYPE_BOOL || expr->type == TYPE_NODES) predicate->form = PREDICATE_BOOL;
    if (!path || path->kind != EXPR_PATH || !path->only_attribute) return;
    predicate->name = path->steps->name;
    if (expr == path) {
        predicate->form = PREDICATE_HAS;
    } else if (expr->kind == EXPR_NOT) {
        predicate->form = PREDICATE_LACKS;
    } else if (expr->kind == EXPR_EQUAL && expr->args[1]->kind == EXPR_TEXT) {
        predicate->form = PREDICATE_EQUALS;
        predicate->text = expr->args[1]->text;
    }
}

static bool parse_predicates(Parser *parser, Predicate predicates[PREDICATES_MAX], uint8_t *ret_n) {
    uint8_t n = 0;
    while (accept(parser, LEX_OPEN_BRACKET)) {
        bool outer_last = parser->uses_last, outer_position = parser->uses_position;
        if (n == PREDICATES_MAX) return fail(parser, "more than %d predicates at one step", PREDICATES_MAX), false;
        parser->uses_last = parser->uses_position = false;
        const Expr *expr = parse_or(parser);
        if (!expr || !expect(parser, LEX_CLOSE_BRACKET, "']'")) return false;
        bool exact = expr->kind == EXPR_NUMBER && expr->number >= 1 && expr->number < 1e9 &&
                     (uint32_t)expr->number == expr->number;
        bool positional = expr->type == TYPE_NUMBER || parser->uses_last || parser->uses_position;
        predicates[n] = (Predicate){.expr = expr,
                                    .positional = positional,
                                    .counts_all = parser->uses_last,
                                    .exact = exact ? (uint32_t)expr->number : 0};
        find_form(&predicates[n++]);
        parser->uses_last = outer_last;
        parser->uses_position = outer_position;
    }
    *ret_n = n;
    return true;
}

static const struct {
    const char *name;
    Axis axis;
} axes[] = {{"child", AXIS_CHILD},
            {"attribute", AXIS_ATTRIBUTE},
            {"self", AXIS_SELF},
            {"parent", AXIS_PARENT},
            {"descendant", AXIS_DESCENDANT},
            {"descendant-or-self", AXIS_DESCENDANT_OR_SELF},
            {"ancestor", AXIS_ANCESTOR},
            {"ancestor-or-self", AXIS_ANCESTOR_OR_SELF},
            {"following-sibling", AXIS_FOLLOWING_SIBLING},
            {"preceding-sibling", AXIS_PRECEDING_SIBLING},
            {"following", AXIS_FOLLOWING},
            {"preceding", AXIS_PRECEDING}};

static bool parse_axis(Parser *parser, Step *step) {
    step->axis = AXIS_CHILD;
    if (accept(parser, LEX_AT)) return step->axis = AXIS_ATTRIBUTE, true;
    if (!at(parser, LEX_AXIS)) return true;
    Slice name = parser->lexer.token.text;
    lexer_next(&parser->lexer);
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++)
        if (slice_is(name, axes[i].name)) return step->axis = axes[i].axis, true;
    return fail(parser, "there is no axis '%.*s'", (int)name.n, name.p), false;
}

static bool parse_test(Parser *parser, Step *step) {
    Slice name = parser->lexer.token.text;
    if (accept(parser, LEX_STAR)) return step->test = TEST_ANY_NAME, true;
    if (at(parser, LEX_FUNCTION) && (slice_is(name, "text") || slice_is(name, "node"))) {
        step->test = name.p[0] == 't' ? TEST_TEXT : TEST_NODE;
        lexer_next(&parser->lexer);
        return expect(parser, LEX_OPEN, "'('") && expect(parser, LEX_CLOSE, "')'");
    }
    step->test = TEST_NAME;
    if (!at(parser, LEX_NAME)) return expect(parser, LEX_NAME, "a name");
    lexer_next(&parser->lexer);
    return resolve_name(parser, name, &step->name);
}

typedef VEC(Step) StepVec;

static bool asks_position(const Step *step) {
    for (uint32_t i = 0; i < step->n_predicates; i++)
        if (step->predicates[i].positional) return true;
    return false;
}

static bool parse_step(Parser *parser, StepVec *steps) {
    Step step = {0};
    if (at(parser, LEX_DOT) || at(parser, LEX_DOTS)) {
        step.axis = at(parser, LEX_DOT) ? AXIS_SELF : AXIS_PARENT;
        step.test = TEST_NODE;
        lexer_next(&parser->lexer);
    } else if (!parse_axis(parser, &step) || !parse_test(parser, &step)) {
        return false;
    }
    if (steps->n >= STEPS_OF_PATH_MAX) return fail(parser, "more than %d steps in a path", STEPS_OF_PATH_MAX), false;
    Predicate predicates[PREDICATES_MAX];
    if (!parse_predicates(parser, predicates, &step.n_predicates)) return false;
    step.predicates = arena_copy(parser->arena, predicates, step.n_predicates * sizeof *predicates);
    step.positional = asks_position(&step);
    vec_push(steps, step);
    return true;
}

/* Steps behind a "/" or "//" that was read. */
static bool parse_steps(Parser *parser, StepVec *steps, bool descend) {
    for (;;) {
        if (descend) vec_push(steps, ((Step){.axis = AXIS_DESCENDANT_OR_SELF, .test = TEST_NODE}));
        if (!parse_step(parser, steps)) return false;
        descend = at(parser, LEX_SLASHES);
        if (!accept(parser, LEX_SLASH) && !accept(parser, LEX_SLASHES)) return true;
    }
}

/* What flows along a path decides whether its nodes come out in order. */
typedef enum { FLOW_SINGLE, FLOW_FLAT, FLOW_NESTED, FLOW_MIXED } Flow;

static Flow flow_behind(Flow flow, Axis axis) {
    switch (axis) {
    case AXIS_SELF: return flow;
    case AXIS_PARENT: return flow == FLOW_SINGLE ? FLOW_SINGLE : FLOW_MIXED;
    case AXIS_CHILD: return flow == FLOW_SINGLE || flow == FLOW_FLAT ? FLOW_FLAT : FLOW_MIXED;
    case AXIS_ATTRIBUTE: return flow == FLOW_MIXED ? FLOW_MIXED : FLOW_FLAT;
    case AXIS_DESCENDANT:
    case AXIS_DESCENDANT_OR_SELF: return flow == FLOW_SINGLE || flow == FLOW_FLAT ? FLOW_NESTED : FLOW_MIXED;
    case AXIS_FOLLOWING_SIBLING: return flow == FLOW_SINGLE ? FLOW_FLAT : FLOW_MIXED;
    case AXIS_FOLLOWING: return flow == FLOW_SINGLE ? FLOW_NESTED : FLOW_MIXED;
    default: return FLOW_MIXED;
    }
}

/* The plain steps an absolute path begins with. */
static void find_prefix(Parser *parser, Expr *path) {
    uint32_t names[PREFIX_MAX];
    uint8_t n = 0;
    for (bool go_on = path->absolute; go_on && n < path->n_steps && n < PREFIX_MAX; n++) {
        const Step *step = &path->steps[n];
        if (step->axis != AXIS_CHILD || step->test != TEST_NAME || step->positional) break;
        names[n] = step->name;
        go_on = step->n_predicates == 0;
    }
    if (n) path->prefix = intern_add(parser->names->prefixes, (Slice){(const char *)names, n * sizeof *names});
    path->n_prefix = n;
}

static bool is_only(const Expr *path, Axis axis, NodeTest test) {
    const Step *step = path->steps;
    return !path->absolute && !path->n_args && path->n_steps == 1 && step->axis == axis && step->test == test &&
           !step->n_predicates;
}

static bool is_plain(const Step *step) {
    bool named = (step->axis == AXIS_CHILD || step->axis == AXIS_ATTRIBUTE) && step->test == TEST_NAME;
    return (named || (step->axis == AXIS_PARENT && step->test == TEST_NODE)) && !step->n_predicates;
}

static bool ends_plainly(const Expr *path) {
    for (uint32_t i = path->n_prefix; i < path->n_steps; i++)
        if (!is_plain(&path->steps[i])) return false;
    return path->ordered && !path->n_args;
}

static const Expr *finish_path(Parser *parser, Expr *path, StepVec *steps, bool ok) {
    path->steps = arena_copy(parser->arena, steps->items, steps->n * sizeof *steps->items);
    path->n_steps = steps->n;
    Flow flow = path->n_args ? FLOW_MIXED : FLOW_SINGLE;
    for (uint32_t i = 0; i < steps->n; i++) flow = flow_behind(flow, steps->items[i].axis);
    path->ordered = flow != FLOW_MIXED;
    path->only_attribute = is_only(path, AXIS_ATTRIBUTE, TEST_NAME);
    path->only_self = is_only(path, AXIS_SELF, TEST_NODE);
    find_prefix(parser, path);
    path->plain = ends_plainly(path);
    vec_done(steps);
    return ok ? path : NULL;
}

static bool begins_step(const Parser *parser) {
    LexemeKind kind = parser->lexer.token.kind;
    bool node_test = kind == LEX_FUNCTION &&
                     (slice_is(parser->lexer.token.text, "text") || slice_is(parser->lexer.token.text, "node"));
    return node_test || kind == LEX_NAME || kind == LEX_STAR || kind == LEX_AT || kind == LEX_AXIS || kind == LEX_DOT ||
           kind == LEX_DOTS;
}

static const Expr *parse_location(Parser *parser) {
    Expr *path = make(parser, EXPR_PATH, TYPE_NODES);
    StepVec steps = {0};
    path->absolute = at(parser, LEX_SLASH) || at(parser, LEX_SLASHES);
    bool descend = at(parser, LEX_SLASHES);
    if (path->absolute) lexer_next(&parser->lexer);
    bool ok = path->absolute && !descend && !begins_step(parser) ? true : parse_steps(parser, &steps, descend);
    return finish_path(parser, path, &steps, ok);
}

static const Expr *parse_primary(Parser *parser) {
    Lexeme token = parser->lexer.token;
    if (token.kind == LEX_VARIABLE) return parse_variable(parser);
    if (token.kind == LEX_FUNCTION) return parse_call(parser);
    if (accept(parser, LEX_OPEN)) {
        const Expr *inside = parse_or(parser);
        return inside && expect(parser, LEX_CLOSE, "')'") ? inside : NULL;
    }
    Expr *expr = make(parser, token.kind == LEX_LITERAL ? EXPR_TEXT : EXPR_NUMBER, TYPE_NUMBER);
    if (token.kind == LEX_LITERAL) {
        expr->type = TYPE_TEXT;
        expr->text = arena_text(parser->arena, token.text.p, token.text.n);
    } else {
        expr->number = token.number;
    }
    lexer_next(&parser->lexer);
    return expr;
}

static bool begins_primary(const Parser *parser) {
    LexemeKind kind = parser->lexer.token.kind;
    return kind == LEX_VARIABLE || kind == LEX_FUNCTION || kind == LEX_OPEN || kind == LEX_LITERAL ||
           kind == LEX_NUMBER;
}

/* A location path, or a primary expression with predicates and steps behind it. */
static const Expr *parse_path(Parser *parser) {
    if (at(parser, LEX_SLASH) || at(parser, LEX_SLASHES) || begins_step(parser)) return parse_location(parser);
    if (!begins_primary(parser)) {
        Slice found = parser->lexer.token.text;
        return found.n ? fail(parser, "'%.*s' cannot stand here", (int)found.n, found.p)
                       : fail(parser, "something is missing at the end");
    }
    const Expr *start = parse_primary(parser);
    if (!start || !(at(parser, LEX_OPEN_BRACKET) || at(parser, LEX_SLASH) || at(parser, LEX_SLASHES))) return start;
    if (!can_be_nodes(start)) return fail(parser, "'[' and '/' follow nodes, not a value");
    Expr *path = make(parser, EXPR_PATH, TYPE_NODES);
    Predicate predicates[PREDICATES_MAX];
    StepVec steps = {0};
    path->args = arena_copy(parser->arena, &start, sizeof start);
    path->n_args = 1;
    if (!parse_predicates(parser, predicates, &path->n_predicates)) return NULL;
    path->predicates = arena_copy(parser->arena, predicates, path->n_predicates * sizeof *predicates);
    bool descend = at(parser, LEX_SLASHES), more = accept(parser, LEX_SLASH) || accept(parser, LEX_SLASHES);
    return finish_path(parser, path, &steps, !more || parse_steps(parser, &steps, descend));
}

/* ---- operators, loosest last ---- */

static const Expr *parse_union(Parser *parser) {
    const Expr *left = parse_path(parser);
    while (left && accept(parser, LEX_BAR)) {
        const Expr *right = parse_path(parser);
        if (right && !(can_be_nodes(left) && can_be_nodes(right))) return fail(parser, "'|' joins nodes, not values");
        left = make_binary(parser, EXPR_UNION, TYPE_NODES, left, right);
    }
    return left;
}

static const Expr *parse_unary(Parser *parser) {
    if (!accept(parser, LEX_MINUS)) return parse_union(parser);
    if (++parser->depth > DEPTH_MAX) return fail(parser, "nested too deep");
    const Expr *inside = parse_unary(parser);
    parser->depth--;
    if (!inside) return NULL;
    Expr *expr = make(parser, EXPR_NEGATE, TYPE_NUMBER);
    expr->args = arena_copy(parser->arena, &inside, sizeof inside);
    expr->n_args = 1;
    return expr;
}

typedef struct {
    LexemeKind token;
    ExprKind kind;
    ObjectType type;
} Operator;

static const Operator multiplicative[] = {{LEX_TIMES, EXPR_MULTIPLY, TYPE_NUMBER},
                                          {LEX_DIV, EXPR_DIVIDE, TYPE_NUMBER},
                                          {LEX_MOD, EXPR_MODULO, TYPE_NUMBER},
                                          {LEX_END, 0, 0}},
                      additive[] = {{LEX_PLUS, EXPR_ADD, TYPE_NUMBER},
                                    {LEX_MINUS, EXPR_SUBTRACT, TYPE_NUMBER},
                                    {LEX_END, 0, 0}},
                      relational[] = {{LEX_LESS, EXPR_LESS, TYPE_BOOL},
                                      {LEX_LESS_EQUAL, EXPR_LESS_EQUAL, TYPE_BOOL},
                                      {LEX_GREATER, EXPR_GREATER, TYPE_BOOL},
                                      {LEX_GREATER_EQUAL, EXPR_GREATER_EQUAL, TYPE_BOOL},
                                      {LEX_END, 0, 0}},
                      equality[] = {{LEX_EQUAL, EXPR_EQUAL, TYPE_BOOL},
                                    {LEX_UNEQUAL, EXPR_UNEQUAL, TYPE_BOOL},
                                    {LEX_END, 0, 0}},
                      conjunction[] = {{LEX_AND, EXPR_AND, TYPE_BOOL}, {LEX_END, 0, 0}},
                      disjunction[] = {{LEX_OR, EXPR_OR, TYPE_BOOL}, {LEX_END, 0, 0}};
static const Operator *const levels[] = {disjunction, conjunction, equality, relational, additive, multiplicative};
enum { N_LEVELS = sizeof levels / sizeof *levels };

static const Operator *operator_at(const Parser *parser, int level) {
    for (const Operator *operator= levels[level]; operator->token != LEX_END; operator++)
        if (at(parser, operator->token)) return operator;
    return NULL;
}

static const Expr *parse_level(Parser *parser, int level) {
    if (level == N_LEVELS) return parse_unary(parser);
    const Expr *left = parse_level(parser, level + 1);
    for (const Operator *operator; left && (operator= operator_at(parser, level));) {
        lexer_next(&parser->lexer);
        left = make_binary(parser, operator->kind, operator->type, left, parse_level(parser, level + 1));
    }
    return left;
}

static const Expr *parse_or(Parser *parser) {
    if (++parser->depth > DEPTH_MAX) return fail(parser, "nested too deep");
    const Expr *expr = parse_level(parser, 0);
    parser->depth--;
    return expr;
}

const Expr *expr_parse(Arena *arena, ExprNames *names, const XPathNames *known, const char *text,
                       const char **ret_problem) {
    Parser parser = {.arena = arena, .names = names, .known = known};
    lexer_init(&parser.lexer, text);
    const Expr *expr = parse_or(&parser);
    if (expr && !at(&parser, LEX_END)) {
        Slice rest = parser.lexer.token.text;
        expr = fail(&parser, "'%.*s' cannot stand here", (int)rest.n, rest.p);
    }
    if (!expr) *ret_problem = parser.problem ? parser.problem : "not an XPath";
    return expr;
}
