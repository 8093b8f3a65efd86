/* What the grammar knows of a path: schema_explain() of rng/rng.h. */
#include <string.h>

#include "rng/place.h"

/* All elements of the grammar and what may stand in them, without regard to releases. */
typedef struct {
    Machine machine;
    const Schema *schema;
    Arena *arena;
    IndexVec *children; /* of each element */
    uint32_t *before;   /* the element before it on a shortest way from the start; UINT32_MAX: none, or not reached */
    IndexVec roots;
} Map;

static void map_ways(Map *map) {
    IndexVec queue = {0};
    bool *seen = arena_alloc(map->arena, map->schema->n_elements + 1);
    memset(map->before, 0xFF, (map->schema->n_elements + 1) * sizeof *map->before);
    for (uint32_t i = 0; i < map->roots.n; i++) {
        vec_push(&queue, map->roots.items[i]);
        seen[map->roots.items[i]] = true;
    }
    for (uint32_t i = 0; i < queue.n; i++) {
        uint32_t element = queue.items[i];
        for (uint32_t k = 0; k < map->children[element].n; k++) {
            uint32_t child = map->children[element].items[k];
            if (seen[child]) continue;
            seen[child] = true;
            map->before[child] = element;
            vec_push(&queue, child);
        }
    }
    vec_done(&queue);
}

static void map_init(Map *map, const Schema *schema, Arena *arena) {
    *map = (Map){.schema = schema, .arena = arena};
    machine_init(&map->machine, schema, SCHEMA_NEWEST);
    map->children = arena_alloc(arena, (schema->n_elements + 1) * sizeof *map->children);
    map->before = arena_alloc(arena, (schema->n_elements + 1) * sizeof *map->before);
    for (uint32_t i = 0; i < schema->n_elements; i++) {
        Expectation found;
        expectation_of(&map->machine, schema->elements[i].content, true, &found);
        map->children[i] = found.elements;
        found.elements = (IndexVec){0};
        expectation_done(&found);
    }
    Expectation start;
    expectation_of(&map->machine, schema->start, true, &start);
    map->roots = start.elements;
    start.elements = (IndexVec){0};
    expectation_done(&start);
    map_ways(map);
}

static void map_done(Map *map) {
    for (uint32_t i = 0; i < map->schema->n_elements; i++) vec_done(&map->children[i]);
    vec_done(&map->roots);
    machine_done(&map->machine);
}

static const char *element_name(const Map *map, uint32_t element) {
    const char *name = class_first_name(map->schema, map->schema->elements[element].name_class, NULL);
    return name ? name : "*";
}

static bool is_called(const Map *map, uint32_t element, Slice name) {
    return slice_is(name, element_name(map, element));
}

/* ---- from a path to elements ---- */

static Slice next_step(const char **path) {
    const char *start = *path;
    size_t n = strcspn(start, "/");
    *path = start + n + (start[n] == '/');
    return (Slice){start, n};
}

static void find_elements(const Map *map, const char *path, IndexVec *ret) {
    bool anchored = *path == '/';
    IndexVec now = {0};
    path += anchored;
    Slice step = next_step(&path);
    for (uint32_t i = 0; i < map->schema->n_elements; i++)
        if (is_called(map, i, step) &&
            (anchored ? index_has(&map->roots, i) : map->schema->elements[i].content != NOT_ALLOWED))
            vec_push(&now, i);
    while (*path && *path != '@') {
        IndexVec next = {0};
        step = next_step(&path);
        for (uint32_t i = 0; i < now.n; i++)
            for (uint32_t k = 0; k < map->children[now.items[i]].n; k++)
                if (is_called(map, map->children[now.items[i]].items[k], step))
                    index_add(&next, map->children[now.items[i]].items[k]);
        vec_done(&now);
        now = next;
    }
    for (uint32_t i = 0; i < now.n; i++) index_add(ret, now.items[i]);
    vec_done(&now);
}

/* ---- from an element to an explanation ---- */

static const char *way_to(const Map *map, uint32_t element) {
    const char *path = element_name(map, element);
    for (uint32_t n = 0; map->before[element] != UINT32_MAX && n < 64; n++) {
        element = map->before[element];
        path = arena_printf(map->arena, "%s/%s", element_name(map, element), path);
    }
    return path;
}

static Candidate self_of(const Map *map, const Item *item, const char *name) {
    return candidate_of(map->schema, NULL, name, item->note);
}

static ExplainedAttribute explain_values(Map *map, Candidate self, const Expectation *found) {
    Expected values = expected_values(&map->machine, map->arena, found);
    return (ExplainedAttribute){.self = self, .values = values.items, .n_values = values.n, .format = values.format};
}

