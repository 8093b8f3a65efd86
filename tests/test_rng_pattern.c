/* rng/pattern: the algebra; rng/deriv: derivatives and their bounds; rng/datatype: what texts a type takes. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rng/datatype.h"
#include "rng/pattern.h"
#include "rng/validate.h"
#include "rng_support.h"

static PatternStore store;
static PatternId a, b, c, x; /* three elements and an attribute */

static void setup(void) {
    store_init(&store);
    a = pattern_element(&store, 0);
    b = pattern_element(&store, 1);
    c = pattern_element(&store, 2);
    x = pattern_attribute(&store, 0);
}

static void teardown(void) { store_done(&store); }

START_TEST(choice_is_a_set) {
    PatternId ab = pattern_choice(&store, a, b);
    ck_assert_uint_eq(ab, pattern_choice(&store, b, a));
    ck_assert_uint_eq(ab, pattern_choice(&store, ab, a));
    ck_assert_uint_eq(ab, pattern_choice(&store, ab, NOT_ALLOWED));
    ck_assert_uint_eq(pattern_choice(&store, ab, c), pattern_choice(&store, a, pattern_choice(&store, c, b)));
    PatternId optional = pattern_choice(&store, a, EMPTY);
    ck_assert(pattern_nullable(&store, optional));
    ck_assert_uint_eq(optional, pattern_choice(&store, optional, EMPTY));
    ck_assert_uint_eq(TEXT, pattern_choice(&store, TEXT, EMPTY));
}
END_TEST

START_TEST(group_nests_to_the_right) {
    PatternId left = pattern_group(&store, pattern_group(&store, a, b), c);
    ck_assert_uint_eq(left, pattern_group(&store, a, pattern_group(&store, b, c)));
    ck_assert_uint_ne(left, pattern_group(&store, b, pattern_group(&store, a, c)));
    ck_assert_uint_eq(a, pattern_group(&store, a, EMPTY));
    ck_assert_uint_eq(a, pattern_group(&store, EMPTY, a));
    ck_assert_uint_eq(NOT_ALLOWED, pattern_group(&store, NOT_ALLOWED, a));
}
END_TEST

START_TEST(attributes_stand_beside_groups) {
    PatternId first = pattern_group(&store, x, pattern_group(&store, a, b));
    ck_assert_uint_eq(first, pattern_group(&store, a, pattern_group(&store, x, b)));
    ck_assert_uint_eq(first, pattern_interleave(&store, x, pattern_group(&store, a, b)));
    ck_assert_uint_ne(first, pattern_interleave(&store, x, pattern_interleave(&store, a, b)));
}
END_TEST

START_TEST(interleave_is_a_bag) {
    PatternId abc = pattern_interleave_of(&store, (PatternId[]){c, a, b}, 3);
    ck_assert_uint_eq(abc, pattern_interleave(&store, a, pattern_interleave(&store, b, c)));
    ck_assert_uint_ne(pattern_interleave(&store, a, a), a);
    ck_assert_uint_eq(TEXT, pattern_interleave(&store, TEXT, TEXT));
    ck_assert_uint_eq(NOT_ALLOWED, pattern_interleave(&store, abc, NOT_ALLOWED));
    PatternId without_b = pattern_interleave(&store, a, c);
    const PatternId *members = pattern_members(&store, abc);
    uint32_t index = members[0] == b ? 0 : members[1] == b ? 1 : 2;
    ck_assert_uint_eq(without_b, pattern_interleave_with(&store, abc, index, EMPTY));
}
END_TEST

START_TEST(after_branches_are_merged) {
    PatternId rest = pattern_choice(&store, c, EMPTY);
    PatternId one = pattern_after(&store, a, rest), two = pattern_after(&store, b, rest);
    ck_assert_uint_eq(pattern_choice(&store, one, two), pattern_after(&store, pattern_choice(&store, a, b), rest));
    PatternId other = pattern_after(&store, a, EMPTY);
    ck_assert_uint_eq(pattern_choice(&store, one, other), one); /* c? or nothing is c? */
}
END_TEST

START_TEST(repetition_is_kept_small) {
    PatternId more = pattern_one_or_more(&store, a);
    ck_assert_uint_eq(more, pattern_one_or_more(&store, more));
    ck_assert_uint_eq(EMPTY, pattern_one_or_more(&store, EMPTY));
    ck_assert_uint_eq(TEXT, pattern_one_or_more(&store, TEXT));
}
END_TEST

START_TEST(depth_is_limited) {
    PatternId deep = a;
    for (int i = 0; i < 3 * PATTERN_DEPTH_MAX && !store.overflow; i++)
        deep = pattern_group(&store, pattern_choice(&store, a, pattern_group(&store, b, deep)), c);
    ck_assert(store.overflow);
}
END_TEST

START_TEST(width_is_limited) {
    PatternId wide = a;
    for (int i = 0; i < 20 && !store.overflow; i++) wide = pattern_interleave(&store, wide, wide);
    ck_assert(store.overflow);
}
END_TEST

