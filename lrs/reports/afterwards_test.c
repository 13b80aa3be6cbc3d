/* SPDX-License-Identifier: Apache-2.0 */

/* What comes after completion: the reports `follow-up`, `expiry` and `overdue`. */
#include "reports/report_fixture.h"

#define IN_COURSE "\"contextActivities\":{\"grouping\":[" COURSE_ACTIVITY "]}"
#define HEAD COURSE ",Back care,"

static void complete(struct world *world, const char *learner, const char *organisation,
                     const char *day)
{
    put_at(world,
           arena_print(world->arena,
                       "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"" VERBS
                       "completed\"},\"object\":" COURSE_ACTIVITY ",\"context\":{\"extensions\":{"
                       "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"%s\"}}",
                       learner, organisation),
           midnight_us(day));
}

/* `told`: true, false, or what is neither. */
static void respond(struct world *world, const char *learner, int months, const char *told,
                    const char *day)
{
    put_at(
        world,
        arena_print(world->arena,
                    "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"" VERBS
                    "responded\"},\"object\":{\"id\":\"" COURSE
                    "/follow-up\"},\"context\":{" IN_COURSE ",\"extensions\":{"
                    "\"https://w3id.org/xapi/ibest/extensions/follow-up\":%d}},\"result\":{"
                    "\"extensions\":{\"https://w3id.org/xapi/ibest/extensions/implementing\":%s}}",
                    learner, months, told),
        midnight_us(day));
}

/* Ann and Ben completed in January 2017, Cat at the end of October; Dan has not. */
static int set_up(void **state)
{
    (void)set_up_world(state);
    struct world *world = *state;
    complete(world, "ann", "R1", "2017-01-10");
    complete(world, "ben", "R1", "2017-01-15");
    complete(world, "cat", "R2", "2017-10-31");
    respond(world, "ann", 4, "true", "2017-05-20");
    respond(world, "ann", 12, "false", "2018-01-20");
    respond(world, "dan", 4, "true", "2017-05-20");
    return 0;
}

/* ---- follow-up ---- */

static void follow_up_is_due_that_many_months_later(void **state)
{
    expect_rows(*state, "follow-up", "on=2018-01-14", "none",
                "," HEAD "4,3,2,1,1,50,1,100\r\n"
                "," HEAD "12,3,1,1,0,100,0,0\r\n");
    expect_rows(*state, "follow-up", "on=2018-01-15", "none",
                "," HEAD "4,3,2,1,1,50,1,100\r\n"
                "," HEAD "12,3,2,1,1,50,0,0\r\n");
}

static void due_day_that_its_month_lacks_is_the_next_months_first(void **state)
{
    expect_rows(*state, "follow-up", "from=2017-10-01&on=2018-02-28", "none",
                "," HEAD "4,1,0,0,0,,0,\r\n"
                "," HEAD "12,1,0,0,0,,0,\r\n");
    expect_rows(*state, "follow-up", "from=2017-10-01&on=2018-03-01", "none",
                "," HEAD "4,1,1,0,1,0,0,\r\n"
                "," HEAD "12,1,0,0,0,,0,\r\n");
}

static void organisations_add_up_to_the_total(void **state)
{
    expect_rows(*state, "follow-up", "breakdown=organisation&on=2018-01-15", "none",
                "R1," HEAD "4,2,2,1,1,50,1,100\r\n"
                "R1," HEAD "12,2,2,1,1,50,0,0\r\n"
                "R2," HEAD "4,1,0,0,0,,0,\r\n"
                "R2," HEAD "12,1,0,0,0,,0,\r\n");
}

/* Counted double, they would be of everybody and of their organisation. */
static void follow_up_and_expiry_of_an_organisation_are_its_learners(void **state)
{
    expect_rows(*state, "follow-up", "organisation=R1&on=2018-01-15", "none",
                "," HEAD "4,2,2,1,1,50,1,100\r\n"
                "," HEAD "12,2,2,1,1,50,0,0\r\n");
    expect_rows(*state, "expiry", "organisation=R1&on=2018-01-10", "none",
                "," HEAD "2018-01,2,1\r\n");
    expect_rows(*state, "expiry", "breakdown=organisation&on=2018-01-10", "none",
                "R1," HEAD "2018-01,2,1\r\n"
                "R2," HEAD "2018-10,1,0\r\n");
}

static void who_completes_later_is_not_counted_yet(void **state)
{
    expect_rows(*state, "follow-up", "on=2017-01-10", "none",
                "," HEAD "4,1,1,1,0,100,1,100\r\n"
                "," HEAD "12,1,1,1,0,100,0,0\r\n");
    expect_rows(*state, "follow-up", "to=2017-01-10&on=2018-01-01", "none",
                "," HEAD "4,1,1,1,0,100,1,100\r\n"
                "," HEAD "12,1,1,1,0,100,0,0\r\n");
}

static void first_response_counts_and_a_void_takes_it_away(void **state)
{
    struct world *world = *state;
    respond(world, "ann", 4, "\"yes\"", "2017-05-19");
    expect_rows(world, "follow-up", "to=2017-01-10&on=2018-01-20", "none",
                "," HEAD "4,1,1,1,0,100,0,0\r\n"
                "," HEAD "12,1,1,1,0,100,0,0\r\n");
    struct statement voids[] = {fixture_about(world->arena, 90, FIXTURE_VOIDED, 4),
                                fixture_about(world->arena, 91, FIXTURE_VOIDED, 7)};
    assert_int_equal(fixture_put(world->store, voids, 2, &world->error), STATUS_OK);
    expect_rows(world, "follow-up", "to=2017-01-10&on=2018-01-20", "none",
                "," HEAD "4,1,1,0,1,0,0,\r\n"
                "," HEAD "12,1,1,1,0,100,0,0\r\n");
}

