/* `domlint update-device OLD NEW`: a check of NEW that knows which device of OLD it is to take the place of.
 *
 * May include: everything. */
#ifndef CLI_UPDATE_H
#define CLI_UPDATE_H

#include "cli/options.h"

/* The exit codes of run_check(). */
int run_update_device(const Options *options);

#endif
