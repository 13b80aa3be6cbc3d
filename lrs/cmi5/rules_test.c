/* SPDX-License-Identifier: Apache-2.0 */

/* What an AU must not send: good statements, each changed by one patch (RFC 7396), and the id of
 * the rule that the change breaks. */
#include "cmi5/rules.h"

#include "base/json.h"
#include "cmi5/iris.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SESSION "5f7f2d3a-97a3-4b0f-9a6b-0a2a0d3c9d11"
#define REGISTRATION "f0b4d1c2-6a7e-4c39-8f21-3d5e7a9b1c04"
#define SAY(verb, category, result)                                                            \
    "{\"id\":\"7ccd3322-e1a5-411a-a67d-6a735c76f119\",\"timestamp\":\"2026-01-31T12:00:00Z\"," \
    "\"actor\":{\"account\":{\"homePage\":\"https://lms.example\",\"name\":\"learner-7\"}},"   \
    "\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/" verb "\"},"                           \
    "\"object\":{\"id\":\"urn:lms:au\"},\"result\":" result ",\"context\":{"                   \
    "\"registration\":\"" REGISTRATION "\",\"extensions\":{\"" EXTENSION_CMI5_SESSIONID        \
    "\":\"" SESSION "\"},\"contextActivities\":{\"grouping\":[{\"id\":\"urn:publisher:au\"}]," \
    "\"category\":[" category "]}}}"
#define CMI5 "{\"id\":\"" CATEGORY_CMI5 "\"}"
#define MOVES CMI5 ",{\"id\":\"" CATEGORY_MOVEON "\"}"
#define DURATION "\"duration\":\"PT1M\""

static const struct {
    const char *name;
    const char *json;
} good_statements[] = {
    {"initialized", SAY("initialized", CMI5, "{}")},
    {"completed", SAY("completed", MOVES, "{\"completion\":true," DURATION "}")},
    {"passed", SAY("passed", MOVES, "{\"success\":true," DURATION "}")},
    {"failed", SAY("failed", MOVES, "{\"success\":false," DURATION "}")},
    {"terminated", SAY("terminated", CMI5, "{" DURATION "}")},
    {"allowed", SAY("experienced", "{\"id\":\"urn:other\"}", "{}")},
};

/* A session in which initialized was said. */
static struct cmi5_session begun(void)
{
    return (struct cmi5_session){
        .id = text_of(SESSION),
        .actor = text_of("account:https://lms.example|learner-7"),
        .registration = text_of(REGISTRATION),
        .activity = text_of("urn:lms:au"),
        .publisher = text_of("urn:publisher:au"),
        .has_preferences = true,
        .said = CMI5_SAID_INITIALIZED,
        .said_ever = CMI5_SAID_INITIALIZED,
    };
}

static struct cmi5_session fresh(void)
{
    struct cmi5_session session = begun();
    session.said = 0;
    return session;
}

static struct cmi5_session without_preferences(void)
{
    struct cmi5_session session = fresh();
    session.has_preferences = false;
    return session;
}

static struct cmi5_session browsing(void)
{
    struct cmi5_session session = begun();
    session.mode = CMI5_BROWSE;
    return session;
}

static struct cmi5_session reviewing(void)
{
    struct cmi5_session session = begun();
    session.mode = CMI5_REVIEW;
    return session;
}

static struct cmi5_session with_mastery(void)
{
    struct cmi5_session session = begun();
    session.mastery_score = text_of("0.8");
    return session;
}

static struct cmi5_session said_all(void)
{
    struct cmi5_session session = begun();
    session.said = CMI5_SAID_INITIALIZED | CMI5_SAID_COMPLETED | CMI5_SAID_FAILED;
    return session;
}

static struct cmi5_session finished_before(void)
{
    struct cmi5_session session = begun();
    session.said_ever |= CMI5_SAID_COMPLETED | CMI5_SAID_PASSED;
    return session;
}

static struct cmi5_session terminated(void)
{
    struct cmi5_session session = begun();
    session.said |= CMI5_SAID_TERMINATED;
    session.terminated_us = 1769860800000000; /* 2026-01-31T12:00:00Z */
    return session;
}

#define RESULT(members) "{\"result\":{" members "}}"
#define CONTEXT(members) "{\"context\":{" members "}}"
#define CATEGORY(list) CONTEXT("\"contextActivities\":{\"category\":[" list "]}")
#define MASTERY(score) CONTEXT("\"extensions\":{\"" EXTENSION_CMI5_MASTERYSCORE "\":" score "}")
#define SCORED(scaled, mastery)                        \
    "{\"result\":{\"score\":{\"scaled\":" scaled "}}," \
    "\"context\":{\"extensions\":{\"" EXTENSION_CMI5_MASTERYSCORE "\":" mastery "}}}"

