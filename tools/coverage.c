/* coverage RULES-FOLDER: writes COVERAGE.md to standard output: each check of libvirt's that is known, with the rules
 * that make it or the reason why none does.
 * coverage RULES-FOLDER INVENTORY-FOLDER: says instead which ids of the inventory's YAML files are in neither.
 *
 * A check is known by its id. Rules name the ids they cover (`covers`); coverage/NAME.tsv has a line for each of the
 * others: id, tab, reason. An id cannot be in both. */
#include <fts.h>
#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "base/yaml.h"
#include "diag/source.h"

typedef struct {
    const char *id;
    const char *rule;   /* "folder/name" of a rule that covers it, or NULL */
    const char *reason; /* why none does, or NULL */
    const char *where;  /* the file that says so */
} Entry;

typedef struct {
    Arena *arena;
    VEC(Entry) entries;
    VEC(const char *) inventory;
    uint32_t n_faults;
} Coverage;

static void fault(Coverage *coverage, const char *where, const char *what, const char *id) {
    fprintf(stderr, "%s: %s%s%s\n", where, what, id ? ": " : "", id ? id : "");
    coverage->n_faults++;
}

/* ---- reading ---- */

static YamlNode *read_yaml(Coverage *coverage, const char *path, Source **ret_source) {
    SourceProblem problem;
    YamlError error;
    *ret_source = source_read(path, path, &problem);
    if (!*ret_source) return fault(coverage, path, problem.message, NULL), NULL;
    YamlNode *root = yaml_load(coverage->arena, (*ret_source)->text, (*ret_source)->size, &error);
    if (!root) fault(coverage, path, error.message, NULL);
    return root;
}

static void read_rule(Coverage *coverage, const FTSENT *file) {
    Source *source;
    const YamlNode *covers = yaml_get(read_yaml(coverage, file->fts_path, &source), "covers");
    const char *where = arena_strdup(coverage->arena, file->fts_path);
    const char *rule = arena_printf(coverage->arena, "%s/%.*s", file->fts_parent->fts_name, (int)file->fts_namelen - 5,
                                    file->fts_name);
    for (uint32_t i = 0; covers && covers->kind == YAML_SEQUENCE && i < covers->n; i++) {
        if (covers->items[i]->kind != YAML_SCALAR) continue;
        vec_push(&coverage->entries, ((Entry){covers->items[i]->text, rule, NULL, where}));
    }
    if (source) source_free(source);
}

static void read_reasons(Coverage *coverage, const FTSENT *file) {
    SourceProblem problem;
    Source *source = source_read(file->fts_path, file->fts_path, &problem);
    if (!source) return fault(coverage, file->fts_path, problem.message, NULL);
    const char *where = arena_strdup(coverage->arena, file->fts_path);
    char *text = arena_text(coverage->arena, source->text, source->size);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char *tab = strchr(line, '\t');
        if (!tab || tab == line || !tab[1]) {
            fault(coverage, where, "not an id, a tab and a reason", line);
            continue;
        }
        *tab = '\0';
        vec_push(&coverage->entries, ((Entry){line, NULL, tab + 1, where}));
    }
    source_free(source);
}

static void read_inventory(Coverage *coverage, const FTSENT *file) {
    Source *source;
    const YamlNode *root = read_yaml(coverage, file->fts_path, &source);
    for (uint32_t i = 0; root && root->kind == YAML_SEQUENCE && i < root->n; i++) {
        const char *id = yaml_text(root->items[i], "id");
        if (id) vec_push(&coverage->inventory, id);
    }
    if (source) source_free(source);
}