static void other_months_and_other_verbs_are_no_follow_up(void **state)
{
    struct world *world = *state;
    respond(world, "ben", 6, "true", "2017-07-20");
    expect_rows(world, "follow-up", "on=2018-01-15", "none",
                "," HEAD "4,3,2,1,1,50,1,100\r\n"
                "," HEAD "12,3,2,1,1,50,0,0\r\n");
}

/* A day of it is no active day, and nobody is enrolled by it. */
static void response_is_no_learning(void **state)
{
    expect_rows(*state, "activity", "period=day&from=2017-05-01&to=2017-05-31", "none", "");
    expect_rows(*state, "funnel", "", "none", "," HEAD ",,,,3,3,3,100,100\r\n");
}

static void few_who_have_not_responded_are_hidden(void **state)
{
    expect_rows(*state, "follow-up", "on=2018-01-15", "lt5",
                "," HEAD "4,*,*,*,*,*,*,*,lt5\r\n"
                "," HEAD "12,*,*,*,*,*,*,*,lt5\r\n");
}

/* ---- expiry ---- */

static void completion_runs_out_by_month(void **state)
{
    expect_rows(*state, "expiry", "on=2018-01-10", "none",
                "," HEAD "2018-01,2,1\r\n"
                "," HEAD "2018-10,1,0\r\n");
    expect_rows(*state, "expiry", "months=24&on=2019-01-15", "none",
                "," HEAD "2019-01,2,2\r\n"
                "," HEAD "2019-10,1,0\r\n");
    expect_rows(*state, "expiry", "from=2018-01-15&to=2018-01-15&on=2018-01-10", "none",
                "," HEAD "2018-01,1,0\r\n");
}

static void another_completion_renews(void **state)
{
    struct world *world = *state;
    complete(world, "ann", "R1", "2017-12-20");
    expect_rows(world, "expiry", "on=2018-12-31", "none",
                "," HEAD "2018-01,1,1\r\n"
                "," HEAD "2018-10,1,1\r\n"
                "," HEAD "2018-12,1,1\r\n");
    struct statement statement = fixture_about(world->arena, 90, FIXTURE_VOIDED, 7);
    assert_int_equal(fixture_put(world->store, &statement, 1, &world->error), STATUS_OK);
    expect_rows(world, "expiry", "on=2018-12-31", "none",
                "," HEAD "2018-01,2,2\r\n"
                "," HEAD "2018-10,1,1\r\n");
}

static void today_is_what_is_not_told(void **state)
{
    expect_rows(*state, "expiry", "", "none",
                "," HEAD "2018-01,2,2\r\n"
                "," HEAD "2018-10,1,1\r\n");
}

#define BY "000000000000400080000000000000"

static void learners_who_are_overdue_have_a_row_each(void **state)
{
    struct world *world = *state;
    expect_rows(world, "overdue", "on=2018-01-20", "none",
                "mailto:ann@example.org,R1," HEAD "2018-01-10,2017-01-10," BY "01\r\n"
                "mailto:ben@example.org,R1," HEAD "2018-01-15,2017-01-15," BY "02\r\n");
    expect_rows(world, "overdue", "on=2018-01-10", "none",
                "mailto:ann@example.org,R1," HEAD "2018-01-10,2017-01-10," BY "01\r\n");
    expect_rows(world, "overdue", "organisation=R2&months=6&on=2018-04-30", "none",
                "mailto:cat@example.org,R2," HEAD "2018-04-30,2017-10-31," BY "03\r\n");
    assert_int_equal(run_asking(world, "overdue", "", "lt5", REPORT_CSV), STATUS_FORBIDDEN);
}

static void overdue_rows_stand_by_course_name_then_day(void **state)
{
    struct world *world = *state;
    put_at(world,
           "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":\"" VERBS
           "completed\"},\"object\":{\"id\":\"https://z.example\",\"definition\":{\"type\":"
           "\"http://adlnet.gov/expapi/activities/course\",\"name\":{\"en\":\"Arms\"}}}",
           midnight_us("2017-02-10"));
    expect_rows(world, "overdue", "on=2018-02-10", "none",
                "mailto:ann@example.org,R1,https://z.example,Arms,2018-02-10,2017-02-10," BY
                "07\r\n"
                "mailto:ann@example.org,R1," HEAD "2018-01-10,2017-01-10," BY "01\r\n"
                "mailto:ben@example.org,R1," HEAD "2018-01-15,2017-01-15," BY "02\r\n");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(follow_up_is_due_that_many_months_later),
        RULE(due_day_that_its_month_lacks_is_the_next_months_first),
        RULE(organisations_add_up_to_the_total),
        RULE(follow_up_and_expiry_of_an_organisation_are_its_learners),
        RULE(who_completes_later_is_not_counted_yet),
        RULE(first_response_counts_and_a_void_takes_it_away),
        RULE(other_months_and_other_verbs_are_no_follow_up),
        RULE(response_is_no_learning),
        RULE(few_who_have_not_responded_are_hidden),
        RULE(completion_runs_out_by_month),
        RULE(another_completion_renews),
        RULE(today_is_what_is_not_told),
        RULE(learners_who_are_overdue_have_a_row_each),
        RULE(overdue_rows_stand_by_course_name_then_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
