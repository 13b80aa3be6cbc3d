/* SPDX-License-Identifier: Apache-2.0 */

/* Bodies that go to a sink and answers that come from a stream, through a server on a free port. */
#include "base/mem.h"
#include "http/server.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum {
    BODY_MAX = 1024,
    SINK_MAX = 3 * BODY_MAX,
    BROKEN_AT = 1000,
    STREAM_LENGTH = 300000,
    ANSWER_MAX = STREAM_LENGTH + 4096,
};

static atomic_int open_sinks;
static atomic_int open_streams;

struct counting_sink {
    struct http_sink base;
    size_t count;
};

static enum status add(struct http_sink *sink, struct text bytes, struct error *error)
{
    struct counting_sink *self = (struct counting_sink *)sink;
    self->count += bytes.length;
    if (memchr(bytes.data, '!', bytes.length) != NULL) {
        return FAIL(error, STATUS_CONFLICT, "no '!' is taken");
    }
    return STATUS_OK;
}

static void destroy(struct http_sink *sink)
{
    atomic_fetch_sub(&open_sinks, 1);
    free(sink);
}

static enum status choose(void *context, struct http_request *request,
                          struct http_response *response, struct http_sink **out,
                          struct error *error)
{
    (void)context;
    (void)response;
    if (strcmp(request->path, "/forbidden") == 0) {
        return FAIL(error, STATUS_FORBIDDEN, "not here");
    }
    if (strcmp(request->path, "/sink") != 0) {
        return STATUS_OK;
    }
    struct counting_sink *sink = MEM_NEW(struct counting_sink);
    sink->base = (struct http_sink){.add = add, .destroy = destroy, .limit = SINK_MAX};
    atomic_fetch_add(&open_sinks, 1);
    *out = &sink->base;
    return STATUS_OK;
}

/* Digits, so that a byte tells its place. */
static enum status read_digits(void *context, uint64_t offset, char *buffer, size_t room,
                               size_t *out_length, struct error *error)
{
    if (context != NULL && offset >= BROKEN_AT) {
        return FAIL(error, STATUS_UNAVAILABLE, "the disk is gone");
    }
    size_t limit = context != NULL ? BROKEN_AT : STREAM_LENGTH;
    size_t length = limit - offset < room ? limit - (size_t)offset : room;
    for (size_t i = 0; i < length; i++) {
        buffer[i] = (char)('0' + (offset + i) % 10);
    }
    *out_length = length;
    return STATUS_OK;
}

static void close_stream(void *context)
{
    (void)context;
    atomic_fetch_sub(&open_streams, 1);
}

static enum status answer(void *context, struct http_request *request,
                          struct http_response *response, struct error *error)
{
    (void)context;
    if (request->refusal.status != STATUS_OK) {
        return FAIL(error, request->refusal.status, "%s", request->refusal.message);
    }
    if (request->sink != NULL) {
        buffer_print(&response->body, "%zu", ((struct counting_sink *)request->sink)->count);
    } else if (strncmp(request->path, "/stream", 7) == 0) {
        static char broken;
        atomic_fetch_add(&open_streams, 1);
        response->stream =
            (struct http_stream){.read = read_digits,
                                 .close = close_stream,
                                 .context = strcmp(request->path, "/stream") == 0 ? NULL : &broken,
                                 .length = STREAM_LENGTH};
    } else {
        buffer_print(&response->body, "collected %zu", request->body.length);
    }
    return STATUS_OK;
}

/* ---- a client ---- */

static struct http_server *server;
static char received[ANSWER_MAX + 1];

static int connect_to_server(void)
{
    int socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(http_server_port(server)),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    assert_int_equal(connect(socket_, (struct sockaddr *)&address, sizeof address), 0);
    return socket_;
}

/* What is answered to a head, which closes the connection, and `length` times `filler`. */
static const char *ask(const char *head, size_t length, char filler)
{
    int socket_ = connect_to_server();
    char text[512];
    int count =
        snprintf(text, sizeof text, "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", head);
    count +=
        snprintf(text + count, sizeof text - (size_t)count, "Content-Length: %zu\r\n\r\n", length);
    assert_int_equal(send(socket_, text, (size_t)count, MSG_NOSIGNAL), count);
    AUTO(free) char *body = mem_zeroed(1, length + 1);
    memset(body, filler, length);
    assert_int_equal(send(socket_, body, length, MSG_NOSIGNAL), (ssize_t)length);
    size_t total = 0;
    for (ssize_t got = 1; got > 0 && total < ANSWER_MAX; total += (size_t)got) {
        got = recv(socket_, received + total, ANSWER_MAX - total, 0);
        if (got < 0) {
            break;
        }
    }
    received[total] = '\0';
    (void)close(socket_);
    return received;
}