static int compare_files(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

static bool ends(const FTSENT *file, const char *end) {
    size_t n = strlen(end);
    return file->fts_namelen > n && strcmp(file->fts_name + file->fts_namelen - n, end) == 0;
}

static void walk(Coverage *coverage, const char *folder, bool inventory) {
    char *paths[] = {arena_strdup(coverage->arena, folder), NULL};
    FTS *files = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, compare_files);
    if (!files) return fault(coverage, folder, "cannot be read", NULL);
    for (FTSENT *file = fts_read(files); file; file = fts_read(files)) {
        if (file->fts_info == FTS_DNR || file->fts_info == FTS_NS)
            fault(coverage, file->fts_path, "cannot be read", NULL);
        if (file->fts_info != FTS_F) continue;
        const char *room = file->fts_parent->fts_name;
        if (inventory && ends(file, ".yaml")) read_inventory(coverage, file);
        if (!inventory && ends(file, ".yaml") && strcmp(room, "definitions") != 0) read_rule(coverage, file);
        if (!inventory && ends(file, ".tsv") && strcmp(room, "coverage") == 0) read_reasons(coverage, file);
    }
    fts_close(files);
}

/* ---- order ---- */

/* The area is the first word of an id. */
static size_t area_length(const char *id) { return strcspn(id, "-"); }

static bool same_area(const char *a, const char *b) {
    size_t n = area_length(a);
    return n == area_length(b) && strncmp(a, b, n) == 0;
}

static int compare_ids(const char *a, const char *b) {
    size_t n = area_length(a), m = area_length(b);
    int order = strncmp(a, b, n < m ? n : m);
    if (order || n != m) return order ? order : n < m ? -1 : 1;
    return strcmp(a, b);
}

static int compare_entries(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    int order = compare_ids(x->id, y->id);
    if (order || !x->rule != !y->rule) return order ? order : x->rule ? -1 : 1;
    return strcmp(x->rule ? x->rule : x->where, y->rule ? y->rule : y->where);
}

static int compare_words(const void *a, const void *b) {
    return compare_ids(*(const char *const *)a, *(const char *const *)b);
}

/* The first entry behind those with the id of entry i. */
static uint32_t id_end(const Coverage *coverage, uint32_t i) {
    const char *id = coverage->entries.items[i].id;
    while (i < coverage->entries.n && strcmp(coverage->entries.items[i].id, id) == 0) i++;
    return i;
}

static void check(Coverage *coverage) {
    for (uint32_t i = 0, end; i < coverage->entries.n; i = end) {
        end = id_end(coverage, i);
        for (uint32_t k = i + 1; k < end; k++) {
            const Entry *first = &coverage->entries.items[i], *entry = &coverage->entries.items[k];
            if (!entry->rule && first->rule)
                fault(coverage, entry->where, "a rule covers this, so it needs no reason", entry->id);
            else if (!entry->rule) fault(coverage, entry->where, "this has a reason already", entry->id);
            else if (strcmp(entry->rule, entry[-1].rule) == 0)
                fault(coverage, entry->where, "covered twice", entry->id);
        }
    }
}

/* ---- writing ---- */

/* Reasons are counted by their beginning, up to the detail. */
static size_t kind_length(const char *reason) { return strcspn(reason, ":;"); }

typedef struct {
    const char *text;
    size_t length;
    uint32_t count;
} Kind;

static int compare_kinds(const void *a, const void *b) {
    const Kind *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count ? 1 : -1) : strcmp(x->text, y->text);
}

enum { KIND_MIN = 4 }; /* kinds of reasons with fewer checks are counted together */

static void write_totals(const Coverage *coverage) {
    VEC(Kind) kinds = {0};
    uint32_t all = 0, by_rules = 0, others = 0;
    for (uint32_t i = 0; i < coverage->entries.n; i = id_end(coverage, i), all++) {
        const char *reason = coverage->entries.items[i].reason;
        if (!reason) {
            by_rules++;
            continue;
        }
        size_t n = kind_length(reason);
        uint32_t k = 0;
        while (k < kinds.n && (kinds.items[k].length != n || strncmp(kinds.items[k].text, reason, n) != 0)) k++;
        if (k == kinds.n) vec_push(&kinds, ((Kind){reason, n, 0}));
        kinds.items[k].count++;
    }
    qsort(kinds.items, kinds.n, sizeof(Kind), compare_kinds);
    printf("| | checks |\n|---|--:|\n| made by rules | %u |\n", by_rules);
    for (uint32_t k = 0; k < kinds.n; k++) {
        if (kinds.items[k].count < KIND_MIN) others += kinds.items[k].count;
        else printf("| %.*s | %u |\n", (int)kinds.items[k].length, kinds.items[k].text, kinds.items[k].count);
    }
    if (others) printf("| other reasons | %u |\n", others);
    printf("| **all** | **%u** |\n", all);
    vec_done(&kinds);
}

