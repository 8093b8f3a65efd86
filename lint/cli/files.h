/* Files: what the operands of a check mean, one after the other.
 *
 * May include: base/. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include <stdbool.h>

#include "base/vec.h"

typedef struct {
    char *path;  /* as given, or below the folder given; "-" is standard input; the taker frees it */
    bool named;  /* given by name on the command line … */
    bool listed; /* … or in --files-from; neither: found in a walk */
    int error;   /* errno: the operand, folder or list can't be read */
} InputFile;

typedef struct Inputs Inputs;

/* operands are borrowed; files_from is a file of names ("-": standard input), or NULL. Nothing is read yet. */
Inputs *inputs_new(const char *const *operands, uint32_t n, const char *files_from);
void inputs_free(Inputs *inputs); /* takes NULL */
/* The next file; false at the end. Memory does not grow with the number of files.
 *
 * Folders are walked for *.xml in sorted order; what git would ignore (.gitignore files in and above them) and ".git"
 * are passed over; a link to a folder is followed once. Files given by name are taken as they are. A list of names is
 * NUL-separated if a NUL stands in its beginning, else it has one name a line; it is read as it comes. */
bool inputs_next(Inputs *inputs, InputFile *ret_file);

#endif
