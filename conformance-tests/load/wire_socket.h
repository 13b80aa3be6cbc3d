/* SPDX-License-Identifier: Apache-2.0 */

/* Sockets and epoll: reaches an LRS at a plain http:// address, and costs a fraction of what
 * libcurl does. */
#ifndef LOAD_WIRE_SOCKET_H
#define LOAD_WIRE_SOCKET_H

#include "load/wire.h"

extern const struct wire wire_socket;

#endif
