/* SPDX-License-Identifier: Apache-2.0 */

/* libmicrohttpd behind server.h.
 *
 * An exchange is one request with its answer. It is made when the request line has been read
 * (begin_exchange), filled as the body arrives (take_body), answered (answer), and ended when the
 * library is done with it (end_exchange). Only the connection's own thread touches it; the one
 * exception is http_resume(), which does no more than tell the library to call again.
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
#include "http/failure.h"
#include "http/message.h"

#include <assert.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum {
    CONNECTION_MEMORY = 32 << 10, /* beside twice header_max: what the library needs itself, and so
                                     much more that a little too much is still told in our words */
    HEADER_EXTRA = 4,             /* ": " and the line's end */
    DRAIN_FACTOR = 4, /* what is refused is read, and dropped, up to so many times body_max, so that
                         an ordinary client hears why */
    CLOSE_POLL_NS = 2000000,
    PATH_LOGGED_MAX = 128,
    SECOND_US = 1000000,
};

struct http_server {
    struct MHD_Daemon *daemon;
    struct http_server_options options;
    struct connections *connections;
    atomic_uint exchanges; /* begun and not ended */
    atomic_uint answering; /* of these, with the request read whole */
    atomic_uint suspended;
    atomic_bool ending; /* from now on no request is handled that was not yet read whole */
    uint16_t port;
};

struct exchange {
    struct http_request request; /* first: http_suspend() gets back from it to the exchange */
    struct http_response response;
    struct buffer body;
    struct http_server *server;
    struct MHD_Connection *connection;
    struct connection *watched; /* the same in server->connections */
    int64_t begun_us;
    size_t header_bytes; /* of the request target and the headers */
    size_t received;
    size_t refused_at; /* bytes received when it was refused: the rest is dropped */
    bool refused;      /* before it was read whole; the response is there */
    bool ready;        /* the headers have been seen */
    bool whole;        /* and all of the body */
    http_handler then; /* set while suspended */
    void *then_context;
};

static int64_t seconds_from_now(unsigned seconds)
{
    return clock_monotonic_us() + (int64_t)seconds * SECOND_US;
}

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

static void *begin_exchange(void *context, const char *target, struct MHD_Connection *connection)
{
    struct http_server *server = context;
    struct arena *arena = arena_create();
    struct exchange *exchange = MEM_NEW(struct exchange);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    assert(info != NULL);
    *exchange = (struct exchange){
        .request.arena = arena,
        .request.parameter_max = server->options.parameter_max,
        .response = HTTP_RESPONSE_INIT(arena),
        .body = BUFFER_INIT(server->options.body_max),
        .server = server,
        .connection = connection,
        .watched = info->socket_context,
        .begun_us = clock_monotonic_us(),
    };
    struct uuid id = uuid_make();
    char text[UUID_TEXT_SIZE];
    uuid_format(&id, text);
    memcpy(exchange->request.id, text, HTTP_REQUEST_ID_SIZE - 1);
    atomic_fetch_add(&server->exchanges, 1);
    (void)connection_expect(exchange->watched, seconds_from_now(server->options.request_timeout_s));
    struct http_request *request = &exchange->request;
    exchange->header_bytes = strlen(target);
    (void)!http_request_set_target(request, target, &request->refusal);
    return exchange;
}

/* A path is logged only if it is made of harmless characters: the log is read by programs. */
static const char *loggable(const char *path)
{
    size_t length = path == NULL ? 0 : strlen(path);
    bool is_plain = length > 0 && length <= PATH_LOGGED_MAX &&
                    strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "0123456789/._-") == length;
    return is_plain ? path : "-";
}

static void drop_sink(struct exchange *exchange)
{
    struct http_sink *sink = exchange->request.sink;
    exchange->request.sink = NULL;
    if (sink != NULL) {
        sink->destroy(sink);
    }
}

static void end_exchange(void *context, struct MHD_Connection *connection, void **slot,
                         enum MHD_RequestTerminationCode reason)
{
    (void)connection;
    struct http_server *server = context;
    struct exchange *exchange = *slot;
    if (exchange == NULL) {
        return;
    }
    LOG_INFO("event=request id=%s method=%s path=%s key=%s status=%u received=%zu sent=%llu "
             "ms=%lld end=%s",
             exchange->request.id,
             exchange->request.method == HTTP_OTHER ? "-" : exchange->request.method_name,
             loggable(exchange->request.path), loggable(exchange->request.asker),
             exchange->response.status, exchange->received,
             (unsigned long long)message_length(&exchange->response),
             (long long)(clock_monotonic_us() - exchange->begun_us) / 1000,
             reason == MHD_REQUEST_TERMINATED_COMPLETED_OK ? "ok" : "cut");
    (void)connection_expect(exchange->watched, seconds_from_now(server->options.idle_timeout_s));
    bool was_whole = exchange->whole;
    drop_sink(exchange);
    http_response_drop_body(&exchange->response);
    buffer_finish(&exchange->body);
    buffer_finish(&exchange->response.body);
    arena_destroy(exchange->request.arena);
    free(exchange);
    *slot = NULL;
    if (was_whole) {
        atomic_fetch_sub(&server->answering, 1);
    }
    atomic_fetch_sub(&server->exchanges, 1);
}