static ExplainedAttribute explain_attribute(Map *map, PatternId content, Candidate self) {
    Expectation found = {0};
    expectation_of_attr(&map->machine, content, schema_name(map->schema, self.ns, self.name), &found);
    ExplainedAttribute explained = explain_values(map, self, &found);
    expectation_done(&found);
    return explained;
}

static void explain_attributes(Map *map, PatternId content, Explanation *explanation) {
    Expected attributes = expected_items(&map->machine, map->arena, content, P_ATTRIBUTE);
    explanation->attributes = arena_alloc(map->arena, (attributes.n + 1) * sizeof *explanation->attributes);
    explanation->n_attributes = attributes.n;
    for (uint32_t i = 0; i < attributes.n; i++) {
        Candidate self = attributes.items[i];
        explanation->attributes[i] =
            self.wildcard ? (ExplainedAttribute){.self = self} : explain_attribute(map, content, self);
    }
}

static void explain_parents(Map *map, uint32_t element, Explanation *explanation) {
    VEC(const char *) names = {0};
    for (uint32_t i = 0; i < map->schema->n_elements; i++) {
        bool known = !index_has(&map->children[i], element);
        const char *name = element_name(map, i);
        for (uint32_t k = 0; k < names.n && !known; k++) known = strcmp(names.items[k], name) == 0;
        if (!known) vec_push(&names, name);
    }
    explanation->parents = arena_copy(map->arena, names.items, names.n * sizeof *names.items);
    explanation->n_parents = names.n;
    vec_done(&names);
}

static Explanation explain_element(Map *map, uint32_t element) {
    const Item *item = &map->schema->elements[element];
    Explanation explanation = {.path = way_to(map, element), .self = self_of(map, item, element_name(map, element))};
    Expected children = expected_items(&map->machine, map->arena, item->content, P_ELEMENT);
    Expectation found;
    explanation.children = children.items;
    explanation.n_children = children.n;
    expectation_of(&map->machine, item->content, true, &found);
    explanation.text = explain_values(map, explanation.self, &found);
    expectation_done(&found);
    explain_attributes(map, item->content, &explanation);
    explain_parents(map, element, &explanation);
    return explanation;
}

/* The attribute of an element's explanation as one of its own; false if it has none of that name. */
static bool attribute_only(Map *map, Explanation *explanation, const char *name) {
    for (uint32_t i = 0; i < explanation->n_attributes; i++) {
        ExplainedAttribute *attribute = &explanation->attributes[i];
        if (strcmp(attribute->self.name, name) != 0) continue;
        const char *path = arena_printf(map->arena, "%s/@%s", explanation->path, name);
        *explanation = (Explanation){.is_attribute = true, .path = path, .self = attribute->self, .text = *attribute};
        return true;
    }
    return false;
}

static bool same_element(const Map *map, uint32_t a, uint32_t b) {
    const Item *x = &map->schema->elements[a], *y = &map->schema->elements[b];
    return x->content == y->content && map->schema->notes[x->note].doc == map->schema->notes[y->note].doc &&
           strcmp(element_name(map, a), element_name(map, b)) == 0;
}

uint32_t schema_explain(const Schema *schema, Arena *arena, const char *path, Explanation **ret_explanations) {
    Map map;
    IndexVec found = {0};
    VEC(Explanation) list = {0};
    const char *at = strstr(path, "/@");
    map_init(&map, schema, arena);
    find_elements(&map, path, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        bool known = false;
        for (uint32_t k = 0; k < i && !known; k++) known = same_element(&map, found.items[i], found.items[k]);
        if (known) continue;
        Explanation explanation = explain_element(&map, found.items[i]);
        if (!at || attribute_only(&map, &explanation, at + 2)) vec_push(&list, explanation);
    }
    *ret_explanations = arena_copy(arena, list.items, list.n * sizeof *list.items);
    uint32_t n = list.n;
    vec_done(&list);
    vec_done(&found);
    map_done(&map);
    return n;
}

uint32_t schema_element_names(const Schema *schema, Arena *arena, const char *const **ret_names) {
    IndexVec names = {0};
    for (uint32_t i = 0; i < schema->n_elements; i++) {
        uint32_t name;
        if (class_first_name(schema, schema->elements[i].name_class, &name)) index_add(&names, name);
    }
    const char **texts = arena_alloc(arena, (names.n + 1) * sizeof *texts);
    for (uint32_t i = 0; i < names.n; i++) texts[i] = schema_string(schema, schema->names[names.items[i]].local);
    uint32_t n = names.n;
    vec_done(&names);
    *ret_names = texts;
    return n;
}
