/* SPDX-License-Identifier: Apache-2.0 */

/* Query parameters, as each resource has them. */
#include "xapi/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define ID "7CCD3322-e1a5-411a-a67d-6a735c76f119"
#define LOWER_ID "7ccd3322-e1a5-411a-a67d-6a735c76f119"
#define AGENT "{\"mbox\":\"mailto:a@Example.org\"}"
#define ACTIVITY "https://example.org/activity"

enum { PARAMETERS_MAX = 16 };

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

/* Cuts "name=value;name=value", in which values hold no ';'. */
static enum status read_text(enum query_kind kind, const char *text, struct query *out,
                             struct error *error)
{
    struct query_parameter parameters[PARAMETERS_MAX];
    size_t count = 0;
    struct text rest = text[0] == '\0' ? (struct text){NULL, 0} : text_of(text);
    struct text pair;
    while (count < PARAMETERS_MAX && text_split(&rest, ';', &pair)) {
        struct text name = {NULL, 0};
        assert_true(text_split(&pair, '=', &name));
        parameters[count++] = (struct query_parameter){name, pair};
    }
    return query_read(kind, parameters, count, arena, out, error);
}

static struct query read_or_fail(enum query_kind kind, const char *text)
{
    struct query query = {.limit = 0};
    struct error error = {.message = ""};
    if (read_text(kind, text, &query, &error) != STATUS_OK) {
        fail_msg("%s: %s", text, error.message);
    }
    return query;
}

static void assert_refused(enum query_kind kind, const char *text, const char *message)
{
    struct query query;
    struct error error = {.message = ""};
    assert_int_equal(read_text(kind, text, &query, &error), STATUS_INVALID);
    if (strncmp(error.message, message, strlen(message)) != 0) {
        fail_msg("%s: \"%s\" does not begin with \"%s\"", text, error.message, message);
    }
}

static void without_parameters_everything_is_asked_for(void **state)
{
    (void)state;
    struct query query = read_or_fail(QUERY_STATEMENTS_GET, "");
    assert_false(query.has_statement_id || query.has_voided_id || query.has_registration);
    assert_false(query.related_activities || query.related_agents || query.ascending);
    assert_null(query.agent.data);
    assert_int_equal(query.limit, 0);
    assert_int_equal(query.format, QUERY_FORMAT_EXACT);
    assert_true(query.since_us == INT64_MIN && query.until_us == INT64_MAX);
    struct term terms[QUERY_TERMS_MAX];
    assert_int_equal(query_terms(&query, arena, terms), 0);
}

static void filters_become_terms(void **state)
{
    (void)state;
    struct query query = read_or_fail(
        QUERY_STATEMENTS_GET,
        "agent=" AGENT ";verb=https://example.org/verb;activity=" ACTIVITY ";registration=" ID);
    struct term terms[QUERY_TERMS_MAX];
    assert_int_equal(query_terms(&query, arena, terms), 4);
    assert_int_equal(terms[0].kind, TERM_AGENT);
    assert_true(text_is(terms[0].value, "mailto:a@example.org"));
    assert_int_equal(terms[1].kind, TERM_VERB);
    assert_int_equal(terms[2].kind, TERM_ACTIVITY);
    assert_true(text_is(terms[2].value, ACTIVITY));
    assert_int_equal(terms[3].kind, TERM_REGISTRATION);
    assert_true(text_is(terms[3].value, LOWER_ID));
}

static void related_filters_ask_for_wider_terms(void **state)
{
    (void)state;
    struct query query = read_or_fail(QUERY_STATEMENTS_GET,
                                      "related_agents=true;agent=" AGENT ";related_activities=true;"
                                      "activity=" ACTIVITY);
    struct term terms[QUERY_TERMS_MAX];
    assert_int_equal(query_terms(&query, arena, terms), 2);
    assert_int_equal(terms[0].kind, TERM_RELATED_AGENT);
    assert_int_equal(terms[1].kind, TERM_RELATED_ACTIVITY);
}

