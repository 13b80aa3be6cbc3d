/* SPDX-License-Identifier: Apache-2.0 */

/* What server.c and exchange.c share; nobody else includes this.
 *
 * An exchange is one request with its answer. It is made when the request line has been read
 * (exchange_begin), filled as the body arrives, answered, and ended when the library is done with
 * it (exchange_end). Only the connection's own thread touches it; the one exception is
 * http_resume(), which does no more than tell the library to call again. */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include "http/server.h"

#include <microhttpd.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { SECOND_US = 1000000, HTTP_SERVER_ID_SIZE = 14 };

struct http_server {
    struct MHD_Daemon *daemon;
    struct http_server_options options;
    struct connections *connections;
    char id[HTTP_SERVER_ID_SIZE]; /* random, in front of each request's number in its id */
    atomic_uint requests;
    atomic_uint exchanges; /* begun and not ended */
    atomic_uint answering; /* of these, with the request read whole */
    atomic_uint waiting;   /* suspended, or in between: a write may take several suspensions */
    atomic_bool ending;    /* from now on no request is handled that was not yet read whole */
    uint16_t port;
};

/* The library's three calls for one request; `context` is the struct http_server. */
void *exchange_begin(void *context, const char *target, struct MHD_Connection *connection);
// NOLINTNEXTLINE(readability-function-size): the library fixes the parameters
enum MHD_Result exchange_serve(void *context, struct MHD_Connection *connection, const char *path,
                               const char *method, const char *version, const char *bytes,
                               size_t *length, void **slot);
void exchange_end(void *context, struct MHD_Connection *connection, void **slot,
                  enum MHD_RequestTerminationCode reason);

/* The time, on clock_monotonic_us(), that many seconds from now. */
int64_t seconds_from_now(unsigned seconds);

#endif
