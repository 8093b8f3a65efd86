#include "rule/known.h"

#include <string.h>

#include "rule/function.h"

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
    *known = (Known){.definitions = definitions, .patterns = intern_new()};
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
    intern_free(known->patterns);
}

static Known *known_of(const Call *call) { return (Known *)evaluator_names(call->evaluator)->data; }

const Definitions *known_definitions(const Call *call) { return known_of(call)->definitions; }

xmlRegexp *known_regexp(const Call *call, const char *pattern) {
    Known *known = known_of(call);
    uint32_t id = intern_add(known->patterns, slice_from(pattern));
    if (id == known->regexps.n) vec_push(&known->regexps, xmlRegexpCompile((const xmlChar *)pattern));
    return known->regexps.items[id];
}
