/* SPDX-License-Identifier: Apache-2.0 */

/* Tells when anything below a folder changes. One thread. */
#ifndef PREVIEW_WATCH_H
#define PREVIEW_WATCH_H

#include "base/auto.h"
#include "base/error.h"

#include <stdbool.h>

struct watch;

/* NOT_FOUND: the folder cannot be read. UNAVAILABLE: it cannot be watched. */
MUST_CHECK enum status watch_begin(const char *folder, struct watch **out, struct error *error);
void watch_end(struct watch *watch); /* NULL allowed */
DEFINE_AUTO(struct watch, watch_end);

/* Waits until something has changed and nothing has changed since for a moment, as editors write
 * in several steps; or until `interrupter`, a file descriptor, can be read. *out_changed: it was
 * the former. Folders that are new are watched too. */
MUST_CHECK enum status watch_wait(struct watch *watch, int interrupter, bool *out_changed,
                                  struct error *error);

#endif
