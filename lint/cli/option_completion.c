/* Completion scripts, from the table: options_completion() of cli/options.h. */
#include <string.h>

#include "cli/option_rows.h"
#include "report/report.h"

static void put_verbs(Text *out, const char *separator) {
    for (const VerbRow *row = verb_rows; row->name; row++)
        text_printf(out, "%s%s", row == verb_rows ? "" : separator, row->name);
}

static void put_formats(Text *out) {
    for (const Reporter *const *reporter = reporters; *reporter; reporter++)
        text_printf(out, "%s%s", reporter == reporters ? "" : " ", (*reporter)->name);
}

static bool optional(const OptionRow *row) { return row->argument && row->argument[0] == '['; }

/* "'" ends a shell string; "[", "]" and ":" mean something to zsh. */
static void put_quoted(Text *out, const char *text, const char *escape) {
    for (; *text; text++) {
        if (*text == '\'') text_puts(out, "'\\''");
        else if (strchr(escape, *text)) text_printf(out, "\\%c", *text);
        else text_putc(out, *text);
    }
}

static void bash_options(Text *out, unsigned verb) {
    for (const OptionRow *row = option_rows; row->name; row++) {
        if (!(row->verbs & 1u << verb)) continue;
        if (row->letter) text_printf(out, "-%c ", row->letter);
        text_printf(out, "--%s ", row->name);
    }
}

static void bash_argument(Text *out, const OptionRow *row) {
    if (!row->argument || optional(row)) return;
    text_printf(out, "    --%s%s%s) ", row->name, row->letter ? "|-" : "", row->letter ? (char[]){row->letter, 0} : "");
    switch (row->complete) {
    case COMPLETE_FILE: text_puts(out, "mapfile -t COMPREPLY < <(compgen -f -- \"$word\")"); break;
    case COMPLETE_DIR: text_puts(out, "mapfile -t COMPREPLY < <(compgen -d -- \"$word\")"); break;
    case COMPLETE_NOTHING: text_puts(out, "COMPREPLY=()"); break;
    case COMPLETE_FORMAT:
    case COMPLETE_WORDS:
        text_puts(out, "mapfile -t COMPREPLY < <(compgen -W '");
        if (row->complete == COMPLETE_FORMAT) put_formats(out);
        else text_puts(out, row->words);
        text_puts(out, "' -- \"$word\")");
    }
    text_puts(out, "; return ;;\n");
}

static void put_bash(Text *out) {
    text_puts(out, "# bash completion of domlint, made by 'domlint completion bash'\n_domlint() {\n"
                   "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options\n"
                   "  case $before in\n");
    for (const OptionRow *row = option_rows; row->name; row++) bash_argument(out, row);
    text_puts(out, "  esac\n  case ${COMP_WORDS[1]} in\n");
    for (const VerbRow *row = verb_rows; row->name; row++) {
        if (row->verb == VERB_CHECK) continue;
        text_printf(out, "    %s) options='", row->name);
        bash_options(out, row->verb);
        text_puts(out, "' ;;\n");
    }
    text_puts(out, "    *) options='");
    bash_options(out, VERB_CHECK);
    text_puts(out, "' ;;\n  esac\n  if [[ $word == -* ]]; then\n"
                   "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n    return\n  fi\n"
                   "  mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n  case ${COMP_WORDS[1]} in\n"
                   "    rules|explain) ((COMP_CWORD > 1)) && mapfile -t COMPREPLY < <(compgen -W \"$(domlint rules "
                   "2>/dev/null | sed 's/^[a-z]* *[a-z]* *\\([^:]*\\):.*/\\1/')\" -- \"$word\") ;;\n"
                   "    completion) ((COMP_CWORD > 1)) && mapfile -t COMPREPLY < <(compgen -W 'bash zsh fish' -- "
                   "\"$word\") ;;\n  esac\n"
                   "  ((COMP_CWORD == 1)) && mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -W '");
    put_verbs(out, " ");
    text_puts(out, "' -- \"$word\")\n}\ncomplete -o filenames -F _domlint domlint\n");
}

