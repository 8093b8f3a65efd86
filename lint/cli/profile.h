/* Profiles: which settings hold for which file, and the Linter made of them.
 *
 * Files with the same settings file and the same overrides share a profile, so a Linter is made once for all of them.
 *
 * May include: everything. */
#ifndef CLI_PROFILE_H
#define CLI_PROFILE_H

#include "cli/baseline.h"
#include "cli/options.h"
#include "cli/settings.h"
#include "lint.h"

typedef struct {
    uint32_t number;     /* 0, 1, … */
    Settings *settings;  /* NULL: none hold */
    uint64_t overrides;  /* those of them that hold */
    Config config;       /* settings and command line together */
    Linter *linter;      /* NULL where the settings are wrong */
    Baseline *baseline;  /* shared; NULL: none */
    Problems problems;   /* of settings, rules and grammar */
    const char *trouble; /* what keeps it from being used at all, besides errors in problems; or NULL */
    bool broken;         /* the settings have errors, told with this profile or another */
    bool told;           /* the problems were reported */
} Profile;

typedef struct Profiles Profiles;

/* options must outlive them. */
Profiles *profiles_new(const Options *options);
void profiles_free(Profiles *profiles); /* takes NULL */
/* All kinds that the profiles so far know, for reports. */
const Catalogue *profiles_catalogue(const Profiles *profiles);
/* The profile for a file. Its Linter is made when it is first asked for. Lives as long as the profiles. */
Profile *profiles_for(Profiles *profiles, const char *path);
/* Whether files of this profile can be checked. */
bool profile_usable(const Profile *profile);
/* Those made so far, by number. */
uint32_t profiles_count(const Profiles *profiles);
Profile *profiles_at(const Profiles *profiles, uint32_t number);
/* The baselines in use: that of --baseline, or those of the settings; the index-th, or NULL. */
Baseline *profiles_baseline(const Profiles *profiles, uint32_t index);
/* --show-settings: what holds for a file, as a configuration file would say it. */
void profile_show(const Profile *profile, const char *path, Text *out);

#endif
