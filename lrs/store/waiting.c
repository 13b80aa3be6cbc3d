/* SPDX-License-Identifier: Apache-2.0 */

/* Waiting for one write, for callers that have nothing else to do: commands and tests. */
#include "store/store.h"

#include <pthread.h>

struct waiting_write {
    struct store_write base;
    struct store_write *inner;
    pthread_mutex_t mutex;
    pthread_cond_t finished;
    bool is_finished;
};

static void foresee_inner(struct transaction *transaction, struct store_write *write)
{
    struct store_write *inner = ((struct waiting_write *)write)->inner;
    if (inner->foresee != NULL) {
        inner->foresee(transaction, inner);
    }
}

static enum status apply_inner(struct transaction *transaction, struct store_write *write,
                               struct error *error)
{
    struct store_write *inner = ((struct waiting_write *)write)->inner;
    return inner->apply(transaction, inner, error);
}

static void wake(struct store_write *write)
{
    struct waiting_write *waiting = (struct waiting_write *)write;
    (void)pthread_mutex_lock(&waiting->mutex);
    waiting->is_finished = true;
    (void)pthread_cond_signal(&waiting->finished);
    (void)pthread_mutex_unlock(&waiting->mutex);
}

enum status store_write_and_wait(struct store *store, struct store_write *write,
                                 struct error *error)
{
    struct waiting_write waiting = {.base = *write, .inner = write};
    waiting.base.foresee = foresee_inner;
    waiting.base.apply = apply_inner;
    waiting.base.done = wake;
    (void)pthread_mutex_init(&waiting.mutex, NULL);
    (void)pthread_cond_init(&waiting.finished, NULL);
    enum status status = store_submit(store, &waiting.base, error);
    if (status == STATUS_OK) {
        (void)pthread_mutex_lock(&waiting.mutex);
        while (!waiting.is_finished) {
            (void)pthread_cond_wait(&waiting.finished, &waiting.mutex);
        }
        (void)pthread_mutex_unlock(&waiting.mutex);
        status = waiting.base.status;
        if (status != STATUS_OK && error != NULL) {
            *error = waiting.base.error;
        }
    }
    (void)pthread_cond_destroy(&waiting.finished);
    (void)pthread_mutex_destroy(&waiting.mutex);
    write->status = status;
    return status;
}
