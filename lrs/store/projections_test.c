/* SPDX-License-Identifier: Apache-2.0 */

/* The projections' promise: whatever the order of arrival, doubles, batches and voids, they are
 * what a rebuild makes of the statements. */
#include "store/answer_fixture.h"
#include "store/history_fixture.h"
#include "store/profiles_fixture.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

enum { HISTORIES = 12, HISTORIES_ON_A_SERVER = 1, ORDERS = 6 };

static void shuffle(struct statement *history)
{
    for (unsigned i = HISTORY - 1; i > 0; i--) {
        unsigned other = random_below(i + 1);
        struct statement kept = history[i];
        history[i] = history[other];
        history[other] = kept;
    }
}

/* Puts that part of the history in batches of random sizes, some of them twice. */
static void put_history(struct store *store, struct statement *history, unsigned from, unsigned to)
{
    struct error error = {0};
    for (unsigned i = from; i < to;) {
        unsigned size = 1 + random_below(5);
        size = i + size > to ? to - i : size;
        enum status status = fixture_put(store, &history[i], size, &error);
        if (status == STATUS_OK && random_below(2) == 0) {
            status = fixture_put(store, &history[i], size, &error);
        }
        assert_int_equal(status, STATUS_OK);
        i += size;
    }
}

struct snapshots {
    struct buffer first; /* of the history's first order */
    struct buffer live;
    struct buffer rebuilt;
};

static void check_order(struct statement *history, struct snapshots *snapshots, bool is_first)
{
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.readers = 1};
    assert_int_equal(fixture_open(&options, &store, &error), STATUS_OK);
    /* What came before it was loaded, and what comes after, are one. */
    put_history(store, history, 0, HISTORY / 2);
    (void)fixture_load_profile(store, FIXTURE_HISTORY_PROFILE);
    put_history(store, history, HISTORY / 2, HISTORY);
    fixture_snapshot(store, is_first ? &snapshots->first : &snapshots->live);
    assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    fixture_snapshot(store, &snapshots->rebuilt);
    assert_string_equal(snapshots->first.data, snapshots->rebuilt.data);
    if (!is_first) {
        assert_string_equal(snapshots->first.data, snapshots->live.data);
    }
}

static void any_order_gives_what_a_rebuild_gives(void **state)
{
    (void)state;
    struct snapshots snapshots = {.first = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT),
                                  .live = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT),
                                  .rebuilt = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT)};
    unsigned histories = fixture_rounds(HISTORIES, HISTORIES_ON_A_SERVER);
    for (unsigned i = 0; i < histories; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct statement history[HISTORY];
        make_history(arena, history);
        for (int order = 0; order < ORDERS; order++) {
            check_order(history, &snapshots, order == 0);
            shuffle(history);
        }
    }
    buffer_finish(&snapshots.first);
    buffer_finish(&snapshots.live);
    buffer_finish(&snapshots.rebuilt);
}

/* ---- what the rows say ---- */

