/* SPDX-License-Identifier: Apache-2.0 */

/* Sends messages, several at once if need be, and reads the answers; nothing waits for ever. */
#ifndef CONFORM_EXCHANGE_H
#define CONFORM_EXCHANGE_H

#include "base/arena.h"
#include "base/auto.h"
#include "base/error.h"
#include "base/text.h"
#include "conform/message.h"

#include <jansson.h>

enum { ANSWER_BODY_MAX = 16 << 20, ANSWER_HEADERS_MAX = 65536, PROBLEM_SIZE = 256 };

struct answer {
    long status;                /* 0 if none came */
    char problem[PROBLEM_SIZE]; /* why none came; "" if one did */
    struct header *headers;     /* as they came */
    struct text body;
};

struct exchange;

/* Connections of one thread; an answer that takes longer than `timeout_ms` is given up. NULL if
 * libcurl could not be set up. */
struct exchange *exchange_open(long timeout_ms);
void exchange_close(struct exchange *exchange);
DEFINE_AUTO(struct exchange, exchange_close);

/* Sends `count` messages (at most RULE_AT_ONCE_MAX) at the same time and waits for all answers,
 * which live in `arena`. INTERNAL if libcurl fails by itself; an answer that does not come is told
 * in `problem`. */
MUST_CHECK enum status exchange_send(struct exchange *exchange, const struct message *messages,
                                     size_t count, struct arena *arena, struct answer *answers,
                                     struct error *error);

/* The value of the first header of that name; NULL if there is none. */
const char *answer_header(const struct answer *answer, const char *name);

/* The body as JSON, or that of the first part of a multipart answer; NULL if it is none. Owned by
 * the caller. */
json_t *answer_json(const struct answer *answer);

#endif
