/* SPDX-License-Identifier: Apache-2.0 */

/* The report `patterns`: learners and registrations by how far they follow a profile's patterns. */
#include "reports/report_fixture.h"

#include "store/profile_histories.h"
#include "store/profiles_fixture.h"

static void tell(struct world *world, const char *who, unsigned registration, const char *verb,
                 const char *platform)
{
    put(world,
        arena_print(world->arena,
                    "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"%s\"},"
                    "\"object\":{\"id\":\"urn:x:y\"},\"result\":{\"success\":true},\"context\":{"
                    "\"platform\":\"%s\",\"registration\":\"00000000-0000-4000-8000-%012u\","
                    "\"contextActivities\":{\"category\":[{\"id\":\"" FIXTURE_PROFILE "\"}]}}",
                    who, verb, platform, registration));
}

static void see_and_do(struct world *world, const char *who, unsigned registration,
                       const char *platform)
{
    tell(world, who, registration, FIXTURE_SAW, platform);
    tell(world, who, registration, FIXTURE_DID, platform);
    tell(world, who, registration, FIXTURE_SAW, platform);
}

/* Ann succeeds twice and fails once, Bob succeeds once and is in the middle of another. */
static int set_up(void **state)
{
    int result = set_up_world(state);
    struct world *world = *state;
    (void)fixture_load_profile(world->store, FIXTURE_PATTERNED_TEXT);
    see_and_do(world, "ann", 1, "A");
    see_and_do(world, "ann", 2, "B");
    tell(world, "ann", 3, FIXTURE_DID, "A");
    see_and_do(world, "bob", 4, "A");
    tell(world, "bob", 5, FIXTURE_SAW, "A");
    assert_int_equal(store_settle_histories(world->store, NULL, NULL, &world->error), STATUS_OK);
    return result;
}

#define HEAD FIXTURE_PROFILE "," FIXTURE_PROFILE "/v1," FIXTURE_PROFILE "/practice,"

static void each_outcome_has_its_learners_and_histories(void **state)
{
    expect_rows(*state, "patterns", "", "none",
                HEAD ",failure,1,1,0\r\n" HEAD ",partial,1,1,0\r\n" HEAD ",success,2,3,0\r\n");
}

static void sources_have_rows_of_their_own(void **state)
{
    expect_rows(*state, "patterns", "by=source", "none",
                HEAD "A,failure,1,1,0\r\n" HEAD "A,partial,1,1,0\r\n" HEAD
                     "A,success,2,2,0\r\n" HEAD "B,success,1,1,0\r\n");
}

static void what_has_changed_since_is_told_as_due(void **state)
{
    tell(*state, "ann", 3, FIXTURE_SAW, "A");
    tell(*state, "ann", 6, FIXTURE_SAW, "A");
    expect_rows(*state, "patterns", "", "none",
                HEAD ",failure,1,1,2\r\n" HEAD ",partial,1,1,2\r\n" HEAD ",success,2,3,2\r\n");
}

static void small_counts_of_learners_are_hidden(void **state)
{
    expect_rows(*state, "patterns", "", "lt5",
                HEAD ",failure,*,*,0,lt5\r\n" HEAD ",partial,*,*,0,lt5\r\n" HEAD
                     ",success,*,*,0,lt5\r\n");
}

static void one_profile_can_be_asked_for(void **state)
{
    expect_rows(*state, "patterns", "profile=https://example.org/other", "none", "");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_outcome_has_its_learners_and_histories),
        TEST(sources_have_rows_of_their_own),
        TEST(what_has_changed_since_is_told_as_due),
        TEST(small_counts_of_learners_are_hidden),
        TEST(one_profile_can_be_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
