/* SPDX-License-Identifier: Apache-2.0 */

/* Which differences between two statements count (Data 2.3.1). */
#include "xapi/comparison.h"

#include "xapi/fixture.h"

static bool same(const char *left, const char *right)
{
    return statements_are_equal(fixture_statement(XAPI_VERSION_2_0_0, left).json,
                                fixture_statement(XAPI_VERSION_2_0_0, right).json);
}

/* Two texts, of which one of three parts differs. */
struct pair {
    const char *left;
    const char *right;
};

static void assert_pairs(const struct pair *pairs, bool expected)
{
    for (; pairs->left != NULL; pairs++) {
        if (same(pairs->left, pairs->right) != expected) {
            fail_msg("%s %s %s", pairs->left, expected ? "differs from" : "equals", pairs->right);
        }
    }
}

#define WITH(members) "{" ACTOR "," VERB "," OBJECT "," members "}"
#define ABOUT(object) "{" ACTOR "," VERB ",\"object\":" object "}"
#define BY(actor) "{\"actor\":" actor "," VERB "," OBJECT "}"
#define PLAIN "{" ACTOR "," VERB "," OBJECT "}"

static void what_an_lrs_sets_does_not_count(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {PLAIN, WITH("\"id\":\"" STATEMENT_ID "\"")},
        {PLAIN, WITH("\"timestamp\":\"2026-01-31T12:00:00Z\"")},
        {PLAIN, WITH("\"stored\":\"2026-01-31T12:00:00Z\"")},
        {PLAIN, WITH("\"version\":\"1.0.3\"")},
        {PLAIN, WITH("\"authority\":{\"mbox\":\"mailto:b@example.org\"}")},
        {NULL, NULL},
    };
    assert_pairs(pairs, true);
}

static void how_it_is_written_does_not_count(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {PLAIN, "{" OBJECT ",\n " VERB " ," ACTOR "}"},
        {PLAIN, "{\"\\u0061ctor\":{\"mbox\":\"mailto:\\u0061@example.org\"}," VERB "," OBJECT "}"},
        {WITH("\"result\":{\"score\":{\"raw\":100}}"),
         WITH("\"result\":{\"score\":{\"raw\":1e2}}")},
        {WITH("\"result\":{\"score\":{\"raw\":1}}"), WITH("\"result\":{\"score\":{\"raw\":1.0}}")},
        {WITH("\"context\":{\"registration\":\"" STATEMENT_ID "\"}"),
         WITH("\"context\":{\"registration\":\"7CCD3322-E1A5-411A-A67D-6A735C76F119\"}")},
        {WITH("\"context\":{\"language\":\"en-GB\"}"),
         WITH("\"context\":{\"language\":\"en-gb\"}")},
        {PLAIN, BY("{\"mbox\":\"mailto:a@Example.ORG\"}")},
        {WITH("\"context\":{\"contextActivities\":{\"parent\":{\"id\":\"urn:a:b\"}}}"),
         WITH("\"context\":{\"contextActivities\":{\"parent\":[{\"id\":\"urn:a:b\"}]}}")},
        {ABOUT("{\"objectType\":\"SubStatement\"," ACTOR "," VERB "," OBJECT
               ",\"timestamp\":\"2026-01-31T12:00:00Z\"}"),
         ABOUT("{\"objectType\":\"SubStatement\"," ACTOR "," VERB "," OBJECT
               ",\"timestamp\":\"2026-01-31T13:00:00+01:00\"}")},
        {NULL, NULL},
    };
    assert_pairs(pairs, true);
}

