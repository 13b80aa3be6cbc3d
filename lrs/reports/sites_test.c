/* SPDX-License-Identifier: Apache-2.0 */

/* The report `sites`: sums by site, ICB and region, in all and by period. */
#include "reports/report_fixture.h"
#include "store/organisations.h"

#define HEAD COURSE ",," /* no learner has told what it is called */

static const int64_t ever_us = INT64_C(-62135596800) * 1000000;
static const int64_t end_us = INT64_C(253402214400) * 1000000;

/* R1 moved from Q1 to Q2 in 2017; R2 is in Q2, R3 in no data of ODS. */
static enum status put_places(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    (void)write;
    const int64_t moved_us = midnight_us("2017-01-01");
    const struct organisation_place places[] = {
        {.code = text_of("R1"),
         .from_us = ever_us,
         .to_us = moved_us,
         .icb = text_of("Q1"),
         .region = text_of("Y1")},
        {.code = text_of("R1"),
         .from_us = moved_us,
         .to_us = end_us,
         .icb = text_of("Q2"),
         .region = text_of("Y1")},
        {.code = text_of("R2"),
         .from_us = ever_us,
         .to_us = end_us,
         .icb = text_of("Q2"),
         .region = text_of("Y1")},
    };
    const struct stored_organisation named = {
        .code = text_of("R1"), .name = text_of("One Trust"), .from_us = ever_us, .to_us = end_us};
    enum status status = transaction_put_organisation(transaction, &named, error);
    for (size_t i = 0; i < sizeof places / sizeof places[0] && status == STATUS_OK; i++) {
        status = transaction_put_organisation_place(transaction, &places[i], error);
    }
    return status;
}

static int set_up(void **state)
{
    (void)set_up_world(state);
    struct world *world = *state;
    struct store_write write = {.apply = put_places};
    assert_int_equal(store_write_and_wait(world->store, &write, &world->error), STATUS_OK);
    put_site_report(world, "R1", "2016-12-01", 3);
    put_site_report(world, "R1", "2017-02-01", 40);
    put_site_report(world, "R2", "2017-11-01", 2);
    put_site_report(world, "R3", "2018-01-01", 100);
    return 0;
}

static void site_stands_where_it_was_at_its_last_report(void **state)
{
    expect_rows(*state, "sites", "", "none",
                HEAD ",,,,,R3,,1,1,100,2018-01-01,2018-01-01\r\n" HEAD
                     ",Y1,,Q2,,R1,One Trust,1,2,43,2016-12-01,2017-02-01\r\n" HEAD
                     ",Y1,,Q2,,R2,,1,1,2,2017-11-01,2017-11-01\r\n");
    expect_rows(*state, "sites", "to=2016-12-31", "none",
                HEAD ",Y1,,Q1,,R1,One Trust,1,1,3,2016-12-01,2016-12-01\r\n");
}

static void boards_regions_and_total_are_sums_of_sites(void **state)
{
    expect_rows(*state, "sites", "by=icb", "none",
                HEAD ",,,,,,,1,1,100,2018-01-01,2018-01-01\r\n" HEAD
                     ",Y1,,Q2,,,,2,3,45,2016-12-01,2017-11-01\r\n");
    expect_rows(*state, "sites", "by=region&region=Y1", "none",
                HEAD ",Y1,,,,,,2,3,45,2016-12-01,2017-11-01\r\n");
    expect_rows(*state, "sites", "by=total", "none",
                HEAD ",,,,,,,3,4,145,2016-12-01,2018-01-01\r\n");
}

static void financial_years_begin_in_april(void **state)
{
    expect_rows(*state, "sites", "by=total&period=financial-year", "none",
                HEAD "2016-04-01,,,,,,,1,2,43,2016-12-01,2017-02-01\r\n" HEAD
                     "2017-04-01,,,,,,,2,2,102,2017-11-01,2018-01-01\r\n");
    expect_rows(*state, "sites", "by=total&period=month&from=2017-11-02", "none",
                HEAD "2018-01-01,,,,,,,1,1,100,2018-01-01,2018-01-01\r\n");
}

