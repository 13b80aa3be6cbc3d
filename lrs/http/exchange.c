/* SPDX-License-Identifier: Apache-2.0 */

/* One request with its answer, from the request line to the last byte (exchange.h). */
#include "http/exchange.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "http/connections.h"
#include "http/failure.h"
#include "http/message.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    HEADER_EXTRA = 4, /* ": " and the line's end */
    DRAIN_FACTOR = 4, /* what is refused is read, and dropped, up to so many times body_max, so that
                         an ordinary client hears why */
    PATH_LOGGED_MAX = 128,
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
    bool is_waiting;   /* from the first time that it is suspended until it is answered */
    void *then_context;
};

int64_t seconds_from_now(unsigned seconds)
{
    return clock_monotonic_us() + (int64_t)seconds * SECOND_US;
}

void *exchange_begin(void *context, const char *target, struct MHD_Connection *connection)
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
    (void)snprintf(exchange->request.id, HTTP_REQUEST_ID_SIZE, "%s-%08x", server->id,
                   atomic_fetch_add(&server->requests, 1));
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

static void stop_waiting(struct exchange *exchange)
{
    if (exchange->is_waiting) {
        exchange->is_waiting = false;
        atomic_fetch_sub(&exchange->server->waiting, 1);
    }
}

static void drop_sink(struct exchange *exchange)
{
    struct http_sink *sink = exchange->request.sink;
    exchange->request.sink = NULL;
    if (sink != NULL) {
        sink->destroy(sink);
    }
}

void exchange_end(void *context, struct MHD_Connection *connection, void **slot,
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
    stop_waiting(exchange);
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

static enum status fail_too_large(const struct http_sink *sink, struct error *error)
{
    return FAIL(error, STATUS_TOO_LARGE,
                "the request's body: is larger than the limit of %zu bytes", sink->limit);
}

/* Hands a piece of the body to the sink, which gets more time for it. */
static enum MHD_Result pour(struct exchange *exchange, struct text bytes)
{
    struct http_sink *sink = exchange->request.sink;
    struct error error = {.status = STATUS_OK};
    enum status status = STATUS_OK;
    if (exchange->received > sink->limit) {
        status = fail_too_large(sink, &error);
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
    stop_waiting(exchange);
    struct http_response *response = &exchange->response;
    http_response_set(response, "X-Request-Id", exchange->request.id);
    if (atomic_load(&exchange->server->ending)) {
        http_response_set(response, "Connection", "close");
    }
    /* The body outlives the answer: exchange_end() comes after it. */
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

/* A body that says itself that it is too large need not come. */
static enum status check_told_length(const struct http_request *request, struct error *error)
{
    const char *told = http_request_header(request, "Content-Length");
    unsigned long long length = told == NULL ? 0 : strtoull(told, NULL, 10);
    return length <= request->sink->limit ? STATUS_OK : fail_too_large(request->sink, error);
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
    if (status == STATUS_OK && request->sink != NULL) {
        status = check_told_length(request, &error);
    }
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
enum MHD_Result exchange_serve(void *context, struct MHD_Connection *connection, const char *path,
                               const char *method, const char *version, const char *bytes,
                               size_t *length, void **slot)
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
    if (!exchange->is_waiting) {
        exchange->is_waiting = true;
        atomic_fetch_add(&exchange->server->waiting, 1);
    }
    MHD_suspend_connection(exchange->connection);
}

void http_resume(struct http_request *request)
{
    struct exchange *exchange = (struct exchange *)request;
    MHD_resume_connection(exchange->connection);
}
