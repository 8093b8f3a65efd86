#include "lint.h"

#include <string.h>
#include <time.h>

#include "rule/rule.h"
#include "suppress/suppress.h"

struct Linter {
    const Config *config;
    Catalogue *catalogue;
    RuleSet *rules;
    const Schema *schema;
    Schema *own_schema; /* of --schema, or NULL */
    Update update;      /* old is NULL where documents stand for themselves */
    Document *old;
};

/* Where the time of a check goes; the rules are timed by the runner. */
typedef enum { PHASE_READ, PHASE_PARSE, PHASE_GRAMMAR, PHASE_RULES, PHASE_SUPPRESS, N_PHASES } Phase;

struct Checker {
    Linter *linter;
    Validator *validator;
    RuleRunner *runner;
    DocumentParser *parser;
    bool paths;
    bool measured;
    struct timespec mark; /* the end of the phase before */
    Timing times[N_PHASES];
};

/* How exactly the best of the selectors names the kind: 0 not at all, 1 "all", 2 its group, more the longer the id
 * prefix. */
static size_t exactness(const StringVec *selectors, const DiagKind *kind) {
    size_t best = 0;
    for (uint32_t i = 0; i < selectors->n; i++) {
        const char *selector = selectors->items[i];
        if (!kind_matches(kind, selector)) continue;
        size_t exact = strcmp(selector, "all") == 0 ? 1 : strcmp(selector, kind->group) == 0 ? 2 : 2 + strlen(selector);
        if (exact > best) best = exact;
    }
    return best;
}

static bool selected(const Config *config, const DiagKind *kind) {
    size_t extended = exactness(&config->extend_select, kind), ignored = exactness(&config->ignore, kind);
    if (extended && extended >= ignored) return true;
    return ignored == 0 && (config->select.n == 0 || exactness(&config->select, kind) > 0);
}

/* The last selector of the configuration that names the kind decides. */
static Severity configured_severity(const Config *config, const DiagKind *kind) {
    Severity severity = kind->severity;
    for (uint32_t i = 0; i < config->severities.n; i++)
        if (kind_matches(kind, config->severities.items[i].selector)) severity = config->severities.items[i].severity;
    return severity;
}

/* What keeps a document from being checked at all is said whatever is selected. */
static bool always_on(const DiagKind *kind) {
    static const char *const prefixes[] = {"xml-", "rule-", "config-", "baseline-", "update-old-"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(kind->id, prefixes[i], strlen(prefixes[i])) == 0) return true;
    return false;
}

static void configure_severities(Linter *linter) {
    for (uint32_t i = 0; i < catalogue_count(linter->catalogue); i++) {
        const DiagKind *kind = catalogue_at(linter->catalogue, i);
        bool on = selected(linter->config, kind) || always_on(kind);
        catalogue_configure(linter->catalogue, kind->id, on ? configured_severity(linter->config, kind) : SEVERITY_OFF);
    }
}

void lint_prepare_threads(void) { document_prepare_threads(); }

static void load_schema(Linter *linter, Problems *problems) {
    SchemaProblems wrong;
    schema_problems_init(&wrong, problems->arena, linter->catalogue);
    linter->own_schema = schema_load(linter->config->schema, &wrong);
    linter->schema = linter->own_schema;
    for (uint32_t i = 0; i < wrong.list.n; i++) vec_push(&problems->list, wrong.list.items[i]);
    for (uint32_t i = 0; i < wrong.sources.n; i++) vec_push(&problems->sources, wrong.sources.items[i]);
    wrong.sources.n = 0; /* they are the problems' now */
    schema_problems_done(&wrong);
}

/* What stands in the way of comparing with the old document is a problem. */
static void load_old(Linter *linter, Problems *problems) {
    const UpdateConfig *update = &linter->config->update;
    Diags diags;
    diags_init(&diags, problems->arena, linter->catalogue, update->old);
    linter->old = document_parse(update->old, &diags);
    bool usable = linter->old && update_top(linter->rules, linter->old);
    if (linter->old && !usable) {
        const xmlNode *root = xmlDocGetRootElement(linter->old->xml);
        Slot slots[] = {{"name", (const char *)root->name}, {NULL, NULL}};
        Span span = document_span(linter->old, root, PART_NAME);
        diag_report(&diags, &(Report){.id = "update-old-foreign", .span = span, .slots = slots});
    }
    if (usable) linter->update = (Update){linter->old, update->live, update->config};
    problems_end(problems, &diags);
}

