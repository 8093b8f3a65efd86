#include "config.h"

#include <stdlib.h>
#include <string.h>

void config_init(Config *config) { *config = (Config){.target = RELEASE_NEWEST, .fail_on = SEVERITY_ERROR}; }

void config_done(Config *config) {
    vec_done(&config->select);
    vec_done(&config->ignore);
    vec_done(&config->extend_select);
    vec_done(&config->severities);
    vec_done(&config->rule_dirs);
}

/* One number of a release, up to 999. */
static bool parse_part(const char **text, uint32_t *ret_part) {
    char *end;
    if (**text < '0' || **text > '9') return false;
    unsigned long part = strtoul(*text, &end, 10);
    if (part > 999) return false;
    *ret_part = (uint32_t)part;
    *text = end;
    return true;
}

bool release_parse(const char *text, Release *ret_release) {
    uint32_t parts[3] = {0, 0, 0};
    for (int i = 0; i < 3; i++) {
        if (!parse_part(&text, &parts[i])) return false;
        if (*text == 0) break;
        if (*text++ != '.' || i == 2) return false;
    }
    *ret_release = parts[0] * 1000000 + parts[1] * 1000 + parts[2];
    return true;
}
