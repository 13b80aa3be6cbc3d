/* SPDX-License-Identifier: Apache-2.0 */

/* One request and its answer at a time, over one connection that lasts as long as the LRS lets it.
 * Never waits: epoll tells when to go on. */
#ifndef LOAD_EXCHANGE_H
#define LOAD_EXCHANGE_H

#include "load/answer.h"
#include "load/origin.h"

enum { EXCHANGE_ROOM = 64 << 10 };

/* What all exchanges of one wire share. */
struct exchange_common {
    const struct origin *origin;
    const struct addrinfo *address; /* the one that answered last; where connecting begins */
    int poll;                       /* an epoll instance, which gives an exchange's `slot` back */
    char *room;                     /* EXCHANGE_ROOM bytes, to receive into */
};

struct exchange {
    struct exchange_common *common;
    uint32_t slot;
    int64_t due_us; /* for the caller: when to exchange_expire() it */

    /* ---- its own ---- */

    int socket; /* -1: there is no connection */
    uint32_t watched;
    const struct addrinfo *address;
    bool is_under_way;
    bool is_connecting;
    bool is_used; /* the connection has had an answer before */
    struct buffer head;
    struct text body;
    size_t sent; /* of both */
    struct answer answer;
    struct error why; /* there is no answer */
};

/* `common` is borrowed for the exchange's life. */
void exchange_init(struct exchange *exchange, struct exchange_common *common, uint32_t slot,
                   size_t answer_max);
void exchange_finish(struct exchange *exchange);

/* These three yield whether the request under way is over now, which is said once; then
 * exchange_answer() tells how it ended. */

/* `request` is borrowed until it is over. Nothing may be under way. */
bool exchange_begin(struct exchange *exchange, const struct wire_request *request);

/* `events` of epoll have come for the slot. */
bool exchange_go_on(struct exchange *exchange, uint32_t events);

/* Ends it if it has taken until due_us; `seconds` is how long that was, for the message. */
bool exchange_expire(struct exchange *exchange, int64_t now_us, double seconds);

/* Texts are borrowed until the next exchange_begin(). */
struct wire_answer exchange_answer(const struct exchange *exchange);

#endif
