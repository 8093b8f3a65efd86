/* JSON values that several formats share.
 *
 * May include: base/, diag/, report/, jansson. */
#ifndef REPORT_VALUE_H
#define REPORT_VALUE_H

#include <jansson.h>

#include "diag/diag.h"
#include "report/report.h"

/* A text that may hold bytes that are no UTF-8 (a path): those are written as escapes. */
json_t *value_text(const char *text);
/* text or null */
json_t *value_optional(const char *text);
json_t *value_texts(const char *const *texts, uint32_t n);
/* A diagnostic as formats json and jsonl write it (docs/json/report.schema.json). */
json_t *value_diagnostic(const char *path, const Diagnostic *diagnostic);
/* Writes a value, as jansson's flags say, and ends it. */
void value_write(json_t *value, size_t flags, FILE *out);
json_t *value_summary(const Summary *summary);

#endif
