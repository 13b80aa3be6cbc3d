/* SPDX-License-Identifier: Apache-2.0 */

/* The report `data-quality`: each oddity by source, and accounts that no roster names. */
#include "reports/report_fixture.h"

#include "base/clock.h"
#include "store/profiles_fixture.h"
#include "store/quality_example.h"
#include "store/roster.h"

#define ANN "\"actor\":{\"account\":{\"homePage\":\"https://lms.example\",\"name\":\"ann\"}}"
#define ID "00000000-0000-4000-8000-00000000000"
#define IN_COURSE "\"contextActivities\":{\"grouping\":[" COURSE_ACTIVITY "]}"
#define PLAYER ",\"context\":{\"platform\":\"Player\"," IN_COURSE "}"

static int64_t noon_us(void)
{
    return midnight_us("2018-01-10") + INT64_C(43200) * 1000000;
}

/* `verb` is an IRI; `days` before it is stored. */
static void tell(struct world *world, const char *verb, const char *object, const char *context,
                 int64_t days)
{
    put_at(world,
           arena_print(world->arena, ANN ",\"verb\":{\"id\":\"%s\"},\"object\":%s%s", verb, object,
                       context),
           noon_us() - days * INT64_C(86400) * 1000000);
}

static int set_up(void **state)
{
    clock_replace(noon_us);
    return set_up_world(state);
}

static int tear_down(void **state)
{
    int result = tear_down_world(state);
    clock_replace(NULL);
    return result;
}

static void statement_that_is_as_profiles_say_is_only_counted(void **state)
{
    tell(*state, VERBS "completed", MODULE_ACTIVITY, PLAYER, 0);
    tell(*state, VERBS "suspended", COURSE_ACTIVITY, "", 29);
    expect_rows(*state, "data-quality", "", "none",
                "test,,,,,1,1,,2018-01-10,2018-01-10,\r\n"
                "test,Player,,,,1,1,,2018-01-10,2018-01-10,\r\n");
}

static void unknown_verbs_and_types_are_named(void **state)
{
    tell(*state, "http://example.org/danced", COURSE_ACTIVITY, PLAYER, 0);
    tell(*state, "http://example.org/danced", COURSE_ACTIVITY, PLAYER, 0);
    tell(*state, VERBS "completed", "{\"id\":\"http://example.org/x\"}", PLAYER, 0);
    tell(*state, VERBS "completed",
         "{\"id\":\"http://example.org/x\",\"definition\":{\"type\":\"http://example.org/dance\"}}",
         PLAYER, 0);
    expect_rows(*state, "data-quality", "problem=unknown-verb", "none",
                "test,Player,unknown-verb,http://example.org/danced,,2,4,,2018-01-10,2018-01-10," ID
                "2\r\n");
    expect_rows(*state, "data-quality", "problem=unknown-type", "none",
                "test,Player,unknown-type,,,1,4,,2018-01-10,2018-01-10," ID "3\r\n"
                "test,Player,unknown-type,http://example.org/dance,,1,4,,2018-01-10,2018-01-10," ID
                "4\r\n");
}

static void unknown_terms_have_the_nearest_known_one(void **state)
{
    tell(*state, "https://adlnet.gov/expapi/verbs/Completed", COURSE_ACTIVITY, PLAYER, 0);
    tell(*state, VERBS "completed",
         "{\"id\":\"http://example.org/x\",\"definition\":{\"type\":\"http://example.org/"
         "courses\"}}",
         PLAYER, 0);
    expect_rows(*state, "data-quality", "problem=unknown-verb", "none",
                "test,Player,unknown-verb,https://adlnet.gov/expapi/verbs/Completed," VERBS
                "completed,1,2,,2018-01-10,2018-01-10," ID "1\r\n");
    expect_rows(*state, "data-quality", "problem=unknown-type", "none",
                "test,Player,unknown-type,http://example.org/courses,"
                "http://adlnet.gov/expapi/activities/course,1,2,,2018-01-10,2018-01-10," ID
                "2\r\n");
}