Linter *linter_new(const Config *config, Problems *problems) {
    Linter *linter = memory_alloc(sizeof *linter);
    linter->config = config;
    linter->catalogue = catalogue_new();
    linter->rules = ruleset_new(linter->catalogue);
    for (uint32_t i = 0; i < config->rule_dirs.n; i++) {
        const char *why;
        if (!ruleset_add_folder(linter->rules, config->rule_dirs.items[i], problems, &why))
            problems->unreadable = arena_printf(problems->arena, "%s: %s", config->rule_dirs.items[i], why);
    }
    configure_severities(linter);
    if (config->schema) load_schema(linter, problems);
    else linter->schema = schema_builtin();
    if (config->update.old) load_old(linter, problems);
    return linter;
}

void linter_free(Linter *linter) {
    if (!linter) return;
    document_free(linter->old);
    schema_free(linter->own_schema);
    ruleset_free(linter->rules);
    catalogue_free(linter->catalogue);
    free(linter);
}

const Catalogue *linter_catalogue(const Linter *linter) { return linter->catalogue; }

const Schema *linter_schema(const Linter *linter) { return linter->schema; }

const char *linter_selector_problem(const Linter *linter, Arena *arena, const char *selector) {
    for (uint32_t i = 0; i < catalogue_count(linter->catalogue); i++)
        if (kind_matches(catalogue_at(linter->catalogue, i), selector)) return NULL;
    const char *nearest = catalogue_nearest(linter->catalogue, arena, selector);
    const char *problem = "no rule, group or id prefix is called so";
    return nearest ? arena_printf(arena, "%s; did you mean '%s'?", problem, nearest) : problem;
}

Checker *checker_new(Linter *linter) {
    Checker *checker = memory_alloc(sizeof *checker);
    checker->linter = linter;
    if (linter->schema) checker->validator = validator_new(linter->schema, linter->config->target);
    checker->parser = document_parser_new();
    checker->runner = rule_runner_new(linter->rules, linter->config->target);
    return checker;
}

void checker_free(Checker *checker) {
    if (!checker) return;
    validator_free(checker->validator);
    rule_runner_free(checker->runner);
    document_parser_free(checker->parser);
    free(checker);
}

/* The document as an update: it must be a device. */
static void check_update(Checker *checker, Document *document, Diags *diags) {
    const Linter *linter = checker->linter;
    const xmlNode *root = xmlDocGetRootElement(document->xml);
    if (ruleset_root(linter->rules, document) == ROOT_DEVICE) {
        rules_run_update(checker->runner, document, &linter->update, diags);
        return;
    }
    Slot slots[] = {{"name", (const char *)root->name}, {NULL, NULL}};
    diag_report(
        diags,
        &(Report){.id = "update-not-a-device", .span = document_span(document, root, PART_NAME), .slots = slots});
}

void checker_keep_paths(Checker *checker) { checker->paths = true; }

void checker_measure(Checker *checker) {
    checker->measured = true;
    rule_runner_measure(checker->runner);
}

void checker_timings(const Checker *checker, Timings *ret_timings) {
    static const char *const names[] = {"reading", "parsing", "the grammar", "all rules", "suppressions"};
    for (int i = 0; i < N_PHASES; i++)
        vec_push(ret_timings, ((Timing){names[i], checker->times[i].nanoseconds, checker->times[i].runs}));
    rule_runner_timings(checker->runner, ret_timings);
}

static void phase_begin(Checker *checker) {
    if (checker->measured) clock_gettime(CLOCK_MONOTONIC, &checker->mark);
}

/* What went by since the phase before belongs to this one. */
static void phase_end(Checker *checker, Phase phase) {
    struct timespec mark = checker->mark;
    if (!checker->measured) return;
    clock_gettime(CLOCK_MONOTONIC, &checker->mark);
    int64_t spent = (checker->mark.tv_sec - mark.tv_sec) * 1000000000 + checker->mark.tv_nsec - mark.tv_nsec;
    checker->times[phase].nanoseconds += (uint64_t)spent;
    checker->times[phase].runs++;
}

/* Stations 6: the grammar, the rules, what is suppressed. */
static CheckState check_document(Checker *checker, Document *document, Check *check) {
    Diags *diags = &check->diags;
    Linter *linter = checker->linter;
    bool foreign = ruleset_root(linter->rules, document) == ROOT_FOREIGN;
    if (foreign && !linter->config->schema) return CHECK_FOREIGN;
    if (checker->validator) validator_run(checker->validator, document, diags);
    phase_end(checker, PHASE_GRAMMAR);
    if (!foreign) rules_run(checker->runner, document, diags, &check->keys);
    if (!foreign && linter->update.old) check_update(checker, document, diags);
    phase_end(checker, PHASE_RULES);
    if (!linter->config->no_inline_config) suppress_apply(document, linter->config->allow_blanket, diags);
    phase_end(checker, PHASE_SUPPRESS);
    return CHECK_DONE;
}

