/* SPDX-License-Identifier: Apache-2.0 */

/* Walks over answers that are too large to be held. */
#include "store/fixture.h"
#include "store/internal.h"
#include "store/postgres.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define MEGABYTE "1048576"
#define ROWS(count, length) \
    "SELECT repeat('x', " length ") FROM generate_series(1, " #count ") AS number"

/* What a walk took. */
struct taken {
    size_t rows;
    size_t bytes;
    size_t held_bytes; /* at most, of one portion */
    size_t portions;
};

static void count_row(struct cursor *walk, size_t *in_portion, struct taken *taken)
{
    size_t bytes = cursor_text(walk, 0).length;
    *in_portion += bytes;
    taken->rows++;
    taken->bytes += bytes;
    taken->held_bytes = *in_portion > taken->held_bytes ? *in_portion : taken->held_bytes;
}

static struct taken walk_over(const char *sql)
{
    AUTO(store_close) struct store *store = NULL;
    AUTO(cursor_end) struct cursor *walk = NULL;
    struct error error = {0};
    struct taken taken = {.portions = 1};
    bool row = true;
    size_t in_portion = 0;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    struct connection *reader = store->readers[0];
    assert_int_equal(cursor_begin_walk(reader, sql, NO_VALUES, &walk, &error), STATUS_OK);
    size_t round_trips = postgres_own(reader)->round_trips;
    while (cursor_step(walk, &row, &error) == STATUS_OK && row) {
        if (postgres_own(reader)->round_trips != round_trips) {
            round_trips = postgres_own(reader)->round_trips;
            taken.portions++;
            in_portion = 0;
        }
        count_row(walk, &in_portion, &taken);
    }
    assert_false(row);
    return taken;
}

static void small_rows_come_many_at_a_time(void **state)
{
    (void)state;
    struct taken taken = walk_over(ROWS(5000, "100"));
    assert_int_equal(taken.rows, 5000);
    assert_int_equal(taken.bytes, 500000);
    assert_in_range(taken.portions, 5000 / POSTGRES_PORTION_MAX, 5000 / POSTGRES_PORTION_MAX + 4);
}

static void large_rows_come_a_few_at_a_time(void **state)
{
    (void)state;
    struct taken taken = walk_over(ROWS(60, MEGABYTE));
    assert_int_equal(taken.rows, 60);
    assert_int_equal(taken.bytes, 60 << 20);
    assert_in_range(taken.held_bytes, 1 << 20, POSTGRES_PORTION_FIRST << 20);
    assert_in_range(taken.portions, (60 - POSTGRES_PORTION_FIRST) / 4, 60);
}

static void rows_larger_than_a_portion_come_one_at_a_time(void **state)
{
    (void)state;
    struct taken taken = walk_over(ROWS(20, "5 * " MEGABYTE));
    assert_int_equal(taken.rows, 20);
    assert_int_equal(taken.portions, 1 + 20 - POSTGRES_PORTION_FIRST);
}

/* Large, then small: as many at a time as before the large ones. */
static void small_rows_behind_large_ones_come_many_at_a_time(void **state)
{
    (void)state;
    struct taken taken =
        walk_over("SELECT repeat('x', CASE WHEN number <= 20 THEN " MEGABYTE
                  " ELSE 100 END) FROM generate_series(1, 5020) AS number ORDER BY number");
    assert_int_equal(taken.rows, 5020);
    assert_in_range(taken.portions, 10, 24);
}

static void a_walk_whose_rows_fill_its_portions_ends(void **state)
{
    (void)state;
    assert_int_equal(walk_over(ROWS(16, "1")).rows, POSTGRES_PORTION_FIRST);
    assert_int_equal(walk_over(ROWS(80, "1")).rows, 80);
    assert_int_equal(walk_over(ROWS(0, "1")).rows, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_rows_come_many_at_a_time),
        cmocka_unit_test(large_rows_come_a_few_at_a_time),
        cmocka_unit_test(rows_larger_than_a_portion_come_one_at_a_time),
        cmocka_unit_test(small_rows_behind_large_ones_come_many_at_a_time),
        cmocka_unit_test(a_walk_whose_rows_fill_its_portions_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
