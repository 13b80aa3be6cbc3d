/* SPDX-License-Identifier: Apache-2.0 */

/* The 13 use cases of the TRAX LRS's benchmark (docs.traxlrs.com/2.1/benchmark), at store sizes. */
#ifndef LOAD_CASES_H
#define LOAD_CASES_H

#include "load/burst.h"

enum {
    CASES_COUNT = 13,
    CASES_SIZES_MAX = 8,
    CASES_SECONDS_MAX = 3600,
    CASES_REQUESTS_MAX = 1000000
};

/* One measured row. */
struct cases_row {
    uint32_t size;    /* statements that this run had put into the store before */
    const char *name; /* of the use case; "fill" for what brings the store to its size */
    bool is_get;      /* then nothing was to come back, and `back` is all 0 */
    struct burst_result result;
};

struct cases_options {
    const struct client *client;
    uint64_t seed;
    uint32_t sizes[CASES_SIZES_MAX]; /* ascending */
    size_t size_count;
    uint32_t connections;
    int64_t limit_us;  /* a use case takes this long, */
    uint32_t requests; /* or so many requests, whichever comes first; 1 .. CASES_REQUESTS_MAX */
    uint32_t failures_max;
    struct progress *progress;
    void (*tell)(void *context,
                 const struct cases_row *row); /* gets each row once it is measured */
    void *context;
};

/* At each size: fills the store up to it and runs all use cases. Every posted statement is counted
 * back. Errors as burst_run(), which name the use case. */
MUST_CHECK enum status cases_run(const struct cases_options *options, struct error *error);

/* Reads "1000,20000" into sizes. INVALID unless they ascend, from 1 to BURST_STATEMENTS_MAX, and
 * are at most CASES_SIZES_MAX. */
MUST_CHECK enum status cases_read_sizes(const char *text, struct cases_options *out,
                                        struct error *error);

#endif
