/* xpath/: words, mistakes, axes, predicates, comparisons, functions; what is kept between evaluations; and the results
 * of libxml2 on the same expressions. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rule/function.h"
#include "xpath/lexer.h"
#include "xpath_support.h"

/* Ids give the order; text stands where a case needs some. */
static const char small[] = "<r id='r'><a id='a1' n='1'><b id='b1'/><b id='b2'>2</b><c id='c1'/></a><a id='a2' n='3'>t"
                            "<b id='b3' n='5'>7</b>u</a><a id='a3'/></r>";

/* ---- definitions that the expressions of the tests use ---- */

typedef struct {
    xmlDoc *doc;
    Definitions definitions;
    Known known;
    Evaluator *evaluator;
    Text shown;
} Bench;

static void define(DefinitionVec *list, const char *name, const char *xpath) {
    vec_push(list, ((Definition){name, xpath}));
}

static void bench_open(Bench *bench, const char *xml) {
    *bench = (Bench){.doc = xpath_document(xml, strlen(xml))};
    Definitions *definitions = &bench->definitions;
    /* sorted by name */
    define(&definitions->functions, "chosen", "current()/@id");
    define(&definitions->functions, "endless", "endless(.)");
    define(&definitions->functions, "own", "@id");
    define(&definitions->functions, "twice", "concat($1, '-', $2)");
    define(&definitions->functions, "up", "count(ancestor::*)");
    define(&definitions->namespaces, "q", "urn:q");
    define(&definitions->variables, "all", "//b");
    define(&definitions->variables, "five", "5");
    define(&definitions->variables, "kind", "concat(/r/@kind, ':', /r/c)");
    define(&definitions->variables, "loop", "$loop + 1");
    define(&definitions->variables, "many", "$kind = 'x:' or count(/r/c) > 1");
    define(&definitions->variables, "top", "@id");
    vec_push(&definitions->tables, ((TableEntry){"colors", "r", "red"}));
    known_init(&bench->known, definitions);
    bench->evaluator = evaluator_new(&bench->known.names, NULL);
    if (bench->doc) evaluator_begin(bench->evaluator, xmlDocGetRootElement(bench->doc), NULL, 0);
}

static void bench_close(Bench *bench) {
    evaluator_free(bench->evaluator);
    known_done(&bench->known);
    definitions_done(&bench->definitions);
    xmlFreeDoc(bench->doc);
    text_done(&bench->shown);
}

/* The element of an id; the root node for NULL. */
static Node bench_node(Bench *bench, const char *id) {
    const Tree *tree = evaluator_tree(bench->evaluator);
    for (Node node = 0; id && node < tree->nodes.n; node++) {
        Node attr = tree_node(tree, node)->kind == TREE_ELEMENT
                        ? tree_attribute(tree, node, intern_add(tree->names, slice_from("id")))
                        : NODE_NONE;
        if (attr != NODE_NONE && strcmp(tree_text(tree, attr), id) == 0) return node;
    }
    return 0;
}

/* What an expression gives, in words; "fault", "undecided ...". */
static const char *bench_ask(Bench *bench, const char *id, const char *xpath) {
    Evaluator *evaluator = bench->evaluator;
    text_clear(&bench->shown);
    evaluator_reset(evaluator);
    evaluator_select(evaluator, bench_node(bench, id));
    Object value = evaluate(evaluator, evaluator_keep(evaluator, slice_from(xpath)), bench_node(bench, id));
    if (evaluator_failed(evaluator)) return "fault";
    if (evaluator_undecided(evaluator)) text_puts(&bench->shown, "undecided ");
    xpath_show(evaluator, &value, &bench->shown);
    return text_str(&bench->shown);
}

typedef struct {
    const char *node, *xpath, *expected;
} Case;

