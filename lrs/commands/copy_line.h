/* SPDX-License-Identifier: Apache-2.0 */

/* What backup and restore share: their command line, and what they say at the end. */
#ifndef COMMANDS_COPY_LINE_H
#define COMMANDS_COPY_LINE_H

#include "base/error.h"
#include "store/backup.h"

struct copy_line {
    const char *command; /* "ibest-lrs backup" */
    const char *summary;
    const char *done; /* "backed up" */
    /* store_backup() or store_restore() */
    enum status (*copy)(const char *url, const char *path, const struct backup_options *options,
                        struct backup_summary *out, struct error *error);
};

MUST_CHECK enum status copy_line_run(const struct copy_line *line, int count, char **arguments,
                                     struct error *error);

#endif
