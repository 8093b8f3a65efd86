#include "cli/update.h"

#include <string.h>

#include "cli/run.h"
#include "cli/say.h"

static int refuse(const char *what, const char *why) {
    complain(what, why);
    return EXIT_TROUBLE;
}

int run_update_device(const Options *options) {
    if (options->operands.n != 2)
        return refuse("update-device",
                      "name two files: the domain (or device) as it is, and the XML of the new device");
    const char *old = options->operands.items[0];
    bool is_stdin = strcmp(old, "-") == 0;
    if (is_stdin && strcmp(options->operands.items[1], "-") == 0)
        return refuse("update-device", "only one of OLD and NEW can be standard input");
    SourceProblem problem;
    Source *source = source_read(old, is_stdin ? "<stdin>" : old, &problem);
    if (!source) return refuse(old, problem.message);
    Options update = *options;
    const char *checked[] = {options->operands.items[1]};
    update.operands.items = checked;
    update.operands.n = 1;
    update.config.update.old = source;
    update.config.update.live |= !options->config.update.config;
    int status = run_check(&update);
    source_free(source);
    return status;
}