static void run_cases(const char *xml, const Case *cases, size_t n) {
    Bench bench;
    bench_open(&bench, xml);
    for (size_t i = 0; i < n; i++) {
        const char *found = bench_ask(&bench, cases[i].node, cases[i].xpath);
        ck_assert_msg(strcmp(found, cases[i].expected) == 0, "%s: %s, not %s", cases[i].xpath, found,
                      cases[i].expected);
    }
    bench_close(&bench);
}
#define RUN_CASES(xml, cases) run_cases(xml, cases, sizeof(cases) / sizeof *(cases))

START_TEST(words) {
    static const LexemeKind expected[] = {
        LEX_SLASHES, LEX_STAR,    LEX_OPEN_BRACKET, LEX_AT,         LEX_NAME,     LEX_TIMES, LEX_NUMBER,
        LEX_OR,      LEX_NAME,    LEX_MINUS,        LEX_NUMBER,     LEX_DIV,      LEX_NAME,  LEX_CLOSE_BRACKET,
        LEX_SLASH,   LEX_AXIS,    LEX_NAME,         LEX_BAR,        LEX_FUNCTION, LEX_OPEN,  LEX_LITERAL,
        LEX_CLOSE,   LEX_UNEQUAL, LEX_VARIABLE,     LEX_LESS_EQUAL, LEX_DOTS,     LEX_WRONG, LEX_END};
    Lexer lexer;
    lexer_init(&lexer, "//*[@or * .5 or a-b - 2. div div]/self::q:x|f ( \"it's\" ) != $v <= .. ;");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        ck_assert_msg(lexer.token.kind == expected[i], "word %zu is of kind %d", i, (int)lexer.token.kind);
        if (lexer.token.kind == LEX_NUMBER) ck_assert(lexer.token.number == (i < 8 ? 0.5 : 2));
        lexer_next(&lexer);
    }
    ck_assert_int_eq(lexer.token.kind, LEX_END);
}
END_TEST

START_TEST(mistakes) {
    static const char *const cases[][2] = {
        {"", "something is missing at the end"},
        {"a b", "'b' cannot stand here"},
        {"a[", "something is missing at the end"},
        {"a[1", "expected ']' at the end"},
        {"(a", "expected ')' at the end"},
        {"count(a", "expected ',' or ')' at the end"},
        {"count()", "count() takes 1 argument, not 0"},
        {"substring('a')", "substring() takes 2 to 3 arguments, not 1"},
        {"nope(a)", "there is no function 'nope'"},
        {"$nope", "there is no variable 'nope'"},
        {"$12", "'$12': arguments are $1 to $9"},
        {"p:a", "there is no namespace prefix 'p'"},
        {"sideways::a", "there is no axis 'sideways'"},
        {"a/", "expected a name at the end"},
        {"a//]", "expected a name before ']'"},
        {"'open", "''open' cannot stand here"},
        {"a = ", "something is missing at the end"},
        {"a + )", "')' cannot stand here"},
        {"text(1)", "expected ')' before '1'"},
        {"a[1][1][1][1][1][1][1][1][1]", "more than 8 predicates at one step"},
        {"concat(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17)", "more than 16 arguments"},
        {"1 | a", "'|' joins nodes, not values"},
        {"count('a')", "count() takes nodes, not a value"},
        {"'a'/b", "'[' and '/' follow nodes, not a value"},
        {"a;", "';' cannot stand here"},
    };
    Bench bench;
    bench_open(&bench, small);
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ExprNames names = {intern_new(), intern_new()};
        const char *problem = "none";
        ck_assert_ptr_null(expr_parse(arena, &names, &bench.known.names, cases[i][0], &problem));
        ck_assert_msg(strcmp(problem, cases[i][1]) == 0, "%s: %s", cases[i][0], problem);
        ck_assert_str_eq(bench_ask(&bench, NULL, cases[i][0]), "fault");
        intern_free(names.words);
        intern_free(names.prefixes);
    }
    arena_free(arena);
    bench_close(&bench);
}
END_TEST

