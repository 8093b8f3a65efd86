/* rng/grammar: what is wrong with a schema, at its place; includes; limits against hostile ones. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rng_support.h"

#define NS "xmlns='http://relaxng.org/ns/structure/1.0'"
#define XSD "datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'"

typedef struct {
    const char *schema, *said;
} Case;

static const Case wrong[] = {
    {"<element name='a'><empty/></element>",
     "s.rng:1:2 schema-grammar-syntax: <element> is not a pattern of RELAX NG (namespace "
     "http://relaxng.org/ns/structure/1.0)\n"},
    {"<element " NS " name='a'/>", "s.rng:1:2 schema-grammar-syntax: <element> is empty; it needs a pattern\n"},
    {"<element " NS " name='a' nmae='b'><emty/></element>",
     "s.rng:1:63 schema-grammar-syntax: <element> takes no attribute nmae\n"
     "s.rng:1:73 schema-grammar-syntax: RELAX NG has no element <emty>\n"},
    {"<grammar " NS ">\n<start><ref name='x'/></start>\n<define name='y'><ref name='z'/></define></grammar>",
     "s.rng:2:9 schema-grammar-reference: there is no definition x\n"
     "s.rng:3:19 schema-grammar-reference: there is no definition z\n"},
    {"<grammar " NS "><define name='y'><empty/></define></grammar>",
     "s.rng:1:2 schema-grammar-reference: the grammar has no <start>\n"},
    {"<grammar " NS "><start><ref name='y'/></start><define name='y'><choice><ref name='y'/><empty/></choice>"
     "</define></grammar>",
     "s.rng:1:110 schema-grammar-reference: definition y refers to itself with no element between\n"},
    {"<grammar " NS
     "><start><ref name='y'/></start><define name='y'><empty/></define>\n<define name='y'><empty/></define>"
     "</grammar>",
     "s.rng:2:2 schema-grammar-reference: second definition y without combine\n"},
    {"<element " NS " name='a'><data type='integer'/></element>",
     "s.rng:1:64 schema-grammar-datatype: there is no datatype integer in RELAX NG's own library (is a datatypeLibrary "
     "missing?)\n"},
    {"<element " NS " " XSD " name='a'><data type='int'><param name='pattern'>(</param></data></element>",
     "s.rng:1:142 schema-grammar-datatype: parameter pattern of type int: \"(\": is not a regular expression\n"},
    {"<element " NS " " XSD " name='a'><value type='int'>x</value></element>",
     "s.rng:1:125 schema-grammar-datatype: \"x\" is not a value of type int\n"},
    {"<element " NS " name='a'><attribute name='b'/><attribute name='b'/></element>",
     "s.rng:1:85 schema-grammar-restriction: attribute b may stand here twice\n"},
    {"<element " NS " name='a'><list><text/></list></element>",
     "s.rng:1:70 schema-grammar-restriction: text may not stand in <list>\n"},
    {"<element " NS " name='a'><externalRef href='http://x/y.rng'/></element>",
     "s.rng:1:63 schema-grammar-file: http://x/y.rng is not a local file; nothing is fetched from elsewhere\n"},
    {"<element " NS " name='a'><externalRef href='/nowhere/y.rng'/></element>",
     "s.rng:1:63 schema-grammar-file: cannot read /nowhere/y.rng: No such file or directory\n"},
};

START_TEST(faults_are_told_at_their_place) {
    char *said;
    Schema *schema = test_schema(wrong[_i].schema, &said);
    ck_assert_ptr_null(schema);
    ck_assert_str_eq(said, wrong[_i].said);
    free(said);
}
END_TEST

/* ---- files ---- */

#define FOLDER "/tmp/domlint-test-XXXXXX"
static char folder[] = FOLDER;

static void write_file(const char *name, const char *text) {
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    fclose(out);
}

static Schema *load(const char *name, char **ret_said) {
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    Arena *arena = arena_new();
    SchemaProblems problems;
    Text said = {0};
    schema_problems_init(&problems, arena, test_catalogue());
    Schema *schema = schema_load(path, &problems);
    for (uint32_t i = 0; i < problems.list.n; i++) {
        const char *base = strrchr(problems.list.items[i].source->name, '/');
        text_printf(&said, "%s: %s\n", base ? base + 1 : "", problems.list.items[i].message);
    }
    *ret_said = strdup(text_str(&said));
    text_done(&said);
    schema_problems_done(&problems);
    arena_free(arena);
    return schema;
}

