/* SPDX-License-Identifier: Apache-2.0 */

/* What ibest-lrs can be told to do. */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include "base/error.h"

struct command {
    const char *name;
    const char *summary;
    /* Gets what stands behind the command's name. INVALID: the command line is wrong.
     * PRECONDITION: all was done, and not all is as it should be. */
    enum status (*run)(int count, char **arguments, struct error *error);
};

#endif
