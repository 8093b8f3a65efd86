#include "cli/option_rows.h"

#include <stddef.h>
#include <string.h>

#include "report/report.h"
#include "rng/rng.h"

enum { JOBS_MAX = 256 };

const char *const option_group_titles[N_OPTION_GROUPS] = {"what to check", "which rules",      "output", "mending",
                                                          "known faults",  "how to run, exit", "general"};

const VerbRow verb_rows[] = {{"check", VERB_CHECK, "FILE|DIR|- ...", "check domain XML (the default verb)"},
                             {"update-device", VERB_UPDATE_DEVICE, "OLD NEW", "would virsh update-device take it?"},
                             {"rules", VERB_RULES, "[ID|GROUP ...]", "list the rules, or those named"},
                             {"explain", VERB_EXPLAIN, "ID|ELEMENT ...", "why a rule exists, what an element means"},
                             {"completion", VERB_COMPLETION, "SHELL", "completions for bash, zsh or fish"},
                             {"help", VERB_HELP, "[VERB]", "this overview, or all options of a verb"},
                             {NULL, VERB_HELP, NULL, NULL}};

bool options_refuse(Text *error, const char *what, const char *word, const char *const *candidates, size_t n) {
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

static bool set_extend_select(Options *options, const char *value, Text *error) {
    (void)error;
    split_list(&options->config.extend_select, value);
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
    if (equals && !equals[1]) return text_printf(error, "--format %s needs a file after the '='", value), false;
    if (reporter_find(format.name)) return true;
    const char *names[32];
    size_t n = 0;
    while (reporters[n]) names[n] = reporters[n]->name, n++;
    return options_refuse(error, "no such format", format.name, names, n);
}

static bool set_fail_on(Options *options, const char *value, Text *error) {
    static const char *const names[] = {"error", "warning", "info", "hint"};
    options->fail_on_given = true;
    if (severity_parse(value, &options->config.fail_on) && options->config.fail_on != SEVERITY_OFF) return true;
    return options_refuse(error, "no such severity", value, names, 4);
}

static bool set_libvirt(Options *options, const char *value, Text *error) {
    uint32_t oldest = schema_oldest(schema_builtin());
    if (!release_parse(value, &options->config.target)) {
        text_printf(error, "'%s' is no libvirt release; write it as 9.0.0", value);
        return false;
    }
    if (options->config.target >= oldest) return true;
    text_printf(error, "libvirt %s is too old: domlint knows it from %u.%u.%u on", value, oldest / 1000000,
                oldest / 1000 % 1000, oldest % 1000);
    return false;
}

static bool set_color(Options *options, const char *value, Text *error) {
    static const char *const names[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(value, names[i]) != 0) continue;
        options->color = (ColorWhen)i;
        return true;
    }
    return options_refuse(error, "--color takes auto, always or never, not", value, names, 3);
}

static bool set_rules(Options *options, const char *value, Text *error) {
    (void)error;
    vec_push(&options->config.rule_dirs, value);
    return true;
}

static bool set_jobs(Options *options, const char *value, Text *error) {
    char *end;
    unsigned long jobs = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || jobs > JOBS_MAX)
        return text_printf(error, "--jobs takes a number up to %d, not '%s'", JOBS_MAX, value), false;
    options->jobs = (unsigned)jobs;
    return true;
}

static bool set_add_suppressions(Options *options, const char *value, Text *error) {
    options->add_suppressions = true;
    options->suppress_reason = value;
    if (!value || (!strstr(value, "--") && !strpbrk(value, "\r\n"))) return true;
    text_puts(error, "a reason stands in an XML comment: it may hold neither '--' nor a line end");
    return false;
}

static bool set_help(Options *options, const char *value, Text *error) {
    (void)value, (void)error;
    if (options->verb_given) options->topic = options->verb;
    options->verb = VERB_HELP;
    return true;
}

static bool set_version(Options *options, const char *value, Text *error) {
    (void)value, (void)error;
    options->verb = VERB_VERSION;
    return true;
}

enum { CHECK = FOR_CHECK, EITHER = FOR_CHECK | FOR_UPDATE };
enum { KNOWING = EITHER | FOR_RULES | FOR_EXPLAIN, LISTING = EITHER | FOR_RULES };
#define AT(field) NULL, offsetof(Options, field)

