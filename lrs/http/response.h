/* SPDX-License-Identifier: Apache-2.0 */

/* The answer to one request, as a handler builds it. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include "base/buffer.h"
#include "http/request.h"

#include <stdint.h>

enum { HTTP_RESPONSE_HEADERS_MAX = 24, HTTP_RESPONSE_MAX = 64 << 20, HTTP_STREAM_PIECE = 64 << 10 };

/* A body that is read while it is sent. Not read at all for HEAD. */
struct http_stream {
    /* Writes 1 to `room` bytes from `offset` on to `buffer`; *out_length 0 only at the end. Offsets
     * grow without gaps; `room` is HTTP_STREAM_PIECE at most. A failure cuts the connection. On a
     * thread of the pool: it must not wait for long. */
    enum status (*read)(void *context, uint64_t offset, char *buffer, size_t room,
                        size_t *out_length, struct error *error);
    void (*close)(void *context); /* once, when the answer has been sent or cut */
    void *context;
    uint64_t length;
    uint64_t done; /* the server's: bytes read so far */
};

struct http_response {
    unsigned status; /* 200 until set */
    struct http_field headers[HTTP_RESPONSE_HEADERS_MAX];
    size_t header_count;
    struct buffer body;        /* what the handler adds is sent ... */
    struct text static_body;   /* ... unless this is set: bytes that live as long as the program */
    struct http_stream stream; /* ... or, first of all, this: `read` is set */
    struct arena *arena;
};

#define HTTP_RESPONSE_INIT(arena_)                                               \
    {                                                                            \
        .status = 200, .body = BUFFER_INIT(HTTP_RESPONSE_MAX), .arena = (arena_) \
    }

/* Sets a header, replacing one of the same name; `value` is copied. */
void http_response_set(struct http_response *response, const char *name, const char *value);

/* Sets Content-Type by the ending of a file's name (base/media_type.h); what is not known is bytes.
 */
void http_response_set_type(struct http_response *response, const char *file_name);

/* Empties the body, whichever it is, and closes its stream. */
void http_response_drop_body(struct http_response *response);

/* The value set, or NULL. */
const char *http_response_get(const struct http_response *response, const char *name);

#endif