static void put(struct store *store, struct statement statement)
{
    struct error error = {0};
    if (fixture_put(store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static struct statement on_course(struct arena *arena, unsigned number, const char *verb,
                                  const char *organisation, int64_t second)
{
    char *members = arena_print(
        arena,
        "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":\"" VERBS "%s\"},"
        "\"object\":" COURSE_ACTIVITY ",\"context\":{\"extensions\":{"
        "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"%s\"}}",
        verb, organisation);
    return fixture_statement(arena, number, members, (1500000000 + second) * 1000000);
}

static int set_up(void **state)
{
    struct error error = {0};
    struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    store_close(*state);
    return 0;
}

static void latest_statement_names_the_organisation(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    put(*state, on_course(arena, 1, "initialized", "SYN02", 20));
    put(*state, on_course(arena, 2, "registered", "SYN01", 10)); /* arrives late */
    assert_answer(*state, "SELECT organisation FROM report_progress", "SYN02|\n");
    put(*state, fixture_about(arena, 3, FIXTURE_VOIDED, 1));
    assert_answer(*state, "SELECT organisation FROM report_progress", "SYN01|\n");
}

static void completion_names_its_time_and_statement(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    put(*state, on_course(arena, 2, "completed", "SYN01", 60));
    put(*state, on_course(arena, 1, "completed", "SYN01", 30));
    assert_answer(*state, "SELECT completed_at, done_by, is_completed FROM report_progress",
                  "2017-07-14T02:40:30Z|00000000000040008000000000000001|1|\n");
    put(*state, fixture_about(arena, 3, FIXTURE_VOIDED, 1));
    assert_answer(*state, "SELECT completed_at, done_by, is_completed FROM report_progress",
                  "2017-07-14T02:41:00Z|00000000000040008000000000000002|1|\n");
}

static void registration_enrols_and_does_not_start(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    put(*state, on_course(arena, 1, "registered", "SYN01", 10));
    assert_answer(*state, "SELECT is_started, is_completed FROM report_enrolment", "0|0|\n");
}

static void passed_assessment_starts_the_course_around_it_only(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *members =
        "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":\"" VERBS "passed\"},"
        "\"object\":{\"id\":\"" COURSE "/quiz\",\"definition\":{\"type\":"
        "\"http://adlnet.gov/expapi/activities/"
        "assessment\"}},\"result\":{\"score\":{\"scaled\":1}},"
        "\"context\":{\"contextActivities\":{\"grouping\":[" COURSE_ACTIVITY "]}}";
    put(*state, fixture_statement(arena, 1, members, 1500000000000000));
    assert_answer(*state, "SELECT is_started, is_completed FROM report_enrolment", "1|0|\n");
    assert_answer(*state,
                  "SELECT activity, is_completed, best_score FROM report_progress "
                  "ORDER BY activity",
                  COURSE "|0||\n" COURSE "/quiz|1|1|\n");
}

static struct statement satisfied(struct arena *arena, unsigned number)
{
    const char *members = "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":"
                          "\"https://w3id.org/xapi/adl/verbs/satisfied\"},\"object\":{\"id\":"
                          "\"https://lms.example/courses/7\",\"definition\":{\"type\":"
                          "\"https://w3id.org/xapi/cmi5/activitytype/course\"}},\"context\":{"
                          "\"contextActivities\":{\"category\":[{\"id\":"
                          "\"https://w3id.org/xapi/cmi5/context/categories/cmi5\"}],"
                          "\"grouping\":[{\"id\":\"" COURSE "\"}]}}";
    return fixture_statement(arena, number, members, 1500000000000000);
}

static void course_that_an_lms_satisfied_is_the_publishers(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const char question[] = "SELECT course, is_started, is_completed FROM report_enrolment";
    put(*state, satisfied(arena, 1));
    assert_answer(*state, question, COURSE "|1|1|\n");
    put(*state, on_course(arena, 2, "initialized", "SYN01", 10));
    assert_answer(*state, question, COURSE "|1|1|\n");
    put(*state, fixture_about(arena, 3, FIXTURE_VOIDED, 1));
    assert_answer(*state, question, COURSE "|1|0|\n");
}

static void modules_alone_do_not_complete_their_course(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *members =
        "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":\"" VERBS
        "completed\"},\"object\":{\"id\":\"" COURSE "/modules/1\",\"definition\":{\"type\":"
        "\"http://adlnet.gov/expapi/activities/module\"}},\"context\":{\"contextActivities\":{"
        "\"parent\":[" COURSE_ACTIVITY "]}}";
    put(*state, fixture_statement(arena, 1, members, 1500000000000000));
    assert_answer(*state, "SELECT is_completed FROM report_module_progress", "1|\n");
    assert_answer(*state, "SELECT is_completed FROM report_enrolment", "0|\n");
}

static void verb_outside_the_vocabulary_tells_nothing(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    put(*state, fixture_did(arena, 1, "ann", "http://example.org/danced", COURSE));
    assert_answer(*state, "SELECT * FROM report_progress", "");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_gives_what_a_rebuild_gives),
        RULE(latest_statement_names_the_organisation),
        RULE(completion_names_its_time_and_statement),
        RULE(registration_enrols_and_does_not_start),
        RULE(passed_assessment_starts_the_course_around_it_only),
        RULE(course_that_an_lms_satisfied_is_the_publishers),
        RULE(modules_alone_do_not_complete_their_course),
        RULE(verb_outside_the_vocabulary_tells_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
