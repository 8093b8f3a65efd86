/* rng/: what is said of documents, at which place; releases; what could stand somewhere; explanations. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rng_support.h"

/* A small world of its own: a house with rooms. */
static const char house[] =
    "<start><element name='house'><ref name='house'/></element></start>"
    "<define name='house'><interleave>"
    "  <element name='name'><a:documentation>What it is called.</a:documentation>"
    "    <data type='string'><param name='pattern'>[a-z]+</param></data></element>"
    "  <optional><element name='floors'><data type='unsignedInt'><param name='maxInclusive'>9</param></data></element>"
    "  </optional>"
    "  <zeroOrMore><ref name='room'/></zeroOrMore>"
    "  <optional><element name='garden'><empty/></element></optional>"
    "  <optional><element name='path'><group><element name='from'><text/></element>"
    "    <element name='to'><text/></element></group></element></optional>"
    "  <optional><element name='heat'><choice><element name='gas'><empty/></element>"
    "    <element name='wood'><empty/></element></choice></element></optional>"
    "</interleave></define>"
    "<define name='room'><element name='room'><choice>"
    "  <group><attribute name='type'><value>bath</value></attribute>"
    "    <element name='source'><attribute name='water'><data type='NCName' d:format='the name of a tap'/></attribute>"
    "    </element></group>"
    "  <group><attribute name='type'><choice><value>kitchen</value><value>study</value></choice></attribute>"
    "    <optional><element name='source'><attribute name='power'><choice><value>on</value><value>off</value></choice>"
    "      </attribute></element></optional></group>"
    "</choice>"
    "  <optional><attribute name='size'><data type='int'/></attribute></optional>"
    "  <optional><attribute name='colour'/></optional>"
    "</element></define>";

typedef struct {
    const char *document, *said;
} Case;

