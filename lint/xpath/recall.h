/* Recall: values of variables kept from document to document.
 *
 * What machine a domain is of, whether its driver is QEMU's and more such are questions of a few texts, and thousands
 * of documents have the same few answers. A variable whose XPath asks for nothing but texts at plain absolute paths,
 * through functions that depend on texts alone, is evaluated once for each choice of these texts.
 *
 * May include: base/, xpath/. */
#ifndef XPATH_RECALL_H
#define XPATH_RECALL_H

#include "xpath/evaluator.h"

typedef struct Recall Recall;

Recall *recall_new(uint32_t n_variables);
void recall_free(Recall *recall); /* takes NULL */
/* Whether it has met so many texts that it had better begin anew. */
bool recall_full(const Recall *recall);
/* The value a variable had in an earlier document with the same texts. False: it is to be evaluated. */
bool recall_value(Evaluator *evaluator, uint32_t variable, Object *ret_value);
/* Keeps the value that was evaluated for the document at hand, if it can be. */
void recall_keep(Evaluator *evaluator, uint32_t variable, const Object *value);

#endif
