/* SPDX-License-Identifier: Apache-2.0 */

/* Where the body of a request goes if it is not collected in memory: a receiver that is chosen when
 * the headers have been read and takes the body in pieces. */
#ifndef HTTP_SINK_H
#define HTTP_SINK_H

#include "base/error.h"
#include "base/text.h"
#include "http/request.h"
#include "http/response.h"

/* The first member of a receiver's own struct. */
struct http_sink {
    /* Takes the next piece, borrowed for the call. A failure is the request's answer; what the
     * client still sends is dropped then. */
    enum status (*add)(struct http_sink *sink, struct text bytes, struct error *error);
    /* Called once: after a failure of add(), or when the request has been answered or cut. */
    void (*destroy)(struct http_sink *sink);
    size_t limit; /* bytes of the body; more are refused as TOO_LARGE */
};

/* Chooses where the body of `request`, whose headers are there, goes. *out stays NULL for a body
 * that is collected in memory as usual; otherwise the server takes *out, and the handler finds it
 * as request->sink. A failure, or a response->status other than 200, is the answer, and of the body
 * nothing is kept: before it is sent if the client waits (Expect: 100-continue), otherwise behind
 * it, as few clients listen while they send. */
typedef enum status (*http_chooser)(void *context, struct http_request *request,
                                    struct http_response *response, struct http_sink **out,
                                    struct error *error);

#endif
