/* Timing: how long each rule takes, for --timings. Costs nothing while nobody asks.
 *
 * May include: rule/rule.h. */
#ifndef RULE_TIMING_H
#define RULE_TIMING_H

#include "rule/rule.h"

typedef struct {
    Timing *items; /* by index in RuleSet.rules, or NULL: nobody asked */
    uint64_t mark; /* when the rule that runs began */
} RuleTimes;

void rule_times_done(RuleTimes *times);
/* Around the run of the rule with that index. */
void rule_times_begin(RuleTimes *times);
void rule_times_end(RuleTimes *times, uint32_t index);

#endif
