/* Needs: the names, and values of attributes, without which a rule has nothing to say of a document.
 *
 * "/domain/devices/disk[source/cookies]/driver/@queues" selects nothing where there is no element cookies or no
 * attribute queues anywhere. A document has some eighty names of a thousand, so most rules end here. Needs are
 * found when rules are loaded, by reading what a path needs to give a node, what a condition needs to be true and what
 * an expression needs to have a value. They say nothing of where in the document, so they may be met by chance.
 *
 * May include: rule/builder.h. */
#ifndef RULE_NEEDS_H
#define RULE_NEEDS_H

#include "rule/builder.h"

/* Fills needs of the rules of a builder (book.h has the form). book is what is in the builder so far, base may be NULL;
 * their definitions count. arena is for working. */
void needs_find(BookBuilder *builder, const RuleBook *book, const RuleBook *base, Arena *arena);

#endif
