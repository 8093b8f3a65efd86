/* THE DOOR: a Linter checks texts and gives diagnostics. The command line is a front over this one header.
 *
 * May include: everything but cli/ and report/. */
#ifndef LINT_H
#define LINT_H

#include "config.h"
#include "diag/diag.h"
#include "diag/problems.h"
#include "rng/rng.h"
#include "rule/rule.h"
#include "xml/document.h"

/* Sets up what the libraries below share; call it before several threads check. */
void lint_prepare_threads(void);

typedef struct Linter Linter;

/* Everything known beforehand: grammar, rules, severities. Compiled once, read-only afterwards. The config must outlive
 * it. Never NULL; what could not be used stands in problems. */
Linter *linter_new(const Config *config, Problems *problems);
void linter_free(Linter *linter); /* takes NULL */
const Catalogue *linter_catalogue(const Linter *linter);
const Schema *linter_schema(const Linter *linter); /* NULL if there is none */
/* What is wrong with a selector ("no rule, group or id prefix is called so; did you mean 'disk'?"), in the arena; NULL
 * if it names something. */
const char *linter_selector_problem(const Linter *linter, Arena *arena, const char *selector);

/* One thread's working state for a Linter: what it learns of the grammar and the rules makes the next check faster.
 * Many Checkers may share one Linter; it must outlive them. */
typedef struct Checker Checker;
Checker *checker_new(Linter *linter);
void checker_free(Checker *checker); /* takes NULL */
/* From here on the checker notes where its time goes. */
void checker_measure(Checker *checker);
/* From here on diagnostics carry the paths of their nodes, which baselines need. */
void checker_keep_paths(Checker *checker);
/* Adds the time of each phase and of each rule that ran. */
void checker_timings(const Checker *checker, Timings *ret_timings);

typedef enum {
    CHECK_DONE,
    CHECK_FOREIGN,   /* XML, but not libvirt's (and no --schema): nothing was checked */
    CHECK_UNREADABLE /* problem tells why */
} CheckState;

/* One text and what was found in it. check_free() ends all of it. */
typedef struct {
    CheckState state;
    bool well_formed; /* it is XML, as far as XML goes */
    SourceProblem problem;
    Arena *arena;
    Source *source;   /* NULL if unreadable */
    Diags diags;      /* sorted, suppressed ones dropped */
    ProjectKeys keys; /* for project_add(), in the order of the files */
} Check;

/* path "-" is standard input; name is what diagnostics call it (NULL: the path). */
Check *check_file(Checker *checker, const char *path, const char *name);
Check *check_text(Checker *checker, const char *name, const char *bytes, size_t size);
void check_free(Check *check); /* takes NULL */

#endif
