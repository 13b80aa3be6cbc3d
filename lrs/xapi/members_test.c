/* SPDX-License-Identifier: Apache-2.0 */

/* What is kept of a statement's text, and what the LRS fills in. */
#include "xapi/fixture.h"

static void assert_members(const char *body, const char *expected)
{
    struct statement statement = fixture_statement(XAPI_VERSION_1_0_3, body);
    assert_string_equal(arena_copy(arena, statement.members), expected);
}

#define BASE ACTOR "," VERB "," OBJECT

static void what_the_lrs_sets_is_cut_out(void **state)
{
    (void)state;
    assert_members(
        "{\"id\":\"" STATEMENT_ID "\"," ACTOR ",\"stored\":\"2026-01-31T12:00:00Z\"," VERB
        ",\"version\":\"1.0.0\"," OBJECT
        ",\"authority\":{\"mbox\":\"mailto:a@b.c\"},\"timestamp\":\"2026-01-31T12:00:00Z\"}",
        BASE);
}

static void escaped_keys_are_known(void **state)
{
    (void)state;
    assert_members("{\"\\u0069d\":\"" STATEMENT_ID "\"," BASE "}", BASE);
    assert_members(
        "{" BASE ",\"cont\\u0065xt\":{\"contextActivities\":{\"par\\u0065nt\":{\"id\":\"urn:"
        "a:b\"}}}}",
        BASE ",\"cont\\u0065xt\":{\"contextActivities\":{\"par\\u0065nt\":[{\"id\":\"urn:a:"
             "b\"}]}}");
}

static void numbers_and_order_are_kept(void **state)
{
    (void)state;
    static const char members[] = OBJECT
        "," VERB "," ACTOR
        ",\"result\":{\"score\":{\"raw\":1.0,\"max\":1e2},\"extensions\":{\"urn:z:1\":"
        "12345678901234567890,\"urn:a:1\":-0.00,\"urn:m:1\":{\"z\" : 1, \"a\":\"\\u00e9\"}}}";
    assert_members(arena_print(arena, "{%s}", members), members);
}

static void single_context_activities_become_arrays(void **state)
{
    (void)state;
    assert_members(
        "{" BASE ",\"context\":{\"platform\":\"x\",\"contextActivities\":{\"parent\":{\"id\":"
        "\"urn:a:b\"},\"other\":[{\"id\":\"urn:c:d\"}]}}}",
        BASE ",\"context\":{\"platform\":\"x\",\"contextActivities\":{\"parent\":[{\"id\":"
             "\"urn:a:b\"}],\"other\":[{\"id\":\"urn:c:d\"}]}}");
    assert_members("{" ACTOR "," VERB ",\"object\":{\"objectType\":\"SubStatement\"," BASE
                   ",\"context\":{\"contextActivities\":{\"category\":{\"id\":\"urn:a:b\"}}}}}",
                   ACTOR
                   "," VERB ",\"object\":{\"objectType\":\"SubStatement\"," BASE
                   ",\"context\":{\"contextActivities\":{\"category\":[{\"id\":\"urn:a:b\"}]}}}");
}

static void members_of_extensions_are_left_alone(void **state)
{
    (void)state;
    static const char members[] = BASE
        ",\"context\":{\"extensions\":{\"urn:a:b\":{\"id\":1,\"context\":{\"contextActivities\":{"
        "\"parent\":{}}}}}}";
    assert_members(arena_print(arena, "{%s}", members), members);
}

static void a_missing_id_is_made(void **state)
{
    (void)state;
    struct statement one = fixture_statement(XAPI_VERSION_1_0_3, "{" BASE "}");
    struct statement two = fixture_statement(XAPI_VERSION_1_0_3, "{" BASE "}");
    assert_memory_not_equal(&one.id, &two.id, sizeof one.id);
    struct statement given =
        fixture_statement(XAPI_VERSION_1_0_3, "{\"id\":\"" STATEMENT_ID "\"," BASE "}");
    char id[UUID_TEXT_SIZE];
    uuid_format(&given.id, id);
    assert_string_equal(id, STATEMENT_ID);
}

static void the_authority_is_the_lrs_own(void **state)
{
    (void)state;
    struct statement statement = fixture_statement(
        XAPI_VERSION_1_0_3, "{" BASE ",\"authority\":{\"mbox\":\"mailto:forged@example.org\"}}");
    assert_true(text_is(statement.authority, AUTHORITY));
}

static void the_version_is_kept_or_that_of_the_request(void **state)
{
    (void)state;
    static const char plain[] = "{" BASE "}";
    static const char given[] = "{" BASE ",\"version\":\"1.0.7\"}";
    assert_true(text_is(fixture_statement(XAPI_VERSION_1_0_3, plain).version, "1.0.0"));
    assert_true(text_is(fixture_statement(XAPI_VERSION_2_0_0, plain).version, "2.0.0"));
    assert_true(text_is(fixture_statement(XAPI_VERSION_1_0_3, given).version, "1.0.7"));
    assert_true(text_is(fixture_statement(XAPI_VERSION_2_0_0, given).version, "1.0.7"));
}

