#include "cli/baseline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/yaml.h"
#include "cli/baseline_file.h"
#include "report/path.h"

Baseline *baseline_load(const char *path, bool may_lack, const Catalogue *catalogue, Problems *problems) {
    Baseline *baseline = memory_alloc(sizeof *baseline);
    baseline->arena = arena_new();
    baseline->path = arena_strdup(baseline->arena, path);
    baseline->keys = intern_new();
    baseline->files = intern_new();
    baseline->root = baseline_folder(baseline->arena, path);
    SourceProblem problem;
    Source *source = source_read(path, path, &problem);
    if (source) baseline_read(baseline, source, catalogue, problems);
    else if (!may_lack || access(path, F_OK) == 0)
        problems->unreadable = arena_printf(problems->arena, "%s: %s", path, problem.message);
    return baseline;
}

void baseline_free(Baseline *baseline) {
    if (!baseline) return;
    vec_done(&baseline->entries);
    vec_done(&baseline->heads);
    intern_free(baseline->keys);
    intern_free(baseline->files);
    arena_free(baseline->arena);
    free(baseline);
}

const char *baseline_path(const Baseline *baseline) { return baseline->path; }

const Source *baseline_source(const Baseline *baseline) { return baseline->source; }

BaselineEntry *baseline_entry(Baseline *baseline, const char *path, const char *rule, const char *xpath,
                              const char *value) {
    Text key = {0};
    text_printf(&key, "%s\n%s\n%s\n%s", path, rule, xpath, value);
    uint32_t number = intern_add(baseline->keys, slice_from(text_str(&key)));
    text_done(&key);
    if (number < baseline->entries.n) return &baseline->entries.items[number];
    Arena *arena = baseline->arena;
    uint32_t file = intern_add(baseline->files, slice_from(path));
    if (file == baseline->heads.n) vec_push(&baseline->heads, ((BaselineFile){.first = UINT32_MAX}));
    BaselineEntry entry = {.file = file,
                           .rule = arena_strdup(arena, rule),
                           .xpath = arena_strdup(arena, xpath),
                           .value = arena_strdup(arena, value),
                           .next = baseline->heads.items[file].first};
    baseline->heads.items[file].first = number;
    vec_push(&baseline->entries, entry);
    return &vec_last(&baseline->entries);
}

/* Positions change when a sibling comes or goes: /domain/devices/disk[2]/target has the key
 * /domain/devices/disk/target.
 */
static char *normalised(Arena *arena, const char *xpath) {
    char *copy = arena_strdup(arena, xpath ? xpath : ""), *to = copy;
    for (const char *from = copy; *from; from++) {
        if (*from == '[') from += strcspn(from, "]");
        else *to++ = *from;
        if (!*from) break;
    }
    *to = 0;
    return copy;
}

static char *value_hash(Arena *arena, const Diagnostic *diagnostic) {
    uint64_t hash = 14695981039346656037u;
    for (uint32_t i = diagnostic->span.start; i < diagnostic->span.end; i++)
        hash = (hash ^ (unsigned char)diagnostic->source->text[i]) * 1099511628211u;
    return arena_printf(arena, "%016llx", (unsigned long long)hash);
}

static BaselineEntry *entry_of(Baseline *baseline, const char *path, const Diagnostic *diagnostic, Arena *arena) {
    return baseline_entry(baseline, path, diagnostic->kind->id, normalised(arena, diagnostic->path),
                          value_hash(arena, diagnostic));
}

/* What the baseline calls a file. */
static char *file_name(const Baseline *baseline, Arena *arena, const char *path) {
    Text shown = {0};
    const char *relative = path_relative(arena, baseline->root, path);
    text_add_printable(&shown, relative, strlen(relative), NULL);
    char *name = arena_text(arena, text_str(&shown), shown.n);
    text_done(&shown);
    return name;
}

/* Entries of rules that are off in this run say nothing about the file. */
static void mark_seen(Baseline *baseline, const char *name, const Catalogue *catalogue) {
    uint32_t file = intern_find(baseline->files, slice_from(name));
    if (file == INTERN_NONE) return;
    baseline->heads.items[file].seen = true;
    for (uint32_t i = baseline->heads.items[file].first; i != UINT32_MAX; i = baseline->entries.items[i].next) {
        BaselineEntry *entry = &baseline->entries.items[i];
        Severity severity;
        entry->off = catalogue_find(catalogue, entry->rule, &severity) && severity == SEVERITY_OFF;
    }
}

uint32_t baseline_apply(Baseline *baseline, const char *path, Diags *diags, bool all) {
    Arena *arena = arena_new();
    char *name = file_name(baseline, arena, path);
    uint32_t kept = 0, n = diags->list.n;
    mark_seen(baseline, name, diags->catalogue);
    for (uint32_t i = 0; i < n; i++) {
        BaselineEntry *entry = entry_of(baseline, name, &diags->list.items[i], arena);
        bool known = entry->found++ < entry->count;
        baseline->heads.items[entry->file].seen = true;
        if (!known && !all) diags->list.items[kept++] = diags->list.items[i];
    }
    diags->list.n = kept;
    arena_free(arena);
    return n - kept;
}

static bool file_gone(const Baseline *baseline, uint32_t file) {
    Text path = {0};
    text_printf(&path, "%s/%s", baseline->root, intern_string(baseline->files, file));
    bool gone = access(text_str(&path), F_OK) != 0 && errno == ENOENT;
    text_done(&path);
    return gone;
}

static void report_entry(const Baseline *baseline, const BaselineEntry *entry, uint32_t left, bool gone, Diags *diags) {
    char count[16];
    snprintf(count, sizeof count, "%u", left);
    const char *detail = gone ? "the file is gone" : left == 1 ? "it is found no more" : "they are found no more";
    Slot slots[] = {{"count", count},
                    {"rule", entry->rule},
                    {"path", intern_string(baseline->files, entry->file)},
                    {"detail", detail},
                    {NULL, NULL}};
    diag_report(diags, &(Report){.id = "baseline-stale",
                                 .span = entry->place,
                                 .slots = slots,
                                 .help = "--prune-baseline strikes what is found no more"});
}

void baseline_report_stale(const Baseline *baseline, Diags *diags) {
    for (uint32_t i = 0; i < baseline->entries.n; i++) {
        const BaselineEntry *entry = &baseline->entries.items[i];
        bool seen = baseline->heads.items[entry->file].seen;
        bool gone = !seen && entry->count && file_gone(baseline, entry->file);
        if (entry->found < entry->count && ((seen && !entry->off) || gone))
            report_entry(baseline, entry, entry->count - entry->found, gone, diags);
    }
}

uint32_t baseline_count(const Baseline *baseline, const BaselineEntry *entry, bool prune) {
    bool seen = baseline->heads.items[entry->file].seen;
    if (!seen) return file_gone(baseline, entry->file) ? 0 : entry->count;
    if (entry->off) return entry->count;
    return prune && entry->found > entry->count ? entry->count : entry->found;
}