static const Case cases[] = {
    {"<house><name>a</name><room type='bath'><source water='w'/></room><garden/><room type='study'/></house>", ""},
    {"<house><nmae>a</nmae></house>", "1:9 schema-element-unknown: unknown element <nmae> in <house> | name\n"},
    {"<house><name>a</name><tower/></house>", "1:23 schema-element-unknown: unknown element <tower> in <house>"
                                              " = <house> takes <floors>, <room>, <garden>, <path> or <heat> here\n"},
    {"<house><name>a</name><source/></house>",
     "1:23 schema-element-misplaced: <source> may not stand in <house>; it belongs in <room>"
     " = <house> takes <floors>, <room>, <garden>, <path> or <heat> here\n"},
    {"<house><name>a</name><garden/><garden/></house>",
     "1:32 schema-element-duplicate: second <garden> in <house>, which takes one\n"},
    {"<house/>", "1:2 schema-element-missing: <house> needs the element <name> = What it is called.\n"},
    {"<house><name>a</name><path><to/><from/></path></house>",
     "1:29 schema-element-order: <to> must stand behind <from> in <path>\n"},
    {"<house><name>a</name><path><to/></path></house>",
     "1:29 schema-element-missing-before: <from> is missing before <to> in <path> = <path> takes <from> here\n"},
    {"<house><name>a</name><heat><gas/><wood/></heat></house>",
     "1:35 schema-element-rival: <wood> may not stand in <heat> together with <gas> = either <gas> or "
     "<wood>, not both\n"},
    {"<house><name>a</name><heat/></house>",
     "1:23 schema-element-missing: <heat> needs one of the elements <gas> or <wood>\n"},
    {"<house><name>a</name><room tpye='study'/></house>",
     "1:28 schema-attribute-unknown: unknown attribute tpye in <room> | type\n"},
    {"<house><name>a</name><room type='study' water='w'/></house>",
     "1:41 schema-attribute-misplaced: <room> takes no attribute water; it belongs to <source>"
     " = <room> takes size or colour beside the others here\n"},
    {"<house><name>a</name><room/></house>",
     "1:23 schema-attribute-missing: <room> needs the attribute type = type takes 'bath', 'kitchen' or 'study'\n"},
    {"<house><name>a</name><room type='studdy'/></house>",
     "1:34 schema-value-unknown: type of <room> cannot be 'studdy'; it takes 'bath', 'kitchen' or 'study' | study\n"},
    {"<house><name>a</name><room type='study' size='big'/></house>",
     "1:47 schema-value-number: size of <room> cannot be 'big'; it takes an integer from -2147483648 to 2147483647\n"},
    {"<house><name>a</name><room type='bath'><source water='1'/></room></house>",
     "1:55 schema-value-format: water of <source> cannot be '1'; it takes the name of a tap\n"},
    {"<house><name>a</name><floors>10</floors></house>",
     "1:30 schema-value-number: <floors> cannot be '10'; it takes an integer from 0 to 9\n"},
    {"<house><name>A1</name></house>",
     "1:14 schema-value-format: <name> cannot be 'A1'; it takes text matching [a-z]+ = What it is called.\n"},
    {"<house><name/></house>",
     "1:9 schema-value-empty: <name> is empty; it takes text matching [a-z]+ = What it is called.\n"},
    {"<house><name>a</name>and<garden/></house>",
     "1:22 schema-text-not-allowed: text 'and' is not allowed in <house> = <house> holds elements only: <name>,"
     " <floors>, <room>, <garden>, <path> and <heat>\n"},
    {"<house><name>a</name><garden>x</garden></house>",
     "1:30 schema-text-not-allowed: text 'x' is not allowed in <garden> = <garden> holds nothing\n"},
    {"<house><name>a<garden/></name></house>",
     "1:16 schema-element-misplaced: <garden> may not stand in <name>; it belongs in <house>"
     " = <name> takes no elements but text matching [a-z]+ here\n"},
    {"<house><name>a</name><room type='study'><source water='w'/></room></house>",
     "1:49 schema-attribute-conflict: <source> takes no attribute water, because type of <room> is 'study'"
     " = <source> takes power here; water goes with <room> type 'bath'\n"},
    {"<house><name>a</name><room type='bath'><source power='on'/></room></house>",
     "1:48 schema-attribute-conflict: <source> takes no attribute power, because type of <room> is 'bath'"
     " = <source> takes water here; power goes with <room> type 'kitchen' or 'study'\n"},
    {"<house><name>a</name><room type='bath'/></house>",
     "1:23 schema-element-missing: <room> needs the element <source>, because its type is 'bath'\n"},
    {"<house xmlns='urn:x'><name>a</name></house>", "1:2 schema-element-namespace: <house> in the document is of "
                                                    "namespace 'urn:x'; here it must be of no namespace\n"},
    {"<hose/>", "1:2 schema-element-missing: <hose> needs the element <name> = What it is called.\n"
                "1:2 schema-root: a document may not begin with <hose> | house\n"},
};

START_TEST(each_mistake_is_told) {
    Schema *schema = test_grammar(house);
    char *said = test_check_with(schema, cases[_i].document, SCHEMA_NEWEST);
    ck_assert_str_eq(said, cases[_i].said);
    free(said);
    schema_free(schema);
}
END_TEST

/* Five mistakes, five findings, and no echo. */
START_TEST(every_mistake_is_told_once) {
    Schema *schema = test_grammar(house);
    char *said = test_check_with(schema,
                                 "<house>\n<nmae>a</nmae>\n<room type='studdy'/>\n<room type='study' size='x'/>\n"
                                 "<garden colour=''/>\n<floors>many</floors>\n</house>",
                                 SCHEMA_NEWEST);
    unsigned lines = 0;
    for (const char *p = said; *p; p++) lines += *p == '\n';
    ck_assert_msg(lines == 5, "%s", said);
    free(said);
    schema_free(schema);
}
END_TEST

