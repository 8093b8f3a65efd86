#include "report/report.h"

#include <string.h>

extern const Reporter reporter_human, reporter_concise, reporter_json, reporter_jsonl, reporter_sarif, reporter_github,
    reporter_gitlab, reporter_checkstyle, reporter_junit, reporter_rdjson, reporter_html;

const Reporter *const reporters[] = {&reporter_human, &reporter_concise, &reporter_json,   &reporter_jsonl,
                                     &reporter_sarif, &reporter_github,  &reporter_gitlab, &reporter_checkstyle,
                                     &reporter_junit, &reporter_rdjson,  &reporter_html,   NULL};

const Reporter *reporter_find(const char *name) {
    for (const Reporter *const *reporter = reporters; *reporter; reporter++)
        if (strcmp((*reporter)->name, name) == 0) return *reporter;
    return NULL;
}
