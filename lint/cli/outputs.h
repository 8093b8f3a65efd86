/* Outputs: the reports of a run, each with its format and its file.
 *
 * May include: base/, diag/, report/, cli/. */
#ifndef CLI_OUTPUTS_H
#define CLI_OUTPUTS_H

#include "cli/options.h"
#include "report/report.h"

typedef struct {
    const Reporter *reporter;
    ReportState *state;
    FILE *out;
    const char *name; /* of the file, for errors */
    int error;        /* errno of the first write that failed, or 0 */
} Output;

typedef struct {
    ReportOptions options;
    VEC(Output) list;
    bool on_stdout; /* one of them is */
} Outputs;

/* Opens what --format names; none given: the format for people, or GitHub's in its Actions, unless standard output is
 * taken (--diff, --statistics and their like). False, having complained, if that can't be. */
bool outputs_open(Outputs *outputs, const Options *options);
void outputs_begin(Outputs *outputs, const Options *options, const Catalogue *catalogue);
void outputs_file(Outputs *outputs, const FileReport *file);
/* Writes what is left and closes all. False, having complained, if something could not be written. */
bool outputs_end(Outputs *outputs, const Summary *summary);
/* Closes them without a word of theirs. */
void outputs_abandon(Outputs *outputs);

#endif
