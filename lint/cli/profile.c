#include "cli/profile.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Settings *settings;
    Problems problems;
    bool told; /* the problems went to a profile */
} SettingsFile;

struct Profiles {
    const Options *options;
    Problems base_problems;
    Linter *base; /* of the command line alone: its catalogue judges settings */
    Catalogue *catalogue;
    VEC(SettingsFile) files; /* each once */
    VEC(Profile *) profiles;
    VEC(Baseline *) baselines;
    Arena *arena;
    Text last_dir; /* the folder asked for last, and the settings found for it */
    Settings *last;
    bool any_last;
    char working_folder[PATH_MAX];
};

static void learn_kinds(Profiles *profiles, const Linter *linter) {
    const Catalogue *catalogue = linter_catalogue(linter);
    for (uint32_t i = 0; i < catalogue_count(catalogue); i++)
        catalogue_add(profiles->catalogue, catalogue_at(catalogue, i));
}

Profiles *profiles_new(const Options *options) {
    Profiles *profiles = memory_alloc(sizeof *profiles);
    profiles->options = options;
    profiles->arena = arena_new();
    problems_init(&profiles->base_problems);
    profiles->base = linter_new(&options->config, &profiles->base_problems);
    profiles->catalogue = catalogue_new();
    learn_kinds(profiles, profiles->base);
    if (!realpath(".", profiles->working_folder)) strcpy(profiles->working_folder, ".");
    return profiles;
}

static void profile_free(Profiles *profiles, Profile *profile) {
    if (profile->linter != profiles->base) linter_free(profile->linter);
    problems_done(&profile->problems);
    config_done(&profile->config);
    free(profile);
}

void profiles_free(Profiles *profiles) {
    if (!profiles) return;
    for (uint32_t i = 0; i < profiles->baselines.n; i++) baseline_free(profiles->baselines.items[i]);
    for (uint32_t i = 0; i < profiles->profiles.n; i++) profile_free(profiles, profiles->profiles.items[i]);
    for (uint32_t i = 0; i < profiles->files.n; i++) {
        settings_free(profiles->files.items[i].settings);
        problems_done(&profiles->files.items[i].problems);
    }
    vec_done(&profiles->baselines);
    vec_done(&profiles->profiles);
    vec_done(&profiles->files);
    catalogue_free(profiles->catalogue);
    linter_free(profiles->base);
    problems_done(&profiles->base_problems);
    arena_free(profiles->arena);
    text_done(&profiles->last_dir);
    free(profiles);
}

const Catalogue *profiles_catalogue(const Profiles *profiles) { return profiles->catalogue; }

static Settings *load_settings(Profiles *profiles, const char *path) {
    for (uint32_t i = 0; i < profiles->files.n; i++)
        if (strcmp(profiles->files.items[i].settings->path, path) == 0) return profiles->files.items[i].settings;
    SettingsFile file = {.told = false};
    problems_init(&file.problems);
    file.settings = settings_load(path, linter_catalogue(profiles->base), &file.problems);
    if (profiles->options->config_file) settings_rebase(file.settings, profiles->working_folder);
    vec_push(&profiles->files, file);
    return file.settings;
}

/* Neighbours in a walk share their folder: the settings found last often hold again. */
static Settings *settings_for(Profiles *profiles, const char *path) {
    const Options *options = profiles->options;
    if (options->config_file) return load_settings(profiles, options->config_file);
    if (options->config.isolated) return NULL;
    const char *slash = strrchr(path, '/');
    Slice dir = {path, slash ? (size_t)(slash - path) + 1 : 0};
    if (profiles->any_last && slice_equal(dir, (Slice){text_str(&profiles->last_dir), profiles->last_dir.n}))
        return profiles->last;
    Arena *arena = arena_new();
    const char *found = settings_find(arena, path);
    profiles->last = found ? load_settings(profiles, found) : NULL;
    arena_free(arena);
    text_clear(&profiles->last_dir);
    text_add(&profiles->last_dir, dir.p, dir.n);
    profiles->any_last = true;
    return profiles->last;
}

static const char *unknown_selector(Profiles *profiles, const Linter *linter, const StringVec *selectors) {
    for (uint32_t i = 0; i < selectors->n; i++) {
        const char *problem = linter_selector_problem(linter, profiles->arena, selectors->items[i]);
        if (problem) return arena_printf(profiles->arena, "%s: %s", selectors->items[i], problem);
    }
    return NULL;
}

static const char *find_trouble(Profiles *profiles, const Profile *profile) {
    const Config *asked = &profiles->options->config;
    if (profile->problems.unreadable) return profile->problems.unreadable;
    const char *unknown = unknown_selector(profiles, profile->linter, &asked->select);
    if (!unknown) unknown = unknown_selector(profiles, profile->linter, &asked->extend_select);
    return unknown ? unknown : unknown_selector(profiles, profile->linter, &asked->ignore);
}

