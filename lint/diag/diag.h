/* Diagnostics: what is said about a Source.
 *
 * A DiagKind is what is known beforehand of one id (its YAML); the Catalogue holds them all. A Diagnostic is one
 * finding at a Span. Diagnostics and all they point to live in the arena of their Diags. diag_report() is the only
 * way to say anything.
 *
 * May include: base/, diag/. */
#ifndef DIAG_DIAG_H
#define DIAG_DIAG_H

#include "base/vec.h"
#include "diag/edit.h"
#include "diag/source.h"

typedef enum { SEVERITY_OFF, SEVERITY_HINT, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

/* "off", "hint", "info", "warning", "error" */
const char *severity_name(Severity severity);
bool severity_parse(const char *name, Severity *ret_severity);

typedef struct {
    const char *id;
    Severity severity;
    const char *group;
    const char *title;
    const char *message; /* template with {slots}; NULL where the rule engine fills it */
    const char *why;
    const char *since;        /* libvirt release, or NULL */
    const char *const *links; /* NULL-ended, or NULL */
    const char *bad, *good;   /* short examples, or NULL */
    const char *old;          /* what the bad one is an update of, or NULL */
} DiagKind;

typedef struct {
    Span span;
    const Source *source; /* NULL: the diagnostic's own */
    const char *message;
} Related;

typedef struct {
    const DiagKind *kind;
    Severity severity; /* after configuration */
    Span span;
    const Source *source;
    const char *message;
    const char *const *suggestions; /* what was probably meant, best first */
    uint32_t n_suggestions;
    const Related *related;
    uint32_t n_related;
    const Fix *fix;   /* NULL: none known */
    const char *help; /* one more line for people, or NULL */
    const char *path; /* XPath of the node concerned (baselines), or NULL */
} Diagnostic;

typedef VEC(Diagnostic) DiagnosticVec;

/* Maps ids to kinds. Owned by the Linter. */
typedef struct Catalogue Catalogue;
Catalogue *catalogue_new(void);
void catalogue_free(Catalogue *catalogue); /* takes NULL */
/* kind must outlive the catalogue. False, and nothing added, if the id is there already. */
bool catalogue_add(Catalogue *catalogue, const DiagKind *kind);
/* The kind, and its severity in this run (ret_severity may be NULL); NULL if there is none. */
const DiagKind *catalogue_find(const Catalogue *catalogue, const char *id, Severity *ret_severity);
uint32_t catalogue_count(const Catalogue *catalogue);
/* Kinds in the order of their ids, index < count. */
const DiagKind *catalogue_at(const Catalogue *catalogue, uint32_t index);
/* Sets the severity of an id for this run (configuration, --select, --ignore). */
void catalogue_configure(Catalogue *catalogue, const char *id, Severity severity);
Severity catalogue_severity(const Catalogue *catalogue, const DiagKind *kind);
/* Whether a selector names the kind: its id, its group, or an id prefix that ends at a dash
 * ("schema", "disk-target"). */
bool kind_matches(const DiagKind *kind, const char *selector);
/* The id, group or first word of ids most like a selector that names nothing, in the arena; NULL if none is near. */
const char *catalogue_nearest(const Catalogue *catalogue, Arena *arena, const char *selector);

/* The diagnostics of one text. */
typedef struct {
    Arena *arena;               /* borrowed */
    const Catalogue *catalogue; /* borrowed */
    const Source *source;       /* borrowed: what spans refer to */
    bool paths;                 /* Report.path is wanted; false: finders spare the work */
    DiagnosticVec list;
} Diags;

typedef struct {
    const char *name, *text;
} Slot;

/* One finding, as its finder knows it. Only the id (or kind and severity) and span are required. Everything is copied
 * into the arena. */
typedef struct {
    const char *id;
    const DiagKind *kind; /* of the catalogue, where it is at hand: spares the search by id */
    Severity severity;    /* with kind: as the catalogue has it */
    Span span;
    const Slot *slots;   /* ended by a NULL name: fills the {slots} of the kind's message */
    const char *message; /* already filled, instead of the kind's template */
    const char *const *suggestions;
    uint32_t n_suggestions;
    const Related *related;
    uint32_t n_related;
    const Fix *fix;
    const char *help;
    const char *path;
} Report;

void diags_init(Diags *diags, Arena *arena, const Catalogue *catalogue, const Source *source);
void diags_done(Diags *diags);
/* Says it. NULL if the kind is switched off. An id that is not in the catalogue is a programmer's mistake. */
const Diagnostic *diag_report(Diags *diags, const Report *report);
/* Whether a kind is on at all, to skip the work. */
bool diag_wanted(const Diags *diags, const char *id);
/* By start, then end, then severity (worst first), then id; exact duplicates dropped. */
void diags_sort(Diags *diags);

#endif