START_TEST(includes_are_read_and_overridden) {
    char *said;
    ck_assert_ptr_nonnull(mkdtemp(strcpy(folder, FOLDER)));
    write_file("a.rng", "<grammar " NS "><include href='b.rng'><define name='x'><element name='new'><empty/></element>"
                        "</define></include></grammar>");
    write_file("b.rng", "<grammar " NS "><start><ref name='x'/></start><define name='x'><element name='old'><empty/>"
                        "</element></define></grammar>");
    Schema *schema = load("a.rng", &said);
    ck_assert_msg(schema != NULL, "%s", said);
    ck_assert(schema_knows_root(schema, NULL, "new"));
    ck_assert(!schema_knows_root(schema, NULL, "old"));
    schema_free(schema);
    free(said);
}
END_TEST

START_TEST(faults_of_included_files_are_told_there) {
    char *said;
    ck_assert_ptr_nonnull(mkdtemp(strcpy(folder, FOLDER)));
    write_file("a.rng", "<grammar " NS "><include href='b.rng'/></grammar>");
    write_file("b.rng", "<grammar " NS "><start><ref name='x'/></start></grammar>");
    ck_assert_ptr_null(load("a.rng", &said));
    ck_assert_str_eq(said, "b.rng: there is no definition x\n");
    free(said);
}
END_TEST

START_TEST(include_loops_end) {
    char *said;
    ck_assert_ptr_nonnull(mkdtemp(strcpy(folder, FOLDER)));
    write_file("a.rng", "<grammar " NS "><include href='b.rng'/></grammar>");
    write_file("b.rng", "<grammar " NS "><include href='a.rng'/></grammar>");
    ck_assert_ptr_null(load("a.rng", &said));
    ck_assert_ptr_nonnull(strstr(said, "in a loop"));
    free(said);
}
END_TEST

/* a includes b twice, b includes c twice, and so on: refused before time or memory run out. */
START_TEST(include_bombs_end) {
    char *said, name[20], text[400];
    ck_assert_ptr_nonnull(mkdtemp(strcpy(folder, FOLDER)));
    for (int i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "%d.rng", i);
        snprintf(text, sizeof text, "<group " NS "><externalRef href='%d.rng'/><externalRef href='%d.rng'/></group>",
                 i + 1, i + 1);
        write_file(name, i < 39 ? text : "<empty " NS "/>");
    }
    ck_assert_ptr_null(load("0.rng", &said));
    ck_assert_ptr_nonnull(strstr(said, "more than"));
    free(said);
}
END_TEST

/* ---- hostile schemas from memory ---- */

static void expect_limit(const char *text) {
    char *said;
    Schema *schema = test_schema(text, &said);
    if (schema) schema_free(schema);
    else ck_assert_msg(strstr(said, "schema-grammar-limit") || strstr(said, "schema-grammar-datatype"), "%s", said);
    free(said);
}

START_TEST(definition_bombs_end) {
    Text text = {0};
    text_puts(&text, "<grammar " NS "><start><element name='r'><ref name='d0'/></element></start>");
    for (int i = 0; i < 60; i++)
        text_printf(&text, "<define name='d%d'><interleave><ref name='d%d'/><ref name='d%d'/></interleave></define>", i,
                    i + 1, i + 1);
    text_puts(&text,
              "<define name='d60'><zeroOrMore><element name='e'><empty/></element></zeroOrMore></define></grammar>");
    char *said;
    ck_assert_ptr_null(test_schema(text_str(&text), &said));
    free(said);
    text_done(&text);
}
END_TEST

START_TEST(group_bombs_end) {
    Text text = {0};
    text_puts(&text, "<grammar " NS "><start><element name='r'><ref name='d0'/></element></start>");
    for (int i = 0; i < 60; i++)
        text_printf(&text, "<define name='d%d'><ref name='d%d'/><ref name='d%d'/></define>", i, i + 1, i + 1);
    text_puts(&text, "<define name='d60'><element name='e'><empty/></element></define></grammar>");
    expect_limit(text_str(&text));
    text_done(&text);
}
END_TEST

