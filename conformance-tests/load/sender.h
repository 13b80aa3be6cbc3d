/* SPDX-License-Identifier: Apache-2.0 */

/* Posts a run's statements from several connections at once and measures each request. */
#ifndef LOAD_SENDER_H
#define LOAD_SENDER_H

#include "client/client.h"
#include "load/payload.h"

enum { SENDER_BATCH_MAX = 1000, SENDER_CONNECTIONS_MAX = 512, SENDER_TRIES = 20 };

struct sender_options {
    const struct client *client;
    const struct payload *payload;
    uint32_t statements;
    uint32_t batch;       /* statements in a request, 1 .. SENDER_BATCH_MAX; the last may be less */
    uint32_t connections; /* 1 .. SENDER_CONNECTIONS_MAX */
    void (*progress)(uint32_t acknowledged, uint32_t statements); /* after each request; or NULL */
};

struct sender_result {
    uint32_t requests;
    uint32_t repeated; /* requests sent again because the LRS answered 503 */
    int64_t total_us;  /* from the first request's start to the last acknowledgement */
    int64_t p50_us;    /* of a request, from its first try to its 200 */
    int64_t p99_us;
};

/* Posts statements 0 .. statements - 1 and returns when all are acknowledged. Each connection has
 * one request under way. After 503 it waits as Retry-After says (a second if it says nothing) and
 * tries again, SENDER_TRIES times in all. Errors as client_judge(), and UNAVAILABLE if the LRS
 * cannot be reached. */
MUST_CHECK enum status sender_run(const struct sender_options *options, struct sender_result *out,
                                  struct error *error);

/* The smallest of `count` (at least 1) ascending values that `percent` (1 .. 100) of them do not
 * exceed. */
int64_t sender_percentile(const int64_t *sorted, size_t count, unsigned percent);

#endif
