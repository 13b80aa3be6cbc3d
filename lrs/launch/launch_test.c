/* SPDX-License-Identifier: Apache-2.0 */

/* Launches and sessions over a store in memory, with a clock that the tests set: what takes time.
 * What is answered over HTTP is conformance-tests/xapi/cmi5_test.mjs's. */
#include "launch/launch.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "base/json.h"
#include "launch/session.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SECOND_US ((int64_t)1000000)
#define LIFETIME_US (100 * SECOND_US)
#define WORDS                                                                            \
    "<title><langstring>x</langstring></title><description><langstring>x</langstring></" \
    "description>"
#define STRUCTURE                                                                            \
    "<courseStructure xmlns=\"https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd\">" \
    "<course id=\"urn:c\">" WORDS "</course>"                                                \
    "<au id=\"urn:a\" moveOn=\"Completed\">" WORDS "<url>a.html</url></au>"                  \
    "<au id=\"urn:b\">" WORDS "<url>b.html</url></au></courseStructure>"
#define ACTOR "{\"account\":{\"homePage\":\"https://lms.example\",\"name\":\"7\"}}"

static struct store *store;
static struct arena *arena;
static int64_t now_us;
static struct error error;

static int64_t told_time(void)
{
    return now_us;
}

/* ---- one step a write ---- */

struct step {
    struct store_write write;
    enum status (*take)(struct transaction *transaction, struct step *step, struct error *error);
    const char *unit;
    enum cmi5_mode mode;
    struct launch launch;
    struct text text; /* token or answer */
    struct statement_list list;
    struct uuid session;
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *failure)
{
    struct step *step = (struct step *)write;
    return step->take(transaction, step, failure);
}

static enum status take(struct step *step)
{
    step->write.apply = apply;
    return store_write_and_wait(store, &step->write, &error);
}

static enum status import(struct transaction *transaction, struct step *step, struct error *failure)
{
    (void)step;
    const struct stored_course course = {.id = text_of("urn:c"),
                                         .structure = text_of(STRUCTURE),
                                         .content_url = text_of("https://pages.example")};
    return transaction_put_course(transaction, &course, failure);
}

static enum status prepare(struct transaction *transaction, struct step *step,
                           struct error *failure)
{
    const struct launch_request request = {
        .course = text_of("urn:c"),
        .unit = text_of(step->unit),
        .actor = text_of(ACTOR),
        .mode = step->mode,
        .return_url = text_of(""),
        .launched_by = text_of("LMS"),
    };
    return launch_prepare(transaction, &request, "http://lrs", arena, &step->launch, failure);
}

static enum status fetch(struct transaction *transaction, struct step *step, struct error *failure)
{
    const struct launch_fetch_request request = {step->text, LIFETIME_US, "http://lrs"};
    return launch_fetch(transaction, &request, arena, &step->text, failure);
}

static enum status say(struct transaction *transaction, struct step *step, struct error *failure)
{
    return session_put_statements(transaction, &step->session, &step->list, false, "http://lrs",
                                  failure);
}

static enum status note(struct transaction *transaction, struct step *step, struct error *failure)
{
    return session_note_preferences(transaction, &step->session, failure);
}

static int begin(void **state)
{
    (void)state;
    now_us = 1000 * SECOND_US;
    clock_replace(told_time);
    arena = arena_create();
    struct step step = {.take = import};
    return store_open("sqlite::memory:", NULL, &store, &error) == STATUS_OK &&
                   take(&step) == STATUS_OK
               ? 0
               : -1;
}

static int end(void **state)
{
    (void)state;
    store_close(store);
    arena_destroy(arena);
    clock_replace(NULL);
    return 0;
}

/* ---- what the tests say ---- */

