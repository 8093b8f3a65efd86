/* compile_schema RULES GRAMMAR OUTPUT: writes a RELAX NG grammar out as plain C arrays (rng/schema.h).
 *
 * RULES is the folder with a file <id>.yaml for every diagnostic there is; only the names are used. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "rng/rng.h"
#include "rng/schema.h"

/* ---- reading ---- */

static void add_kinds(Catalogue *catalogue, Arena *arena, const char *folder) {
    DIR *dir = opendir(folder);
    for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir)) {
        size_t n = strlen(entry->d_name);
        if (n < 6 || strcmp(entry->d_name + n - 5, ".yaml") != 0) continue;
        DiagKind *kind = arena_alloc(arena, sizeof *kind);
        kind->id = arena_text(arena, entry->d_name, n - 5);
        kind->severity = SEVERITY_ERROR;
        kind->group = kind->title = kind->why = "";
        kind->message = "{problem}";
        catalogue_add(catalogue, kind);
    }
    if (dir) closedir(dir);
}

static void print_problems(const SchemaProblems *problems) {
    for (uint32_t i = 0; i < problems->list.n; i++) {
        const Diagnostic *diagnostic = &problems->list.items[i];
        Position at = source_position(diagnostic->source, diagnostic->span.start, COLUMN_CODEPOINTS);
        fprintf(stderr, "%s:%" PRIu32 ":%" PRIu32 ": %s [%s]\n", diagnostic->source->name, at.line, at.column,
                diagnostic->message, diagnostic->kind->id);
    }
}

/* ---- writing ---- */

static void write_numbers(FILE *out, const char *name, const uint32_t *numbers, uint32_t n) {
    fprintf(out, "static const uint32_t %s[] = {", name);
    for (uint32_t i = 0; i < n; i++) fprintf(out, "%s%" PRIu32 ",", i % 16 ? "" : "\n", numbers[i]);
    fprintf(out, "%s};\n", n ? "\n" : "0");
}

/* Rows of width numbers each, as structs of the type. */
static void write_rows(FILE *out, const char *type, const char *name, const void *rows, uint32_t n, uint32_t width) {
    const uint32_t *numbers = rows;
    fprintf(out, "static const %s %s[] = {", type, name);
    for (uint32_t i = 0; i < n; i++) {
        fprintf(out, "%s{", i % 6 ? "" : "\n");
        for (uint32_t k = 0; k < width; k++) fprintf(out, "%s%" PRIu32, k ? "," : "", numbers[i * width + k]);
        fputs("},", out);
    }
    fprintf(out, "%s};\n", n ? "\n" : "{0}");
}

static void write_patterns(FILE *out, const Schema *schema) {
    fputs("static const Pattern patterns[] = {", out);
    for (uint32_t i = 0; i < schema->n_patterns; i++) {
        const Pattern *p = &schema->patterns[i];
        fprintf(out, "%s{%u,%u,%u,%" PRIu32 ",%" PRIu32 "},", i % 6 ? "" : "\n", p->kind, p->flags, p->depth, p->a,
                p->b);
    }
    fputs("\n};\n", out);
}

static void write_strings(FILE *out, const Schema *schema) {
    fputs("static const char strings[] =\n\"", out);
    for (uint32_t i = 0; i < schema->n_strings; i++) {
        unsigned char c = (unsigned char)schema->strings[i];
        if (c == '"' || c == '\\' || c == '?') fprintf(out, "\\%c", c);
        else if (c >= ' ' && c < 0x7F) fputc(c, out);
        else fprintf(out, "\\%03o", c);
        if (c == '\0' && i + 1 < schema->n_strings) fputs("\"\n\"", out);
    }
    fputs("\";\n", out);
}

static void write_counts(FILE *out, const Schema *schema) {
    const struct {
        const char *name;
        uint32_t value;
    } fields[] = {
        {"n_patterns", schema->n_patterns},
        {"n_pool", schema->n_pool},
        {"table_size", schema->table_size},
        {"n_elements", schema->n_elements},
        {"n_attributes", schema->n_attributes},
        {"n_classes", schema->n_classes},
        {"n_names", schema->n_names},
        {"name_table_size", schema->name_table_size},
        {"n_namespaces", schema->n_namespaces},
        {"n_data", schema->n_data},
        {"n_params", schema->n_params},
        {"n_values", schema->n_values},
        {"n_notes", schema->n_notes},
        {"n_guards", schema->n_guards},
        {"n_strings", schema->n_strings},
        {"start", schema->start},
        {"oldest", schema->oldest},
        {"newest", schema->newest},
        {"unknown_help", schema->unknown_help},
        {"qualified", schema->qualified},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        fprintf(out, "    .%s = %" PRIu32 "u,\n", fields[i].name, fields[i].value);
}

static void write_schema(FILE *out, const Schema *schema) {
    static const char *const arrays[] = {"patterns", "pool",   "table",      "elements",   "attributes",
                                         "classes",  "names",  "name_table", "namespaces", "data",
                                         "params",   "values", "notes",      "guards",     "strings"};
    fputs("/* Written by tools/compile_schema.c from the grammar in schemas/: do not edit. */\n", out);
    fputs("#include \"rng/builtin.h\"\n\n", out);
    write_patterns(out, schema);
    write_numbers(out, "pool", schema->pool, schema->n_pool);
    write_numbers(out, "table", schema->table, schema->table_size);
    write_rows(out, "Item", "elements", schema->elements, schema->n_elements, 3);
    write_rows(out, "Item", "attributes", schema->attributes, schema->n_attributes, 3);
    write_rows(out, "NameClass", "classes", schema->classes, schema->n_classes, 3);
    write_rows(out, "Name", "names", schema->names, schema->n_names, 2);
    write_numbers(out, "name_table", schema->name_table, schema->name_table_size);
    write_numbers(out, "namespaces", schema->namespaces, schema->n_namespaces);
    write_rows(out, "Data", "data", schema->data, schema->n_data, 4);
    write_rows(out, "Param", "params", schema->params, schema->n_params, 2);
    write_rows(out, "Value", "values", schema->values, schema->n_values, 4);
    write_rows(out, "Note", "notes", schema->notes, schema->n_notes, 4);
    write_rows(out, "Guard", "guards", schema->guards, schema->n_guards, 2);
    write_strings(out, schema);
    fputs("\nconst Schema builtin_schema = {\n", out);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) fprintf(out, "    .%s = %s,\n", arrays[i], arrays[i]);
    write_counts(out, schema);
    fputs("};\n", out);
}

static bool write_file(const char *path, const Schema *schema) {
    FILE *out = fopen(path, "w");
    if (out) write_schema(out, schema);
    bool written = out && !ferror(out);
    if (out && fclose(out) != 0) written = false;
    if (!written) fprintf(stderr, "compile_schema: %s: %s\n", path, strerror(errno));
    return written;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fputs("usage: compile_schema RULES GRAMMAR OUTPUT\n", stderr);
        return 2;
    }
    Arena *arena = arena_new();
    Catalogue *catalogue = catalogue_new();
    SchemaProblems problems;
    add_kinds(catalogue, arena, argv[1]);
    schema_problems_init(&problems, arena, catalogue);
    Schema *schema = schema_load(argv[2], &problems);
    print_problems(&problems);
    bool done = schema && write_file(argv[3], schema);
    schema_free(schema);
    schema_problems_done(&problems);
    catalogue_free(catalogue);
    arena_free(arena);
    return done ? 0 : 1;
}
