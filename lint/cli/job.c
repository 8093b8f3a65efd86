#include "cli/job.h"

#include <stdlib.h>
#include <string.h>

bool job_is_stdin(const Job *job) { return strcmp(job->input.path, "-") == 0; }

static Checker *checker_for(JobWorker *worker, const Profile *profile, const Options *options) {
    while (worker->checkers.n <= profile->number) vec_push(&worker->checkers, NULL);
    Checker **place = &worker->checkers.items[profile->number];
    if (!*place) {
        *place = checker_new(profile->linter);
        if (options->timings) checker_measure(*place);
        if (profile->baseline) checker_keep_paths(*place);
    }
    return *place;
}

void job_worker_done(JobWorker *worker) {
    for (uint32_t i = 0; i < worker->checkers.n; i++) checker_free(worker->checkers.items[i]);
    vec_done(&worker->checkers);
}

void job_worker_timings(const JobWorker *worker, Timings *ret_timings) {
    for (uint32_t i = 0; i < worker->checkers.n; i++)
        if (worker->checkers.items[i]) checker_timings(worker->checkers.items[i], ret_timings);
}

static void mend(Job *job, Checker *checker, const Options *options) {
    bool in_place = !options->diff;
    if (job_is_stdin(job) && in_place) {
        job->fix.failed = "standard input can't be mended in place; --diff shows the changes";
        return;
    }
    const char *path = job_is_stdin(job) ? job->name : job->input.path;
    job->fix = options->add_suppressions ? fix_add_suppressions(options, checker, path, &job->check)
                                         : fix_file(options, checker, path, &job->check);
}

void job_work(Job *job, JobWorker *worker, const Options *options) {
    if (!job->profile || !profile_usable(job->profile)) return;
    Checker *checker = checker_for(worker, job->profile, options);
    job->check = check_file(checker, job->input.path, job->name);
    if (job->check->state != CHECK_DONE) return;
    bool whole =
        job->check->problem.error == SOURCE_OK; /* else what can't be decoded would be written back as U+FFFD */
    if (!whole) return;
    if (options->fix || options->diff || options->add_suppressions) mend(job, checker, options);
}

void job_free(Job *job) {
    if (!job) return;
    check_free(job->check);
    free(job->fix.patch);
    free(job->input.path);
    free(job);
}
