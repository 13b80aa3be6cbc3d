/* SPDX-License-Identifier: Apache-2.0 */

/* What the store knows of Activities and verbs after statements, voids, failures and a rebuild. */
#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define IT "https://example.org/it"
#define DID "https://example.org/verbs/did"

static struct arena *arena;
static struct store *store;

static int open_store(void **state)
{
    (void)state;
    struct error error = {0};
    arena = arena_create();
    return fixture_open(NULL, &store, &error) == STATUS_OK ? 0 : -1;
}

static int close_store(void **state)
{
    (void)state;
    store_close(store);
    arena_destroy(arena);
    return 0;
}

/* Ann did `object`, JSON, around which there is `rest`: more members, or nothing. */
static struct statement said(unsigned number, const char *object, const char *rest)
{
    const char *members =
        arena_print(arena,
                    "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":\"" DID
                    "\",\"display\":{\"en\":\"did\"}},\"object\":%s%s",
                    object, rest);
    struct statement statement = fixture_statement(arena, number, members, 0);
    statement.defines = true;
    return statement;
}

static struct statement defined(unsigned number, const char *definition)
{
    return said(number, arena_print(arena, "{\"id\":\"" IT "\",\"definition\":%s}", definition),
                "");
}

static void put(struct statement statement)
{
    struct error error = {0};
    if (fixture_put(store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static const char *known(enum definition_kind kind, const char *iri)
{
    struct error error = {0};
    struct text json = {NULL, 0};
    assert_int_equal(store_get_definition(store, kind, text_of(iri), arena, &json, &error),
                     STATUS_OK);
    return json.data == NULL ? "none" : json.data;
}

static void assert_known(const char *iri, const char *expected)
{
    assert_string_equal(known(DEFINITION_OF_ACTIVITY, iri), expected);
}

static void definitions_are_merged_in_order_of_seq(void **state)
{
    (void)state;
    put(defined(1, "{\"name\":{\"en\":\"One\"},\"type\":\"urn:a\"}"));
    put(defined(2, "{\"name\":{\"cy\":\"Un\"},\"type\":\"urn:b\"}"));
    assert_known(IT, "{\"name\":{\"en\":\"One\",\"cy\":\"Un\"},\"type\":\"urn:b\"}");
    put(defined(3, "{\"name\":{\"en\":\"One\"},\"type\":\"urn:a\"}"));
    assert_known(IT, "{\"name\":{\"en\":\"One\",\"cy\":\"Un\"},\"type\":\"urn:a\"}");
    assert_known("https://example.org/other", "none");
}

static void activities_around_the_object_and_verbs_are_known_too(void **state)
{
    (void)state;
    const char *sub =
        "{\"objectType\":\"SubStatement\",\"actor\":{\"mbox\":\"mailto:b@example.org\"},"
        "\"verb\":{\"id\":\"urn:sub\",\"display\":{\"en\":\"subbed\"}},"
        "\"object\":{\"id\":\"urn:object\",\"definition\":{\"type\":\"urn:1\"}},"
        "\"context\":{\"contextActivities\":{\"other\":[{\"id\":\"urn:other\",\"definition\":"
        "{\"type\":\"urn:2\"}}]}}}";
    put(said(1, sub,
             ",\"context\":{\"contextActivities\":{\"parent\":[{\"id\":\"urn:parent\","
             "\"definition\":{\"type\":\"urn:3\"}}]}}"));
    assert_known("urn:object", "{\"type\":\"urn:1\"}");
    assert_known("urn:other", "{\"type\":\"urn:2\"}");
    assert_known("urn:parent", "{\"type\":\"urn:3\"}");
    assert_string_equal(known(DEFINITION_OF_VERB, DID), "{\"en\":\"did\"}");
    assert_string_equal(known(DEFINITION_OF_VERB, "urn:sub"), "{\"en\":\"subbed\"}");
}

static void sender_who_may_not_define_changes_nothing(void **state)
{
    (void)state;
    put(defined(1, "{\"type\":\"urn:a\"}"));
    struct statement statement = defined(2, "{\"type\":\"urn:b\"}");
    statement.defines = false;
    put(statement);
    assert_known(IT, "{\"type\":\"urn:a\"}");
    struct error error = {0};
    assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    assert_known(IT, "{\"type\":\"urn:a\"}");
}

/* Data 2.3.2 lets an LRS keep them. */
static void void_takes_no_definition_back(void **state)
{
    (void)state;
    struct error error = {0};
    put(defined(1, "{\"type\":\"urn:a\"}"));
    put(fixture_about(arena, 2, FIXTURE_VOIDED, 1));
    put(fixture_about(arena, 3, FIXTURE_VOIDED, 4));
    put(defined(4, "{\"moreInfo\":\"urn:b\"}"));
    assert_known(IT, "{\"type\":\"urn:a\",\"moreInfo\":\"urn:b\"}");
    assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    assert_known(IT, "{\"type\":\"urn:a\",\"moreInfo\":\"urn:b\"}");
}

static void failed_write_defines_nothing_and_is_not_remembered(void **state)
{
    (void)state;
    struct error error = {0};
    put(defined(1, "{\"type\":\"urn:a\"}"));
    struct statement other = fixture_did(arena, 1, "another", DID, IT);
    struct statement items[] = {defined(2, "{\"type\":\"urn:b\"}"), other};
    assert_int_equal(fixture_put(store, items, 2, &error), STATUS_CONFLICT);
    assert_known(IT, "{\"type\":\"urn:a\"}");
    put(items[0]);
    assert_known(IT, "{\"type\":\"urn:b\"}");
}

static int count_changes(void)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(64);
    const char *sql = "SELECT count(*) FROM definition_change";
    assert_int_equal(store_run_report(store, sql, NULL, 0, fixture_add_row, &out, &error),
                     STATUS_OK);
    return (int)strtol(out.data, NULL, 10);
}

static void only_statements_that_change_something_are_noted(void **state)
{
    (void)state;
    const char *const editions[] = {"{\"name\":{\"en\":\"One\"}}", "{\"name\":{\"cy\":\"Un\"}}"};
    for (unsigned i = 0; i < 20; i++) {
        put(defined(i + 1, editions[i % 2]));
    }
    assert_int_equal(count_changes(), 2);
}

/* Few values, so that definitions repeat, alternate and come back. */
static void rebuild_gives_the_same(void **state)
{
    (void)state;
    enum { STATEMENTS = 300, ACTIVITIES = 4 };
    unsigned number = 12345;
    char *before[ACTIVITIES];
    struct error error = {0};
    for (unsigned i = 0; i < STATEMENTS; i++) {
        number = number * 1103515245U + 12345U;
        unsigned draw = number >> 16;
        const char *object = arena_print(
            arena,
            "{\"id\":\"urn:%u\",\"definition\":{\"name\":{\"l%c\":\"%u\"},\"type\":\"urn:%u\","
            "\"extensions\":{\"urn:e%u\":%u.0}}}",
            draw % ACTIVITIES, "abc"[draw / 4 % 3], draw / 12 % 3, draw / 36 % 2, draw / 72 % 3,
            draw / 216 % 2);
        struct statement statement = said(i + 1, object, "");
        statement.defines = draw / 432 % 4 != 0;
        put(statement);
    }
    for (unsigned i = 0; i < ACTIVITIES; i++) {
        const char *json = known(DEFINITION_OF_ACTIVITY, arena_print(arena, "urn:%u", i));
        before[i] = arena_copy_string(arena, json);
    }
    assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    for (unsigned i = 0; i < ACTIVITIES; i++) {
        assert_known(arena_print(arena, "urn:%u", i), before[i]);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_store, close_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(definitions_are_merged_in_order_of_seq),
        TEST(activities_around_the_object_and_verbs_are_known_too),
        TEST(sender_who_may_not_define_changes_nothing),
        TEST(void_takes_no_definition_back),
        TEST(failed_write_defines_nothing_and_is_not_remembered),
        TEST(only_statements_that_change_something_are_noted),
        TEST(rebuild_gives_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
