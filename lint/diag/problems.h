/* Problems: what is wrong with the files a Linter is made of: rules, grammars, configuration.
 *
 * Diagnostics about many sources, which it owns.
 *
 * May include: base/, diag/. */
#ifndef DIAG_PROBLEMS_H
#define DIAG_PROBLEMS_H

#include "diag/diag.h"

typedef struct {
    Arena *arena;
    DiagnosticVec list;     /* each with its own source */
    VEC(Source *) sources;  /* owned */
    const char *unreadable; /* a folder or file that could not be read at all, and why; or NULL */
} Problems;

void problems_init(Problems *problems);
void problems_done(Problems *problems);
/* Takes over a source and gives Diags for it; problems_end() moves what was reported into the list. */
Diags problems_begin(Problems *problems, const Catalogue *catalogue, Source *source);
void problems_end(Problems *problems, Diags *diags);
/* Whether any of them is an error. */
bool problems_fatal(const Problems *problems);

#endif
