/* SPDX-License-Identifier: Apache-2.0 */

/* What is shown: the plain web package of a course as it is on disk, made anew on demand, or the
 * fault that keeps it from being made. Any thread. */
#ifndef PREVIEW_SITE_H
#define PREVIEW_SITE_H

#include "base/auto.h"
#include "base/embed.h"
#include "base/error.h"
#include "base/text.h"

#include <stdint.h>

struct arena;
struct site;

/* Of the course in `folder`, whose pages are shown with `player` (formats/package.h); both are
 * borrowed. Nothing is made yet. */
struct site *site_create(const char *folder, const struct embedded_file *player);
void site_destroy(struct site *site); /* NULL allowed */
DEFINE_AUTO(struct site, site_destroy);

/* Reads the course and makes its package. The failure is told, as source_read() does, and is what
 * is shown from now on; the next call may find the course mended. */
MUST_CHECK enum status site_make(struct site *site, struct error *error);

/* How often it was made. */
uint64_t site_version(struct site *site);

/* One file of it. */
struct site_file {
    struct text content; /* copied; data is NULL if it stands in `path` */
    const char *path;    /* a file that can be opened */
};

/* The file `name` ("index.html"), in `arena`. NOT_FOUND: there is none. INVALID: the course has a
 * fault, which the message is. */
MUST_CHECK enum status site_find(struct site *site, const char *name, struct arena *arena,
                                 struct site_file *out, struct error *error);

#endif
