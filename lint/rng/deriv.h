/* Derivatives: what a pattern becomes when it has seen something.
 *
 * After James Clark's algorithm, with one difference: what follows an element is kept by its parent. `open` gives a
 * choice of AFTER(content, rest); the walker goes into the contents alone (machine_child), where the rests are SLOTs,
 * and comes back with machine_next. So the state inside an element does not depend on what stands around it, and states
 * are few.
 *
 * A Machine belongs to one thread. All results are kept in one memo; machine_renew() drops it when it has grown.
 * A step that is allowed only in other releases than the target says so in its note.
 *
 * May include: base/, rng/pattern.h, rng/datatype.h. */
#ifndef RNG_DERIV_H
#define RNG_DERIV_H

#include "rng/datatype.h"
#include "rng/memo.h"
#include "rng/pattern.h"

typedef struct {
    PatternId pattern;
    uint32_t note; /* of the element, attribute or value that is not in the target release; 0: all is */
} Step;

typedef struct {
    const Schema *schema;
    uint32_t target;
    PatternStore store;
    Matcher *matcher;
    Memo memo;
    TextTable texts;        /* values seen */
    PairTable attrs;        /* (name, text) seen */
    const xmlNode *context; /* where QNames are resolved */
    VEC(uint32_t) stamps;   /* of patterns: the last walk that saw each */
    uint32_t walk;
} Machine;

void machine_init(Machine *machine, const Schema *schema, uint32_t target);
void machine_done(Machine *machine);
/* Whether it is time for machine_renew(). */
bool machine_is_full(const Machine *machine);
/* Drops everything learnt; the n roots stay, under new numbers. */
void machine_renew(Machine *machine, PatternId *const *roots, uint32_t n);
size_t machine_memory(const Machine *machine);

/* The pattern as it is for the target release: without guards. */
PatternId machine_resolve(Machine *machine, PatternId pattern);
/* Begins a walk over patterns, each to be seen once. */
void machine_begin_walk(Machine *machine);
bool machine_first_visit(Machine *machine, PatternId pattern);
PatternId machine_start(Machine *machine);
bool note_violated(const Machine *machine, uint32_t note);

static inline uint32_t machine_text(Machine *machine, const char *text) { return texts_add(&machine->texts, text); }
static inline uint32_t machine_attr(Machine *machine, uint32_t name, uint32_t text) {
    return pairs_add(&machine->attrs, name, text);
}

/* The derivatives. NOT_ALLOWED where the thing is not. */
Step derive_open(Machine *machine, PatternId pattern, uint32_t name);
Step derive_attr(Machine *machine, PatternId pattern, uint32_t attr);
PatternId derive_close(Machine *machine, PatternId pattern); /* the end of the start tag */
Step derive_text(Machine *machine, PatternId pattern, uint32_t text);
/* Whether a whole value (of an attribute) is what the pattern takes. */
Step derive_value(Machine *machine, PatternId pattern, uint32_t text);
/* The whole text of an element without child elements: white space may be nothing. */
Step derive_content(Machine *machine, PatternId pattern, uint32_t text);

PatternId machine_child(Machine *machine, PatternId opened);
PatternId machine_next(Machine *machine, PatternId opened, PatternId end);

/* Whether an element may end in this state. */
bool machine_may_end(const Machine *machine, PatternId state);

/* Their recoveries: what would have been, had the mistake not been made. */
PatternId recover_open(Machine *machine, PatternId pattern,
                       uint32_t name); /* required siblings before it are passed over */
PatternId recover_attr(Machine *machine, PatternId pattern, uint32_t name); /* any value will do */
PatternId recover_close(Machine *machine, PatternId pattern);               /* required attributes may be missing */
PatternId recover_text(Machine *machine, PatternId pattern);                /* any text will do */
PatternId recover_next(Machine *machine, PatternId opened, PatternId end);  /* required content may be missing */

bool is_blank(const char *text);

#endif
