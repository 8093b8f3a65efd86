/* Job: one file on its way through a run: found, checked and mended by a worker, handed on in order.
 *
 * May include: everything. */
#ifndef CLI_JOB_H
#define CLI_JOB_H

#include "cli/files.h"
#include "cli/fix.h"
#include "cli/profile.h"

typedef struct {
    InputFile input;
    const char *name; /* what diagnostics call it */
    Profile *profile; /* NULL if the file can't be read at all */
    Check *check;     /* NULL: not checked */
    FixResult fix;
} Job;

/* One thread's Checkers, one for each profile it met. */
typedef struct {
    VEC(Checker *) checkers; /* by the profile's number; NULL: not met */
} JobWorker;

void job_worker_done(JobWorker *worker);
/* Adds what the worker's checkers measured (--timings). */
void job_worker_timings(const JobWorker *worker, Timings *ret_timings);

bool job_is_stdin(const Job *job);
/* Checks the file and mends it if asked to. */
void job_work(Job *job, JobWorker *worker, const Options *options);
void job_free(Job *job); /* takes NULL */

#endif