static void filters_leave_the_others_out(void **state)
{
    static const char r2[] = HEAD ",Y1,,Q2,,R2,,1,1,2,2017-11-01,2017-11-01\r\n";
    expect_rows(*state, "sites", "organisation=R2", "none", r2);
    expect_rows(*state, "sites", "icb=Q2&from=2017-03-01", "none", r2);
    expect_rows(*state, "sites", "course=https://example.org/none", "none", "");
}

static void credential_of_an_organisation_sees_its_own_reports(void **state)
{
    struct world *world = *state;
    world->organisation = "R2";
    expect_rows(world, "sites", "", "none", HEAD ",Y1,,Q2,,R2,,1,1,2,2017-11-01,2017-11-01\r\n");
    world->organisation = "Q2";
    expect_rows(world, "sites", "by=total", "none", HEAD ",,,,,,,2,3,45,2016-12-01,2017-11-01\r\n");
}

static void void_takes_its_patients_away(void **state)
{
    struct world *world = *state;
    struct statement statement = fixture_about(world->arena, 99, FIXTURE_VOIDED, 2);
    assert_int_equal(fixture_put(world->store, &statement, 1, &world->error), STATUS_OK);
    expect_rows(world, "sites", "organisation=R1", "none",
                HEAD ",Y1,,Q1,,R1,One Trust,1,1,3,2016-12-01,2016-12-01\r\n");
}

static void few_patients_are_hidden_with_what_would_tell_them(void **state)
{
    expect_rows(*state, "sites", "", "lt5",
                HEAD ",,,,,R3,,1,1,100,2018-01-01,2018-01-01,lt5\r\n" HEAD
                     ",Y1,,Q2,,R1,One Trust,1,2,*,2016-12-01,2017-02-01,lt5\r\n" HEAD
                     ",Y1,,Q2,,R2,,1,1,*,2017-11-01,2017-11-01,lt5\r\n");
}

/* R1 is hidden as its 43 and the total would tell R2's 2. */
static void what_is_hidden_among_sites_is_hidden_where_one_is_asked_for(void **state)
{
    static const char r3[] = HEAD ",,,,,,,1,1,100,2018-01-01,2018-01-01,lt5\r\n";
    expect_rows(*state, "sites", "organisation=R1", "lt5",
                HEAD ",Y1,,Q2,,R1,One Trust,1,2,*,2016-12-01,2017-02-01,lt5\r\n");
    expect_rows(*state, "sites", "organisation=R1&by=total", "lt5",
                HEAD ",,,,,,,1,2,*,2016-12-01,2017-02-01,lt5\r\n");
    expect_rows(*state, "sites", "organisation=R1&by=region", "lt5",
                HEAD ",Y1,,,,,,1,2,*,2016-12-01,2017-02-01,lt5\r\n");
    expect_rows(*state, "sites", "organisation=R3&by=total", "lt5", r3);
}

static void what_is_no_ods_code_is_no_site(void **state)
{
    put_site_report(*state, "the hospital at the end of the road", "2018-01-01", 7);
    expect_rows(*state, "sites", "by=total", "none",
                HEAD ",,,,,,,3,4,145,2016-12-01,2018-01-01\r\n");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(site_stands_where_it_was_at_its_last_report),
        RULE(boards_regions_and_total_are_sums_of_sites),
        RULE(financial_years_begin_in_april),
        RULE(filters_leave_the_others_out),
        RULE(credential_of_an_organisation_sees_its_own_reports),
        RULE(void_takes_its_patients_away),
        RULE(few_patients_are_hidden_with_what_would_tell_them),
        RULE(what_is_hidden_among_sites_is_hidden_where_one_is_asked_for),
        RULE(what_is_no_ods_code_is_no_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