/* The missing element that stands elsewhere is one mistake. */
START_TEST(a_moved_element_is_one_mistake) {
    Schema *schema = test_grammar(house);
    char *said = test_check_with(schema, "<house><path><name>a</name><from/><to/></path></house>", SCHEMA_NEWEST);
    ck_assert_str_eq(said, "1:15 schema-element-misplaced: <name> may not stand in <path>; it belongs in <house>"
                           " = <path> takes <from> here\n");
    free(said);
    schema_free(schema);
}
END_TEST

/* ---- releases ---- */

static const char tools[] =
    "<start><element name='box'>"
    "<optional><attribute name='lid' d:since='7.9.0'><choice><value>flat</value>"
    "  <value d:since='9.0.0'>round</value><value d:until='8.0.0'>square</value></choice></attribute></optional>"
    "<optional><element name='saw' d:since='8.0.0' d:until='10.0.0'><empty/></element></optional>"
    "<choice><element name='glue'><empty/></element><empty d:since='9.1.0'/></choice>"
    "</element></start>";

typedef struct {
    const char *document;
    uint32_t target;
    const char *said;
} ReleaseCase;

static const ReleaseCase releases[] = {
    {"<box lid='flat'><glue/></box>", 7009000, ""},
    {"<box lid='flat'><glue/></box>", 7008000,
     "1:6 schema-needs-newer: attribute lid of <box> needs libvirt 7.9.0 or newer (target 7.8.0)\n"},
    {"<box lid='round'><glue/></box>", 8000000,
     "1:11 schema-needs-newer: lid 'round' of <box> needs libvirt 9.0.0 or newer (target 8.0.0)\n"},
    {"<box lid='square'><glue/></box>", 8000000,
     "1:11 schema-removed: lid 'square' of <box> was removed in libvirt 8.0.0 (target 8.0.0)\n"},
    {"<box><saw/><glue/></box>", 9000000, ""},
    {"<box><saw/><glue/></box>", SCHEMA_NEWEST, "1:7 schema-removed-newest: <saw> was removed in libvirt 10.0.0\n"},
    {"<box/>", 9001000, ""},
    {"<box/>", SCHEMA_NEWEST, ""},
    {"<box/>", 9000000, "1:2 schema-element-missing: <box> needs the element <glue>\n"},
};

START_TEST(releases_are_told) {
    Schema *schema = test_grammar(tools);
    char *said = test_check_with(schema, releases[_i].document, releases[_i].target);
    ck_assert_str_eq(said, releases[_i].said);
    free(said);
    schema_free(schema);
}
END_TEST

/* ---- what could stand here ---- */

static char *names_of(const Expected *expected) {
    Text text = {0};
    for (uint32_t i = 0; i < expected->n; i++)
        text_printf(&text, "%s%s%s", i ? " " : "", expected->items[i].name, expected->items[i].required ? "!" : "");
    char *names = strdup(text_str(&text));
    text_done(&text);
    return names;
}

static void expect(const PlaceStep *steps, uint32_t n, ExpectWhat what, const char *attribute, const char *wanted) {
    Schema *schema = test_grammar(house);
    Validator *validator = validator_new(schema, SCHEMA_NEWEST);
    Arena *arena = arena_new();
    Expected expected = schema_expect(validator, arena, steps, n, what, NULL, attribute);
    char *names = names_of(&expected);
    ck_assert_str_eq(names, wanted);
    free(names);
    arena_free(arena);
    validator_free(validator);
    schema_free(schema);
}

/* A machine takes what its kind goes with; limits are for all traffic or for each way. */
static const char machine[] =
    "<start><element name='machine'><choice>"
    "<interleave><element name='kind'><value>full</value></element>"
    "  <optional><element name='loader'><text/></element></optional></interleave>"
    "<interleave><element name='kind'><optional><attribute name='arch'/></optional><value>box</value></element>"
    "  <zeroOrMore><element name='arg'><text/></element></zeroOrMore></interleave>"
    "<interleave><element name='limits'><choice><element name='total'><text/></element>"
    "  <interleave><optional><element name='in'><text/></element></optional>"
    "  <optional><element name='out'><text/></element></optional></interleave></choice></element></interleave>"
    "</choice></element></start>";

