/* SPDX-License-Identifier: Apache-2.0 */

/* The open connections, each with the time by which its client must have sent what is due. A thread
 * cuts those that are late: the HTTP library tells nothing while a request line or headers arrive,
 * and its own time-out counts from the last byte, which a client may send one a second. It also
 * misses the end of a client that half-closes together with its last bytes. */
#ifndef HTTP_CONNECTIONS_H
#define HTTP_CONNECTIONS_H

#include "base/auto.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct connections;
struct connection;

/* Nothing is due from the client: it is being answered. */
#define CONNECTION_NEVER INT64_MAX

/* Starts the thread. UNAVAILABLE: there can be no more threads. *out is owned by the caller. */
MUST_CHECK enum status connections_create(struct connections **out, struct error *error);

/* All connections must have been removed. */
void connections_destroy(struct connections *connections);
DEFINE_AUTO(struct connections, connections_destroy);

/* Watches the socket, which must be open until connections_remove() has returned. Times are those
 * of clock_monotonic_us(). The result is borrowed until then. Any thread. */
struct connection *connections_add(struct connections *connections, int socket, int64_t due_us);
void connections_remove(struct connections *connections, struct connection *connection);

/* From now on the client has until `due_us`. False: it was late already, and is cut; what it still
 * sent must not be answered. Any thread. */
bool connection_expect(struct connection *connection, int64_t due_us);

/* What the thread does, a few times a second: shuts down the sockets of those that were due before
 * `now_us`, and of those that something is due from but whose client has said that it sends no
 * more, at the second call that sees them so. Whoever reads from them then sees the end. Returns
 * how many. */
size_t connections_cut_late(struct connections *connections, int64_t now_us);

#endif
