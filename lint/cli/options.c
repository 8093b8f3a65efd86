#include "cli/options.h"

#include <string.h>

#include "report/report.h"

typedef struct {
    const char *name;     /* without dashes */
    char letter;          /* or 0 */
    const char *argument; /* NULL: takes none */
    const char *help;
    bool (*set)(Options *options, const char *value, Text *error);
} OptionRow;

typedef struct {
    const char *name;
    Verb verb;
    const char *operands, *help;
} VerbRow;

static const VerbRow verbs[] = {
    {"check", VERB_CHECK, "FILE|DIR|- ...", "check domain XML (the default verb)"},
    {"update-device", VERB_UPDATE_DEVICE, "OLD NEW",
     "check the XML for virsh update-device against the domain or device OLD"},
    {"rules", VERB_RULES, "[ID|GROUP ...]", "list the rules, or those named"},
    {"explain", VERB_EXPLAIN, "ID|ELEMENT ...", "why a rule exists, or what an element means"},
    {"help", VERB_HELP, "[VERB]", "this help, or that of a verb"},
};

/* Says "WHAT 'WORD'" and the nearest of the candidates. */
static bool refuse(Text *error, const char *what, const char *word, const char *const *candidates, size_t n) {
    text_printf(error, "%s '%s'", what, word);
    int nearest = text_nearest(word, candidates, n);
    if (nearest >= 0) text_printf(error, "; did you mean '%s'?", candidates[nearest]);
    return false;
}

static void split_list(StringVec *list, const char *value) {
    Slice rest = slice_from(value);
    while (rest.n) {
        const char *comma = memchr(rest.p, ',', rest.n);
        size_t n = comma ? (size_t)(comma - rest.p) : rest.n;
        if (n) vec_push(list, strndup(rest.p, n));
        rest = (Slice){rest.p + n + (comma != NULL), rest.n - n - (comma != NULL)};
    }
}

static bool set_select(Options *options, const char *value, Text *error) {
    (void)error;
    split_list(&options->config.select, value);
    return true;
}

static bool set_ignore(Options *options, const char *value, Text *error) {
    (void)error;
    split_list(&options->config.ignore, value);
    return true;
}

static bool set_format(Options *options, const char *value, Text *error) {
    const char *equals = strchr(value, '=');
    FormatOption format = {equals ? strndup(value, (size_t)(equals - value)) : strdup(value),
                           equals ? equals + 1 : NULL};
    vec_push(&options->formats, format);
    if (reporter_find(format.name)) return true;
    const char *names[32];
    size_t n = 0;
    while (reporters[n]) names[n] = reporters[n]->name, n++;
    return refuse(error, "no such format", format.name, names, n);
}

static bool set_fail_on(Options *options, const char *value, Text *error) {
    static const char *const names[] = {"error", "warning", "info", "hint"};
    if (severity_parse(value, &options->config.fail_on) && options->config.fail_on != SEVERITY_OFF) return true;
    return refuse(error, "no such severity", value, names, 4);
}

static bool set_libvirt(Options *options, const char *value, Text *error) {
    if (release_parse(value, &options->config.target)) return true;
    text_printf(error, "'%s' is no libvirt release; write it as 9.0.0", value);
    return false;
}

static bool set_color(Options *options, const char *value, Text *error) {
    static const char *const names[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(value, names[i]) != 0) continue;
        options->color = (ColorWhen)i;
        return true;
    }
    return refuse(error, "--color takes auto, always or never, not", value, names, 3);
}

static bool set_rules(Options *options, const char *value, Text *error) {
    (void)error;
    vec_push(&options->config.rule_dirs, value);
    return true;
}

static bool set_schema(Options *options, const char *value, Text *error) {
    (void)error;
    options->config.schema = value;
    return true;
}

static bool set_stdin_filename(Options *options, const char *value, Text *error) {
    (void)error;
    options->stdin_filename = value;
    return true;
}

#define SET_FLAG(function, field)                                                                                      \
    static bool function(Options *options, const char *value, Text *error) {                                           \
        (void)value, (void)error;                                                                                      \
        options->field = true;                                                                                         \
        return true;                                                                                                   \
    }
SET_FLAG(set_isolated, config.isolated)
SET_FLAG(set_quiet, quiet)
SET_FLAG(set_verbose, verbose)
SET_FLAG(set_exit_zero, exit_zero)
SET_FLAG(set_types, types)
SET_FLAG(set_live, config.update.live)
SET_FLAG(set_config, config.update.config)
SET_FLAG(set_fix, fix)
SET_FLAG(set_unsafe_fixes, unsafe_fixes)
SET_FLAG(set_diff, diff)
SET_FLAG(set_exit_non_zero_on_fix, exit_non_zero_on_fix)
#undef SET_FLAG

static bool set_help(Options *options, const char *value, Text *error) {
    (void)value, (void)error;
    options->verb = VERB_HELP;
    return true;
}

static bool set_version(Options *options, const char *value, Text *error) {
    (void)value, (void)error;
    options->verb = VERB_VERSION;
    return true;
}

