/* Loading a grammar: the stations of rng/grammar.h one after the other. */
#include "rng/grammar.h"

void schema_problems_init(SchemaProblems *problems, Arena *arena, const Catalogue *catalogue) {
    *problems = (SchemaProblems){.arena = arena, .catalogue = catalogue};
}

void schema_problems_done(SchemaProblems *problems) {
    for (uint32_t i = 0; i < problems->sources.n; i++) source_free(problems->sources.items[i]);
    vec_done(&problems->sources);
    vec_done(&problems->list);
}

static void loader_init(Loader *loader, SchemaProblems *problems) {
    *loader = (Loader){.problems = problems, .arena = problems->arena};
    loader->empty.kind = P_EMPTY;
    loader->text.kind = P_TEXT;
    loader->not_allowed.kind = P_NOT_ALLOWED;
    tables_init(&loader->tables);
}

static void loader_done(Loader *loader) {
    for (uint32_t i = 0; i < loader->scopes.n; i++) {
        Scope *scope = loader->scopes.items[i];
        if (scope->start) vec_done(&scope->start->parts);
        for (int slot = 0; slot < 256; slot++)
            for (Definition *d = scope->table[slot]; d; d = d->next) vec_done(&d->parts);
    }
    vec_done(&loader->scopes);
    vec_done(&loader->queue);
    tables_done(&loader->tables);
    files_done(loader);
}

/* The grammar of a pattern that is none: a start of its own (4.18). */
static Node *wrapped(Loader *loader, Node *pattern) {
    if (pattern->kind == N_GRAMMAR) return pattern;
    Node *start = arena_alloc(loader->arena, sizeof *start), *grammar = arena_alloc(loader->arena, sizeof *grammar);
    *start = (Node){.kind = N_START, .combine = N_KINDS, .file = pattern->file, .xml = pattern->xml};
    *grammar = *start;
    grammar->kind = N_GRAMMAR;
    start->first = start->last = pattern;
    grammar->first = grammar->last = start;
    return grammar;
}

static Schema *compile(Loader *loader, Node *grammar) {
    check_node(loader, grammar, NULL);
    if (loader->n_faults) return NULL;
    Simple *start = simple_of_start(loader, grammar->scope);
    queue_elements(loader, start);
    for (uint32_t i = 0; i < loader->queue.n && !loader->limit; i++)
        simple_fill_element(loader, loader->queue.items[i]);
    if (loader->n_faults) return NULL;
    check_start(loader, start, grammar);
    for (uint32_t i = 0; i < loader->queue.n && !loader->limit; i++) check_element(loader, loader->queue.items[i]);
    if (loader->n_faults) return NULL;
    Schema *schema = emit_schema(loader, start);
    if (!schema)
        fault(loader, grammar, "schema-grammar-limit",
              "a pattern of the grammar is too deep (over %d) or too wide (over %d)", PATTERN_DEPTH_MAX,
              PATTERN_MEMBERS_MAX);
    return schema;
}

static Schema *load(Loader *loader, GrammarFile *file) {
    Schema *schema = NULL;
    Node *root = file ? read_file(loader, file, "", false) : NULL;
    if (root) {
        read_grammar_annotations(loader, file, xmlDocGetRootElement(file->document->xml));
        if (!loader->n_faults) schema = compile(loader, wrapped(loader, root));
    }
    loader_done(loader);
    return schema;
}

Schema *schema_load(const char *path, SchemaProblems *problems) {
    Loader loader;
    loader_init(&loader, problems);
    return load(&loader, file_load(&loader, path, NULL, NULL));
}

Schema *schema_load_text(const char *name, const char *bytes, size_t size, SchemaProblems *problems) {
    Loader loader;
    loader_init(&loader, problems);
    return load(&loader, file_from_text(&loader, name, bytes, size));
}

uint32_t schema_oldest(const Schema *schema) { return schema->oldest; }

uint32_t schema_newest(const Schema *schema) { return schema->newest; }
