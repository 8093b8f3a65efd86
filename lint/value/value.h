/* Value types: the texts of libvirt attributes and elements, kindred ones in one file, the table in value.c.
 *
 * A type says whether a text is valid as libvirt reads it, where in the text the fault lies and why, and gives a
 * canonical form, so that equal values are equal texts ("0x1f" and "31").
 *
 * May include: base/, value/. */
#ifndef VALUE_VALUE_H
#define VALUE_VALUE_H

#include "base/text.h"

/* Parameters from the rule; what a type does not know is a fault of the rule. */
typedef struct {
    const char *name, *text;
} ValueParam;

typedef struct {
    bool has_number;
    double number;         /* where the type has one (size: bytes; integer: itself) */
    const char *canonical; /* in the arena */
    /* on failure: */
    size_t from, to;     /* the piece at fault, bytes of the text */
    const char *problem; /* "'40G' is not a unit libvirt knows", in the arena; a clause without end mark */
} Value;

typedef struct {
    const char *name;
    const char *title;         /* "a size such as 4 GiB", for messages and documentation */
    const char *const *params; /* names it takes, NULL-ended */
    bool (*parse)(Arena *arena, Slice text, const ValueParam *params, Value *ret_value);
    const char *const *good, *const *bad; /* NULL-ended: tested, and shown in the documentation */
} ValueType;

/* NULL if there is none. */
const ValueType *value_type_find(const char *name);
/* All types, ended by a NULL. */
extern const ValueType *const value_types[];
/* The text of a parameter, or NULL. params is ended by a NULL name; takes NULL. */
const char *value_param(const ValueParam *params, const char *name);

#endif
