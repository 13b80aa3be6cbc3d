/* SPDX-License-Identifier: Apache-2.0 */

/* ADDRESS:PORT into a socket address. */
#include "http/address.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

enum { HOST_SIZE = 64, PORT_MAX = 65535 };

static bool read_port(const char *text, in_port_t *out)
{
    size_t length = strlen(text);
    if (length == 0 || length > 5 || strspn(text, "0123456789") != length) {
        return false;
    }
    long port = strtol(text, NULL, 10);
    *out = htons((uint16_t)port);
    return port <= PORT_MAX;
}

/* The host without brackets into `out`. */
static bool read_host(const char *text, size_t length, char out[HOST_SIZE])
{
    bool has_brackets = length >= 2 && text[0] == '[' && text[length - 1] == ']';
    if (has_brackets) {
        text++;
        length -= 2;
    }
    if (length == 0 || length >= HOST_SIZE) {
        return false;
    }
    memcpy(out, text, length);
    out[length] = '\0';
    return has_brackets == (strchr(out, ':') != NULL);
}

enum status http_address_read(const char *text, struct http_address *out, struct error *error)
{
    const char *colon = strrchr(text, ':');
    char host[HOST_SIZE];
    in_port_t port = 0;
    struct sockaddr_in ipv4 = {.sin_family = AF_INET};
    struct sockaddr_in6 ipv6 = {.sin6_family = AF_INET6};
    *out = (struct http_address){.is_ipv6 = false};
    if (colon != NULL && read_host(text, (size_t)(colon - text), host) &&
        read_port(colon + 1, &port)) {
        if (inet_pton(AF_INET, host, &ipv4.sin_addr) == 1) {
            ipv4.sin_port = port;
            memcpy(&out->storage, &ipv4, sizeof ipv4);
            return STATUS_OK;
        }
        if (inet_pton(AF_INET6, host, &ipv6.sin6_addr) == 1) {
            ipv6.sin6_port = port;
            memcpy(&out->storage, &ipv6, sizeof ipv6);
            out->is_ipv6 = true;
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID,
                "'%s' is no address to listen on: write it like 127.0.0.1:8080 or [::1]:8080",
                text);
}
