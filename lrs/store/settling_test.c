/* SPDX-License-Identifier: Apache-2.0 */

/* When the writer settles histories: when nothing was written for a second, or some have been due
 * for a minute although something always is. */
#include "store/settling.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void wrote(struct settling *settling, bool notes_dues)
{
    struct transaction transaction = {.notes_dues = notes_dues};
    settling_wrote(settling, &transaction);
    assert_false(transaction.notes_dues);
}

/* As the writer does with what settling_take() gave it. */
static void settled(struct settling *settling, enum status status, int64_t settled, bool is_over)
{
    settling->after = (struct history_round){.last = 7, .settled = settled, .is_over = is_over};
    settling->write.status = status;
    settling->write.done(&settling->write);
}

static struct settling begun(void)
{
    struct settling settling;
    settling_begin(&settling, true);
    return settling;
}

/* Due and quiet for long enough. */
static struct settling due_now(void)
{
    struct settling settling = begun();
    settling.quiet_us = clock_monotonic_us() - 1;
    return settling;
}

static void assert_rests(const struct settling *settling)
{
    assert_true(settling_wake_us(settling) == INT64_MAX);
}

static void nothing_is_settled_before_it_is_quiet(void **state)
{
    (void)state;
    struct settling settling = begun();
    assert_null(settling_take(&settling));
    assert_in_range(settling_wake_us(&settling) - clock_monotonic_us(), 1, SETTLING_QUIET_US);
    settling.quiet_us = clock_monotonic_us() - 1;
    assert_ptr_equal(settling_take(&settling), &settling.write);
}

static void each_write_puts_quiet_off_but_not_what_has_been_due_for_long(void **state)
{
    (void)state;
    struct settling settling = due_now();
    int64_t late_us = settling.late_us;
    wrote(&settling, true);
    assert_null(settling_take(&settling));
    wrote(&settling, false);
    assert_null(settling_take(&settling));
    assert_true(settling.late_us == late_us);
    settling.late_us = clock_monotonic_us() - 1;
    wrote(&settling, true);
    assert_ptr_equal(settling_take(&settling), &settling.write);
}

static void what_is_not_over_goes_on_at_once_where_it_was(void **state)
{
    (void)state;
    struct settling settling = due_now();
    assert_non_null(settling_take(&settling));
    settled(&settling, STATUS_OK, 3, false);
    assert_non_null(settling_take(&settling));
    assert_int_equal(settling.before.last, 7);
}

static void a_round_that_settled_some_is_followed_by_another_from_the_start(void **state)
{
    (void)state;
    struct settling settling = due_now();
    settled(&settling, STATUS_OK, 3, true);
    assert_null(settling_take(&settling));
    assert_in_range(settling_wake_us(&settling) - clock_monotonic_us(), 1, SETTLING_QUIET_US);
    assert_int_equal(settling.before.last, 0);
}

static void a_round_that_settled_none_lets_the_writer_rest_until_something_is_due(void **state)
{
    (void)state;
    struct settling settling = due_now();
    settled(&settling, STATUS_OK, 0, true);
    assert_rests(&settling);
    wrote(&settling, false);
    assert_rests(&settling);
    wrote(&settling, true);
    assert_in_range(settling_wake_us(&settling) - clock_monotonic_us(), 1, SETTLING_QUIET_US);
}

static void what_failed_is_tried_again_when_it_is_late_not_at_once(void **state)
{
    (void)state;
    struct settling settling = due_now();
    settled(&settling, STATUS_UNAVAILABLE, 0, false);
    assert_in_range(settling_wake_us(&settling) - clock_monotonic_us(), SETTLING_QUIET_US + 1,
                    SETTLING_AGE_US);
}

static void who_does_not_serve_never_settles(void **state)
{
    (void)state;
    struct settling settling;
    settling_begin(&settling, false);
    assert_rests(&settling);
    wrote(&settling, true);
    assert_rests(&settling);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_settled_before_it_is_quiet),
        cmocka_unit_test(each_write_puts_quiet_off_but_not_what_has_been_due_for_long),
        cmocka_unit_test(what_is_not_over_goes_on_at_once_where_it_was),
        cmocka_unit_test(a_round_that_settled_some_is_followed_by_another_from_the_start),
        cmocka_unit_test(a_round_that_settled_none_lets_the_writer_rest_until_something_is_due),
        cmocka_unit_test(what_failed_is_tried_again_when_it_is_late_not_at_once),
        cmocka_unit_test(who_does_not_serve_never_settles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
