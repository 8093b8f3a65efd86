/* The Catalogue half of diag/diag.h: kinds by id, in the order of their ids. */
#include <assert.h>
#include <string.h>

#include "diag/diag.h"

typedef struct {
    const DiagKind *kind;
    Severity severity;
} Entry;

struct Catalogue {
    VEC(Entry) entries; /* sorted by id */
};

Catalogue *catalogue_new(void) { return memory_alloc(sizeof(Catalogue)); }

void catalogue_free(Catalogue *catalogue) {
    if (!catalogue) return;
    vec_done(&catalogue->entries);
    free(catalogue);
}

/* The index of the first entry whose id is not before id. */
static uint32_t lower_bound(const Catalogue *catalogue, const char *id) {
    uint32_t low = 0, high = catalogue->entries.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(catalogue->entries.items[middle].kind->id, id) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

static Entry *find_entry(const Catalogue *catalogue, const char *id) {
    uint32_t at = lower_bound(catalogue, id);
    bool found = at < catalogue->entries.n && strcmp(catalogue->entries.items[at].kind->id, id) == 0;
    return found ? &catalogue->entries.items[at] : NULL;
}

bool catalogue_add(Catalogue *catalogue, const DiagKind *kind) {
    uint32_t n = catalogue->entries.n; /* kinds mostly come in order */
    bool behind = n == 0 || strcmp(catalogue->entries.items[n - 1].kind->id, kind->id) < 0;
    uint32_t at = behind ? n : lower_bound(catalogue, kind->id);
    if (at < n && strcmp(catalogue->entries.items[at].kind->id, kind->id) == 0) return false;
    vec_add(&catalogue->entries);
    Entry *place = &catalogue->entries.items[at];
    memmove(place + 1, place, (catalogue->entries.n - 1 - at) * sizeof *place);
    *place = (Entry){kind, kind->severity};
    return true;
}

const DiagKind *catalogue_find(const Catalogue *catalogue, const char *id, Severity *ret_severity) {
    const Entry *entry = find_entry(catalogue, id);
    if (entry && ret_severity) *ret_severity = entry->severity;
    return entry ? entry->kind : NULL;
}

uint32_t catalogue_count(const Catalogue *catalogue) { return catalogue->entries.n; }

const DiagKind *catalogue_at(const Catalogue *catalogue, uint32_t index) {
    return catalogue->entries.items[index].kind;
}

void catalogue_configure(Catalogue *catalogue, const char *id, Severity severity) {
    Entry *entry = find_entry(catalogue, id);
    assert(entry);
    entry->severity = severity;
}

Severity catalogue_severity(const Catalogue *catalogue, const DiagKind *kind) {
    return find_entry(catalogue, kind->id)->severity;
}

bool kind_matches(const DiagKind *kind, const char *selector) {
    size_t n = strlen(selector);
    if (strcmp(selector, "all") == 0 || strcmp(kind->group, selector) == 0) return true;
    if (n && selector[n - 1] == '-') n--;
    return strncmp(kind->id, selector, n) == 0 && (kind->id[n] == '-' || kind->id[n] == 0);
}

const char *catalogue_nearest(const Catalogue *catalogue, Arena *arena, const char *selector) {
    uint32_t n = catalogue_count(catalogue);
    const char **names = arena_alloc(arena, 3 * n * sizeof *names);
    for (uint32_t i = 0; i < n; i++) {
        const DiagKind *kind = catalogue_at(catalogue, i);
        names[i] = kind->id;
        names[n + i] = kind->group;
        names[2 * n + i] = arena_text(arena, kind->id, strcspn(kind->id, "-"));
    }
    int nearest = text_nearest(selector, names, 3 * (size_t)n);
    return nearest < 0 ? NULL : names[nearest];
}
