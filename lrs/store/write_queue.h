/* SPDX-License-Identifier: Apache-2.0 */

/* The writes that wait for the thread that writes. Any thread may put some, one takes them. */
#ifndef STORE_WRITE_QUEUE_H
#define STORE_WRITE_QUEUE_H

#include "base/auto.h"
#include "base/error.h"
#include "store/store.h"

struct write_queue;

/* Holds at most `capacity` writes. */
struct write_queue *write_queue_create(size_t capacity);
void write_queue_destroy(struct write_queue *queue); /* NULL allowed; it is empty */

/* UNAVAILABLE: it is full, or closed. The write is borrowed until it is taken. */
MUST_CHECK enum status write_queue_put(struct write_queue *queue, struct store_write *write,
                                       struct error *error);

/* Takes all that waits, in the order in which it came, linked by `next`. Waits for something to
 * come; NULL once it is `until_us` of clock_monotonic_us() (INT64_MAX: never), or the queue is
 * closed. */
struct store_write *write_queue_take(struct write_queue *queue, int64_t until_us, bool *out_closed);

void write_queue_close(struct write_queue *queue);

#endif
