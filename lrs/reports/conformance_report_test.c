/* SPDX-License-Identifier: Apache-2.0 */

/* The report `conformance`: shares of statements that keep to a profile. */
#include "reports/report_fixture.h"

#include "base/clock.h"
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

static void a_profile_that_was_removed_is_not_told(void **state)
{
    struct world *world = *state;
    assert_int_equal(fixture_remove_profile(world->store, FIXTURE_PROFILE, &world->error),
                     STATUS_OK);
    expect_rows(world, "conformance", "", "none", "");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_profile_has_the_share_of_statements_that_keep_to_it),
        TEST(months_are_those_of_storing),
        TEST(templates_sources_and_packages_have_rows_of_their_own),
        TEST(spans_and_profiles_can_be_asked_for),
        TEST(a_profile_that_was_removed_is_not_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