static void zsh_action(Text *out, const OptionRow *row) {
    text_printf(out, ":%s:", optional(row) ? "reason" : row->name);
    switch (row->complete) {
    case COMPLETE_FILE: text_puts(out, "_files"); break;
    case COMPLETE_DIR: text_puts(out, "_files -/"); break;
    case COMPLETE_NOTHING: break;
    case COMPLETE_FORMAT:
        text_puts(out, "(");
        put_formats(out);
        text_puts(out, ")");
        break;
    case COMPLETE_WORDS: text_printf(out, "(%s)", row->words); break;
    }
}

static void zsh_option(Text *out, const OptionRow *row, const char *name) {
    text_printf(out, "    '%s%s%s[", row->argument && !optional(row) ? "*" : "", name,
                !row->argument || name[1] != '-' ? ""
                : optional(row)                  ? "=-"
                                                 : "=");
    put_quoted(out, row->help, "[]");
    text_putc(out, ']');
    if (row->argument) zsh_action(out, row);
    text_puts(out, "' \\\n");
}

static void put_zsh(Text *out) {
    text_puts(out, "#compdef domlint\n# zsh completion of domlint, made by 'domlint completion zsh'\n_arguments -s -S "
                   "\\\n");
    for (const OptionRow *row = option_rows; row->name; row++) {
        char name[64] = "--";
        strncat(name, row->name, sizeof name - 3);
        zsh_option(out, row, name);
        if (row->letter) zsh_option(out, row, (char[]){'-', row->letter, 0});
    }
    text_puts(out, "    '1: :{_alternative \"verbs:verb:(");
    put_verbs(out, " ");
    text_puts(out, ")\" \"files:file:_files\"}' \\\n    '*:file:_files'\n");
}

static void fish_condition(Text *out, const OptionRow *row) {
    if ((row->verbs & FOR_CHECK) && !(row->verbs & FOR_RULES))
        text_puts(out, " -n 'not __fish_seen_subcommand_from rules explain completion help'");
    if (row->verbs == FOR_RULES) text_puts(out, " -n '__fish_seen_subcommand_from rules'");
}

static void fish_option(Text *out, const OptionRow *row) {
    text_puts(out, "complete -c domlint");
    fish_condition(out, row);
    text_printf(out, " -l %s", row->name);
    if (row->letter) text_printf(out, " -s %c", row->letter);
    if (row->argument && !optional(row)) {
        text_puts(out, row->complete == COMPLETE_FILE ? " -r -F" : " -x");
        if (row->complete == COMPLETE_DIR) text_puts(out, " -a '(__fish_complete_directories)'");
        if (row->complete == COMPLETE_WORDS) text_printf(out, " -a '%s'", row->words);
        if (row->complete == COMPLETE_FORMAT) text_puts(out, " -a '"), put_formats(out), text_putc(out, '\'');
    }
    text_puts(out, " -d '");
    put_quoted(out, row->help, "");
    text_puts(out, "'\n");
}

static void put_fish(Text *out) {
    text_puts(out, "# fish completion of domlint, made by 'domlint completion fish'\n");
    for (const VerbRow *row = verb_rows; row->name; row++) {
        text_printf(out, "complete -c domlint -n __fish_use_subcommand -a %s -d '", row->name);
        put_quoted(out, row->help, "");
        text_puts(out, "'\n");
    }
    for (const OptionRow *row = option_rows; row->name; row++) fish_option(out, row);
}

bool options_completion(const char *shell, Text *out) {
    if (strcmp(shell, "bash") == 0) return put_bash(out), true;
    if (strcmp(shell, "zsh") == 0) return put_zsh(out), true;
    if (strcmp(shell, "fish") == 0) return put_fish(out), true;
    return false;
}
