/* RELAX NG: a grammar, and what it says of a document.
 *
 * A Schema is a compiled grammar: plain arrays, read-only once made, shared by any number of threads. A Validator is
 * one thread's working state for one Schema and one target release; it learns as it runs (its memo), so keep it for
 * many documents. Both own their memory.
 *
 * Releases are numbers: 9.0.0 is 9000000 (major * 1000000 + minor * 1000 + patch). 0 means "none given" in
 * since and until. until is the first release that no longer has the thing.
 *
 * Annotations a grammar may carry (a: is http://relaxng.org/ns/compatibility/annotations/1.0, d: is
 * urn:domlint:grammar):
 * - a:documentation in, or d:doc on, element, attribute and value: shown in messages and by editors; d:ref: a link.
 * - d:format on data: what it is in words ("a MAC address"), said in place of the words for its type and parameters.
 * - d:since, d:until on element, attribute and value: accepted everywhere, but told where the target release lacks it.
 * - d:since, d:until on any other pattern, define and start: the pattern is not there outside these releases.
 * - d:oldest, d:newest on the root <grammar>: the releases it covers.
 * - d:unknown-help on the root <grammar>: a sentence that is shown as help with every unknown element and attribute.
 *
 * May include: base/, diag/, xml/, rng/. */
#ifndef RNG_RNG_H
#define RNG_RNG_H

#include "diag/diag.h"
#include "xml/document.h"

typedef struct Schema Schema;
typedef struct Validator Validator;

/* The target of one who names none: the newest release there is. What was removed is then a warning. */
#define SCHEMA_NEWEST UINT32_MAX

/* ---- loading ---- */

/* What is wrong with a grammar, in the file it is wrong in (an included one, perhaps). The diagnostics live in the
 * arena, their sources in sources (which the struct owns; take them out to keep them). */
typedef struct {
    Arena *arena;               /* borrowed */
    const Catalogue *catalogue; /* borrowed */
    DiagnosticVec list;
    VEC(Source *) sources;
} SchemaProblems;
void schema_problems_init(SchemaProblems *problems, Arena *arena, const Catalogue *catalogue);
void schema_problems_done(SchemaProblems *problems); /* frees sources and list, not the arena */

/* Compiles the grammar of a file with all it includes. NULL if anything is wrong with it; problems then holds at least
 * one error, every one that was found. */
Schema *schema_load(const char *path, SchemaProblems *problems);
/* The same from memory; name stands for the path, also to find included files. */
Schema *schema_load_text(const char *name, const char *bytes, size_t size, SchemaProblems *problems);
void schema_free(Schema *schema); /* takes NULL; not for schema_builtin() */
/* The grammar compiled into the program. */
const Schema *schema_builtin(void);
/* Releases the grammar covers (d:oldest, d:newest on its root); 0 where it does not say. */
uint32_t schema_oldest(const Schema *schema);
uint32_t schema_newest(const Schema *schema);
/* Whether a document may begin with this element (to tell a foreign document from a wrong one). */
bool schema_knows_root(const Schema *schema, const char *ns, const char *name);

/* ---- validating ---- */

Validator *validator_new(const Schema *schema, uint32_t target);
void validator_free(Validator *validator); /* takes NULL */
/* Reports everything the grammar has against the document. True if it is valid (releases aside). */
bool validator_run(Validator *validator, const Document *document, Diags *diags);
/* One document with a Validator of its own. */
bool schema_validate(const Schema *schema, const Document *document, uint32_t target, Diags *diags);

/* ---- what could stand here (editors) ---- */

typedef struct {
    const char *ns, *name; /* ns "" or NULL: none */
    const char *value;     /* attributes: NULL while it has none yet */
} PlaceName;

/* One element on the way from the root to the cursor, as far as it is known. */
typedef struct {
    PlaceName name;
    const PlaceName *attrs; /* those it has (without the one being typed) */
    uint32_t n_attrs;
    const PlaceName *before; /* its child elements in front of the next step, or of the cursor in the last step */
    uint32_t n_before;
} PlaceStep;

typedef enum {
    EXPECT_ELEMENTS,   /* child elements of the last step (no steps: roots) */
    EXPECT_ATTRIBUTES, /* attributes the last step does not have yet */
    EXPECT_VALUES,     /* values of the attribute named; attribute NULL: text of the last step */
} ExpectWhat;

typedef struct {
    const char *ns, *name; /* element, attribute; or name is the value */
    const char *doc;       /* documentation, or NULL */
    const char *ref;       /* where libvirt documents it, or NULL */
    uint32_t since, until;
    bool required; /* cannot be left out here */
    bool wildcard; /* any name of namespace ns (NULL: of any) */
} Candidate;

typedef struct {
    Candidate *items; /* by name; in the arena */
    uint32_t n;
    bool free_text;     /* values: other texts than the items may stand here; */
    const char *format; /* … of this form ("an integer from 0 to 255"), or NULL */
} Expected;

/* The longest understood part of the place counts: a wrong attribute or sibling is passed over. */
Expected schema_expect(Validator *validator, Arena *arena, const PlaceStep *steps, uint32_t n_steps, ExpectWhat what,
                       const char *attribute_ns, const char *attribute);

/* ---- explain ---- */

typedef struct {
    Candidate self;    /* .name with its documentation */
    Candidate *values; /* those of an enumeration */
    uint32_t n_values;
    const char *format; /* what else the text may be, or NULL */
} ExplainedAttribute;

/* One element (or attribute) of the grammar that a path names. */
typedef struct {
    bool is_attribute;
    const char *path; /* the shortest way to it: "domain/devices/memory/target/block" */
    Candidate self;
    ExplainedAttribute text; /* values and format of an element's text, or of the attribute */
    ExplainedAttribute *attributes;
    uint32_t n_attributes;
    Candidate *children;
    uint32_t n_children;
    const char **parents; /* names of elements it may stand in */
    uint32_t n_parents;
} Explanation;

/* What the grammar knows of a path such as "disk", "memory/target/block" or "disk/@type" (its last steps are enough; a
 * leading "/" anchors it at the root). Several where the path names several; 0 where it names none. In the arena. */
uint32_t schema_explain(const Schema *schema, Arena *arena, const char *path, Explanation **ret_explanations);
/* Names of all elements, for "did you mean". In the arena. */
uint32_t schema_element_names(const Schema *schema, Arena *arena, const char *const **ret_names);

#endif
