/* SPDX-License-Identifier: Apache-2.0 */

/* Posts the statements of a payload and counts what came back. */
#ifndef LOAD_BURST_H
#define LOAD_BURST_H

#include "load/progress.h"
#include "load/sender.h"
#include "load/tally.h"

enum { BURST_STATEMENTS_MAX = SENDER_REQUESTS_MAX, BURST_BATCH_MAX = 1000 };

struct burst_options {
    const struct client *client;
    const struct payload *payload;
    uint32_t statements;  /* 1 .. BURST_STATEMENTS_MAX */
    uint32_t batch;       /* statements in a request, 1 .. BURST_BATCH_MAX; the last may be less */
    uint32_t connections; /* 1 .. SENDER_CONNECTIONS_MAX */
    double rate;          /* statements a second; 0: as fast as the LRS takes them */
    int64_t limit_us;     /* no request begins later than this after the first; 0: no limit */
    uint32_t failures_max;
    struct progress *progress;
};

struct burst_result {
    struct figures figures;
    struct tally_result back;
};

/* Statements 0, 1, ... of the payload, then a recount(). Errors as sender_run() and recount(); what
 * is lost, doubled or failed is in *out and no error: see burst_check(). */
MUST_CHECK enum status burst_run(const struct burst_options *options, struct burst_result *out,
                                 struct error *error);

/* INVALID if a request failed, or if what came back is not what was acknowledged. */
MUST_CHECK enum status burst_check(const struct burst_result *result, struct error *error);

#endif
