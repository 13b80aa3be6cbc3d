/* SPDX-License-Identifier: Apache-2.0 */

/* Numbers of what is counted: one for each sort, whoever asks and whatever is remembered. */
#include "store/tally_sorts.h"

#include "store/fixture.h"
#include "store/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Each differs from the first in one column. */
static const struct tally sorts[] = {
    {.measure = MEASURE_ANSWER_ANY, .subject = 1},
    {.measure = MEASURE_ANSWER_FIRST, .subject = 1},
    {.measure = MEASURE_ANSWER_ANY, .subject = 2},
    {.measure = MEASURE_ANSWER_ANY, .subject = 1, .context = 3},
    {.measure = MEASURE_ANSWER_ANY, .subject = 1, .asked = 1},
    {.measure = MEASURE_ANSWER_ANY, .subject = 1, .value = -1},
    {.measure = MEASURE_ANSWER_ANY, .subject = 1, .late_value = 2},
    {.measure = MEASURE_ANSWER_ANY, .subject = 1, .text = {"a", 1}},
    {.measure = MEASURE_ANSWER_ANY, .subject = 1, .late_text = {"a", 1}},
};
enum { SORTS = sizeof sorts / sizeof sorts[0] };

static struct store *open_store(void)
{
    struct store *store = NULL;
    struct error error = {0};
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    return store;
}

/* In one call, or each by itself. */
static void find(struct store *store, bool at_once, int64_t out[SORTS])
{
    struct connection *connection = fixture_connection(store);
    const struct tally *pointers[SORTS];
    struct error error = {0};
    for (size_t i = 0; i < SORTS; i++) {
        pointers[i] = &sorts[i];
    }
    const size_t step = at_once ? SORTS : 1;
    for (size_t i = 0; i < SORTS; i += step) {
        assert_int_equal(tally_sorts_find(connection, &pointers[i], step, &out[i], &error),
                         STATUS_OK);
    }
}

static void what_differs_in_any_column_has_another_number(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    int64_t numbers[SORTS] = {0};
    find(store, true, numbers);
    for (size_t i = 0; i < SORTS; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(numbers[i], numbers[j]);
        }
    }
    assert_int_equal(fixture_look(store, "SELECT count(*) FROM tally_sort"), SORTS);
}

static void numbers_of_a_measure_are_a_span(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    int64_t numbers[SORTS] = {0};
    find(store, true, numbers);
    for (size_t i = 0; i < SORTS; i++) {
        assert_int_equal(numbers[i] / TALLY_SORTS_EACH, sorts[i].measure);
    }
}

static void a_number_stays_whether_or_not_it_is_remembered(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    int64_t first[SORTS] = {0}, remembered[SORTS] = {0}, forgotten[SORTS] = {0};
    find(store, false, first);
    find(store, true, remembered);
    tally_sorts_forget(fixture_connection(store));
    find(store, true, forgotten);
    assert_memory_equal(first, remembered, sizeof first);
    assert_memory_equal(first, forgotten, sizeof first);
}

static void what_a_rollback_took_back_is_not_remembered(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    struct connection *connection = fixture_connection(store);
    struct error error = {0};
    int64_t numbers[SORTS] = {0};
    assert_int_equal(connection_run(connection, "BEGIN", NO_VALUES, &error), STATUS_OK);
    find(store, true, numbers);
    assert_int_equal(connection_run(connection, "ROLLBACK", NO_VALUES, &error), STATUS_OK);
    tally_sorts_forget(connection);
    find(store, true, numbers);
    assert_int_equal(fixture_look(store, "SELECT count(*) FROM tally_sort"), SORTS);
}

/* Counts one of each sort, taking away what was counted before of the first. */
static void only_sorts_that_rows_are_left_of_outlast_an_erasure(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    AUTO(tallies_finish) struct tallies tallies = TALLIES_INIT;
    struct connection *connection = fixture_connection(store);
    struct error error = {0};
    for (size_t i = 0; i < SORTS; i++) {
        struct tally tally = sorts[i];
        tally.segment = 4;
        tally.total = 1;
        tallies_add(&tallies, &tally, 1);
    }
    assert_int_equal(tallies_write(connection, &tallies, &error), STATUS_OK);
    assert_int_equal(connection_run(connection,
                                    "DELETE FROM tally WHERE sort IN "
                                    "(SELECT id FROM tally_sort WHERE text = 'a')",
                                    NO_VALUES, &error),
                     STATUS_OK);
    assert_int_equal(tally_sorts_drop_unused(connection, &error), STATUS_OK);
    assert_int_equal(fixture_look(store, "SELECT count(*) FROM tally_sort"), SORTS - 1);
    assert_int_equal(fixture_look(store, "SELECT count(*) FROM tally_sort WHERE text = 'a'"), 0);
    tallies_add(&tallies, &tallies.items[7], 1);
    assert_int_equal(tallies_write(connection, &tallies, &error), STATUS_OK);
    assert_int_equal(fixture_look(store, "SELECT total FROM tally JOIN tally_sort ON id = sort "
                                         "WHERE text = 'a' AND segment = 4"),
                     2);
}

static void what_cancels_out_is_given_no_number(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    AUTO(tallies_finish) struct tallies tallies = TALLIES_INIT;
    struct error error = {0};
    struct tally tally = sorts[0];
    tally.total = 1;
    tallies_add(&tallies, &tally, 1);
    tallies_add(&tallies, &tally, -1);
    assert_int_equal(tallies_write(fixture_connection(store), &tallies, &error), STATUS_OK);
    assert_int_equal(fixture_look(store, "SELECT count(*) FROM tally_sort"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_differs_in_any_column_has_another_number),
        cmocka_unit_test(numbers_of_a_measure_are_a_span),
        cmocka_unit_test(a_number_stays_whether_or_not_it_is_remembered),
        cmocka_unit_test(what_a_rollback_took_back_is_not_remembered),
        cmocka_unit_test(only_sorts_that_rows_are_left_of_outlast_an_erasure),
        cmocka_unit_test(what_cancels_out_is_given_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
