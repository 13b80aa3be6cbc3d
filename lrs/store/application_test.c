/* SPDX-License-Identifier: Apache-2.0 */

#include "store/application.h"

#include "store/terms.h"
#include "store/world_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { ACTIVITIES = 3 * APPLICATION_TERMS };

static int64_t number_of(struct application *application, struct text activity)
{
    struct error error = {0};
    int64_t number = -1;
    assert_int_equal(application_number(application, activity, &number, &error), STATUS_OK);
    return number;
}

static int64_t intern(struct transaction *transaction, struct text activity)
{
    struct error error = {0};
    int64_t number = -1;
    assert_int_equal(terms_intern(transaction->terms, transaction->connection, TERM_ACTIVITY,
                                  activity, &number, &error),
                     STATUS_OK);
    return number;
}

static void each_activity_has_its_term_s_number_however_often_it_is_asked(void **state)
{
    struct world *world = *state;
    struct transaction transaction = {.connection = fixture_connection(world->store),
                                      .terms = terms_create()};
    struct application application = {.transaction = &transaction};
    for (int i = 0; i < 4 * ACTIVITIES; i++) {
        int which = i * 7 % ACTIVITIES;
        const char *activity = arena_print(world->arena, "http://example.org/%d", which);
        int64_t number = number_of(&application, text_of(activity));
        assert_int_equal(number, intern(&transaction, text_of(activity)));
        assert_int_equal(number, number_of(&application, text_of(activity)));
    }
    terms_destroy(transaction.terms);
}

static void what_is_not_said_has_no_number(void **state)
{
    (void)state;
    struct application application = {0};
    assert_int_equal(number_of(&application, (struct text){NULL, 0}), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            each_activity_has_its_term_s_number_however_often_it_is_asked, set_up, tear_down),
        cmocka_unit_test(what_is_not_said_has_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
