/* SPDX-License-Identifier: Apache-2.0 */

/* Writes that go into one transaction: the writer is held until all of them wait. */
#ifndef STORE_GROUP_FIXTURE_H
#define STORE_GROUP_FIXTURE_H

#include "store/fixture.h"

#include <pthread.h>

enum { GROUP_MAX = 128 };

/* One write of a group: statements, or what `apply` does. */
struct grouped {
    struct fixture_write write; /* first */
    struct group *group;
};

struct group {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool is_complete;
    size_t under_way;
    struct store_write holder;
    size_t count;
    struct grouped writes[GROUP_MAX];
};

static inline void group_init(struct group *group)
{
    *group =
        (struct group){.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
}

/* Adds a write of `count` statements, which must live until group_put() returns. */
static inline struct grouped *group_add(struct group *group, struct statement *items, size_t count)
{
    assert(group->count < GROUP_MAX);
    struct grouped *grouped = &group->writes[group->count++];
    *grouped =
        (struct grouped){.write = {.base = {.foresee = fixture_foresee, .apply = fixture_apply},
                                   .list = {items, count}},
                         .group = group};
    return grouped;
}

/* The outcome of the write that was added as number `index`. */
static inline enum status group_outcome(const struct group *group, size_t index)
{
    return group->writes[index].write.base.status;
}

static inline void group_count_down(struct store_write *write)
{
    struct group *group = ((struct grouped *)write)->group;
    (void)pthread_mutex_lock(&group->mutex);
    group->under_way--;
    (void)pthread_cond_broadcast(&group->changed);
    (void)pthread_mutex_unlock(&group->mutex);
}

static inline enum status group_hold(struct transaction *transaction, struct store_write *write,
                                     struct error *error)
{
    (void)transaction;
    (void)error;
    struct group *group = (struct group *)((char *)write - offsetof(struct group, holder));
    (void)pthread_mutex_lock(&group->mutex);
    while (!group->is_complete) {
        (void)pthread_cond_wait(&group->changed, &group->mutex);
    }
    (void)pthread_mutex_unlock(&group->mutex);
    return STATUS_OK;
}

static inline void group_held(struct store_write *write)
{
    (void)write;
}

/* Has all writes go into one transaction, in the order in which they were added, and waits. */
static inline void group_put(struct group *group, struct store *store)
{
    struct error error = {0};
    group->holder = (struct store_write){.apply = group_hold, .done = group_held};
    enum status status = store_submit(store, &group->holder, &error);
    assert(status == STATUS_OK);
    group->under_way = group->count;
    for (size_t i = 0; i < group->count; i++) {
        group->writes[i].write.base.done = group_count_down;
        status = store_submit(store, &group->writes[i].write.base, &error);
        assert(status == STATUS_OK);
    }
    (void)pthread_mutex_lock(&group->mutex);
    group->is_complete = true;
    (void)pthread_cond_broadcast(&group->changed);
    while (group->under_way > 0) {
        (void)pthread_cond_wait(&group->changed, &group->mutex);
    }
    (void)pthread_mutex_unlock(&group->mutex);
}

#endif
