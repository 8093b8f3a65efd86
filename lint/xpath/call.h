/* Call: a function of XPath while it runs: its arguments, evaluated as they are asked for, and its result.
 *
 * Texts live as long as the document. Arguments that are not asked for are not evaluated.
 *
 * May include: base/, xpath/. */
#ifndef XPATH_CALL_H
#define XPATH_CALL_H

#include "xpath/evaluator.h"

typedef struct {
    Node node;
    uint32_t position, size;
} Context;

struct Call {
    Evaluator *evaluator;
    const Expr *expr; /* its args are the arguments */
    int n;            /* their number */
    const Context *context;
    Object result;
};

/* An absent argument gives otherwise, NaN, false, no nodes. */
const char *argument_text(Call *call, int index, const char *otherwise);
double argument_number(Call *call, int index);
bool argument_bool(Call *call, int index);
NodeSet argument_nodes(Call *call, int index);
/* The first node, or NODE_NONE. */
Node argument_node(Call *call, int index);
Object argument(Call *call, int index);
/* The XPath in a text argument, compiled; NULL if it is absent or wrong. */
const Expr *argument_xpath(Call *call, int index);

/* What a function made of its arguments is kept with the call where all behind the first are literals, for as long as
 * the expression lives; elsewhere call_keep() does nothing. */
const void *call_kept(const Call *call); /* NULL: nothing yet */
void call_keep(const Call *call, const void *what);
/* Memory for what is made of them: as long as the expression if they are literals, else as long as the document. */
Arena *call_arena(const Call *call);

void return_text(Call *call, const char *text); /* lives long enough, or is in evaluator_arena() */
void return_copy(Call *call, const char *text);
void return_bool(Call *call, bool value);
/* NaN makes what is compared undecided. */
void return_number(Call *call, double number);
void return_nodes(Call *call, NodeSet nodes);

/* Evaluates on a node from inside a function. */
bool call_bool(Call *call, const Expr *expr, Node node);
double call_number(Call *call, const Expr *expr, Node node);
const char *call_text(Call *call, const Expr *expr, Node node);

void call_undecide(Call *call);
void call_fail(Call *call);

#endif
