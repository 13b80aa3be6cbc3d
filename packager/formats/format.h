/* SPDX-License-Identifier: Apache-2.0 */

/* The contract of a package format, and the table of them all. */
#ifndef FORMATS_FORMAT_H
#define FORMATS_FORMAT_H

#include "base/error.h"

#include <stdbool.h>

struct manifest_contract;
struct package;

/* How one kind of package differs from a plain folder of web pages. */
struct format {
    const char *name;    /* for --format, file names and the player */
    const char *summary; /* one line for --help */

    /* The file that importing systems look for, first in the zip. */
    const char *first;

    /* What that file must fulfil; NULL if it is no manifest. */
    const struct manifest_contract *contract;

    /* Whether its descriptions may name whole addresses, for content that lies on another server
     * than the LMS. */
    bool takes_content_url;

    /* Adds what the format needs to a package that already holds its page, player, course script
     * and media: the manifest above all, and the documents that belong to it. NULL: nothing.
     * INVALID when the course cannot be put so; INTERNAL when what was made breaks a rule of the
     * format, which the maker checks before anything is written. */
    enum status (*describe)(struct package *package, struct error *error);
};

/* All formats, by name; the row behind the last is NULL. */
extern const struct format *const FORMATS[];

/* NULL if there is none of that name. */
const struct format *format_find(const char *name);

#endif
