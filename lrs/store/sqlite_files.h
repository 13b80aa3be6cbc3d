/* SPDX-License-Identifier: Apache-2.0 */

/* What SQLite's two files share: the lock on a database, and what can be done with it as a file. */
#ifndef STORE_SQLITE_FILES_H
#define STORE_SQLITE_FILES_H

#include "store/backend.h"

extern const struct backend_files sqlite_files;

/* Locks "PATH-lock" until *out is closed. UNAVAILABLE: another ibest-lrs holds it. */
MUST_CHECK enum status sqlite_lock(const char *path, int *out, struct error *error);

#endif
