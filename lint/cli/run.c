#include "cli/run.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/job.h"
#include "cli/outputs.h"
#include "cli/pool.h"
#include "cli/replace.h"
#include "cli/say.h"
#include "cli/since.h"
#include "cli/tally.h"
#include "rng/rng.h"

typedef struct {
    const Options *options;
    Inputs *inputs;
    Profiles *profiles;
    Since *since; /* NULL: all is of interest */
    Project *project;
    JobWorker *workers;
    Outputs outputs;
    Progress progress;
    Summary summary;
    Tally tally;
    const char *job_summary; /* file that GitHub shows beside the job, or NULL */
    bool found;              /* something at or above fail-on */
    bool trouble;            /* something could not be checked */
} Run;

static void trouble(Run *run, const char *what, const char *why) {
    progress_clear(&run->progress);
    complain(what, why);
    run->trouble = true;
}

static void count(Run *run, const Diagnostic *diagnostic, Severity fail_on) {
    Summary *summary = &run->summary;
    switch (diagnostic->severity) {
    case SEVERITY_ERROR: summary->errors++; break;
    case SEVERITY_WARNING: summary->warnings++; break;
    case SEVERITY_INFO: summary->infos++; break;
    case SEVERITY_HINT: summary->hints++; break;
    case SEVERITY_OFF: break;
    }
    if (diagnostic->fix && diagnostic->fix->safe) summary->fixable++;
    if (diagnostic->fix && !diagnostic->fix->safe) summary->fixable_unsafe++;
    if (diagnostic->severity >= fail_on) run->found = true;
    if (run->options->statistics || run->job_summary) tally_add(&run->tally, diagnostic);
}

static void report_file(Run *run, const FileReport *file, Severity fail_on) {
    for (uint32_t i = 0; i < file->n; i++) count(run, &file->diagnostics[i], fail_on);
    if (file->n) progress_clear(&run->progress);
    outputs_file(&run->outputs, file);
}

/* A release that nobody knew when this was written is taken for the newest one. */
static void note_release(const Run *run, const Profile *profile) {
    Release target = profile->config.target, newest = schema_newest(schema_builtin());
    if (run->options->quiet || target == RELEASE_NEWEST || target / 1000 <= newest / 1000) return;
    Text what = {0}, why = {0};
    text_printf(&what, "libvirt %u.%u.%u", target / 1000000, target / 1000 % 1000, target % 1000);
    text_printf(&why, "newer than all releases known here, so files are checked for %u.%u.%u", newest / 1000000,
                newest / 1000 % 1000, newest % 1000);
    complain(text_str(&what), text_str(&why));
    text_done(&what);
    text_done(&why);
}

/* Wrong settings, rules and grammars come with the first file they concern; such files are not checked, since the
 * answer would be half one. */
static void report_profile(Run *run, Profile *profile) {
    if (profile->told) return;
    profile->told = true;
    note_release(run, profile);
    if (profile->trouble) trouble(run, "cannot check", profile->trouble);
    for (uint32_t i = 0; i < profile->problems.list.n; i++) {
        const Diagnostic *diagnostic = &profile->problems.list.items[i];
        report_file(run, &(FileReport){diagnostic->source->name, diagnostic->source, diagnostic, 1},
                    profile->config.fail_on);
    }
    run->trouble |= !profile_usable(profile);
}

static void *next_job(void *context) {
    Run *run = context;
    Job job = {0};
    while (inputs_next(run->inputs, &job.input)) {
        const char *stdin_name = run->options->stdin_filename;
        job.name = !job_is_stdin(&job) ? job.input.path : stdin_name ? stdin_name : "<stdin>";
        job.profile = job.input.error ? NULL : profiles_for(run->profiles, job.name);
        bool exempt = job.input.named && !run->options->force_exclude;
        const Settings *settings = job.profile ? job.profile->settings : NULL;
        bool unwanted = (settings && !exempt && settings_exclude(settings, job.name)) ||
                        (run->since && job.profile && !since_changed(run->since, job.name));
        if (!unwanted) {
            Job *copy = memory_alloc(sizeof *copy);
            *copy = job;
            return copy;
        }
        free(job.input.path);
    }
    return NULL;
}

