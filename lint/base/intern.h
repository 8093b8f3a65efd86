/* Intern: equal strings become equal numbers.
 *
 * Ids are 0, 1, 2, … in the order of first appearance. The strings are owned by the table and are NUL-ended.
 *
 * May include: base/. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include "base/text.h"

#define INTERN_NONE UINT32_MAX

typedef struct Intern Intern;

Intern *intern_new(void);
void intern_free(Intern *table); /* takes NULL */
uint32_t intern_add(Intern *table, Slice string);
/* The same for texts that are asked again and again at the same address: those are compared, not hashed. */
uint32_t intern_again(Intern *table, const char *text);
/* INTERN_NONE if the string was never added. */
uint32_t intern_find(const Intern *table, Slice string);
const char *intern_string(const Intern *table, uint32_t id);
uint32_t intern_count(const Intern *table);

#endif