static struct launch launch(const char *unit)
{
    struct step step = {.take = prepare, .unit = unit};
    if (take(&step) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return step.launch;
}

/* The fetch URL's answer for the launch. */
static const char *answer_of(const struct launch *made)
{
    static const char before[] = "fetch%3Ftoken%3D";
    const char *begin_of_token = strstr(made->url.data, before);
    assert_non_null(begin_of_token);
    begin_of_token += strlen(before);
    size_t length = strcspn(begin_of_token, "&");
    struct step step = {.take = fetch, .text = {begin_of_token, length}};
    assert_int_equal(take(&step), STATUS_OK);
    return step.text.data;
}

static void assert_token(const struct launch *made, bool expected)
{
    const char *answer = answer_of(made);
    if ((strstr(answer, "auth-token") != NULL) != expected) {
        fail_msg("%s", answer);
    }
}

static struct stored_session session_of(const struct launch *made)
{
    struct stored_session session;
    assert_int_equal(store_get_session(store, &made->session, arena, &session, &error), STATUS_OK);
    return session;
}

static const char *uuid_text(const struct uuid *uuid)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(uuid, text);
    return arena_copy_string(arena, text);
}

/* The AU of `made` says `verb` at a time `seconds` from now. */
static enum status au_says(const struct launch *made, const char *verb, const char *result,
                           int seconds)
{
    struct uuid id = uuid_make();
    bool moves = strcmp(verb, "completed") == 0;
    int64_t second = now_us / SECOND_US + seconds;
    const char *text = arena_print(
        arena,
        "{\"id\":\"%s\",\"timestamp\":\"1970-01-01T%02d:%02d:%02dZ\",\"actor\":" ACTOR
        ",\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/%s\"},\"object\":{\"id\":\"%s\"},"
        "\"result\":%s,\"context\":{\"registration\":\"%s\",\"extensions\":{\"https://w3id.org/"
        "xapi/cmi5/context/extensions/sessionid\":\"%s\"},\"contextActivities\":{\"grouping\":["
        "{\"id\":\"urn:a\"}],\"category\":[{\"id\":\"https://w3id.org/xapi/cmi5/context/"
        "categories/cmi5\"}%s]}}}",
        uuid_text(&id), (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60), verb,
        made->activity, result, uuid_text(&made->registration), uuid_text(&made->session),
        moves ? ",{\"id\":\"https://w3id.org/xapi/cmi5/context/categories/moveon\"}" : "");
    const struct statement_context context = {XAPI_VERSION_1_0_3, text_of(ACTOR), 1};
    struct step step = {.take = say, .session = made->session};
    if (statements_read(text_of(text), &context, arena, &step.list, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return take(&step);
}

static struct launch begun_unit(void)
{
    struct launch made = launch("urn:a");
    assert_token(&made, true);
    struct step step = {.take = note, .session = made.session};
    assert_int_equal(take(&step), STATUS_OK);
    assert_int_equal(au_says(&made, "initialized", "{}", 0), STATUS_OK);
    return made;
}

static enum status add_verb(void *context, const struct stored_statement *statement,
                            struct error *failure)
{
    (void)failure;
    char *members = arena_copy(arena, statement->members);
    const char *verb = strstr(members, "verbs/");
    assert_non_null(verb);
    buffer_print(context, "%.*s ", (int)strcspn(verb + 6, "\""), verb + 6);
    return STATUS_OK;
}

static void assert_verbs(const char *expected)
{
    AUTO(buffer_finish) struct buffer verbs = BUFFER_INIT(4096);
    const struct statement_query query = {
        .since_us = INT64_MIN, .until_us = INT64_MAX, .ascending = true, .limit = 100};
    int64_t more = 0;
    assert_int_equal(store_query_statements(store, &query, add_verb, &verbs, &more, &error),
                     STATUS_OK);
    assert_string_equal(verbs.length == 0 ? "" : verbs.data, expected);
}

/* ---- the tests ---- */

static void a_launch_address_is_good_for_an_hour_and_once(void **state)
{
    (void)state;
    struct launch made = launch("urn:a");
    now_us += LAUNCH_ADDRESS_US - 1;
    assert_token(&made, true);
    assert_token(&made, false);
    struct launch late = launch("urn:a");
    now_us += LAUNCH_ADDRESS_US;
    assert_token(&late, false);
}

static void nothing_is_said_before_the_address_is_used(void **state)
{
    (void)state;
    struct launch made = launch("urn:a");
    assert_verbs("");
    assert_token(&made, true);
    assert_verbs("registered launched ");
}

static void the_credential_ends_with_its_lifetime(void **state)
{
    (void)state;
    struct launch made = begun_unit();
    now_us += LIFETIME_US - 1;
    struct stored_session session = session_of(&made);
    assert_int_equal(session_check_open(&session, now_us, &error), STATUS_OK);
    now_us += 1;
    assert_int_equal(session_check_open(&session, now_us, &error), STATUS_FORBIDDEN);
    assert_non_null(strstr(error.message, "(cmi5 8.1.2.0-2)"));
    assert_int_equal(au_says(&made, "terminated", "{\"duration\":\"PT1S\"}", 0), STATUS_FORBIDDEN);
}

static void a_minute_after_terminated_the_session_is_over(void **state)
{
    (void)state;
    struct launch made = begun_unit();
    assert_int_equal(au_says(&made, "terminated", "{\"duration\":\"PT1S\"}", 0), STATUS_OK);
    struct stored_session session = session_of(&made);
    assert_int_equal(session.state, SESSION_TERMINATED);
    assert_int_equal(session.expires_us, now_us + SESSION_GRACE_US);
    assert_int_equal(au_says(&made, "completed", "{\"completion\":true,\"duration\":\"PT1S\"}", 1),
                     STATUS_FORBIDDEN);
    assert_non_null(strstr(error.message, "(cmi5 9.3.0.0-5)"));
    now_us += SESSION_GRACE_US - 1;
    assert_int_equal(
        au_says(&made, "completed", "{\"completion\":true,\"duration\":\"PT1S\"}", -60), STATUS_OK);
    assert_verbs("registered launched initialized terminated completed satisfied ");
}

static void a_session_that_is_over_is_not_abandoned_and_an_unfinished_one_is_once(void **state)
{
    (void)state;
    struct launch first = begun_unit();
    now_us += 30 * SECOND_US;
    assert_int_equal(au_says(&first, "terminated", "{\"duration\":\"PT1S\"}", 0), STATUS_OK);
    struct launch second = begun_unit();
    assert_verbs("registered launched initialized terminated launched initialized ");
    struct launch third = launch("urn:b");
    assert_token(&third, true);
    assert_int_equal(session_of(&second).state, SESSION_ABANDONED);
    assert_verbs("registered launched initialized terminated launched initialized abandoned "
                 "launched ");
}

static void an_address_that_was_never_used_is_not_abandoned(void **state)
{
    (void)state;
    struct launch first = launch("urn:a");
    struct launch second = launch("urn:b");
    assert_token(&second, true);
    assert_int_equal(session_of(&first).state, SESSION_ASKED);
    assert_token(&first, true);
    assert_int_equal(session_of(&second).state, SESSION_ABANDONED);
}

static void a_broken_rule_stores_and_notes_nothing(void **state)
{
    (void)state;
    struct launch made = begun_unit();
    assert_int_equal(au_says(&made, "completed", "{\"completion\":true}", 0), STATUS_FORBIDDEN);
    assert_int_equal(session_of(&made).said, CMI5_SAID_INITIALIZED);
    assert_verbs("registered launched initialized ");
}

static void a_key_is_read_back_and_nothing_else_is_one(void **state)
{
    (void)state;
    struct uuid id = uuid_make();
    struct uuid found;
    char key[SESSION_KEY_SIZE];
    session_key_format(&id, key);
    assert_true(session_key_read(text_of(key), &found));
    assert_memory_equal(&found, &id, sizeof id);
    assert_false(session_key_read(text_of("cmi5."), &found));
    assert_false(session_key_read(text_of("cmi5.not-a-uuid"), &found));
    assert_false(session_key_read((struct text){key, strlen(key) - 1}, &found));
    assert_false(session_key_read(text_of(key + 1), &found));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_launch_address_is_good_for_an_hour_and_once),
        TEST(nothing_is_said_before_the_address_is_used),
        TEST(the_credential_ends_with_its_lifetime),
        TEST(a_minute_after_terminated_the_session_is_over),
        TEST(a_session_that_is_over_is_not_abandoned_and_an_unfinished_one_is_once),
        TEST(an_address_that_was_never_used_is_not_abandoned),
        TEST(a_broken_rule_stores_and_notes_nothing),
        TEST(a_key_is_read_back_and_nothing_else_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
