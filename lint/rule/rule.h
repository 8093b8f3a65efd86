/* Rules: YAML-defined checks on the meaning of a document.
 *
 * A RuleSet holds the embedded rules and those of --rules folders; made once, read-only afterwards, it belongs to the
 * Linter. A RuleRunner is one thread's working state: compiled XPaths, which it keeps from document to document.
 *
 * May include: base/, diag/, xml/, value/, rule/, libxml. */
#ifndef RULE_RULE_H
#define RULE_RULE_H

#include "diag/problems.h"
#include "xml/document.h"

typedef struct RuleSet RuleSet;

/* The embedded rules; their kinds (those of built-in diagnostics too) are added to the catalogue, which must outlive
 * the set. */
RuleSet *ruleset_new(Catalogue *catalogue);
/* Adds the *.yaml of a folder, recursively, in sorted order. Every fault of a file is a diagnostic in problems; a rule
 * with a fault is left out. False with a text in ret_why if the folder can't be read. */
bool ruleset_add_folder(RuleSet *rules, const char *folder, Problems *problems, const char **ret_why);
void ruleset_free(RuleSet *rules); /* takes NULL */

/* What a root element is to libvirt: a domain, a document that carries one, a device alone, or none of its. */
typedef enum { ROOT_FOREIGN, ROOT_DOMAIN, ROOT_ENVELOPE, ROOT_DEVICE } RootKind;
RootKind ruleset_root(const RuleSet *rules, const Document *document);

/* What a rule with `scope: project` compares across documents; lives in the arena of the diagnostics. */
typedef struct {
    const DiagKind *kind;
    const char *key, *message;
    const char *const *kin; /* texts; those that have one of them in common, not empty, may have the same key */
    uint32_t n_kin;
    Span span;
} ProjectKey;
typedef VEC(ProjectKey) ProjectKeys;

typedef struct RuleRunner RuleRunner;
/* target: the libvirt release as config.h encodes it. */
RuleRunner *rule_runner_new(const RuleSet *rules, uint32_t target);
void rule_runner_free(RuleRunner *runner); /* takes NULL */
/* Where the time went, for those who want to know: from rule_runner_measure() on every rule is timed. */
typedef struct {
    const char *what; /* a rule's id, or a phase in words */
    uint64_t nanoseconds;
    uint32_t runs;
} Timing;
typedef VEC(Timing) Timings;
void rule_runner_measure(RuleRunner *runner);
/* Adds one Timing for each rule that ran; the ids are borrowed from the set. */
void rule_runner_timings(const RuleRunner *runner, Timings *ret_timings);
/* Runs all rules that are on over a document; what project rules compare is added to keys. */
void rules_run(RuleRunner *runner, const Document *document, Diags *diags, ProjectKeys *keys);

/* What a device is to take the place of. */
typedef struct {
    const Document *old; /* a domain, a document that carries one, or a device alone */
    bool live, config;   /* what is to be changed: the running domain, its configuration */
} Update;
/* The domain (the first one of an envelope) or device that an update begins with; NULL if there is none. */
xmlNode *update_top(const RuleSet *rules, const Document *old);
/* Runs the rules with `scope: update` over a document that holds one device. Related places may lie in update->old. */
void rules_run_update(RuleRunner *runner, const Document *document, const Update *update, Diags *diags);

/* The keys of all documents of a run. */
typedef struct Project Project;
Project *project_new(void);
void project_free(Project *project); /* takes NULL */
/* Compares the keys of one document with those of the ones before, in the order of the calls: a key seen before in
 * another file and not of the same kin is reported in diags, naming the file and line of the first. */
void project_add(Project *project, const ProjectKeys *keys, Diags *diags);

#endif
