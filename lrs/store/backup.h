/* SPDX-License-Identifier: Apache-2.0 */

/* Copies of a whole store in one file, and back. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct backup_options {
    bool replaces;                                             /* what is at the place it goes to */
    void (*watch)(void *context, int64_t done, int64_t total); /* of database pages */
    void *context;
};

struct backup_summary {
    int64_t statements;
    int64_t documents;
    int64_t attachments; /* files; those in the database are not counted */
};

/* Copies the store that `url` names to the file `path`, and the files of its attachments to
 * "PATH-attachments", also while a server writes: all that was acknowledged before is in it. The
 * copy is checked (its pages, its attachments' hashes) and durable before it gets its name.
 * INVALID: the store is no file. NOT_FOUND: it is not there. CONFLICT: `path` exists, or the copy
 * is broken. UNAVAILABLE: it cannot be read or written. */
MUST_CHECK enum status store_backup(const char *url, const char *path,
                                    const struct backup_options *options,
                                    struct backup_summary *out, struct error *error);

/* The way back, checked likewise. No server may run: UNAVAILABLE. CONFLICT also: the backup is of a
 * later program. One of an earlier program is brought up to date when it is next served. */
MUST_CHECK enum status store_restore(const char *url, const char *path,
                                     const struct backup_options *options,
                                     struct backup_summary *out, struct error *error);

#endif
