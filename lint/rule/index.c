#include "rule/index.h"

#include <ctype.h>
#include <string.h>

void select_index_init(SelectIndex *index) {
    *index = (SelectIndex){.names = intern_new(), .n_states = 1};
    index->any = intern_add(index->names, slice_from("*"));
}

void select_index_done(SelectIndex *index) {
    intern_free(index->names);
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

static uint32_t state_behind(SelectIndex *index, uint32_t state, Slice name) {
    if (2 * (index->n_edges + 1) > index->room) grow_edges(index);
    uint32_t id = intern_add(index->names, name);
    IndexEdge *edge = find_edge(index, state, id);
    if (!edge->next) *edge = (IndexEdge){state, id, index->n_states++}, index->n_edges++;
    return edge->next;
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

static const char *add_side(SelectIndex *index, const char *p, uint32_t side) {
    Anchor anchor = {.side = side};
    p += strspn(p, " \t\r\n");
    while (*p == '/') {
        Slice name = plain_step(p + 1);
        if (!name.n) break;
        anchor.state = state_behind(index, anchor.state, name);
        anchor.steps++;
        p = name.p + name.n;
    }
    vec_push(&index->anchors, anchor);
    while (*p && *p != '|') p = *p == '[' || *p == '(' || *p == '\'' || *p == '"' ? skip_nested(p) : p + 1;
    return *p ? p + 1 : p;
}

uint32_t select_index_add(SelectIndex *index, const char *select) {
    uint32_t n = 0;
    while (*select) select = add_side(index, select, n++);
    return n;
}

/* ---- a document ---- */

static void add_hit(Matches *matches, uint32_t state, Node node) {
    uint32_t hit = matches->hits.n;
    vec_push(&matches->hits, ((Hit){node, INTERN_NONE}));
    if (matches->first[state] == INTERN_NONE) matches->first[state] = hit;
    else matches->hits.items[matches->last[state]].next = hit;
    matches->last[state] = hit;
}

static void enter(Matches *matches, const SelectIndex *index, uint32_t state, uint32_t name, Node node) {
    uint32_t next = find_edge(index, state, name)->next;
    if (!next) return;
    vec_push(&matches->states, next);
    add_hit(matches, next, node);
}

void matches_fill(Matches *matches, const SelectIndex *index, const Tree *tree) {
    if (!matches->first) {
        matches->first = memory_alloc(index->n_states * sizeof *matches->first);
        matches->last = memory_alloc(index->n_states * sizeof *matches->last);
    }
    memset(matches->first, 0xFF, index->n_states * sizeof *matches->first);
    matches->hits.n = matches->states.n = matches->begins.n = 0;
    add_hit(matches, 0, 0);
    vec_push(&matches->states, 0);
    vec_push(&matches->begins, 0);
    for (Node node = 1; node < tree->nodes.n && index->room; node++) {
        const TreeNode *n = &tree->nodes.items[node];
        uint32_t begin = matches->states.n;
        vec_push(&matches->begins, begin);
        if (n->kind != TREE_ELEMENT) continue;
        /* The parent's states end where those of the node behind it begin. */
        uint32_t from = matches->begins.items[n->parent], to = matches->begins.items[n->parent + 1];
        for (uint32_t i = from; i < to; i++) {
            enter(matches, index, matches->states.items[i], n->name, node);
            enter(matches, index, matches->states.items[i], index->any, node);
        }
    }
}

void matches_done(Matches *matches) {
    vec_done(&matches->hits);
    vec_done(&matches->states);
    vec_done(&matches->begins);
    free(matches->first);
    free(matches->last);
}