const OptionRow option_rows[] = {
    {"files-from", 0, "FILE", "names to check, one a line or NUL-ended; -: stdin", GROUP_INPUT, CHECK, false,
     COMPLETE_FILE, NULL, AT(files_from)},
    {"stdin-filename", 0, "NAME", "what to call standard input", GROUP_INPUT, EITHER, false, COMPLETE_FILE, NULL,
     AT(stdin_filename)},
    {"since", 0, "REV", "only what changed since a git revision", GROUP_INPUT, CHECK, false, COMPLETE_NOTHING, NULL,
     AT(since)},
    {"force-exclude", 0, NULL, "honour 'exclude' for files given by name, too", GROUP_INPUT, CHECK, false,
     COMPLETE_NOTHING, NULL, AT(force_exclude)},
    {"live", 0, NULL, "what runs is to be changed (default)", GROUP_INPUT, FOR_UPDATE, false, COMPLETE_NOTHING, NULL,
     AT(config.update.live)},
    {"config", 0, NULL, "the configuration is to be changed", GROUP_INPUT, FOR_UPDATE, false, COMPLETE_NOTHING, NULL,
     AT(config.update.config)},
    {"show-files", 0, NULL, "only list the files that would be checked", GROUP_INPUT, CHECK, false, COMPLETE_NOTHING,
     NULL, AT(show_files)},

    {"select", 0, "LIST", "only these: ids, groups, id prefixes", GROUP_RULES, LISTING, true, COMPLETE_NOTHING, NULL,
     set_select, 0},
    {"extend-select", 0, "LIST", "these as well", GROUP_RULES, LISTING, false, COMPLETE_NOTHING, NULL,
     set_extend_select, 0},
    {"ignore", 0, "LIST", "not these", GROUP_RULES, LISTING, true, COMPLETE_NOTHING, NULL, set_ignore, 0},
    {"libvirt", 0, "RELEASE", "the libvirt release to check for, as 9.0.0", GROUP_RULES, KNOWING, true,
     COMPLETE_NOTHING, NULL, set_libvirt, 0},
    {"rules", 0, "DIR", "add the rules of a folder; repeatable", GROUP_RULES, KNOWING, false, COMPLETE_DIR, NULL,
     set_rules, 0},
    {"schema", 0, "FILE", "a RELAX NG grammar instead of our own", GROUP_RULES, KNOWING, false, COMPLETE_FILE, NULL,
     AT(config.schema)},
    {"config", 0, "FILE", "this configuration file and no other", GROUP_RULES, CHECK, false, COMPLETE_FILE, NULL,
     AT(config_file)},
    {"isolated", 0, NULL, "read no configuration file", GROUP_RULES, KNOWING, false, COMPLETE_NOTHING, NULL,
     AT(config.isolated)},
    {"show-settings", 0, NULL, "only show the settings of each file", GROUP_RULES, CHECK, false, COMPLETE_NOTHING, NULL,
     AT(show_settings)},

    {"format", 0, "NAME[=FILE]", "how to print: human, json, sarif, ...; repeatable", GROUP_OUTPUT, EITHER, true,
     COMPLETE_FORMAT, NULL, set_format, 0},
    {"statistics", 0, NULL, "count by rule instead of listing", GROUP_OUTPUT, EITHER, false, COMPLETE_NOTHING, NULL,
     AT(statistics)},
    {"timings", 0, NULL, "tell where the time went, by rule", GROUP_OUTPUT, EITHER, false, COMPLETE_NOTHING, NULL,
     AT(timings)},
    {"color", 0, "WHEN", "auto, always or never", GROUP_OUTPUT, FOR_ALL, false, COMPLETE_WORDS, "auto always never",
     set_color, 0},
    {"quiet", 'q', NULL, "no summary, no notes", GROUP_OUTPUT, EITHER, true, COMPLETE_NOTHING, NULL, AT(quiet)},
    {"verbose", 'v', NULL, "hints, too", GROUP_OUTPUT, EITHER, false, COMPLETE_NOTHING, NULL, AT(verbose)},
    {"types", 0, NULL, "list the value types instead", GROUP_OUTPUT, FOR_RULES, false, COMPLETE_NOTHING, NULL,
     AT(types)},

    {"fix", 0, NULL, "mend in place what is certain", GROUP_FIX, EITHER, true, COMPLETE_NOTHING, NULL, AT(fix)},
    {"unsafe-fixes", 0, NULL, "mend what may change the domain, too", GROUP_FIX, EITHER, false, COMPLETE_NOTHING, NULL,
     AT(unsafe_fixes)},
    {"diff", 0, NULL, "show what --fix would change, as a patch", GROUP_FIX, EITHER, true, COMPLETE_NOTHING, NULL,
     AT(diff)},

    {"baseline", 0, "FILE", "be silent on the findings noted there", GROUP_KNOWN, CHECK, false, COMPLETE_FILE, NULL,
     AT(baseline)},
    {"write-baseline", 0, NULL, "note all that is found now in the baseline", GROUP_KNOWN, CHECK, false,
     COMPLETE_NOTHING, NULL, AT(write_baseline)},
    {"prune-baseline", 0, NULL, "strike from the baseline what is found no more", GROUP_KNOWN, CHECK, false,
     COMPLETE_NOTHING, NULL, AT(prune_baseline)},
    {"add-suppressions", 0, "[=REASON]", "write a comment in front of each finding", GROUP_KNOWN, CHECK, false,
     COMPLETE_NOTHING, NULL, set_add_suppressions, 0},
    {"no-inline-config", 0, NULL, "pass over the suppressions in the documents", GROUP_KNOWN, EITHER, false,
     COMPLETE_NOTHING, NULL, AT(config.no_inline_config)},

    {"jobs", 'j', "N", "check with N threads (default: all processors)", GROUP_RUN, CHECK, false, COMPLETE_NOTHING,
     NULL, set_jobs, 0},
    {"fail-on", 0, "LEVEL", "exit 1 from this severity on (default: error)", GROUP_RUN, EITHER, true, COMPLETE_WORDS,
     "error warning info hint", set_fail_on, 0},
    {"exit-zero", 0, NULL, "exit 0 whatever is found", GROUP_RUN, EITHER, false, COMPLETE_NOTHING, NULL, AT(exit_zero)},
    {"exit-non-zero-on-fix", 0, NULL, "exit 1 if --fix changed anything", GROUP_RUN, EITHER, false, COMPLETE_NOTHING,
     NULL, AT(exit_non_zero_on_fix)},

    {"help", 'h', NULL, "help on the verb", GROUP_GENERAL, FOR_ALL, false, COMPLETE_NOTHING, NULL, set_help, 0},
    {"version", 'V', NULL, "the version", GROUP_GENERAL, FOR_ALL, false, COMPLETE_NOTHING, NULL, set_version, 0},
    {.name = NULL},
};
