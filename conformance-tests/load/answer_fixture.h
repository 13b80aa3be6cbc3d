/* SPDX-License-Identifier: Apache-2.0 */

/* For the test and the fuzz target of answers: reads one in pieces, and tells what came of it. */
#ifndef LOAD_ANSWER_FIXTURE_H
#define LOAD_ANSWER_FIXTURE_H

#include "load/answer.h"

enum { FIXTURE_BODY_MAX = 64, FIXTURE_OUTCOME_MAX = 1 << 12 };

/* The first piece is as long as the first length, and so on; all others as the last. */
struct pieces {
    const size_t *lengths;
    size_t count; /* at least 1; the last length is not 0 */
};

static inline enum status add_pieces(struct answer *answer, struct text bytes,
                                     const struct pieces *pieces, struct error *error)
{
    for (size_t i = 0; bytes.length > 0; i++) {
        size_t length = pieces->lengths[i < pieces->count ? i : pieces->count - 1];
        length = length < bytes.length ? length : bytes.length;
        enum status status = answer_add(answer, (struct text){bytes.data, length}, error);
        if (status != STATUS_OK) {
            return status;
        }
        bytes.data += length;
        bytes.length -= length;
    }
    return STATUS_OK;
}

/* Writes the outcome of `bytes`, behind which the connection is closed: the message of a failure,
 * or "200 kept: body", "closed" if the connection could not be kept, "cut" if only its end was the
 * answer's; with " after N" if there was a Retry-After. */
static inline void read_answer(struct answer *answer, struct text bytes,
                               const struct pieces *pieces, struct buffer *out)
{
    struct error error = {.message = ""};
    answer_begin(answer);
    enum status status = add_pieces(answer, bytes, pieces, &error);
    bool was_over = answer_is_over(answer);
    status = status == STATUS_OK ? answer_end(answer, &error) : status;
    if (status != STATUS_OK) {
        buffer_add_string(out, error.message);
        return;
    }
    const char *connection = answer->keeps_alive ? "kept" : "closed";
    buffer_print(out, "%ld %s", answer->code, was_over ? connection : "cut");
    if (answer->retry_after[0] != '\0') {
        buffer_print(out, " after %s", answer->retry_after);
    }
    buffer_add_string(out, ": ");
    buffer_add_text(out, buffer_text(&answer->body));
}

#endif
