/* What could stand in a state: collected from its pattern.
 *
 * May include: base/, rng/. */
#ifndef RNG_EXPECT_H
#define RNG_EXPECT_H

#include "rng/deriv.h"

typedef VEC(uint32_t) IndexVec;

/* Everything a pattern may begin with (elements, text) or have (attributes). Indexes into the schema's tables, each
 * once, in the order of the grammar as far as it is known. */
typedef struct {
    IndexVec elements, attributes, values, data;
    bool text;
    bool list;
} Expectation;

/* skipping: elements behind required ones too. */
void expectation_of(Machine *machine, PatternId pattern, bool skipping, Expectation *ret);
void expectation_done(Expectation *expectation);
/* Values and data of the attribute of that name in the pattern, added to ret. */
void expectation_of_attr(Machine *machine, PatternId pattern, uint32_t name, Expectation *ret);

/* Names that no way through the pattern does without. want: P_ELEMENT or P_ATTRIBUTE. */
void required_names(Machine *machine, PatternId pattern, PatternKind want, IndexVec *ret);
/* If there is none: names of which one is needed (the first need of each way). */
void alternative_names(Machine *machine, PatternId pattern, PatternKind want, IndexVec *ret);

/* As derive_open() for every element of that name, wherever it stands. */
PatternId open_anywhere(Machine *machine, uint32_t name);

void index_add(IndexVec *list, uint32_t index); /* unless it is there */
bool index_has(const IndexVec *list, uint32_t index);

#endif
