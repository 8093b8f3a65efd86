/* diag/: sources and encodings, positions, templates, edits, the catalogue. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "diag/diag.h"
#include "diag/message.h"

static Source *source(const char *bytes, size_t size, SourceProblem *problem) {
    return source_from_bytes("x.xml", bytes, size, problem);
}

START_TEST(encodings_become_utf8) {
    static const struct {
        const char *bytes;
        size_t size;
        Encoding encoding;
        const char *text;
    } rows[] = {{"\xEF\xBB\xBF<a/>", 7, ENCODING_UTF8, "<a/>"},
                {"\xFF\xFE<\0\xE9\0", 6, ENCODING_UTF16LE, "<\xC3\xA9"},
                {"\xFE\xFF\0<\0\xE9", 6, ENCODING_UTF16BE, "<\xC3\xA9"},
                {"<\0a\0", 4, ENCODING_UTF16LE, "<a"},
                {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", 51, ENCODING_LATIN1,
                 "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xC3\xA9</a>"},
                {"<?xml version='1.0' encoding='windows-1252'?>\x80", 46, ENCODING_OTHER,
                 "<?xml version='1.0' encoding='windows-1252'?>\xE2\x82\xAC"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        SourceProblem problem;
        Source *text = source(rows[i].bytes, rows[i].size, &problem);
        ck_assert_ptr_nonnull(text);
        ck_assert_int_eq(text->encoding, rows[i].encoding);
        ck_assert_str_eq(text->text, rows[i].text);
        Text back = {0};
        ck_assert(source_encode(text, text->text, text->size, &back));
        ck_assert_uint_eq(back.n, rows[i].size);
        ck_assert_int_eq(memcmp(back.p, rows[i].bytes, back.n), 0);
        text_done(&back);
        source_free(text);
    }
}
END_TEST

START_TEST(wrong_bytes_are_told) {
    SourceProblem problem;
    Source *text = source("ab\xFF", 3, &problem);
    ck_assert_ptr_nonnull(text);
    ck_assert_int_eq(problem.error, SOURCE_UNDECODABLE);
    ck_assert_uint_eq(problem.offset, 2);
    ck_assert_str_eq(text->text, "ab\xEF\xBF\xBD");
    source_free(text);
    ck_assert_ptr_null(source("<?xml version='1.0' encoding='no-such'?>", 41, &problem));
    ck_assert_int_eq(problem.error, SOURCE_UNDECODABLE);
    ck_assert_ptr_null(source_read("/nonexistent/x", "x", &problem));
    ck_assert_int_eq(problem.error, SOURCE_UNREADABLE);
    ck_assert_ptr_null(source_read("/", "/", &problem));
    ck_assert_int_eq(problem.error, SOURCE_UNREADABLE);
}
END_TEST

START_TEST(positions_there_and_back) {
    SourceProblem problem;
    const char *text = "a\tb\r\n\xC3\xA9\xF0\x9F\x98\x80x\ry\n";
    Source *lines = source(text, strlen(text), &problem);
    ck_assert_uint_eq(lines->n_lines, 4);
    uint32_t x = (uint32_t)(strchr(lines->text, 'x') - lines->text);
    ck_assert_uint_eq(source_position(lines, x, COLUMN_CODEPOINTS).column, 3);
    ck_assert_uint_eq(source_position(lines, x, COLUMN_UTF16).column, 4);
    ck_assert_uint_eq(source_position(lines, x, COLUMN_BYTES).column, 7);
    ck_assert_uint_eq(source_position(lines, x + 2, COLUMN_BYTES).line, 3);
    ck_assert(slice_is(source_line(lines, 1), "a\tb"));
    ck_assert(slice_is(source_line(lines, 4), ""));
    static const ColumnUnit units[] = {COLUMN_BYTES, COLUMN_CODEPOINTS, COLUMN_UTF16};
    for (uint32_t at = 0; at <= lines->size; at++) {
        bool inside = at < lines->size && ((unsigned char)lines->text[at] & 0xC0) == 0x80;
        bool in_line_end = at > 0 && lines->text[at - 1] == '\r' && lines->text[at] == '\n';
        for (int i = 0; i < 3 && !inside && !in_line_end; i++)
            ck_assert_uint_eq(source_offset(lines, source_position(lines, at, units[i]), units[i]), at);
    }
    source_free(lines);
}
END_TEST

static void fill(void *context, Slice name, Slice format, Text *out) {
    (void)context;
    text_printf(out, "<%.*s:%.*s>", (int)name.n, name.p, (int)format.n, format.p);
}

START_TEST(templates_are_filled) {
    static const struct {
        const char *template, *filled;
    } rows[] = {{"plain", "plain"},
                {"a {x} b", "a <x:> b"},
                {"{../block|size}", "<../block:size>"},
                {"{a[b | c]|list}", "<a[b | c]:list>"},
                {"{{x}} {concat('}', \"|\")}", "{x} <concat('}', \"|\"):>"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t at;
        Text out = {0};
        ck_assert(message_check(rows[i].template, &at));
        message_fill(&out, rows[i].template, fill, NULL);
        ck_assert_str_eq(text_str(&out), rows[i].filled);
        text_done(&out);
    }
}
END_TEST

START_TEST(wrong_templates_are_refused) {
    static const char *const wrong[] = {"a {x", "a } b", "{}", "{a[']}"};
    static const size_t where[] = {2, 2, 0, 0};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        size_t at = 99;
        ck_assert(!message_check(wrong[i], &at));
        ck_assert_uint_eq(at, where[i]);
    }
}
END_TEST

START_TEST(edits_apply_without_collision) {
    SourceProblem problem;
    Source *text = source("0123456789", 10, &problem);
    Edit first[] = {{{2, 4}, "ab"}, {{8, 8}, "+"}}, second[] = {{{3, 5}, "no"}}, third[] = {{{4, 6}, ""}},
         fourth[] = {{{8, 8}, "-"}};
    Fix fixes[] = {{"1", true, first, 2}, {"2", true, second, 1}, {"3", true, third, 1}, {"4", true, fourth, 1}};
    const Fix *list[] = {&fixes[0], &fixes[1], &fixes[2], &fixes[3]};
    bool applied[4];
    Text out = {0};
    ck_assert_uint_eq(edits_apply(text, list, 4, &out, applied), 2);
    ck_assert_str_eq(text_str(&out), "01ab67+89");
    ck_assert(applied[0] && !applied[1] && applied[2] && !applied[3]);
    text_done(&out);
    source_free(text);
}
END_TEST

static const DiagKind kinds[] = {
    {.id = "memory-b", .severity = SEVERITY_ERROR, .group = "correctness", .message = "{what}!"},
    {.id = "memory-a", .severity = SEVERITY_INFO, .group = "style", .message = "a"},
    {.id = "disk-x", .severity = SEVERITY_WARNING, .group = "security", .message = "x"}};

static Catalogue *catalogue(void) {
    Catalogue *catalogue = catalogue_new();
    for (size_t i = 0; i < 3; i++) ck_assert(catalogue_add(catalogue, &kinds[i]));
    return catalogue;
}

START_TEST(the_catalogue_knows_its_kinds) {
    Catalogue *all = catalogue();
    ck_assert(!catalogue_add(all, &kinds[0]));
    ck_assert_str_eq(catalogue_at(all, 0)->id, "disk-x");
    ck_assert_ptr_eq(catalogue_find(all, "memory-b", NULL), &kinds[0]);
    ck_assert_ptr_null(catalogue_find(all, "memory", NULL));
    ck_assert(kind_matches(&kinds[0], "memory") && kind_matches(&kinds[0], "memory-"));
    ck_assert(kind_matches(&kinds[0], "correctness") && !kind_matches(&kinds[0], "mem"));
    catalogue_free(all);
}
END_TEST

START_TEST(reports_are_filled_sorted_and_printable) {
    SourceProblem problem;
    Source *text = source("0123456789", 10, &problem);
    Catalogue *all = catalogue();
    Arena *arena = arena_new();
    Diags diags;
    catalogue_configure(all, "disk-x", SEVERITY_OFF);
    diags_init(&diags, arena, all, text);
    Slot slots[] = {{"what", "bad \x1b"}, {NULL, NULL}};
    diag_report(&diags, &(Report){.id = "memory-b", .span = {5, 6}, .slots = slots});
    diag_report(&diags, &(Report){.id = "memory-a", .span = {1, 2}});
    diag_report(&diags, &(Report){.id = "memory-a", .span = {1, 2}});
    ck_assert_ptr_null(diag_report(&diags, &(Report){.id = "disk-x", .span = {1, 2}}));
    ck_assert(!diag_wanted(&diags, "disk-x") && diag_wanted(&diags, "memory-a"));
    diags_sort(&diags);
    ck_assert_uint_eq(diags.list.n, 2);
    ck_assert_str_eq(diags.list.items[0].kind->id, "memory-a");
    ck_assert_str_eq(diags.list.items[1].message, "bad \\u{1B}!");
    diags_done(&diags);
    arena_free(arena);
    catalogue_free(all);
    source_free(text);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("diag");
    TCase *tests = tcase_create("diag");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, encodings_become_utf8);
    tcase_add_test(tests, wrong_bytes_are_told);
    tcase_add_test(tests, positions_there_and_back);
    tcase_add_test(tests, templates_are_filled);
    tcase_add_test(tests, wrong_templates_are_refused);
    tcase_add_test(tests, edits_apply_without_collision);
    tcase_add_test(tests, the_catalogue_knows_its_kinds);
    tcase_add_test(tests, reports_are_filled_sorted_and_printable);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
