/* Paths: axes, tests, predicates. Nodes are visited one by one, so that who needs only the first stops there. */
#include <stdlib.h>
#include <string.h>

#include "xpath/state.h"

/* ---- axes ---- */

static Node skip_attributes(const Tree *tree, Node node, Node end) {
    while (node < end && tree->nodes.items[node].kind == TREE_ATTRIBUTE) node++;
    return node < end ? node : NODE_NONE;
}

static bool is_inside(const Tree *tree, Node node, Node outer) {
    return node >= outer && node < tree->nodes.items[outer].end;
}

/* The next in front of a node that is neither attribute nor ancestor of origin. */
static Node before(const Tree *tree, Node node, Node origin) {
    while (node-- > 1)
        if (tree->nodes.items[node].kind != TREE_ATTRIBUTE && !is_inside(tree, origin, node)) return node;
    return NODE_NONE;
}

static Node axis_first(const Tree *tree, Axis axis, Node node) {
    const TreeNode *n = &tree->nodes.items[node];
    bool attribute = n->kind == TREE_ATTRIBUTE;
    switch (axis) {
    case AXIS_CHILD: return n->child;
    case AXIS_ATTRIBUTE: return n->attr;
    case AXIS_SELF:
    case AXIS_ANCESTOR_OR_SELF:
    case AXIS_DESCENDANT_OR_SELF: return node;
    case AXIS_PARENT:
    case AXIS_ANCESTOR: return n->parent;
    case AXIS_DESCENDANT: return skip_attributes(tree, node + 1, n->end);
    case AXIS_FOLLOWING_SIBLING: return attribute ? NODE_NONE : n->next;
    case AXIS_PRECEDING_SIBLING: return attribute ? NODE_NONE : n->prev;
    case AXIS_FOLLOWING: return skip_attributes(tree, attribute ? node + 1 : n->end, tree->nodes.n);
    case AXIS_PRECEDING: return before(tree, node, node);
    }
    return NODE_NONE;
}

static Node axis_next(const Tree *tree, Axis axis, Node origin, Node node) {
    const TreeNode *n = &tree->nodes.items[node];
    switch (axis) {
    case AXIS_CHILD:
    case AXIS_ATTRIBUTE:
    case AXIS_FOLLOWING_SIBLING: return n->next;
    case AXIS_PRECEDING_SIBLING: return n->prev;
    case AXIS_SELF:
    case AXIS_PARENT: return NODE_NONE;
    case AXIS_ANCESTOR:
    case AXIS_ANCESTOR_OR_SELF: return n->parent;
    case AXIS_DESCENDANT:
    case AXIS_DESCENDANT_OR_SELF: return skip_attributes(tree, node + 1, tree->nodes.items[origin].end);
    case AXIS_FOLLOWING: return skip_attributes(tree, node + 1, tree->nodes.n);
    case AXIS_PRECEDING: return before(tree, node, origin);
    }
    return NODE_NONE;
}

static bool passes_test(const TreeNode *node, const Step *step) {
    TreeKind principal = step->axis == AXIS_ATTRIBUTE ? TREE_ATTRIBUTE : TREE_ELEMENT;
    switch (step->test) {
    case TEST_NAME: return node->name == step->name && node->kind == principal;
    case TEST_ANY_NAME: return node->kind == principal;
    case TEST_TEXT: return node->kind == TREE_TEXT;
    case TEST_NODE: return true;
    }
    return false;
}

/* ---- predicates ---- */

typedef struct {
    uint32_t reached[PREDICATES_MAX]; /* candidates that came as far as this predicate */
} Counts;

static bool too_long(Evaluator *evaluator) {
    if (++evaluator->steps > STEPS_MAX) evaluator->failed = true;
    return evaluator->failed;
}

static bool attribute_fits(const Tree *tree, Node node, const Predicate *predicate) {
    if (predicate->form == PREDICATE_EQUALS) return tree_attribute_is(tree, node, predicate->name, predicate->text);
    return (tree_attribute(tree, node, predicate->name) != NODE_NONE) == (predicate->form == PREDICATE_HAS);
}