static void assert_timestamp(enum xapi_version version, const char *sent, const char *kept)
{
    const char *body = arena_print(arena, "{" BASE ",\"timestamp\":\"%s\"}", sent);
    struct statement statement = fixture_statement(version, body);
    assert_string_equal(arena_copy(arena, statement.timestamp), kept);
    assert_int_equal(statement.timestamp_us, 1000000);
}

static void timestamps_are_kept_or_made_utc(void **state)
{
    (void)state;
    assert_timestamp(XAPI_VERSION_1_0_3, "1970-01-01T01:00:01+01:00", "1970-01-01T01:00:01+01:00");
    assert_timestamp(XAPI_VERSION_1_0_3, "1970-01-01T00:00:01", "1970-01-01T00:00:01.000000Z");
    assert_timestamp(XAPI_VERSION_2_0_0, "1970-01-01T01:00:01+01:00",
                     "1970-01-01T00:00:01.000000Z");
    assert_timestamp(XAPI_VERSION_2_0_0, "1970-01-01T00:00:01Z", "1970-01-01T00:00:01Z");
    assert_null(fixture_statement(XAPI_VERSION_1_0_3, "{" BASE "}").timestamp.data);
}

static void voiding_statements_say_what_they_void(void **state)
{
    (void)state;
#define REFERENCE "\"object\":{\"objectType\":\"StatementRef\",\"id\":\"" STATEMENT_ID "\"}"
    struct statement comment =
        fixture_statement(XAPI_VERSION_1_0_3, "{" ACTOR "," VERB "," REFERENCE "}");
    assert_true(comment.refers && !comment.voids);
    struct statement voiding = fixture_statement(
        XAPI_VERSION_1_0_3,
        "{" ACTOR ",\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/voided\"}," REFERENCE "}");
    assert_true(voiding.refers && voiding.voids);
    char id[UUID_TEXT_SIZE];
    uuid_format(&voiding.reference, id);
    assert_string_equal(id, STATEMENT_ID);
    assert_false(fixture_statement(XAPI_VERSION_1_0_3, "{" BASE "}").refers);
}

static void more_than_a_batch_may_hold_is_too_large(void **state)
{
    (void)state;
    struct statement_list list = {NULL, 0};
    struct error error = {.message = ""};
    assert_int_equal(fixture_read(XAPI_VERSION_1_0_3, "[{},{},{},{}]", &list, &error),
                     STATUS_TOO_LARGE);
    assert_string_equal(error.message,
                        "4 statements in one request, but at most 3 are taken: send them in parts");
}

static void a_batch_keeps_its_order(void **state)
{
    (void)state;
    struct statement_list list = {NULL, 0};
    struct error error = {.message = ""};
    static const char body[] = "[ {" BASE "} , {" VERB "," ACTOR "," OBJECT "},\n{" BASE "}]";
    assert_int_equal(fixture_read(XAPI_VERSION_1_0_3, body, &list, &error), STATUS_OK);
    assert_int_equal(list.count, 3);
    assert_true(text_is(list.items[0].members, BASE));
    assert_true(text_is(list.items[1].members, VERB "," ACTOR "," OBJECT));
    assert_true(text_is(list.items[2].members, BASE));
}

static void what_is_no_json_is_told_with_its_place(void **state)
{
    (void)state;
    struct statement_list list = {NULL, 0};
    struct error error = {.message = ""};
    assert_int_equal(fixture_read(XAPI_VERSION_1_0_3, "{\n\"actor\":}", &list, &error),
                     STATUS_INVALID);
    static const char begin[] = "statements: line 2, column ";
    assert_memory_equal(error.message, begin, sizeof begin - 1);
    assert_int_equal(fixture_read(XAPI_VERSION_1_0_3, "{" BASE "," ACTOR "}", &list, &error),
                     STATUS_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_the_lrs_sets_is_cut_out),
        TEST(escaped_keys_are_known),
        TEST(numbers_and_order_are_kept),
        TEST(single_context_activities_become_arrays),
        TEST(members_of_extensions_are_left_alone),
        TEST(a_missing_id_is_made),
        TEST(the_authority_is_the_lrs_own),
        TEST(the_version_is_kept_or_that_of_the_request),
        TEST(timestamps_are_kept_or_made_utc),
        TEST(voiding_statements_say_what_they_void),
        TEST(more_than_a_batch_may_hold_is_too_large),
        TEST(a_batch_keeps_its_order),
        TEST(what_is_no_json_is_told_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
