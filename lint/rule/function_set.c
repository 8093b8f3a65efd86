/* XPath functions on sets of CPUs and nodes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule/arguments.h"
#include "rule/functions.h"
#include "value/cpuset.h"

static bool parse_text(const char *text, CpuSet *ret_set) {
    size_t from, to;
    const char *problem;
    return cpuset_parse(slice_from(text), ret_set, &from, &to, &problem);
}

static bool argument_set(const Arguments *arguments, int index, CpuSet *ret_set) {
    char *text = argument_text(arguments, index, "");
    bool ok = parse_text(text, ret_set);
    free(text);
    return ok;
}

typedef double Measure(const CpuSet *set);
static double measure_count(const CpuSet *set) { return cpuset_count(set); }
static double measure_min(const CpuSet *set) { return cpuset_min(set) < 0 ? NAN : cpuset_min(set); }
static double measure_max(const CpuSet *set) { return cpuset_max(set) < 0 ? NAN : cpuset_max(set); }

static void call_measure(xmlXPathParserContext *parser, int n, Measure *measure) {
    Arguments arguments;
    CpuSet set;
    if (!arguments_take(&arguments, parser, n, 1, 1)) return;
    return_number(parser, argument_set(&arguments, 0, &set) ? measure(&set) : NAN);
    arguments_done(&arguments);
}

void call_set_count(xmlXPathParserContext *parser, int n) { call_measure(parser, n, measure_count); }
void call_set_min(xmlXPathParserContext *parser, int n) { call_measure(parser, n, measure_min); }
void call_set_max(xmlXPathParserContext *parser, int n) { call_measure(parser, n, measure_max); }

void call_set_has(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    CpuSet set;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    double number = argument_number(&arguments, 1);
    bool ok = argument_set(&arguments, 0, &set) && number >= 0 && number < CPUSET_BITS;
    return_bool(parser, ok && cpuset_has(&set, (uint32_t)number));
    arguments_done(&arguments);
}

typedef bool Relation(uint64_t a, uint64_t b);
static bool disjoint(uint64_t a, uint64_t b) { return !(a & b); }
static bool within(uint64_t a, uint64_t b) { return !(a & ~b); }
static bool equal(uint64_t a, uint64_t b) { return a == b; }

/* Whether a relation holds between all words of two sets; answer where it does. Sets that are not valid give false. */
static void call_relation(xmlXPathParserContext *parser, int n, Relation *relation, bool answer) {
    Arguments arguments;
    CpuSet a, b;
    if (!arguments_take(&arguments, parser, n, 2, 2)) return;
    bool ok = argument_set(&arguments, 0, &a) && argument_set(&arguments, 1, &b), holds = true;
    for (size_t i = 0; ok && i < CPUSET_BITS / 64; i++) holds &= relation(a.words[i], b.words[i]);
    return_bool(parser, ok && holds == answer);
    arguments_done(&arguments);
}

void call_set_overlaps(xmlXPathParserContext *parser, int n) { call_relation(parser, n, disjoint, false); }
void call_set_within(xmlXPathParserContext *parser, int n) { call_relation(parser, n, within, true); }
void call_set_equal(xmlXPathParserContext *parser, int n) { call_relation(parser, n, equal, true); }

static void return_set(xmlXPathParserContext *parser, const CpuSet *set) {
    Text text = {0};
    cpuset_format(set, &text);
    return_text(parser, text_str(&text));
    text_done(&text);
}

typedef uint64_t Combine(uint64_t a, uint64_t b);
static uint64_t combine_minus(uint64_t a, uint64_t b) { return a & ~b; }
static uint64_t combine_and(uint64_t a, uint64_t b) { return a & b; }
static uint64_t combine_or(uint64_t a, uint64_t b) { return a | b; }

static void call_combine(xmlXPathParserContext *parser, int n, Combine *combine) {
    Arguments arguments;
    CpuSet set = {0}, other;
    if (!arguments_take(&arguments, parser, n, 1, 16)) return;
    if (!argument_set(&arguments, 0, &set)) memset(&set, 0, sizeof set);
    for (int i = 1; i < n; i++) {
        if (!argument_set(&arguments, i, &other)) continue;
        for (size_t word = 0; word < CPUSET_BITS / 64; word++)
            set.words[word] = combine(set.words[word], other.words[word]);
    }
    return_set(parser, &set);
    arguments_done(&arguments);
}

void call_set_minus(xmlXPathParserContext *parser, int n) { call_combine(parser, n, combine_minus); }
void call_set_and(xmlXPathParserContext *parser, int n) { call_combine(parser, n, combine_and); }
void call_set_or(xmlXPathParserContext *parser, int n) { call_combine(parser, n, combine_or); }

void call_set_union(xmlXPathParserContext *parser, int n) {
    Arguments arguments;
    CpuSet set = {0}, other;
    xmlNode **nodes;
    if (!arguments_take(&arguments, parser, n, 1, 2)) return;
    char *xpath = argument_text(&arguments, 1, ".");
    int count = argument_nodes(&arguments, 0, &nodes);
    for (int i = 0; i < count; i++) {
        xmlXPathObject *result = evaluate_inside(parser, xpath, nodes[i]);
        xmlChar *text = result ? xmlXPathCastToString(result) : NULL;
        if (text && parse_text((const char *)text, &other))
            for (size_t word = 0; word < CPUSET_BITS / 64; word++) set.words[word] |= other.words[word];
        xmlFree(text);
        xmlXPathFreeObject(result);
    }
    return_set(parser, &set);
    free(xpath);
    arguments_done(&arguments);
}