static bool predicate_holds(Evaluator *evaluator, const Predicate *predicate, Context context) {
    if (predicate->form == PREDICATE_BOOL) return eval_bool(evaluator, predicate->expr, &context);
    if (predicate->form != PREDICATE_ANY) return attribute_fits(&evaluator->tree, context.node, predicate);
    if (predicate->exact) return context.position == predicate->exact;
    Object value = eval(evaluator, predicate->expr, &context);
    return value.type == TYPE_NUMBER ? value.number == context.position : object_truth(&value);
}

static bool passes(Evaluator *evaluator, const Step *step, Node origin, Node node, Counts *counts, uint32_t n);

/* How many candidates of a step reach predicate number n. */
static uint32_t count_reaching(Evaluator *evaluator, const Step *step, Node origin, uint32_t n) {
    const Tree *tree = &evaluator->tree;
    Counts counts = {{0}};
    uint32_t count = 0;
    for (Node node = axis_first(tree, step->axis, origin); node != NODE_NONE && !too_long(evaluator);
         node = axis_next(tree, step->axis, origin, node))
        count += passes_test(&tree->nodes.items[node], step) && passes(evaluator, step, origin, node, &counts, n);
    return count;
}

static bool passes_anywhere(Evaluator *evaluator, const Step *step, Node node, uint32_t n) {
    Context context = {node, 1, 1};
    for (uint32_t i = 0; i < n; i++)
        if (!predicate_holds(evaluator, &step->predicates[i], context)) return false;
    return true;
}

/* Whether a candidate passes the first n predicates; counts are used where one asks for the position. */
static bool passes(Evaluator *evaluator, const Step *step, Node origin, Node node, Counts *counts, uint32_t n) {
    if (!step->positional) return passes_anywhere(evaluator, step, node, n);
    for (uint32_t i = 0; i < n; i++) {
        const Predicate *predicate = &step->predicates[i];
        uint32_t size = predicate->counts_all ? count_reaching(evaluator, step, origin, i) : 0;
        if (!predicate_holds(evaluator, predicate, (Context){node, ++counts->reached[i], size})) return false;
    }
    return true;
}

/* ---- visiting ---- */

static bool visit_step(Evaluator *evaluator, const Expr *path, uint32_t index, Node origin, Visitor *visitor);

static bool visit_behind(Evaluator *evaluator, const Expr *path, uint32_t index, Node node, Visitor *visitor) {
    return index == path->n_steps ? visitor->visit(visitor, node) : visit_step(evaluator, path, index, node, visitor);
}

/* Whether no further candidate can pass: [3] has been reached. */
static bool is_over(const Step *step, const Counts *counts) {
    return step->positional && step->predicates[0].exact && counts->reached[0] >= step->predicates[0].exact;
}

static bool is_named(const Step *step) {
    return step->test == TEST_NAME && (step->axis == AXIS_CHILD || step->axis == AXIS_ATTRIBUTE ||
                                       step->axis == AXIS_FOLLOWING_SIBLING || step->axis == AXIS_PRECEDING_SIBLING);
}

/* The most frequent steps: children, attributes or siblings of a name. Their kind need not be looked at: attributes
 * have no children, and stand among attributes alone. */
static bool visit_named(Evaluator *evaluator, const Expr *path, uint32_t index, Node origin, Visitor *visitor) {
    const Step *step = &path->steps[index];
    const TreeNode *nodes = evaluator->tree.nodes.items;
    bool back = step->axis == AXIS_PRECEDING_SIBLING;
    uint32_t name = step->name, n = step->n_predicates;
    Counts counts;
    if (step->positional) memset(counts.reached, 0, n * sizeof *counts.reached);
    for (Node node = axis_first(&evaluator->tree, step->axis, origin); node != NODE_NONE && !is_over(step, &counts);
         node = back ? nodes[node].prev : nodes[node].next) {
        if (nodes[node].name != name || (n && !passes(evaluator, step, origin, node, &counts, n))) continue;
        if (too_long(evaluator) || visit_behind(evaluator, path, index + 1, node, visitor)) return true;
        if (step->axis == AXIS_ATTRIBUTE) break;
    }
    return false;
}

