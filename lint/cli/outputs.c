#include "cli/outputs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/run.h"
#include "cli/say.h"

static bool open_output(Outputs *outputs, const char *format, const char *file) {
    Output output = {reporter_find(format), NULL, stdout, "standard output"};
    if (file) {
        output.name = file;
        output.out = fopen(file, "we");
        if (!output.out) return complain(file, strerror(errno)), false;
    } else if (outputs->on_stdout) {
        complain("--format", "only one format can go to standard output; write the others to files: NAME=FILE");
        return false;
    }
    outputs->on_stdout |= file == NULL;
    vec_push(&outputs->list, output);
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

static bool stdout_taken(const Options *options) {
    return options->diff || options->statistics || options->show_files || options->show_settings;
}

bool outputs_open(Outputs *outputs, const Options *options) {
    *outputs = (Outputs){.on_stdout = options->diff};
    for (uint32_t i = 0; i < options->formats.n; i++)
        if (!open_output(outputs, options->formats.items[i].name, options->formats.items[i].file)) return false;
    if (options->formats.n || stdout_taken(options)) return true;
    return open_output(outputs, default_format(), NULL);
}

void outputs_begin(Outputs *outputs, const Options *options, const Catalogue *catalogue) {
    outputs->options = (ReportOptions){.color = color_wanted(options->color),
                                       .quiet = options->quiet,
                                       .verbose = options->verbose,
                                       .catalogue = catalogue,
                                       .version = VERSION};
    for (uint32_t i = 0; i < outputs->list.n; i++) {
        Output *output = &outputs->list.items[i];
        output->state = output->reporter->begin(output->out, &outputs->options);
    }
}

void outputs_file(Outputs *outputs, const FileReport *file) {
    for (uint32_t i = 0; i < outputs->list.n; i++)
        outputs->list.items[i].reporter->file(outputs->list.items[i].state, file);
}

static bool close_output(const Output *output) {
    bool ok = !ferror(output->out);
    int reason = ok ? 0 : EIO;
    errno = 0;
    if (output->out == stdout ? fflush(stdout) != 0 : fclose(output->out) != 0) ok = false;
    if (errno) reason = errno;
    if (!ok) complain(output->name, strerror(reason));
    return ok;
}

bool outputs_end(Outputs *outputs, const Summary *summary) {
    bool ok = true;
    for (uint32_t i = 0; i < outputs->list.n; i++) {
        Output *output = &outputs->list.items[i];
        output->reporter->end(output->state, summary);
        ok &= close_output(output);
    }
    vec_done(&outputs->list);
    return ok;
}

void outputs_abandon(Outputs *outputs) {
    for (uint32_t i = 0; i < outputs->list.n; i++)
        if (outputs->list.items[i].out != stdout) fclose(outputs->list.items[i].out);
    vec_done(&outputs->list);
}
