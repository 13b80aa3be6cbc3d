/* SPDX-License-Identifier: Apache-2.0 */

/* Where a server listens, as people write it. */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

#include "base/error.h"

#include <netinet/in.h>
#include <stdbool.h>

struct http_address {
    struct sockaddr_storage storage;
    bool is_ipv6;
};

/* Reads "127.0.0.1:8080" or "[::1]:8080": a numeric address and a port of 0..65535. INVALID with
 * what is expected. */
MUST_CHECK enum status http_address_read(const char *text, struct http_address *out,
                                         struct error *error);

#endif
