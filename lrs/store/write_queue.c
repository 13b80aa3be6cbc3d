/* SPDX-License-Identifier: Apache-2.0 */

#include "store/write_queue.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { US_A_SECOND = 1000000, NS_A_US = 1000 };

/* Those that go ahead, and the others. */
enum { AHEAD, BEHIND, LINES };

struct line {
    struct store_write *first;
    struct store_write **tail;
};

struct write_queue {
    pthread_mutex_t mutex; /* guards all that follows */
    pthread_cond_t changed;
    struct line lines[LINES];
    size_t count;
    size_t capacity;
    bool has_let_ahead; /* some, the last time, while others waited */
    bool is_closed;
};

static void empty(struct line *line)
{
    line->first = NULL;
    line->tail = &line->first;
}

struct write_queue *write_queue_create(size_t capacity)
{
    struct write_queue *queue = MEM_NEW(struct write_queue);
    pthread_condattr_t attributes;
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&queue->changed, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    (void)pthread_mutex_init(&queue->mutex, NULL);
    empty(&queue->lines[AHEAD]);
    empty(&queue->lines[BEHIND]);
    queue->capacity = capacity;
    return queue;
}

void write_queue_destroy(struct write_queue *queue)
{
    if (queue == NULL) {
        return;
    }
    (void)pthread_cond_destroy(&queue->changed);
    (void)pthread_mutex_destroy(&queue->mutex);
    free(queue);
}

static enum status put(struct write_queue *queue, struct store_write *write, struct error *error)
{
    if (queue->is_closed) {
        return FAIL(error, STATUS_UNAVAILABLE, "the store is closing; send this again later");
    }
    if (queue->count >= queue->capacity) {
        return FAIL(error, STATUS_UNAVAILABLE, "%zu writes wait already; send this again later",
                    queue->capacity);
    }
    struct line *line = &queue->lines[write->goes_ahead ? AHEAD : BEHIND];
    *line->tail = write;
    line->tail = &write->next;
    queue->count++;
    (void)pthread_cond_signal(&queue->changed);
    return STATUS_OK;
}

enum status write_queue_put(struct write_queue *queue, struct store_write *write,
                            struct error *error)
{
    write->next = NULL;
    write->status = STATUS_OK;
    (void)pthread_mutex_lock(&queue->mutex);
    enum status status = put(queue, write, error);
    (void)pthread_mutex_unlock(&queue->mutex);
    return status;
}

/* Whether it is not `until_us` yet when it returns. */
static bool wait_until(struct write_queue *queue, int64_t until_us)
{
    if (until_us == INT64_MAX) {
        return pthread_cond_wait(&queue->changed, &queue->mutex) == 0;
    }
    const struct timespec until = {.tv_sec = until_us / US_A_SECOND,
                                   .tv_nsec = until_us % US_A_SECOND * NS_A_US};
    return pthread_cond_timedwait(&queue->changed, &queue->mutex, &until) == 0;
}

static bool lets_ahead(const struct write_queue *queue)
{
    return queue->lines[AHEAD].first != NULL && queue->lines[BEHIND].first != NULL &&
           !queue->has_let_ahead && !queue->is_closed;
}

/* The first ones, and those behind them until that is `much`. */
static void move(struct line *from, struct line *to, size_t much)
{
    struct store_write **end = &from->first;
    for (size_t sum = 0; *end != NULL && sum < much; end = &(*end)->next) {
        sum += (*end)->statements > 0 ? (*end)->statements : 1;
    }
    if (end == &from->first) {
        return;
    }
    *to->tail = from->first;
    from->first = *end;
    from->tail = from->first == NULL ? &from->first : from->tail;
    *end = NULL;
    to->tail = end;
}

static struct store_write *take(struct write_queue *queue)
{
    struct line *ahead = &queue->lines[AHEAD];
    struct line *behind = &queue->lines[BEHIND];
    queue->has_let_ahead = lets_ahead(queue);
    if (!queue->has_let_ahead) {
        move(behind, ahead, queue->is_closed ? SIZE_MAX : WRITE_QUEUE_MUCH);
    }
    struct store_write *writes = ahead->first;
    empty(ahead);
    queue->count = 0;
    for (const struct store_write *left = behind->first; left != NULL; left = left->next) {
        queue->count++;
    }
    return writes;
}

struct store_write *write_queue_take(struct write_queue *queue, int64_t until_us, bool *out_closed)
{
    (void)pthread_mutex_lock(&queue->mutex);
    bool has_time = true;
    while (queue->count == 0 && !queue->is_closed && has_time) {
        has_time = wait_until(queue, until_us);
    }
    struct store_write *writes = take(queue);
    *out_closed = queue->is_closed;
    (void)pthread_mutex_unlock(&queue->mutex);
    return writes;
}

void write_queue_close(struct write_queue *queue)
{
    (void)pthread_mutex_lock(&queue->mutex);
    queue->is_closed = true;
    (void)pthread_cond_signal(&queue->changed);
    (void)pthread_mutex_unlock(&queue->mutex);
}
