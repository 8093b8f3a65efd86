/* Load: YAML files to a RuleBook, every mistake told at its place.
 *
 * May include: base/, diag/, value/, rule/, libxml (to compile XPaths). */
#ifndef RULE_LOAD_H
#define RULE_LOAD_H

#include "diag/problems.h"
#include "rule/book.h"

/* How much of a book there is, to write it out. */
typedef struct {
    size_t pool, refs;
} BookSizes;

/* Reads the *.yaml below folder, in sorted order: definitions (files in a folder called "definitions") first. Names
 * that base defines are known, too; ids of base are taken (base may be NULL). A rule with a mistake is reported in
 * problems and left out. The book lives in the arena. NULL with a problem text in ret_why (static or strerror) if the
 * folder can't be read. Faults are reported (ret_sizes may be NULL) with kinds of the catalogue whose ids begin with
 * "rule-". */
RuleBook *book_load(Arena *arena, const char *folder, const RuleBook *base, const Catalogue *catalogue,
                    Problems *problems, const char **ret_why, BookSizes *ret_sizes);

#endif
