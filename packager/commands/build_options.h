/* SPDX-License-Identifier: Apache-2.0 */

/* What 'ibest-pack build' is asked for. */
#ifndef COMMANDS_BUILD_OPTIONS_H
#define COMMANDS_BUILD_OPTIONS_H

#include "base/error.h"
#include "formats/package.h"

#include <stdbool.h>

struct arena;
struct format;
struct options_result;
struct target;

struct build {
    const char *folder;
    const struct format *format;
    const char *module; /* an id, "all", or NULL for the whole course */
    const char *output;
    const struct target *lms; /* NULL: none in particular */
    struct lrs_access lrs;    /* endpoint is NULL if there is none */
    bool leaves_out_videos;
    const char *videos_url;   /* where they lie instead; NULL: nowhere */
    const char *content_url;  /* NULL: the files lie in the LMS */
    const char *cache_folder; /* NULL: no cache */
    bool is_cache_asked;      /* and not just the usual folder */
    bool is_frozen;           /* ids.lock is not written */
    bool allows_id_change;    /* though learners' records are lost */
    bool verifies;            /* packages that are there, and what it writes */
};

/* Reads the command line into *build, which lives in `arena`; *result says if only help was wanted.
 * INVALID or NOT_FOUND, telling the option, what it takes, and what to give. */
MUST_CHECK enum status build_options_read(int count, char **arguments, struct arena *arena,
                                          struct build *build, struct options_result *result,
                                          struct error *error);

#endif
