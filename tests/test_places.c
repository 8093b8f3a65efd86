/* Checks the places of everything in the files named: tests/places.sh runs it over whole corpora. */
#include <stdio.h>

#include "places.h"

static const DiagKind kinds[] = {
    {.id = "xml-empty", .severity = SEVERITY_ERROR, .group = "syntax", .message = ""},
    {.id = "xml-binary", .severity = SEVERITY_ERROR, .group = "syntax", .message = ""},
    {.id = "xml-none", .severity = SEVERITY_ERROR, .group = "syntax", .message = ""},
    {.id = "xml-doctype", .severity = SEVERITY_ERROR, .group = "syntax", .message = ""},
    {.id = "xml-tag-mismatch", .severity = SEVERITY_ERROR, .group = "syntax", .message = ""},
    {.id = "xml-unclosed", .severity = SEVERITY_ERROR, .group = "syntax", .message = ""},
    {.id = "xml-extra-end-tag", .severity = SEVERITY_ERROR, .group = "syntax", .message = ""},
    {.id = "xml-extra-content", .severity = SEVERITY_ERROR, .group = "syntax", .message = ""},
    {.id = "xml-too-deep", .severity = SEVERITY_ERROR, .group = "syntax", .message = ""},
    {.id = "xml-syntax", .severity = SEVERITY_ERROR, .group = "syntax", .message = "{detail}"},
};

typedef struct {
    unsigned long documents, elements, attributes, wrong;
} Totals;

static void check_file(const char *path, const Catalogue *catalogue, Totals *totals) {
    SourceProblem problem;
    Source *source = source_read(path, path, &problem);
    if (!source) return;
    Arena *arena = arena_new();
    Diags diags;
    diags_init(&diags, arena, catalogue, source);
    Document *document = document_parse(source, &diags);
    const char *bad = document ? places_check(document, &totals->elements, &totals->attributes) : NULL;
    totals->documents += document != NULL;
    if (bad) totals->wrong++, puts(bad);
    document_free(document);
    diags_done(&diags);
    arena_free(arena);
    source_free(source);
}

int main(int argc, char **argv) {
    Totals totals = {0};
    Catalogue *catalogue = catalogue_new();
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) catalogue_add(catalogue, &kinds[i]);
    for (int i = 1; i < argc; i++) check_file(argv[i], catalogue, &totals);
    printf("%lu documents, %lu elements, %lu attributes, %lu wrong places\n", totals.documents, totals.elements,
           totals.attributes, totals.wrong);
    catalogue_free(catalogue);
    return totals.wrong != 0;
}