static void write_area(const Coverage *coverage, uint32_t from, uint32_t end) {
    const Entry *entries = coverage->entries.items;
    uint32_t all = 0, by_rules = 0;
    for (uint32_t i = from; i < end; i = id_end(coverage, i), all++) by_rules += entries[i].rule != NULL;
    printf("\n## %.*s\n\n%u of %u made by rules\n\n| check | rules, or why there is none |\n|---|---|\n",
           (int)area_length(entries[from].id), entries[from].id, by_rules, all);
    for (uint32_t i = from, next; i < end; i = next) {
        next = id_end(coverage, i);
        printf("| %s | %s", entries[i].id, entries[i].rule ? "" : entries[i].reason);
        for (uint32_t k = i; entries[i].rule && k < next; k++)
            printf("%s[%s](%s.yaml)", k > i ? ", " : "", strchr(entries[k].rule, '/') + 1, entries[k].rule);
        puts(" |");
    }
}

static void write_coverage(const Coverage *coverage) {
    puts("# What libvirt refuses, and which rule says it\n\n"
         "Written by `make coverage`: do not edit. Every check of libvirt's that is known has an id. Rules name those "
         "they make\n"
         "(`covers`); for each of the others a file of `coverage/` has the reason why no rule makes it.\n");
    write_totals(coverage);
    for (uint32_t i = 0, end; i < coverage->entries.n; i = end) {
        end = i + 1;
        while (end < coverage->entries.n && same_area(coverage->entries.items[i].id, coverage->entries.items[end].id))
            end++;
        write_area(coverage, i, end);
    }
}

/* ---- the inventory ---- */

static bool is_known(const Coverage *coverage, const char *id) {
    uint32_t from = 0, end = coverage->entries.n;
    while (from < end) {
        uint32_t middle = from + (end - from) / 2;
        int order = compare_ids(coverage->entries.items[middle].id, id);
        if (order == 0) return true;
        if (order < 0) from = middle + 1;
        else end = middle;
    }
    return false;
}

static void compare_inventory(Coverage *coverage, const char *folder) {
    uint32_t n = 0, unlisted = 0;
    walk(coverage, folder, true);
    qsort(coverage->inventory.items, coverage->inventory.n, sizeof(char *), compare_words);
    for (uint32_t i = 0; i < coverage->inventory.n; i++) {
        const char *id = coverage->inventory.items[i];
        if (i > 0 && strcmp(id, coverage->inventory.items[i - 1]) == 0) continue;
        n++;
        if (!is_known(coverage, id)) fault(coverage, folder, "no rule covers this, and no reason says why", id);
    }
    for (uint32_t i = 0; i < coverage->entries.n; i = id_end(coverage, i)) {
        const char *id = coverage->entries.items[i].id;
        if (bsearch(&id, coverage->inventory.items, coverage->inventory.n, sizeof(char *), compare_words)) continue;
        printf("%s: not in the inventory: %s\n", coverage->entries.items[i].where, id);
        unlisted++;
    }
    if (!n) fault(coverage, folder, "no inventory here", NULL);
    printf("%u checks in the inventory, %u more covered\n", n, unlisted);
}

int main(int argc, char **argv) {
    if (argc < 2 || argc > 3) return fputs("usage: coverage RULES-FOLDER [INVENTORY-FOLDER]\n", stderr), 2;
    Coverage coverage = {.arena = arena_new()};
    walk(&coverage, argv[1], false);
    if (coverage.entries.n) qsort(coverage.entries.items, coverage.entries.n, sizeof(Entry), compare_entries);
    check(&coverage);
    if (argc == 3) compare_inventory(&coverage, argv[2]);
    else if (!coverage.n_faults) write_coverage(&coverage);
    vec_done(&coverage.entries);
    vec_done(&coverage.inventory);
    arena_free(coverage.arena);
    return coverage.n_faults == 0 && fflush(stdout) == 0 ? 0 : 1;
}
