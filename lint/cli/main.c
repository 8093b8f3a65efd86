/* domlint: argv to exit code. */
#include <stdio.h>
#include <string.h>

#include "cli/explain.h"
#include "cli/options.h"
#include "cli/run.h"
#include "cli/update.h"

static int print_help(const Options *options) {
    Text help = {0};
    options_help(VERB_HELP, &help);
    (void)options;
    fputs(text_str(&help), stdout);
    text_done(&help);
    return EXIT_CLEAN;
}

static int print_version(const Options *options) {
    (void)options;
    explain_version(stdout);
    return EXIT_CLEAN;
}

static int (*const verbs[])(const Options *) = {
    [VERB_CHECK] = run_check,     [VERB_UPDATE_DEVICE] = run_update_device,
    [VERB_RULES] = explain_rules, [VERB_EXPLAIN] = explain_ids,
    [VERB_HELP] = print_help,     [VERB_VERSION] = print_version,
};

int main(int argc, char **argv) {
    Options options;
    Text error = {0};
    int status = EXIT_TROUBLE;
    if (options_parse(argc, argv, &options, &error)) status = verbs[options.verb](&options);
    else fprintf(stderr, "domlint: %s\nTry 'domlint --help'.\n", text_str(&error));
    if (fflush(stdout) != 0 || ferror(stdout)) status = EXIT_TROUBLE;
    options_done(&options);
    text_done(&error);
    return status;
}
