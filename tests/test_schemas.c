/* schemas/: what the files of the grammar must have that the compiler does not ask for. Every element, attribute and
 * value is documented, every pattern said in words, links lead to libvirt, releases are in range, nothing is unused. */
#include <check.h>
#include <glob.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RNG_NS "http://relaxng.org/ns/structure/1.0"
#define ANNOTATION_NS "http://relaxng.org/ns/compatibility/annotations/1.0"
#define DOMLINT_NS "urn:domlint:grammar"

typedef struct {
    char *name;
    const xmlNode *node;
    bool used;
} Define;

static struct {
    xmlDoc *docs[200];
    uint32_t n_docs;
    Define defines[4000];
    uint32_t n_defines;
    uint32_t n_faults;
} all;

static void fault(const xmlNode *node, const char *what) {
    xmlChar *name = xmlGetNoNsProp((xmlNode *)node, BAD_CAST "name"), *text = xmlNodeGetContent(node);
    bool is_value = strcmp((const char *)node->name, "value") == 0;
    fprintf(stderr, "%s:%ld: <%s> %s: %s\n", (const char *)node->doc->URL, xmlGetLineNo(node), node->name,
            is_value ? (const char *)text
            : name   ? (const char *)name
                     : "",
            what);
    xmlFree(name);
    xmlFree(text);
    all.n_faults++;
}

static bool is(const xmlNode *node, const char *ns, const char *name) {
    return node->type == XML_ELEMENT_NODE && node->ns && strcmp((const char *)node->ns->href, ns) == 0 &&
           strcmp((const char *)node->name, name) == 0;
}

static xmlChar *annotation(const xmlNode *node, const char *name) {
    return xmlGetNsProp((xmlNode *)node, BAD_CAST name, BAD_CAST DOMLINT_NS);
}

static bool has_annotation(const xmlNode *node, const char *name) {
    xmlChar *text = annotation(node, name);
    bool has = text && *text;
    xmlFree(text);
    return has;
}

static bool is_documented(const xmlNode *node) {
    if (has_annotation(node, "doc")) return true;
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (!is(child, ANNOTATION_NS, "documentation")) continue;
        xmlChar *text = xmlNodeGetContent(child);
        bool some = text && strspn((const char *)text, " \t\r\n") < strlen((const char *)text);
        xmlFree(text);
        if (some) return true;
    }
    return false;
}

static void check_documented(const xmlNode *node) {
    if (is(node, RNG_NS, "element") || is(node, RNG_NS, "attribute") || is(node, RNG_NS, "value"))
        if (!is_documented(node)) fault(node, "lacks documentation");
}

/* "[0-9]+" is said well without: "in digits alone". */
static void check_pattern_words(const xmlNode *node) {
    if (!is(node, RNG_NS, "param") || has_annotation(node->parent, "format")) return;
    xmlChar *name = xmlGetNoNsProp((xmlNode *)node, BAD_CAST "name"), *text = xmlNodeGetContent(node);
    if (name && strcmp((const char *)name, "pattern") == 0 && strcmp((const char *)text, "[0-9]+") != 0)
        fault(node, "is said to nobody in words: its data has no d:format");
    xmlFree(name);
    xmlFree(text);
}

static bool in_range(const char *release) {
    unsigned major, minor, patch;
    char rest;
    if (sscanf(release, "%u.%u.%u%c", &major, &minor, &patch, &rest) != 3) return false;
    uint32_t number = major * 1000000 + minor * 1000 + patch;
    return number > 5000000 && number <= 12008000;
}

static void check_annotations(const xmlNode *node) {
    static const char *const releases[] = {"since", "until"};
    for (size_t i = 0; i < 2; i++) {
        xmlChar *text = annotation(node, releases[i]);
        if (text && !in_range((const char *)text)) fault(node, "has a release outside 5.0.1 to 12.8.0");
        xmlFree(text);
    }
    xmlChar *ref = annotation(node, "ref");
    if (ref && strncmp((const char *)ref, "https://libvirt.org/", 20) != 0)
        fault(node, "has a link that leads elsewhere");
    xmlFree(ref);
}

static void each_node(void (*check)(const xmlNode *node)) {
    for (uint32_t i = 0; i < all.n_docs; i++) {
        const xmlNode *root = xmlDocGetRootElement(all.docs[i]), *node = root;
        while (node) {
            if (node->type == XML_ELEMENT_NODE) check(node);
            const xmlNode *next = node->children;
            while (!next && node && node != root) {
                next = node->next;
                node = next ? node : node->parent;
            }
            node = next;
        }
    }
}

static void note_define(const xmlNode *node) {
    if (!is(node, RNG_NS, "define")) return;
    ck_assert_uint_lt(all.n_defines, sizeof all.defines / sizeof *all.defines);
    all.defines[all.n_defines++] = (Define){(char *)xmlGetNoNsProp((xmlNode *)node, BAD_CAST "name"), node, false};
}

static void note_use(const xmlNode *node) {
    if (!is(node, RNG_NS, "ref")) return;
    xmlChar *name = xmlGetNoNsProp((xmlNode *)node, BAD_CAST "name");
    for (uint32_t i = 0; i < all.n_defines; i++)
        if (strcmp(all.defines[i].name, (const char *)name) == 0) all.defines[i].used = true;
    xmlFree(name);
}

static void load(void) {
    static const char *const patterns[] = {"schemas/*.rng", "schemas/*/*.rng"};
    const char *folder = getenv("srcdir");
    all.n_docs = all.n_defines = all.n_faults = 0;
    for (size_t i = 0; i < 2; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder ? folder : ".", patterns[i]);
        glob_t found;
        ck_assert_int_eq(glob(path, 0, NULL, &found), 0);
        for (size_t k = 0; k < found.gl_pathc; k++) {
            xmlDoc *doc = xmlReadFile(found.gl_pathv[k], NULL, XML_PARSE_NONET);
            ck_assert_msg(doc != NULL, "%s", found.gl_pathv[k]);
            ck_assert_uint_lt(all.n_docs, sizeof all.docs / sizeof *all.docs);
            all.docs[all.n_docs++] = doc;
        }
        globfree(&found);
    }
}

static void unload(void) {
    for (uint32_t i = 0; i < all.n_defines; i++) xmlFree(all.defines[i].name);
    for (uint32_t i = 0; i < all.n_docs; i++) xmlFreeDoc(all.docs[i]);
}

START_TEST(all_is_documented) {
    each_node(check_documented);
    ck_assert_uint_eq(all.n_faults, 0);
}
END_TEST

START_TEST(patterns_are_said_in_words) {
    each_node(check_pattern_words);
    ck_assert_uint_eq(all.n_faults, 0);
}
END_TEST

START_TEST(annotations_are_sound) {
    each_node(check_annotations);
    ck_assert_uint_eq(all.n_faults, 0);
}
END_TEST

START_TEST(definitions_are_used) {
    each_node(note_define);
    each_node(note_use);
    for (uint32_t i = 0; i < all.n_defines; i++)
        if (!all.defines[i].used) fault(all.defines[i].node, "is used nowhere");
    ck_assert_uint_eq(all.n_faults, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("schemas");
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, load, unload);
    tcase_add_test(files, all_is_documented);
    tcase_add_test(files, patterns_are_said_in_words);
    tcase_add_test(files, annotations_are_sound);
    tcase_add_test(files, definitions_are_used);
    suite_add_tcase(suite, files);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
