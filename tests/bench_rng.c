/* bench_rng SCHEMA FILE...: time and memory of the RELAX NG engine alone, without the parsing of documents. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "rng/rng.h"
#include "rng/validate.h"
#include "rng_support.h"

typedef struct {
    Source *source;
    Document *document;
    Arena *arena;
    Diags diags;
} Loaded;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static bool load(Loaded *loaded, const char *path) {
    SourceProblem problem;
    *loaded = (Loaded){.arena = arena_new(), .source = source_read(path, path, &problem)};
    if (loaded->source) {
        diags_init(&loaded->diags, loaded->arena, test_catalogue(), loaded->source);
        loaded->document = document_parse(loaded->source, &loaded->diags);
    }
    return loaded->document != NULL;
}

static void unload(Loaded *loaded) {
    document_free(loaded->document);
    diags_done(&loaded->diags);
    source_free(loaded->source);
    arena_free(loaded->arena);
}

/* Seconds spent in the engine on all documents; ret_n: how many, ret_valid: how many are valid. */
static double pass(Validator *validator, char **paths, int n, uint32_t *ret_n, uint32_t *ret_valid) {
    double spent = 0;
    *ret_n = *ret_valid = 0;
    for (int i = 0; i < n; i++) {
        Loaded loaded;
        if (load(&loaded, paths[i])) {
            double start = seconds();
            *ret_valid += validator_run(validator, loaded.document, &loaded.diags);
            spent += seconds() - start;
            ++*ret_n;
        }
        unload(&loaded);
    }
    return spent;
}

static Schema *timed_load(const char *path, SchemaProblems *problems) {
    double best = 1e9;
    Schema *schema = NULL;
    for (int i = 0; i < 5; i++) {
        schema_free(schema);
        double start = seconds();
        schema = schema_load(path, problems);
        double spent = seconds() - start;
        if (spent < best) best = spent;
    }
    printf("load the grammar               %8.2f ms (best of 5)\n", best * 1e3);
    return schema;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    Arena *arena = arena_new();
    SchemaProblems problems;
    schema_problems_init(&problems, arena, test_catalogue());
    Schema *schema = timed_load(argv[1], &problems);
    if (!schema) return 1;
    Validator *validator = validator_new(schema, SCHEMA_NEWEST);
    for (int round = 1; round <= 3; round++) {
        uint32_t n, valid;
        double spent = pass(validator, argv + 2, argc - 2, &n, &valid);
        printf("validate a parsed document     %8.2f us in the mean, pass %d (%" PRIu32 " documents, %" PRIu32
               " valid)\n",
               n ? spent / n * 1e6 : 0, round, n, valid);
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("memory of the validator        %8.2f MB, %" PRIu32 " patterns; of the whole process %.1f MB\n",
           (double)machine_memory(&validator->machine) / 1e6, validator->machine.store.patterns.n,
           (double)usage.ru_maxrss / 1e3);
    validator_free(validator);
    schema_free(schema);
    schema_problems_done(&problems);
    arena_free(arena);
    return 0;
}
