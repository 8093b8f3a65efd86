/* The grammar that tools/compile_schema.c wrote out as C when the program was built.
 *
 * May include: rng/schema.h. */
#ifndef RNG_BUILTIN_H
#define RNG_BUILTIN_H

#include "rng/schema.h"

extern const Schema builtin_schema;

#endif
