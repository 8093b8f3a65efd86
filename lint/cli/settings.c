#include "cli/settings.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/ignore.h"

static bool is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static const char *settings_in(Arena *arena, const char *dir) {
    static const char *const names[] = {".domlint.yaml", "domlint.yaml", ".config/domlint.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = arena_printf(arena, "%s/%s", strcmp(dir, "/") == 0 ? "" : dir, names[i]);
        if (is_file(path)) return path;
    }
    return NULL;
}

static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

/* The user's and the system's file. */
static const char *settings_elsewhere(Arena *arena) {
    const char *named = variable("DOMLINT_CONFIG"), *home = variable("XDG_CONFIG_HOME");
    if (named) return named;
    char *user = home               ? arena_printf(arena, "%s/domlint/config.yaml", home)
                 : variable("HOME") ? arena_printf(arena, "%s/.config/domlint/config.yaml", variable("HOME"))
                                    : NULL;
    if (user && is_file(user)) return user;
    return is_file("/etc/domlint/config.yaml") ? "/etc/domlint/config.yaml" : NULL;
}

/* The real folder of a file; of standard input's name, too, which need not exist. */
static bool real_folder(Arena *arena, const char *path, char real[PATH_MAX]) {
    char *dir = arena_strdup(arena, path), *slash = strrchr(dir, '/');
    if (slash == dir) slash++;
    if (slash) *slash = 0;
    return realpath(slash ? dir : ".", real) != NULL;
}

const char *settings_find(Arena *arena, const char *path) {
    char dir[PATH_MAX];
    if (!real_folder(arena, path, dir)) return settings_elsewhere(arena);
    const char *home = variable("HOME");
    for (;;) {
        const char *found = settings_in(arena, dir);
        if (found) return found;
        bool last = strcmp(dir, "/") == 0 || (home && strcmp(dir, home) == 0) ||
                    access(arena_printf(arena, "%s/.git", dir), F_OK) == 0;
        char *slash = strrchr(dir, '/');
        if (last || !slash) return settings_elsewhere(arena);
        slash[slash == dir] = 0;
    }
}

static void free_overrides(Settings *settings) {
    for (uint32_t i = 0; i < settings->overrides.n; i++) {
        SettingsOverride *override = &settings->overrides.items[i];
        vec_done(&override->files);
        vec_done(&override->select);
        vec_done(&override->ignore);
        vec_done(&override->severities);
    }
    vec_done(&settings->overrides);
}

void settings_free(Settings *settings) {
    if (!settings) return;
    free_overrides(settings);
    vec_done(&settings->select);
    vec_done(&settings->extend_select);
    vec_done(&settings->ignore);
    vec_done(&settings->rule_dirs);
    vec_done(&settings->exclude);
    vec_done(&settings->severities);
    free(settings);
}

void settings_rebase(Settings *settings, const char *dir) { settings->dir = dir; }

static bool any_glob(const Settings *settings, const StringVec *globs, const char *path) {
    char real[PATH_MAX];
    size_t n = strlen(settings->dir);
    bool below = realpath(path, real) && strncmp(real, settings->dir, n) == 0 && real[n] == '/';
    const char *relative = below ? real + n + 1 : path;
    bool found = false;
    for (uint32_t i = 0; i < globs->n; i++) {
        bool negated = globs->items[i][0] == '!';
        if (ignore_glob_matches(globs->items[i] + negated, relative)) found = !negated;
    }
    return found;
}

bool settings_exclude(const Settings *settings, const char *path) {
    return any_glob(settings, &settings->exclude, path);
}

uint64_t settings_overrides(const Settings *settings, const char *path) {
    uint64_t bits = 0;
    for (uint32_t i = 0; i < settings->overrides.n && i < 64; i++)
        if (any_glob(settings, &settings->overrides.items[i].files, path)) bits |= (uint64_t)1 << i;
    return bits;
}

static void append(StringVec *to, const StringVec *from) {
    for (uint32_t i = 0; i < from->n; i++) vec_push(to, from->items[i]);
}

static void replace(StringVec *to, const StringVec *from) {
    if (from->n == 0) return;
    to->n = 0;
    append(to, from);
}

static void add_settings(const Settings *settings, uint64_t overrides, Config *config) {
    if (settings->has_target) config->target = settings->target;
    if (settings->has_fail_on) config->fail_on = settings->fail_on;
    config->allow_blanket = settings->allow_blanket;
    config->schema = settings->schema;
    append(&config->select, &settings->select);
    append(&config->extend_select, &settings->extend_select);
    append(&config->ignore, &settings->ignore);
    append(&config->rule_dirs, &settings->rule_dirs);
    for (uint32_t i = 0; i < settings->severities.n; i++) vec_push(&config->severities, settings->severities.items[i]);
    for (uint32_t o = 0; o < settings->overrides.n && o < 64; o++) {
        const SettingsOverride *override = &settings->overrides.items[o];
        if (!(overrides >> o & 1)) continue;
        replace(&config->select, &override->select);
        append(&config->ignore, &override->ignore);
        for (uint32_t i = 0; i < override->severities.n; i++)
            vec_push(&config->severities, override->severities.items[i]);
    }
}

void settings_config(const Settings *settings, uint64_t overrides, const Config *command_line, bool fail_on_given,
                     Config *ret_config) {
    config_init(ret_config);
    if (settings) add_settings(settings, overrides, ret_config);
    replace(&ret_config->select, &command_line->select);
    append(&ret_config->extend_select, &command_line->extend_select);
    append(&ret_config->ignore, &command_line->ignore);
    append(&ret_config->rule_dirs, &command_line->rule_dirs);
    if (command_line->schema) ret_config->schema = command_line->schema;
    if (command_line->target != RELEASE_NEWEST) ret_config->target = command_line->target;
    if (fail_on_given) ret_config->fail_on = command_line->fail_on;
    ret_config->no_inline_config = command_line->no_inline_config;
    ret_config->update = command_line->update;
    ret_config->isolated = command_line->isolated;
}
