/* SPDX-License-Identifier: Apache-2.0 */

/* Sends statements to an LRS in batches, over HTTP, and makes sure that each arrived. */
#ifndef COHORT_FEEDER_H
#define COHORT_FEEDER_H

#include "base/auto.h"
#include "base/error.h"
#include "client/client.h"

#include <jansson.h>
#include <stddef.h>

enum { FEEDER_BATCH_MAX = 1000, FEEDER_TRIES = 10 };

struct feeder_options {
    struct client_options lrs;
    size_t batch; /* statements in one request, 1 .. FEEDER_BATCH_MAX */
};

struct feeder;

/* Borrows and fails as client_open() does; *out is owned by the caller. */
MUST_CHECK enum status feeder_open(const struct feeder_options *options, struct feeder **out,
                                   struct error *error);
void feeder_close(struct feeder *feeder);
DEFINE_AUTO(struct feeder, feeder_close);

/* Adds a statement (borrowed) to the batch and sends that when it is full. Waits and tries again,
 * FEEDER_TRIES times in all, while the LRS answers 503. UNAVAILABLE if it stays so or cannot be
 * reached, other failures as client_judge(); INVALID too if the ids that came back are not the ones
 * that were sent. */
MUST_CHECK enum status feeder_add(struct feeder *feeder, json_t *statement, struct error *error);

/* Sends what is left. Errors as above. */
MUST_CHECK enum status feeder_flush(struct feeder *feeder, struct error *error);

/* Statements whose ids came back so far. */
size_t feeder_acknowledged(const struct feeder *feeder);

#endif
