/* Sizes in numbers: for XPath functions and messages.
 *
 * May include: base/. */
#ifndef VALUE_SIZE_H
#define VALUE_SIZE_H

#include "base/text.h"

/* Bytes of one unit ("KiB", "k", "GB", ...; case does not matter). False if libvirt knows none of that name. */
bool size_unit(const char *unit, uint64_t *ret_factor);
/* KiB, rounded up, as libvirt compares sizes; NaN if it is no size or 2^53 KiB or more. */
double size_kib(const char *text, const char *unit);
/* "4 GiB", "1536 MiB": in the largest unit that leaves a whole number. */
void size_format(double bytes, Text *out);

#endif
