/* Builder: a RuleBook in the making.
 *
 * May include: base/, rule/book.h. */
#ifndef RULE_BUILDER_H
#define RULE_BUILDER_H

#include "base/intern.h"
#include "base/vec.h"
#include "rule/book.h"

typedef VEC(Ref) RefVec;

typedef struct {
    Text pool;
    Intern *strings;
    RefVec offsets; /* of each interned string in the pool */
    RefVec refs;
    VEC(RuleRecord) rules;
    RefVec variables, functions, namespaces, tables, roots, wrap;
} BookBuilder;

void builder_init(BookBuilder *builder);
void builder_done(BookBuilder *builder);
/* Equal texts get equal Refs; NULL gives 0. */
Ref builder_text(BookBuilder *builder, const char *text);
/* Moves a list into the book. */
Range builder_range(BookBuilder *builder, RefVec *list);
/* The finished book, rules sorted by id; in the arena. */
RuleBook *builder_book(BookBuilder *builder, Arena *arena);
/* Brings texts, lists and rules of a book of the builder up to date. */
void builder_refresh(const BookBuilder *builder, Arena *arena, RuleBook *book);

#endif
