/* base/: arenas, text, UTF-8, likeness, interning, YAML. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/text.h"
#include "base/vec.h"
#include "base/yaml.h"

START_TEST(arena_gives_zeroed_memory) {
    Arena *arena = arena_new();
    for (size_t size = 0; size < 40000; size += 997) {
        unsigned char *piece = arena_alloc(arena, size);
        for (size_t i = 0; i < size; i++) ck_assert_uint_eq(piece[i], 0);
        memset(piece, 0xAA, size);
    }
    arena_reset(arena);
    ck_assert_uint_eq(arena_used(arena), 0);
    ck_assert_str_eq(arena_printf(arena, "%d-%s", 7, "x"), "7-x");
    arena_free(arena);
    arena_free(NULL);
}
END_TEST

START_TEST(vec_grows) {
    VEC(int) numbers = {0};
    for (int i = 0; i < 1000; i++) vec_push(&numbers, i);
    for (int i = 0; i < 1000; i++) ck_assert_int_eq(numbers.items[i], i);
    vec_done(&numbers);
    ck_assert_uint_eq(numbers.n, 0);
}
END_TEST

START_TEST(text_grows_and_prints) {
    Text text = {0};
    ck_assert_str_eq(text_str(&text), "");
    for (int i = 0; i < 100; i++) text_printf(&text, "%d,", i);
    ck_assert_uint_eq(text.n, 290);
    text_clear(&text);
    text_add_printable(&text, "a\tb\x1b[31m\xC2\x9B\xE2\x80\xAE", 13, "\t");
    ck_assert_str_eq(text_str(&text), "a\tb\\u{1B}[31m\\u{9B}\\u{202E}");
    text_clear(&text);
    text_join(&text, "a", "", "bc", NULL);
    ck_assert_str_eq(text_str(&text), "abc");
    text_done(&text);
}
END_TEST

/* Eight bytes are looked at together: each value at each place among plain ones. */
START_TEST(plain_is_ascii_without_controls) {
    for (int code = 0; code < 256; code++) {
        for (size_t at = 0; at < 19; at++) {
            char text[] = "abcdefgh ~#+-,.;:<>";
            text[at] = (char)code;
            bool plain = code >= 0x20 && code < 0x7F;
            ck_assert_msg(text_is_plain(text, 19) == plain, "byte %d at %zu", code, at);
            ck_assert_uint_eq(utf8_valid(text, 19), code < 0x80 ? 19 : at);
        }
    }
}
END_TEST

START_TEST(numbers_become_digits) {
    Arena *arena = arena_new();
    ck_assert_str_eq(arena_number(arena, false, 0), "0");
    ck_assert_str_eq(arena_number(arena, true, 42), "-42");
    ck_assert_str_eq(arena_number(arena, true, UINT64_MAX), "-18446744073709551615");
    arena_free(arena);
}
END_TEST

START_TEST(slices_trim) {
    ck_assert(slice_is(slice_trim(slice_from(" \t\r\nx y\n")), "x y"));
    ck_assert_uint_eq(slice_trim(slice_from(" \n ")).n, 0);
}
END_TEST

