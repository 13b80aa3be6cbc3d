/* SPDX-License-Identifier: Apache-2.0 */

/* The contract of a command of ibest-pack; the table of them stands in main.c. */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include "base/error.h"

/* How far a command has got: what fails while arguments are read is a mistake of usage. */
enum command_phase { COMMAND_READING_ARGUMENTS, COMMAND_WORKING };

struct command {
    const char *name;
    const char *summary; /* one line for --help */

    /* Runs it with the arguments behind its name. Sets *phase to COMMAND_WORKING once the arguments
     * are understood. Results go to stdout; a failure is returned, not printed. INVALID, NOT_FOUND
     * and TOO_LARGE then tell of what the user gave, all else of what could not be done. */
    enum status (*run)(int count, char **arguments, enum command_phase *phase, struct error *error);
};

#endif
