/* SPDX-License-Identifier: Apache-2.0 */

/* Which people a statement names. */
#include "xapi/people.h"

#include "xapi/fixture.h"

#define AGENT(name) "{\"name\":\"" name "\",\"mbox\":\"mailto:" name "@example.org\"}"

/* "key name" a line. */
static void assert_named(const char *body, const char *expected)
{
    struct statement statement = fixture_statement(XAPI_VERSION_2_0_0, body);
    struct named_agent named[NAMED_AGENTS_MAX];
    size_t count = people_named(statement.json, arena, named);
    const char *text = "";
    for (size_t i = 0; i < count; i++) {
        text = arena_print(arena, "%s%.*s %.*s\n", text, TEXT_ARGUMENTS(named[i].key),
                           TEXT_ARGUMENTS(named[i].name));
    }
    assert_string_equal(text, expected);
}

static void agents_of_all_places_are_named(void **state)
{
    (void)state;
    assert_named("{\"actor\":" AGENT("a") "," VERB "," OBJECT "}", "mailto:a@example.org a\n");
    assert_named("{" ACTOR "," VERB ",\"object\":{\"objectType\":\"Agent\",\"name\":\"o\","
                 "\"openid\":\"urn:o:1\"},\"context\":{\"instructor\":" AGENT("i") "}}",
                 "openid:urn:o:1 o\nmailto:i@example.org i\n");
    assert_named(
        "{" ACTOR "," VERB "," OBJECT
        ",\"context\":{\"team\":{\"objectType\":\"Group\",\"name\":\"team\",\"member\":"
        "[" AGENT("m") "]},\"contextAgents\":[{\"objectType\":\"contextAgent\","
                       "\"agent\":" AGENT(
                           "c") "}],\"contextGroups\":[{\"objectType\":\"contextGroup\","
                                "\"group\":"
                                "{\"objectType\":\"Group\",\"member\":[" AGENT("g") "]}}]}}",
        "mailto:m@example.org m\nmailto:c@example.org c\nmailto:g@example.org g\n");
    assert_named("{" ACTOR "," VERB ",\"object\":{\"objectType\":\"SubStatement\",\"actor\":" AGENT(
                     "s") "," VERB "," OBJECT "}}",
                 "mailto:s@example.org s\n");
}

static void groups_blanks_doubles_and_the_nameless_are_left_out(void **state)
{
    (void)state;
    assert_named("{" ACTOR "," VERB "," OBJECT "}", "");
    assert_named("{\"actor\":{\"name\":\" \",\"openid\":\"urn:a:1\"}," VERB "," OBJECT "}", "");
    assert_named(
        "{\"actor\":{\"objectType\":\"Group\",\"name\":\"group\",\"openid\":\"urn:g:1\"}," VERB
        "," OBJECT "}",
        "");
    assert_named("{\"actor\":" AGENT("a") "," VERB "," OBJECT
                                          ",\"context\":{\"instructor\":" AGENT("a") "}}",
                 "mailto:a@example.org a\n");
}

static void names_over_the_limit_are_left_out(void **state)
{
    (void)state;
    char *name = arena_allocate(arena, PERSON_NAME_MAX + 2, 1);
    for (size_t length = PERSON_NAME_MAX; length <= PERSON_NAME_MAX + 1; length++) {
        for (size_t i = 0; i < length; i++) {
            name[i] = 'x';
        }
        struct statement statement = fixture_statement(
            XAPI_VERSION_1_0_3,
            arena_print(arena,
                        "{\"actor\":{\"name\":\"%s\",\"openid\":\"urn:a:1\"}," VERB "," OBJECT "}",
                        name));
        struct named_agent named[NAMED_AGENTS_MAX];
        assert_int_equal(people_named(statement.json, arena, named), length <= PERSON_NAME_MAX);
    }
}

static void only_the_first_of_very_many_count(void **state)
{
    (void)state;
    const char *members = "";
    for (int i = 0; i <= NAMED_AGENTS_MAX; i++) {
        members = arena_print(arena, "%s%s{\"name\":\"n\",\"openid\":\"urn:m:%d\"}", members,
                              i == 0 ? "" : ",", i);
    }
    struct statement statement = fixture_statement(
        XAPI_VERSION_1_0_3,
        arena_print(arena,
                    "{\"actor\":{\"objectType\":\"Group\",\"member\":[%s]}," VERB "," OBJECT "}",
                    members));
    struct named_agent named[NAMED_AGENTS_MAX];
    assert_int_equal(people_named(statement.json, arena, named), NAMED_AGENTS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(agents_of_all_places_are_named),
        TEST(groups_blanks_doubles_and_the_nameless_are_left_out),
        TEST(names_over_the_limit_are_left_out),
        TEST(only_the_first_of_very_many_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