START_TEST(utf8_knows_what_is_valid) {
    static const struct {
        const char *text;
        size_t valid;
    } rows[] = {{"abc", 3},
                {"\xC3\xA9", 2},
                {"a\x80", 1},
                {"\xC0\xAF", 0},
                {"\xED\xA0\x80", 0},
                {"\xF4\x90\x80\x80", 0},
                {"\xF0\x9F\x98\x80", 4},
                {"x\xE2\x82", 1},
                {"\xE0\x80\xAF", 0},
                {"\xFF", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_uint_eq(utf8_valid(rows[i].text, strlen(rows[i].text)), rows[i].valid);
}
END_TEST

START_TEST(utf8_counts) {
    const char *text = "a\xC3\xA9\xF0\x9F\x98\x80"; /* a, e acute, an emoji */
    ck_assert_uint_eq(utf8_count(text, 7), 3);
    ck_assert_uint_eq(utf16_count(text, 7), 4);
    ck_assert_uint_eq(utf8_width(text, 7), 4);
    for (uint32_t code = 1; code < 0x110000; code += 83) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        char buffer[4];
        uint32_t back;
        size_t n = utf8_encode(code, buffer);
        ck_assert_uint_eq(utf8_decode(buffer, buffer + n, &back), n);
        ck_assert_uint_eq(back, code);
    }
}
END_TEST

START_TEST(likeness_finds_the_word_meant) {
    static const char *const words[] = {"interface", "disk", "memory", "memballoon", "on_poweroff"};
    static const struct {
        const char *word;
        int nearest;
    } rows[] = {{"interfaces", 0},  {"dsik", 1},   {"Memory", 2}, {"memoryballoon", 3},
                {"on-poweroff", 4}, {"xyzzy", -1}, {"", -1},      {"membaloon", 3}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(text_nearest(rows[i].word, words, 5) == rows[i].nearest, "%s", rows[i].word);
    ck_assert_uint_eq(text_distance("abc", "abc", 3), 0);
    ck_assert_uint_eq(text_distance("abc", "acb", 3), 1);
    ck_assert_uint_eq(text_distance("abc", "xyz", 2), 3);
}
END_TEST

START_TEST(intern_gives_equal_numbers) {
    Intern *table = intern_new();
    char name[16];
    ck_assert_uint_eq(intern_find(table, slice_from("0")), INTERN_NONE);
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 500; i++) {
            snprintf(name, sizeof name, "name%u", i);
            ck_assert_uint_eq(intern_add(table, slice_from(name)), i);
        }
    ck_assert_str_eq(intern_string(table, 77), "name77");
    ck_assert_uint_eq(intern_count(table), 500);
    char place[16] = "name5";
    ck_assert_uint_eq(intern_again(table, place), 5);
    ck_assert_uint_eq(intern_again(table, place), 5);
    strcpy(place, "name6"); /* another text at the same address */
    ck_assert_uint_eq(intern_again(table, place), 6);
    intern_free(table);
}
END_TEST

static YamlNode *load(Arena *arena, const char *text, YamlError *ret_error) {
    return yaml_load(arena, text, strlen(text), ret_error);
}

START_TEST(yaml_gives_values_and_places) {
    Arena *arena = arena_new();
    YamlError error;
    const char *text = "id: \xC3\xA9t\xC3\xA9\nlist: [a, 'b c']\nmap:\n  deep: |\n    line\nyes: on\n";
    YamlNode *root = load(arena, text, &error);
    ck_assert_ptr_nonnull(root);
    ck_assert_str_eq(yaml_text(root, "id"), "\xC3\xA9t\xC3\xA9");
    YamlNode *list = yaml_get(root, "list");
    ck_assert_uint_eq(list->n, 2);
    ck_assert_str_eq(list->items[1]->text, "b c");
    ck_assert_int_eq(strncmp(text + list->items[1]->start, "'b c'", 5), 0);
    ck_assert_str_eq(yaml_text(yaml_get(root, "map"), "deep"), "line\n");
    bool value = false;
    ck_assert(yaml_bool(yaml_get(root, "yes"), &value) && value);
    ck_assert_ptr_null(yaml_get(root, "none"));
    arena_free(arena);
}
END_TEST

START_TEST(yaml_refuses_what_is_not_ours) {
    static const struct {
        const char *text;
        uint32_t start;
        const char *message;
    } rows[] = {{"", 0, "empty"},
                {"a: 1\na: 2\n", 5, "already"},
                {"a: &x 1\nb: *x\n", 3, "anchors"},
                {"a: !!int 1\n", 3, "tags"},
                {"a: 1\n---\nb: 2\n", 5, "one document"},
                {"[a, b]: 1\n", 0, "plain word"},
                {"a: [1, 2\n", 9, "expected"}};
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        YamlError error;
        ck_assert_ptr_null(load(arena, rows[i].text, &error));
        ck_assert_msg(strstr(error.message, rows[i].message) != NULL, "%s: %s", rows[i].text, error.message);
        ck_assert_msg(error.start == rows[i].start, "%s: at %u", rows[i].text, error.start);
    }
    Text deep = {0};
    for (int i = 0; i < 100; i++) text_putc(&deep, '[');
    YamlError error;
    ck_assert_ptr_null(load(arena, text_str(&deep), &error));
    ck_assert_ptr_nonnull(strstr(error.message, "deep"));
    text_done(&deep);
    arena_free(arena);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("base");
    TCase *tests = tcase_create("base");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, arena_gives_zeroed_memory);
    tcase_add_test(tests, vec_grows);
    tcase_add_test(tests, text_grows_and_prints);
    tcase_add_test(tests, slices_trim);
    tcase_add_test(tests, plain_is_ascii_without_controls);
    tcase_add_test(tests, numbers_become_digits);
    tcase_add_test(tests, utf8_knows_what_is_valid);
    tcase_add_test(tests, utf8_counts);
    tcase_add_test(tests, likeness_finds_the_word_meant);
    tcase_add_test(tests, intern_gives_equal_numbers);
    tcase_add_test(tests, yaml_gives_values_and_places);
    tcase_add_test(tests, yaml_refuses_what_is_not_ours);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
