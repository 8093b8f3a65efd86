#include "cli/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/files.h"
#include "cli/fix.h"
#include "lint.h"
#include "report/report.h"

typedef struct {
    const Reporter *reporter;
    ReportState *state;
    FILE *out;
    const char *name; /* of the file, for errors */
} Output;

typedef struct {
    const Options *options;
    Linter *linter;
    Checker *checker;
    Project *project;
    ReportOptions report_options;
    VEC(Output) outputs;
    Summary summary;
    bool found;   /* something at or above --fail-on */
    bool trouble; /* something could not be checked */
} Run;

static void complain(const char *what, const char *why) {
    Text line = {0};
    text_puts(&line, "domlint: ");
    text_add_printable(&line, what, strlen(what), NULL);
    text_printf(&line, ": %s\n", why);
    fputs(text_str(&line), stderr);
    text_done(&line);
}

static bool open_output(Run *run, const char *format, const char *file) {
    Output output = {reporter_find(format), NULL, stdout, "standard output"};
    if (file) {
        output.name = file;
        output.out = fopen(file, "w");
        if (!output.out) return complain(file, strerror(errno)), false;
    }
    vec_push(&run->outputs, output);
    return true;
}

static bool variable_set(const char *name) {
    const char *value = getenv(name);
    return value && *value;
}

/* Inside GitHub Actions findings become annotations. */
static const char *default_format(void) {
    return variable_set("GITHUB_ACTIONS") && variable_set("GITHUB_WORKFLOW") ? "github" : "human";
}

/* At most one format goes to standard output. */
static bool open_outputs(Run *run) {
    uint32_t on_stdout = 0;
    for (uint32_t i = 0; i < run->options->formats.n; i++) {
        const FormatOption *format = &run->options->formats.items[i];
        on_stdout += format->file == NULL;
        if (!open_output(run, format->name, format->file)) return false;
    }
    if (on_stdout > 1)
        return complain("--format", "only one format can go to standard output; write the others to files: NAME=FILE"),
               false;
    if (run->options->diff) return true; /* the patch is the output */
    return run->options->formats.n ? true : open_output(run, default_format(), NULL);
}

static bool close_output(const Output *output) {
    bool ok = !ferror(output->out);
    int reason = errno;
    if (output->out == stdout ? fflush(stdout) != 0 : fclose(output->out) != 0) ok = false, reason = errno;
    if (!ok) complain(output->name, strerror(reason));
    return ok;
}

static void count_fix(Summary *summary, const Fix *fix) {
    if (!fix) return;
    if (fix->safe) summary->fixable++;
    else summary->fixable_unsafe++;
}

static void count(Run *run, const Diagnostic *diagnostic) {
    Summary *summary = &run->summary;
    switch (diagnostic->severity) {
    case SEVERITY_ERROR: summary->errors++; break;
    case SEVERITY_WARNING: summary->warnings++; break;
    case SEVERITY_INFO: summary->infos++; break;
    case SEVERITY_HINT: summary->hints++; break;
    case SEVERITY_OFF: break;
    }
    count_fix(summary, diagnostic->fix);
    if (diagnostic->severity >= run->options->config.fail_on) run->found = true;
}

static void report_file(Run *run, const FileReport *file) {
    for (uint32_t i = 0; i < file->n; i++) count(run, &file->diagnostics[i]);
    for (uint32_t i = 0; i < run->outputs.n; i++)
        run->outputs.items[i].reporter->file(run->outputs.items[i].state, file);
}

static void mend(Run *run, const InputFile *input, Check **check) {
    bool is_stdin = strcmp(input->path, "-") == 0;
    if (is_stdin && !run->options->diff) {
        complain("--fix", "standard input can't be mended in place; --diff shows the changes");
        run->trouble = true;
        return;
    }
    FixResult result = fix_file(run->options, run->checker, is_stdin ? (*check)->source->name : input->path, check);
    run->summary.fixed += result.applied;
    if (!result.failed) return;
    complain(input->path, result.errno_text);
    run->trouble = true;
}