/* `id` NULL: may be sent. */
static const struct rule_row {
    const char *statement;
    struct cmi5_session (*session)(void);
    const char *patch;
    const char *id;
} rows[] = {
    {"initialized", fresh, "{}", NULL},
    {"initialized", without_preferences, "{}", "11.0.0.0-3"},
    {"allowed", fresh, "{}", "9.3.0.0-4"},
    {"completed", fresh, "{}", "9.3.0.0-4"},
    {"initialized", fresh, CATEGORY(""), "9.3.0.0-4"},
    {"allowed", terminated, "{\"timestamp\":\"2026-01-31T12:00:01Z\"}", "9.3.0.0-5"},
    {"completed", terminated, "{\"timestamp\":\"2026-01-31T11:59:59Z\"}", NULL},
    {"terminated", terminated, "{}", "9.3.0.0-2"},
    {"allowed", begun, "{}", NULL},
    {"allowed", begun, "{\"id\":null}", "9.1.0.0-1"},
    {"allowed", begun, "{\"timestamp\":null}", "9.7.0.0-1"},
    {"allowed", begun, "{\"timestamp\":\"2026-01-31T12:00:00+01:00\"}", "9.7.0.0-2"},
    {"allowed", begun, "{\"timestamp\":\"2026-01-31T12:00:00+00:00\"}", NULL},
    {"allowed", begun,
     "{\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/voided\"},\"object\":{\"objectType\":"
     "\"StatementRef\",\"id\":\"7ccd3322-e1a5-411a-a67d-6a735c76f119\"}}",
     "6.3.0.0-1"},
    {"allowed", begun, "{\"actor\":{\"account\":{\"name\":\"another\"}}}", "8.1.3.0-3"},
    {"allowed", begun, "{\"actor\":{\"account\":null,\"mbox\":\"mailto:a@example.org\"}}",
     "8.1.3.0-3"},
    {"allowed", begun, "{\"actor\":{\"objectType\":\"Group\"}}", "8.1.3.0-3"},
    {"allowed", begun, "{\"actor\":{\"name\":\"Synthetic Learner\"}}", NULL},
    {"allowed", begun, CONTEXT("\"registration\":null"), "8.1.4.0-3"},
    {"allowed", begun, CONTEXT("\"registration\":\"" SESSION "\""), "8.1.4.0-3"},
    {"allowed", begun, CONTEXT("\"registration\":\"F0B4D1C2-6A7E-4C39-8F21-3D5E7A9B1C04\""), NULL},
    {"allowed", begun, CONTEXT("\"extensions\":null"), "9.6.3.1-4"},
    {"allowed", begun, CONTEXT("\"extensions\":{\"" EXTENSION_CMI5_SESSIONID "\":\"other\"}"),
     "9.6.3.1-4"},
    {"allowed", begun, CONTEXT("\"contextActivities\":null"), "10.2.1.0-6"},
    {"allowed", begun, CONTEXT("\"contextActivities\":{\"grouping\":[{\"id\":\"urn:other\"}]}"),
     "10.2.1.0-6"},
    {"allowed", begun,
     CONTEXT("\"contextActivities\":{\"grouping\":{\"id\":\"urn:publisher:au\"}}"), NULL},
    {"allowed", begun, CATEGORY("{\"id\":\"" CATEGORY_MOVEON "\"}"), "9.6.2.2-2"},
    {"allowed", begun, CATEGORY(CMI5), "9.3.0.0-1"},
    {"completed", begun, "{}", NULL},
    {"completed", begun, CATEGORY(""), NULL},
    {"completed", begun, "{\"object\":{\"id\":\"urn:publisher:au\"}}", "8.1.5.0-6"},
    {"completed", browsing, "{}", "10.2.2.0-2"},
    {"passed", reviewing, "{}", "10.2.2.0-3"},
    {"allowed", browsing, "{}", NULL},
    {"terminated", reviewing, "{}", NULL},
    {"initialized", begun, "{}", "9.3.0.0-2"},
    {"completed", said_all, "{}", "9.3.0.0-2"},
    {"passed", said_all, "{}", "9.3.0.0-3"},
    {"completed", finished_before, "{}", "9.3.0.0-6"},
    {"passed", finished_before, "{}", "9.3.0.0-7"},
    {"failed", finished_before, "{}", "9.3.0.0-8"},
    {"completed", begun, RESULT("\"score\":{\"scaled\":1}"), "9.5.1.0-2"},
    {"passed", begun, RESULT("\"score\":{\"raw\":5}"), "9.5.1.0-3"},
    {"failed", begun, RESULT("\"score\":{\"raw\":5,\"min\":0}"), "9.5.1.0-3"},
    {"passed", begun, RESULT("\"score\":{\"raw\":5,\"min\":0,\"max\":9}"), NULL},
    {"passed", with_mastery, RESULT("\"score\":{\"scaled\":0.9}"), "9.6.3.2-2"},
    {"passed", with_mastery, SCORED("0.9", "0.7"), "9.6.3.2-2"},
    {"passed", with_mastery, SCORED("0.9", "\"0.8\""), "9.6.3.2-2"},
    {"passed", with_mastery, SCORED("0.8", "0.8"), NULL},
    {"passed", with_mastery, SCORED("0.79", "0.8"), "9.3.4.0-2"},
    {"failed", with_mastery, SCORED("0.79", "0.80"), NULL},
    {"failed", with_mastery, SCORED("0.8", "0.8"), "9.3.5.0-2"},
    {"passed", with_mastery, "{}", NULL},
    {"passed", begun, RESULT("\"success\":false"), "9.5.2.0-1"},
    {"passed", begun, RESULT("\"success\":null"), "9.5.2.0-1"},
    {"failed", begun, RESULT("\"success\":true"), "9.5.2.0-2"},
    {"completed", begun, RESULT("\"success\":true"), "9.5.2.0-3"},
    {"completed", begun, RESULT("\"completion\":false"), "9.5.3.0-1"},
    {"terminated", begun, RESULT("\"completion\":true"), "9.5.3.0-2"},
    {"terminated", begun, RESULT("\"duration\":null"), "9.5.4.1-1"},
    {"completed", begun, RESULT("\"duration\":null"), "9.5.4.1-2"},
    {"passed", begun, RESULT("\"duration\":null"), "9.5.4.1-3"},
    {"failed", begun, RESULT("\"duration\":null"), "9.5.4.1-4"},
    {"completed", begun, CATEGORY(CMI5), "9.6.2.2-1"},
    {"terminated", begun, CATEGORY(MOVES), "9.6.2.2-2"},
};
enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static json_t *patched(json_t *target, json_t *patch)
{
    const char *key;
    json_t *value;
    json_object_foreach (patch, key, value) {
        json_t *old = json_object_get(target, key);
        if (json_is_null(value)) {
            (void)json_object_del(target, key);
        } else if (json_is_object(value) && json_is_object(old)) {
            (void)patched(old, value);
        } else {
            assert_int_equal(json_object_set(target, key, value), 0);
        }
    }
    return target;
}

