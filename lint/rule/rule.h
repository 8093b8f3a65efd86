/* Rules: YAML-defined checks on the meaning of a document.
 *
 * A RuleSet holds the embedded rules and those of --rules folders; it is compiled lazily and belongs to the Linter.
 * rules_run() is called once a document (the three law: findings go to diags).
 *
 * May include: base/, diag/, xml/, value/, rule/, libxml. */
#ifndef RULE_RULE_H
#define RULE_RULE_H

#include "xml/document.h"

typedef struct RuleSet RuleSet;

/* The embedded rules; their kinds (those of built-in diagnostics too) are added to the catalogue. */
RuleSet *ruleset_new(Catalogue *catalogue);
/* Adds the *.yaml of a folder, recursively, in sorted order. Every fault of a file is a diagnostic in problems, whose
 * source is added to sources (a rule with a fault is left out). False if the folder can't be read. */
bool ruleset_add_folder(RuleSet *rules, const char *folder, Diags *problems);
void ruleset_free(RuleSet *rules); /* takes NULL */

/* What root elements are libvirt's: a domain, a document that carries one, a device alone. */
typedef enum { ROOT_FOREIGN, ROOT_DOMAIN, ROOT_ENVELOPE, ROOT_DEVICE } RootKind;
RootKind ruleset_root(const RuleSet *rules, const Document *document);

/* Runs all rules that are on over a document. target: the libvirt release as config.h encodes it. */
void rules_run(const RuleSet *rules, Document *document, uint32_t target, Diags *diags);

#endif
