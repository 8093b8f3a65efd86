#include "rule/book.h"

#include <stdlib.h>
#include <string.h>

#include "rule/builder.h"

const char *book_text(const RuleBook *book, Ref ref) { return ref ? book->pool + ref : NULL; }

const char *book_at(const RuleBook *book, Range range, uint32_t index) {
    return book_text(book, book->refs[range.first + index]);
}

void builder_init(BookBuilder *builder) {
    *builder = (BookBuilder){.strings = intern_new()};
    text_putc(&builder->pool, 0); /* offset 0 is no text */
}

void builder_done(BookBuilder *builder) {
    text_done(&builder->pool);
    intern_free(builder->strings);
    vec_done(&builder->offsets);
    vec_done(&builder->refs);
    vec_done(&builder->rules);
    RefVec *lists[] = {&builder->variables, &builder->functions, &builder->namespaces,
                       &builder->tables,    &builder->roots,     &builder->wrap};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) vec_done(lists[i]);
}

Ref builder_text(BookBuilder *builder, const char *text) {
    if (!text) return 0;
    uint32_t id = intern_add(builder->strings, slice_from(text));
    if (id == builder->offsets.n) {
        vec_push(&builder->offsets, (Ref)builder->pool.n);
        text_add(&builder->pool, text, strlen(text) + 1);
    }
    return builder->offsets.items[id];
}

Range builder_range(BookBuilder *builder, RefVec *list) {
    Range range = {builder->refs.n, list->n};
    for (uint32_t i = 0; i < list->n; i++) vec_push(&builder->refs, list->items[i]);
    vec_done(list);
    return range;
}

static int compare_rules(const void *left, const void *right, void *pool) {
    const RuleRecord *a = left, *b = right;
    return strcmp((const char *)pool + a->id, (const char *)pool + b->id);
}

static int compare_refs(const Ref *a, const Ref *b, uint32_t n, const char *pool) {
    int order = 0;
    for (uint32_t i = 0; i < n && !order; i++) order = strcmp(pool + a[i], pool + b[i]);
    return order;
}

/* Groups of width texts, by the first of them. Equal ones keep their order: of definitions of one name the last counts.
 */
static void sort_groups(RefVec *list, uint32_t width, uint32_t n_keys, const char *pool) {
    Ref group[3];
    for (uint32_t i = width; i < list->n; i += width) {
        uint32_t at = i;
        memcpy(group, list->items + i, width * sizeof *group);
        for (; at && compare_refs(list->items + at - width, group, n_keys, pool) > 0; at -= width)
            memcpy(list->items + at, list->items + at - width, width * sizeof *group);
        memcpy(list->items + at, group, width * sizeof *group);
    }
}

/* Definitions by name, tables by name and key, so that nobody has to sort them each time the program starts. */
static void sort_definitions(BookBuilder *builder) {
    const char *pool = builder->pool.p;
    sort_groups(&builder->variables, 2, 1, pool);
    sort_groups(&builder->functions, 2, 1, pool);
    sort_groups(&builder->namespaces, 2, 1, pool);
    sort_groups(&builder->tables, 3, 2, pool);
}

RuleBook *builder_book(BookBuilder *builder, Arena *arena) {
    RuleBook *book = arena_alloc(arena, sizeof *book);
    sort_definitions(builder);
    book->variables = builder_range(builder, &builder->variables);
    book->functions = builder_range(builder, &builder->functions);
    book->namespaces = builder_range(builder, &builder->namespaces);
    book->tables = builder_range(builder, &builder->tables);
    book->roots = builder_range(builder, &builder->roots);
    book->wrap = builder_range(builder, &builder->wrap);
    if (builder->rules.n)
        qsort_r(builder->rules.items, builder->rules.n, sizeof(RuleRecord), compare_rules, builder->pool.p);
    builder_refresh(builder, arena, book);
    return book;
}

void builder_refresh(const BookBuilder *builder, Arena *arena, RuleBook *book) {
    book->pool = arena_copy(arena, builder->pool.p, builder->pool.n);
    book->refs = arena_copy(arena, builder->refs.items, builder->refs.n * sizeof(Ref));
    book->rules = arena_copy(arena, builder->rules.items, builder->rules.n * sizeof(RuleRecord));
    book->n_rules = builder->rules.n;
}