static const OptionRow rows[] = {
    {"format", 0, "NAME[=FILE]", "how to print: human, json, ...; repeatable", set_format},
    {"select", 0, "LIST", "only these rules: ids, groups, id prefixes", set_select},
    {"ignore", 0, "LIST", "not these", set_ignore},
    {"fail-on", 0, "LEVEL", "exit 1 from this severity on (default: error)", set_fail_on},
    {"libvirt", 0, "RELEASE", "the libvirt release to check for", set_libvirt},
    {"rules", 0, "DIR", "add the rules of a folder; repeatable", set_rules},
    {"schema", 0, "FILE", "a RELAX NG grammar instead of our own", set_schema},
    {"stdin-filename", 0, "NAME", "what to call standard input", set_stdin_filename},
    {"isolated", 0, NULL, "read no configuration file", set_isolated},
    {"live", 0, NULL, "update-device: change the running domain (default)", set_live},
    {"config", 0, NULL, "update-device: change the configuration", set_config},
    {"fix", 0, NULL, "mend what can be mended safely", set_fix},
    {"unsafe-fixes", 0, NULL, "with --fix or --diff: mend what may change the domain, too", set_unsafe_fixes},
    {"diff", 0, NULL, "show what --fix would change, as a patch", set_diff},
    {"exit-non-zero-on-fix", 0, NULL, "exit 1 if --fix changed anything", set_exit_non_zero_on_fix},
    {"exit-zero", 0, NULL, "exit 0 whatever is found", set_exit_zero},
    {"color", 0, "WHEN", "auto, always or never", set_color},
    {"quiet", 'q', NULL, "no summary", set_quiet},
    {"verbose", 'v', NULL, "all that is known, nothing cut", set_verbose},
    {"types", 0, NULL, "with 'rules': list the value types", set_types},
    {"help", 'h', NULL, "this help", set_help},
    {"version", 'V', NULL, "the version", set_version},
};
enum { N_ROWS = sizeof rows / sizeof *rows, N_VERBS = sizeof verbs / sizeof *verbs };

static const OptionRow *find_long(const char *name, size_t n) {
    for (size_t i = 0; i < N_ROWS; i++)
        if (strlen(rows[i].name) == n && strncmp(rows[i].name, name, n) == 0) return &rows[i];
    return NULL;
}

static const OptionRow *find_letter(char letter) {
    for (size_t i = 0; i < N_ROWS; i++)
        if (rows[i].letter == letter) return &rows[i];
    return NULL;
}

static bool refuse_option(Text *error, const char *word) {
    const char *names[N_ROWS];
    for (size_t i = 0; i < N_ROWS; i++) names[i] = rows[i].name;
    text_printf(error, "unknown option '%s'", word);
    size_t dashes = strspn(word, "-");
    int nearest = dashes >= 2 ? text_nearest(word + dashes, names, N_ROWS) : -1;
    if (nearest >= 0) text_printf(error, "; did you mean '--%s'?", names[nearest]);
    return false;
}

/* One option at argv[*index]; moves *index past its argument. */
static bool parse_option(char **argv, int *index, Options *options, Text *error) {
    const char *word = argv[*index], *equals = NULL;
    const OptionRow *row;
    if (word[1] == '-') {
        equals = strchr(word, '=');
        row = find_long(word + 2, equals ? (size_t)(equals - word - 2) : strlen(word + 2));
    } else {
        row = word[2] == 0 ? find_letter(word[1]) : NULL;
    }
    if (!row) return refuse_option(error, word);
    if (!row->argument && equals) return text_printf(error, "--%s takes no value", row->name), false;
    const char *value = equals ? equals + 1 : NULL;
    if (row->argument && !value) value = argv[*index + 1] ? argv[++*index] : NULL;
    if (row->argument && !value) return text_printf(error, "--%s needs a value: %s", row->name, row->argument), false;
    return row->set(options, value, error);
}

static bool find_verb(const char *word, Verb *ret_verb) {
    for (size_t i = 0; i < N_VERBS; i++) {
        if (strcmp(word, verbs[i].name) != 0) continue;
        *ret_verb = verbs[i].verb;
        return true;
    }
    return false;
}

bool options_parse(int argc, char **argv, Options *ret_options, Text *ret_error) {
    *ret_options = (Options){.verb = VERB_CHECK};
    config_init(&ret_options->config);
    int first = argc > 1 && find_verb(argv[1], &ret_options->verb) ? 2 : 1;
    bool only_operands = false;
    for (int i = first; i < argc; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0) only_operands = true;
        else if (only_operands || argv[i][0] != '-' || argv[i][1] == 0) vec_push(&ret_options->operands, argv[i]);
        else if (!parse_option(argv, &i, ret_options, ret_error)) return false;
    }
    return true;
}

static void free_strings(StringVec *list) {
    for (uint32_t i = 0; i < list->n; i++) free((char *)list->items[i]);
}

void options_done(Options *options) {
    free_strings(&options->config.select);
    free_strings(&options->config.ignore);
    config_done(&options->config);
    for (uint32_t i = 0; i < options->formats.n; i++) free((char *)options->formats.items[i].name);
    vec_done(&options->formats);
    vec_done(&options->operands);
}

void options_help(Verb verb, Text *out) {
    text_puts(out, "domlint says what is wrong with libvirt domain XML before libvirt does.\n\nusage:\n");
    for (size_t i = 0; i < N_VERBS; i++) {
        if (verb != VERB_HELP && verbs[i].verb != verb) continue;
        text_printf(out, "  domlint %s%s%s [OPTION ...] %s\n      %s\n", verbs[i].verb == VERB_CHECK ? "[" : "",
                    verbs[i].name, verbs[i].verb == VERB_CHECK ? "]" : "", verbs[i].operands, verbs[i].help);
    }
    text_puts(out, "\noptions:\n");
    for (size_t i = 0; i < N_ROWS; i++) {
        Text left = {0};
        if (rows[i].letter) text_printf(&left, "-%c, ", rows[i].letter);
        text_printf(&left, "--%s%s%s", rows[i].name, rows[i].argument ? " " : "",
                    rows[i].argument ? rows[i].argument : "");
        text_printf(out, "  %-28s %s\n", text_str(&left), rows[i].help);
        text_done(&left);
    }
    text_puts(out, "\nexit: 0 nothing found, 1 something found, 2 could not check\n");
}
