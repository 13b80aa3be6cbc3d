/* SPDX-License-Identifier: Apache-2.0 */

/* For this module's test and fuzz target: what a parser tells, written down as one text. */
#ifndef MULTIPART_FIXTURE_H
#define MULTIPART_FIXTURE_H

#include "base/buffer.h"
#include "multipart/parser.h"

#include <stdint.h>

enum { TRANSCRIPT_MAX = 1 << 22, FIXTURE_PARTS_MAX = 3 };

static inline enum status write_begin(void *context, const struct header_list *headers,
                                      struct error *error)
{
    struct buffer *transcript = context;
    (void)error;
    buffer_add_string(transcript, "[");
    for (size_t i = 0; i < headers->count; i++) {
        buffer_add_text(transcript, headers->items[i].name);
        buffer_add_string(transcript, "=");
        buffer_add_text(transcript, headers->items[i].value);
        buffer_add_string(transcript, i + 1 < headers->count ? "|" : "");
    }
    buffer_add_string(transcript, "]");
    return STATUS_OK;
}

static inline enum status write_data(void *context, struct text bytes, struct error *error)
{
    (void)error;
    buffer_add_text(context, bytes);
    return STATUS_OK;
}

static inline enum status write_end(void *context, struct error *error)
{
    (void)error;
    buffer_add_string(context, ";");
    return STATUS_OK;
}

static const struct multipart_events transcript_events = {write_begin, write_data, write_end};

/* How a body is cut into pieces: the length of the next, from how many bytes are done. */
struct cutting {
    size_t (*next)(const struct cutting *cutting, size_t done);
    const uint8_t *lengths;
    size_t count;
    size_t at;
};

/* Parses `body` in pieces; writes what was told into `transcript`, what was wrong into *error. */
static inline enum status parse_cut(const struct boundary *boundary, struct text body,
                                    const struct cutting *cutting, struct buffer *transcript,
                                    struct error *error)
{
    struct multipart_options options = {&transcript_events, transcript, FIXTURE_PARTS_MAX};
    AUTO(multipart_destroy)
    struct multipart_parser *parser = multipart_create(boundary, &options);
    for (size_t done = 0; done < body.length;) {
        size_t length = cutting->next(cutting, done);
        length = length < body.length - done ? length : body.length - done;
        enum status status = multipart_feed(parser, (struct text){body.data + done, length}, error);
        if (status != STATUS_OK) {
            return status;
        }
        done += length;
    }
    return multipart_complete(parser, error);
}

#endif
