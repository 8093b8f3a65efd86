/* Values and their conversions. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "xpath/state.h"

double number_of_text(const char *text) {
    Slice trimmed = slice_trim(slice_from(text));
    size_t at = trimmed.n && trimmed.p[0] == '-', digits = 0, dots = 0;
    for (size_t i = at; i < trimmed.n; i++) {
        if (trimmed.p[i] == '.') dots++;
        else if (trimmed.p[i] >= '0' && trimmed.p[i] <= '9') digits++;
        else return NAN;
    }
    return digits && dots <= 1 ? strtod(trimmed.p, NULL) : NAN;
}

void text_add_number(Text *out, double number) {
    if (isnan(number)) text_puts(out, "NaN");
    else if (isinf(number)) text_puts(out, number > 0 ? "Infinity" : "-Infinity");
    else if (floor(number) == number && fabs(number) < 1e18) text_printf(out, "%.0f", number == 0 ? 0 : number);
    else text_printf(out, "%.10g", number);
}

/* As XPath writes it: 15 digits, no exponent. */
static void add_exact(Text *out, double number) {
    bool whole = !isfinite(number) || (floor(number) == number && fabs(number) < 1e18);
    int before = whole || number == 0 ? 0 : (int)floor(log10(fabs(number))) + 1;
    if (whole) {
        text_add_number(out, number);
        return;
    }
    text_printf(out, "%.*f", before > 14 ? 0 : before < -300 ? 315 : 15 - before, number);
    while (memchr(out->p, '.', out->n) && (out->p[out->n - 1] == '0' || out->p[out->n - 1] == '.')) {
        bool dot = out->p[--out->n] == '.';
        out->p[out->n] = 0;
        if (dot) break;
    }
}

const char *text_of_number(Evaluator *evaluator, double number) {
    if (fabs(number) < 4e9 && floor(number) == number) /* the most frequent ones */
        return arena_number(evaluator->scratch, number < 0, (uint64_t)fabs(number));
    Text text = {0};
    add_exact(&text, number);
    const char *copy = arena_strdup(evaluator->scratch, text_str(&text));
    text_done(&text);
    return copy;
}

bool object_truth(const Object *object) {
    switch (object->type) {
    case TYPE_NODES: return object->n > 0;
    case TYPE_BOOL: return object->truth;
    case TYPE_NUMBER: return object->number != 0 && !isnan(object->number);
    case TYPE_TEXT:
    case TYPE_ANY: break;
    }
    return object->text[0];
}

const char *object_text(const Evaluator *evaluator, const Object *object) {
    switch (object->type) {
    case TYPE_NODES: return object->n ? tree_text(&evaluator->tree, object->nodes[0]) : "";
    case TYPE_BOOL: return object->truth ? "true" : "false";
    case TYPE_NUMBER: return text_of_number((Evaluator *)evaluator, object->number);
    case TYPE_TEXT:
    case TYPE_ANY: break;
    }
    return object->text;
}

double object_number(const Evaluator *evaluator, const Object *object) {
    switch (object->type) {
    case TYPE_BOOL: return object->truth;
    case TYPE_NUMBER: return object->number;
    case TYPE_NODES:
    case TYPE_TEXT:
    case TYPE_ANY: break;
    }
    return number_of_text(object_text(evaluator, object));
}
