/* SPDX-License-Identifier: Apache-2.0 */

/* An answer as libmicrohttpd takes it. */
#ifndef HTTP_MESSAGE_H
#define HTTP_MESSAGE_H

#include "http/response.h"

struct MHD_Response;

/* Borrows the bytes, or the stream, of `response` until MHD_destroy_response(), and until the
 * library is done with the request. NULL: the library has no memory. */
struct MHD_Response *message_create(struct http_response *response);

/* Bytes of the body that were there to send, or, of a stream, that were read. */
uint64_t message_length(const struct http_response *response);

#endif