static void check_input(Run *run, const InputFile *input) {
    bool is_stdin = strcmp(input->path, "-") == 0;
    const char *name = is_stdin ? run->options->stdin_filename ? run->options->stdin_filename : "<stdin>" : input->path;
    Check *check = check_file(run->checker, input->path, name);
    if (check->state == CHECK_UNREADABLE) {
        complain(name, check->problem.message);
        run->trouble = true;
    } else if (check->state == CHECK_FOREIGN) {
        run->summary.skipped++;
        if (input->named && !run->options->quiet && !getenv("PRE_COMMIT"))
            complain(name, "not libvirt's XML (neither a domain nor a device): nothing was checked");
    } else {
        run->summary.files++;
        project_add(run->project, &check->keys, &check->diags);
        diags_sort(&check->diags);
        if (run->options->fix || run->options->diff) mend(run, input, &check);
        report_file(run, &(FileReport){name, check->source, check->diags.list.items, check->diags.list.n});
    }
    check_free(check);
}

/* Wrong rules and schemas come before all files; with them nothing is checked, since the answer would be half one. */
static bool report_problems(Run *run, const Problems *problems) {
    bool wrong = problems->unreadable != NULL;
    if (wrong) complain("--rules", problems->unreadable);
    for (uint32_t i = 0; i < problems->list.n; i++) {
        const Diagnostic *diagnostic = &problems->list.items[i];
        wrong |= diagnostic->severity == SEVERITY_ERROR;
        report_file(run, &(FileReport){diagnostic->source->name, diagnostic->source, diagnostic, 1});
    }
    return wrong;
}

static void check_all(Run *run) {
    InputFiles inputs;
    inputs_collect(run->options->operands.items, run->options->operands.n, &inputs);
    for (uint32_t i = 0; i < inputs.problems.n; i++) {
        complain(inputs.problems.items[i].path, strerror(inputs.problems.items[i].error));
        run->trouble = true;
    }
    for (uint32_t i = 0; i < inputs.files.n; i++) check_input(run, &inputs.files.items[i]);
    inputs_done(&inputs);
}

static void begin_outputs(Run *run) {
    run->report_options = (ReportOptions){.color = color_wanted(run->options->color),
                                          .quiet = run->options->quiet,
                                          .verbose = run->options->verbose,
                                          .catalogue = linter_catalogue(run->linter),
                                          .version = VERSION};
    for (uint32_t i = 0; i < run->outputs.n; i++) {
        Output *output = &run->outputs.items[i];
        output->state = output->reporter->begin(output->out, &run->report_options);
    }
}

static void end_outputs(Run *run) {
    for (uint32_t i = 0; i < run->outputs.n; i++) {
        Output *output = &run->outputs.items[i];
        output->reporter->end(output->state, &run->summary);
        if (!close_output(output)) run->trouble = true;
    }
}

static int exit_status(const Run *run) {
    if (run->trouble) return EXIT_TROUBLE;
    if (run->options->exit_zero) return EXIT_CLEAN;
    if (run->options->exit_non_zero_on_fix && run->summary.fixed) return EXIT_FINDINGS;
    return run->found ? EXIT_FINDINGS : EXIT_CLEAN;
}

static bool selectors_known(const Linter *linter, Arena *arena, const StringVec *selectors) {
    for (uint32_t i = 0; i < selectors->n; i++) {
        const char *problem = linter_selector_problem(linter, arena, selectors->items[i]);
        if (problem) return complain(selectors->items[i], problem), false;
    }
    return true;
}

int run_check(const Options *options) {
    Run run = {.options = options};
    if (options->operands.n == 0)
        return complain("check", "name files or folders to check, or - for standard input"), EXIT_TROUBLE;
    if (!open_outputs(&run)) return EXIT_TROUBLE;
    Problems problems;
    problems_init(&problems);
    run.linter = linter_new(&options->config, &problems);
    run.checker = checker_new(run.linter);
    run.project = project_new();
    run.trouble = !selectors_known(run.linter, problems.arena, &options->config.select) ||
                  !selectors_known(run.linter, problems.arena, &options->config.ignore);
    if (!run.trouble) {
        begin_outputs(&run);
        run.trouble = report_problems(&run, &problems);
        if (!run.trouble) check_all(&run);
        end_outputs(&run);
    }
    project_free(run.project);
    checker_free(run.checker);
    linter_free(run.linter);
    problems_done(&problems);
    vec_done(&run.outputs);
    return exit_status(&run);
}