static void report_encoding(Check *check) {
    uint32_t at = check->problem.offset < check->source->size ? check->problem.offset : check->source->size;
    uint32_t end = at + 3 <= check->source->size ? at + 3 : check->source->size;
    Slot slots[] = {{"detail", check->problem.message}, {"encoding", check->problem.encoding_name}, {NULL, NULL}};
    diag_report(&check->diags, &(Report){.id = "xml-encoding", .span = {at, end}, .slots = slots});
}

/* ---- one mistake, one error ---- */

static bool is_error(const Diagnostic *diagnostic) { return diagnostic->severity == SEVERITY_ERROR; }
static bool of_value(const Diagnostic *diagnostic) { return kind_matches(diagnostic->kind, "schema-value"); }
static bool of_form(const Diagnostic *diagnostic) {
    return is_error(diagnostic) && kind_matches(diagnostic->kind, "value");
}
static bool of_grammar(const Diagnostic *diagnostic) { return kind_matches(diagnostic->kind, "schema"); }

static bool same_place(const Diagnostic *a, const Diagnostic *b) {
    return a->span.start == b->span.start && a->span.end == b->span.end;
}

/* The rule says why; the grammar may know which word was meant. */
static void take_over(Diagnostic *rule, const Diagnostic *grammar) {
    if (!rule->n_suggestions) {
        rule->suggestions = grammar->suggestions;
        rule->n_suggestions = grammar->n_suggestions;
    }
    if (!rule->fix) rule->fix = grammar->fix;
}

/* The error of a rule at the same place; sorted as they are, it is a neighbour. */
static Diagnostic *rule_beside(Diagnostic *items, uint32_t n, uint32_t at) {
    uint32_t first = at, behind = at + 1;
    while (first > 0 && same_place(&items[first - 1], &items[at])) first--;
    while (behind < n && same_place(&items[behind], &items[at])) behind++;
    for (uint32_t i = first; i < behind; i++)
        if (is_error(&items[i]) && !of_grammar(&items[i])) return &items[i];
    return NULL;
}

/* Whether a value is written in a form that libvirt cannot read, so that all else said of it follows from that. */
static bool form_is_wrong(const Diagnostic *items, uint32_t n, const Diagnostic *inside) {
    for (uint32_t i = 0; i < n && items[i].span.start <= inside->span.start; i++)
        if (of_form(&items[i]) && items[i].span.end >= inside->span.end) return true;
    return false;
}

/* Where the grammar and a rule refuse the same value, the rule alone tells it; where a rule refuses the form of a
 * value, no other rule refuses it, too. */
static void drop_echoes(Diags *diags) {
    Diagnostic *items = diags->list.items;
    uint32_t n = diags->list.n, kept = 0;
    bool *echo = arena_alloc(diags->arena, n * sizeof *echo), form = false;
    for (uint32_t i = 0; i < n && !form; i++) form = of_form(&items[i]);
    for (uint32_t i = 0; i < n; i++) {
        Diagnostic *rule = is_error(&items[i]) && of_value(&items[i]) ? rule_beside(items, n, i) : NULL;
        echo[i] = rule != NULL;
        if (rule) take_over(rule, &items[i]);
        if (form && is_error(&items[i]) && !of_form(&items[i]) && form_is_wrong(items, n, &items[i])) echo[i] = true;
    }
    for (uint32_t i = 0; i < n; i++)
        if (!echo[i]) items[kept++] = items[i];
    diags->list.n = kept;
}

static Check *check_source(Checker *checker, Source *source, SourceProblem problem) {
    Check *check = memory_alloc(sizeof *check);
    *check = (Check){.state = CHECK_UNREADABLE, .problem = problem, .arena = arena_new(), .source = source};
    diags_init(&check->diags, check->arena, checker->linter->catalogue, source);
    check->diags.paths = checker->paths;
    if (!source) return check;
    check->state = CHECK_DONE;
    if (problem.error == SOURCE_UNDECODABLE) report_encoding(check);
    phase_end(checker, PHASE_READ);
    Document *document = document_parse_with(checker->parser, source, &check->diags);
    phase_end(checker, PHASE_PARSE);
    check->well_formed = document != NULL;
    if (document) check->state = check_document(checker, document, check);
    document_free(document);
    diags_sort(&check->diags);
    drop_echoes(&check->diags);
    return check;
}

Check *check_file(Checker *checker, const char *path, const char *name) {
    SourceProblem problem;
    phase_begin(checker);
    Source *source = source_read(path, name ? name : path, &problem);
    return check_source(checker, source, problem);
}

Check *check_text(Checker *checker, const char *name, const char *bytes, size_t size) {
    SourceProblem problem;
    phase_begin(checker);
    Source *source = source_from_bytes(name, bytes, size, &problem);
    return check_source(checker, source, problem);
}

void check_free(Check *check) {
    if (!check) return;
    diags_done(&check->diags);
    vec_done(&check->keys);
    source_free(check->source);
    arena_free(check->arena);
    free(check);
}