/* ---- states of whole grammars ---- */

static uint32_t patterns_after(const char *grammar, const char *document) {
    Schema *schema = test_grammar(grammar);
    Validator *validator = validator_new(schema, SCHEMA_NEWEST);
    char *said = test_check(validator, document);
    ck_assert_str_eq(said, "");
    uint32_t n = validator->machine.store.patterns.n - schema->n_patterns;
    free(said);
    validator_free(validator);
    schema_free(schema);
    return n;
}

/* Many optional members: states grow with the document, not with the ways to choose. */
START_TEST(interleave_stays_polynomial) {
    Text grammar = {0}, document = {0};
    text_puts(&grammar, "<start><element name='r'><interleave>");
    for (int i = 0; i < 12; i++) {
        text_puts(&grammar, "<interleave>");
        for (int k = 0; k < 12; k++)
            text_printf(&grammar,
                        "<optional><element name='e%d'><optional><attribute name='x'/></optional></element></optional>",
                        i * 12 + k);
        text_puts(&grammar, "</interleave>");
    }
    text_puts(&grammar, "</interleave></element></start>");
    text_puts(&document, "<r>");
    for (int i = 143; i >= 0; i--) text_printf(&document, "<e%d x=''/>", i * 5 % 144);
    text_puts(&document, "</r>");
    ck_assert_uint_lt(patterns_after(text_str(&grammar), text_str(&document)), 2000);
    text_done(&grammar);
    text_done(&document);
}
END_TEST

START_TEST(attributes_stay_polynomial) {
    Text grammar = {0}, document = {0};
    text_puts(&grammar, "<start><element name='r'>");
    for (int i = 0; i < 60; i++)
        text_printf(&grammar, "<choice><attribute name='a%d'/><attribute name='b%d'/><empty/></choice>", i, i);
    text_puts(&grammar, "</element></start>");
    text_puts(&document, "<r");
    for (int i = 0; i < 60; i++) text_printf(&document, " %c%d=''", i % 2 ? 'a' : 'b', i * 7 % 60);
    text_puts(&document, "/>");
    ck_assert_uint_lt(patterns_after(text_str(&grammar), text_str(&document)), 1000);
    text_done(&grammar);
    text_done(&document);
}
END_TEST

/* What a machine has learnt is dropped beyond a bound, in the midst of a document, and nothing is lost. */
START_TEST(memory_is_bounded) {
    Schema *schema = test_grammar("<start><element name='r'><oneOrMore><element name='e'><attribute name='n'>"
                                  "<data type='integer'/></attribute><text/></element></oneOrMore></element></start>");
    Validator *validator = validator_new(schema, SCHEMA_NEWEST);
    Text document = {0};
    text_puts(&document, "<r>");
    for (int i = 0; i < 150000; i++) text_printf(&document, "<e n='%d'>text %d</e>", i, i);
    text_puts(&document, "<e n='x'/></r>");
    char *said = test_check(validator, text_str(&document));
    ck_assert_ptr_nonnull(strstr(said, "schema-value-number"));
    ck_assert_ptr_null(strchr(said, '\n')[1] ? said : NULL);
    ck_assert_uint_lt(machine_memory(&validator->machine), 20u << 20);
    free(said);
    text_done(&document);
    validator_free(validator);
    schema_free(schema);
}
END_TEST

/* A grammar whose states grow without end is given up. */
START_TEST(explosion_ends_in_a_diagnostic) {
    Text grammar = {0}, document = {0};
    text_puts(&grammar, "<start><element name='r'>");
    for (int i = 0; i < 40; i++)
        text_printf(&grammar,
                    "<optional><group><element name='e'><ref name='c%d'/></element>"
                    "<optional><element name='f%d'><empty/></element></optional></group></optional>",
                    i, i);
    text_puts(&grammar, "</element></start>");
    for (int i = 0; i < 40; i++)
        text_printf(&grammar,
                    "<define name='c%d'><zeroOrMore><element name='g'><empty/></element></zeroOrMore>"
                    "<optional><element name='h%d'><empty/></element></optional></define>",
                    i, i);
    text_puts(&document, "<r>");
    for (int i = 0; i < 40; i++) text_puts(&document, "<e><g/></e>");
    text_puts(&document, "</r>");
    Schema *schema = test_grammar(text_str(&grammar));
    char *said = test_check_with(schema, text_str(&document), SCHEMA_NEWEST);
    ck_assert(said[0] == '\0' || strstr(said, "schema-too-complex"));
    free(said);
    schema_free(schema);
    text_done(&grammar);
    text_done(&document);
}
END_TEST

/* ---- datatypes ---- */

typedef struct {
    const char *type, *text;
    bool allowed;
} TypeCase;

