/* SPDX-License-Identifier: Apache-2.0 */

/* Which of a host's addresses are tried, in which order. What else an exchange does, wire_test.c
 * shows. */
#include "load/exchange.h"

#include "base/auto.h"
#include "load/behaviours_fixture.h"

#include <netdb.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/epoll.h>

#include <cmocka.h>

enum { ENDPOINT_SIZE = 64, ANSWER_MAX = 1 << 10, WAIT_MS = 20000 };

/* Three addresses: nobody is at the first and the last, a server at the one between. */
struct world {
    struct server server;
    struct client *client;
    struct origin *origin;
    struct sockaddr_in sockets[3];
    struct addrinfo addresses[3];
    struct addrinfo *looked_up;
    struct exchange_common common;
    struct exchange exchange;
};

/* Nobody listens there, and nobody will be given it soon. */
static uint16_t unused_port(void)
{
    int listener = listen_at_loopback(AF_INET);
    uint16_t port = port_of(listener);
    assert_int_equal(close(listener), 0);
    return port;
}

static void set_address(struct world *world, int place, uint16_t port)
{
    world->sockets[place] = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(port)};
    world->addresses[place] = (struct addrinfo){
        .ai_family = AF_INET,
        .ai_addr = (struct sockaddr *)&world->sockets[place],
        .ai_addrlen = sizeof world->sockets[place],
        .ai_next = place < 2 ? &world->addresses[place + 1] : NULL,
    };
}

static void open_world(struct world *world)
{
    static const struct client_options options = {"http://127.0.0.1/", "key", "secret", "all"};
    assert_true(server_start(&world->server, AF_INET, close_as_said));
    assert_int_equal(client_open(&options, &world->client, NULL), STATUS_OK);
    assert_int_equal(origin_create(world->client, &world->origin, NULL), STATUS_OK);
    set_address(world, 0, unused_port());
    set_address(world, 1, world->server.port);
    set_address(world, 2, unused_port());
    world->looked_up = world->origin->addresses;
    world->origin->addresses = world->addresses;
    world->common = (struct exchange_common){.origin = world->origin,
                                             .address = world->addresses,
                                             .poll = epoll_create1(EPOLL_CLOEXEC),
                                             .room = mem_zeroed(EXCHANGE_ROOM, 1)};
    assert_true(world->common.poll >= 0);
    exchange_init(&world->exchange, &world->common, 0, ANSWER_MAX);
}

static void close_world(struct world *world)
{
    exchange_finish(&world->exchange);
    world->origin->addresses = world->looked_up;
    origin_destroy(world->origin);
    client_close(world->client);
    (void)close(world->common.poll);
    free(world->common.room);
}

static struct wire_answer ask(struct world *world)
{
    const struct wire_request request = {.body = text_of("[]")};
    bool is_over = exchange_begin(&world->exchange, &request);
    while (!is_over) {
        struct epoll_event event;
        assert_int_equal(epoll_wait(world->common.poll, &event, 1, WAIT_MS), 1);
        is_over = exchange_go_on(&world->exchange, event.events);
    }
    return exchange_answer(&world->exchange);
}

static void the_next_address_is_tried_and_stays_the_first_to_try(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ask(&world).code, 200);
        assert_ptr_equal(world.common.address, &world.addresses[1]);
    }
    assert_int_equal(atomic_load(&world.server.connections), 2);
    server_stop(&world.server);
    close_world(&world);
}

static void after_the_last_address_the_first_is_to_try_again(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    assert_int_equal(ask(&world).code, 200);
    server_stop(&world.server);
    struct wire_answer answer = ask(&world);
    assert_int_equal(answer.code, 0);
    assert_string_equal(answer.reason, "no connection to '127.0.0.1': Connection refused");
    assert_ptr_equal(world.common.address, &world.addresses[0]);
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_address_is_tried_and_stays_the_first_to_try),
        cmocka_unit_test(after_the_last_address_the_first_is_to_try_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