static bool visit_self(Evaluator *evaluator, const Expr *path, uint32_t index, Node node, Visitor *visitor) {
    const Step *step = &path->steps[index];
    Counts counts = {{0}};
    return passes_test(&evaluator->tree.nodes.items[node], step) &&
           passes(evaluator, step, node, node, &counts, step->n_predicates) && !too_long(evaluator) &&
           visit_behind(evaluator, path, index + 1, node, visitor);
}

/* index is not behind the last step. */
static bool visit_step(Evaluator *evaluator, const Expr *path, uint32_t index, Node origin, Visitor *visitor) {
    const Tree *tree = &evaluator->tree;
    const Step *step = &path->steps[index];
    if (is_named(step)) return visit_named(evaluator, path, index, origin, visitor);
    if (step->axis == AXIS_SELF) return visit_self(evaluator, path, index, origin, visitor);
    Counts counts;
    if (step->positional) memset(counts.reached, 0, step->n_predicates * sizeof *counts.reached);
    for (Node node = axis_first(tree, step->axis, origin);
         node != NODE_NONE && !is_over(step, &counts) && !too_long(evaluator);
         node = axis_next(tree, step->axis, origin, node)) {
        if (!passes_test(&tree->nodes.items[node], step)) continue;
        if (!passes(evaluator, step, origin, node, &counts, step->n_predicates)) continue;
        if (visit_behind(evaluator, path, index + 1, node, visitor)) return true;
    }
    return false;
}

/* The nodes of the start that pass its predicates. */
static NodeSet start_nodes(Evaluator *evaluator, const Expr *path, const Context *context) {
    NodeSet nodes = eval_nodes(evaluator, path->args[0], context);
    for (uint32_t i = 0; i < path->n_predicates; i++) {
        Node *left = arena_alloc(evaluator->scratch, nodes.n * sizeof *left);
        uint32_t n = 0;
        for (uint32_t k = 0; k < nodes.n; k++)
            if (predicate_holds(evaluator, &path->predicates[i], (Context){nodes.items[k], k + 1, nodes.n}))
                left[n++] = nodes.items[k];
        nodes = (NodeSet){left, n};
    }
    return nodes;
}

NodeSet standing_at(Evaluator *evaluator, const Expr *path) {
    while (evaluator->standing.n <= path->prefix) vec_push(&evaluator->standing, (Standing){0});
    Standing *standing = &evaluator->standing.items[path->prefix];
    if (standing->document != evaluator->document) {
        Step steps[PREFIX_MAX];
        uint32_t n = path->n_prefix;
        memcpy(steps, path->steps, n * sizeof *steps);
        steps[n - 1].n_predicates = 0;
        Expr plain = {.kind = EXPR_PATH, .absolute = true, .steps = steps, .n_steps = n, .ordered = true};
        NodeSet nodes = path_nodes(evaluator, &plain, NULL);
        if (evaluator->failed) return nodes;
        evaluator->standing.items[path->prefix] = (Standing){evaluator->document, nodes};
    }
    return evaluator->standing.items[path->prefix].nodes;
}

static bool visit_behind_prefix(Evaluator *evaluator, const Expr *path, Visitor *visitor) {
    NodeSet nodes = standing_at(evaluator, path);
    const Step *last = &path->steps[path->n_prefix - 1];
    for (uint32_t i = 0; i < nodes.n && !too_long(evaluator); i++) {
        if (!passes_anywhere(evaluator, last, nodes.items[i], last->n_predicates)) continue;
        if (visit_behind(evaluator, path, path->n_prefix, nodes.items[i], visitor)) return true;
    }
    return false;
}

