/* The inside of a baseline, and its file; for cli/baseline*.c only.
 *
 *     {"version": 1,
 *      "findings": [
 *       {"path": "a.xml", "rule": "ID", "xpath": "/domain/name", "value": "hash", "count": 1},
 *       …]}
 *
 * May include: base/, diag/. */
#ifndef CLI_BASELINE_FILE_H
#define CLI_BASELINE_FILE_H

#include "base/intern.h"
#include "cli/baseline.h"

typedef struct {
    uint32_t file; /* number in Baseline.files */
    const char *rule, *xpath, *value;
    uint32_t count, found; /* as noted; in this run */
    uint32_t next;         /* the next entry of the file, or UINT32_MAX */
    Span place;            /* in the baseline file */
    bool off;              /* the rule is off for the file */
} BaselineEntry;

typedef struct {
    uint32_t first; /* entry */
    bool seen;      /* checked in this run */
} BaselineFile;

struct Baseline {
    Arena *arena;
    const char *path, *root; /* root: real path of its folder */
    const Source *source;    /* borrowed from the problems; NULL: no file yet */
    Intern *keys, *files;
    VEC(BaselineEntry) entries; /* by number in keys */
    VEC(BaselineFile) heads;    /* by number in files */
};

/* The real folder of a file that need not exist. */
const char *baseline_folder(Arena *arena, const char *path);
/* The entry with this key, made if there is none. */
BaselineEntry *baseline_entry(Baseline *baseline, const char *path, const char *rule, const char *xpath,
                              const char *value);
/* Fills the baseline from its file, which problems takes over. */
void baseline_read(Baseline *baseline, Source *source, const Catalogue *catalogue, Problems *problems);
/* How many findings of an entry the baseline ought to hold after this run. */
uint32_t baseline_count(const Baseline *baseline, const BaselineEntry *entry, bool prune);

#endif