/* However long an expression is, reading and evaluating it takes a bounded piece of the stack. */
START_TEST(long_expressions) {
    static const struct {
        const char *start, *part, *end;
    } cases[] = {{"1", "+1", ""}, {"a", "|a", ""},  {"a", "/.", ""},  {"", "-", "1"}, {"", "(", ""},
                 {"", "a[", ""},  {"", "not(", ""}, {"a", "//a", ""}, {"1", "=1", ""}};
    Bench bench;
    bench_open(&bench, small);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Text text = {0};
        text_puts(&text, cases[i].start);
        for (int n = 0; n < 100000; n++) text_puts(&text, cases[i].part);
        text_puts(&text, cases[i].end);
        ck_assert_str_eq(bench_ask(&bench, NULL, text_str(&text)), "fault");
        text_done(&text);
    }
    bench_close(&bench);
}
END_TEST

START_TEST(axes) {
    static const Case cases[] = {
        {"a1", "child::*", "b1 b2 c1"},
        {"a1", "b", "b1 b2"},
        {"a1", "@*", "@id=a1 @n=1"},
        {"a1", "attribute::n", "@n=1"},
        {"a1", "self::a", "a1"},
        {"a1", "self::b", ""},
        {"b1", "parent::a", "a1"},
        {"b1", "../..", "r"},
        {"r", "..", "/"},
        {NULL, "..", ""},
        {"r", "descendant::b", "b1 b2 b3"},
        {"a2", "descendant-or-self::node()", "a2 't' b3 '7' 'u'"},
        {"b3", "ancestor::*", "r a2"},
        {"b3", "ancestor::node()", "/ r a2"},
        {"b3", "ancestor-or-self::*", "r a2 b3"},
        {"b1", "following-sibling::*", "b2 c1"},
        {"c1", "preceding-sibling::*", "b1 b2"},
        {"b2", "following::*", "c1 a2 b3 a3"},
        {"b3", "preceding::*", "a1 b1 b2 c1"},
        {"a2", "@n/following::*", "b3 a3"},
        {"a2", "@n/preceding::*", "a1 b1 b2 c1"},
        {"a2", "@n/following-sibling::node()", ""},
        {"a2", "@n/..", "a2"},
        {"a2", "@n/descendant-or-self::node()", "@n=3"},
        {"b1", "/", "/"},
        {"b1", "/r/a[2]/b", "b3"},
        {"b1", "//a", "a1 a2 a3"},
        {"a1", ".//b", "b1 b2"},
        {"a2", "text()", "'t' 'u'"},
        {"a2", "text()/..", "a2"},
        {"r", "a/b/ancestor::a", "a1 a2"},
    };
    RUN_CASES(small, cases);
}
END_TEST

START_TEST(predicates) {
    static const Case cases[] = {
        {"r", "a[1]", "a1"},
        {"r", "a[4]", ""},
        {"r", "a[1.5]", ""},
        {"r", "a[0]", ""},
        {"r", "a[last()]", "a3"},
        {"r", "a[last() - 1]", "a2"},
        {"r", "a[position() > 1]", "a2 a3"},
        {"r", "a[b]", "a1 a2"},
        {"r", "a[@n = 3]", "a2"},
        {"r", "a[@n][2]", "a2"},
        {"r", "a[2][@n]", "a2"},
        {"r", "a[@n][last()]", "a2"},
        {"r", "a['']", ""},
        {"r", "a['x']", "a1 a2 a3"},
        {"r", "a/b[1]", "b1 b3"},
        {"r", "(a/b)[1]", "b1"},
        {"r", "(a/b)[last()]", "b3"},
        {"r", "(//b)[2]/..", "a1"},
        {"r", "//b[1]", "b1 b3"},
        {"c1", "preceding-sibling::*[1]", "b2"},
        {"c1", "preceding-sibling::*[last()]", "b1"},
        {"c1", "(preceding-sibling::*)[1]", "b1"},
        {"b3", "ancestor::*[1]", "a2"},
        {"b3", "ancestor-or-self::*[last()]", "r"},
        {"b3", "preceding::*[2]", "b2"},
        {"r", "a[b[2]]", "a1"},
        {"r", "a[count(b) = 1]/b[last()]", "b3"},
        {"r", "a[$five - 4]", "a1"},
        {NULL, "/r/a[2]/b[last()]", "b3"},
        {NULL, "/r/a[b][2]", "a2"},
    };
    RUN_CASES(small, cases);
}
END_TEST