/* Of one kind alone: a verb is no activity type. */
static void what_a_loaded_profile_knows_is_known_as_long_as_it_is_loaded(void **state)
{
    struct world *world = *state;
    static const char danced[] = "test,Player,unknown-verb,http://example.org/danced,,1,4,,"
                                 "2018-01-10,2018-01-10," ID "2\r\n";
    static const char unknown[] = "test,Player,unknown-verb,http://example.org/danced,,1,4,,"
                                  "2018-01-10,2018-01-10," ID "2\r\n"
                                  "test,Player,unknown-verb,http://example.org/did,,1,4,,"
                                  "2018-01-10,2018-01-10," ID "1\r\n"
                                  "test,Player,unknown-verb,http://example.org/verbs/saw,,1,4,,"
                                  "2018-01-10,2018-01-10," ID "3\r\n";
    tell(world, FIXTURE_DID, COURSE_ACTIVITY, PLAYER, 0);
    tell(world, "http://example.org/danced", COURSE_ACTIVITY, PLAYER, 0);
    tell(world, "http://example.org/verbs/saw", COURSE_ACTIVITY, PLAYER, 0);
    tell(world, VERBS "completed",
         "{\"id\":\"http://example.org/x\",\"definition\":{\"type\":\"" FIXTURE_DID "\"}}", PLAYER,
         0);
    expect_rows(world, "data-quality", "problem=unknown-verb", "none", unknown);
    (void)fixture_load_profile(world->store, FIXTURE_PROFILE_TEXT);
    expect_rows(world, "data-quality", "problem=unknown-verb", "none",
                arena_print(world->arena,
                            "%stest,Player,unknown-verb,http://example.org/verbs/saw," FIXTURE_SAW
                            ",1,4,,2018-01-10,2018-01-10," ID "3\r\n",
                            danced));
    expect_rows(world, "data-quality", "problem=unknown-type", "none",
                "test,Player,unknown-type," FIXTURE_DID ",,1,4,,2018-01-10,2018-01-10," ID "4\r\n");
    assert_int_equal(fixture_remove_profile(world->store, FIXTURE_PROFILE, &world->error),
                     STATUS_OK);
    expect_rows(world, "data-quality", "problem=unknown-verb", "none", unknown);
}

static void deprecated_term_is_known_and_never_proposed(void **state)
{
    struct world *world = *state;
    (void)fixture_load_profile(
        world->store,
        FIXTURE_PROFILE_OF(FIXTURE_PROFILE, "1",
                           "{'id':'" FIXTURE_PROFILE "/old','type':'StatementTemplate','inScheme':"
                           "'" FIXTURE_PROFILE "/v1','prefLabel':{'en':'t'},'definition':{'en':"
                           "'t'},'deprecated':true,'verb':'" FIXTURE_DID "'}"));
    tell(world, FIXTURE_DID, COURSE_ACTIVITY, PLAYER, 0);
    tell(world, "http://example.org/verbs/did", COURSE_ACTIVITY, PLAYER, 0);
    expect_rows(world, "data-quality", "problem=unknown-verb", "none",
                "test,Player,unknown-verb,http://example.org/verbs/did,,1,2,,"
                "2018-01-10,2018-01-10," ID "2\r\n");
}

static void activity_without_a_course_is_told_and_a_course_is_its_own(void **state)
{
    tell(*state, VERBS "completed", MODULE_ACTIVITY, "", 0);
    tell(*state, VERBS "completed", COURSE_ACTIVITY, "", 0);
    expect_rows(*state, "data-quality", "problem=no-course", "none",
                "test,,no-course,,,1,2,,2018-01-10,2018-01-10," ID "1\r\n");
}

static void clocks_are_ahead_by_minutes_and_behind_by_months(void **state)
{
    static const char imported[] =
        ",\"context\":{\"extensions\":{\"https://w3id.org/xapi/ibest/extensions/imported-from\":"
        "\"totara\"}}";
    tell(*state, VERBS "completed", COURSE_ACTIVITY, "", -1);
    tell(*state, VERBS "completed", COURSE_ACTIVITY, "", 31);
    tell(*state, VERBS "completed", COURSE_ACTIVITY, imported, 31);
    expect_rows(*state, "data-quality", "problem=clock-ahead", "none",
                "test,,clock-ahead,,,1,3,,2018-01-10,2018-01-10," ID "1\r\n");
    expect_rows(*state, "data-quality", "problem=clock-behind", "none",
                "test,,clock-behind,,,1,3,,2018-01-10,2018-01-10," ID "2\r\n");
}

static void voided_statements_are_counted_as_such_whatever_came_first(void **state)
{
    struct world *world = *state;
    tell(world, "http://example.org/danced", COURSE_ACTIVITY, PLAYER, 0); /* 1 */
    struct statement voids[] = {fixture_about(world->arena, 10, FIXTURE_VOIDED, 1),
                                fixture_about(world->arena, 11, FIXTURE_VOIDED, 2)};
    assert_int_equal(fixture_put(world->store, voids, 2, &world->error), STATUS_OK);
    tell(world, "http://example.org/danced", COURSE_ACTIVITY, PLAYER, 0); /* 2 */
    static const char expected[] = "test,,,,,2,2,,2018-01-10,2018-01-10,\r\n"
                                   "test,Player,voided,,,2,0,,2018-01-10,2018-01-10,\r\n";
    expect_rows(world, "data-quality", "", "none", expected);
    assert_int_equal(store_rebuild(world->store, &world->error), STATUS_OK);
    expect_rows(world, "data-quality", "", "none", expected);
}

/* Whoever is far behind many others of a day is not looked for. */
static void example_is_among_the_last_of_its_day(void **state)
{
    struct world *world = *state;
    tell(world, VERBS "completed", MODULE_ACTIVITY, "", 0);
    for (unsigned i = 0; i < QUALITY_EXAMINED_MAX - 1; i++) {
        tell(world, VERBS "completed", COURSE_ACTIVITY, "", 0);
    }
    expect_rows(world, "data-quality", "problem=no-course", "none",
                "test,,no-course,,,1,400,,2018-01-10,2018-01-10," ID "1\r\n");
    tell(world, VERBS "completed", COURSE_ACTIVITY, "", 0);
    expect_rows(world, "data-quality", "problem=no-course", "none",
                "test,,no-course,,,1,401,,2018-01-10,2018-01-10,\r\n");
}

