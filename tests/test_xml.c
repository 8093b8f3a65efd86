/* xml/: the scanner, documents and their places, what is said of broken XML. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dom.h"
#include "places.h"

static const DiagKind kinds[] = {
    {.id = "xml-empty", .severity = SEVERITY_ERROR, .group = "g", .message = "empty"},
    {.id = "xml-binary", .severity = SEVERITY_ERROR, .group = "g", .message = "binary"},
    {.id = "xml-none", .severity = SEVERITY_ERROR, .group = "g", .message = "none"},
    {.id = "xml-doctype", .severity = SEVERITY_ERROR, .group = "g", .message = "doctype"},
    {.id = "xml-tag-mismatch", .severity = SEVERITY_ERROR, .group = "g", .message = "{name} closes {open}"},
    {.id = "xml-unclosed", .severity = SEVERITY_ERROR, .group = "g", .message = "{open} unclosed"},
    {.id = "xml-extra-end-tag", .severity = SEVERITY_ERROR, .group = "g", .message = "{name} extra"},
    {.id = "xml-extra-content", .severity = SEVERITY_ERROR, .group = "g", .message = "extra"},
    {.id = "xml-too-deep", .severity = SEVERITY_ERROR, .group = "g", .message = "deep"},
    {.id = "xml-syntax", .severity = SEVERITY_ERROR, .group = "g", .message = "{detail}"},
};

typedef struct {
    Catalogue *catalogue;
    Arena *arena;
    Source *source;
    Diags diags;
    Document *document;
} Parsed;

static Parsed parse_bytes(const char *bytes, size_t size) {
    Parsed parsed = {.catalogue = catalogue_new(), .arena = arena_new()};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) catalogue_add(parsed.catalogue, &kinds[i]);
    SourceProblem problem;
    parsed.source = source_from_bytes("x.xml", bytes, size, &problem);
    ck_assert_ptr_nonnull(parsed.source);
    diags_init(&parsed.diags, parsed.arena, parsed.catalogue, parsed.source);
    parsed.document = document_parse(parsed.source, &parsed.diags);
    return parsed;
}

static Parsed parse(const char *text) { return parse_bytes(text, strlen(text)); }

static void parsed_done(Parsed *parsed) {
    document_free(parsed->document);
    diags_done(&parsed->diags);
    source_free(parsed->source);
    arena_free(parsed->arena);
    catalogue_free(parsed->catalogue);
}

START_TEST(tokens_tile_any_text) {
    static const char *const texts[] = {"",           "x",
                                        "<",          "<a",
                                        "<a b",       "<a b=",
                                        "<a b='",     "<a b='c",
                                        "<a b='c'",   "<a b=c>",
                                        "</",         "</a",
                                        "<!",         "<!-",
                                        "<!--",       "<!-- -->",
                                        "<![CDATA[",  "<![CDATA[]]>",
                                        "<?",         "<?x?>",
                                        "<!DOCTYPE",  "<!DOCTYPE a [ <!ENTITY b '>'> ]>",
                                        "<a><b></a>", "<<>>",
                                        "<a <b/>",    "<a/ b>",
                                        "<1/>",       "& <a\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        SourceProblem problem;
        Source *source = source_from_bytes("x", texts[i], strlen(texts[i]), &problem);
        Markup *markup = markup_scan(source);
        uint32_t at = 0;
        for (uint32_t t = 0; t < markup->tokens.n; t++) {
            ck_assert_uint_eq(markup->tokens.items[t].span.start, at);
            ck_assert_uint_gt(markup->tokens.items[t].span.end, at);
            at = markup->tokens.items[t].span.end;
        }
        ck_assert_msg(at == source->size, "%s", texts[i]);
        for (uint32_t o = 0; o < source->size; o++) {
            Span span = markup->tokens.items[markup_at(markup, o)].span;
            ck_assert(span.start <= o && o < span.end);
        }
        markup_free(markup);
        source_free(source);
    }
}
END_TEST

START_TEST(places_agree_with_the_dom) {
    static const char *const texts[] = {
        "<a/>",
        "<?xml version='1.0'?>\r\n<!-- <x y='z'> -->\r\n<a\r\n\tb = \"1 &lt; 2\"\r\n c='\t\xC3\xA9'>\r\n<b>\r\n t "
        "&amp; u\r\n</b></a>",
        "<a xmlns='u' xmlns:q='v' q:b='1' c='2'><q:d e='&#x41;&#66;\xF0\x9F\x98\x80'/><![CDATA[<no>]]><f g=''/></a>",
        "<a><b/><b>x</b><c><d/></c></a>\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Parsed parsed = parse(texts[i]);
        ck_assert_ptr_nonnull(parsed.document);
        unsigned long elements = 0, attributes = 0;
        const char *bad = places_check(parsed.document, &elements, &attributes);
        ck_assert_msg(!bad, "%s", bad);
        ck_assert_uint_gt(elements, 0);
        parsed_done(&parsed);
    }
}
END_TEST

START_TEST(parts_of_a_text_are_found) {
    Parsed parsed = parse("<a><b> x&amp;y<![CDATA[<z>]]><!-- c -->\r\nw </b></a>");
    const xmlNode *b = xmlDocGetRootElement(parsed.document->xml)->children;
    Span text = document_span(parsed.document, b, PART_TEXT);
    ck_assert(slice_is(source_slice(parsed.source, text), "x&amp;y<![CDATA[<z>]]><!-- c -->\r\nw"));
    static const struct {
        size_t from, to;
        const char *source;
    } rows[] = {{0, 1, "x"},    {1, 2, "&amp;"}, {0, 3, "x&amp;y"}, {4, 5, "z"},
                {6, 7, "\r\n"}, {7, 8, "w"},     {8, 8, ""},        {2, 2, ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Span part = document_subspan(parsed.document, text, rows[i].from, rows[i].to);
        ck_assert_msg(slice_is(source_slice(parsed.source, part), rows[i].source), "%zu-%zu", rows[i].from, rows[i].to);
    }
    parsed_done(&parsed);
}
END_TEST

/* What libxml2's own builder makes of it, less layout. */
START_TEST(trees_are_libxml2s) {
    static const char *const texts[] = {
        "<a/>",
        "<a> </a>",
        "<a> <!-- c --> </a>",
        "<a> <b/> </a>",
        "<a>x<!-- c -->y<?p i?>z</a>",
        "<a>x<![CDATA[ <y> ]]>z</a>",
        "<a><![CDATA[ ]]></a>",
        "<a><b/><!-- c --> <c/>t<d/></a>",
        "<a b='' c='&lt;&amp;&#x41;&quot;' d=' x\ty\nz '/>",
        "<a>&lt;&#65;\r\n&gt;</a>",
        "<a xmlns='u' b='1'><c xmlns=''/><d/></a>",
        "<a xmlns:p='u' p:b='1'><p:c xmlns:p='v' p:d='2' xmlns:q='w'/><p:c/></a>",
        "<a p:b='1' xml:lang='de'><p:c/></a>",
        "<?xml version='1.0' encoding='UTF-8'?><?x y?><!-- c --><a/><!-- d -->",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Parsed parsed = parse(texts[i]);
        const char *bad = dom_check(parsed.document);
        ck_assert_msg(!bad, "%s: %s", texts[i], bad);
        parsed_done(&parsed);
    }
}
END_TEST

