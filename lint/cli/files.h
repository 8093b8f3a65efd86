/* Files: what the operands of a check mean.
 *
 * May include: base/. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include <stdbool.h>

#include "base/vec.h"

typedef struct {
    const char *path; /* as given, or below the folder given; "-" is standard input */
    bool named;       /* given by name, not found in a walk */
} InputFile;

typedef struct {
    const char *path;
    int error; /* errno */
} InputProblem;

typedef struct {
    Arena *arena; /* owns the paths */
    VEC(InputFile) files;
    VEC(InputProblem) problems; /* operands and folders that can't be read */
} InputFiles;

/* Folders are walked for *.xml in sorted order; what git would ignore (.gitignore files in and above them) and ".git"
 * are passed over; a link to a folder is followed once. Files given by name are taken as they are. */
void inputs_collect(const char *const *operands, uint32_t n, InputFiles *ret_files);
void inputs_done(InputFiles *files);

#endif
