/* The diagnostic of a trial: trial_report() of rule/runner.h. */
#include "rule/runner.h"

static Span text_piece(const Trial *trial, Span value) {
    const Document *document = trial->runner->document;
    size_t from = trial->from, to = trial->to;
    const Tree *tree = evaluator_tree(trial->runner->evaluator);
    if (tree_node(tree, trial->node)->kind == TREE_ELEMENT) {
        /* The span leaves white space at both ends out, the text does not. */
        Slice all = slice_from(tree_text(tree, trial->node)), trimmed = slice_trim(all);
        size_t before = (size_t)(trimmed.p - all.p);
        from = from > before ? from - before : 0;
        to = to > before ? to - before : 0;
        if (to > trimmed.n) to = trimmed.n;
        bool empty = trimmed.n == 0;
        if (empty || from >= to) return value;
    }
    return from < to ? document_subspan(document, value, from, to) : value;
}

static Span trial_span(const Trial *trial) {
    const char *at = rule_text(trial->rule, trial->rule->record->at);
    if (trial->field) return trial->place.span;
    if (!trial->has_piece || at) return trial_place(trial, at);
    return text_piece(trial, document_span(trial->runner->document, trial_origin(trial, trial->node), PART_VALUE));
}

static const char *fill_text(const Trial *trial, const char *template) {
    if (!template) return NULL;
    Text text = {0};
    trial_fill(trial, template, &text);
    const char *copy = arena_strdup(trial->runner->diags->arena, text_str(&text));
    text_done(&text);
    return copy;
}

typedef VEC(Related) RelatedVec;

/* In a rule of `unique` the related places are those of the node that had the key first. */
static void add_related(const Trial *reported, RelatedVec *related) {
    Trial other = *reported;
    if (other.first != NODE_NONE) other.node = other.first;
    const Trial *trial = &other;
    Range range = trial->rule->record->related;
    for (uint32_t i = 0; i < range.n; i += 2) {
        PlaceVec places = {0};
        trial_places(trial, rule_item(trial->rule, range, i), &places);
        const char *message = fill_text(trial, rule_item(trial->rule, range, i + 1));
        for (uint32_t p = 0; p < places.n && p < 8; p++)
            vec_push(related, ((Related){places.items[p].span, places.items[p].source, message}));
        vec_done(&places);
    }
    if (trial->field) vec_push(related, trial->before);
    if (trial->first == NODE_NONE || trial->rule->record->related.n) return;
    Related place = {trial_place(trial, rule_text(trial->rule, trial->rule->record->at)), NULL, "first used here"};
    vec_push(related, place);
}

static uint32_t fill_suggestions(const Trial *trial, const char **words, uint32_t room) {
    Range range = trial->rule->record->suggestions;
    uint32_t n = 0;
    for (uint32_t i = 0; i < trial->n_suggestions && n < room; i++) words[n++] = trial->suggestions[i];
    for (uint32_t i = 0; i < range.n && n < room; i++) {
        const char *word = fill_text(trial, rule_item(trial->rule, range, i));
        if (word[0]) words[n++] = word;
    }
    return n;
}

void trial_report(const Trial *trial) {
    const RuleRecord *record = trial->rule->record;
    Diags *diags = trial->runner->diags;
    const char *words[8];
    RelatedVec related = {0};
    Fix fix;
    add_related(trial, &related);
    const char *message = fill_text(trial, rule_text(trial->rule, record->message));
    Report report = {.kind = &trial->rule->kind,
                     .severity = (Severity)trial->runner->severities[trial->rule->number],
                     .span = trial_span(trial),
                     .message = message ? message : trial->problem,
                     .suggestions = words,
                     .n_suggestions = fill_suggestions(trial, words, 8),
                     .related = related.items,
                     .n_related = related.n,
                     .fix = trial_fix(trial, &fix) ? &fix : NULL,
                     .help = fill_text(trial, rule_text(trial->rule, record->help)),
                     .path = diags->paths ? document_path(diags->arena, trial_origin(trial, trial->node)) : NULL};
    diag_report(diags, &report);
    vec_done(&related);
}
