/* SPDX-License-Identifier: Apache-2.0 */

/* What the commands over two stores share: FROM and TO, and how both are told to be equal. */
#ifndef COMMANDS_PAIR_LINE_H
#define COMMANDS_PAIR_LINE_H

#include "base/error.h"
#include "store/copy.h"

struct pair_line {
    const char *command; /* "ibest-lrs store copy" */
    const char *summary;
    bool makes;            /* TO: has the options for it */
    const char *done;      /* said to a person, if both are equal */
    const char *different; /* the failure, if they are not; what to do */
    /* store_copy() or store_compare() */
    enum status (*run)(const char *from, const char *to, const struct copy_options *options,
                       struct copy_report *out, struct error *error);
};

/* PRECONDITION: FROM and TO differ. */
MUST_CHECK enum status pair_line_run(const struct pair_line *line, int count, char **arguments,
                                     struct error *error);

#endif
