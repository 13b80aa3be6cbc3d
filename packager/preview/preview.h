/* SPDX-License-Identifier: Apache-2.0 */

/* A course in the browser while it is written: served on this machine, made anew on each change. */
#ifndef PREVIEW_PREVIEW_H
#define PREVIEW_PREVIEW_H

#include "base/embed.h"
#include "base/error.h"

struct preview_options {
    const char *folder; /* of the course */
    const char *listen; /* as in http/server.h */
    const struct embedded_file *player;
};

/* Serves until SIGINT or SIGTERM, telling on stdout where, and on stderr each fault of the course
 * and that it is mended. INVALID: `listen` cannot be read. NOT_FOUND: there is no such folder.
 * UNAVAILABLE: the address is in use, or the folder cannot be watched. A fault of the course is no
 * failure. */
MUST_CHECK enum status preview_serve(const struct preview_options *options, struct error *error);

#endif
