#include "rule/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "rule/load.h"

static const char *const *link_list(RuleSet *rules, const Rule *rule) {
    Range range = rule->record->links;
    const char **links = arena_alloc(rules->arena, (range.n + 1) * sizeof *links);
    for (uint32_t i = 0; i < range.n; i++) links[i] = rule_item(rule, range, i);
    return links;
}

static const char *or_empty(const char *text) { return text ? text : ""; }

/* A text of a book stands at one place, and the same needs come again and again. */
static uint32_t need_number(RuleSet *rules, const char *need) {
    uint32_t known = intern_count(rules->needs), number = intern_again(rules->needs, need);
    bool attribute = need[0] == '@';
    if (number == known) intern_add(rules->index.names, (Slice){need + attribute, strcspn(need + attribute, "=")});
    return number;
}

/* The needs from index on, up to an absent one, become a set. */
static void read_set(RuleSet *rules, const Rule *rule, uint32_t *index) {
    Range needs = rule->record->needs;
    uint32_t set = rules->gates.sets.n;
    vec_push(&rules->gates.sets, 0);
    for (; *index < needs.n && rule_item(rule, needs, *index); ++*index)
        vec_push(&rules->gates.sets, need_number(rules, rule_item(rule, needs, *index)));
    rules->gates.sets.items[set] = rules->gates.sets.n - set - 1;
}

static void add_gate(RuleSet *rules, const Rule *rule) {
    Gate gate = {.first = rules->gates.sets.n, .scope = rule->record->scope};
    uint32_t index = 0;
    read_set(rules, rule, &index);
    for (; index++ < rule->record->needs.n; gate.n_sides++) read_set(rules, rule, &index);
    vec_push(&rules->gates.items, gate);
}

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
                            .links = link_list(rules, rule),
                            .bad = book_text(book, record->bad),
                            .good = book_text(book, record->good),
                            .old = book_text(book, record->old)};
    if (!catalogue_add(rules->catalogue, &rule->kind) || record->builtin) return;
    rule->first_anchor = rules->index.anchors.n;
    rule->n_anchors = select_index_add(&rules->index, &rules->definitions, book_text(book, record->select));
    add_gate(rules, rule);
    rule->number = rules->rules.n;
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
    rules->needs = intern_new();
    select_index_init(&rules->index);
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
    vec_done(&rules->gates.items);
    vec_done(&rules->gates.sets);
    vec_done(&rules->rules);
    vec_done(&rules->books);
    select_index_done(&rules->index);
    intern_free(rules->needs);
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

RootKind ruleset_root_named(const RuleSet *rules, const char *name) {
    const char *kind = root_kind(rules, name);
    if (strcmp(kind, "domain") == 0) return ROOT_DOMAIN;
    if (strcmp(kind, "envelope") == 0) return ROOT_ENVELOPE;
    return strcmp(kind, "device") == 0 ? ROOT_DEVICE : ROOT_FOREIGN;
}

RootKind ruleset_root(const RuleSet *rules, const Document *document) {
    const xmlNode *root = xmlDocGetRootElement(document->xml);
    return root->ns ? ROOT_FOREIGN : ruleset_root_named(rules, (const char *)root->name);
}
