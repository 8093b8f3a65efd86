/* domlint: argv to exit code. */
#include <stdio.h>
#include <string.h>

#include "base/heap.h"
#include "cli/explain.h"
#include "cli/options.h"
#include "cli/run.h"
#include "cli/update.h"

static int print_help(const Options *options) {
    Text help = {0};
    options_help(options->topic, &help);
    fputs(text_str(&help), stdout);
    text_done(&help);
    return EXIT_CLEAN;
}

static int print_completion(const Options *options) {
    Text script = {0};
    const char *shell = options->operands.n ? options->operands.items[0] : "";
    bool known = options_completion(shell, &script);
    fputs(text_str(&script), stdout);
    text_done(&script);
    if (!known) fputs("domlint: completion: name a shell: bash, zsh or fish\n", stderr);
    return known ? EXIT_CLEAN : EXIT_TROUBLE;
}

static int print_version(const Options *options) {
    (void)options;
    explain_version(stdout);
    return EXIT_CLEAN;
}

static int (*const verbs[])(const Options *) = {
    [VERB_CHECK] = run_check,       [VERB_UPDATE_DEVICE] = run_update_device, [VERB_RULES] = explain_rules,
    [VERB_EXPLAIN] = explain_ids,   [VERB_COMPLETION] = print_completion,     [VERB_HELP] = print_help,
    [VERB_VERSION] = print_version,
};

int main(int argc, char **argv) {
    Options options;
    Text error = {0};
    int status = EXIT_TROUBLE;
    heap_prepare();
    if (options_parse(argc, argv, &options, &error)) status = verbs[options.verb](&options);
    else fprintf(stderr, "domlint: %s\nTry 'domlint --help'.\n", text_str(&error));
    if (fflush(stdout) != 0 || ferror(stdout)) status = EXIT_TROUBLE;
    options_done(&options);
    text_done(&error);
    return status;
}
