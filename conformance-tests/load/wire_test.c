/* SPDX-License-Identifier: Apache-2.0 */

/* What every kind of wire promises, against a server that does right and wrong. */
#include "load/behaviours_fixture.h"
#include "load/wire.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

enum {
    SLOTS_MAX = 8,
    ANSWER_MAX = TOO_MUCH - 1,
    LARGE_BODY = 3000000,
    ENDPOINT_SIZE = 64,
    PATIENCE_US = 20000000,
    WAIT_MS = 50,
    TIMEOUT_MS = 10000,
    SHORT_TIMEOUT_MS = 200,
};

/* The kind that is tested now. */
static const struct wire *wire;

struct world {
    struct server server;
    struct client *client;
    struct wire_slots *slots;
    struct wire_answer answers[SLOTS_MAX];
};

/* ---- a world of one server and one client ---- */

static struct client *open_client(const char *host, uint16_t port)
{
    char endpoint[ENDPOINT_SIZE];
    struct client *client = NULL;
    (void)snprintf(endpoint, sizeof endpoint, "http://%s:%u/xapi/", host, (unsigned)port);
    const struct client_options options = {endpoint, "key", "secret", "the scope all"};
    assert_int_equal(client_open(&options, &client, NULL), STATUS_OK);
    return client;
}

static void open_slots(struct world *world, uint32_t slots, uint32_t timeout_ms)
{
    const struct wire_options options = {world->client, slots, timeout_ms, ANSWER_MAX};
    assert_int_equal(wire->open(&options, &world->slots, NULL), STATUS_OK);
}

static void open_world(struct world *world, behaviour *behave)
{
    assert_true(server_start(&world->server, AF_INET, behave));
    world->client = open_client("127.0.0.1", world->server.port);
    open_slots(world, SLOTS_MAX, TIMEOUT_MS);
}

static void close_world(struct world *world)
{
    wire_close(world->slots);
    client_close(world->client);
    server_stop(&world->server);
}

static void post(struct world *world, uint32_t slot, const char *body)
{
    const struct wire_request request = {.body = text_of(body)};
    assert_int_equal(wire->send(world->slots, slot, &request, NULL), STATUS_OK);
}

/* Waits until `count` requests have ended; world->answers are those of each slot then. */
static void wait_for(struct world *world, uint32_t count)
{
    struct wire_answer ended[SLOTS_MAX];
    int64_t begin_us = clock_monotonic_us();
    while (count > 0) {
        uint32_t ended_count = 0;
        assert_true(clock_monotonic_us() - begin_us < PATIENCE_US);
        assert_int_equal(wire->wait(world->slots, WAIT_MS, ended, &ended_count, NULL), STATUS_OK);
        assert_true(ended_count <= count);
        for (uint32_t i = 0; i < ended_count; i++) {
            world->answers[ended[i].slot] = ended[i];
        }
        count -= ended_count;
    }
}

static const struct wire_answer *ask(struct world *world)
{
    post(world, 0, "[1]");
    wait_for(world, 1);
    return &world->answers[0];
}

static void assert_answered(const struct wire_answer *answer, long code, const char *body)
{
    if (answer->reason != NULL || answer->code != code || !text_is(answer->body, body)) {
        fail_msg("%s: %ld '%.*s' %s", wire->name, answer->code, TEXT_ARGUMENTS(answer->body),
                 answer->reason != NULL ? answer->reason : "");
    }
}

/* `reason` is what sockets say; libcurl has words of its own. */
static void assert_failed(const struct wire_answer *answer, const char *reason)
{
    assert_int_equal(answer->code, 0);
    assert_non_null(answer->reason);
    assert_true(strlen(answer->reason) > 0);
    if (strcmp(wire->name, "sockets") == 0) {
        assert_string_equal(answer->reason, reason);
    }
}

/* ---- what may come ---- */

static void answers_are_read_however_they_come(void **state)
{
    (void)state;
    static behaviour *const rows[] = {keep_alive,  close_unsaid, close_as_said, end_by_closing,
                                      send_chunks, send_interim, send_slowly};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world world;
        open_world(&world, rows[i]);
        assert_answered(ask(&world), 200, "ok");
        assert_answered(ask(&world), 200, "ok");
        assert_int_equal(atomic_load(&world.server.requests), 2);
        close_world(&world);
    }
}

