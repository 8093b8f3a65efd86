#include "rule/index.h"

#include <ctype.h>
#include <string.h>

void select_index_init(SelectIndex *index) {
    *index = (SelectIndex){.names = intern_new(), .values = intern_new()};
    vec_push(&index->state_facts, (StateFacts){0});
    vec_push(&index->tests, (IndexTest){0});
    index->any = intern_add(index->names, slice_from("*"));
}

void select_index_done(SelectIndex *index) {
    intern_free(index->names);
    intern_free(index->values);
    vec_done(&index->tests);
    vec_done(&index->state_facts);
    vec_done(&index->anchors);
    free(index->edges);
}

/* ---- the tree of names ---- */

static IndexEdge *find_edge(const SelectIndex *index, uint32_t state, uint32_t name) {
    uint32_t mask = index->room - 1, i = (state * 0x9E3779B1u ^ name * 0x85EBCA77u) & mask;
    while (index->edges[i].next && !(index->edges[i].state == state && index->edges[i].name == name)) i = (i + 1) & mask;
    return &index->edges[i];
}

static void grow_edges(SelectIndex *index) {
    IndexEdge *old = index->edges;
    uint32_t old_room = index->room;
    index->room = old_room ? 2 * old_room : 1024;
    index->edges = memory_alloc(index->room * sizeof *index->edges);
    for (uint32_t i = 0; i < old_room; i++)
        if (old[i].next) *find_edge(index, old[i].state, old[i].name) = old[i];
    free(old);
}

static uint32_t new_state(SelectIndex *index) {
    vec_push(&index->state_facts, (StateFacts){0});
    return index->state_facts.n - 1;
}

/* attribute: 0, or ATTRIBUTE_EDGE. */
static uint32_t state_behind(SelectIndex *index, uint32_t state, Slice name, uint32_t attribute) {
    if (2 * (index->n_edges + 1) > index->room) grow_edges(index);
    uint32_t id = intern_add(index->names, name) | attribute;
    if (attribute) index->state_facts.items[state].has_attributes = true;
    IndexEdge *edge = find_edge(index, state, id);
    if (!edge->next) *edge = (IndexEdge){state, id, new_state(index)}, index->n_edges++;
    return edge->next;
}

static uint32_t state_with(SelectIndex *index, uint32_t state, Slice attribute, Slice text) {
    uint32_t name = intern_add(index->names, attribute), value = text.p ? intern_add(index->values, text) : INTERN_NONE;
    for (uint32_t i = index->state_facts.items[state].first_test; i; i = index->tests.items[i].next)
        if (index->tests.items[i].name == name && index->tests.items[i].value == value) return index->tests.items[i].state;
    uint32_t other = new_state(index), before = index->state_facts.items[state].first_test;
    index->state_facts.items[state].first_test = index->tests.n;
    vec_push(&index->tests, ((IndexTest){name, value, other, before}));
    return other;
}

/* ---- reading a select ---- */

/* Behind the bracket or quote that begins at p. */
static const char *skip_nested(const char *p) {
    int depth = 0;
    do {
        if (*p == '\'' || *p == '"') {
            const char *end = strchr(p + 1, *p);
            p = end ? end : p + strlen(p) - 1;
        } else if (*p == '[' || *p == '(') {
            depth++;
        } else if (*p == ']' || *p == ')') {
            depth--;
        }
        p++;
    } while (depth && *p);
    return p;
}

