#include "report/report.h"

#include <string.h>

extern const Reporter reporter_human, reporter_json;

const Reporter *const reporters[] = {&reporter_human, &reporter_json, NULL};

const Reporter *reporter_find(const char *name) {
    for (const Reporter *const *reporter = reporters; *reporter; reporter++)
        if (strcmp((*reporter)->name, name) == 0) return *reporter;
    return NULL;
}
