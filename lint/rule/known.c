#include "rule/known.h"

#include <string.h>

#include "rule/function.h"

/* Longer texts are matched each time; more answers are forgotten and begun anew. */
enum { TEXT_MAX = 128, ANSWERS_MAX = 10000 };

static const XPathFunction *find_function(const void *data, Slice name) {
    (void)data;
    return function_find(name);
}

static const char *find_definition(const void *data, Slice name) {
    return definitions_function(((const Known *)data)->definitions, name);
}

static bool find_variable(const void *data, Slice name, uint32_t *ret_index) {
    return definitions_variable(((const Known *)data)->definitions, name, ret_index);
}

static const char *variable_xpath(const void *data, uint32_t index) {
    return ((const Known *)data)->definitions->variables.items[index].xpath;
}

static const char *find_namespace(const void *data, Slice prefix) {
    return definitions_namespace(((const Known *)data)->definitions, prefix);
}

void known_init(Known *known, const Definitions *definitions) {
    *known = (Known){.definitions = definitions, .patterns = intern_new(), .asked = intern_new()};
    known->names = (XPathNames){.data = known,
                                .function = find_function,
                                .definition = find_definition,
                                .variable = find_variable,
                                .variable_xpath = variable_xpath,
                                .n_variables = definitions->variables.n,
                                .namespace_uri = find_namespace};
}

void known_done(Known *known) {
    for (uint32_t i = 0; i < known->regexps.n; i++)
        if (known->regexps.items[i]) xmlRegFreeRegexp(known->regexps.items[i]);
    vec_done(&known->regexps);
    vec_done(&known->answers);
    intern_free(known->patterns);
    intern_free(known->asked);
}

static Known *known_of(const Call *call) { return (Known *)evaluator_names(call->evaluator)->data; }

const Definitions *known_definitions(const Call *call) { return known_of(call)->definitions; }

static bool match(Known *known, uint32_t pattern, const char *text) {
    xmlRegexp *regexp = known->regexps.items[pattern];
    return regexp && xmlRegexpExec(regexp, (const xmlChar *)text) == 1;
}

static void forget_answers(Known *known) {
    intern_free(known->asked);
    known->asked = intern_new();
    known->answers.n = 0;
}

uint32_t known_pattern(const Call *call, const char *pattern) {
    Known *known = known_of(call);
    uint32_t id = intern_add(known->patterns, slice_from(pattern));
    if (id == known->regexps.n) vec_push(&known->regexps, xmlRegexpCompile((const xmlChar *)pattern));
    return id;
}

bool known_matches(const Call *call, uint32_t id, const char *text) {
    Known *known = known_of(call);
    char key[sizeof id + TEXT_MAX];
    size_t n = strlen(text);
    if (n > TEXT_MAX) return match(known, id, text);
    if (known->answers.n > ANSWERS_MAX) forget_answers(known);
    memcpy(key, &id, sizeof id);
    memcpy(key + sizeof id, text, n);
    uint32_t asked = intern_add(known->asked, (Slice){key, sizeof id + n});
    if (asked == known->answers.n) vec_push(&known->answers, match(known, id, text));
    return known->answers.items[asked];
}
