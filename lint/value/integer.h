/* Integers, without the words about what is wrong with one.
 *
 * May include: base/. */
#ifndef VALUE_INTEGER_H
#define VALUE_INTEGER_H

#include "base/text.h"

/* A whole number from -2^63 to 2^64 - 1 in a base (0: by prefix), as libvirt reads it; NaN if it is none. */
double integer_read(Slice text, int base);

#endif
