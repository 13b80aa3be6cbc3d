/* SPDX-License-Identifier: Apache-2.0 */

/* The list of open connections, and the thread that cuts the late ones.
 *
 * Sockets are shut down under the lock, and a connection leaves the list under it before its socket
 * is closed: a number that was closed and given to another connection is never shut down. `due_us`
 * goes to CUT once and stays there, by compare-and-exchange: a request is either answered or cut.
 */
#include "http/connections.h"

#include "base/clock.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum { TICK_NS = 250000000, SECOND_NS = 1000000000 };
#define CUT INT64_MIN

struct connection {
    struct connection *next;
    struct connection *previous;
    _Atomic int64_t due_us;
    int64_t left_due_us; /* what was due when its client was first seen to have left */
    int socket;
};

struct connections {
    struct connection head; /* of a ring */
    pthread_mutex_t lock;
    pthread_cond_t ended;
    pthread_t thread;
    bool is_ending;
};

static struct timespec next_tick(void)
{
    struct timespec at;
    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_nsec += TICK_NS;
    if (at.tv_nsec >= SECOND_NS) {
        at.tv_sec++;
        at.tv_nsec -= SECOND_NS;
    }
    return at;
}

/* The client has said that it sends no more, all it sent was read, and still something is due, the
 * same as the last time: what was read may have been on its way to being answered then. */
static bool has_left(struct connection *connection, int64_t due_us)
{
    char byte;
    if (recv(connection->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0) {
        return false;
    }
    bool is_again = connection->left_due_us == due_us;
    connection->left_due_us = due_us;
    return is_again;
}

static bool cut_if_late(struct connection *connection, int64_t now_us)
{
    int64_t due_us = atomic_load(&connection->due_us);
    if (due_us == CUT || due_us == CONNECTION_NEVER) {
        return false;
    }
    return (due_us < now_us || has_left(connection, due_us)) &&
           atomic_compare_exchange_strong(&connection->due_us, &due_us, CUT) &&
           shutdown(connection->socket, SHUT_RDWR) == 0;
}

static size_t cut_late_locked(struct connections *connections, int64_t now_us)
{
    size_t count = 0;
    struct connection *head = &connections->head;
    for (struct connection *at = head->next; at != head; at = at->next) {
        count += cut_if_late(at, now_us) ? 1 : 0;
    }
    return count;
}

size_t connections_cut_late(struct connections *connections, int64_t now_us)
{
    (void)pthread_mutex_lock(&connections->lock);
    size_t count = cut_late_locked(connections, now_us);
    (void)pthread_mutex_unlock(&connections->lock);
    return count;
}

static void *run(void *context)
{
    struct connections *connections = context;
    (void)pthread_mutex_lock(&connections->lock);
    while (!connections->is_ending) {
        const struct timespec tick = next_tick();
        (void)pthread_cond_timedwait(&connections->ended, &connections->lock, &tick);
        (void)cut_late_locked(connections, clock_monotonic_us());
    }
    (void)pthread_mutex_unlock(&connections->lock);
    return NULL;
}

static void free_connections(struct connections *connections)
{
    (void)pthread_cond_destroy(&connections->ended);
    (void)pthread_mutex_destroy(&connections->lock);
    free(connections);
}

enum status connections_create(struct connections **out, struct error *error)
{
    struct connections *connections = MEM_NEW(struct connections);
    connections->head.next = &connections->head;
    connections->head.previous = &connections->head;
    (void)pthread_mutex_init(&connections->lock, NULL);
    pthread_condattr_t attributes;
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&connections->ended, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    if (pthread_create(&connections->thread, NULL, run, connections) != 0) {
        free_connections(connections);
        return FAIL(error, STATUS_UNAVAILABLE, "cannot start a thread to watch connections");
    }
    *out = connections;
    return STATUS_OK;
}

void connections_destroy(struct connections *connections)
{
    if (connections == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&connections->lock);
    connections->is_ending = true;
    (void)pthread_cond_signal(&connections->ended);
    (void)pthread_mutex_unlock(&connections->lock);
    (void)pthread_join(connections->thread, NULL);
    free_connections(connections);
}

struct connection *connections_add(struct connections *connections, int socket, int64_t due_us)
{
    struct connection *connection = MEM_NEW(struct connection);
    connection->socket = socket;
    connection->left_due_us = CUT;
    atomic_init(&connection->due_us, due_us);
    (void)pthread_mutex_lock(&connections->lock);
    struct connection *last = connections->head.previous;
    connection->previous = last;
    connection->next = &connections->head;
    last->next = connection;
    connections->head.previous = connection;
    (void)pthread_mutex_unlock(&connections->lock);
    return connection;
}

void connections_remove(struct connections *connections, struct connection *connection)
{
    (void)pthread_mutex_lock(&connections->lock);
    connection->previous->next = connection->next;
    connection->next->previous = connection->previous;
    (void)pthread_mutex_unlock(&connections->lock);
    free(connection);
}

bool connection_expect(struct connection *connection, int64_t due_us)
{
    int64_t before_us = atomic_load(&connection->due_us);
    while (before_us != CUT &&
           !atomic_compare_exchange_weak(&connection->due_us, &before_us, due_us)) {
    }
    return before_us != CUT;
}