static void work_job(void *context, unsigned worker, void *item) {
    Run *run = context;
    job_work(item, &run->workers[worker], run->options);
}

/* What one file brought, minus what need not be told. */
static void report_check(Run *run, Job *job) {
    Check *check = job->check;
    run->summary.files++;
    project_add(run->project, &check->keys, &check->diags);
    diags_sort(&check->diags);
    if (job->profile->baseline)
        run->summary.baselined +=
            baseline_apply(job->profile->baseline, job->name, &check->diags, run->options->write_baseline);
    if (run->since) since_filter(run->since, job->name, &check->diags);
    if (run->options->add_suppressions) run->summary.suppressed += job->fix.applied;
    else run->summary.fixed += job->fix.applied;
    if (job->fix.failed) trouble(run, job->name, job->fix.failed);
    if (job->fix.patch) fwrite(job->fix.patch, 1, job->fix.patch_size, stdout);
    report_file(run, &(FileReport){job->name, check->source, check->diags.list.items, check->diags.list.n},
                job->profile->config.fail_on);
}

static void note_foreign(Run *run, const Job *job) {
    run->summary.skipped++;
    if (!job->input.named || run->options->quiet || getenv("PRE_COMMIT")) return;
    progress_clear(&run->progress);
    complain(job->name, "not libvirt's XML (neither a domain nor a device): nothing was checked");
}

static void done_job(void *context, void *item) {
    Run *run = context;
    Job *job = item;
    if (job->profile) report_profile(run, job->profile);
    if (job->input.error) trouble(run, job->input.path, strerror(job->input.error));
    else if (job->check && job->check->state == CHECK_UNREADABLE) trouble(run, job->name, job->check->problem.message);
    else if (job->check && job->check->state == CHECK_FOREIGN) note_foreign(run, job);
    else if (job->check) report_check(run, job);
    job_free(job);
    const Summary *summary = &run->summary;
    progress_show(&run->progress, summary->files,
                  summary->errors + summary->warnings + summary->infos + summary->hints);
}

static unsigned processors(void) {
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < 1 ? 1 : (unsigned)n;
}

static void check_all(Run *run) {
    static const PoolTask task = {next_job, work_job, done_job};
    unsigned threads = run->options->jobs ? run->options->jobs : processors();
    lint_prepare_threads();
    run->workers = memory_alloc(threads * sizeof *run->workers);
    pool_run(&task, run, threads);
    progress_clear(&run->progress);
    Timings timings = {0};
    for (unsigned i = 0; i < threads; i++) {
        if (run->options->timings) job_worker_timings(&run->workers[i], &timings);
        job_worker_done(&run->workers[i]);
    }
    timings_print(&timings, stderr);
    vec_done(&timings);
    free(run->workers);
}

static void write_baseline(Run *run, const Baseline *baseline) {
    Text text = {0};
    uint32_t n;
    baseline_print(baseline, run->options->prune_baseline, &text, &n);
    if (!file_write(baseline_path(baseline), text_str(&text), text.n))
        trouble(run, baseline_path(baseline), strerror(errno));
    else if (!run->options->quiet)
        fprintf(stderr, "domlint: %u finding%s noted in %s\n", n, n == 1 ? "" : "s", baseline_path(baseline));
    text_done(&text);
}

static void report_stale(Run *run, const Baseline *baseline) {
    Arena *arena = arena_new();
    Diags diags;
    diags_init(&diags, arena, profiles_catalogue(run->profiles), baseline_source(baseline));
    baseline_report_stale(baseline, &diags);
    if (diags.list.n)
        report_file(run,
                    &(FileReport){baseline_path(baseline), baseline_source(baseline), diags.list.items, diags.list.n},
                    run->options->config.fail_on);
    diags_done(&diags);
    arena_free(arena);
}

