/* SPDX-License-Identifier: Apache-2.0 */

/* libmicrohttpd behind server.h: listening, watching connections, and ending in order. What becomes
 * of one request is exchange.c's.
 *
 * What a client must send is due in time (connections.h): a request line within idle_timeout_s of
 * the connection's start or the answer before, the rest within request_timeout_s of the line. */
#include "http/server.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "http/address.h"
#include "http/connections.h"
#include "http/exchange.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    CONNECTION_MEMORY = 16 << 10, /* beside twice header_max: what the library needs itself, and so
                                     much more that a little too much is still told in our words */
    CLOSE_POLL_NS = 2000000,
};

static void watch_connection(void *context, struct MHD_Connection *connection, void **watched,
                             enum MHD_ConnectionNotificationCode code)
{
    struct http_server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        /* The library closes the socket after this. */
        connections_remove(server->connections, *watched);
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    assert(info != NULL);
    *watched = connections_add(server->connections, info->connect_fd,
                               seconds_from_now(server->options.idle_timeout_s));
}

static void log_library(void *context, const char *format, va_list arguments)
{
    (void)context;
    char line[256];
    (void)vsnprintf(line, sizeof line, format, arguments); // NOLINT(clang-analyzer-valist.*)
    line[strcspn(line, "\r\n")] = '\0';
    LOG_DEBUG("event=http_library text=\"%s\"", line);
}

static struct MHD_Daemon *start_daemon(struct http_server *server,
                                       const struct http_address *address)
{
    const struct http_server_options *options = &server->options;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    if (address->is_ipv6) {
        flags |= MHD_USE_IPv6;
    }
    return MHD_start_daemon(
        flags, 0, NULL, NULL, exchange_serve, server, MHD_OPTION_EXTERNAL_LOGGER, log_library, NULL,
        MHD_OPTION_SOCK_ADDR, &address->storage, MHD_OPTION_THREAD_POOL_SIZE, options->threads,
        MHD_OPTION_CONNECTION_LIMIT, options->connections_max, MHD_OPTION_CONNECTION_TIMEOUT,
        options->idle_timeout_s, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        options->connections_per_address, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        2 * options->header_max + CONNECTION_MEMORY, MHD_OPTION_NOTIFY_CONNECTION, watch_connection,
        server, MHD_OPTION_URI_LOG_CALLBACK, exchange_begin, server, MHD_OPTION_NOTIFY_COMPLETED,
        exchange_end, server, MHD_OPTION_END);
}

static void make_id(char out[HTTP_SERVER_ID_SIZE])
{
    char text[UUID_TEXT_SIZE];
    struct uuid id = uuid_make();
    uuid_format(&id, text);
    (void)snprintf(out, HTTP_SERVER_ID_SIZE, "%.13s", text);
}

enum status http_server_open(const struct http_server_options *options, struct http_server **out,
                             struct error *error)
{
    struct http_address address;
    enum status status = http_address_read(options->listen, &address, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(connections_destroy) struct connections *connections = NULL;
    status = connections_create(&connections, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct http_server *server = MEM_NEW(struct http_server);
    server->options = *options;
    server->connections = connections;
    make_id(server->id);
    server->daemon = start_daemon(server, &address);
    if (server->daemon == NULL) {
        free(server);
        return FAIL(error, STATUS_UNAVAILABLE,
                    "cannot listen on '%s': the address is in use or is not this machine's",
                    options->listen);
    }
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->port = info == NULL ? 0 : info->port;
    (void)TAKE(connections); /* not set again: the threads read it already */
    *out = server;
    return STATUS_OK;
}

uint16_t http_server_port(const struct http_server *server)
{
    return server->port;
}

/* What was read whole is answered, however long the store takes; a client gets request_timeout_s to
 * read its answer, and HTTP_END_GRACE_S to complete a request that it has begun. */
static bool has_work(const struct http_server *server, int64_t waited_us)
{
    return atomic_load(&server->waiting) > 0 ||
           (atomic_load(&server->answering) > 0 &&
            waited_us < (int64_t)server->options.request_timeout_s * SECOND_US) ||
           (atomic_load(&server->exchanges) > 0 &&
            waited_us < (int64_t)HTTP_END_GRACE_S * SECOND_US);
}

/* Connections that are kept alive may bring new requests until the very end; since those are
 * refused and never suspended, none is suspended when the library stops, which would abort. */
static void wait_for_exchanges(const struct http_server *server)
{
    int64_t begun_us = clock_monotonic_us();
    const struct timespec pause = {.tv_nsec = CLOSE_POLL_NS};
    while (has_work(server, clock_monotonic_us() - begun_us)) {
        (void)nanosleep(&pause, NULL);
    }
}

void http_server_close(struct http_server *server)
{
    if (server == NULL) {
        return;
    }
    MHD_socket listening = MHD_quiesce_daemon(server->daemon);
    if (listening != MHD_INVALID_SOCKET) {
        (void)close(listening);
    }
    atomic_store(&server->ending, true);
    wait_for_exchanges(server);
    MHD_stop_daemon(server->daemon);
    connections_destroy(server->connections);
    free(server);
}
