/* Settings: .domlint.yaml files.
 *
 *     root: true                     # look no further up
 *     extends: [../base.yaml]        # read before this file
 *     libvirt: 9.0.0                 # the release to check for
 *     rules: [my-rules]              # folders of rules, relative to this file
 *     schema: grammar.rng
 *     select: [all]
 *     ignore: [style]
 *     severity: {disk-io-native-needs-cache-none: warning, security: "off"}
 *     fail-on: warning               # exit 1 from this severity on
 *     baseline: .domlint-baseline.json     # relative to this file
 *     allow-blanket: true            # suppressions may say "all"
 *     exclude: ["*.generated.xml", old/]   # as in .gitignore, relative to this file
 *     overrides:
 *       - files: ["tests/"]
 *         ignore: [security]
 *
 * For each file the nearest of .domlint.yaml, domlint.yaml, .config/domlint.yaml in its folder and those above it, up
 * to one with `root: true`, a folder with .git, $HOME or /; then $DOMLINT_CONFIG, the user's and the system's file.
 * Nothing is merged silently: only `extends` joins files. The command line adds to it: --select replaces, --ignore
 * appends. A file named with --config holds for all files; its globs are relative to the working folder.
 *
 * May include: base/, diag/, config.h. */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include "config.h"
#include "diag/problems.h"

typedef struct {
    StringVec files; /* globs as in .gitignore */
    StringVec select, ignore;
    SeverityRules severities;
} SettingsOverride;

typedef struct {
    const char *path, *dir;
    bool root, allow_blanket;
    bool has_target, has_fail_on;
    Release target;
    Severity fail_on;
    const char *schema, *baseline; /* paths, or NULL */
    StringVec select, extend_select, ignore, rule_dirs, exclude;
    SeverityRules severities;
    VEC(SettingsOverride) overrides;
} Settings;

/* The settings file that holds for a file, in the arena, or NULL. */
const char *settings_find(Arena *arena, const char *path);
/* Reads a settings file with all it extends. Every mistake is a diagnostic in problems, or their unreadable. Never
 * NULL; freed by settings_free(). */
Settings *settings_load(const char *path, const Catalogue *catalogue, Problems *problems);
void settings_free(Settings *settings); /* takes NULL */
/* Globs are relative to this folder from now on (a real path; borrowed). */
void settings_rebase(Settings *settings, const char *dir);
/* Whether a file is excluded. */
bool settings_exclude(const Settings *settings, const char *path);
/* Which overrides hold for a file: bit i for overrides.items[i] (the first 64). */
uint64_t settings_overrides(const Settings *settings, const char *path);
/* What settings and command line say together. Strings are borrowed from both. settings may be NULL. */
/* fail_on_given: --fail-on stood on the command line and beats the file. */
void settings_config(const Settings *settings, uint64_t overrides, const Config *command_line, bool fail_on_given,
                     Config *ret_config);

#endif
