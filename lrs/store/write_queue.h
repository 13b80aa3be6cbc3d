/* SPDX-License-Identifier: Apache-2.0 */

/* The writes that wait for the thread that writes. Any thread may put some, one takes them. */
#ifndef STORE_WRITE_QUEUE_H
#define STORE_WRITE_QUEUE_H

#include "base/auto.h"
#include "base/error.h"
#include "store/store.h"

struct write_queue;

/* Statements that are taken at a time, about: more in a transaction are hardly cheaper, and others
 * wait for it. */
enum { WRITE_QUEUE_MUCH = 1000 };

/* Holds at most `capacity` writes. */
struct write_queue *write_queue_create(size_t capacity);
void write_queue_destroy(struct write_queue *queue); /* NULL allowed; it is empty */

/* UNAVAILABLE: it is full, or closed. The write is borrowed until it is taken. */
MUST_CHECK enum status write_queue_put(struct write_queue *queue, struct store_write *write,
                                       struct error *error);

/* Takes what waits, in the order in which it came but for what goes ahead, linked by `next`: all
 * that goes ahead, and others until that is WRITE_QUEUE_MUCH, or all if the queue is closed. None
 * of the others, if some go ahead and that was not so the last time. Waits for something to come;
 * NULL once it is `until_us` of clock_monotonic_us() (INT64_MAX: never), or the queue is closed. */
struct store_write *write_queue_take(struct write_queue *queue, int64_t until_us, bool *out_closed);

void write_queue_close(struct write_queue *queue);

#endif
