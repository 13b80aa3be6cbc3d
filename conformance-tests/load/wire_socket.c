/* SPDX-License-Identifier: Apache-2.0 */

/* One epoll instance, and an exchange a slot. All requests may take equally long, so the oldest is
 * due first; when that is, is looked up only when the last one known has passed. */
#include "load/wire_socket.h"

#include "base/clock.h"
#include "base/mem.h"
#include "load/exchange.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { EVENTS_MAX = 128 };

struct socket_slots {
    struct wire_slots base;
    struct origin *origin;
    struct exchange_common common;
    struct exchange *exchanges;
    uint32_t *over; /* slots whose requests are over, and were not given yet */
    uint32_t over_count;
    uint32_t count;
    uint32_t timeout_ms;
    int64_t next_due_us; /* nothing is due before */
};

static void close_slots(struct wire_slots *slots)
{
    struct socket_slots *self = (struct socket_slots *)slots;
    for (uint32_t i = 0; i < self->count; i++) {
        exchange_finish(&self->exchanges[i]);
    }
    if (self->common.poll >= 0) {
        (void)close(self->common.poll);
    }
    origin_destroy(self->origin);
    free(self->common.room);
    free(self->exchanges);
    free(self->over);
    free(self);
}

static void make_exchanges(struct socket_slots *self, const struct wire_options *options)
{
    self->common.origin = self->origin;
    self->common.address = self->origin->addresses;
    self->common.room = mem_zeroed(EXCHANGE_ROOM, 1);
    self->exchanges = mem_zeroed(options->slots, sizeof(struct exchange));
    self->over = mem_zeroed(options->slots, sizeof(uint32_t));
    self->count = options->slots;
    for (uint32_t i = 0; i < options->slots; i++) {
        exchange_init(&self->exchanges[i], &self->common, i, options->answer_max);
    }
}

static enum status open_slots(const struct wire_options *options, struct wire_slots **out,
                              struct error *error)
{
    struct socket_slots *self = MEM_NEW(struct socket_slots);
    AUTO(wire_close) struct wire_slots *slots = &self->base;
    self->base.wire = &wire_socket;
    self->timeout_ms = options->timeout_ms;
    self->next_due_us = INT64_MAX;
    self->common.poll = epoll_create1(EPOLL_CLOEXEC);
    if (self->common.poll < 0) {
        return FAIL(error, STATUS_INTERNAL, "connections cannot be watched: %s",
                    strerror(errno)); // NOLINT(concurrency-mt-unsafe): one thread
    }
    enum status status = origin_create(options->client, &self->origin, error);
    if (status == STATUS_OK) {
        make_exchanges(self, options);
        *out = TAKE(slots);
    }
    return status;
}

static void note_over(struct socket_slots *self, bool is_over, uint32_t slot)
{
    if (is_over) {
        self->over[self->over_count++] = slot;
    }
}

static enum status send_request(struct wire_slots *slots, uint32_t slot,
                                const struct wire_request *request, struct error *error)
{
    struct socket_slots *self = (struct socket_slots *)slots;
    struct exchange *exchange = &self->exchanges[slot];
    (void)error;
    exchange->due_us = clock_monotonic_us() + (int64_t)self->timeout_ms * 1000;
    self->next_due_us = exchange->due_us < self->next_due_us ? exchange->due_us : self->next_due_us;
    note_over(self, exchange_begin(exchange, request), slot);
    return STATUS_OK;
}

static void expire(struct socket_slots *self, int64_t now_us)
{
    int64_t next_due_us = INT64_MAX;
    for (uint32_t i = 0; i < self->count; i++) {
        struct exchange *exchange = &self->exchanges[i];
        note_over(self, exchange_expire(exchange, now_us, self->timeout_ms / 1e3), i);
        if (exchange->is_under_way && exchange->due_us < next_due_us) {
            next_due_us = exchange->due_us;
        }
    }
    self->next_due_us = next_due_us;
}

static enum status go_on(struct socket_slots *self, int wait_ms, struct error *error)
{
    struct epoll_event events[EVENTS_MAX];
    int count =
        epoll_wait(self->common.poll, events, EVENTS_MAX, self->over_count > 0 ? 0 : wait_ms);
    if (count < 0 && errno != EINTR) {
        return FAIL(error, STATUS_INTERNAL, "connections cannot be watched: %s",
                    strerror(errno)); // NOLINT(concurrency-mt-unsafe): one thread
    }
    for (int i = 0; i < count; i++) {
        uint32_t slot = events[i].data.u32;
        note_over(self, exchange_go_on(&self->exchanges[slot], events[i].events), slot);
    }
    return STATUS_OK;
}

static enum status wait_for_answers(struct wire_slots *slots, int wait_ms, struct wire_answer *out,
                                    uint32_t *out_count, struct error *error)
{
    struct socket_slots *self = (struct socket_slots *)slots;
    enum status status = go_on(self, wait_ms, error);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t now_us = clock_monotonic_us();
    if (now_us >= self->next_due_us) {
        expire(self, now_us);
    }
    for (uint32_t i = 0; i < self->over_count; i++) {
        out[i] = exchange_answer(&self->exchanges[self->over[i]]);
    }
    *out_count = self->over_count;
    self->over_count = 0;
    return STATUS_OK;
}

const struct wire wire_socket = {
    .name = "sockets",
    .takes = origin_is_plain,
    .open = open_slots,
    .send = send_request,
    .wait = wait_for_answers,
    .close = close_slots,
};