bool path_visit(Evaluator *evaluator, const Expr *path, const Context *context, Visitor *visitor) {
    if (path->only_self) return visitor->visit(visitor, context->node);
    if (path->only_attribute) {
        Node attr = tree_attribute(&evaluator->tree, context->node, path->steps->name);
        return attr != NODE_NONE && visitor->visit(visitor, attr);
    }
    if (path->n_prefix) return visit_behind_prefix(evaluator, path, visitor);
    if (!path->n_args) return visit_behind(evaluator, path, 0, path->absolute ? 0 : context->node, visitor);
    NodeSet nodes = start_nodes(evaluator, path, context);
    for (uint32_t i = 0; i < nodes.n; i++)
        if (visit_behind(evaluator, path, 0, nodes.items[i], visitor)) return true;
    return false;
}

/* ---- what is visited, as a set ---- */

typedef struct {
    Visitor visitor;
    Arena *arena;
    Node *items;
    uint32_t n, room;
} Collector;

static bool collect(Visitor *visitor, Node node) {
    Collector *collector = (Collector *)visitor;
    if (collector->n == collector->room) {
        uint32_t room = collector->room ? 4 * collector->room : 4;
        Node *items = arena_alloc(collector->arena, room * sizeof *items);
        if (collector->n) memcpy(items, collector->items, collector->n * sizeof *items);
        collector->items = items;
        collector->room = room;
    }
    collector->items[collector->n++] = node;
    return false;
}

static int compare_nodes(const void *left, const void *right) {
    Node a = *(const Node *)left, b = *(const Node *)right;
    return a < b ? -1 : a > b;
}

static bool is_sorted(const Node *nodes, uint32_t n) {
    for (uint32_t i = 1; i < n; i++)
        if (nodes[i - 1] >= nodes[i]) return false;
    return true;
}

/* As a reverse axis gives them. */
static bool is_reversed(const Node *nodes, uint32_t n) {
    for (uint32_t i = 1; i < n; i++)
        if (nodes[i - 1] <= nodes[i]) return false;
    return true;
}

static void reverse(Node *nodes, uint32_t n) {
    for (uint32_t i = 0; i < n / 2; i++) {
        Node node = nodes[i];
        nodes[i] = nodes[n - 1 - i];
        nodes[n - 1 - i] = node;
    }
}

static uint32_t sort_nodes(Node *nodes, uint32_t n) {
    uint32_t kept = 0;
    if (is_sorted(nodes, n)) return n;
    if (is_reversed(nodes, n)) return reverse(nodes, n), n;
    qsort(nodes, n, sizeof *nodes, compare_nodes);
    for (uint32_t i = 0; i < n; i++)
        if (kept == 0 || nodes[kept - 1] != nodes[i]) nodes[kept++] = nodes[i];
    return kept;
}

NodeSet set_of(Evaluator *evaluator, const Node *nodes, uint32_t n) {
    Node *copy = arena_copy(evaluator->scratch, nodes, n * sizeof *nodes);
    return (NodeSet){copy, sort_nodes(copy, n)};
}

NodeSet path_nodes(Evaluator *evaluator, const Expr *path, const Context *context) {
    Collector collector = {{collect}, evaluator->scratch, NULL, 0, 0};
    path_visit(evaluator, path, context, &collector.visitor);
    uint32_t n = path->ordered ? collector.n : sort_nodes(collector.items, collector.n);
    return (NodeSet){collector.items, n};
}

typedef struct {
    Visitor visitor;
    bool at_once; /* the first that comes is the first of all */
    Node first;
} Finder;

static bool find_first(Visitor *visitor, Node node) {
    Finder *finder = (Finder *)visitor;
    if (node < finder->first) finder->first = node;
    return finder->at_once;
}

/* What a node is asked for: its text to be this one, or any other. */
typedef struct {
    const char *text; /* NULL: any node will do */
    bool equal;
} Wanted;

