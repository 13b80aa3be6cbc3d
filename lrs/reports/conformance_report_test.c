/* SPDX-License-Identifier: Apache-2.0 */

/* The report `conformance`, and the share that other reports tell. */
#include "reports/report_fixture.h"

#include "base/clock.h"
#include "reports/conformance_share.h"
#include "store/conformance.h"
#include "store/profiles_fixture.h"

#define ANN "\"actor\":{\"account\":{\"homePage\":\"https://lms.example\",\"name\":\"ann\"}}"

static const char *today = "2018-01-31";

static int64_t noon_us(void)
{
    return midnight_us(today) + INT64_C(43200) * 1000000;
}

/* Stored on `day`, claiming the profile. `context` goes before its contextActivities. */
static void tell(struct world *world, const char *day, const char *verb, const char *result,
                 const char *context)
{
    today = day;
    put_at(world,
           arena_print(world->arena,
                       ANN ",\"verb\":{\"id\":\"%s\"},\"object\":{\"id\":\"urn:x:y\"},\"result\":"
                           "%s,\"context\":{%s\"contextActivities\":{\"category\":[{\"id\":"
                           "\"" FIXTURE_PROFILE "\"}]}}",
                       verb, result, context),
           noon_us());
}

#define PLAYER "\"platform\":\"Player\",\"revision\":\"1.2\","

static int set_up(void **state)
{
    clock_replace(noon_us);
    int result = set_up_world(state);
    struct world *world = *state;
    (void)fixture_load_profile(world->store, FIXTURE_PROFILE_TEXT);
    tell(world, "2018-01-31", FIXTURE_DID, "{\"success\":true}", PLAYER);
    tell(world, "2018-01-31", FIXTURE_DID, "{\"success\":false}", "");
    tell(world, "2018-02-01", FIXTURE_SAW, "{\"success\":true}", PLAYER);
    tell(world, "2018-02-02", "http://example.org/danced", "{\"success\":true}", PLAYER);
    return result;
}

static int tear_down(void **state)
{
    int result = tear_down_world(state);
    clock_replace(NULL);
    return result;
}

#define HEAD FIXTURE_PROFILE "," FIXTURE_PROFILE "/v1,"

static void a_profile_has_the_share_of_statements_that_keep_to_it(void **state)
{
    expect_rows(*state, "conformance", "", "none",
                "," HEAD ",,,,4,2,1,1,0,50,2018-01-31,2018-02-02\r\n");
}

static void months_are_those_of_storing(void **state)
{
    expect_rows(*state, "conformance", "period=month", "none",
                "2018-01-01," HEAD ",,,,2,1,1,0,0,50,2018-01-31,2018-01-31\r\n"
                "2018-02-01," HEAD ",,,,2,1,0,1,0,50,2018-02-01,2018-02-02\r\n");
}

static void templates_sources_and_packages_have_rows_of_their_own(void **state)
{
    expect_rows(*state, "conformance", "by=template", "none",
                "," HEAD FIXTURE_PROFILE "/did,,,,2,1,1,0,0,50,2018-01-31,2018-01-31\r\n"
                "," HEAD FIXTURE_PROFILE "/saw,,,,1,1,0,0,0,100,2018-02-01,2018-02-01\r\n");
    expect_rows(*state, "conformance", "by=source", "none",
                "," HEAD ",test,,,1,0,1,0,0,0,2018-01-31,2018-01-31\r\n"
                "," HEAD ",test,Player,,3,2,0,1,0,66.7,2018-01-31,2018-02-02\r\n");
    expect_rows(*state, "conformance", "by=package", "none",
                "," HEAD ",,,,1,0,1,0,0,0,2018-01-31,2018-01-31\r\n"
                "," HEAD ",,,1.2,3,2,0,1,0,66.7,2018-01-31,2018-02-02\r\n");
}

static void spans_and_profiles_can_be_asked_for(void **state)
{
    expect_rows(*state, "conformance", "from=2018-02-01&to=2018-02-01", "none",
                "," HEAD ",,,,1,1,0,0,0,100,2018-02-01,2018-02-01\r\n");
    expect_rows(*state, "conformance", "profile=https://example.org/other", "none", "");
}

/* As if those of an outcome had come 3 000 times. */
static void multiply(struct world *world, enum keeping outcome)
{
    const char *sql = "UPDATE tally SET total = total * 3000 WHERE sort IN "
                      "(SELECT id FROM tally_sort WHERE measure = 42 AND asked = $1)";
    assert_int_equal(connection_run(fixture_connection(world->store), sql,
                                    VALUES(value_integer((int64_t)outcome)), &world->error),
                     STATUS_OK);
}