static const Case machines[] = {
    {"<machine><kind>box</kind><loader/></machine>",
     "1:27 schema-element-conflict: <loader> may not stand in <machine>, because <kind> is 'box'"
     " = <machine> takes <arg> here; <loader> goes with <kind> 'full'\n"},
    {"<machine><kind>full</kind><arg/><arg/></machine>",
     "1:28 schema-element-conflict: <arg> may not stand in <machine>, because <kind> is 'full'"
     " = <machine> takes <loader> here; <arg> goes with <kind> 'box'\n"
     "1:34 schema-element-conflict: <arg> may not stand in <machine>, because <kind> is 'full'"
     " = <machine> takes <loader> here; <arg> goes with <kind> 'box'\n"},
    {"<machine><kind>full</kind><loader/><loader/></machine>",
     "1:37 schema-element-duplicate: second <loader> in <machine>, which takes one\n"},
    {"<machine><limits><in/><out/><total/></limits></machine>",
     "1:30 schema-element-rival: <total> may not stand in <limits> together with <out>"
     " = either <out> or <total>, not both\n"},
};

START_TEST(siblings_decide) {
    Schema *schema = test_grammar(machine);
    char *said = test_check_with(schema, machines[_i].document, SCHEMA_NEWEST);
    ck_assert_str_eq(said, machines[_i].said);
    free(said);
    schema_free(schema);
}
END_TEST

/* What excludes what, and what is no more than an echo. */
static const char server[] =
    "<start><element name='server'><interleave>"
    "<element name='name'><data type='string'><param name='pattern'>[a-z]+</param></data></element>"
    "<optional><element name='door'><choice>"
    "  <group><optional><attribute name='port'/></optional><optional><attribute name='auto'/></optional></group>"
    "  <optional><attribute name='socket'/></optional></choice></element></optional>"
    "<optional><element name='os'><choice>"
    "  <interleave><element name='kind'><optional><attribute name='chip'><choice><value>big</value>"
    "    <value>small</value></choice></attribute></optional><value>full</value></element>"
    "    <optional><element name='loader'><text/></element></optional></interleave>"
    "  <interleave><element name='kind'><value>box</value></element>"
    "    <optional><element name='arg'><text/></element></optional></interleave></choice></element></optional>"
    "<optional><element name='way'><choice><attribute name='dir'/><attribute "
    "name='file'/></choice></element></optional>"
    "<optional><element name='extra' ns='urn:one'><empty/></element></optional>"
    "<optional><element name='extra' ns='urn:two'><empty/></element></optional>"
    "</interleave></element></start>";

