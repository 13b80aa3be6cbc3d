/* SPDX-License-Identifier: Apache-2.0 */

/* The Kaplan-Meier estimate: figures known from elsewhere, and what follows from its definition. */
#include "reports/survival.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

enum { TIMES = 60, ROUNDS = 300, LONGEST = 500 };

static int order(const void *left, const void *right)
{
    const struct survival_time *a = left;
    const struct survival_time *b = right;
    return (a->days > b->days) - (a->days < b->days);
}

static int64_t random_below(int end)
{
    return (int64_t)((unsigned)rand() % (unsigned)end);
}

static size_t make_times(struct survival_time *times)
{
    const size_t count = 1 + (size_t)random_below(TIMES);
    for (size_t i = 0; i < count; i++) {
        times[i] =
            (struct survival_time){.days = random_below(LONGEST), .learners = 1 + random_below(4)};
        times[i].completed = random_below((int)times[i].learners + 1);
    }
    qsort(times, count, sizeof *times, order);
    return count;
}

/* Of those who were there for `days`, or the others: by looking at all of them for each day. */
static double done_after(const struct survival_time *times, size_t count, int64_t days)
{
    double left = 1;
    for (int64_t day = 0; day <= days; day++) {
        int64_t at_risk = 0;
        int64_t completed = 0;
        for (size_t i = 0; i < count; i++) {
            at_risk += times[i].days >= day ? times[i].learners : 0;
            completed += times[i].days == day ? times[i].completed : 0;
        }
        left *= at_risk > 0 ? 1 - (double)completed / (double)at_risk : 1;
    }
    return 100 * (1 - left);
}

/* ---- rules ---- */

/* Six learners: three complete after 10, 40 and 40 days, the others are lost sight of after 20, 50
 * and 100. 1 - 5/6 * 2/4. */
static void who_is_lost_sight_of_counts_until_then(void **state)
{
    (void)state;
    static const struct survival_time times[] = {
        {10, 1, 1}, {20, 1, 0}, {40, 2, 2}, {50, 1, 0}, {100, 1, 0}};
    struct survival found;
    survival_estimate(times, 5, &found);
    assert_int_equal(found.learners, 6);
    assert_int_equal(found.completed, 3);
    assert_int_equal(found.followed, 100);
    assert_true(fabs(found.percent_within[0] - 16.7) < 1e-9);
    assert_true(fabs(found.percent_within[1] - 58.3) < 1e-9);
    assert_int_equal(found.completed_within[0], 1);
    assert_int_equal(found.completed_within[2], 3);
    assert_int_equal(found.quarter_days[0], 40);
    assert_int_equal(found.quarter_days[1], 40);
    assert_int_equal(found.quarter_days[2], -1);
}

static void all_who_are_left_completing_is_everybody(void **state)
{
    (void)state;
    static const struct survival_time times[] = {{5, 1, 0}, {7, 2, 2}};
    struct survival found;
    survival_estimate(times, 2, &found);
    assert_true(fabs(found.percent_within[0] - 100) < 1e-9);
    assert_int_equal(found.quarter_days[2], 7);
}

static void estimate_is_the_product_over_days(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct survival_time times[TIMES];
        struct survival found;
        const size_t count = make_times(times);
        survival_estimate(times, count, &found);
        for (int i = 0; i < SURVIVAL_TERMS; i++) {
            const double expected = done_after(times, count, survival_terms[i]);
            assert_true(fabs(found.percent_within[i] - expected) < 0.0501);
        }
        for (int i = 0; i < SURVIVAL_QUARTERS; i++) {
            const int64_t days = found.quarter_days[i] < 0 ? LONGEST : found.quarter_days[i] - 1;
            assert_true(done_after(times, count, days) < 25 * (i + 1));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_lost_sight_of_counts_until_then),
        cmocka_unit_test(all_who_are_left_completing_is_everybody),
        cmocka_unit_test(estimate_is_the_product_over_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