static void times_limit_format_and_order_are_read(void **state)
{
    (void)state;
    struct query query = read_or_fail(QUERY_STATEMENTS_GET,
                                      "since=1970-01-01T00:00:01Z;until=1970-01-01T01:00:02+01:"
                                      "00;limit=25;format=ids;ascending=true;attachments=true");
    assert_int_equal(query.since_us, 1000000);
    assert_int_equal(query.until_us, 2000000);
    assert_int_equal(query.limit, 25);
    assert_int_equal(query.format, QUERY_FORMAT_IDS);
    assert_true(query.ascending && query.attachments);
}

static void an_id_stands_alone(void **state)
{
    (void)state;
    assert_true(read_or_fail(QUERY_STATEMENTS_GET, "statementId=" ID).has_statement_id);
    struct query query =
        read_or_fail(QUERY_STATEMENTS_GET, "voidedStatementId=" ID ";format=ids;attachments=false");
    assert_true(query.has_voided_id && !query.has_statement_id);
    assert_refused(QUERY_STATEMENTS_GET, "statementId=" ID ";limit=1",
                   "limit: may not stand beside statementId (xAPI Communication 2.1.3)");
    assert_refused(QUERY_STATEMENTS_GET, "statementId=" ID ";voidedStatementId=" ID,
                   "voidedStatementId: may not stand beside statementId");
    assert_refused(QUERY_STATEMENTS_GET, "voidedStatementId=" ID ";related_agents=false",
                   "related_agents: may not stand beside voidedStatementId");
}

static void unknown_parameters_are_refused_and_the_known_ones_named(void **state)
{
    (void)state;
    assert_refused(QUERY_STATEMENTS_PUT, "statementid=" ID,
                   "statementid: there is no such parameter here, only: statementId");
    assert_refused(QUERY_STATEMENTS_GET, "Limit=1", "Limit: there is no such parameter here");
    assert_refused(QUERY_STATEMENTS_POST, "statementId=" ID,
                   "statementId: there is no such parameter here, only: none");
    assert_refused(QUERY_ABOUT_GET, "a=b", "a: there is no such parameter");
    assert_refused(QUERY_STATEMENTS_GET, "method=PUT", "method: there is no such parameter");
}

static void broken_values_are_refused_by_name(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"statementId=abc", "statementId: 'abc' is not a UUID (xAPI Communication 2.1.3)"},
        {"registration={}", "registration: '{}' is not a UUID"},
        {"agent=a", "agent: line 1, column "},
        {"agent={}", "agent: an Agent has exactly one"},
        {"agent={\"mbox\":\"a\"}", "agent.mbox: 'a' is not of the form"},
        {"agent={\"objectType\":\"Group\",\"member\":[" AGENT "]}",
         "agent: a Group without an identifier cannot be looked for"},
        {"verb=experienced", "verb: 'experienced' is not an IRI"},
        {"activity=", "activity: '' is not an IRI"},
        {"since=yesterday", "since: 'yesterday' is not an ISO 8601"},
        {"until=2026-02-30T00:00:00Z", "until: '2026-02-30T00:00:00Z' is not"},
        {"limit=-1", "limit: '-1' is not a whole number"},
        {"limit=", "limit: '' is not a whole number"},
        {"limit=1.5", "limit: '1.5' is not a whole number"},
        {"limit=99999999999999999999", "limit: '99999999999999999999' is not"},
        {"format=IDs", "format: 'IDs' is not ids, exact or canonical"},
        {"ascending=1", "ascending: '1' is not true or false"},
        {"related_agents=True", "related_agents: 'True' is not true or false"},
        {"attachments=", "attachments: '' is not true or false"},
        {"limit=1;limit=2", "limit: is given twice"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_refused(QUERY_STATEMENTS_GET, cases[i][0], cases[i][1]);
    }
}