static void assert_answer(const char *answer, const char *code, const char *part)
{
    assert_memory_equal(answer + strlen("HTTP/1.1 "), code, 3);
    if (strstr(answer, part) == NULL) {
        fail_msg("no '%s' in '%.400s'", part, answer);
    }
}

/* ---- the rules ---- */

static void a_body_goes_to_the_sink_that_was_chosen(void **state)
{
    (void)state;
    assert_answer(ask("POST /sink", SINK_MAX, 'a'), "200", "\r\n\r\n3072");
    assert_answer(ask("POST /sink", 0, 'a'), "200", "\r\n\r\n0");
}

static void a_body_without_a_sink_is_collected(void **state)
{
    (void)state;
    assert_answer(ask("POST /other", BODY_MAX, 'a'), "200", "collected 1024");
    assert_answer(ask("POST /other", BODY_MAX + 1, 'a'), "413", "1024");
}

static void a_body_beyond_the_sinks_limit_is_too_large(void **state)
{
    (void)state;
    assert_answer(ask("POST /sink", SINK_MAX + 1, 'a'), "413", "limit of 3072 bytes");
}

static void a_failure_of_the_sink_is_the_answer(void **state)
{
    (void)state;
    assert_answer(ask("POST /sink", 3, '!'), "409", "no '!' is taken");
}

static void a_refused_body_is_dropped_before_the_answer(void **state)
{
    (void)state;
    assert_answer(ask("POST /forbidden", (size_t)4 * BODY_MAX, 'a'), "403", "not here");
}

static void a_refused_body_is_not_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        const char *code;
    } rows[] = {{"/forbidden", "403"}, {"/sink", "100"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int socket_ = connect_to_server();
        char text[256];
        int count = snprintf(text, sizeof text,
                             "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n"
                             "Expect: 100-continue\r\n\r\n",
                             rows[i].path);
        assert_int_equal(send(socket_, text, (size_t)count, MSG_NOSIGNAL), count);
        assert_true(recv(socket_, received, ANSWER_MAX, 0) > 12);
        assert_memory_equal(received + strlen("HTTP/1.1 "), rows[i].code, 3);
        (void)close(socket_);
    }
}

static void a_stream_is_sent_whole(void **state)
{
    (void)state;
    const char *body = strstr(ask("GET /stream", 0, 'a'), "\r\n\r\n");
    assert_non_null(body);
    assert_int_equal(strlen(body + 4), STREAM_LENGTH);
    for (size_t i = 0; i < STREAM_LENGTH; i++) {
        assert_int_equal(body[4 + i], '0' + (int)(i % 10));
    }
}

static void the_head_of_a_stream_tells_its_length(void **state)
{
    (void)state;
    const char *answer = ask("HEAD /stream", 0, 'a');
    assert_answer(answer, "200", "Content-Length: 300000");
    assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
}

static void a_stream_that_fails_is_cut_short(void **state)
{
    (void)state;
    const char *body = strstr(ask("GET /stream/broken", 0, 'a'), "\r\n\r\n");
    assert_non_null(body);
    assert_int_equal(strlen(body + 4), BROKEN_AT);
}

static int start(void **state)
{
    (void)state;
    const struct http_server_options options = {
        .listen = "127.0.0.1:0",
        .body_max = BODY_MAX,
        .header_max = 4096,
        .parameter_max = 16,
        .threads = 2,
        .connections_max = 64,
        .idle_timeout_s = 20,
        .request_timeout_s = 20,
        .chooser = choose,
        .handler = answer,
    };
    return http_server_open(&options, &server, NULL) == STATUS_OK ? 0 : -1;
}

/* What was open is closed, once: also what a client has left behind. */
static int finish(void **state)
{
    (void)state;
    http_server_close(server);
    return atomic_load(&open_sinks) == 0 && atomic_load(&open_streams) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_body_goes_to_the_sink_that_was_chosen),
        cmocka_unit_test(a_body_without_a_sink_is_collected),
        cmocka_unit_test(a_body_beyond_the_sinks_limit_is_too_large),
        cmocka_unit_test(a_failure_of_the_sink_is_the_answer),
        cmocka_unit_test(a_refused_body_is_dropped_before_the_answer),
        cmocka_unit_test(a_refused_body_is_not_asked_for),
        cmocka_unit_test(a_stream_is_sent_whole),
        cmocka_unit_test(the_head_of_a_stream_tells_its_length),
        cmocka_unit_test(a_stream_that_fails_is_cut_short),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