/* The platform of another statement with the same verb does not do. */
static void example_is_of_the_source(void **state)
{
    struct world *world = *state;
    tell(world, "http://example.org/danced", COURSE_ACTIVITY, PLAYER, 0);
    tell(world, "http://example.org/danced", COURSE_ACTIVITY, "", 0);
    expect_rows(world, "data-quality", "problem=unknown-verb", "none",
                "test,,unknown-verb,http://example.org/danced,,1,1,,2018-01-10,2018-01-10," ID
                "2\r\n"
                "test,Player,unknown-verb,http://example.org/danced,,1,1,,2018-01-10,2018-01-10," ID
                "1\r\n");
}

/* It says nothing of whom an organisation employs, and much of others. */
static void credential_of_an_organisation_sees_none(void **state)
{
    struct world *world = *state;
    tell(world, "http://example.org/danced", COURSE_ACTIVITY, PLAYER, 0);
    world->organisation = "R1";
    expect_rows(world, "data-quality", "", "none", "");
}

static void days_are_those_of_storing(void **state)
{
    tell(*state, VERBS "completed", COURSE_ACTIVITY, PLAYER, 5);
    expect_rows(*state, "data-quality", "from=2018-01-11", "none", "");
    expect_rows(*state, "data-quality", "to=2018-01-10", "none",
                "test,Player,,,,1,1,,2018-01-10,2018-01-10,\r\n");
}

static enum status put_roster(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    (void)write;
    const struct stint stint = {.account = text_of("account:https://lms.example|ben"),
                                .from_us = 0,
                                .to_us = INT64_MAX / 2};
    return transaction_put_stint(transaction, &stint, error);
}

static void accounts_that_a_roster_lacks_are_counted_if_there_is_one(void **state)
{
    struct world *world = *state;
    tell(world, VERBS "completed", COURSE_ACTIVITY, PLAYER, 0);
    expect_rows(world, "data-quality", "problem=not-in-roster", "none", "");
    struct store_write write = {.apply = put_roster};
    assert_int_equal(store_write_and_wait(world->store, &write, &world->error), STATUS_OK);
    expect_rows(world, "data-quality", "problem=not-in-roster", "none",
                ",,not-in-roster,https://lms.example,,,,1,,,\r\n");
    expect_rows(world, "data-quality", "problem=not-in-roster", "lt5",
                ",,not-in-roster,https://lms.example,,,,*,,,,lt5\r\n");
}

/* Ann is one person with whoever has the account `roster`, if it is not empty. */
struct joining {
    struct store_write write;
    const char *roster;
};

static enum status put_person(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    const struct joining *joining = (const struct joining *)write;
    const struct person_account account = {.account = text_of("account:https://lms.example|ann"),
                                           .person = text_of("account:https://lms.example|ann"),
                                           .roster = text_of(joining->roster),
                                           .why = text_of("by hand")};
    return transaction_put_person_account(transaction, &account, error);
}

static void join(struct world *world, const char *roster)
{
    struct joining joining = {.write = {.apply = put_person}, .roster = roster};
    assert_int_equal(store_write_and_wait(world->store, &joining.write, &world->error), STATUS_OK);
}

static void account_is_in_the_roster_under_any_account_of_its_person(void **state)
{
    struct world *world = *state;
    tell(world, VERBS "completed", COURSE_ACTIVITY, PLAYER, 0);
    struct store_write write = {.apply = put_roster};
    assert_int_equal(store_write_and_wait(world->store, &write, &world->error), STATUS_OK);
    join(world, "");
    expect_rows(world, "data-quality", "problem=not-in-roster", "none",
                ",,not-in-roster,https://lms.example,,,,1,,,\r\n");
    join(world, "account:https://lms.example|ben");
    expect_rows(world, "data-quality", "problem=not-in-roster", "none", "");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(statement_that_is_as_profiles_say_is_only_counted),
        RULE(unknown_verbs_and_types_are_named),
        RULE(unknown_terms_have_the_nearest_known_one),
        RULE(what_a_loaded_profile_knows_is_known_as_long_as_it_is_loaded),
        RULE(deprecated_term_is_known_and_never_proposed),
        RULE(activity_without_a_course_is_told_and_a_course_is_its_own),
        RULE(clocks_are_ahead_by_minutes_and_behind_by_months),
        RULE(voided_statements_are_counted_as_such_whatever_came_first),
        RULE(example_is_among_the_last_of_its_day),
        RULE(example_is_of_the_source),
        RULE(credential_of_an_organisation_sees_none),
        RULE(days_are_those_of_storing),
        RULE(accounts_that_a_roster_lacks_are_counted_if_there_is_one),
        RULE(account_is_in_the_roster_under_any_account_of_its_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
