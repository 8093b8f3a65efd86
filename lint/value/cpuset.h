/* Sets of CPUs and nodes: "0-3,^2,8".
 *
 * May include: base/. */
#ifndef VALUE_CPUSET_H
#define VALUE_CPUSET_H

#include "base/text.h"

enum { CPUSET_BITS = 16384 };

typedef struct {
    uint64_t words[CPUSET_BITS / 64];
} CpuSet;

/* Reads a set as libvirt does: from left to right, "^N" takes N out again. False with the piece at fault and why
 * (static). An empty text is the empty set. */
bool cpuset_parse(Slice text, CpuSet *ret_set, size_t *ret_from, size_t *ret_to, const char **ret_problem);
bool cpuset_has(const CpuSet *set, uint32_t number);
uint32_t cpuset_count(const CpuSet *set);
/* -1 if the set is empty. */
int cpuset_min(const CpuSet *set);
int cpuset_max(const CpuSet *set);
/* The shortest form: "0-1,3". */
void cpuset_format(const CpuSet *set, Text *out);

#endif
