/* SPDX-License-Identifier: Apache-2.0 */

/* Where an LRS with an http:// address is, and what all requests to it have in common. */
#ifndef LOAD_ORIGIN_H
#define LOAD_ORIGIN_H

#include "load/wire.h"

struct addrinfo;

struct origin {
    char *name;                 /* "127.0.0.1:8080", as in the header Host */
    struct addrinfo *addresses; /* at least one */
    size_t url_length;          /* of client_statements_url() */
    struct buffer post;         /* the head of a POST, up to the number that is Content-Length */
    struct buffer get;          /* that of a GET, up to what follows client_statements_url() */
    struct buffer get_end;      /* and behind that */
};

/* Whether the address is plain enough: no TLS, user or IPv6 zone in it, and the environment names
 * no proxy for it, as libcurl understands that. */
bool origin_is_plain(const struct client *client);

/* Looks the host up; the LRS itself is not asked. UNAVAILABLE if the endpoint is no URL, or its
 * host has no address. *out is owned by the caller. */
MUST_CHECK enum status origin_create(const struct client *client, struct origin **out,
                                     struct error *error);
void origin_destroy(struct origin *origin);
DEFINE_AUTO(struct origin, origin_destroy);

/* Adds the request's head: its line and headers, with the empty line behind them. */
void origin_write_head(const struct origin *origin, const struct wire_request *request,
                       struct buffer *out);

#endif
