/* schema_builtin() of rng/rng.h; alone in its file, so that the compiler of that grammar links without it. */
#include "rng/builtin.h"

#include "rng/rng.h"

const Schema *schema_builtin(void) { return &builtin_schema; }
