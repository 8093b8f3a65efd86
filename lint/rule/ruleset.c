#include "rule/ruleset.h"

#include <ctype.h>
#include <string.h>

#include "rule/load.h"

static const char *const *link_list(RuleSet *rules, const Rule *rule) {
    Range range = rule->record->links;
    const char **links = arena_alloc(rules->arena, (range.n + 1) * sizeof *links);
    for (uint32_t i = 0; i < range.n; i++) links[i] = rule_item(rule, range, i);
    return links;
}

static const char *or_empty(const char *text) { return text ? text : ""; }

static void add_rule(RuleSet *rules, const RuleBook *book, const RuleRecord *record) {
    Rule *rule = arena_alloc(rules->arena, sizeof *rule);
    rule->book = book;
    rule->record = record;
    rule->kind = (DiagKind){.id = book_text(book, record->id),
                            .severity = (Severity)record->severity,
                            .group = or_empty(book_text(book, record->group)),
                            .title = or_empty(book_text(book, record->title)),
                            .message = book_text(book, record->message),
                            .why = or_empty(book_text(book, record->why)),
                            .since = book_text(book, record->since),
                            .links = link_list(rules, rule)};
    if (!catalogue_add(rules->catalogue, &rule->kind) || record->builtin) return;
    rule_index(rules, rule);
    vec_push(&rules->rules, rule);
}

static void add_book(RuleSet *rules, const RuleBook *book) {
    definitions_add(&rules->definitions, book);
    vec_push(&rules->books, book);
    for (uint32_t i = 0; i < book->n_rules; i++) add_rule(rules, book, &book->rules[i]);
}

RuleSet *ruleset_new(Catalogue *catalogue) {
    RuleSet *rules = memory_alloc(sizeof *rules);
    rules->arena = arena_new();
    rules->catalogue = catalogue;
    rules->names = intern_new();
    add_book(rules, &book_builtin);
    return rules;
}

bool ruleset_add_folder(RuleSet *rules, const char *folder, Problems *problems, const char **ret_why) {
    RuleBook *book = book_load(rules->arena, folder, &book_builtin, rules->catalogue, problems, ret_why, NULL);
    if (book) add_book(rules, book);
    return book != NULL;
}

void ruleset_free(RuleSet *rules) {
    if (!rules) return;
    definitions_done(&rules->definitions);
    vec_done(&rules->rules);
    vec_done(&rules->books);
    vec_done(&rules->path_names);
    intern_free(rules->names);
    arena_free(rules->arena);
    free(rules);
}

static const char *root_kind(const RuleSet *rules, const char *name) {
    for (uint32_t b = rules->books.n; b-- > 0;) {
        const RuleBook *book = rules->books.items[b];
        for (uint32_t i = 0; i < book->roots.n; i += 2)
            if (strcmp(book_at(book, book->roots, i + 1), name) == 0) return book_at(book, book->roots, i);
    }
    return "";
}

RootKind ruleset_root(const RuleSet *rules, const Document *document) {
    const xmlNode *root = xmlDocGetRootElement(document->xml);
    if (root->ns) return ROOT_FOREIGN;
    const char *kind = root_kind(rules, (const char *)root->name);
    if (strcmp(kind, "domain") == 0) return ROOT_DOMAIN;
    if (strcmp(kind, "envelope") == 0) return ROOT_ENVELOPE;
    return strcmp(kind, "device") == 0 ? ROOT_DEVICE : ROOT_FOREIGN;
}

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

static bool is_name_char(char c) { return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || c == ':'; }

/* One side of a "|": names of child steps; gives where it ends. Sides that do not begin with "/" need no name. */
static const char *index_path(RuleSet *rules, const char *p, SelectPath *ret_path) {
    ret_path->first = rules->path_names.n;
    p += strspn(p, " \t\r\n");
    bool absolute = *p == '/';
    while (*p && *p != '|') {
        const char *start = p;
        while (is_name_char(*p)) p++;
        if (p == start) {
            p = *p == '[' || *p == '(' || *p == '\'' || *p == '"' ? skip_nested(p) : p + 1;
            continue;
        }
        bool element = absolute && start[-1] == '/' && *p != '(' && !memchr(start, ':', (size_t)(p - start));
        if (element) vec_push(&rules->path_names, intern_add(rules->names, (Slice){start, (size_t)(p - start)}));
    }
    ret_path->n = rules->path_names.n - ret_path->first;
    return *p ? p + 1 : p;
}

void rule_index(RuleSet *rules, Rule *rule) {
    VEC(SelectPath) paths = {0};
    for (const char *p = rule_text(rule, rule->record->select); *p;) {
        SelectPath path;
        p = index_path(rules, p, &path);
        vec_push(&paths, path);
    }
    rule->paths = arena_copy(rules->arena, paths.items, paths.n * sizeof *paths.items);
    rule->n_paths = paths.n;
    vec_done(&paths);
}
