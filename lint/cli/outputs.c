#include "cli/outputs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/page.h"
#include "cli/run.h"
#include "cli/say.h"

static bool open_output(Outputs *outputs, const char *format, const char *file) {
    Output output = {reporter_find(format), NULL, stdout, "standard output", 0};
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

/* Hints are for those who ask: by -v, by naming rules, by failing on them. */
static bool hints_wanted(const Options *options) {
    const Config *config = &options->config;
    return options->verbose || config->select.n || config->extend_select.n || config->fail_on == SEVERITY_HINT;
}

void outputs_begin(Outputs *outputs, const Options *options, const Catalogue *catalogue) {
    outputs->options = (ReportOptions){.color = color_wanted(options->color),
                                       .width = terminal_width(stdout),
                                       .quiet = options->quiet,
                                       .hints = hints_wanted(options),
                                       .catalogue = catalogue,
                                       .version = VERSION};
    for (uint32_t i = 0; i < outputs->list.n; i++) {
        Output *output = &outputs->list.items[i];
        output->state = output->reporter->begin(output->out, &outputs->options);
    }
}

static void note_error(Output *output) {
    if (ferror(output->out) && !output->error) output->error = errno ? errno : EIO;
}

void outputs_file(Outputs *outputs, const FileReport *file) {
    for (uint32_t i = 0; i < outputs->list.n; i++) {
        Output *output = &outputs->list.items[i];
        errno = 0;
        output->reporter->file(output->state, file);
        note_error(output);
    }
}

static bool close_output(Output *output, const Summary *summary) {
    errno = 0;
    output->reporter->end(output->state, summary);
    note_error(output);
    errno = 0;
    bool closed = output->out == stdout ? fflush(stdout) == 0 : fclose(output->out) == 0;
    if (!closed && !output->error) output->error = errno ? errno : EIO;
    if (output->error) complain(output->name, strerror(output->error));
    return !output->error;
}

bool outputs_end(Outputs *outputs, const Summary *summary) {
    bool ok = true;
    for (uint32_t i = 0; i < outputs->list.n; i++) ok &= close_output(&outputs->list.items[i], summary);
    vec_done(&outputs->list);
    return ok;
}

void outputs_abandon(Outputs *outputs) {
    for (uint32_t i = 0; i < outputs->list.n; i++)
        if (outputs->list.items[i].out != stdout) fclose(outputs->list.items[i].out);
    vec_done(&outputs->list);
}
