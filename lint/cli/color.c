/* When to colour: color_wanted() of cli/run.h. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/run.h"

/* An empty variable counts as unset. */
static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static bool variable_is(const char *name, const char *text) {
    const char *value = variable(name);
    return value && strcmp(value, text) == 0;
}

bool color_wanted(ColorWhen when) {
    if (when != COLOR_AUTO) return when == COLOR_ALWAYS;
    if (variable("NO_COLOR")) return false;
    if (variable("FORCE_COLOR")) return true;
    if (variable("CLICOLOR_FORCE") && !variable_is("CLICOLOR_FORCE", "0")) return true;
    if (variable_is("CLICOLOR", "0") || variable_is("TERM", "dumb")) return false;
    return isatty(STDOUT_FILENO);
}