struct header_list {
    struct arena *arena;
    struct http_field *fields;
    size_t count;
};

static enum MHD_Result count_header(void *context, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    (void)kind;
    (void)name;
    (void)value;
    ((struct header_list *)context)->count++;
    return MHD_YES;
}

static enum MHD_Result keep_header(void *context, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    (void)kind;
    struct header_list *list = context;
    list->fields[list->count++] = (struct http_field){
        .name = arena_copy_string(list->arena, name),
        .value = arena_copy_string(list->arena, value == NULL ? "" : value),
    };
    return MHD_YES;
}

static void check_headers(struct exchange *exchange)
{
    struct http_request *request = &exchange->request;
    size_t limit = exchange->server->options.header_max;
    size_t bytes = exchange->header_bytes;
    for (size_t i = 0; i < request->header_count; i++) {
        const struct http_field *header = &request->headers[i];
        bytes += strlen(header->name) + strlen(header->value) + HEADER_EXTRA;
    }
    if (bytes > limit && request->refusal.status == STATUS_OK) {
        error_describe(&request->refusal, STATUS_TOO_LARGE,
                       "the request line and headers: have %zu bytes; the limit is %zu", bytes,
                       limit);
    }
}

static void take_headers(struct exchange *exchange, const char *method)
{
    struct http_request *request = &exchange->request;
    request->method = http_method_of(method);
    request->method_name = arena_copy_string(request->arena, method);
    struct header_list list = {.arena = request->arena};
    (void)MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, count_header, &list);
    list.fields = ARENA_ARRAY(request->arena, struct http_field, list.count + 1);
    list.count = 0;
    (void)MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, keep_header, &list);
    request->headers = list.fields;
    request->header_count = list.count;
    exchange->ready = true;
    check_headers(exchange);
}

/* The response tells why; of the body nothing is kept any more. */
static void refuse(struct exchange *exchange)
{
    drop_sink(exchange);
    exchange->refused = true;
    exchange->refused_at = exchange->received;
}

/* Hands a piece of the body to the sink, which gets more time for it. */
static enum MHD_Result pour(struct exchange *exchange, struct text bytes)
{
    struct http_sink *sink = exchange->request.sink;
    struct error error = {.status = STATUS_OK};
    enum status status = STATUS_OK;
    if (exchange->received > sink->limit) {
        status = FAIL(&error, STATUS_TOO_LARGE,
                      "the request's body: is larger than the limit of %zu bytes", sink->limit);
    } else {
        status = sink->add(sink, bytes, &error);
    }
    if (status != STATUS_OK) {
        http_fail(&exchange->response, &error);
        refuse(exchange);
    }
    int64_t extra_us = (int64_t)(exchange->received / HTTP_UPLOAD_RATE_MIN) * SECOND_US;
    int64_t allowed_us = (int64_t)exchange->server->options.request_timeout_s * SECOND_US;
    int64_t due_us = exchange->begun_us + allowed_us + extra_us;
    return connection_expect(exchange->watched, due_us) ? MHD_YES : MHD_NO;
}

/* Adds a piece of the body; MHD_NO cuts the connection of a client that goes on sending far beyond
 * the limit. */
static enum MHD_Result take_body(struct exchange *exchange, const char *bytes, size_t length)
{
    const struct http_server_options *options = &exchange->server->options;
    exchange->received += length;
    if (exchange->request.sink != NULL) {
        return pour(exchange, (struct text){bytes, length});
    }
    if ((exchange->received - exchange->refused_at) / DRAIN_FACTOR > options->body_max) {
        return MHD_NO;
    }
    if (!exchange->refused) {
        buffer_add(&exchange->body, bytes, length);
    }
    return MHD_YES;
}

static enum MHD_Result send_response(struct exchange *exchange)
{
    struct http_response *response = &exchange->response;
    http_response_set(response, "X-Request-Id", exchange->request.id);
    if (atomic_load(&exchange->server->ending)) {
        http_response_set(response, "Connection", "close");
    }
    /* The body outlives the answer: end_exchange() comes after it. */
    struct MHD_Response *message = message_create(response);
    if (message == NULL) {
        return MHD_NO;
    }
    enum MHD_Result result = MHD_queue_response(exchange->connection, response->status, message);
    MHD_destroy_response(message);
    return result;
}

/* Runs `handler`, then sends its answer unless it has suspended the request. */
static enum MHD_Result answer(struct exchange *exchange, http_handler handler, void *context)
{
    struct error error = {.status = STATUS_OK};
    enum status status = handler(context, &exchange->request, &exchange->response, &error);
    if (status == STATUS_OK && exchange->then != NULL) {
        return MHD_YES;
    }
    if (status == STATUS_OK && exchange->response.body.overflowed) {
        status = buffer_check(&exchange->response.body, "the answer", &error);
    }
    if (status != STATUS_OK) {
        http_fail(&exchange->response, &error);
    }
    if (exchange->then != NULL) {
        /* It failed after suspending: the answer is queued when the library calls again. */
        exchange->then = NULL;
        http_resume(&exchange->request);
        return MHD_YES;
    }
    return send_response(exchange);
}