START_TEST(comparisons) {
    static const Case cases[] = {
        {"r", "1 = 1.0", "true"},
        {"r", "'1' = 1", "true"},
        {"r", "'a' = 'b'", "false"},
        {"r", "'1.0' = '1'", "false"},
        {"r", "'a' < 'b'", "false"},
        {"r", "'1' < '2'", "true"},
        {"r", "true() = 'x'", "true"},
        {"r", "true() = 2", "true"},
        {"r", "true() > 0", "true"},
        {"r", "0 div 0 = 0 div 0", "false"},
        {"r", "0 div 0 != 0", "true"},
        {"r", "a/@n = 3", "true"},
        {"r", "a/@n != 3", "true"},
        {"r", "a/@n = 2", "false"},
        {"r", "3 = a/@n", "true"},
        {"r", "2 < a/@n", "true"},
        {"r", "a/@n < 1", "false"},
        {"r", "a/@n = '3'", "true"},
        {"r", "a/@n = '3.0'", "false"},
        {"r", "a/@n >= '3.0'", "true"},
        {"r", "a/@n = true()", "true"},
        {"r", "x = false()", "true"},
        {"r", "x = ''", "false"},
        {"r", "x != ''", "false"},
        {"r", "x < true()", "true"},
        {"r", "a/@n < a/b/@n", "true"},
        {"r", "a/@n = a/b/@n", "false"},
        {"r", "a/@id = a/@id", "true"},
        {"r", "a/@id != a/@id", "true"},
        {"r", "$all = 7", "true"},
        {"r", "7 = $all", "true"},
        {"r", "$all < 3", "true"},
        {"r", "1 = 1 = 1", "true"},
        {"r", "3 > 2 > 1", "false"},
        {"r", "1 or nope = 1 and 0", "true"},
        {"r", "- - 2", "2"},
        {"r", "5 mod -2", "1"},
        {"r", "-5 mod 2", "-1"},
        {"r", "1 div 0", "Infinity"},
        {"r", "2 + 3 * 4 - 6 div 3", "12"},
    };
    RUN_CASES(small, cases);
}
END_TEST

