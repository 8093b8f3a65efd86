/* The table of options and verbs: only the cli/option*.c files read it.
 *
 * May include: cli/options.h. */
#ifndef CLI_OPTION_ROWS_H
#define CLI_OPTION_ROWS_H

#include "cli/options.h"

typedef enum {
    GROUP_INPUT,
    GROUP_RULES,
    GROUP_OUTPUT,
    GROUP_FIX,
    GROUP_KNOWN,
    GROUP_RUN,
    GROUP_GENERAL,
    N_OPTION_GROUPS
} OptionGroup;

/* What may stand as an argument, for completions. */
typedef enum { COMPLETE_NOTHING, COMPLETE_FILE, COMPLETE_DIR, COMPLETE_FORMAT, COMPLETE_WORDS } OptionComplete;

enum { FOR_CHECK = 1 << VERB_CHECK, FOR_UPDATE = 1 << VERB_UPDATE_DEVICE };
enum { FOR_RULES = 1 << VERB_RULES, FOR_EXPLAIN = 1 << VERB_EXPLAIN };
enum {
    FOR_ALL =
        FOR_CHECK | FOR_UPDATE | FOR_RULES | FOR_EXPLAIN | 1 << VERB_COMPLETION | 1 << VERB_HELP | 1 << VERB_VERSION
};

typedef struct {
    const char *name;     /* without dashes */
    char letter;          /* or 0 */
    const char *argument; /* NULL: takes none; "[=NAME]": may take one */
    const char *help;     /* at most 52 characters, so that a line stays below 80 */
    OptionGroup group;
    unsigned verbs; /* FOR_… */
    bool common;    /* shown in the overview */
    OptionComplete complete;
    const char *words; /* COMPLETE_WORDS: separated by blanks */
    /* Either a setter, or where the flag (bool) or the argument (const char *) goes in Options. */
    bool (*set)(Options *options, const char *value, Text *error);
    size_t offset;
} OptionRow;

typedef struct {
    const char *name;
    Verb verb;
    const char *operands, *help;
} VerbRow;

extern const OptionRow option_rows[]; /* ended by a NULL name */
extern const VerbRow verb_rows[];     /* likewise */
extern const char *const option_group_titles[N_OPTION_GROUPS];

/* Says "WHAT 'WORD'" and the nearest of the candidates. Always false. */
bool options_refuse(Text *error, const char *what, const char *word, const char *const *candidates, size_t n);

#endif
