/* SPDX-License-Identifier: Apache-2.0 */

/* Where somebody is in a statement, and what is left of it without him. */
#include "xapi/mention.h"

#include "xapi/fixture.h"

#include <string.h>

#define ANN "{\"mbox\":\"mailto:ann@EXAMPLE.org\",\"name\":\"Ann \\\"\xc3\x9f\\\"\"}"
#define BOB "{\"mbox\":\"mailto:bob@example.org\"}"
#define CREW "{\"objectType\":\"Group\",\"name\":\"Crew\",\"member\":[" BOB "," ANN "]}"
#define ANN_ALONE "{\"objectType\":\"Group\",\"member\":[" ANN "]}"
#define HER_GROUP \
    "{\"objectType\":\"Group\",\"mbox\":\"mailto:ann@example.org\",\"member\":[" BOB "]}"
#define DONE ",\"verb\":{\"id\":\"https://example.org/did\"},"
#define THING "\"object\":{\"id\":\"https://example.org/thing\"}"
#define NOBODY_AS(type)                                                                  \
    "{\"objectType\":\"" type "\",\"account\":{\"homePage\":\"" MENTION_NOBODY_HOME_PAGE \
    "\",\"name\":\"" MENTION_NOBODY_NAME "\"}}"

static const struct text keys[] = {{"sha1:x", 6}, {"mailto:ann@example.org", 22}};
static const struct identifiers ann = {keys, 2};

static const struct {
    const char *members;
    enum mention expected;
    const char *without; /* what is left; NULL: it is not asked for */
} cases[] = {
    {"\"actor\":" ANN DONE THING, MENTION_ABOUT, NULL},
    {"\"actor\":" BOB DONE
     "\"object\":{\"objectType\":\"Agent\",\"mbox\":\"mailto:ann@example.org\"}",
     MENTION_ABOUT, NULL},
    {"\"actor\":" ANN_ALONE DONE THING, MENTION_ABOUT, NULL},
    {"\"actor\":" HER_GROUP DONE THING, MENTION_ABOUT, NULL},
    {"\"actor\":" BOB DONE THING, MENTION_NONE, "\"actor\":" BOB DONE THING},
    {"\"actor\":" CREW DONE THING ",\"result\":{\"score\":{\"scaled\":0.50}}", MENTION_BESIDE,
     "\"actor\":{\"objectType\":\"Group\",\"name\":\"Crew\",\"member\":[" BOB
     "," NOBODY_AS("Agent") "]}" DONE THING ",\"result\":{\"score\":{\"scaled\":0.50}}"},
    {"\"actor\":" BOB DONE THING ",\"context\":{\"instructor\":" ANN ",\"team\":" HER_GROUP "}",
     MENTION_BESIDE,
     "\"actor\":" BOB DONE THING
     ",\"context\":{\"instructor\":" NOBODY_AS("Agent") ",\"team\":" NOBODY_AS("Group") "}"},
    {"\"actor\":" BOB DONE THING
     ",\"context\":{\"contextAgents\":[{\"objectType\":\"contextAgent\","
     "\"agent\":" ANN "}]}",
     MENTION_BESIDE,
     "\"actor\":" BOB DONE THING
     ",\"context\":{\"contextAgents\":[{\"objectType\":\"contextAgent\","
     "\"agent\":" NOBODY_AS("Agent") "}]}"},
    {"\"actor\":" BOB DONE "\"object\":{\"objectType\":\"SubStatement\",\"actor\":" ANN DONE THING
     "}",
     MENTION_BESIDE,
     "\"actor\":" BOB DONE
     "\"object\":{\"objectType\":\"SubStatement\",\"actor\":" NOBODY_AS("Agent") DONE THING "}"},
};

static struct statement read_back(const char *members)
{
    struct statement statement = {0};
    struct error error = {.message = ""};
    if (statement_read_stored(text_of(members), text_of(AUTHORITY), arena, &statement, &error) !=
        STATUS_OK) {
        fail_msg("%s: %s", members, error.message);
    }
    return statement;
}

static void what_a_statement_has_to_do_with_somebody_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct statement statement = read_back(cases[i].members);
        if (mention_find(statement.json, text_of(cases[i].members), &ann) != cases[i].expected) {
            fail_msg("%s", cases[i].members);
        }
    }
}

static void a_statement_without_somebody_is_as_it_was_but_for_him(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text left = mention_remove(text_of(cases[i].members), &ann, arena);
        struct statement statement = read_back(left.data);
        assert_int_equal(mention_find(statement.json, left, &ann), MENTION_NONE);
        if (cases[i].without != NULL) {
            assert_string_equal(left.data, cases[i].without);
        }
    }
}

static void what_is_left_is_a_valid_statement(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text left = mention_remove(text_of(cases[i].members), &ann, arena);
        char *body = arena_print(arena, "{%.*s}", TEXT_ARGUMENTS(left));
        (void)fixture_statement(XAPI_VERSION_2_0_0, body);
    }
}

static void attachments_are_taken_out_wherever_they_stand(void **state)
{
    (void)state;
    const char *members = "\"attachments\":[{\"sha2\":\"x\"}],\"actor\":" BOB DONE THING;
    assert_string_equal(mention_remove_attachments(text_of(members), arena).data,
                        "\"actor\":" BOB DONE THING);
    members = "\"actor\":" BOB ",\"\\u0061ttachments\":[]" DONE THING;
    assert_string_equal(mention_remove_attachments(text_of(members), arena).data,
                        "\"actor\":" BOB DONE THING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_a_statement_has_to_do_with_somebody_is_found),
        TEST(a_statement_without_somebody_is_as_it_was_but_for_him),
        TEST(what_is_left_is_a_valid_statement),
        TEST(attachments_are_taken_out_wherever_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