/* The first node behind plain steps that is wanted. */
static Node plain_first(const Tree *tree, const Step *step, const Step *end, Node node, Wanted wanted) {
    const TreeNode *nodes = tree->nodes.items;
    if (node == NODE_NONE) return NODE_NONE;
    if (step == end)
        return !wanted.text || same_string(tree_text(tree, node), wanted.text) == wanted.equal ? node : NODE_NONE;
    if (step->axis == AXIS_PARENT) return plain_first(tree, step + 1, end, nodes[node].parent, wanted);
    for (Node next = step->axis == AXIS_CHILD ? nodes[node].child : nodes[node].attr; next != NODE_NONE;
         next = nodes[next].next) {
        if (nodes[next].name != step->name) continue;
        Node found = plain_first(tree, step + 1, end, next, wanted);
        if (found != NODE_NONE) return found;
    }
    return NODE_NONE;
}

static Node plain_path_first(Evaluator *evaluator, const Expr *path, const Context *context, Wanted wanted) {
    const Tree *tree = &evaluator->tree;
    const Step *rest = path->steps + path->n_prefix, *end = path->steps + path->n_steps;
    if (!path->n_prefix) return plain_first(tree, rest, end, path->absolute ? 0 : context->node, wanted);
    NodeSet standing = standing_at(evaluator, path);
    for (uint32_t i = 0; i < standing.n && !too_long(evaluator); i++) {
        if (!passes_anywhere(evaluator, rest - 1, standing.items[i], rest[-1].n_predicates)) continue;
        Node found = plain_first(tree, rest, end, standing.items[i], wanted);
        if (found != NODE_NONE) return found;
    }
    return NODE_NONE;
}

bool plain_path_any(Evaluator *evaluator, const Expr *path, const Context *context, const char *text, bool equal) {
    return plain_path_first(evaluator, path, context, (Wanted){text, equal}) != NODE_NONE;
}

Node path_first(Evaluator *evaluator, const Expr *path, const Context *context) {
    if (path->only_self) return context->node;
    if (path->only_attribute) return tree_attribute(&evaluator->tree, context->node, path->steps->name);
    if (path->plain) return plain_path_first(evaluator, path, context, (Wanted){NULL, false});
    Finder finder = {{find_first}, path->ordered, NODE_NONE};
    path_visit(evaluator, path, context, &finder.visitor);
    return finder.first;
}

typedef struct {
    Visitor visitor;
    NodeVec *found;
} Gatherer;

static bool gather(Visitor *visitor, Node node) {
    vec_push(((Gatherer *)visitor)->found, node);
    return false;
}

/* Siblings of the same name before a node. */
static uint32_t same_before(const Tree *tree, Node node) {
    const TreeNode *nodes = tree->nodes.items;
    uint32_t count = 0;
    for (Node other = nodes[node].prev; other != NODE_NONE; other = nodes[other].prev)
        count += nodes[other].name == nodes[node].name;
    return count;
}

void evaluate_from(Evaluator *evaluator, const Expr *path, uint32_t first, Node node, NodeVec *found) {
    Gatherer gatherer = {{gather}, found};
    const Step *step = &path->steps[first];
    Counts counts = {{step->positional && step->predicates[0].positional ? same_before(&evaluator->tree, node) : 0}};
    evaluator->steps = 0;
    if (!passes(evaluator, step, node, node, &counts, step->n_predicates)) return;
    if (first + 1 == path->n_steps) vec_push(found, node);
    else visit_step(evaluator, path, first + 1, node, &gatherer.visitor);
}

NodeSet nodes_set(NodeVec *nodes) {
    nodes->n = sort_nodes(nodes->items, nodes->n);
    return (NodeSet){nodes->items, nodes->n};
}

NodeSet evaluator_set(Evaluator *evaluator, const NodeVec *nodes) { return set_of(evaluator, nodes->items, nodes->n); }
