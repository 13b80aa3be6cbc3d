/* SPDX-License-Identifier: Apache-2.0 */

/* Samples are read through one of the store's readers; what was learnt is stored by the writer, as
 * everything is. */
#include "store/learning.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/packing.h"
#include "store/training.h"

#include <stdlib.h>
#include <sys/resource.h>

/* Of a thread that may take long: a tenth of a processor that others want. */
enum { NICENESS = 10 };

struct learning {
    struct store *store;
    struct training training; /* the thread's while one is under way */
    int64_t last_seq;
    pthread_t thread;
    bool is_started;       /* there is a thread to join */
    pthread_mutex_t mutex; /* guards what follows, and that there is one thread */
    pthread_cond_t ended;
    bool is_under_way;
    bool is_ending;
};

struct keeping {
    struct store_write write;
    const struct lesson *lesson;
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    return training_keep(transaction->connection, ((struct keeping *)write)->lesson, error);
}

static enum status keep(struct store *store, const struct lesson *lesson, struct error *error)
{
    struct keeping keeping = {.write = {.apply = apply}, .lesson = lesson};
    enum status status = store_write_and_wait(store, &keeping.write, error);
    if (status == STATUS_OK) {
        packing_use(store->packing, (struct text){lesson->bytes, lesson->length});
    }
    return status;
}

static enum status take_samples(const struct learning *learning, struct samples **out,
                                struct error *error)
{
    struct connection *reader = store_borrow_reader(learning->store);
    enum status status =
        training_take_samples(&learning->training, reader, learning->last_seq, out, error);
    store_return_reader(learning->store, reader);
    return status;
}

static enum status learn(struct learning *learning, struct error *error)
{
    AUTO(samples_destroy) struct samples *samples = NULL;
    AUTO(lesson_finish) struct lesson lesson = {0};
    struct training before = learning->training;
    enum status status = take_samples(learning, &samples, error);
    if (status != STATUS_OK) {
        return status;
    }
    (void)setpriority(PRIO_PROCESS, 0, NICENESS); /* on Linux, of this thread alone */
    training_learn(&learning->training, samples, learning->last_seq, &lesson);
    if (lesson.bytes != NULL) {
        status = keep(learning->store, &lesson, error);
    }
    learning->training = status == STATUS_OK ? learning->training : before;
    return status;
}

/* Not again at once. */
static void put_off(struct learning *learning)
{
    learning->training.taught_nothing = learning->last_seq;
}

static void *run(void *context)
{
    struct learning *learning = context;
    struct error ignored;
    if (learn(learning, &ignored) != STATUS_OK) {
        put_off(learning);
    }
    (void)pthread_mutex_lock(&learning->mutex);
    learning->is_under_way = false;
    (void)pthread_cond_broadcast(&learning->ended);
    (void)pthread_mutex_unlock(&learning->mutex);
    return NULL;
}

enum status learning_create(struct store *store, struct learning **out, struct error *error)
{
    struct training training;
    enum status status = training_begin(store->connection, &training, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct learning *learning = MEM_NEW(struct learning);
    learning->store = store;
    learning->training = training;
    (void)pthread_mutex_init(&learning->mutex, NULL);
    (void)pthread_cond_init(&learning->ended, NULL);
    *out = learning;
    return STATUS_OK;
}

/* The thread of the lesson before has nothing left to do. */
static void join(struct learning *learning)
{
    if (learning->is_started) {
        (void)pthread_join(learning->thread, NULL);
        learning->is_started = false;
    }
}

static void begin(struct learning *learning, int64_t last_seq)
{
    join(learning);
    learning->last_seq = last_seq;
    learning->is_started = pthread_create(&learning->thread, NULL, run, learning) == 0;
    learning->is_under_way = learning->is_started;
    if (!learning->is_started) {
        put_off(learning);
    }
}

void learning_consider(struct learning *learning, int64_t last_seq)
{
    (void)pthread_mutex_lock(&learning->mutex);
    if (!learning->is_under_way && !learning->is_ending &&
        training_is_due(&learning->training, last_seq)) {
        begin(learning, last_seq);
    }
    (void)pthread_mutex_unlock(&learning->mutex);
}

static void wait_for_end(struct learning *learning)
{
    while (learning->is_under_way) {
        (void)pthread_cond_wait(&learning->ended, &learning->mutex);
    }
}

void learning_wait(struct learning *learning)
{
    (void)pthread_mutex_lock(&learning->mutex);
    wait_for_end(learning);
    (void)pthread_mutex_unlock(&learning->mutex);
}

void learning_end(struct learning *learning)
{
    if (learning == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&learning->mutex);
    learning->is_ending = true;
    wait_for_end(learning);
    join(learning);
    (void)pthread_mutex_unlock(&learning->mutex);
}

void learning_destroy(struct learning *learning)
{
    if (learning != NULL) {
        (void)pthread_cond_destroy(&learning->ended);
        (void)pthread_mutex_destroy(&learning->mutex);
        free(learning);
    }
}