static void display_definition_and_order_of_members_do_not_count(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {PLAIN,
         "{" ACTOR
         ",\"verb\":{\"id\":\"https://example.org/verb\",\"display\":{\"en\":\"x\"}}," OBJECT "}"},
        {PLAIN, ABOUT("{\"id\":\"https://example.org/activity\",\"definition\":{\"name\":{}}}")},
        {WITH("\"context\":{\"contextActivities\":{\"other\":[{\"id\":\"urn:a:b\"}]}}"),
         WITH("\"context\":{\"contextActivities\":{\"other\":[{\"id\":\"urn:a:b\","
              "\"definition\":{\"type\":\"urn:c:d\"}}]}}")},
        {BY("{\"objectType\":\"Group\",\"member\":[{\"mbox\":\"mailto:a@b.c\"},{\"openid\":\"urn:d:"
            "e\"}]"
            "}"),
         BY("{\"objectType\":\"Group\",\"member\":[{\"openid\":\"urn:d:e\"},{\"mbox\":\"mailto:a@b."
            "c\"}]"
            "}")},
        {NULL, NULL},
    };
    assert_pairs(pairs, true);
}

static void durations_count_to_hundredths_of_a_second(void **state)
{
    (void)state;
#define LASTING(duration) WITH("\"result\":{\"duration\":\"" duration "\"}")
    static const struct pair equal[] = {
        {LASTING("PT1.23S"), LASTING("PT1.239S")},
        {LASTING("PT1S"), LASTING("PT1.009S")},
        {LASTING("PT1.1S"), LASTING("PT1.10S")},
        {NULL, NULL},
    };
    static const struct pair different[] = {
        {LASTING("PT1.23S"), LASTING("PT1.24S")},
        {LASTING("PT60S"), LASTING("PT1M")},
        {LASTING("PT1S"), LASTING("PT1.01S")},
        {LASTING("P1Y"), LASTING("P12M")},
        {NULL, NULL},
    };
    assert_pairs(equal, true);
    assert_pairs(different, false);
}

static void everything_else_counts(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {PLAIN, BY("{\"mbox\":\"mailto:A@example.org\"}")},
        {PLAIN, BY("{\"mbox\":\"mailto:a@example.org\",\"name\":\"x\"}")},
        {PLAIN, "{" ACTOR ",\"verb\":{\"id\":\"https://example.org/Verb\"}," OBJECT "}"},
        {PLAIN, ABOUT("{\"id\":\"https://example.org/activity/\"}")},
        {PLAIN, ABOUT("{\"objectType\":\"Activity\",\"id\":\"https://example.org/activity\"}")},
        {PLAIN, WITH("\"result\":{}")},
        {WITH("\"result\":{\"response\":\"1\"}"), WITH("\"result\":{\"response\":\"2\"}")},
        {WITH("\"result\":{\"success\":true}"), WITH("\"result\":{\"success\":false}")},
        {WITH("\"result\":{\"score\":{\"raw\":0.1}}"),
         WITH("\"result\":{\"score\":{\"raw\":0.2}}")},
        {WITH("\"context\":{\"extensions\":{\"urn:a:b\":null}}"),
         WITH("\"context\":{\"extensions\":{\"urn:a:b\":[]}}")},
        {WITH("\"context\":{\"extensions\":{\"urn:a:b\":[1,2]}}"),
         WITH("\"context\":{\"extensions\":{\"urn:a:b\":[2,1]}}")},
        {WITH("\"context\":{\"extensions\":{\"urn:a:b\":{\"id\":\"x\"}}}"),
         WITH("\"context\":{\"extensions\":{\"urn:a:b\":{\"id\":\"y\"}}}")},
        {WITH("\"context\":{\"extensions\":{\"urn:a:b\":\"1\"}}"),
         WITH("\"context\":{\"extensions\":{\"urn:a:b\":1}}")},
        {WITH("\"context\":{\"contextActivities\":{\"parent\":[{\"id\":\"urn:a:b\"}]}}"),
         WITH("\"context\":{\"contextActivities\":{\"other\":[{\"id\":\"urn:a:b\"}]}}")},
        {NULL, NULL},
    };
    assert_pairs(pairs, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_an_lrs_sets_does_not_count),
        TEST(how_it_is_written_does_not_count),
        TEST(display_definition_and_order_of_members_do_not_count),
        TEST(durations_count_to_hundredths_of_a_second),
        TEST(everything_else_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