START_TEST(types_take_what_they_should) {
    static const TypeCase cases[] = {
        {"integer", " +007 ", true},
        {"integer", "1.0", false},
        {"integer", "", false},
        {"decimal", "-.5", true},
        {"decimal", ".", false},
        {"byte", "127", true},
        {"byte", "128", false},
        {"unsignedInt", "-1", false},
        {"unsignedLong", "18446744073709551615", true},
        {"unsignedLong", "18446744073709551616", false},
        {"boolean", "true", true},
        {"boolean", "yes", false},
        {"NCName", "a:b", false},
        {"NMTOKEN", "1-a", true},
        {"NMTOKENS", " a  b ", true},
        {"NMTOKENS", " ", false},
        {"hexBinary", "0aFF", true},
        {"hexBinary", "0aF", false},
        {"base64Binary", "YQ==", true},
        {"base64Binary", "YQ=", false},
        {"anyURI", "http://a/b c", true},
        {"language", "en-US", true},
        {"language", "en_US", false},
        {"date", "2024-02-29", true},
        {"date", "2023-02-29", false},
        {"double", "1e3", true},
        {"double", "x", false},
        {"dateTime", "2024-01-01T00:00:00Z", true},
        {"token", "anything at all", true},
        {"Name", "a:b", true},
        {"positiveInteger", "0", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int type = datatype_find(XSD_LIBRARY, cases[i].type);
        ck_assert_int_ge(type, 0);
        ck_assert_msg(datatype_allows((uint32_t)type, cases[i].text, NULL) == cases[i].allowed, "%s '%s'",
                      cases[i].type, cases[i].text);
    }
    ck_assert_int_eq(datatype_find("", "integer"), -1);
    ck_assert_int_eq(datatype_find(XSD_LIBRARY, "nothing"), -1);
}
END_TEST

typedef struct {
    const char *data, *good, *bad;
} FacetCase;

START_TEST(facets_narrow_types) {
    static const FacetCase cases[] = {
        {"<data type='int'><param name='minInclusive'>-5</param><param name='maxExclusive'>5</param></data>", "-5",
         "5"},
        {"<data type='decimal'><param name='fractionDigits'>2</param></data>", "1.250", "1.255"},
        {"<data type='decimal'><param name='totalDigits'>3</param></data>", "0012.30", "1234"},
        {"<data type='string'><param name='length'>3</param></data>", "\xC3\xA4\xC3\xA4\xC3\xA4", "ab"},
        {"<data type='string'><param name='pattern'>[a-c]+</param><param name='pattern'>.{2}</param></data>", "ab",
         "abc"},
        {"<data type='hexBinary'><param name='maxLength'>2</param></data>", "0011", "001122"},
        {"<data type='date'><param name='minInclusive'>2020-01-01</param></data>", "2020-01-01", "2019-12-31"},
        {"<data type='token'><except><value>no</value></except></data>", "yes", " no "},
        {"<list><oneOrMore><data type='int'/></oneOrMore></list>", "1 2 3", "1 x"},
        {"<value type='int'>10</value>", "010", "11"},
        {"<value type='string'> a</value>", " a", "a"},
        {"<value>a b</value>", " a  b ", "ab"},
        {"<value type='boolean'>true</value>", "1", "0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char grammar[400], good[100], bad[100];
        snprintf(grammar, sizeof grammar, "<start><element name='r'>%s</element></start>", cases[i].data);
        snprintf(good, sizeof good, "<r>%s</r>", cases[i].good);
        snprintf(bad, sizeof bad, "<r>%s</r>", cases[i].bad);
        Schema *schema = test_grammar(grammar);
        char *said = test_check_with(schema, good, SCHEMA_NEWEST);
        ck_assert_str_eq(said, "");
        free(said);
        said = test_check_with(schema, bad, SCHEMA_NEWEST);
        ck_assert_msg(*said, "%s takes %s", grammar, bad);
        free(said);
        schema_free(schema);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("rng pattern");
    TCase *algebra = tcase_create("algebra"), *states = tcase_create("states"), *types = tcase_create("types");
    tcase_add_checked_fixture(algebra, setup, teardown);
    tcase_add_test(algebra, choice_is_a_set);
    tcase_add_test(algebra, group_nests_to_the_right);
    tcase_add_test(algebra, attributes_stand_beside_groups);
    tcase_add_test(algebra, interleave_is_a_bag);
    tcase_add_test(algebra, after_branches_are_merged);
    tcase_add_test(algebra, repetition_is_kept_small);
    tcase_add_test(algebra, depth_is_limited);
    tcase_add_test(algebra, width_is_limited);
    tcase_set_timeout(states, 60);
    tcase_add_test(states, interleave_stays_polynomial);
    tcase_add_test(states, attributes_stay_polynomial);
    tcase_add_test(states, memory_is_bounded);
    tcase_add_test(states, explosion_ends_in_a_diagnostic);
    tcase_add_test(types, types_take_what_they_should);
    tcase_add_test(types, facets_narrow_types);
    suite_add_tcase(suite, algebra);
    suite_add_tcase(suite, states);
    suite_add_tcase(suite, types);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