static void all_and_none_are_said_of_all_and_none_alone(void **state)
{
    multiply(*state, KEEPING_WHOLE);
    expect_rows(*state, "conformance", "by=template&to=2018-01-31", "none",
                "," HEAD FIXTURE_PROFILE "/did,,,,3001,3000,1,0,0,99.9,2018-01-31,2018-01-31\r\n");
    multiply(*state, KEEPING_BROKEN);
    multiply(*state, KEEPING_BROKEN);
    expect_rows(*state, "conformance", "by=template&to=2018-01-31", "none",
                "," HEAD FIXTURE_PROFILE
                "/did,,,,9003000,3000,9000000,0,0,0.1,2018-01-31,2018-01-31\r\n");
}

static void a_profile_that_was_removed_is_not_told(void **state)
{
    struct world *world = *state;
    assert_int_equal(fixture_remove_profile(world->store, FIXTURE_PROFILE, &world->error),
                     STATUS_OK);
    expect_rows(world, "conformance", "", "none", "");
}

static void share_is_told_with_each_report_of_learners_and_with_no_other(void **state)
{
    struct world *world = *state;
    for (const struct report *report = report_table; report->name != NULL; report++) {
        buffer_clear(&world->output);
        if (run(world, report->name, NULL, REPORT_CSV) != STATUS_OK) {
            fail_msg("%s: %s", report->name, world->error.message);
        }
        buffer_add_string(&world->output, "");
        bool is_told = strstr(world->output.data, "," CONFORMANCE_MEMBER "\r\n") != NULL;
        if (is_told != report->by_segment) {
            fail_msg("%s: %s", report->name, world->output.data);
        }
    }
}

static void expect_end(struct world *world, const char *profile, enum report_format format,
                       const char *wanted)
{
    assert_int_equal(run_asking(world, "funnel", "", profile, format), STATUS_OK);
    const struct text answer = buffer_text(&world->output);
    if (!text_ends_with(answer, wanted)) {
        fail_msg("'%.*s' does not end with '%s'", TEXT_ARGUMENTS(answer), wanted);
    }
}

static void enrol(struct world *world)
{
    put(world, ANN ",\"verb\":{\"id\":\"" VERBS "registered\"},\"object\":" COURSE_ACTIVITY);
}

static void share_stands_in_each_row_behind_its_columns_and_before_disclosure(void **state)
{
    enrol(*state);
    expect_end(*state, "none", REPORT_CSV, ",50\r\n");
    expect_end(*state, "lt5", REPORT_CSV, ",50,lt5\r\n");
    expect_end(*state, "none", REPORT_JSON, ",\"conformance_percent\":50}\n]\n");
    expect_end(*state, "none", REPORT_NDJSON, ",\"conformance_percent\":50}\n");
}

static void share_is_told_to_nobody_of_an_organisation(void **state)
{
    struct world *world = *state;
    enrol(world);
    world->organisation = "R1";
    assert_int_equal(run_asking(world, "funnel", "", "none", REPORT_CSV), STATUS_OK);
    assert_null(strstr(world->output.data, CONFORMANCE_MEMBER));
}

static void share_is_not_told_where_no_statement_claims_a_loaded_profile(void **state)
{
    struct world *world = *state;
    assert_int_equal(fixture_remove_profile(world->store, FIXTURE_PROFILE, &world->error),
                     STATUS_OK);
    assert_int_equal(run_asking(world, "funnel", "", "none", REPORT_CSV), STATUS_OK);
    assert_null(strstr(world->output.data, CONFORMANCE_MEMBER));
}

static void share_has_a_decimal_and_all_or_none_only_where_it_is_so(void **state)
{
    (void)state;
    static const struct {
        int64_t kept;
        int64_t statements;
        const char *wanted;
    } cases[] = {{0, 0, ""},         {0, 7, "0"},
                 {7, 7, "100"},      {2, 3, "66.7"},
                 {1, 2, "50"},       {99999, 100000, "99.9"},
                 {1, 100000, "0.1"}, {INT64_C(4000000000000), INT64_C(4000000000001), "99.9"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char share[CONFORMANCE_SHARE_SIZE];
        conformance_share_write(cases[i].kept, cases[i].statements, share);
        assert_string_equal(share, cases[i].wanted);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_profile_has_the_share_of_statements_that_keep_to_it),
        TEST(months_are_those_of_storing),
        TEST(templates_sources_and_packages_have_rows_of_their_own),
        TEST(spans_and_profiles_can_be_asked_for),
        TEST(all_and_none_are_said_of_all_and_none_alone),
        TEST(a_profile_that_was_removed_is_not_told),
        TEST(share_is_told_with_each_report_of_learners_and_with_no_other),
        TEST(share_stands_in_each_row_behind_its_columns_and_before_disclosure),
        TEST(share_is_told_to_nobody_of_an_organisation),
        TEST(share_is_not_told_where_no_statement_claims_a_loaded_profile),
        cmocka_unit_test(share_has_a_decimal_and_all_or_none_only_where_it_is_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
