/* Reporters: one output format a file; the table in report.c names them all.
 *
 * A reporter is told of each checked file in order and at the end; it streams where its format allows. It writes to
 * a FILE it does not own and keeps no Diagnostic after its call returns unless it copied it.
 *
 * May include: base/, diag/, report/. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdio.h>

#include "diag/diag.h"

typedef struct {
    bool color;                 /* human only */
    unsigned width;             /* human: columns of the terminal; 0: it is none */
    bool quiet;                 /* human: no summary line */
    bool hints;                 /* human, concise, github: hints, too; other formats always hold them */
    const Catalogue *catalogue; /* for formats that carry a rule table */
    const char *version;        /* of domlint */
} ReportOptions;

typedef struct {
    uint32_t files, skipped; /* checked; XML that is not libvirt's */
    uint32_t errors, warnings, infos, hints;
    uint32_t fixable, fixable_unsafe; /* diagnostics with a safe, an unsafe fix */
    uint32_t fixed;                   /* fixes applied */
    uint32_t suppressed;              /* comments written by --add-suppressions */
    uint32_t baselined;               /* known from a baseline, not told */
} Summary;

/* What one file brought. */
typedef struct {
    const char *path;
    const Source *source; /* NULL if unreadable */
    const Diagnostic *diagnostics;
    uint32_t n;
} FileReport;

typedef struct ReportState ReportState; /* each reporter's own */

typedef struct {
    const char *name;  /* as given to --format */
    const char *title; /* one line for --help */
    ReportState *(*begin)(FILE *out, const ReportOptions *options);
    void (*file)(ReportState *state, const FileReport *file);
    /* Writes what is left and frees the state. */
    void (*end)(ReportState *state, const Summary *summary);
} Reporter;

/* NULL if there is no such format. */
const Reporter *reporter_find(const char *name);
/* All of them, ended by a NULL. */
extern const Reporter *const reporters[];

#endif