static bool is_name_char(char c) { return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.'; }

/* The name of a plain step behind a "/"; empty if the step is none: an attribute, an axis, a prefix, a node test. */
static Slice plain_step(const char *p) {
    size_t n = 0;
    if (*p == '*') n = 1;
    else
        while (is_name_char(p[n])) n++;
    bool plain = n && p[n] != ':' && p[n] != '(' && p[0] != '.';
    return (Slice){p, plain ? n : 0};
}

static const char *skip_blanks(const char *p) { return p + strspn(p, " \t\r\n"); }

/* Behind a predicate "[@name='value']" or "[@name]" at p; NULL if it has another form. */
static const char *plain_predicate(const char *p, Slice *ret_name, Slice *ret_value) {
    if (p[0] != '[' || *(p = skip_blanks(p + 1)) != '@') return NULL;
    *ret_name = plain_step(++p);
    p = skip_blanks(p + ret_name->n);
    *ret_value = (Slice){NULL, 0};
    if (ret_name->n && *p == ']') return p + 1;
    if (!ret_name->n || *p != '=') return NULL;
    p = skip_blanks(p + 1);
    const char *end = *p == '\'' || *p == '"' ? strchr(p + 1, *p) : NULL;
    if (!end) return NULL;
    *ret_value = (Slice){p + 1, (size_t)(end - p) - 1};
    p = skip_blanks(end + 1);
    return *p == ']' ? p + 1 : NULL;
}

/* Behind the "|" that ends a side, or at the end. */
static const char *skip_side(const char *p) {
    while (*p && *p != '|') p = *p == '[' || *p == '(' || *p == '\'' || *p == '"' ? skip_nested(p) : p + 1;
    return *p ? p + 1 : p;
}

static const char *add_side(SelectIndex *index, const char *p, uint32_t side) {
    Anchor anchor = {.side = side};
    p = skip_blanks(p);
    while (*p == '/') {
        Slice name = plain_step(p + 1);
        if (!name.n) break;
        anchor.state = state_behind(index, anchor.state, name, 0);
        anchor.steps++;
        p = name.p + name.n;
        Slice attribute, value;
        for (const char *behind; (behind = plain_predicate(p, &attribute, &value)); p = behind)
            anchor.state = state_with(index, anchor.state, attribute, value);
    }
    Slice attribute = p[0] == '/' && p[1] == '@' && anchor.steps ? plain_step(p + 2) : (Slice){p, 0};
    if (attribute.n && attribute.p[0] != '*') {
        anchor.state = state_behind(index, anchor.state, attribute, ATTRIBUTE_EDGE);
        anchor.steps++;
    }
    vec_push(&index->anchors, anchor);
    return skip_side(p);
}

static void add_sides(SelectIndex *index, const Definitions *definitions, const char *select, int depth);

/* A side that begins with a variable, "$disks[...]", concerns a document where the sides of the variable begin. */
static const char *add_variable(SelectIndex *index, const Definitions *definitions, const char *p,
                                int depth) {
    size_t n = 1;
    uint32_t variable, first = index->anchors.n;
    while (is_name_char(p[n])) n++;
    if (depth && definitions_variable(definitions, (Slice){p + 1, n - 1}, &variable))
        add_sides(index, definitions, definitions->variables.items[variable].xpath, depth - 1);
    else vec_push(&index->anchors, ((Anchor){0}));
    for (uint32_t i = first; i < index->anchors.n; i++) index->anchors.items[i].steps = 0;
    return skip_side(p + n);
}

static void add_sides(SelectIndex *index, const Definitions *definitions, const char *select, int depth) {
    for (uint32_t side = 0; *select; side++) {
        select = skip_blanks(select);
        select = *select == '$' ? add_variable(index, definitions, select, depth) : add_side(index, select, side);
    }
}

uint32_t select_index_add(SelectIndex *index, const Definitions *definitions, const char *select) {
    uint32_t before = index->anchors.n;
    add_sides(index, definitions, select, 4);
    return index->anchors.n - before;
}

/* ---- a document ---- */

static void add_hit(Matches *matches, uint32_t state, Node node) {
    uint32_t hit = matches->hits.n;
    vec_push(&matches->hits, ((Hit){node, INTERN_NONE}));
    if (matches->first[state] == INTERN_NONE) {
        matches->first[state] = hit;
        vec_push(&matches->touched, state);
    } else {
        matches->hits.items[matches->last[state]].next = hit;
    }
    matches->last[state] = hit;
}

static bool passes_test(const SelectIndex *index, const IndexTest *test, const Tree *tree, Node node) {
    Node attr = tree_attribute(tree, node, test->name);
    if (attr == NODE_NONE || test->value == INTERN_NONE) return attr != NODE_NONE;
    return strcmp(tree_text(tree, attr), intern_string(index->values, test->value)) == 0;
}

static void enter(Matches *matches, const SelectIndex *index, const Tree *tree, uint32_t state, Node node) {
    vec_push(&matches->states, state);
    add_hit(matches, state, node);
    for (uint32_t i = index->state_facts.items[state].first_test; i; i = index->tests.items[i].next) {
        const IndexTest *test = &index->tests.items[i];
        if (passes_test(index, test, tree, node)) enter(matches, index, tree, test->state, node);
    }
}

static void follow(Matches *matches, const SelectIndex *index, const Tree *tree, uint32_t state, uint32_t name,
                   Node node) {
    uint32_t next = find_edge(index, state, name)->next;
    if (next) enter(matches, index, tree, next, node);
}

void matches_fill(Matches *matches, const SelectIndex *index, const Tree *tree) {
    if (!matches->first) {
        matches->first = memory_alloc(select_index_states(index) * sizeof *matches->first);
        matches->last = memory_alloc(select_index_states(index) * sizeof *matches->last);
        memset(matches->first, 0xFF, select_index_states(index) * sizeof *matches->first);
    }
    for (uint32_t i = 0; i < matches->touched.n; i++) matches->first[matches->touched.items[i]] = INTERN_NONE;
    matches->touched.n = matches->hits.n = matches->states.n = matches->begins.n = 0;
    add_hit(matches, 0, 0);
    vec_push(&matches->states, 0);
    vec_push(&matches->begins, 0);
    for (Node node = 1; node < tree->nodes.n && index->room; node++) {
        const TreeNode *n = &tree->nodes.items[node];
        uint32_t begin = matches->states.n;
        vec_push(&matches->begins, begin);
        if (n->kind == TREE_TEXT) continue;
        /* The parent's states end where those of the node behind it begin. */
        uint32_t from = matches->begins.items[n->parent], to = matches->begins.items[n->parent + 1];
        for (uint32_t i = from; i < to; i++) {
            uint32_t state = matches->states.items[i];
            if (n->kind == TREE_ELEMENT) {
                follow(matches, index, tree, state, n->name, node);
                follow(matches, index, tree, state, index->any, node);
            } else if (index->state_facts.items[state].has_attributes) {
                follow(matches, index, tree, state, n->name | ATTRIBUTE_EDGE, node);
            }
        }
    }
}

void matches_done(Matches *matches) {
    vec_done(&matches->hits);
    vec_done(&matches->touched);
    vec_done(&matches->states);
    vec_done(&matches->begins);
    free(matches->first);
    free(matches->last);
}
