/* SPDX-License-Identifier: Apache-2.0 */

/* How requests get to the LRS and answers back, many at a time: libcurl, or sockets. */
#ifndef LOAD_WIRE_H
#define LOAD_WIRE_H

#include "client/client.h"

#include <stdint.h>

struct wire_options {
    const struct client *client; /* borrowed until wire_close() */
    uint32_t slots;              /* at least 1; each is a connection with one request under way */
    uint32_t timeout_ms;         /* a request fails that takes longer; wait() has to be called */
    size_t answer_max;           /* and one whose answer is larger */
};

/* Texts are borrowed until the slot's request has ended. */
struct wire_request {
    const char *url;  /* to GET: client_statements_url(), and what follows it; or NULL: then */
    struct text body; /* this is posted to client_statements_url() */
};

/* How a request ended. Texts are borrowed until the slot has its next. */
struct wire_answer {
    long code; /* the HTTP status; 0 if there was no (whole) answer */
    struct text body;
    const char *reason; /* why there was no answer, if there was none; else NULL */
    uint32_t slot;
    uint32_t retry_after_s; /* Retry-After; 0 if there is none, or it says no time to come */
};

struct wire;

/* The first member of every kind's own. One thread at a time. */
struct wire_slots {
    const struct wire *wire;
};

struct wire {
    const char *name;

    /* Whether it can reach this LRS. */
    bool (*takes)(const struct client *client);

    /* *out is owned by the caller, to wire_close(). UNAVAILABLE if the LRS's host has no address;
     * INTERNAL if the system or libcurl refuses. */
    enum status (*open)(const struct wire_options *options, struct wire_slots **out,
                        struct error *error);

    /* Begins a request of a slot that has none. What is wrong with the LRS is told by wait();
     * INTERNAL otherwise. A request that got no byte of an answer on a connection that had one
     * before is sent once more: that connection may have been closed in the meantime. */
    enum status (*send)(struct wire_slots *slots, uint32_t slot, const struct wire_request *request,
                        struct error *error);

    /* Waits until requests end, or for `wait_ms`, or less; gives those that have ended, each once.
     * `out` has room for as many as there are slots. INTERNAL if the system or libcurl refuses. */
    enum status (*wait)(struct wire_slots *slots, int wait_ms, struct wire_answer *out,
                        uint32_t *out_count, struct error *error);

    /* Ends all that is under way. */
    void (*close)(struct wire_slots *slots);
};

/* The first kind that takes this LRS; there always is one. */
const struct wire *wire_choose(const struct client *client);

void wire_close(struct wire_slots *slots);
DEFINE_AUTO(struct wire_slots, wire_close);

/* For tests: those that wire_choose() has, up to a NULL. */
extern const struct wire *const wires[];

#endif