static void a_connection_is_kept_as_long_as_the_server_keeps_it(void **state)
{
    (void)state;
    static const struct {
        behaviour *behave;
        int connections;
    } rows[] = {
        {keep_alive, 1}, {send_chunks, 1}, {send_interim, 1}, {close_as_said, 3}, {close_unsaid, 3},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world world;
        open_world(&world, rows[i].behave);
        for (int j = 0; j < 3; j++) {
            assert_answered(ask(&world), 200, "ok");
        }
        assert_int_equal(atomic_load(&world.server.connections), rows[i].connections);
        close_world(&world);
    }
}

static void the_status_and_retry_after_are_told(void **state)
{
    (void)state;
    static const struct {
        behaviour *behave;
        long code;
        const char *body;
        uint32_t least_s, most_s;
    } rows[] = {
        {send_no_content, 204, "", 0, 0},
        {be_busy, 503, "busy", 7, 7},
        {be_busy_until_a_date, 503, "", 80, 100},
        {be_busy_until_the_past, 503, "", 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world world;
        open_world(&world, rows[i].behave);
        const struct wire_answer *answer = ask(&world);
        assert_answered(answer, rows[i].code, rows[i].body);
        assert_in_range(answer->retry_after_s, rows[i].least_s, rows[i].most_s);
        close_world(&world);
    }
}

/* ---- what must not ---- */

static void an_answer_that_is_none_is_a_failure_and_asked_for_once(void **state)
{
    (void)state;
    static const struct {
        behaviour *behave;
        const char *reason;
    } rows[] = {
        {close_early, "it closed the connection before its answer was begun"},
        {send_half, "it closed the connection before its answer was complete"},
        {send_garbage, "what it sends is no HTTP/1.1"},
        {send_huge_header, "the head of its answer is larger than 65536 bytes"},
        {send_too_much, "its answer is larger than 4000 bytes"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world world;
        open_world(&world, rows[i].behave);
        assert_failed(ask(&world), rows[i].reason);
        assert_int_equal(atomic_load(&world.server.requests), 1);
        assert_failed(ask(&world), rows[i].reason);
        assert_int_equal(atomic_load(&world.server.requests), 2);
        close_world(&world);
    }
}

static void a_request_that_takes_too_long_fails(void **state)
{
    (void)state;
    struct world world;
    assert_true(server_start(&world.server, AF_INET, never_answer));
    world.client = open_client("127.0.0.1", world.server.port);
    open_slots(&world, 1, SHORT_TIMEOUT_MS);
    for (int i = 0; i < 2; i++) {
        int64_t begin_us = clock_monotonic_us();
        assert_failed(ask(&world), "no whole answer within 0.2 seconds");
        /* libcurl counts in whole milliseconds, and not from when it was asked. */
        assert_true(clock_monotonic_us() - begin_us >= SHORT_TIMEOUT_MS * 1000 / 2);
    }
    close_world(&world);
}

static void waiting_ends_when_it_was_to(void **state)
{
    (void)state;
    struct world world;
    uint32_t count = 1;
    open_world(&world, never_answer);
    post(&world, 3, "[]");
    int64_t begin_us = clock_monotonic_us();
    assert_int_equal(wire->wait(world.slots, WAIT_MS, world.answers, &count, NULL), STATUS_OK);
    assert_int_equal(count, 0);
    assert_true(clock_monotonic_us() - begin_us < PATIENCE_US);
    close_world(&world);
}

static void nobody_there_is_a_failure(void **state)
{
    (void)state;
    struct world world;
    assert_true(server_start(&world.server, AF_INET, keep_alive));
    server_stop(&world.server);
    world.client = open_client("127.0.0.1", world.server.port);
    open_slots(&world, 1, TIMEOUT_MS);
    char reason[2 * ENDPOINT_SIZE];
    (void)snprintf(reason, sizeof reason, "no connection to '127.0.0.1:%u': Connection refused",
                   (unsigned)world.server.port);
    assert_failed(ask(&world), reason);
    wire_close(world.slots);
    client_close(world.client);
}

/* ---- connections that end between requests ---- */

static void a_connection_that_was_closed_meanwhile_is_replaced(void **state)
{
    (void)state;
    struct world world;
    uint32_t count = 1;
    open_world(&world, close_unsaid);
    assert_answered(ask(&world), 200, "ok");
    assert_int_equal(wire->wait(world.slots, WAIT_MS, world.answers, &count, NULL), STATUS_OK);
    assert_int_equal(count, 0);
    assert_answered(ask(&world), 200, "ok");
    assert_int_equal(atomic_load(&world.server.requests), 2);
    close_world(&world);
}

static void a_request_on_a_used_connection_that_gets_no_answer_is_sent_once_more(void **state)
{
    (void)state;
    struct world world;
    open_world(&world, drop_the_second);
    assert_answered(ask(&world), 200, "ok");
    assert_answered(ask(&world), 200, "ok");
    assert_int_equal(atomic_load(&world.server.requests), 3);
    assert_int_equal(atomic_load(&world.server.connections), 2);
    close_world(&world);
}

static void it_is_not_sent_a_third_time_nor_once_an_answer_has_begun(void **state)
{
    (void)state;
    static const struct {
        behaviour *behave;
        int requests;
        const char *reason;
    } rows[] = {
        {drop_all_but_the_first, 3, "it closed the connection before its answer was begun"},
        {begin_the_second, 2, "it closed the connection before its answer was complete"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world world;
        open_world(&world, rows[i].behave);
        assert_answered(ask(&world), 200, "ok");
        assert_failed(ask(&world), rows[i].reason);
        assert_int_equal(atomic_load(&world.server.requests), rows[i].requests);
        close_world(&world);
    }
}

/* ---- what is sent ---- */

static void assert_has(struct text head, const char *line)
{
    AUTO(free) char *copy = mem_copy(head.data, head.length);
    if (strstr(copy, line) == NULL) {
        fail_msg("%s: no '%s' in '%s'", wire->name, line, copy);
    }
}

static void a_request_bears_the_headers_of_xapi(void **state)
{
    (void)state;
    struct world world;
    char host[ENDPOINT_SIZE];
    open_world(&world, send_head_back);
    (void)snprintf(host, sizeof host, "\r\nHost: 127.0.0.1:%u\r\n", (unsigned)world.server.port);
    struct text head = ask(&world)->body;
    assert_true(text_starts_with(head, "POST /xapi/statements HTTP/1.1\r\n"));
    assert_has(head, host);
    assert_has(head, "\r\nContent-Length: 3\r\n");
    assert_has(head, "\r\nContent-Type: application/json\r\n");
    assert_has(head, "\r\nX-Experience-API-Version: 1.0.3\r\n");
    assert_has(head, "\r\nAuthorization: Basic a2V5OnNlY3JldA==\r\n");
    close_world(&world);
}

static void an_address_is_gotten_with_its_parameters(void **state)
{
    (void)state;
    struct world world;
    char url[2 * ENDPOINT_SIZE];
    open_world(&world, send_head_back);
    (void)snprintf(url, sizeof url, "%s?limit=1&verb=a%%20b", client_statements_url(world.client));
    const struct wire_request request = {.url = url};
    /* The other kind of request before and after on the same slot. */
    (void)ask(&world);
    assert_int_equal(wire->send(world.slots, 0, &request, NULL), STATUS_OK);
    wait_for(&world, 1);
    struct text head = world.answers[0].body;
    assert_true(text_starts_with(head, "GET /xapi/statements?limit=1&verb=a%20b HTTP/1.1\r\n"));
    assert_has(head, "\r\nAuthorization: Basic a2V5OnNlY3JldA==\r\n");
    assert_true(text_starts_with(ask(&world)->body, "POST /xapi/statements HTTP/1.1\r\n"));
    close_world(&world);
}

static void a_body_that_does_not_fit_at_once_arrives_whole(void **state)
{
    (void)state;
    struct world world;
    AUTO(free) char *body = mem_zeroed(LARGE_BODY + 1, 1);
    memset(body, ' ', LARGE_BODY);
    open_world(&world, count_body);
    for (int i = 0; i < 2; i++) {
        post(&world, 0, body);
        wait_for(&world, 1);
        assert_answered(&world.answers[0], 200, "3000000");
    }
    close_world(&world);
}

static void an_answer_that_comes_before_all_is_sent_counts(void **state)
{
    (void)state;
    struct world world;
    AUTO(free) char *body = mem_zeroed(LARGE_BODY + 1, 1);
    memset(body, ' ', LARGE_BODY);
    open_world(&world, refuse_unread);
    for (int i = 0; i < 2; i++) {
        post(&world, 0, body);
        wait_for(&world, 1);
        assert_answered(&world.answers[0], 413, "large");
    }
    close_world(&world);
}

/* Answers the length of the body, which differs from slot to slot, once all have asked. */
static bool wait_for_all(struct visit *visit)
{
    int64_t begin_us = clock_monotonic_us();
    while (atomic_load(&visit->server->requests) < SLOTS_MAX &&
           clock_monotonic_us() - begin_us < PATIENCE_US) {
        (void)nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return count_body(visit);
}

static void all_slots_are_under_way_at_once_and_get_their_own_answers(void **state)
{
    (void)state;
    static const char body[] = "12345678";
    struct world world;
    open_world(&world, wait_for_all);
    for (uint32_t i = 0; i < SLOTS_MAX; i++) {
        post(&world, i, body + i);
    }
    wait_for(&world, SLOTS_MAX);
    for (uint32_t i = 0; i < SLOTS_MAX; i++) {
        const char digit[] = {(char)('0' + SLOTS_MAX - i), '\0'};
        assert_answered(&world.answers[i], 200, digit);
    }
    assert_int_equal(atomic_load(&world.server.connections), SLOTS_MAX);
    close_world(&world);
}

/* ---- where the server is ---- */

static void ask_at(const char *host, int family)
{
    struct world world;
    if (!server_start(&world.server, family, keep_alive)) {
        print_message("no server at %s: not tested\n", host);
        return;
    }
    world.client = open_client(host, world.server.port);
    open_slots(&world, 2, TIMEOUT_MS);
    assert_answered(ask(&world), 200, "ok");
    post(&world, 1, "[]");
    wait_for(&world, 1);
    assert_answered(&world.answers[1], 200, "ok");
    close_world(&world);
}

static void addresses_of_both_families_and_names_are_reached(void **state)
{
    (void)state;
    ask_at("127.0.0.1", AF_INET);
    ask_at("[::1]", AF_INET6);
    /* May be both; where the first is closed, the second is tried. */
    ask_at("localhost", AF_INET);
}

static int test_kind(const struct wire *kind)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_read_however_they_come),
        cmocka_unit_test(a_connection_is_kept_as_long_as_the_server_keeps_it),
        cmocka_unit_test(the_status_and_retry_after_are_told),
        cmocka_unit_test(an_answer_that_is_none_is_a_failure_and_asked_for_once),
        cmocka_unit_test(a_request_that_takes_too_long_fails),
        cmocka_unit_test(waiting_ends_when_it_was_to),
        cmocka_unit_test(nobody_there_is_a_failure),
        cmocka_unit_test(a_connection_that_was_closed_meanwhile_is_replaced),
        cmocka_unit_test(a_request_on_a_used_connection_that_gets_no_answer_is_sent_once_more),
        cmocka_unit_test(it_is_not_sent_a_third_time_nor_once_an_answer_has_begun),
        cmocka_unit_test(a_request_bears_the_headers_of_xapi),
        cmocka_unit_test(an_address_is_gotten_with_its_parameters),
        cmocka_unit_test(a_body_that_does_not_fit_at_once_arrives_whole),
        cmocka_unit_test(an_answer_that_comes_before_all_is_sent_counts),
        cmocka_unit_test(all_slots_are_under_way_at_once_and_get_their_own_answers),
        cmocka_unit_test(addresses_of_both_families_and_names_are_reached),
    };
    wire = kind;
    return cmocka_run_group_tests_name(kind->name, tests, NULL, NULL);
}

int main(void)
{
    int failures = 0;
    /* libcurl is asked directly here, whatever stands in the environment. */
    (void)setenv("no_proxy", "*", 1); // NOLINT(concurrency-mt-unsafe): no thread yet
    for (size_t i = 0; wires[i] != NULL; i++) {
        failures += test_kind(wires[i]);
    }
    return failures;
}
