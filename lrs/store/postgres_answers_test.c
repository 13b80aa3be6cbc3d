/* SPDX-License-Identifier: Apache-2.0 */

/* Answers that are kept until they are asked for: which command drops which. No server is needed.
 */
#include "store/postgres_answers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { FIRST, SECOND }; /* numbers of prepared statements */

static struct postgres_query *query_of(struct postgres_query *query, size_t number,
                                       const struct value *values, size_t count)
{
    query->number = number;
    (void)strcpy(query->name, "s");
    postgres_bind(&query->binding, values, count);
    return query;
}

static void arrive(struct answer *answer)
{
    answer_arrive(answer, PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK));
}

static int set_up(void **state)
{
    *state = answers_create();
    return 0;
}

static int tear_down(void **state)
{
    answers_destroy(*state);
    return 0;
}

static void an_answer_is_given_once_to_the_same_query(void **state)
{
    struct answers *answers = *state;
    struct postgres_query query;
    struct postgres_query other;
    query_of(&query, FIRST, VALUES(value_string("a"), value_integer(7)));
    struct answer *answer = answers_add(answers, &query);
    assert_non_null(answer);
    assert_null(answers_add(answers, &query)); /* it is known */
    assert_false(answer_has_arrived(answer));
    arrive(answer);
    assert_true(answer_has_arrived(answer));
    assert_null(answers_find(
        answers, query_of(&other, SECOND, VALUES(value_string("a"), value_integer(7)))));
    assert_null(answers_find(answers,
                             query_of(&other, FIRST, VALUES(value_string("b"), value_integer(7)))));
    assert_ptr_equal(answers_find(answers, &query), answer);
    PGresult *result = answers_take(answers, answer);
    assert_non_null(result);
    PQclear(result);
    assert_null(answers_find(answers, &query));
}

static void a_command_drops_the_answers_whose_values_it_binds_all(void **state)
{
    struct answers *answers = *state;
    struct postgres_query both;
    struct postgres_query one;
    struct postgres_query command;
    query_of(&both, FIRST, VALUES(value_integer(1), value_integer(2)));
    query_of(&one, SECOND, VALUES(value_string("id")));
    arrive(answers_add(answers, &both));
    assert_non_null(answers_add(answers, &one)); /* on its way */
    query_of(&command, SECOND, VALUES(value_integer(2), value_null(), value_string("other")));
    answers_drop_changed(answers, &command.binding);
    assert_non_null(answers_find(answers, &both));
    query_of(&command, SECOND, VALUES(value_string("id"), value_integer(2), value_integer(1)));
    answers_drop_changed(answers, &command.binding);
    assert_null(answers_find(answers, &both));
    assert_null(answers_find(answers, &one));
}

static void what_arrives_too_late_is_released(void **state)
{
    struct answers *answers = *state;
    struct postgres_query query;
    struct answer *answer = answers_add(answers, query_of(&query, FIRST, VALUES(value_integer(1))));
    answers_drop_changed(answers, &query.binding);
    arrive(answer);
    assert_false(answer_has_arrived(answer));
    assert_non_null(answers_add(answers, &query)); /* it can be asked anew */
}

static void queries_without_values_with_null_or_long_ones_are_not_kept(void **state)
{
    struct answers *answers = *state;
    static char longer[ANSWER_LENGTH_MAX + 2];
    struct postgres_query query;
    memset(longer, 'a', sizeof longer - 1);
    assert_null(answers_add(answers, query_of(&query, FIRST, NO_VALUES)));
    assert_null(answers_add(answers, query_of(&query, FIRST, VALUES(value_null()))));
    assert_null(answers_add(answers, query_of(&query, FIRST, VALUES(value_string(longer)))));
    longer[ANSWER_LENGTH_MAX] = '\0';
    assert_non_null(answers_add(answers, query_of(&query, FIRST, VALUES(value_string(longer)))));
    query.name[0] = '\0'; /* the server has too many prepared */
    query_of(&query, SECOND, VALUES(value_integer(1)))->name[0] = '\0';
    assert_null(answers_add(answers, &query));
}

static void there_is_room_again_for_as_many_as_were_taken(void **state)
{
    struct answers *answers = *state;
    struct postgres_query query;
    for (int i = 0; i < ANSWERS_MAX; i++) {
        struct answer *answer =
            answers_add(answers, query_of(&query, FIRST, VALUES(value_integer(i))));
        assert_non_null(answer);
        arrive(answer);
        if (i % 2 == 0) {
            PQclear(answers_take(answers, answer));
        }
    }
    assert_true(answers_are_full(answers));
    assert_null(answers_add(answers, query_of(&query, SECOND, VALUES(value_integer(1)))));
    answers_tidy(answers);
    assert_non_null(answers_add(answers, query_of(&query, SECOND, VALUES(value_integer(1)))));
    assert_non_null(answers_find(answers, query_of(&query, FIRST, VALUES(value_integer(3)))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_answer_is_given_once_to_the_same_query, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_command_drops_the_answers_whose_values_it_binds_all,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_arrives_too_late_is_released, set_up, tear_down),
        cmocka_unit_test_setup_teardown(queries_without_values_with_null_or_long_ones_are_not_kept,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(there_is_room_again_for_as_many_as_were_taken, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
