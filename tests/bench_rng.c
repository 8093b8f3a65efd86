/* bench_rng SCHEMA FILE...: time and memory of the RELAX NG engine alone, without the parsing of documents. SCHEMA "-"
 * is the program's own. Times are those of the processor: other programs on the machine do not count. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

enum { LOADS = 9, PASSES = 7 };

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
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

/* What it takes to look at the clock. */
static double clock_cost(void) {
    double start = seconds();
    for (int i = 0; i < 999; i++) seconds();
    return (seconds() - start) / 1000;
}

/* Seconds spent in the engine on all documents; ret_n: how many, ret_valid: how many are valid. */
static double pass(Validator *validator, char **paths, int n, uint32_t *ret_n, uint32_t *ret_valid) {
    double spent = 0, cost = clock_cost();
    *ret_n = *ret_valid = 0;
    for (int i = 0; i < n; i++) {
        Loaded loaded;
        if (load(&loaded, paths[i])) {
            double start = seconds();
            *ret_valid += validator_run(validator, loaded.document, &loaded.diags);
            spent += seconds() - start - cost;
            ++*ret_n;
        }
        unload(&loaded);
    }
    return spent;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *values, int n) {
    qsort(values, (size_t)n, sizeof *values, by_size);
    return values[n / 2];
}

static void timed_loads(const char *path, SchemaProblems *problems) {
    double spent[LOADS];
    for (int i = 0; i < LOADS; i++) {
        double start = seconds();
        schema_free(schema_load(path, problems));
        spent[i] = seconds() - start;
    }
    printf("  load the grammar             %8.2f ms (median of %d)\n", median(spent, LOADS) * 1e3, LOADS);
}

static void timed_passes(Validator *validator, char **paths, int n_paths) {
    double spent[PASSES];
    uint32_t n, valid;
    double first = pass(validator, paths, n_paths, &n, &valid);
    for (int i = 0; i < PASSES; i++) spent[i] = pass(validator, paths, n_paths, &n, &valid);
    double scale = n ? 1e6 / n : 0;
    printf("  validate a parsed document   %8.2f us in the mean, once warm (median of %d passes); first pass %.2f us; "
           "%" PRIu32 " documents, %" PRIu32 " valid\n",
           median(spent, PASSES) * scale, PASSES, first * scale, n, valid);
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    Arena *arena = arena_new();
    SchemaProblems problems;
    schema_problems_init(&problems, arena, test_catalogue());
    Schema *loaded = strcmp(argv[1], "-") == 0 ? NULL : schema_load(argv[1], &problems);
    const Schema *schema = loaded ? loaded : schema_builtin();
    if (problems.list.n) return 1;
    Validator *validator = validator_new(schema, SCHEMA_NEWEST);
    timed_passes(validator, argv + 2, argc - 2);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("  memory of the validator      %8.2f MB, %" PRIu32 " patterns; of the whole process %.1f MB\n",
           (double)machine_memory(&validator->machine) / 1e6, validator->machine.store.patterns.n,
           (double)usage.ru_maxrss / 1e3);
    validator_free(validator);
    if (loaded) timed_loads(argv[1], &problems);
    schema_free(loaded);
    schema_problems_done(&problems);
    arena_free(arena);
    return 0;
}
