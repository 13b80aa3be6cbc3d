/* SPDX-License-Identifier: Apache-2.0 */

/* The keys that tell agents apart, and the authority an LRS accepts. */
#include "base/json.h"
#include "xapi/agent.h"
#include "xapi/fixture.h"

#include <string.h>

static void assert_key(const char *agent, const char *expected)
{
    struct text key = {NULL, 0};
    struct error error = {.message = ""};
    if (agent_read(text_of(agent), "agent", arena, &key, &error) != STATUS_OK) {
        fail_msg("%s: %s", agent, error.message);
    }
    assert_string_equal(arena_copy(arena, key), expected);
}

static void assert_refused(const char *agent, const char *expected)
{
    struct text key;
    struct error error = {.message = ""};
    assert_int_equal(agent_read(text_of(agent), "agent", arena, &key, &error), STATUS_INVALID);
    if (strncmp(error.message, expected, strlen(expected)) != 0) {
        fail_msg("\"%s\" does not begin with \"%s\"", error.message, expected);
    }
}

static void each_kind_of_identifier_has_its_key(void **state)
{
    (void)state;
    assert_key("{\"mbox\":\"mailto:a@example.org\"}", "mailto:a@example.org");
    assert_key("{\"mbox_sha1sum\":\"cd9b00a5611f94eaa7b1661edab976068e364975\"}",
               "sha1:cd9b00a5611f94eaa7b1661edab976068e364975");
    assert_key("{\"openid\":\"https://id.example/1\"}", "openid:https://id.example/1");
    assert_key("{\"account\":{\"name\":\"a|b\",\"homePage\":\"https://lms.example\"}}",
               "account:https://lms.example|a|b");
    assert_key("{\"objectType\":\"Group\",\"openid\":\"https://id.example/1\"}",
               "openid:https://id.example/1");
}

static void case_counts_where_the_identifier_has_case(void **state)
{
    (void)state;
    assert_key("{\"mbox\":\"mailto:Ann@Example.ORG\"}", "mailto:Ann@example.org");
    assert_key("{\"mbox_sha1sum\":\"CD9B00A5611F94EAA7B1661EDAB976068E364975\"}",
               "sha1:cd9b00a5611f94eaa7b1661edab976068e364975");
    assert_key("{\"openid\":\"https://ID.example/A\"}", "openid:https://ID.example/A");
}

static void an_anonymous_group_has_no_key(void **state)
{
    (void)state;
    AUTO(json_release)
    json_t *group = json_loads("{\"objectType\":\"Group\",\"member\":[]}", 0, NULL);
    assert_null(agent_key(group, arena).data);
    assert_refused("{\"objectType\":\"Group\",\"member\":[{\"openid\":\"urn:a:b\"}]}",
                   "agent: a Group without an identifier cannot be looked for");
}

static void broken_agents_are_told_with_their_place(void **state)
{
    (void)state;
    assert_refused("[]", "agent: must be an object");
    assert_refused("{\"mbox\":1}", "agent.mbox: must be a string");
    assert_refused("{\"mbox\":\"mailto:a@b.c\",\"extra\":1}", "agent.extra: an Agent has no such");
    assert_refused("mailto:a@b.c", "agent: line 1, column ");
    assert_refused("{\"objectType\":\"agent\",\"mbox\":\"mailto:a@b.c\"}",
                   "agent.objectType: must be");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_kind_of_identifier_has_its_key),
        TEST(case_counts_where_the_identifier_has_case),
        TEST(an_anonymous_group_has_no_key),
        TEST(broken_agents_are_told_with_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
