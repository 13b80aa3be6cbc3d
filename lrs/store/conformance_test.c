/* SPDX-License-Identifier: Apache-2.0 */

/* What is noted of statements that claim a profile: outcome, template, the first breach; and that
 * it is the same whenever the profile came. */
#include "store/conformance_rows.h"

#include "matching/template_rule.h"
#include "store/as_given.h"
#include "store/loaded_profiles.h"
#include "store/profiles_fixture.h"

enum { ANSWER_LIMIT = 1 << 16, LONG = 5000 };

#define CATEGORY(id) "\"category\":[{\"id\":\"" id "\"}]"
#define CLAIM CATEGORY(FIXTURE_PROFILE "/v1")
#define CONTEXT(category) "\"context\":{\"contextActivities\":{" category "}}"

static int set_up(void **state)
{
    struct error error = {0};
    struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    store_close(*state);
    return 0;
}

static struct statement deed(struct arena *arena, unsigned number, const char *verb,
                             const char *rest)
{
    return fixture_statement(arena, number,
                             arena_print(arena,
                                         "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":"
                                         "{\"id\":\"%s\"},\"object\":{\"id\":\"urn:x:y\"},%s",
                                         verb, rest),
                             1500000000000000 + number);
}

static void put(struct store *store, struct statement statement)
{
    struct error error = {0};
    if (fixture_put(store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

/* One of each kind. */
static void put_all(struct store *store)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    put(store, deed(arena, 1, FIXTURE_DID, "\"result\":{\"success\":true}," CONTEXT(CLAIM)));
    put(store, deed(arena, 2, FIXTURE_DID, "\"result\":{\"success\":false}," CONTEXT(CLAIM)));
    put(store, deed(arena, 3, FIXTURE_DID, CONTEXT(CLAIM)));
    put(store, deed(arena, 4, FIXTURE_SAW, "\"result\":{\"response\":\"all\"}," CONTEXT(CLAIM)));
    put(store, deed(arena, 5, "http://example.org/heard", CONTEXT(CLAIM)));
    put(store, deed(arena, 6, FIXTURE_DID, CONTEXT(CATEGORY("https://example.org/other"))));
}

static void assert_answer(struct store *store, const char *sql, const char *expected)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(ANSWER_LIMIT);
    struct error error = {0};
    buffer_add_string(&out, "");
    if (store_run_report(store, sql, NULL, 0, fixture_add_row, &out, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    assert_string_equal(out.length == 0 ? "" : out.data, expected);
}

/* Profile, template, outcome and how many. */
static const char counts[] = "SELECT value, late_value, asked, sum(total) FROM tally "
                             "JOIN tally_sort ON id = sort WHERE measure = 42 AND total <> 0 GROUP "
                             "BY 1, 2, 3 ORDER BY 1, 2, 3";
static const char breaches[] =
    "SELECT seq, profile, template, rule, broken, value FROM profile_breach ORDER BY 1, 2";

#define COUNTS_OF_ALL(profile)                                                              \
    profile "|0|0|1|\n" profile "|0|1|1|\n" profile "|0|2|3|\n" profile "|1|1|1|\n" profile \
            "|1|2|2|\n" profile "|2|2|1|\n"
#define BREACHES_OF_ALL(profile)                                                                  \
    "2|" profile "|1|1|3|false|\n3|" profile "|1|1|1||\n4|" profile "|2|1|2|\"all\"|\n5|" profile \
    "|0|0|0|http://example.org/heard|\n"

static void assert_all(struct store *store, const char *expected_counts,
                       const char *expected_breaches)
{
    assert_answer(store, counts, expected_counts);
    assert_answer(store, breaches, expected_breaches);
}

/* ---- what is noted ---- */

static void each_outcome_is_counted_and_each_breach_is_told(void **state)
{
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    put_all(*state);
    assert_all(*state, COUNTS_OF_ALL("1"), BREACHES_OF_ALL("1"));
    assert_int_equal(CONSTRAINT_INCLUDED, 1);
    assert_int_equal(CONSTRAINT_EXCLUDED, 2);
    assert_int_equal(CONSTRAINT_ANY, 3);
}

static void counts_tell_the_source_and_the_package(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    put(*state, deed(arena, 1, FIXTURE_SAW,
                     "\"context\":{\"platform\":\"LMS\",\"revision\":\"1.2\","
                     "\"contextActivities\":{" CLAIM "}}"));
    assert_answer(*state,
                  "SELECT DISTINCT text, late_text, a.json FROM tally JOIN tally_sort f "
                  "ON f.id = sort JOIN authority a ON a.id = subject WHERE measure = 42",
                  "LMS|1.2|" FIXTURE_AUTHORITY "|\n");
}

static void an_extension_that_the_profile_forbids_is_told(void **state)
{
    static const char profile[] =
        "{'id':'" FIXTURE_PROFILE "','concepts':[{'id':'" FIXTURE_PROFILE "/e','type':"
        "'ResultExtension','inScheme':'" FIXTURE_PROFILE "/v1','prefLabel':{'en':'e'},"
        "'definition':{'en':'e'},'inlineSchema':'{\\'type\\':\\'integer\\'}'}],"
        "'templates':[" FIXTURE_TEMPLATE("saw", FIXTURE_SAW, "") "]}";
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)fixture_load_profile(*state, profile);
    put(*state, deed(arena, 1, FIXTURE_SAW,
                     "\"result\":{\"extensions\":{\"" FIXTURE_PROFILE "/e\":1}}," CONTEXT(CLAIM)));
    put(*state, deed(arena, 2, FIXTURE_SAW,
                     "\"result\":{\"extensions\":{\"" FIXTURE_PROFILE
                     "/e\":\"x\"}}," CONTEXT(CATEGORY(FIXTURE_PROFILE))));
    assert_answer(*state, counts, "1|0|1|1|\n1|0|3|1|\n1|1|1|2|\n");
    assert_answer(*state,
                  "SELECT seq, template, value LIKE '" FIXTURE_PROFILE
                  "/e in result: %' FROM profile_breach",
                  "2|0|1|\n");
}

static void a_long_value_is_cut(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    char *text = ARENA_ARRAY(arena, char, LONG + 1);
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    memset(text, 'x', LONG);
    put(*state, deed(arena, 1, FIXTURE_SAW,
                     arena_print(arena, "\"result\":{\"response\":\"%s\"}," CONTEXT(CLAIM), text)));
    assert_answer(*state, "SELECT length(value), substr(value, 400) FROM profile_breach",
                  "401|x\xE2\x80\xA6|\n");
}

/* ---- whenever ---- */

static void what_was_stored_before_is_judged_when_the_profile_is_loaded(void **state)
{
    put_all(*state);
    assert_all(*state, "", "");
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    assert_all(*state, COUNTS_OF_ALL("1"), BREACHES_OF_ALL("1"));
}

static void another_version_judges_all_anew(void **state)
{
    static const char second[] =
        FIXTURE_PROFILE_OF(FIXTURE_PROFILE, "2", FIXTURE_TEMPLATE("saw", FIXTURE_SAW, ""));
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    put_all(*state);
    (void)fixture_load_profile(*state, second);
    assert_answer(*state, counts, "2|0|0|4|\n2|0|1|1|\n2|1|1|1|\n");
    assert_answer(*state, "SELECT seq, profile, template FROM profile_breach ORDER BY 1",
                  "1|2|0|\n2|2|0|\n3|2|0|\n5|2|0|\n");
    put(*state, deed(arena, 7, FIXTURE_SAW, CONTEXT(CLAIM)));
    assert_answer(*state, counts, "2|0|0|4|\n2|0|1|2|\n2|1|1|2|\n");
}

static void a_profile_that_is_removed_leaves_nothing(void **state)
{
    struct error error = {0};
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    put_all(*state);
    assert_int_equal(fixture_remove_profile(*state, FIXTURE_PROFILE, &error), STATUS_OK);
    assert_all(*state, "", "");
}

static void a_void_takes_away_what_was_noted(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    put(*state, fixture_about(arena, 9, FIXTURE_VOIDED, 2)); /* before it comes */
    put_all(*state);
    put(*state, fixture_about(arena, 10, FIXTURE_VOIDED, 4));
    assert_answer(*state, counts, "1|0|0|1|\n1|0|1|1|\n1|0|2|1|\n1|1|1|1|\n1|1|2|1|\n");
    assert_answer(*state, "SELECT count(*) FROM profile_breach", "2|\n");
    assert_int_equal(store_rebuild(*state, &(struct error){0}), STATUS_OK);
    assert_answer(*state, counts, "1|0|0|1|\n1|0|1|1|\n1|0|2|1|\n1|1|1|1|\n1|1|2|1|\n");
    assert_answer(*state, "SELECT count(*) FROM profile_breach", "2|\n");
}

static void a_statement_that_was_judged_by_what_is_no_more_is_judged_again(void **state)
{
    static const char lax[] =
        FIXTURE_PROFILE_OF(FIXTURE_PROFILE, "2", FIXTURE_TEMPLATE("saw", FIXTURE_SAW, ""));
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    put(*state, deed(arena, 1, FIXTURE_SAW, CONTEXT(CLAIM))); /* reads the profile */
    struct statement late =
        deed(arena, 2, FIXTURE_SAW, "\"result\":{\"response\":\"all\"}," CONTEXT(CLAIM));
    store_prepare_statements(*state, &(struct statement_list){&late, 1}, arena);
    (void)fixture_load_profile(*state, lax);
    assert_int_equal(fixture_put(*state, &late, 1, &error), STATUS_OK);
    assert_answer(*state, counts, "2|0|1|2|\n2|1|1|2|\n");
}

/* ---- refusing ---- */

static void a_strict_statement_is_refused_with_what_there_is_and_what_to_do(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    struct statement items[] = {
        deed(arena, 1, FIXTURE_SAW, CONTEXT(CLAIM)),
        deed(arena, 2, FIXTURE_SAW, "\"result\":{\"response\":\"no\"}," CONTEXT(CLAIM))};
    items[0].is_strict = true;
    items[1].is_strict = true;
    assert_int_equal(fixture_put(*state, items, 2, &error), STATUS_INVALID);
    assert_string_equal(error.message,
                        "[1]: $.result.response must not be there, and is \"no\" (template "
                        "'" FIXTURE_PROFILE "/saw'); nothing was stored: correct it, or send with "
                        "a credential without --strict-profiles");
    assert_answer(*state, "SELECT count(*) FROM statement", "0|\n");
    assert_int_equal(fixture_put(*state, items, 1, &error), STATUS_OK);
}

static void a_refusal_has_room_for_what_to_do_whatever_was_sent(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    char *text = ARENA_ARRAY(arena, char, LONG + 1);
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    for (size_t i = 0; i < LONG; i++) {
        text[i] = i % 2 == 0 ? '\xC3' : '\xA9';
    }
    struct statement long_one =
        deed(arena, 1, FIXTURE_SAW,
             arena_print(arena, "\"result\":{\"response\":\"%s\"}," CONTEXT(CLAIM), text));
    long_one.is_strict = true;
    assert_int_equal(fixture_put(*state, &long_one, 1, &error), STATUS_INVALID);
    assert_true(text_is_utf8(text_of(error.message)));
    assert_non_null(strstr(error.message, "\xE2\x80\xA6"));
    assert_non_null(strstr(error.message, "credential without --strict-profiles"));
}

/* ---- as an LRS gives it ---- */

static const char *given(struct arena *arena, const char *members)
{
    struct statement statement = fixture_statement(arena, 1, members, 0);
    char *text = json_dumps(as_given(&statement, json_null(), arena), JSON_COMPACT);
    char *copy = arena_copy_string(arena, text);
    free(text);
    return copy;
}

#define ACTOR "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":\"urn:x:v\"},"
#define GIVEN                                                                         \
    ",\"id\":\"00000000-0000-4000-8000-000000000001\",\"timestamp\":\"" AS_GIVEN_TIME \
    "\",\"stored\":\"" AS_GIVEN_TIME "\",\"authority\":null,\"version\":\"1.0.0\"}"

static void what_an_lrs_adds_is_there_and_single_activities_are_arrays(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_string_equal(given(arena, ACTOR "\"object\":{\"id\":\"urn:x:y\"}"),
                        "{" ACTOR "\"object\":{\"id\":\"urn:x:y\"}" GIVEN);
    assert_string_equal(
        given(arena, "\"stored\":\"2001-01-01T00:00:00Z\",\"id\":\"x\"," ACTOR
                     "\"object\":{\"id\":\"urn:x:y\"},\"context\":{\"contextActivities\":{"
                     "\"parent\":{\"id\":\"urn:x:p\"},\"other\":[{\"id\":\"urn:x:o\"}]}}"),
        "{" ACTOR "\"object\":{\"id\":\"urn:x:y\"},\"context\":{\"contextActivities\":{"
        "\"parent\":[{\"id\":\"urn:x:p\"}],\"other\":[{\"id\":\"urn:x:o\"}]}}" GIVEN);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_outcome_is_counted_and_each_breach_is_told),
        TEST(counts_tell_the_source_and_the_package),
        TEST(an_extension_that_the_profile_forbids_is_told),
        TEST(a_long_value_is_cut),
        TEST(what_was_stored_before_is_judged_when_the_profile_is_loaded),
        TEST(another_version_judges_all_anew),
        TEST(a_profile_that_is_removed_leaves_nothing),
        TEST(a_void_takes_away_what_was_noted),
        TEST(a_statement_that_was_judged_by_what_is_no_more_is_judged_again),
        TEST(a_strict_statement_is_refused_with_what_there_is_and_what_to_do),
        TEST(a_refusal_has_room_for_what_to_do_whatever_was_sent),
        cmocka_unit_test(what_an_lrs_adds_is_there_and_single_activities_are_arrays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
