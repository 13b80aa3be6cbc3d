/* SPDX-License-Identifier: Apache-2.0 */

/* One lock and one condition, as items are large: a file each. Whoever waits for an item that
 * nobody has begun does it, so that no processor idles and a crew without threads works too. */
#include "zip/crew.h"

#include "base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS_MAX = 8 };

struct crew {
    struct crew_work work;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t threads[THREADS_MAX];
    unsigned thread_count;
    /* All below is guarded by the lock. */
    size_t next;   /* the first that nobody has begun */
    size_t wanted; /* the one waited for */
    bool *done;
    bool is_ending;
};

unsigned crew_threads(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors <= 1 ? 0 : processors > THREADS_MAX ? THREADS_MAX : (unsigned)processors - 1;
}

/* Does the next item, the lock being held before and after. */
static void do_next(struct crew *crew)
{
    size_t item = crew->next++;
    (void)pthread_mutex_unlock(&crew->lock);
    crew->work.run(crew->work.context, item);
    (void)pthread_mutex_lock(&crew->lock);
    crew->done[item] = true;
    (void)pthread_cond_broadcast(&crew->changed);
}

static void *help(void *context)
{
    struct crew *crew = context;
    (void)pthread_mutex_lock(&crew->lock);
    while (!crew->is_ending && crew->next < crew->work.count) {
        if (crew->next < crew->wanted + crew->work.lead) {
            do_next(crew);
        } else {
            (void)pthread_cond_wait(&crew->changed, &crew->lock);
        }
    }
    (void)pthread_mutex_unlock(&crew->lock);
    return NULL;
}

struct crew *crew_begin(const struct crew_work *work)
{
    struct crew *crew = MEM_NEW(struct crew);
    crew->work = *work;
    crew->done = mem_zeroed(work->count > 0 ? work->count : 1, sizeof *crew->done);
    (void)pthread_mutex_init(&crew->lock, NULL);
    (void)pthread_cond_init(&crew->changed, NULL);
    unsigned wanted = work->threads < THREADS_MAX ? work->threads : THREADS_MAX;
    while (crew->thread_count < wanted &&
           pthread_create(&crew->threads[crew->thread_count], NULL, help, crew) == 0) {
        crew->thread_count++;
    }
    return crew;
}

void crew_wait(struct crew *crew, size_t item)
{
    assert(item < crew->work.count);
    (void)pthread_mutex_lock(&crew->lock);
    assert(item >= crew->wanted);
    crew->wanted = item;
    (void)pthread_cond_broadcast(&crew->changed);
    while (!crew->done[item]) {
        if (crew->next <= item) {
            do_next(crew);
        } else {
            (void)pthread_cond_wait(&crew->changed, &crew->lock);
        }
    }
    (void)pthread_mutex_unlock(&crew->lock);
}

void crew_end(struct crew *crew)
{
    if (crew == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&crew->lock);
    crew->is_ending = true;
    (void)pthread_cond_broadcast(&crew->changed);
    (void)pthread_mutex_unlock(&crew->lock);
    for (unsigned i = 0; i < crew->thread_count; i++) {
        (void)pthread_join(crew->threads[i], NULL);
    }
    (void)pthread_cond_destroy(&crew->changed);
    (void)pthread_mutex_destroy(&crew->lock);
    free(crew->done);
    free(crew);
}
