/* SPDX-License-Identifier: Apache-2.0 */

/* Late connections are cut, once; those that are being answered never. */
#include "http/connections.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>
#include <sys/socket.h>
#include <unistd.h>

/* Times in tests begin a day ahead, out of reach of the list's own thread. */
#define DAY_US INT64_C(86400000000)

struct world {
    struct connections *connections;
    struct connection *connection;
    int ends[2]; /* the server's, the client's */
    int64_t begun_us;
};

static void open_world(struct world *world)
{
    world->begun_us = clock_monotonic_us() + DAY_US;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, world->ends), 0);
    assert_int_equal(connections_create(&world->connections, NULL), STATUS_OK);
    world->connection = connections_add(world->connections, world->ends[0], world->begun_us + 1000);
}

static void close_world(struct world *world)
{
    connections_remove(world->connections, world->connection);
    connections_destroy(world->connections);
    (void)close(world->ends[0]);
    (void)close(world->ends[1]);
}

static bool client_sees_the_end(const struct world *world)
{
    char byte;
    return recv(world->ends[1], &byte, 1, MSG_DONTWAIT) == 0;
}

static void who_is_late_is_cut_once(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    assert_int_equal(connections_cut_late(world.connections, world.begun_us + 1000), 0);
    assert_false(client_sees_the_end(&world));
    assert_int_equal(connections_cut_late(world.connections, world.begun_us + 1001), 1);
    assert_true(client_sees_the_end(&world));
    assert_int_equal(connections_cut_late(world.connections, world.begun_us + 9999), 0);
    close_world(&world);
}

static void who_was_cut_stays_cut(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    assert_true(connection_expect(world.connection, world.begun_us + 2000));
    assert_int_equal(connections_cut_late(world.connections, world.begun_us + 1001), 0);
    assert_int_equal(connections_cut_late(world.connections, world.begun_us + 2001), 1);
    assert_false(connection_expect(world.connection, CONNECTION_NEVER));
    close_world(&world);
}

static void who_is_being_answered_is_never_late(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    assert_true(connection_expect(world.connection, CONNECTION_NEVER));
    assert_int_equal(connections_cut_late(world.connections, INT64_MAX), 0);
    assert_false(client_sees_the_end(&world));
    close_world(&world);
}

static void the_thread_cuts_without_being_asked(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    assert_true(connection_expect(world.connection, clock_monotonic_us() - 1));
    char byte;
    assert_int_equal(recv(world.ends[1], &byte, 1, 0), 0);
    close_world(&world);
}

static void who_has_left_is_cut_when_all_it_sent_was_read(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    char byte = 'a';
    assert_int_equal(send(world.ends[1], &byte, 1, 0), 1);
    assert_int_equal(shutdown(world.ends[1], SHUT_WR), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(connections_cut_late(world.connections, world.begun_us), 0);
    }
    assert_int_equal(recv(world.ends[0], &byte, 1, 0), 1);
    assert_int_equal(recv(world.ends[1], &byte, 1, 0), 0); /* waits for the thread */
    close_world(&world);
}

static void who_has_left_still_gets_its_answer(void **state)
{
    (void)state;
    struct world world;
    open_world(&world);
    assert_true(connection_expect(world.connection, CONNECTION_NEVER));
    assert_int_equal(shutdown(world.ends[1], SHUT_WR), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(connections_cut_late(world.connections, world.begun_us), 0);
    }
    assert_false(client_sees_the_end(&world));
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_late_is_cut_once),
        cmocka_unit_test(who_was_cut_stays_cut),
        cmocka_unit_test(who_is_being_answered_is_never_late),
        cmocka_unit_test(the_thread_cuts_without_being_asked),
        cmocka_unit_test(who_has_left_is_cut_when_all_it_sent_was_read),
        cmocka_unit_test(who_has_left_still_gets_its_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
