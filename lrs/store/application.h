/* SPDX-License-Identifier: Apache-2.0 */

/* A statement on its way into the projections, or out of them. */
#ifndef STORE_APPLICATION_H
#define STORE_APPLICATION_H

#include "store/evidence.h"
#include "store/internal.h"

enum { APPLICATION_TERMS = 8 };

/* The first three are set, all else is zero. */
struct application {
    struct transaction *transaction;
    const struct evidence *evidence;
    const struct reading *reading;

    /* application.c's: activities that were looked up, by where they stand in the statement, as
     * nearly all that it tells is about its course and its module. */
    struct {
        const char *activity;
        int64_t number;
    } known[APPLICATION_TERMS];
    size_t known_count; /* ever; the last APPLICATION_TERMS are there */
};

/* The number of the term, given to it if it is new; 0 if its data is NULL. */
MUST_CHECK enum status application_number(struct application *application, struct text activity,
                                          int64_t *out, struct error *error);

#endif
