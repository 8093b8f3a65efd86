/* The walk over a Document, and what its failures are told from. Shared by validate.c and the diagnose_*.c alone.
 *
 * May include: base/, diag/, xml/, rng/. */
#ifndef RNG_VALIDATE_H
#define RNG_VALIDATE_H

#include "rng/expect.h"
#include "rng/rng.h"

/* One open element. Frame 0 is the document. */
typedef struct {
    const xmlNode *node;
    uint32_t name;     /* as the grammar reads it: the right name of a misspelt element */
    PatternId opened;  /* in the parent: content and what follows */
    PatternId entered; /* before the attributes */
    PatternId content; /* behind the start tag */
    PatternId state;   /* now */
    bool detached;     /* a mistake: the parent goes on as if it were not there */
    bool doubtful;     /* a mistake among its attributes: what is missing may be its echo */
    bool misordered;   /* likewise among its children */
    bool text_only;    /* holds text, and was given elements too: its text is judged at the end */
} Frame;

/* Names of the attributes and child elements of each element of the schema; made when first asked for. */
typedef struct {
    IndexVec *attributes, *children;
    IndexVec names; /* of all elements, none twice */
} Holdings;

/* A missing element, not told yet: it may turn up in the wrong place, and then that is the mistake. */
typedef struct {
    const xmlNode *node;
    uint32_t name;
    Report report;
} Missing;

/* An attribute that an element has or lacks, and that was told to be the reason of a mistake. */
typedef struct {
    const xmlNode *owner;
    uint32_t name;
} Blame;

/* Where a name stood when it was asked last. */
typedef struct {
    const char *at; /* NULL: free */
    uint32_t name;
} NameSeen;

enum { NAMES_SEEN = 256 };

struct Validator {
    Machine machine;
    NameSeen *seen; /* NAMES_SEEN of them, by address */
    VEC(Frame) frames;
    const Document *document;
    Diags *diags;
    Arena *arena; /* of diags */
    Holdings holdings;
    VEC(Blame) blamed;
    VEC(const xmlNode *) faulty; /* elements that something was said of */
    VEC(Missing) missing;
    IndexVec misplaced; /* names of elements found in the wrong place */
    bool valid, stopped;
    uint32_t n_reported;
    uint32_t patience; /* steps left for explanations: a hostile document gets plain words at last */
};

enum { PATIENCE = 500000, REPORTS_MAX = 1000 };

static inline Frame *frame_top(Validator *validator) { return &vec_last(&validator->frames); }

uint32_t node_name(const Validator *validator, const xmlNs *ns, const xmlChar *local);
/* An attribute's value; in the arena or the DOM. */
const char *attr_value(const Validator *validator, const xmlAttr *attr);
/* The text of an element that has no child elements. */
const char *element_text(const Validator *validator, const xmlNode *node);
bool has_child_element(const xmlNode *node);

/* ---- diagnose_*.c: report, and say how to go on ---- */

typedef struct {
    PatternId opened; /* NOT_ALLOWED: pass over the whole element */
    uint32_t name;
    bool detached;
    bool doubtful; /* which element of that name is meant is not known: what it lacks is not told */
} Opening;

/* The top frame's state does not take the element. */
Opening diagnose_element(Validator *validator, const xmlNode *node, uint32_t name);
/* The top frame's state does not take the attribute: gives the state to go on with. */
PatternId diagnose_attr(Validator *validator, const xmlAttr *attr, uint32_t name, const char *value);
/* Attributes are missing in the top frame. */
void diagnose_missing_attrs(Validator *validator);
/* The whole text of the top frame's element is not right. */
void diagnose_text(Validator *validator, const char *text);
/* Text between child elements. */
void diagnose_stray_text(Validator *validator, const xmlNode *text);
/* Elements or text are missing at the end of the top frame. */
void diagnose_missing_content(Validator *validator);
/* Names of elements that may hold a child element or attribute (kind) of that name; added to ret. */
void find_holders(Validator *validator, PatternKind kind, uint32_t name, IndexVec *ret);
/* Names of all elements of the grammar. */
const IndexVec *all_element_names(Validator *validator);
/* Of such names those of open elements; if there are none, those that may stand in an open one; or else all. */
void keep_nearest_holders(Validator *validator, IndexVec *names);
void holdings_done(Validator *validator);
/* Tells what is still missing. */
void flush_missing(Validator *validator);
/* node uses something that the target release does not have. */
void diagnose_release(Validator *validator, const xmlNode *node, uint32_t note);
void diagnose_too_complex(Validator *validator);

#endif