START_TEST(long_documents_keep_their_lines) {
    Text text = {0};
    text_puts(&text, "<a>");
    for (int i = 0; i < 70000; i++) text_putc(&text, '\n');
    text_puts(&text, "<b c='1'/></a>");
    Parsed parsed = parse(text_str(&text));
    const xmlNode *b = xmlDocGetRootElement(parsed.document->xml)->last;
    Span name = document_span(parsed.document, b, PART_NAME);
    ck_assert_uint_eq(source_position(parsed.source, name.start, COLUMN_CODEPOINTS).line, 70001);
    parsed_done(&parsed);
    text_done(&text);
}
END_TEST

START_TEST(paths_name_nodes) {
    Parsed parsed = parse("<a xmlns:q='u'><b/><b q:c='1'/><q:d/></a>");
    const xmlNode *b2 = xmlDocGetRootElement(parsed.document->xml)->children->next;
    ck_assert_str_eq(document_path(parsed.arena, b2), "/a/b[2]");
    ck_assert_str_eq(document_path(parsed.arena, (const xmlNode *)b2->properties), "/a/b[2]/@q:c");
    ck_assert_str_eq(document_path(parsed.arena, b2->next), "/a/q:d");
    parsed_done(&parsed);
}
END_TEST

START_TEST(broken_xml_is_told_at_its_place) {
    static const struct {
        const char *text, *id, *marked;
    } rows[] = {
        {" \n", "xml-empty", ""},
        {"hello", "xml-none", "h"},
        {"<!DOCTYPE a><a/>", "xml-doctype", "<!DOCTYPE"},
        {"<a><b></c></a>", "xml-tag-mismatch", "c"},
        {"<a><b>", "xml-unclosed", "b"},
        {"<a/></b>", "xml-extra-end-tag", "b"},
        {"<a/><b/>", "xml-extra-content", "<"},
        {"<a b='1' b='2'/>", "xml-syntax", "b"},
        {"<a b=1/>", "xml-syntax", "b"},
        {"<a b/>", "xml-syntax", "b"},
        {"<a>&nbsp;</a>", "xml-syntax", "&nbsp;"},
        {"<a>x & y</a>", "xml-syntax", "&"},
        {"<a><!-- x -- y --></a>", "xml-syntax", "-"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Parsed parsed = parse(rows[i].text);
        ck_assert_ptr_null(parsed.document);
        ck_assert_uint_eq(parsed.diags.list.n, 1);
        const Diagnostic *diagnostic = &parsed.diags.list.items[0];
        ck_assert_msg(strcmp(diagnostic->kind->id, rows[i].id) == 0, "%s: %s", rows[i].text, diagnostic->kind->id);
        Slice marked = source_slice(parsed.source, diagnostic->span);
        ck_assert_msg(slice_is(marked, rows[i].marked), "%s: '%.*s' %s", rows[i].text, (int)marked.n, marked.p,
                      diagnostic->message);
        parsed_done(&parsed);
    }
}
END_TEST

START_TEST(hostile_xml_ends_in_a_diagnostic) {
    Text deep = {0};
    for (int i = 0; i < 100000; i++) text_puts(&deep, "<a>");
    Parsed parsed = parse(text_str(&deep));
    ck_assert_ptr_null(parsed.document);
    ck_assert_str_eq(parsed.diags.list.items[0].kind->id, "xml-too-deep");
    parsed_done(&parsed);
    text_done(&deep);
    parsed = parse_bytes("<a>\0</a>", 8);
    ck_assert_str_eq(parsed.diags.list.items[0].kind->id, "xml-binary");
    parsed_done(&parsed);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("xml");
    TCase *tests = tcase_create("xml");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, tokens_tile_any_text);
    tcase_add_test(tests, places_agree_with_the_dom);
    tcase_add_test(tests, parts_of_a_text_are_found);
    tcase_add_test(tests, trees_are_libxml2s);
    tcase_add_test(tests, long_documents_keep_their_lines);
    tcase_add_test(tests, paths_name_nodes);
    tcase_add_test(tests, broken_xml_is_told_at_its_place);
    tcase_add_test(tests, hostile_xml_ends_in_a_diagnostic);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
