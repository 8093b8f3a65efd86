/* The timing half of rule/rule.h. */
#include "rule/timing.h"

#include <time.h>

#include "rule/runner.h"

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

void rule_times_done(RuleTimes *times) { free(times->items); }

void rule_times_begin(RuleTimes *times) {
    if (times->items) times->mark = now();
}

void rule_times_end(RuleTimes *times, uint32_t index) {
    if (!times->items) return;
    times->items[index].nanoseconds += now() - times->mark;
    times->items[index].runs++;
}

void rule_runner_measure(RuleRunner *runner) {
    RuleTimes *times = &runner->times;
    if (!times->items) times->items = memory_alloc(runner->rules->rules.n * sizeof *times->items);
}

void rule_runner_timings(const RuleRunner *runner, Timings *ret_timings) {
    for (uint32_t i = 0; runner->times.items && i < runner->rules->rules.n; i++) {
        Timing timing = runner->times.items[i];
        timing.what = runner->rules->rules.items[i]->kind.id;
        if (timing.runs) vec_push(ret_timings, timing);
    }
}