static char *make_statement(const struct rule_row *row)
{
    const char *text = NULL;
    for (size_t i = 0; i < sizeof good_statements / sizeof good_statements[0]; i++) {
        if (strcmp(good_statements[i].name, row->statement) == 0) {
            text = good_statements[i].json;
        }
    }
    AUTO(json_release) json_t *statement = json_loads(text, 0, NULL);
    AUTO(json_release) json_t *patch = json_loads(row->patch, 0, NULL);
    assert_non_null(statement);
    assert_non_null(patch);
    return json_dumps(patched(statement, patch), JSON_COMPACT);
}

static enum status take(const char *text, struct cmi5_session *session, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct statement_context context = {XAPI_VERSION_1_0_3,
                                              text_of("{\"mbox\":\"mailto:l@l.l\"}"), 1};
    struct statement_list list;
    if (statements_read(text_of(text), &context, arena, &list, error) != STATUS_OK) {
        fail_msg("%s: %s", text, error->message);
    }
    bool has_id = json_object_get(list.items[0].json, "id") != NULL;
    return cmi5_session_take(session, &list.items[0], has_id, arena, error);
}

static void check_row(const struct rule_row *row)
{
    AUTO(free) char *text = make_statement(row);
    struct cmi5_session session = row->session();
    struct error error = {.message = ""};
    enum status status = take(text, &session, &error);
    char expected[64] = "";
    if (row->id != NULL) {
        (void)snprintf(expected, sizeof expected, "(cmi5 %s)", row->id);
    }
    bool is_as_expected =
        row->id == NULL ? status == STATUS_OK
                        : status == STATUS_FORBIDDEN && strstr(error.message, expected) != NULL;
    if (!is_as_expected) {
        fail_msg("row %zu: %s is not what \"%s\" says", (size_t)(row - rows), expected,
                 error.message);
    }
}

static void each_broken_rule_is_refused_with_its_id(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        check_row(&rows[i]);
    }
}

static void each_rule_is_broken_by_a_row(void **state)
{
    (void)state;
    for (size_t rule = 0; cmi5_rule_id(rule) != NULL; rule++) {
        bool is_found = false;
        for (size_t i = 0; i < ROW_COUNT && !is_found; i++) {
            is_found = rows[i].id != NULL && strcmp(rows[i].id, cmi5_rule_id(rule)) == 0;
        }
        if (!is_found) {
            fail_msg("no row breaks %s", cmi5_rule_id(rule));
        }
    }
}

static void what_was_said_counts_for_the_next_statement(void **state)
{
    (void)state;
    static const char *const order[] = {"initialized", "allowed", "completed", "passed",
                                        "terminated"};
    struct cmi5_session session = fresh();
    struct error error = {.message = ""};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        AUTO(free) char *text = make_statement(&(struct rule_row){order[i], NULL, "{}", NULL});
        assert_int_equal(take(text, &session, &error), STATUS_OK);
    }
    assert_int_equal(session.said, CMI5_SAID_INITIALIZED | CMI5_SAID_COMPLETED | CMI5_SAID_PASSED |
                                       CMI5_SAID_TERMINATED);
    AUTO(free)
    char *late = make_statement(
        &(struct rule_row){"allowed", NULL, "{\"timestamp\":\"2026-01-31T12:00:09Z\"}", NULL});
    assert_int_equal(take(late, &session, &error), STATUS_FORBIDDEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_broken_rule_is_refused_with_its_id),
        cmocka_unit_test(each_rule_is_broken_by_a_row),
        cmocka_unit_test(what_was_said_counts_for_the_next_statement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
