/* SPDX-License-Identifier: Apache-2.0 */

/* The answer to one request, as a handler builds it. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include "base/buffer.h"
#include "http/request.h"

enum { HTTP_RESPONSE_HEADERS_MAX = 24, HTTP_RESPONSE_MAX = 64 << 20 };

struct http_response {
    unsigned status; /* 200 until set */
    struct http_field headers[HTTP_RESPONSE_HEADERS_MAX];
    size_t header_count;
    struct buffer body;      /* what the handler adds is sent ... */
    struct text static_body; /* ... unless this is set: bytes that live as long as the program */
    struct arena *arena;
};

#define HTTP_RESPONSE_INIT(arena_)                                               \
    {                                                                            \
        .status = 200, .body = BUFFER_INIT(HTTP_RESPONSE_MAX), .arena = (arena_) \
    }

/* Sets a header, replacing one of the same name; `value` is copied. */
void http_response_set(struct http_response *response, const char *name, const char *value);

/* The value set, or NULL. */
const char *http_response_get(const struct http_response *response, const char *name);

#endif
