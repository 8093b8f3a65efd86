/* XPath functions on sets of CPUs and nodes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule/functions.h"
#include "value/cpuset.h"

static bool parse_text(const char *text, CpuSet *ret_set) {
    size_t from, to;
    const char *problem;
    return cpuset_parse(slice_from(text), ret_set, &from, &to, &problem);
}

static bool argument_set(Call *call, int index, CpuSet *ret_set) {
    const char *text = argument_text(call, index, "");
    return parse_text(text, ret_set);
}

typedef double Measure(const CpuSet *set);
static double measure_count(const CpuSet *set) { return cpuset_count(set); }
static double measure_min(const CpuSet *set) { return cpuset_min(set) < 0 ? NAN : cpuset_min(set); }
static double measure_max(const CpuSet *set) { return cpuset_max(set) < 0 ? NAN : cpuset_max(set); }

static void call_measure(Call *call, Measure *measure) {
    CpuSet set;
    return_number(call, argument_set(call, 0, &set) ? measure(&set) : NAN);
}

void call_set_count(Call *call) { call_measure(call, measure_count); }
void call_set_min(Call *call) { call_measure(call, measure_min); }
void call_set_max(Call *call) { call_measure(call, measure_max); }

void call_set_has(Call *call) {
    CpuSet set;
    double number = argument_number(call, 1);
    bool ok = argument_set(call, 0, &set) && number >= 0 && number < CPUSET_BITS;
    return_bool(call, ok && cpuset_has(&set, (uint32_t)number));
}

typedef bool Relation(uint64_t a, uint64_t b);
static bool disjoint(uint64_t a, uint64_t b) { return !(a & b); }
static bool within(uint64_t a, uint64_t b) { return !(a & ~b); }
static bool equal(uint64_t a, uint64_t b) { return a == b; }

/* Whether a relation holds between all words of two sets; answer where it does. Sets that are not valid give false. */
static void call_relation(Call *call, Relation *relation, bool answer) {
    CpuSet a, b;
    bool ok = argument_set(call, 0, &a) && argument_set(call, 1, &b), holds = true;
    for (size_t i = 0; ok && i < CPUSET_BITS / 64; i++) holds &= relation(a.words[i], b.words[i]);
    return_bool(call, ok && holds == answer);
}

void call_set_overlaps(Call *call) { call_relation(call, disjoint, false); }
void call_set_within(Call *call) { call_relation(call, within, true); }
void call_set_equal(Call *call) { call_relation(call, equal, true); }

static void return_set(Call *call, const CpuSet *set) {
    Text text = {0};
    cpuset_format(set, &text);
    return_copy(call, text_str(&text));
    text_done(&text);
}

typedef uint64_t Combine(uint64_t a, uint64_t b);
static uint64_t combine_minus(uint64_t a, uint64_t b) { return a & ~b; }
static uint64_t combine_and(uint64_t a, uint64_t b) { return a & b; }
static uint64_t combine_or(uint64_t a, uint64_t b) { return a | b; }

static void call_combine(Call *call, Combine *combine) {
    CpuSet set = {0}, other;
    if (!argument_set(call, 0, &set)) memset(&set, 0, sizeof set);
    for (int i = 1; i < call->n; i++) {
        if (!argument_set(call, i, &other)) continue;
        for (size_t word = 0; word < CPUSET_BITS / 64; word++)
            set.words[word] = combine(set.words[word], other.words[word]);
    }
    return_set(call, &set);
}

void call_set_minus(Call *call) { call_combine(call, combine_minus); }
void call_set_and(Call *call) { call_combine(call, combine_and); }
void call_set_or(Call *call) { call_combine(call, combine_or); }

void call_set_union(Call *call) {
    CpuSet set = {0}, other;
    NodeSet nodes = argument_nodes(call, 0);
    const Expr *xpath = argument_xpath(call, 1);
    const Tree *tree = evaluator_tree(call->evaluator);
    for (uint32_t i = 0; i < nodes.n; i++) {
        const char *text = xpath ? call_text(call, xpath, nodes.items[i]) : tree_text(tree, nodes.items[i]);
        if (parse_text(text, &other))
            for (size_t word = 0; word < CPUSET_BITS / 64; word++) set.words[word] |= other.words[word];
    }
    return_set(call, &set);
}
