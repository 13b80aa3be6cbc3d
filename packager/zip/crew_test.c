/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of crews of each size, with work that notes when it was done. */
#include "zip/crew.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ITEMS = 500, LEAD = 7 };

struct notes {
    atomic_int times[ITEMS];
    atomic_size_t wanted;
    atomic_bool is_too_far;
};

static void note(void *context, size_t item)
{
    struct notes *notes = context;
    atomic_fetch_add(&notes->times[item], 1);
    if (item >= atomic_load(&notes->wanted) + LEAD) {
        atomic_store(&notes->is_too_far, true);
    }
}

static struct crew *begin(struct notes *notes, unsigned threads, size_t count)
{
    const struct crew_work work = {
        .count = count, .lead = LEAD, .threads = threads, .run = note, .context = notes};
    return crew_begin(&work);
}

static void every_item_is_done_once_and_not_too_early(void **state)
{
    (void)state;
    for (unsigned threads = 0; threads < 5; threads++) {
        struct notes notes = {0};
        struct crew *crew = begin(&notes, threads, ITEMS);
        for (size_t i = 0; i < ITEMS; i++) {
            atomic_store(&notes.wanted, i);
            crew_wait(crew, i);
            assert_int_equal(atomic_load(&notes.times[i]), 1);
        }
        crew_end(crew);
        assert_false(atomic_load(&notes.is_too_far));
    }
}

static void items_may_be_left_out(void **state)
{
    (void)state;
    for (unsigned threads = 0; threads < 3; threads++) {
        struct notes notes = {0};
        struct crew *crew = begin(&notes, threads, ITEMS);
        for (size_t i = 0; i < ITEMS; i += 20) {
            atomic_store(&notes.wanted, i);
            crew_wait(crew, i);
            assert_int_equal(atomic_load(&notes.times[i]), 1);
        }
        crew_end(crew);
    }
}

static void a_crew_may_end_early(void **state)
{
    (void)state;
    struct notes notes = {0};
    crew_end(begin(&notes, 2, ITEMS));
    assert_int_equal(atomic_load(&notes.times[LEAD]), 0);
    crew_end(begin(&notes, 2, 0));
    crew_end(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_is_done_once_and_not_too_early),
        cmocka_unit_test(items_may_be_left_out),
        cmocka_unit_test(a_crew_may_end_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
