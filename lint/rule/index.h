/* Index: which rules a document concerns, by the elements their selects begin with.
 *
 * A select such as "/domain/devices/disk[@device='lun']/target[address]/@bus" begins with plain steps: domain, devices,
 * disk with that attribute, target; an attribute may end them. All beginnings together form a tree of names, read once;
 * a walk over a document then finds for each of them the nodes that stand there, and rules whose beginning nobody stands
 * at cost nothing.
 *
 * May include: base/, rule/definitions.h, xpath/. */
#ifndef RULE_INDEX_H
#define RULE_INDEX_H

#include "rule/definitions.h"
#include "xpath/tree.h"

/* The beginning of one side of a select ("|" parts sides). */
typedef struct {
    uint32_t state; /* in the tree of names */
    uint32_t side;  /* from 0 */
    uint32_t steps; /* plain steps; 0: the select is evaluated as a whole, where the document has the state */
} Anchor;

/* Elements of a state that have an attribute of this value are of another state, too. */
typedef struct {
    uint32_t name, value; /* interned; INTERN_NONE: any value */
    uint32_t state;       /* the other one */
    uint32_t next;        /* test of the first state, 0: none; test 0 is not used */
} IndexTest;

typedef struct {
    uint32_t state, name, next; /* the edge from state by name, to an attribute with ATTRIBUTE_EDGE in it */
} IndexEdge;

#define ATTRIBUTE_EDGE 0x80000000u

typedef struct {
    uint32_t first_test; /* 0: none */
    bool has_attributes; /* an edge leads to an attribute */
} StateFacts;

typedef struct {
    Intern *names;  /* of elements and attributes; "*" is any element */
    Intern *values; /* of attributes */
    VEC(IndexTest) tests;
    VEC(StateFacts) state_facts;
    VEC(Anchor) anchors;
    IndexEdge *edges; /* open addressing; next 0: free */
    uint32_t n_edges, room;
    uint32_t any;      /* the number of "*" */
} SelectIndex;

void select_index_init(SelectIndex *index);
void select_index_done(SelectIndex *index);
/* States there are; number 0 is the root. */
static inline uint32_t select_index_states(const SelectIndex *index) { return index->state_facts.n; }
/* Adds the anchors of a select, one behind the other, and gives their number. */
uint32_t select_index_add(SelectIndex *index, const Definitions *definitions, const char *select);

/* The elements of one document that stand at the states. One thread's, used again for the next document. */
typedef struct {
    Node node;
    uint32_t next; /* a hit of the same state, or INTERN_NONE */
} Hit;

typedef struct {
    VEC(Hit) hits;
    uint32_t *first, *last; /* by state: hits, INTERN_NONE where there is none */
    VEC(uint32_t) touched;  /* states with hits */
    VEC(uint32_t) states;   /* of all elements, one behind the other */
    VEC(uint32_t) begins;   /* by node: where its states begin */
} Matches;

void matches_fill(Matches *matches, const SelectIndex *index, const Tree *tree);
void matches_done(Matches *matches);

#endif
