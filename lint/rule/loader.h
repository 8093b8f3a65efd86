/* What the parts of the loader share; see load.h. */
#ifndef RULE_LOADER_H
#define RULE_LOADER_H

#include "base/yaml.h"
#include "diag/problems.h"
#include "rule/builder.h"

typedef struct {
    Arena *arena;
    BookBuilder *builder;
    const RuleBook *base;
    Intern *names; /* "$variable" and "function()" that may be used */
    Intern *ids;
    Diags *diags;     /* of the file being read */
    const char *stem; /* its name without folder and ".yaml" */
    bool wrong;       /* a mistake was found in it */
} Loader;

/* Reports a mistake at a node; detail fills {detail}, suggestion may be NULL. */
void loader_fault(Loader *loader, const char *id, const YamlNode *node, const char *detail, const char *suggestion);
/* Checks that the keys of a mapping are among names (n of them). */
void loader_keys(Loader *loader, const YamlNode *mapping, const char *const *names, size_t n);
/* The text of a scalar, or NULL with a fault. Takes NULL. */
const char *loader_scalar(Loader *loader, const YamlNode *node);
/* The texts of a list of scalars, or of one scalar. */
void loader_texts(Loader *loader, const YamlNode *node, RefVec *list);
/* Checks that a scalar is an XPath whose functions and variables are known. */
void loader_xpath(Loader *loader, const YamlNode *node, const char *text);
/* Checks that a text names a format of message slots. */
void loader_format(Loader *loader, const YamlNode *node, const char *format);
/* Checks a message template with its XPath slots. */
void loader_template(Loader *loader, const YamlNode *node, const char *text);

void loader_rule(Loader *loader, const YamlNode *root);
void loader_definitions(Loader *loader, const YamlNode *root);
/* Makes the names that a definitions file defines known, before any XPath is checked. */
void loader_names(Loader *loader, const YamlNode *root);
void loader_base_names(Loader *loader);

#endif
