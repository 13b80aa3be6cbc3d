/* SPDX-License-Identifier: Apache-2.0 */

/* Writes that wait: their order, how many may, and how long whoever takes them waits. */
#include "store/write_queue.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

enum { CAPACITY = 3, SHORT_US = 20000 };

static int set_up(void **state)
{
    *state = write_queue_create(CAPACITY);
    return 0;
}

static int tear_down(void **state)
{
    write_queue_destroy(*state);
    return 0;
}

static void put(struct write_queue *queue, struct store_write *write)
{
    struct error error = {0};
    assert_int_equal(write_queue_put(queue, write, &error), STATUS_OK);
}

static void writes_are_taken_in_the_order_in_which_they_came(void **state)
{
    struct store_write writes[CAPACITY] = {{0}};
    bool is_closed = true;
    for (size_t i = 0; i < CAPACITY; i++) {
        put(*state, &writes[i]);
    }
    struct store_write *taken = write_queue_take(*state, INT64_MAX, &is_closed);
    for (size_t i = 0; i < CAPACITY; i++, taken = taken->next) {
        assert_ptr_equal(taken, &writes[i]);
    }
    assert_null(taken);
    assert_false(is_closed);
}

/* Puts one that goes ahead, and one that does not, before it. */
static void put_pair(struct write_queue *queue, struct store_write pair[2])
{
    pair[0] = (struct store_write){.goes_ahead = false};
    pair[1] = (struct store_write){.goes_ahead = true};
    put(queue, &pair[0]);
    put(queue, &pair[1]);
}

static void what_goes_ahead_is_taken_alone_but_not_twice_in_a_row(void **state)
{
    struct store_write first[2];
    struct store_write late = {.goes_ahead = true};
    bool is_closed = true;
    put_pair(*state, first);
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &first[1]);
    assert_null(first[1].next);
    put(*state, &late);
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &late);
    assert_ptr_equal(late.next, &first[0]);
    assert_null(first[0].next);
    put_pair(*state, first);
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &first[1]);
    assert_null(first[1].next);
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &first[0]);
}

static void what_waits_behind_still_takes_room(void **state)
{
    struct store_write first[2];
    struct store_write more[CAPACITY] = {{0}};
    struct error error = {0};
    bool is_closed = true;
    put_pair(*state, first);
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &first[1]);
    put(*state, &more[0]);
    put(*state, &more[1]);
    assert_int_equal(write_queue_put(*state, &more[2], &error), STATUS_UNAVAILABLE);
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &first[0]);
}

static void no_more_is_taken_than_goes_quickly(void **state)
{
    struct store_write writes[CAPACITY] = {
        {.statements = WRITE_QUEUE_MUCH - 1}, {.statements = 7}, {.statements = 7}};
    bool is_closed = true;
    for (size_t i = 0; i < CAPACITY; i++) {
        put(*state, &writes[i]);
    }
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &writes[0]);
    assert_ptr_equal(writes[0].next, &writes[1]);
    assert_null(writes[1].next);
    put(*state, &writes[0]);
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &writes[2]);
    assert_ptr_equal(writes[2].next, &writes[0]);
    put(*state, &writes[1]);
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &writes[1]);
}

static void a_closed_queue_leaves_nothing_behind(void **state)
{
    struct store_write pair[2];
    struct store_write last = {.goes_ahead = false};
    bool is_closed = false;
    put_pair(*state, pair);
    pair[0].statements = WRITE_QUEUE_MUCH;
    put(*state, &last);
    write_queue_close(*state);
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &pair[1]);
    assert_ptr_equal(pair[1].next, &pair[0]);
    assert_ptr_equal(pair[0].next, &last);
    assert_true(is_closed);
}

static void no_more_wait_than_there_is_room_for(void **state)
{
    struct store_write writes[CAPACITY + 1] = {{0}};
    struct error error = {0};
    bool is_closed = false;
    for (size_t i = 0; i < CAPACITY; i++) {
        put(*state, &writes[i]);
    }
    assert_int_equal(write_queue_put(*state, &writes[CAPACITY], &error), STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "3 writes wait already"));
    assert_non_null(write_queue_take(*state, INT64_MAX, &is_closed));
    put(*state, &writes[CAPACITY]);
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &writes[CAPACITY]);
}

static void whoever_takes_waits_no_longer_than_asked(void **state)
{
    bool is_closed = true;
    int64_t begin = clock_monotonic_us();
    assert_null(write_queue_take(*state, begin + SHORT_US, &is_closed));
    assert_true(clock_monotonic_us() - begin >= SHORT_US);
    assert_false(is_closed);
}

static void a_time_that_is_past_is_not_waited_for(void **state)
{
    struct store_write write = {0};
    bool is_closed = false;
    assert_null(write_queue_take(*state, 0, &is_closed));
    put(*state, &write);
    assert_ptr_equal(write_queue_take(*state, 0, &is_closed), &write);
}

static void *put_later(void *queue)
{
    static struct store_write write;
    (void)nanosleep(&(struct timespec){.tv_nsec = SHORT_US * 1000L}, NULL);
    put(queue, &write);
    return &write;
}

static void whoever_takes_waits_for_what_comes(void **state)
{
    pthread_t other;
    void *write = NULL;
    bool is_closed = false;
    assert_int_equal(pthread_create(&other, NULL, put_later, *state), 0);
    struct store_write *taken = write_queue_take(*state, INT64_MAX, &is_closed);
    assert_int_equal(pthread_join(other, &write), 0);
    assert_ptr_equal(taken, write);
}

static void a_closed_queue_gives_what_it_has_and_takes_no_more(void **state)
{
    struct store_write writes[2] = {{0}};
    struct error error = {0};
    bool is_closed = false;
    put(*state, &writes[0]);
    write_queue_close(*state);
    assert_int_equal(write_queue_put(*state, &writes[1], &error), STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "closing"));
    assert_ptr_equal(write_queue_take(*state, INT64_MAX, &is_closed), &writes[0]);
    assert_true(is_closed);
    assert_null(write_queue_take(*state, INT64_MAX, &is_closed));
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(writes_are_taken_in_the_order_in_which_they_came),
        RULE(what_goes_ahead_is_taken_alone_but_not_twice_in_a_row),
        RULE(what_waits_behind_still_takes_room),
        RULE(no_more_is_taken_than_goes_quickly),
        RULE(a_closed_queue_leaves_nothing_behind),
        RULE(no_more_wait_than_there_is_room_for),
        RULE(whoever_takes_waits_no_longer_than_asked),
        RULE(a_time_that_is_past_is_not_waited_for),
        RULE(whoever_takes_waits_for_what_comes),
        RULE(a_closed_queue_gives_what_it_has_and_takes_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
