/* Presence: which of the names and values that rules need (needs.h) the document at hand has.
 *
 * May include: base/, xpath/tree.h. */
#ifndef RULE_PRESENCE_H
#define RULE_PRESENCE_H

#include "xpath/tree.h"

/* One thread's. */
typedef struct {
    uint32_t n_names;
    uint32_t *by_name;        /* by 2 * name, attributes one more: the need, or INTERN_NONE */
    bool *has_values;         /* by name: values of this attribute are needed */
    struct ValueNeed *values; /* open addressing by name and value */
    uint32_t n_values, room;
    uint32_t *present, mark; /* present[need] is mark where the document has it */
} Presence;

/* needs: as book.h writes them. names: numbers of names, those of the trees among them. Both must not grow any more,
 * and outlive it. */
void presence_init(Presence *presence, const Intern *needs, const Intern *names);
void presence_done(Presence *presence);
/* Looks at a document. */
void presence_mark(Presence *presence, const Tree *tree);

static inline bool presence_has(const Presence *presence, uint32_t need) {
    return presence->present[need] == presence->mark;
}

/* set: the number of needs, and they. */
static inline bool presence_has_all(const Presence *presence, const uint32_t *set) {
    for (uint32_t i = 1; i <= *set; i++)
        if (!presence_has(presence, set[i])) return false;
    return true;
}

#endif