static Baseline *baseline_for(Profiles *profiles, Profile *profile) {
    const char *path = profiles->options->baseline;
    if (!path && profile->settings) path = profile->settings->baseline;
    if (!path && profiles->options->write_baseline) path = BASELINE_NAME;
    if (!path) return NULL;
    for (uint32_t i = 0; i < profiles->baselines.n; i++)
        if (strcmp(baseline_path(profiles->baselines.items[i]), path) == 0) return profiles->baselines.items[i];
    bool may_lack = profiles->options->write_baseline;
    Baseline *baseline = baseline_load(path, may_lack, linter_catalogue(profiles->base), &profile->problems);
    vec_push(&profiles->baselines, baseline);
    return baseline;
}

/* What is wrong with the settings is told with the first profile that uses them, and none of them is usable. */
static void take_problems(Profiles *profiles, Profile *profile) {
    SettingsFile *file = profiles->files.items;
    while (file->settings != profile->settings) file++;
    for (uint32_t i = 0; i < file->problems.list.n && !file->told; i++)
        vec_push(&profile->problems.list, file->problems.list.items[i]);
    file->told = true;
    profile->broken = problems_fatal(&file->problems);
    profile->trouble = file->problems.unreadable;
}

static Profile *add_profile(Profiles *profiles, Settings *settings, uint64_t overrides) {
    Profile *profile = memory_alloc(sizeof *profile);
    const Options *options = profiles->options;
    profile->number = profiles->profiles.n;
    profile->settings = settings;
    profile->overrides = overrides;
    settings_config(settings, overrides, &options->config, options->fail_on_given, &profile->config);
    if (settings) {
        problems_init(&profile->problems);
        profile->linter = linter_new(&profile->config, &profile->problems);
        learn_kinds(profiles, profile->linter);
        take_problems(profiles, profile);
    } else {
        profile->linter = profiles->base;
        profile->problems = profiles->base_problems;
        profiles->base_problems = (Problems){0};
    }
    if (!profile->trouble) profile->trouble = find_trouble(profiles, profile);
    if (!profile->trouble) {
        profile->baseline = baseline_for(profiles, profile);
        profile->trouble = profile->problems.unreadable;
    }
    vec_push(&profiles->profiles, profile);
    return profile;
}

Profile *profiles_for(Profiles *profiles, const char *path) {
    Settings *settings = settings_for(profiles, path);
    uint64_t overrides = settings ? settings_overrides(settings, path) : 0;
    for (uint32_t i = 0; i < profiles->profiles.n; i++) {
        Profile *profile = profiles->profiles.items[i];
        if (profile->settings == settings && profile->overrides == overrides) return profile;
    }
    return add_profile(profiles, settings, overrides);
}

bool profile_usable(const Profile *profile) {
    return !profile->trouble && !profile->broken && !problems_fatal(&profile->problems);
}

uint32_t profiles_count(const Profiles *profiles) { return profiles->profiles.n; }

Profile *profiles_at(const Profiles *profiles, uint32_t number) { return profiles->profiles.items[number]; }

static void show_list(Text *out, const char *key, const StringVec *words) {
    if (words->n == 0) return;
    text_printf(out, "%s: [", key);
    for (uint32_t i = 0; i < words->n; i++) text_printf(out, "%s\"%s\"", i ? ", " : "", words->items[i]);
    text_puts(out, "]\n");
}

static void show_severities(Text *out, const SeverityRules *rules) {
    if (rules->n == 0) return;
    text_puts(out, "severity:\n");
    for (uint32_t i = 0; i < rules->n; i++)
        text_printf(out, "  %s: \"%s\"\n", rules->items[i].selector, severity_name(rules->items[i].severity));
}

void profile_show(const Profile *profile, const char *path, Text *out) {
    const Config *config = &profile->config;
    text_printf(out, "# %s: %s\n", path, profile->settings ? profile->settings->path : "no configuration file");
    Release target = config->target;
    if (target == RELEASE_NEWEST) text_puts(out, "# libvirt: the newest known\n");
    else text_printf(out, "libvirt: %u.%u.%u\n", target / 1000000, target / 1000 % 1000, target % 1000);
    text_printf(out, "fail-on: %s\n", severity_name(config->fail_on));
    if (config->allow_blanket) text_puts(out, "allow-blanket: true\n");
    if (config->schema) text_printf(out, "schema: \"%s\"\n", config->schema);
    if (profile->baseline) text_printf(out, "baseline: \"%s\"\n", baseline_path(profile->baseline));
    show_list(out, "rules", &config->rule_dirs);
    show_list(out, "select", &config->select);
    show_list(out, "extend-select", &config->extend_select);
    show_list(out, "ignore", &config->ignore);
    show_severities(out, &config->severities);
    if (profile->settings) show_list(out, "exclude", &profile->settings->exclude);
}

Baseline *profiles_baseline(const Profiles *profiles, uint32_t index) {
    return index < profiles->baselines.n ? profiles->baselines.items[index] : NULL;
}
