/* Options: the command line understood.
 *
 * One table (cli/option_rows.c) names every option; parsing, --help and the completions are made from it.
 *
 * May include: base/, diag/, config.h, report/. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "config.h"

typedef enum {
    VERB_CHECK,
    VERB_UPDATE_DEVICE,
    VERB_RULES,
    VERB_EXPLAIN,
    VERB_COMPLETION,
    VERB_HELP,
    VERB_VERSION
} Verb;
typedef enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } ColorWhen;

typedef struct {
    const char *name; /* of the format */
    const char *file; /* NULL: standard output */
} FormatOption;

typedef struct {
    Verb verb;
    Verb topic;      /* VERB_HELP: which verb to tell of; VERB_HELP itself for all */
    bool verb_given; /* the verb was named */
    Config config;
    bool fail_on_given; /* --fail-on was: it beats configuration files */
    VEC(FormatOption) formats;
    StringVec operands;
    const char *stdin_filename, *files_from, *config_file;
    const char *since;    /* a git revision, or NULL */
    const char *baseline; /* file, or NULL: what the configuration says */
    const char *suppress_reason;
    unsigned jobs; /* 0: as many as there are processors */
    ColorWhen color;
    bool quiet, verbose, types, statistics, timings, show_settings, show_files, force_exclude;
    bool exit_zero, exit_non_zero_on_fix;
    bool fix, unsafe_fixes, diff, add_suppressions, write_baseline, prune_baseline;
    Text words; /* of $DOMLINT_OPTIONS, NUL-separated */
} Options;

/* Reads $DOMLINT_OPTIONS (words between blanks), then argv. False, with what is wrong in ret_error (one or two lines),
 * for a command line that can't be understood. The strings are borrowed from argv. */
bool options_parse(int argc, char **argv, Options *ret_options, Text *ret_error);
void options_done(Options *options);
/* The --help text of a verb with all its options; VERB_HELP: the overview. */
void options_help(Verb verb, Text *out);
/* The completion script of a shell; false if there is none for it. */
bool options_completion(const char *shell, Text *out);

#endif