START_TEST(core_functions) {
    static const Case cases[] = {
        {"r", "substring('12345', 2, 3)", "'234'"},
        {"r", "substring('12345', 2)", "'2345'"},
        {"r", "substring('12345', 1.5, 2.6)", "'234'"},
        {"r", "substring('12345', 0, 3)", "'12'"},
        {"r", "substring('12345', 0 div 0, 3)", "''"},
        {"r", "substring('12345', 1, 0 div 0)", "''"},
        {"r", "substring('12345', -42, 1 div 0)", "'12345'"},
        {"r", "substring('12345', -1 div 0, 1 div 0)", "''"},
        {"r", "substring('äöü', 2, 1)", "'ö'"},
        {"r", "translate('bar', 'abc', 'AB')", "'BAr'"},
        {"r", "translate('--aaa--', 'abc-', 'ABC')", "'AAA'"},
        {"r", "translate('äb', 'ä', 'x')", "'xb'"},
        {"r", "translate('aa', 'aa', 'xy')", "'xx'"},
        {"r", "normalize-space('  a  b\tc ')", "'a b c'"},
        {"b2", "normalize-space()", "'2'"},
        {"r", "string-length('äöü')", "3"},
        {"r", "concat('a', 1, true())", "'a1true'"},
        {"r", "starts-with('abc', 'ab')", "true"},
        {"r", "starts-with('abc', '')", "true"},
        {"r", "contains('abc', 'd')", "false"},
        {"r", "substring-before('1999/04', '/')", "'1999'"},
        {"r", "substring-after('1999/04', '/')", "'04'"},
        {"r", "substring-after('1999', '/')", "''"},
        {"r", "string(12)", "'12'"},
        {"r", "string(-0)", "'0'"},
        {"r", "string(0.1)", "'0.1'"},
        {"r", "string(1 div 3)", "'0.333333333333333'"},
        {"r", "string(123456789012.5)", "'123456789012.5'"},
        {"r", "string(0.000001)", "'0.000001'"},
        {"r", "string(0 div 0)", "'NaN'"},
        {"r", "string(-1 div 0)", "'-Infinity'"},
        {"r", "string(x)", "''"},
        {"r", "string(a)", "'2'"},
        {"r", "number(' -1.5 ')", "-1.5"},
        {"r", "number('.5')", "0.5"},
        {"r", "number('5.')", "5"},
        {"r", "number('1e3')", "NaN"},
        {"r", "number('0x10')", "NaN"},
        {"r", "number('+1')", "NaN"},
        {"r", "number('')", "NaN"},
        {"r", "number(true())", "1"},
        {"r", "number(a/@n)", "1"},
        {"b2", "number()", "2"},
        {"r", "boolean('false')", "true"},
        {"r", "boolean(0 div 0)", "false"},
        {"r", "boolean(x)", "false"},
        {"r", "not(a)", "false"},
        {"r", "round(2.5)", "3"},
        {"r", "round(-2.5)", "-2"},
        {"r", "round(0.49999999999999994)", "0"},
        {"r", "1 div round(-0.2)", "-Infinity"},
        {"r", "floor(-1.5)", "-2"},
        {"r", "ceiling(1.2)", "2"},
        {"r", "sum(a/@n)", "4"},
        {"r", "sum(x)", "0"},
        {"r", "sum(a/@id)", "NaN"},
        {"r", "count(//b | //a)", "6"},
        {"r", "name(a/b)", "'b'"},
        {"r", "local-name(a/@n)", "'n'"},
        {"r", "name(x)", "''"},
        {"r", "//b | a | //@n | a/text()", "a1 @n=1 b1 b2 a2 @n=3 't' b3 @n=5 'u' a3"},
        {"r", "a | a", "a1 a2 a3"},
        {"b1", ".. | /r", "r a1"},
    };
    RUN_CASES(small, cases);
}
END_TEST

START_TEST(definitions) {
    static const Case cases[] = {
        {"r", "$five + 1", "6"},
        {"b1", "$top", "@id=r"},
        {"b1", "count($all)", "3"},
        {"b1", "$all[2]", "b2"},
        {"b1", "$all/..", "a1 a2"},
        {"r", "$loop", "fault"},
        {"r", "$five", "5"},
        {"r", "twice('x', 'y')", "'x-y'"},
        {"r", "twice(., 'x', 'y')", "'x-y'"},
        {"r", "twice('x')", "'x-'"},
        {"r", "own(a/b)", "@id=b1"},
        {"b3", "own()", "@id=b3"},
        {"r", "own(x)", "''"},
        {"b3", "up()", "2"},
        {"b1", "chosen(..)", "@id=b1"},
        {"b2", "chosen(..)", "@id=b2"},
        {"r", "endless(.)", "fault"},
        {"r", "any(a, 'endless(.)')", "fault"},
        {"b3", "any(., string(.))", "true"},
        {"r", "a[own(.) = 'a2']", "a2"},
    };
    RUN_CASES(small, cases);
}
END_TEST

START_TEST(namespaces) {
    static const Case cases[] = {
        {"r", "q:x", "q"},
        {"r", "x", "p"},
        {"r", "*", "q p"},
        {"r", "name(*)", "'x'"},
        {"r", "namespace-uri(*)", "'urn:q'"},
        {"r", "*/@q:y", "@{urn:q}y=1"},
        {"r", "*/@y", "@y=2"},
    };
    RUN_CASES("<r id='r' xmlns:z='urn:q'><z:x id='q' z:y='1'/><x id='p' y='2'/></r>", cases);
}
END_TEST

