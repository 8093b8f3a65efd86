/* Fuzz target: an XPath and a document.
 *
 * The input is an expression and a document, with a NUL byte between. Whatever the expression is, it must be read or
 * refused, and evaluated in bounded time and memory; asked twice, it must give the same. Where it has none of our
 * functions and libxml2 takes it too, both must give the same (not checked where libxml2 is known to be wrong).
 * Without libFuzzer see fuzz_main.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xpath_support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char plain[] = "<a id='1' x='2'><b unit='GiB'>4</b><c>0-3<b/>t</c><b y='a'>any(.,.)</b></a>";

static void ask_twice(const char *xpath, xmlDoc *doc) {
    Definitions definitions = {0};
    vec_push(&definitions.functions, ((Definition){"f", xpath}));
    vec_push(&definitions.namespaces, ((Definition){"q", "urn:q"}));
    vec_push(&definitions.variables, ((Definition){"v", xpath}));
    Known known;
    known_init(&known, &definitions);
    Evaluator *evaluator = evaluator_new(&known.names, NULL);
    Text shown[2] = {{0}, {0}};
    for (int round = 0; round < 2; round++) {
        evaluator_begin(evaluator, xmlDocGetRootElement(doc), NULL, 0);
        evaluator_select(evaluator, 1);
        for (Node node = 0; node < 3; node++) {
            evaluator_reset(evaluator);
            Object value = evaluate(evaluator, xpath, node);
            if (evaluator_failed(evaluator)) text_puts(&shown[round], "fault");
            else xpath_show(evaluator, &value, &shown[round]);
        }
    }
    if (strcmp(text_str(&shown[0]), text_str(&shown[1])) != 0) {
        fprintf(stderr, "first: %s\nthen: %s\n", text_str(&shown[0]), text_str(&shown[1]));
        abort();
    }
    text_done(&shown[0]);
    text_done(&shown[1]);
    evaluator_free(evaluator);
    known_done(&known);
    definitions_done(&definitions);
}

/* Expressions made up from the input as a seed, so that most are right. */
static void compare_invented(const uint8_t *data, size_t size, xmlDoc *doc) {
    uint64_t seed = 14695981039346656037u;
    for (size_t i = 0; i < size; i++) seed = (seed ^ data[i]) * 1099511628211u;
    Text xpath = {0}, difference = {0};
    xpath_invent(&seed, &xpath);
    ask_twice(text_str(&xpath), doc);
    if (!xpath_agrees(doc, text_str(&xpath), (uint32_t)(seed >> 40) % 8, &difference)) {
        fprintf(stderr, "%s\n", text_str(&difference));
        abort();
    }
    text_done(&xpath);
    text_done(&difference);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = 0;
    size_t n = strlen(text);
    xmlDoc *doc = n < size ? xpath_document(text + n + 1, size - n - 1) : NULL;
    if (!doc) doc = xpath_document(plain, sizeof plain - 1);
    if (utf8_valid(text, n) == n) ask_twice(text, doc);
    compare_invented(data, size, doc);
    xmlFreeDoc(doc);
    free(text);
    return 0;
}
