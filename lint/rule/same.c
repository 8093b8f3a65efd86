/* The verb of updates: run_same() of rule/runner.h. */
#include <string.h>

#include "rule/runner.h"

/* One of the fields of a rule; NULL where it says nothing. */
typedef struct {
    const char *path, *key, *otherwise, *name, *format;
} Field;
enum { FIELD_PARTS = 5 };

static Field field_at(const Rule *rule, uint32_t index) {
    Range fields = rule->record->fields;
    return (Field){rule_item(rule, fields, index), rule_item(rule, fields, index + 1),
                   rule_item(rule, fields, index + 2), rule_item(rule, fields, index + 3),
                   rule_item(rule, fields, index + 4)};
}

/* What is compared: the key of the field, or its text; NULL if the device has none and nothing is assumed. */
static const char *key_of(const Trial *trial, const Field *field, Node device) {
    Evaluator *evaluator = trial->runner->evaluator;
    NodeSet found = evaluate_nodes(evaluator, field->path, device);
    if (!found.n) return field->otherwise;
    if (field->key) return evaluate_text(evaluator, field->key, found.items[0]);
    Slice text = slice_trim(slice_from(tree_text(evaluator_tree(evaluator), found.items[0])));
    return arena_text(evaluator_arena(evaluator), text.p, text.n);
}

/* A value that is none of its type says nothing here: the rules on the device itself tell of it. */
static bool differs(const Trial *trial, const Field *field, Node old) {
    Evaluator *evaluator = trial->runner->evaluator;
    evaluator_reset(evaluator);
    const char *is = key_of(trial, field, trial->node), *was = key_of(trial, field, old);
    if (evaluator_undecided(evaluator) || evaluator_failed(evaluator)) return false;
    return is && was ? strcmp(is, was) != 0 : is != was;
}

/* "target/address/@base" is called "target address base" unless it has a name. */
static const char *name_of(const Trial *trial, const Field *field) {
    Text text = {0};
    for (const char *p = field->path; !field->name && *p; p++)
        if (*p != '@') text_putc(&text, *p == '/' ? ' ' : *p);
    const char *name = field->name ? field->name : arena_strdup(trial->runner->diags->arena, text_str(&text));
    text_done(&text);
    return name;
}

static void report_field(Trial *trial, const Field *field, Node old) {
    Arena *arena = trial->runner->diags->arena;
    trial->field = name_of(trial, field);
    trial->is = trial_describe(trial, field->path, field->format, trial->node);
    trial->was = trial_describe(trial, field->path, field->format, old);
    trial->place = trial_field_place(trial, field->path, trial->node);
    Place there = trial_field_place(trial, field->path, old);
    trial->before = (Related){there.span, there.source, arena_printf(arena, "it is %s here", trial->was)};
    trial_report(trial);
}

void run_same(Trial *trial) {
    const Rule *rule = trial->rule;
    Evaluator *evaluator = trial->runner->evaluator;
    NodeSet old = evaluate_nodes(evaluator, rule_text(rule, rule->record->expression), trial->node);
    if (!old.n || evaluator_failed(evaluator)) return;
    Node device = old.items[0];
    for (uint32_t i = 0; i < rule->record->fields.n; i += FIELD_PARTS) {
        Field field = field_at(rule, i);
        if (differs(trial, &field, device)) report_field(trial, &field, device);
    }
}