START_TEST(blanks) {
    static const Case cases[] = {
        {"r", "count(node())", "4"}, {"r", "a/node()", "' '"},       {"r", "b/node()", ""},
        {"r", "c/node()", "d"},      {"r", "string-length(e)", "3"}, {"r", "count(e/text())", "1"},
    };
    RUN_CASES("<r id='r'><a> </a><b/><c> <d/> </c><e> x<!-- - --> </e></r>", cases);
}
END_TEST

/* Whatever is asked, an answer comes in bounded time. */
START_TEST(steps_are_bounded) {
    Bench bench;
    Text xml = {0};
    text_puts(&xml, "<r id='r'>");
    for (int i = 0; i < 300; i++) text_puts(&xml, "<a/>");
    text_puts(&xml, "</r>");
    bench_open(&bench, text_str(&xml));
    ck_assert_str_eq(bench_ask(&bench, "r", "count(//*[count(//*[count(//*) > 0]) > 0])"), "fault");
    ck_assert_str_eq(bench_ask(&bench, "r", "count(/r/a)"), "300");
    text_done(&xml);
    bench_close(&bench);
}
END_TEST

/* What was kept of one document says nothing of the next one. */
START_TEST(documents_follow_each_other) {
    static const char *const documents[] = {small, "<r id='r'><b id='x'/></r>", "<r id='r'/>", small};
    static const char *const expected[][4] = {{"3", "@id=b1", "a1 a2 a3", "1"},
                                              {"1", "@id=x", "", "1"},
                                              {"0", "''", "", "fault"},
                                              {"3", "@id=b1", "a1 a2 a3", "1"}};
    Bench bench;
    bench_open(&bench, documents[0]);
    for (int i = 0; i < 4; i++) {
        xmlDoc *doc = xpath_document(documents[i], strlen(documents[i]));
        evaluator_begin(bench.evaluator, xmlDocGetRootElement(doc), NULL, 0);
        for (int round = 0; round < 2; round++) {
            ck_assert_str_eq(bench_ask(&bench, "r", "count($all)"), expected[i][0]);
            ck_assert_str_eq(bench_ask(&bench, "r", "own(.//b)"), expected[i][1]);
            ck_assert_str_eq(bench_ask(&bench, "r", "/r/a"), expected[i][2]);
            if (i != 2) ck_assert_str_eq(bench_ask(&bench, "r", "up(*)"), expected[i][3]);
        }
        xmlFreeDoc(doc);
    }
    bench_close(&bench);
}
END_TEST

/* A variable that asks for texts alone is kept, but for these texts. */
START_TEST(variables_are_kept_by_texts) {
    static const char *const documents[] = {
        "<r id='r' kind='x'/>", "<r id='r' kind='x'><c>1</c></r>", "<r id='r'/>",
        "<r id='r' kind=''/>",  "<r id='r'><c>1</c><c>2</c></r>",  "<r id='r' kind=':'><c/></r>"};
    static const char *const kinds[] = {"'x:'", "'x:1'", "':'", "':'", "':1'", "'::'"};
    static const char *const many[] = {"true", "false", "false", "false", "true", "false"};
    Bench bench;
    bench_open(&bench, documents[0]);
    for (int round = 0; round < 12; round++) {
        int i = round % 6;
        xmlDoc *doc = xpath_document(documents[i], strlen(documents[i]));
        evaluator_begin(bench.evaluator, xmlDocGetRootElement(doc), NULL, 0);
        ck_assert_str_eq(bench_ask(&bench, "r", "string($kind)"), kinds[i]);
        ck_assert_str_eq(bench_ask(&bench, "r", "boolean($many)"), many[i]);
        xmlFreeDoc(doc);
    }
    bench_close(&bench);
}
END_TEST

