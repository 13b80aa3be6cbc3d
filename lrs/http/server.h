/* SPDX-License-Identifier: Apache-2.0 */

/* The HTTP server: reads requests whole, hands them to one handler, sends what it answers. A small
 * pool of threads serves any number of connections; a handler that waits for the store suspends its
 * request instead of blocking a thread. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "base/auto.h"
#include "base/error.h"
#include "http/request.h"
#include "http/response.h"
#include "http/sink.h"

#include <stdint.h>

/* Answers `request` by filling `response`. One with a refusal it refuses, without suspending it: it
 * could not be read, or the server is ending. A failing status is answered as http_fail() tells;
 * what is in `response` by then (headers) stays. Called on any of the pool's threads. */
typedef enum status (*http_handler)(void *context, struct http_request *request,
                                    struct http_response *response, struct error *error);

struct http_server_options {
    const char *listen;               /* "127.0.0.1:8080", "[::1]:8080"; port 0 takes a free one */
    size_t body_max;                  /* bytes of a request's body; more is refused as TOO_LARGE */
    unsigned threads;                 /* of the pool */
    size_t header_max;                /* bytes of the request line and the headers */
    size_t parameter_max;             /* in the query string, or in a form; more are refused */
    unsigned connections_max;         /* at a time, over all threads */
    unsigned connections_per_address; /* of these, from one address; 0: no such limit */
    unsigned idle_timeout_s;          /* a connection is closed if nothing moves on it for so long,
                                         or no request line is whole so long after it was opened or
                                         after the answer before */
    unsigned request_timeout_s; /* a request is cut off if its headers and body are not there so
                                   long after its request line, and as much longer as a sink takes
                                   for what it has got at HTTP_UPLOAD_RATE_MIN */
    http_chooser chooser;       /* NULL: every body is collected */
    http_handler handler;
    void *context;
};

struct http_server;

/* Starts to serve. INVALID: `listen` cannot be read. UNAVAILABLE: the address is in use or not
 * ours. *out is owned by the caller. */
MUST_CHECK enum status http_server_open(const struct http_server_options *options,
                                        struct http_server **out, struct error *error);

/* The port it listens on. */
uint16_t http_server_port(const struct http_server *server);

enum { HTTP_END_GRACE_S = 2, HTTP_UPLOAD_RATE_MIN = 32 << 10 /* bytes a second */ };

/* Takes no more connections, answers the requests that were read whole (a client may take
 * request_timeout_s to read its answer), then ends. One that was begun has HTTP_END_GRACE_S to
 * become whole, and is answered 503. The store must still run: suspended requests wait for it. */
void http_server_close(struct http_server *server);
DEFINE_AUTO(struct http_server, http_server_close);

/* Inside a handler: leaves the answer to `then`, which is called like a handler, on a thread of the
 * pool, after http_resume(). Until then no thread is held. If the handler fails after this, its
 * failure is the answer and `then` is not called; it must then see to it that nobody resumes. */
void http_suspend(struct http_request *request, http_handler then, void *context);

/* Wakes a suspended request; once, from any thread. The caller touches neither the request nor its
 * arena afterwards. */
void http_resume(struct http_request *request);

#endif
