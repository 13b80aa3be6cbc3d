/* SPDX-License-Identifier: Apache-2.0 */

/* What a package will tell its LMS, as far as its files show it: for certain if our own player is
 * in it, and else by what its scripts name. */
#ifndef PREDICT_CONDUCT_H
#define PREDICT_CONDUCT_H

#include "base/error.h"
#include "base/json.h"
#include "targets/target.h"

#include <stdbool.h>

struct opened;
struct opened_unit;

/* What was found of something that a package may say. */
enum conduct_sign {
    CONDUCT_UNSEEN, /* not everything could be looked at */
    CONDUCT_NEVER,  /* no script names it */
    CONDUCT_MAY,    /* some script names it; when it says so can only be learnt by playing */
    CONDUCT_DOES,   /* known of our own player */
};

struct conduct {
    bool is_ours;
    enum target_mark mark; /* how far the below is known */
    enum conduct_sign status;
    enum conduct_sign score;
    enum conduct_sign state; /* for resuming */
    const char *version;     /* of the course; this and the below are NULL unless ours */
    const char *build;       /* progress is dropped when it changes */
    const char *lrs;         /* the LRS that it also reports to; NULL for none */
    const json_t *modules;
};

/* Looks through the package, whose arena keeps the answer. UNAVAILABLE when it cannot be read;
 * files that are damaged or too large leave signs unseen. */
MUST_CHECK enum status conduct_read(const struct opened *opened, const struct conduct **out,
                                    struct error *error);

/* The quizzes of a unit that judge. Of packages that are not ours: `are_there` says whether it may
 * send a score, and the rest is not known. */
struct conduct_quizzes {
    bool are_there;
    bool must_pass;   /* else the unit is complete once they were taken */
    double pass_mark; /* the lowest, in per cent; 0: not known */
};

struct conduct_quizzes conduct_quizzes(const struct conduct *conduct,
                                       const struct opened_unit *unit);

#endif