static const Case servers[] = {
    {"<server><name>a</name><door port='1' socket='s'/></server>",
     "1:38 schema-attribute-rival: <door> takes no attribute socket together with port = either port or socket, not "
     "both\n"},
    {"<server><name>a</name><door port='1' auto='a' socket='s'/></server>",
     "1:47 schema-attribute-rival: <door> takes no attribute socket together with port and auto = either port and auto "
     "or socket, not both\n"},
    {"<server><name>a</name><door socket='s' port='1' auto='a'/></server>",
     "1:40 schema-attribute-rival: <door> takes no attribute port together with socket = either socket or port, not "
     "both\n"},
    {"<server><nam>a</nam><name>a</name></server>",
     "1:10 schema-element-unknown: unknown element <nam> in <server> | name = remove it if it is a second <name>\n"},
    {"<server><name>a</name><nam>a</nam></server>",
     "1:24 schema-element-unknown: unknown element <nam> in <server> | name = remove it if it is a second <name>\n"},
    {"<server><name>a</name><os><kind>fulll</kind><loader/></os></server>",
     "1:33 schema-value-unknown: <kind> cannot be 'fulll'; it takes 'full' or 'box' | full\n"},
    {"<server><name>a</name><os><kind chip='huge'>box</kind><arg/></os></server>",
     "1:39 schema-value-unknown: chip of <kind> cannot be 'huge'; it takes 'big' or 'small'\n"},
    {"<server><name>a</name><os><kind chip='big'>box</kind><arg/></os></server>",
     "1:44 schema-value-conflict: <kind> cannot be 'box', because it has the attribute chip = with chip it takes "
     "'full'\n"},
    {"<server><name>a</name><os><arg/><kind>full</kind></os></server>",
     "1:39 schema-value-conflict: <kind> cannot be 'full', because <os> has <arg> before it = with <arg> it takes "
     "'box'\n"},
    {"<server><name>a</name><os><arg/><kind chip='big'>box</kind></os></server>",
     "1:39 schema-attribute-conflict: <kind> takes no attribute chip, because <os> has <arg> before it = <kind> takes "
     "no attributes here\n"},
    {"<server><name>a </name></server>",
     "1:15 schema-value-format: <name> cannot be 'a '; it takes 'a', without white space around it | a\n"},
    {"<server><name>a</name><way path='x'/></server>",
     "1:28 schema-attribute-unknown: unknown attribute path in <way> = <way> takes dir or file here\n"},
    {"<server><name>a</name><extra/></server>", "1:24 schema-element-namespace: <extra> in <server> is of no "
                                                "namespace; here it must be of namespace 'urn:one' or 'urn:two'\n"},
    {"<server xmlns:t='urn:two'><name>a</name><extra/></server>",
     "1:42 schema-element-namespace: <extra> in <server> is of no namespace; here it must be of namespace 'urn:two'\n"},
};

START_TEST(company_matters) {
    Schema *schema = test_grammar(server);
    char *said = test_check_with(schema, servers[_i].document, SCHEMA_NEWEST);
    ck_assert_str_eq(said, servers[_i].said);
    free(said);
    schema_free(schema);
}
END_TEST

START_TEST(editors_get_answers) {
    PlaceName before[] = {{NULL, "name", NULL}, {NULL, "garden", NULL}, {NULL, "wrong", NULL}};
    PlaceName bath[] = {{NULL, "type", "bath"}}, any[] = {{NULL, "type", NULL}}, wrong[] = {{NULL, "typ", "x"}};
    PlaceStep in_house[] = {{.name = {NULL, "house", NULL}, .before = before, .n_before = 3}};
    PlaceStep room[] = {{.name = {NULL, "house", NULL}}, {.name = {NULL, "room", NULL}, .attrs = bath, .n_attrs = 1}};
    expect(NULL, 0, EXPECT_ELEMENTS, NULL, "house!");
    expect(in_house, 1, EXPECT_ELEMENTS, NULL, "floors heat path room");
    expect(room, 2, EXPECT_ELEMENTS, NULL, "source!");
    expect(room, 2, EXPECT_ATTRIBUTES, NULL, "colour size");
    room[1].n_attrs = 0;
    expect(room, 2, EXPECT_ATTRIBUTES, NULL, "colour size type!");
    expect(room, 2, EXPECT_VALUES, "type", "bath kitchen study");
    room[1].attrs = wrong;
    room[1].n_attrs = 1;
    expect(room, 2, EXPECT_ATTRIBUTES, NULL, "colour size type!");
    PlaceStep source[] = {room[0], room[1], {.name = {NULL, "source", NULL}}};
    source[1].attrs = any;
    expect(source, 3, EXPECT_ATTRIBUTES, NULL, "power water");
    source[1].attrs = bath;
    expect(source, 3, EXPECT_ATTRIBUTES, NULL, "water!");
}
END_TEST