static void finish_baselines(Run *run) {
    bool rewrite = run->options->write_baseline || run->options->prune_baseline;
    for (uint32_t i = 0; profiles_baseline(run->profiles, i); i++) {
        const Baseline *baseline = profiles_baseline(run->profiles, i);
        if (!rewrite && baseline_source(baseline)) report_stale(run, baseline);
        if (rewrite && !run->trouble) write_baseline(run, baseline);
    }
}

static int exit_status(const Run *run) {
    if (run->trouble) return EXIT_TROUBLE;
    if (run->options->exit_zero) return EXIT_CLEAN;
    if (run->options->exit_non_zero_on_fix && run->summary.fixed) return EXIT_FINDINGS;
    return run->found ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* --show-files and --show-settings: nothing is checked. */
static void show(Run *run) {
    for (Job *job = next_job(run); job; job = next_job(run)) {
        Text text = {0};
        if (job->input.error) {
            trouble(run, job->input.path, strerror(job->input.error));
        } else if (run->options->show_settings) {
            report_profile(run, job->profile);
            profile_show(job->profile, job->name, &text);
        } else {
            text_printf(&text, "%s\n", job->name);
        }
        fputs(text_str(&text), stdout);
        text_done(&text);
        job_free(job);
    }
}

/* GitHub's annotations are few; its summary of the job tells how many there are of each rule. */
static const char *job_summary_file(const Outputs *outputs) {
    const char *file = getenv("GITHUB_STEP_SUMMARY");
    bool wanted = false;
    for (uint32_t i = 0; i < outputs->list.n; i++)
        wanted |= strcmp(outputs->list.items[i].reporter->name, "github") == 0;
    return wanted && file && *file ? file : NULL;
}

static void write_job_summary(Run *run) {
    FILE *out = fopen(run->job_summary, "ae");
    if (out) tally_print_markdown(&run->tally, out);
    if (!out || fclose(out) != 0) trouble(run, run->job_summary, strerror(errno));
}

static bool find_changes(Run *run) {
    Arena *arena = arena_new();
    const char *problem;
    if (run->options->since) run->since = since_new(run->options->since, arena, &problem);
    bool ok = !run->options->since || run->since;
    if (!ok) trouble(run, run->options->since, problem);
    arena_free(arena);
    return ok;
}

static void run_all(Run *run) {
    const Options *options = run->options;
    run->inputs = inputs_new(options->operands.items, options->operands.n, options->files_from);
    run->profiles = profiles_new(options);
    run->project = project_new();
    tally_init(&run->tally);
    run->job_summary = job_summary_file(&run->outputs);
    outputs_begin(&run->outputs, options, profiles_catalogue(run->profiles));
    if (find_changes(run)) {
        if (options->show_files || options->show_settings) show(run);
        else check_all(run);
        /* Where no file was found, mistakes in the options are told all the same. */
        if (profiles_count(run->profiles) == 0) report_profile(run, profiles_for(run->profiles, "."));
        finish_baselines(run);
    }
    run->trouble |= !outputs_end(&run->outputs, &run->summary);
    if (options->statistics) tally_print(&run->tally, run->outputs.on_stdout ? stderr : stdout);
    if (run->job_summary) write_job_summary(run);
    tally_done(&run->tally);
    project_free(run->project);
    since_free(run->since);
    profiles_free(run->profiles);
    inputs_free(run->inputs);
}

int run_check(const Options *options) {
    Run run = {.options = options};
    if (options->operands.n == 0 && !options->files_from)
        return complain("check", "name files or folders to check, or - for standard input"), EXIT_TROUBLE;
    progress_init(&run.progress, !options->quiet);
    if (outputs_open(&run.outputs, options)) run_all(&run);
    else outputs_abandon(&run.outputs), run.trouble = true;
    return exit_status(&run);
}
