/* What place.c and explain.c share: candidates with their documentation.
 *
 * May include: base/, rng/. */
#ifndef RNG_PLACE_H
#define RNG_PLACE_H

#include "rng/expect.h"
#include "rng/rng.h"

/* Texts are the schema's. */
Candidate candidate_of(const Schema *schema, const char *ns, const char *name, uint32_t note);
/* Forms of data in words, or NULL. */
const char *format_of(const Schema *schema, Arena *arena, const IndexVec *data);
Expected expected_values(Machine *machine, Arena *arena, const Expectation *found);
/* Elements or attributes (want) of a state. */
Expected expected_items(Machine *machine, Arena *arena, PatternId state, PatternKind want);

#endif
