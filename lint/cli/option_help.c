/* --help, from the table: options_help() of cli/options.h. */
#include <string.h>

#include "cli/option_rows.h"
#include "report/report.h"

enum { LEFT = 24 }; /* columns of what stands left of the help */

static void put_verb(Text *out, const VerbRow *row) {
    Text left = {0};
    text_printf(&left, "%s %s", row->name, row->operands);
    text_printf(out, "  %-*s %s\n", LEFT, text_str(&left), row->help);
    text_done(&left);
}

static void put_option(Text *out, const OptionRow *row) {
    Text left = {0};
    if (row->letter) text_printf(&left, "-%c, ", row->letter);
    text_printf(&left, "--%s", row->name);
    if (row->argument) text_printf(&left, "%s%s", row->argument[0] == '[' ? "" : " ", row->argument);
    if (left.n > LEFT) text_printf(out, "  %s\n  %-*s %s\n", text_str(&left), LEFT, "", row->help);
    else text_printf(out, "  %-*s %s\n", LEFT, text_str(&left), row->help);
    text_done(&left);
}

static void put_formats(Text *out) {
    text_puts(out, "\nformats:\n");
    for (const Reporter *const *reporter = reporters; *reporter; reporter++)
        text_printf(out, "  %-*s %s\n", LEFT, (*reporter)->name, (*reporter)->title);
}

static void put_exit(Text *out) {
    text_puts(out, "\nexit: 0 nothing at or above --fail-on, 1 something, 2 could not check\n");
}

static void put_overview(Text *out) {
    text_puts(out, "domlint says what is wrong with libvirt domain XML before libvirt does.\n\n"
                   "usage: domlint [check] [OPTION ...] FILE|DIR|- ...\n\nverbs:\n");
    for (const VerbRow *row = verb_rows; row->name; row++) put_verb(out, row);
    text_puts(out, "\noptions most used (all: 'domlint help check'):\n");
    for (const OptionRow *row = option_rows; row->name; row++)
        if (row->common) put_option(out, row);
    put_exit(out);
}

static void put_group(Text *out, Verb verb, OptionGroup group) {
    bool first = true;
    for (const OptionRow *row = option_rows; row->name; row++) {
        if (row->group != group || !(row->verbs & 1u << verb)) continue;
        if (first) text_printf(out, "\n%s:\n", option_group_titles[group]);
        first = false;
        put_option(out, row);
    }
}

void options_help(Verb verb, Text *out) {
    const VerbRow *row = verb_rows;
    while (row->name && row->verb != verb) row++;
    if (verb == VERB_HELP || !row->name) {
        put_overview(out);
        return;
    }
    const char *optional = verb == VERB_CHECK ? "[check]" : row->name;
    text_printf(out, "domlint %s: %s\n\nusage: domlint %s [OPTION ...] %s\n", row->name, row->help, optional,
                row->operands);
    for (int group = 0; group < N_OPTION_GROUPS; group++) put_group(out, verb, (OptionGroup)group);
    if (verb != VERB_CHECK && verb != VERB_UPDATE_DEVICE) return;
    put_formats(out);
    put_exit(out);
}