static void documents_need_their_keys(void **state)
{
    (void)state;
    assert_refused(QUERY_STATE_GET, "agent=" AGENT, "activityId: is missing, but required");
    assert_refused(QUERY_STATE_GET, "activityId=" ACTIVITY, "agent: is missing, but required");
    assert_refused(QUERY_STATE_PUT, "activityId=" ACTIVITY ";agent=" AGENT,
                   "stateId: is missing, but required (xAPI Communication 2.3)");
    assert_refused(QUERY_ACTIVITY_PROFILE_PUT, "activityId=" ACTIVITY, "profileId: is missing");
    assert_refused(QUERY_AGENT_PROFILE_PUT, "agent=" AGENT, "profileId: is missing");
    assert_refused(QUERY_AGENTS_GET, "", "agent: is missing");
    assert_refused(QUERY_ACTIVITIES_GET, "", "activityId: is missing");
    assert_refused(QUERY_STATE_PUT,
                   "activityId=" ACTIVITY ";agent=" AGENT ";stateId=", "stateId: '' is not a name");
}

static void documents_are_read(void **state)
{
    (void)state;
    struct query query = read_or_fail(QUERY_STATE_PUT, "activityId=" ACTIVITY ";agent=" AGENT
                                                       ";registration=" ID ";stateId=bookmark");
    assert_true(text_is(query.activity, ACTIVITY));
    assert_true(text_is(query.agent, "mailto:a@example.org"));
    assert_true(text_is(query.document_id, "bookmark"));
    assert_true(query.has_registration);
    query = read_or_fail(QUERY_AGENT_PROFILE_GET, "agent=" AGENT ";since=1970-01-01T00:00:01Z");
    assert_int_equal(query.since_us, 1000000);
    assert_null(query.document_id.data);
}

static void since_is_for_lists_only(void **state)
{
    (void)state;
    assert_refused(QUERY_ACTIVITY_PROFILE_GET,
                   "activityId=" ACTIVITY ";profileId=p;since=1970-01-01T00:00:01Z",
                   "since: may not stand beside the id of one document");
    assert_refused(QUERY_STATE_DELETE,
                   "activityId=" ACTIVITY ";agent=" AGENT ";since=1970-01-01T00:00:01Z",
                   "since: there is no such parameter");
}

static void long_values_are_refused(void **state)
{
    (void)state;
    char text[5000] = "verb=https://example.org/";
    memset(text + strlen(text), 'a', sizeof text - strlen(text) - 1);
    assert_refused(QUERY_STATEMENTS_GET, text, "verb: is longer than 4096 bytes");
}

static void values_are_shown_short_and_printable(void **state)
{
    (void)state;
    assert_refused(QUERY_STATEMENTS_GET, "format=a\nb\xFF", "format: 'a?b?' is not ids");
    assert_refused(QUERY_STATEMENTS_GET, "format=\xC3\xA9", "format: '\xC3\xA9' is not ids");
    char text[300] = "format=";
    for (size_t i = 0; i < 100; i++) {
        memcpy(text + strlen(text), "\xC3\xA9", 3);
    }
    struct query query;
    struct error error = {.message = ""};
    assert_int_equal(read_text(QUERY_STATEMENTS_GET, text, &query, &error), STATUS_INVALID);
    assert_true(text_is_utf8(text_of(error.message)));
    assert_non_null(strstr(error.message, "…' is not ids"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_parameters_everything_is_asked_for, begin, end),
        cmocka_unit_test_setup_teardown(filters_become_terms, begin, end),
        cmocka_unit_test_setup_teardown(related_filters_ask_for_wider_terms, begin, end),
        cmocka_unit_test_setup_teardown(times_limit_format_and_order_are_read, begin, end),
        cmocka_unit_test_setup_teardown(an_id_stands_alone, begin, end),
        cmocka_unit_test_setup_teardown(unknown_parameters_are_refused_and_the_known_ones_named,
                                        begin, end),
        cmocka_unit_test_setup_teardown(broken_values_are_refused_by_name, begin, end),
        cmocka_unit_test_setup_teardown(documents_need_their_keys, begin, end),
        cmocka_unit_test_setup_teardown(documents_are_read, begin, end),
        cmocka_unit_test_setup_teardown(since_is_for_lists_only, begin, end),
        cmocka_unit_test_setup_teardown(long_values_are_refused, begin, end),
        cmocka_unit_test_setup_teardown(values_are_shown_short_and_printable, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
