/* Config: what the user asked for.
 *
 * Made from the command line (and, per file, from .domlint.yaml). Plain data; strings are borrowed from argv or live in
 * the config's arena.
 *
 * May include: base/, diag/. */
#ifndef CONFIG_H
#define CONFIG_H

#include "diag/diag.h"

/* A libvirt release as one number: 9.0.0 is 9000000, 11.3.0 is 11003000 (major * 1000000 + minor * 1000 + patch). */
typedef uint32_t Release;
#define RELEASE_NEWEST UINT32_MAX /* no target given: the newest known */

/* "11.3.0", "11.3" → 11003000. False if it is no release. */
bool release_parse(const char *text, Release *ret_release);

typedef VEC(const char *) StringVec;

typedef struct {
    const char *selector;
    Severity severity;
} SeverityRule;
typedef VEC(SeverityRule) SeverityRules;

/* For `update-device`: each document is a device that is to take the place of one in old. */
typedef struct {
    const Source *old; /* borrowed; NULL: documents stand for themselves */
    bool live, config; /* what is to be changed: the running domain, its configuration */
} UpdateConfig;

typedef struct {
    StringVec select, ignore; /* selectors: id, group, or id prefix that ends at a dash; empty select: all */
    StringVec extend_select;  /* on as well; against an ignore the more exact selector wins, then this one */
    SeverityRules severities; /* the last that names a kind decides */
    StringVec rule_dirs;      /* --rules */
    const char *schema;       /* --schema FILE, or NULL: the embedded grammar */
    Release target;           /* --libvirt, or RELEASE_NEWEST */
    Severity fail_on;
    UpdateConfig update;
    bool isolated;
    bool allow_blanket;    /* suppressions may say "all" */
    bool no_inline_config; /* pass over the suppressions in the documents */
} Config;

void config_init(Config *config);
void config_done(Config *config);

#endif
