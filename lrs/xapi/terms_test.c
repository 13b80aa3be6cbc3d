/* SPDX-License-Identifier: Apache-2.0 */

/* What a statement can be found by (Communication 2.1.3). */
#include "xapi/fixture.h"

/* The terms as "kind value" a line, in their order. */
static const char *print(const struct statement *statement)
{
    const char *text = "";
    for (size_t i = 0; i < statement->term_count; i++) {
        const struct term *term = &statement->terms[i];
        text =
            arena_print(arena, "%s%d %.*s\n", text, (int)term->kind, TEXT_ARGUMENTS(term->value));
    }
    return text;
}

static void assert_terms(const char *body, const char *expected)
{
    struct statement statement = fixture_statement(XAPI_VERSION_2_0_0, body);
    assert_string_equal(print(&statement), expected);
    struct statement stored;
    struct error error = {.message = ""};
    assert_int_equal(
        statement_read_stored(statement.members, text_of(AUTHORITY), arena, &stored, &error),
        STATUS_OK);
    assert_string_equal(print(&stored), expected);
}

#define AUTHORITY_TERM "2 account:https://lrs.example|key\n"
#define ACTOR_TERMS "1 mailto:a@example.org\n" AUTHORITY_TERM "2 mailto:a@example.org\n"
#define VERB_TERM "3 https://example.org/verb\n"
#define ACTIVITY_TERM "4 https://example.org/activity\n"

static void actor_authority_verb_and_activity(void **state)
{
    (void)state;
    assert_terms("{" ACTOR "," VERB "," OBJECT "}",
                 ACTOR_TERMS VERB_TERM ACTIVITY_TERM "5 https://example.org/activity\n");
}

static void members_of_a_group_match_as_the_group_does(void **state)
{
    (void)state;
    assert_terms(
        "{\"actor\":{\"objectType\":\"Group\",\"openid\":\"urn:g:1\",\"member\":[{\"openid\":"
        "\"urn:m:1\"},{\"openid\":\"urn:m:2\"},{\"openid\":\"urn:m:1\"}]}," VERB "," OBJECT "}",
        "1 openid:urn:g:1\n1 openid:urn:m:1\n1 openid:urn:m:2\n" AUTHORITY_TERM
        "2 openid:urn:g:1\n2 openid:urn:m:1\n2 openid:urn:m:2\n" VERB_TERM ACTIVITY_TERM
        "5 https://example.org/activity\n");
}

static void an_agent_as_object_matches_as_the_actor_does(void **state)
{
    (void)state;
    assert_terms("{" ACTOR "," VERB
                 ",\"object\":{\"objectType\":\"Agent\",\"openid\":\"urn:o:1\"}}",
                 "1 mailto:a@example.org\n1 openid:urn:o:1\n" AUTHORITY_TERM
                 "2 mailto:a@example.org\n2 openid:urn:o:1\n" VERB_TERM);
}

static void the_context_is_related(void **state)
{
    (void)state;
    assert_terms(
        "{" ACTOR "," VERB "," OBJECT
        ",\"context\":{\"registration\":\"7CCD3322-E1A5-411A-A67D-6A735C76F119\","
        "\"instructor\":{\"openid\":\"urn:i:1\"},"
        "\"team\":{\"objectType\":\"Group\",\"member\":[{\"openid\":\"urn:t:1\"}]},"
        "\"contextAgents\":[{\"objectType\":\"contextAgent\",\"agent\":{\"openid\":\"urn:x:1\"}}],"
        "\"contextGroups\":[{\"objectType\":\"contextGroup\",\"group\":{\"objectType\":\"Group\","
        "\"openid\":\"urn:x:2\",\"member\":[{\"openid\":\"urn:x:3\"}]}}],"
        "\"statement\":{\"objectType\":\"StatementRef\",\"id\":\"" STATEMENT_ID "\"},"
        "\"contextActivities\":{\"parent\":{\"id\":\"urn:p:1\"},\"grouping\":[{\"id\":\"urn:g:1\"},"
        "{\"id\":\"urn:p:1\"}],\"category\":[{\"id\":\"urn:c:1\"}],\"other\":[{\"id\":\"urn:o:1\"}]"
        "}}}",
        ACTOR_TERMS "2 openid:urn:i:1\n2 openid:urn:t:1\n2 openid:urn:x:1\n2 openid:urn:x:2\n"
                    "2 openid:urn:x:3\n" VERB_TERM ACTIVITY_TERM
                    "5 https://example.org/activity\n5 urn:c:1\n5 urn:g:1\n5 urn:o:1\n5 "
                    "urn:p:1\n6 " STATEMENT_ID "\n");
}

static void a_substatement_is_related_but_for_verb_and_registration(void **state)
{
    (void)state;
    assert_terms(
        "{" ACTOR "," VERB ",\"object\":{\"objectType\":\"SubStatement\",\"actor\":{\"openid\":"
        "\"urn:s:1\"},\"verb\":{\"id\":\"urn:v:1\"},\"object\":{\"id\":\"urn:a:1\"},"
        "\"context\":{\"registration\":\"" STATEMENT_ID
        "\",\"instructor\":{\"openid\":\"urn:s:2\"},"
        "\"contextActivities\":{\"other\":[{\"id\":\"urn:a:2\"}]}}}}",
        ACTOR_TERMS "2 openid:urn:s:1\n2 openid:urn:s:2\n" VERB_TERM "5 urn:a:1\n5 urn:a:2\n");
}

static void what_is_referred_to_is_no_activity(void **state)
{
    (void)state;
    assert_terms("{" ACTOR "," VERB
                 ",\"object\":{\"objectType\":\"StatementRef\",\"id\":\"" STATEMENT_ID "\"}}",
                 ACTOR_TERMS VERB_TERM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(actor_authority_verb_and_activity),
        TEST(members_of_a_group_match_as_the_group_does),
        TEST(an_agent_as_object_matches_as_the_actor_does),
        TEST(the_context_is_related),
        TEST(a_substatement_is_related_but_for_verb_and_registration),
        TEST(what_is_referred_to_is_no_activity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
