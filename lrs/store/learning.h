/* SPDX-License-Identifier: Apache-2.0 */

/* Training (training.h) while the store is at work: on a thread of its own, which comes a few times
 * in a store's life, so that nobody who sends statements waits for it. */
#ifndef STORE_LEARNING_H
#define STORE_LEARNING_H

#include "base/auto.h"
#include "base/error.h"
#include "store/store.h"

struct learning;

/* For the store, which outlives it and whose newest dictionary it may replace. */
MUST_CHECK enum status learning_create(struct store *store, struct learning **out,
                                       struct error *error);

/* Begins a lesson, unless one is under way, if a store with `last_seq` statements has grown enough.
 * Packing uses what was learnt once that is stored. If anything fails, nothing is lost: statements
 * are packed as before. */
void learning_consider(struct learning *learning, int64_t last_seq);

/* Waits for the lesson that is under way, if any: for tests. */
void learning_wait(struct learning *learning);

/* Waits, and begins no more. To be called while there is a writer. NULL allowed. */
void learning_end(struct learning *learning);

void learning_destroy(struct learning *learning); /* NULL allowed; has ended */

#endif
