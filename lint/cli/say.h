/* Say: words about the run itself, on standard error, and the progress line there.
 *
 * May include: base/. */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include <stdbool.h>
#include <stdint.h>

/* "domlint: WHAT: WHY". What may hold anything; it is printed safely. */
void complain(const char *what, const char *why);

/* A line that tells how far long work is, for terminals only. */
typedef struct {
    bool on, shown;
    int64_t next; /* ms: not before */
} Progress;
/* wanted: nobody asked for silence. */
void progress_init(Progress *progress, bool wanted);
/* Draws the line anew if it is time to. */
void progress_show(Progress *progress, uint32_t files, uint32_t found);
/* Takes it away, before anything else is printed and at the end. */
void progress_clear(Progress *progress);

#endif