/* Counts the request as one to be answered, before finish_request() asks whether the server is
 * ending: http_server_close() asks in the other order, so one of the two sees the other. False: the
 * client was late, and has been cut. */
static bool claim(struct exchange *exchange)
{
    exchange->whole = true;
    atomic_fetch_add(&exchange->server->answering, 1);
    return connection_expect(exchange->watched, CONNECTION_NEVER);
}

/* The whole request is there (or the store has woken it). */
static enum MHD_Result finish_request(struct exchange *exchange)
{
    struct http_request *request = &exchange->request;
    if (!exchange->whole && !claim(exchange)) {
        return MHD_NO;
    }
    if (exchange->then != NULL) {
        http_handler then = exchange->then;
        exchange->then = NULL;
        return answer(exchange, then, exchange->then_context);
    }
    if (exchange->response.status != 200) {
        /* Refused before it was whole, or a failure after suspending: see answer(). */
        return send_response(exchange);
    }
    request->body = buffer_text(&exchange->body);
    if (request->refusal.status == STATUS_OK) {
        request->refusal.status =
            buffer_check(&exchange->body, "the request's body", &request->refusal);
    }
    if (atomic_load(&exchange->server->ending)) {
        error_describe(&request->refusal, STATUS_UNAVAILABLE,
                       "the server is ending; send the request again in a moment");
    }
    const struct http_server_options *options = &exchange->server->options;
    return answer(exchange, options->handler, options->context);
}

static bool waits_to_send(const struct http_request *request)
{
    const char *expected = http_request_header(request, "Expect");
    return expected != NULL && strcasecmp(expected, "100-continue") == 0;
}

/* The headers are there: asks where the body goes. */
static enum MHD_Result choose_sink(struct exchange *exchange)
{
    const struct http_server_options *options = &exchange->server->options;
    struct http_request *request = &exchange->request;
    if (options->chooser == NULL || request->refusal.status != STATUS_OK) {
        return MHD_YES;
    }
    struct error error = {.status = STATUS_OK};
    enum status status =
        options->chooser(options->context, request, &exchange->response, &request->sink, &error);
    if (status != STATUS_OK) {
        http_fail(&exchange->response, &error);
    }
    if (exchange->response.status == 200) {
        return MHD_YES;
    }
    refuse(exchange);
    return waits_to_send(request) ? finish_request(exchange) : MHD_YES;
}

/* The library fixes the parameters. */
// NOLINTNEXTLINE(readability-function-size)
static enum MHD_Result serve_request(void *context, struct MHD_Connection *connection,
                                     const char *path, const char *method, const char *version,
                                     const char *bytes, size_t *length, void **slot)
{
    (void)context;
    (void)connection;
    (void)path;
    (void)version;
    struct exchange *exchange = *slot;
    if (exchange == NULL) {
        return MHD_NO;
    }
    if (!exchange->ready) {
        take_headers(exchange, method);
        return choose_sink(exchange);
    }
    if (*length > 0) {
        enum MHD_Result result = take_body(exchange, bytes, *length);
        *length = 0;
        return result;
    }
    return finish_request(exchange);
}

void http_suspend(struct http_request *request, http_handler then, void *context)
{
    struct exchange *exchange = (struct exchange *)request;
    assert(exchange->then == NULL && request->refusal.status == STATUS_OK);
    exchange->then = then;
    exchange->then_context = context;
    atomic_fetch_add(&exchange->server->suspended, 1);
    MHD_suspend_connection(exchange->connection);
}

void http_resume(struct http_request *request)
{
    struct exchange *exchange = (struct exchange *)request;
    struct http_server *server = exchange->server;
    MHD_resume_connection(exchange->connection);
    atomic_fetch_sub(&server->suspended, 1);
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
        flags, 0, NULL, NULL, serve_request, server, MHD_OPTION_EXTERNAL_LOGGER, log_library, NULL,
        MHD_OPTION_SOCK_ADDR, &address->storage, MHD_OPTION_THREAD_POOL_SIZE, options->threads,
        MHD_OPTION_CONNECTION_LIMIT, options->connections_max, MHD_OPTION_CONNECTION_TIMEOUT,
        options->idle_timeout_s, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        options->connections_per_address, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        2 * options->header_max + CONNECTION_MEMORY, MHD_OPTION_NOTIFY_CONNECTION, watch_connection,
        server, MHD_OPTION_URI_LOG_CALLBACK, begin_exchange, server, MHD_OPTION_NOTIFY_COMPLETED,
        end_exchange, server, MHD_OPTION_END);
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
    server->connections = TAKE(connections);
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
    return atomic_load(&server->suspended) > 0 ||
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
