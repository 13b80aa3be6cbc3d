/* SPDX-License-Identifier: Apache-2.0 */

/* One answer of HTTP/1.1 (RFC 9112), read as it arrives, in pieces of any size. */
#ifndef LOAD_ANSWER_H
#define LOAD_ANSWER_H

#include "base/buffer.h"

#include <stdint.h>

enum {
    ANSWER_HEAD_MAX = 64 << 10, /* status line and headers, those of 1xx included; and trailers */
    ANSWER_RETRY_AFTER_SIZE = 40,
};

/* What comes next. */
enum answer_part {
    ANSWER_STATUS_LINE,
    ANSWER_HEADERS,
    ANSWER_BODY,        /* `left` bytes */
    ANSWER_BODY_TO_END, /* what comes until the connection is closed */
    ANSWER_CHUNK_SIZE,
    ANSWER_CHUNK, /* `left` bytes */
    ANSWER_CHUNK_END,
    ANSWER_TRAILERS,
    ANSWER_OVER,
};

/* What the headers say of the body, and of the connection. */
struct answer_framing {
    uint64_t length;
    bool has_length;
    bool is_chunked;
    bool keeps_alive;
};

struct answer {
    /* ---- to read, once answer_is_over() ---- */

    long code;                                 /* never 1xx: those are skipped */
    char retry_after[ANSWER_RETRY_AFTER_SIZE]; /* the header's value; "" if absent or longer */
    struct buffer body;
    bool keeps_alive; /* whether the connection may have another request */

    /* ---- the parser's own ---- */

    enum answer_part part;
    struct answer_framing framing;
    struct buffer line; /* one that has not come whole yet */
    size_t head_length;
    uint64_t left;
    bool has_begun;
};

/* `body_max` is the most that a body may have; answer_finish() releases it all. */
void answer_init(struct answer *answer, size_t body_max);
void answer_finish(struct answer *answer);

/* To be called before each answer: forgets the last one, and keeps its memory. */
void answer_begin(struct answer *answer);

/* Takes the next bytes; what comes of them does not depend on where they were cut. Bytes behind the
 * end of the answer are dropped, and mean that the connection cannot be kept. INVALID if they are
 * no HTTP/1.1 or have a coding that nobody asked for, TOO_LARGE over a limit; then the answer can
 * only be begun anew. */
MUST_CHECK enum status answer_add(struct answer *answer, struct text bytes, struct error *error);

/* To be called when the connection was closed: UNAVAILABLE if the answer is not complete. */
MUST_CHECK enum status answer_end(struct answer *answer, struct error *error);

/* Whether any byte of it has come. */
bool answer_has_begun(const struct answer *answer);
bool answer_is_over(const struct answer *answer);

#endif
