/* Options: the command line understood.
 *
 * One table in options.c names every option; --help and the completions are made from it.
 *
 * May include: base/, diag/, config.h, report/. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "config.h"

typedef enum { VERB_CHECK, VERB_UPDATE_DEVICE, VERB_RULES, VERB_EXPLAIN, VERB_HELP, VERB_VERSION } Verb;
typedef enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } ColorWhen;

typedef struct {
    const char *name; /* of the format */
    const char *file; /* NULL: standard output */
} FormatOption;

typedef struct {
    Verb verb;
    Config config;
    VEC(FormatOption) formats;
    StringVec operands;
    const char *stdin_filename;
    ColorWhen color;
    bool quiet, verbose, types;
    bool exit_zero, exit_non_zero_on_fix;
    bool fix, unsafe_fixes, diff;
} Options;

/* Reads argv. False, with what is wrong in ret_error (one or two lines), for a command line that can't be
 * understood. The strings are borrowed from argv. */
bool options_parse(int argc, char **argv, Options *ret_options, Text *ret_error);
void options_done(Options *options);
/* The --help text of a verb, or of domlint. */
void options_help(Verb verb, Text *out);

#endif