/* Two trees at once, as updates have them. */
START_TEST(second_top) {
    static const char *const attributes[] = {"live", "yes", "x", "1", NULL}, *const wrap[] = {"w", "v"};
    xmlDoc *other = xpath_document("<r id='o'><b id='ob'/></r>", 26);
    Bench bench;
    bench_open(&bench, small);
    evaluator_add(bench.evaluator, "second", attributes, xmlDocGetRootElement(other), wrap, 2);
    ck_assert_str_eq(bench_ask(&bench, "r", "/second/w/v/r/b"), "ob");
    ck_assert_str_eq(bench_ask(&bench, "r", "/*"), "r second");
    ck_assert_str_eq(bench_ask(&bench, "r", "/second/@*"), "@live=yes @x=1");
    ck_assert_str_eq(bench_ask(&bench, "r", "//b"), "b1 b2 b3 ob");
    ck_assert_str_eq(bench_ask(&bench, "ob", "ancestor::*"), "second w v o");
    ck_assert_str_eq(bench_ask(&bench, "ob", "preceding::b[1]"), "b3");
    ck_assert_str_eq(bench_ask(&bench, "b1", "$top"), "@id=r");
    bench_close(&bench);
    xmlFreeDoc(other);
}
END_TEST

#include "xpath_functions.h"

START_TEST(our_functions) { RUN_CASES(sizes, function_cases); }
END_TEST

START_TEST(every_function_is_tried) {
    for (uint32_t i = 0; function_name(i); i++) {
        bool tried = false;
        Text call = {0};
        text_printf(&call, "%s(", function_name(i));
        for (size_t c = 0; c < sizeof function_cases / sizeof *function_cases; c++)
            tried |= strncmp(function_cases[c].xpath, text_str(&call), call.n) == 0;
        ck_assert_msg(tried, "no case for %s()", function_name(i));
        text_done(&call);
    }
}
END_TEST

START_TEST(as_libxml2) {
    static const char *const documents[] = {
        small, "<a x='1'><b id='b1' x='2' y='z'>12<c>a</c>t</b><b id='b2'><c x='3'/><a y='1'>b c</a></b><x>3.5</x></a>",
        "<a><a id='1'><a id='2'><b>1</b><a x='a'><c>2</c><c>2</c></a></a></a><b><a/><a/>x</b></a>",
        "<c y='12'> 2 <b x=' 2 '>&lt;<![CDATA[q]]>r</b><a>\xc3\xa4\xe2\x82\xac</a></c>"};
    uint64_t seed = 20240229;
    for (int d = 0; d < 4; d++) {
        xmlDoc *doc = xpath_document(documents[d], strlen(documents[d]));
        for (int i = 0; i < 2500; i++) {
            Text xpath = {0}, difference = {0};
            xpath_invent(&seed, &xpath);
            for (uint32_t node = 0; node < 5; node += 2)
                ck_assert_msg(xpath_agrees(doc, text_str(&xpath), node, &difference), "%s", text_str(&difference));
            text_done(&xpath);
            text_done(&difference);
        }
        xmlFreeDoc(doc);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("xpath");
    TCase *tcase = tcase_create("xpath");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, words);
    tcase_add_test(tcase, mistakes);
    tcase_add_test(tcase, long_expressions);
    tcase_add_test(tcase, axes);
    tcase_add_test(tcase, predicates);
    tcase_add_test(tcase, comparisons);
    tcase_add_test(tcase, core_functions);
    tcase_add_test(tcase, definitions);
    tcase_add_test(tcase, namespaces);
    tcase_add_test(tcase, blanks);
    tcase_add_test(tcase, steps_are_bounded);
    tcase_add_test(tcase, documents_follow_each_other);
    tcase_add_test(tcase, variables_are_kept_by_texts);
    tcase_add_test(tcase, second_top);
    tcase_add_test(tcase, our_functions);
    tcase_add_test(tcase, every_function_is_tried);
    tcase_add_test(tcase, as_libxml2);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
