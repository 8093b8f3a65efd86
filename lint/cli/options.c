#include "cli/options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/option_rows.h"

enum { NAMES_MAX = 64 };

/* Verbs may have options of the same name that differ: that of the verb at hand comes first. */
static const OptionRow *find_long(Verb verb, const char *name, size_t n) {
    const OptionRow *found = NULL;
    for (const OptionRow *row = option_rows; row->name; row++) {
        if (strlen(row->name) != n || strncmp(row->name, name, n) != 0) continue;
        if (row->verbs & 1u << verb) return row;
        if (!found) found = row;
    }
    return found;
}

static const OptionRow *find_letter(char letter) {
    for (const OptionRow *row = option_rows; row->name; row++)
        if (row->letter == letter) return row;
    return NULL;
}

static bool refuse_option(Text *error, const char *word) {
    const char *names[NAMES_MAX];
    size_t n = 0, dashes = strspn(word, "-");
    for (const OptionRow *row = option_rows; row->name; row++) names[n++] = row->name;
    text_printf(error, "unknown option '%s'", word);
    char *name = strndup(word + dashes, strcspn(word + dashes, "="));
    int nearest = dashes >= 2 ? text_nearest(name, names, n) : -1;
    if (nearest >= 0) text_printf(error, "; did you mean '--%s'?", names[nearest]);
    free(name);
    return false;
}

static const char *verb_name(Verb verb) {
    for (const VerbRow *row = verb_rows; row->name; row++)
        if (row->verb == verb) return row->name;
    return "";
}

static bool apply(const OptionRow *row, Options *options, const char *value, Text *error) {
    if (!(row->verbs & 1u << options->verb)) {
        text_printf(error, "'%s' takes no --%s", verb_name(options->verb), row->name);
        return false;
    }
    if (row->set) return row->set(options, value, error);
    char *place = (char *)options + row->offset;
    if (row->argument) *(const char **)place = value;
    else *(bool *)place = true;
    return true;
}

/* One option at argv[*index]; moves *index past its argument. */
static bool parse_option(char **argv, int *index, Options *options, Text *error) {
    const char *word = argv[*index], *value = NULL;
    const OptionRow *row;
    if (word[1] == '-') {
        const char *equals = strchr(word, '=');
        row = find_long(options->verb, word + 2, equals ? (size_t)(equals - word - 2) : strlen(word + 2));
        value = equals ? equals + 1 : NULL;
    } else {
        row = find_letter(word[1]);
        if (row && word[2]) value = word + 2;
        if (row && value && !row->argument) row = NULL;
    }
    if (!row) return refuse_option(error, word);
    if (!row->argument && value) return text_printf(error, "--%s takes no value", row->name), false;
    bool optional = row->argument && row->argument[0] == '[';
    if (row->argument && !optional && !value) value = argv[*index + 1] ? argv[++*index] : NULL;
    if (row->argument && !optional && !value)
        return text_printf(error, "--%s needs a value: %s", row->name, row->argument), false;
    return apply(row, options, value, error);
}

static bool find_verb(const char *word, Verb *ret_verb) {
    for (const VerbRow *row = verb_rows; row->name; row++) {
        if (strcmp(word, row->name) != 0) continue;
        *ret_verb = row->verb;
        return true;
    }
    return false;
}

static bool parse_words(int argc, char **argv, int first, Options *options, Text *error) {
    bool only_operands = false;
    for (int i = first; i < argc; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0) only_operands = true;
        else if (only_operands || argv[i][0] != '-' || argv[i][1] == 0) vec_push(&options->operands, argv[i]);
        else if (!parse_option(argv, &i, options, error)) return false;
    }
    return true;
}

/* $DOMLINT_OPTIONS stands in front of a check's own options. */
static bool parse_environment(Options *options, Text *error) {
    const char *value = getenv("DOMLINT_OPTIONS");
    VEC(char *) words = {0};
    if (!value || !*value || options->verb != VERB_CHECK) return true;
    text_puts(&options->words, value);
    for (char *word = strtok(options->words.p, " \t\n"); word; word = strtok(NULL, " \t\n")) vec_push(&words, word);
    uint32_t n = words.n;
    vec_push(&words, NULL);
    bool ok = parse_words((int)n, words.items, 0, options, error);
    if (!ok) text_puts(error, " (in $DOMLINT_OPTIONS)");
    vec_done(&words);
    return ok;
}

/* A first word that is no file may be a verb with a slip in it. */
static bool refuse_slip(int argc, char **argv, const Options *options, Text *error) {
    const char *names[NAMES_MAX], *word = argc > 1 ? argv[1] : "";
    size_t n = 0;
    if (options->verb_given || strpbrk(word, "-./") || !*word || access(word, F_OK) == 0) return true;
    for (const VerbRow *row = verb_rows; row->name; row++) names[n++] = row->name;
    return text_nearest(word, names, n) < 0 || options_refuse(error, "no such file or verb", word, names, n);
}

/* `domlint help VERB` */
static bool find_topic(Options *options, Text *error) {
    const char *names[NAMES_MAX];
    size_t n = 0;
    if (options->verb != VERB_HELP || options->operands.n == 0) return true;
    if (find_verb(options->operands.items[0], &options->topic)) return true;
    for (const VerbRow *row = verb_rows; row->name; row++) names[n++] = row->name;
    return options_refuse(error, "no such verb", options->operands.items[0], names, n);
}

static bool refuse_pairs(const Options *options, Text *error) {
    if (options->since && (options->fix || options->diff || options->add_suppressions))
        text_puts(error, "--since only reports: it goes with neither --fix, --diff nor --add-suppressions");
    else if (options->add_suppressions && (options->fix || options->diff))
        text_puts(error, "--add-suppressions goes with neither --fix nor --diff: mend first");
    else if (options->config.isolated && options->config_file)
        text_puts(error, "--isolated and --config contradict each other");
    else if (options->since && (options->write_baseline || options->prune_baseline))
        text_puts(error, "a baseline is written from whole files, not with --since");
    return error->n == 0;
}

bool options_parse(int argc, char **argv, Options *ret_options, Text *ret_error) {
    *ret_options = (Options){.verb = VERB_CHECK, .topic = VERB_HELP};
    config_init(&ret_options->config);
    ret_options->verb_given = argc > 1 && find_verb(argv[1], &ret_options->verb);
    int first = ret_options->verb_given ? 2 : 1;
    return parse_environment(ret_options, ret_error) && parse_words(argc, argv, first, ret_options, ret_error) &&
           refuse_slip(argc, argv, ret_options, ret_error) && find_topic(ret_options, ret_error) &&
           refuse_pairs(ret_options, ret_error);
}

static void free_strings(StringVec *list) {
    for (uint32_t i = 0; i < list->n; i++) free((char *)list->items[i]);
}

void options_done(Options *options) {
    free_strings(&options->config.select);
    free_strings(&options->config.extend_select);
    free_strings(&options->config.ignore);
    config_done(&options->config);
    for (uint32_t i = 0; i < options->formats.n; i++) free((char *)options->formats.items[i].name);
    vec_done(&options->formats);
    vec_done(&options->operands);
    text_done(&options->words);
}
