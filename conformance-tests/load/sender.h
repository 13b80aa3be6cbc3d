/* SPDX-License-Identifier: Apache-2.0 */

/* Sends many requests over several connections at once and measures each. */
#ifndef LOAD_SENDER_H
#define LOAD_SENDER_H

#include "client/client.h"
#include "load/figures.h"
#include "load/progress.h"

enum {
    SENDER_REQUESTS_MAX = 10000000,
    SENDER_CONNECTIONS_MAX = 512,
    SENDER_TRIES = 20,
};

/* Where the requests come from. */
struct sender_source {
    const void *context;

    /* Adds what request `number` is to the two empty buffers: a body that is posted to
     * "endpoint/statements", or else an address to GET. */
    void (*write)(const void *context, uint32_t number, struct buffer *url, struct buffer *body);

    /* Whether an answer 200 holds what was asked for; NULL: it always does. */
    bool (*accepts)(struct text answer);
};

struct sender_options {
    const struct client *client;
    struct sender_source source;
    uint32_t requests;     /* 1 .. SENDER_REQUESTS_MAX */
    uint32_t connections;  /* 1 .. SENDER_CONNECTIONS_MAX */
    double rate;           /* requests a second; 0: the next as soon as one is answered */
    int64_t limit_us;      /* no request begins later than this after the first; 0: no limit */
    uint32_t failures_max; /* more than this end the run */
    uint8_t *acknowledged; /* borrowed, zeroes; byte n becomes 1 when request n is answered well */
    struct progress *progress; /* is shown good answers */
};

/* Sends requests 0, 1, ... and returns when all are answered. Each connection has one under way.
 * At a rate, request n is due n / rate seconds after the first and its time counts from then, even
 * if no connection was free (so a stall is not hidden by the requests that were not sent). After
 * 503 it waits as Retry-After says (a second if it says nothing) and tries again, SENDER_TRIES
 * times in all. A request that fails is counted and given up, but ends the run if it was
 * 401 or 403 (FORBIDDEN), if nothing answered before (UNAVAILABLE), or if there are more than
 * failures_max; then as client_judge(), with the last one's reason. */
MUST_CHECK enum status sender_run(const struct sender_options *options, struct figures *out,
                                  struct error *error);

#endif
