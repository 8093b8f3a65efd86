/* Files of a grammar, and the faults found in them. */
#include <libxml/uri.h>
#include <string.h>

#include "rng/grammar.h"

static void add_fault(Loader *loader, Diags *diags, Span span, const char *id, const char *message) {
    loader->n_faults++;
    diag_report(diags, &(Report){.id = id, .span = span, .slots = (Slot[]){{"problem", message}, {0}}});
}

static const char *formatted(Loader *loader, const char *format, va_list args) {
    Text text = {0};
    text_vprintf(&text, format, args);
    const char *message = arena_text(loader->arena, text_str(&text), text.n);
    text_done(&text);
    return message;
}

void fault(Loader *loader, const Node *node, const char *id, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Span span = document_span(node->file->document, node->xml, PART_NAME);
    add_fault(loader, &node->file->diags, span, id, formatted(loader, format, args));
    va_end(args);
}

void fault_at(Loader *loader, GrammarFile *file, const xmlNode *xml, NodePart part, const char *id, const char *format,
              ...) {
    va_list args;
    va_start(args, format);
    Span span = document_span(file->document, xml, part);
    add_fault(loader, &file->diags, span, id, formatted(loader, format, args));
    va_end(args);
}

/* A fault of a file that cannot be shown: at its reference, or in an empty source of its name. */
static void fault_of_file(Loader *loader, const char *path, GrammarFile *from, const xmlNode *xml, const char *why) {
    if (from) {
        fault_at(loader, from, xml, PART_TAG, "schema-grammar-file", "cannot read %s: %s", path, why);
        return;
    }
    SourceProblem problem;
    Source *empty = source_from_bytes(path, "", 0, &problem);
    Diags diags;
    diags_init(&diags, loader->arena, loader->problems->catalogue, empty);
    vec_push(&loader->problems->sources, empty);
    add_fault(loader, &diags, (Span){0, 0}, "schema-grammar-file", why);
    for (uint32_t i = 0; i < diags.list.n; i++) vec_push(&loader->problems->list, diags.list.items[i]);
    diags_done(&diags);
}

static const char *problem_words(const SourceProblem *problem) {
    switch (problem->error) {
    case SOURCE_UNREADABLE: return problem->message ? problem->message : "it cannot be read";
    case SOURCE_TOO_LARGE: return "it is too large";
    default: return "its bytes are not of the encoding it declares";
    }
}

static GrammarFile *file_of_source(Loader *loader, const char *path, Source *source) {
    GrammarFile *file = arena_alloc(loader->arena, sizeof *file);
    file->path = arena_strdup(loader->arena, path);
    file->source = source;
    diags_init(&file->diags, loader->arena, loader->problems->catalogue, source);
    vec_push(&loader->problems->sources, source);
    vec_push(&loader->files, file);
    file->document = document_parse(source, &file->diags);
    if (!file->document) {
        loader->n_faults++;
        return NULL;
    }
    file->document->xml->URL = xmlStrdup(BAD_CAST path);
    return file;
}

GrammarFile *file_from_text(Loader *loader, const char *name, const char *bytes, size_t size) {
    SourceProblem problem;
    Source *source = source_from_bytes(name, bytes, size, &problem);
    if (source) return file_of_source(loader, name, source);
    fault_of_file(loader, name, NULL, NULL, problem_words(&problem));
    return NULL;
}

GrammarFile *file_load(Loader *loader, const char *path, GrammarFile *from, const xmlNode *xml) {
    for (uint32_t i = 0; i < loader->files.n; i++)
        if (strcmp(loader->files.items[i]->path, path) == 0)
            return loader->files.items[i]->document ? loader->files.items[i] : NULL;
    SourceProblem problem;
    Source *source = source_read(path, path, &problem);
    if (source) return file_of_source(loader, path, source);
    fault_of_file(loader, path, from, xml, problem_words(&problem));
    return NULL;
}

static bool has_scheme(const char *uri) {
    size_t n = strspn(uri, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    return n > 1 && uri[n] == ':';
}

const char *file_resolve(Loader *loader, GrammarFile *file, const xmlNode *xml, const char *href) {
    static const char id[] = "schema-grammar-file";
    xmlChar *base = xmlNodeGetBase(file->document->xml, (xmlNode *)xml);
    xmlChar *uri = strchr(href, '#') ? NULL : xmlBuildURI(BAD_CAST href, base);
    const char *path = NULL;
    if (strchr(href, '#')) fault_at(loader, file, xml, PART_TAG, id, "href \"%s\" has a fragment identifier", href);
    else if (!uri) fault_at(loader, file, xml, PART_TAG, id, "href \"%s\" is not a URI reference", href);
    else if (strncmp((char *)uri, "file://", 7) == 0) path = (char *)uri + 7;
    else if (has_scheme((char *)uri))
        fault_at(loader, file, xml, PART_TAG, id, "%s is not a local file; nothing is fetched from elsewhere", uri);
    else path = (char *)uri;
    char *plain = path ? xmlURIUnescapeString(path, 0, NULL) : NULL;
    const char *result = plain ? arena_strdup(loader->arena, plain) : NULL;
    xmlFree(plain);
    xmlFree(uri);
    xmlFree(base);
    return result;
}

void files_done(Loader *loader) {
    for (uint32_t i = 0; i < loader->files.n; i++) {
        GrammarFile *file = loader->files.items[i];
        diags_sort(&file->diags);
        for (uint32_t k = 0; k < file->diags.list.n; k++) vec_push(&loader->problems->list, file->diags.list.items[k]);
        diags_done(&file->diags);
        document_free(file->document);
    }
    vec_done(&loader->files);
}