START_TEST(documentation_comes_along) {
    Schema *schema = test_grammar(house);
    Validator *validator = validator_new(schema, SCHEMA_NEWEST);
    Arena *arena = arena_new();
    PlaceStep steps[] = {{.name = {NULL, "house", NULL}}};
    Expected expected = schema_expect(validator, arena, steps, 1, EXPECT_ELEMENTS, NULL, NULL);
    const char *doc = NULL;
    for (uint32_t i = 0; i < expected.n; i++)
        if (strcmp(expected.items[i].name, "name") == 0) doc = expected.items[i].doc;
    ck_assert_str_eq(doc, "What it is called.");
    PlaceStep floors[] = {steps[0], {.name = {NULL, "floors", NULL}}};
    expected = schema_expect(validator, arena, floors, 2, EXPECT_VALUES, NULL, NULL);
    ck_assert(expected.free_text);
    ck_assert_str_eq(expected.format, "an integer from 0 to 9");
    arena_free(arena);
    validator_free(validator);
    schema_free(schema);
}
END_TEST

START_TEST(paths_are_explained) {
    Schema *schema = test_grammar(house);
    Arena *arena = arena_new();
    Explanation *found;
    ck_assert_uint_eq(schema_explain(schema, arena, "room", &found), 1);
    ck_assert_str_eq(found[0].path, "house/room");
    ck_assert_uint_eq(found[0].n_attributes, 3);
    ck_assert_uint_eq(found[0].n_children, 1);
    ck_assert_uint_eq(found[0].n_parents, 1);
    ck_assert_str_eq(found[0].parents[0], "house");
    ck_assert_uint_eq(schema_explain(schema, arena, "room/source", &found), 2);
    ck_assert_uint_eq(schema_explain(schema, arena, "room/@type", &found), 1);
    ck_assert(found[0].is_attribute);
    ck_assert_uint_eq(found[0].text.n_values, 3);
    ck_assert_uint_eq(schema_explain(schema, arena, "/house/name", &found), 1);
    ck_assert_str_eq(found[0].self.doc, "What it is called.");
    ck_assert_uint_eq(schema_explain(schema, arena, "/room", &found), 0);
    ck_assert_uint_eq(schema_explain(schema, arena, "cellar", &found), 0);
    const char *const *names;
    ck_assert_uint_ge(schema_element_names(schema, arena, &names), 10);
    arena_free(arena);
    schema_free(schema);
}
END_TEST

START_TEST(roots_are_known) {
    Schema *schema = test_grammar(house);
    ck_assert(schema_knows_root(schema, NULL, "house"));
    ck_assert(!schema_knows_root(schema, NULL, "room"));
    ck_assert(!schema_knows_root(schema, "urn:x", "house"));
    schema_free(schema);
}
END_TEST

/* Names in a namespace are shown with the prefix the document gives it. */
START_TEST(prefixes_are_shown) {
    Schema *schema = test_grammar("<start><element name='r'><element name='arg' ns='urn:x'><attribute name='value'/>"
                                  "</element></element></start>");
    char *said = test_check_with(schema, "<r xmlns:q='urn:x'><q:agr value=''/></r>", SCHEMA_NEWEST);
    ck_assert_str_eq(said, "1:21 schema-element-unknown: unknown element <q:agr> in <r> | q:arg\n");
    free(said);
    schema_free(schema);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("rng validate");
    TCase *words = tcase_create("words"), *editors = tcase_create("editors");
    tcase_add_loop_test(words, each_mistake_is_told, 0, sizeof cases / sizeof *cases);
    tcase_add_test(words, every_mistake_is_told_once);
    tcase_add_test(words, a_moved_element_is_one_mistake);
    tcase_add_loop_test(words, releases_are_told, 0, sizeof releases / sizeof *releases);
    tcase_add_test(words, prefixes_are_shown);
    tcase_add_loop_test(words, siblings_decide, 0, sizeof machines / sizeof *machines);
    tcase_add_loop_test(words, company_matters, 0, sizeof servers / sizeof *servers);
    tcase_add_test(editors, editors_get_answers);
    tcase_add_test(editors, documentation_comes_along);
    tcase_add_test(editors, paths_are_explained);
    tcase_add_test(editors, roots_are_known);
    suite_add_tcase(suite, words);
    suite_add_tcase(suite, editors);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
