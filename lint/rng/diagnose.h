/* What the diagnose_*.c share: words, reports, reasons.
 *
 * May include: base/, diag/, xml/, rng/. */
#ifndef RNG_DIAGNOSE_H
#define RNG_DIAGNOSE_H

#include "rng/validate.h"

typedef VEC(const char *) Words;

/* ---- words (diagnose_words.c); all in the arena ---- */

/* A name of the grammar as the document would write it at node: with the prefix its namespace has there. */
const char *shown_name(const Validator *validator, const xmlNode *node, uint32_t name);
const char *node_shown(const Validator *validator, const xmlNode *node); /* "qemu:arg" */
const char *shown_tag(const Validator *validator, const xmlNode *node);  /* "<qemu:arg>" */
/* A value as messages show it: at most 60 characters. */
const char *shown_value(const Validator *validator, const char *value);
/* "a, b or c", each between before and after; of more than most those that are most like word (NULL: the first). */
const char *listed(const Validator *validator, const Words *words, const char *before, const char *after,
                   const char *conjunction, uint32_t most, const char *word);
/* Words that go on where word stops come first: the last letters are lost most often. */
void longer_words_first(const char *word, Words *words);
/* Up to three of the words that are like word, best first; earlier ones win ties. Added to ret. */
void likely_words(const char *word, const Words *words, Words *ret);
/* Whether it takes one slip of the finger at most to turn one into the other. */
bool is_slip(const char *word, const char *other);

/* Names of the elements that may stand in a state; skipping: those that others must come before, too. */
void names_in(Validator *validator, PatternId state, bool skipping, IndexVec *ret);
/* Names of items (elements or attributes of the schema); wildcards have none. */
void names_of_items(const Validator *validator, const Item *items, const IndexVec *indexes, IndexVec *ret);
/* Keeps the names that are like the word at all. */
void keep_like(const Validator *validator, const xmlNode *node, const char *word, IndexVec *names);
void words_of_names(const Validator *validator, const xmlNode *node, const IndexVec *names, Words *ret);

/* The grammar's own documentation of an element or attribute (kind) of a state, or NULL. */
const char *documented(Validator *validator, PatternId state, PatternKind kind, uint32_t name);
/* Of the top frame's element. */
const char *documented_top(Validator *validator);

/* ---- reports (diagnose_report.c) ---- */

/* Fills catalogue id's message from slots and makes the document invalid. */
const Diagnostic *say(Validator *validator, const xmlNode *node, Report report);
/* The same with one related place, or NULL. */
const Diagnostic *say_beside(Validator *validator, const xmlNode *node, const Related *place, Report report);
/* Whether something was said of the element or its attributes. */
bool is_faulty(const Validator *validator, const xmlNode *element);
/* Takes steps of the patience there is with a document; false if it is at its end. */
bool have_patience(Validator *validator, uint32_t steps);
/* The fix that writes text at a place. */
const Fix *fix_replace(Validator *validator, const char *title, Span span, const char *text);
const Fix *fix_rename(Validator *validator, const xmlNode *element, const char *name);

/* ---- reasons (diagnose_why.c) ---- */

/* Whether a mistake would be none in a state. */
typedef bool Accepts(Validator *validator, PatternId state, const void *what);

typedef struct {
    const xmlAttr *stop;  /* replay the top frame's attributes before this one (NULL: all) */
    const xmlNode *child; /* and its child elements before this one … */
    bool children;        /* … if the mistake is among them (child NULL: all) */
    bool only_present;    /* an attribute that is not there is no reason */
    Accepts *accepts;
    const void *what;
} Mistake;

/* The attribute (of the element or one around it) whose value makes a mistake a mistake. */
typedef struct {
    const xmlAttr *attr; /* NULL: it is not there, only name is known */
    uint32_t name;
    const xmlNode *owner;
    Words values; /* with these it would be right */
} Decider;

bool find_decider(Validator *validator, const Mistake *mistake, Decider *ret);
/* Whether the same attribute was found missing before: what follows from that is its echo. */
/* Whether name was told to be the reason of a mistake in that element before; from now on it was. */
bool is_blamed_for(Validator *validator, const xmlNode *element, uint32_t name);
bool is_blamed(Validator *validator, const Decider *decider);
/* "type of <disk> is 'file'" or "<disk> has no type"; the owner is not named if it is here. */
const char *decider_words(const Validator *validator, const Decider *decider, const xmlNode *here);
/* "type 'block' or 'dir'", or NULL. */
const char *decider_cure(const Validator *validator, const Decider *decider, const xmlNode *here);
Related decider_place(const Validator *validator, const Decider *decider);
void decider_done(Decider *decider);

/* The sibling before node that rules node out in the top frame by its text, or by its attributes (*ret_by_attr), and
 * texts with which it would not (added); NULL if there is none. */
const xmlNode *find_deciding_text(Validator *validator, const xmlNode *node, bool *ret_by_attr, Words *ret_texts);
/* The sibling before the top frame's element without which a mistake in its attributes or text would be none, or NULL.
 */
const xmlNode *find_sibling_against(Validator *validator, const Mistake *mistake);
/* The attribute of the top frame's element without which a mistake in its text would be none, or NULL. */
const xmlAttr *find_attr_against(Validator *validator, const Mistake *mistake);

/* ---- namespaces (diagnose_namespace.c) ---- */

/* Tells an element that would be right in another namespace; false if it is none. */
bool diagnose_namespace(Validator *validator, const xmlNode *node, uint32_t name);

/* ---- values (diagnose_value.c) ---- */

/* what: "type of <disk>"; span: the value's; expected: what would do; doc: of the element or attribute, or NULL. */
void diagnose_value(Validator *validator, const xmlNode *node, const char *what, const char *value, Span span,
                    const Expectation *expected, const char *doc);
/* A value that would be right without the white space around it. */
void diagnose_padding(Validator *validator, const xmlNode *node, const char *what, const char *value, Span span);
/* value without white space around it; NULL if there is none, or nothing else. */
const char *without_padding(const Validator *validator, const char *value);
/* "'a', 'b' or an integer" */
const char *expected_words(const Validator *validator, const Expectation *expected, const char *near);

#endif