START_TEST(long_chains_end) {
    Text text = {0};
    text_puts(&text, "<grammar " NS "><start><element name='r'><ref name='d0'/></element></start>");
    for (int i = 0; i < 20000; i++)
        text_printf(&text, "<define name='d%d'><optional><ref name='d%d'/></optional></define>", i, i + 1);
    text_puts(&text, "<define name='d20000'><empty/></define></grammar>");
    expect_limit(text_str(&text));
    text_done(&text);
}
END_TEST

/* Every file nests deeply, and they nest in each other. */
START_TEST(deep_files_end) {
    char *said, name[20];
    ck_assert_ptr_nonnull(mkdtemp(strcpy(folder, FOLDER)));
    for (int i = 0; i < 45; i++) {
        Text text = {0};
        text_printf(&text, "<group " NS ">");
        for (int k = 0; k < 200; k++) text_puts(&text, "<optional>");
        text_printf(&text, "<externalRef href='%d.rng'/>", i + 1);
        for (int k = 0; k < 200; k++) text_puts(&text, "</optional>");
        text_puts(&text, "</group>");
        snprintf(name, sizeof name, "%d.rng", i);
        write_file(name, text_str(&text));
        text_done(&text);
    }
    write_file("45.rng", "<empty " NS "/>");
    ck_assert_ptr_null(load("0.rng", &said));
    ck_assert_ptr_nonnull(strstr(said, "deep"));
    free(said);
}
END_TEST

START_TEST(wide_choices_are_fine) {
    Text text = {0};
    char *said;
    text_puts(&text, "<element " NS " name='r'><choice>");
    for (int i = 0; i < 15000; i++) text_printf(&text, "<value>v%d</value>", i);
    text_puts(&text, "</choice></element>");
    Schema *schema = test_schema(text_str(&text), &said);
    ck_assert_msg(schema != NULL, "%s", said);
    free(said);
    said = test_check_with(schema, "<r>v14999</r>", SCHEMA_NEWEST);
    ck_assert_str_eq(said, "");
    free(said);
    schema_free(schema);
    text_done(&text);
}
END_TEST

START_TEST(huge_facets_end) {
    expect_limit("<element " NS " " XSD
                 " name='r'><data type='string'><param name='pattern'>((a{1,9999}){1,9999}){1,9999}"
                 "</param></data></element>");
    expect_limit("<element " NS " " XSD
                 " name='r'><data type='string'><param name='length'>99999999999999999999</param>"
                 "</data></element>");
    char *said;
    Schema *schema = test_schema("<element " NS " " XSD " name='r'><data type='integer'><param name='maxInclusive'>"
                                 "99999999999999999999999999999999999999</param></data></element>",
                                 &said);
    ck_assert_msg(schema != NULL, "%s", said);
    free(said);
    said = test_check_with(schema, "<r>99999999999999999999999999999999999998</r>", SCHEMA_NEWEST);
    ck_assert_str_eq(said, "");
    free(said);
    schema_free(schema);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("rng grammar");
    TCase *faults = tcase_create("faults"), *files = tcase_create("files"), *hostile = tcase_create("hostile");
    tcase_add_loop_test(faults, faults_are_told_at_their_place, 0, sizeof wrong / sizeof *wrong);
    tcase_add_test(files, includes_are_read_and_overridden);
    tcase_add_test(files, faults_of_included_files_are_told_there);
    tcase_add_test(files, include_loops_end);
    tcase_add_test(files, include_bombs_end);
    tcase_add_test(files, deep_files_end);
    tcase_set_timeout(files, 60);
    tcase_set_timeout(hostile, 60);
    tcase_add_test(hostile, definition_bombs_end);
    tcase_add_test(hostile, group_bombs_end);
    tcase_add_test(hostile, long_chains_end);
    tcase_add_test(hostile, wide_choices_are_fine);
    tcase_add_test(hostile, huge_facets_end);
    suite_add_tcase(suite, faults);
    suite_add_tcase(suite, files);
    suite_add_tcase(suite, hostile);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
