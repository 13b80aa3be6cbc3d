/* SPDX-License-Identifier: Apache-2.0 */

/* Whose rows an organisation sees, and SQL that is refused because it cannot be narrowed. */
#include "store/narrowing.h"

#include "store/fixture.h"
#include "store/organisations.h"
#include "store/roster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COURSE_OBJECT                                                       \
    "\"object\":{\"id\":\"http://example.org/c\",\"definition\":{\"type\":" \
    "\"http://adlnet.gov/expapi/activities/course\"}}"

static const int64_t ever_us = INT64_C(-62135596800) * 1000000;
static const int64_t end_us = INT64_C(253402214400) * 1000000;
static const int64_t past_us = INT64_C(1500000000) * 1000000;

struct world {
    struct arena *arena;
    struct store *store;
    struct buffer output;
    struct error error;
    unsigned next;
};

struct people_write {
    struct store_write base;
};

/* A belongs to the ICB QA; B was succeeded by A; C is in QC; D was succeeded by C. */
static enum status put_places(struct transaction *transaction, struct error *error)
{
    static const char *const places[][3] = {
        {"RAA", "QAA", "RAA"}, {"RBB", "", "RAA"}, {"RCC", "QCC", "RCC"}, {"RDD", "", "RCC"}};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < 4 && status == STATUS_OK; i++) {
        const struct organisation_place place = {.code = text_of(places[i][0]),
                                                 .from_us = ever_us,
                                                 .to_us = end_us,
                                                 .icb = text_of(places[i][1]),
                                                 .region = text_of(i < 2 ? "Y56" : ""),
                                                 .successor = text_of(places[i][2])};
        status = transaction_put_organisation_place(transaction, &place, error);
    }
    return status;
}

static enum status put_stint(struct transaction *transaction, const char *learner,
                             const char *organisation, int64_t from_us, int64_t to_us,
                             struct error *error)
{
    const struct stint stint = {.account = text_of(learner),
                                .from_us = from_us,
                                .to_us = to_us,
                                .values = {[STINT_ORGANISATION] = text_of(organisation)}};
    return transaction_put_stint(transaction, &stint, error);
}

/* "moved" left A for C; "left" was last at A; "said" is in no roster. */
static enum status put_people(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    (void)write;
    enum status status = put_places(transaction, error);
    static const struct {
        const char *learner;
        const char *organisation;
        bool was;
        bool is;
    } stints[] = {{"mailto:a@example.org", "RAA", true, true},
                  {"mailto:b@example.org", "RBB", true, true},
                  {"mailto:c@example.org", "RCC", true, true},
                  {"mailto:moved@example.org", "RAA", true, false},
                  {"mailto:moved@example.org", "RCC", false, true},
                  {"mailto:left@example.org", "RAA", true, false}};
    for (size_t i = 0; i < sizeof stints / sizeof stints[0] && status == STATUS_OK; i++) {
        status =
            put_stint(transaction, stints[i].learner, stints[i].organisation,
                      stints[i].was ? ever_us : past_us, stints[i].is ? end_us : past_us, error);
    }
    return status;
}

static void enrol(struct world *world, const char *learner, const char *organisation)
{
    const char *members =
        arena_print(world->arena,
                    "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":"
                    "\"http://adlnet.gov/expapi/verbs/registered\"}," COURSE_OBJECT
                    ",\"context\":{\"extensions\":{"
                    "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"%s\"}}",
                    learner, organisation);
    struct statement statement = fixture_statement(world->arena, ++world->next, members, 0);
    assert_int_equal(fixture_put(world->store, &statement, 1, &world->error), STATUS_OK);
}

static int set_up(void **state)
{
    struct arena *arena = arena_create();
    struct world *world = ARENA_NEW(arena, struct world);
    struct people_write write = {.base.apply = put_people};
    static const char *const learners[] = {"a", "b", "c", "moved", "left"};
    world->arena = arena;
    world->output = (struct buffer)BUFFER_INIT(1 << 20);
    assert_int_equal(fixture_open(NULL, &world->store, &world->error), STATUS_OK);
    assert_int_equal(store_write_and_wait(world->store, &write.base, &world->error), STATUS_OK);
    for (size_t i = 0; i < sizeof learners / sizeof learners[0]; i++) {
        enrol(world, learners[i], "RDD"); /* what the roster knows better */
    }
    enrol(world, "said", "RBB");
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    store_close(world->store);
    buffer_finish(&world->output);
    arena_destroy(world->arena);
    return 0;
}

static enum status ask(struct world *world, const char *sql, const char *organisation)
{
    const struct report_query query = {.sql = sql, .organisation = organisation};
    buffer_clear(&world->output);
    buffer_add_string(&world->output, "");
    return store_ask_report(world->store, &query, fixture_add_row, &world->output, &world->error);
}

static void expect(struct world *world, const char *sql, const char *organisation,
                   const char *wanted)
{
    if (ask(world, sql, organisation) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
    assert_string_equal(world->output.data, wanted);
}

#define LEARNERS                                                                               \
    "SELECT substr(learner, 8, length(learner) - 19) AS learner FROM report_enrolment AS one " \
    "ORDER BY learner"

static void organisation_sees_its_present_and_last_learners(void **state)
{
    expect(*state, LEARNERS, "RCC", "c|\nmoved|\n");
    expect(*state, LEARNERS, "RDD", "");
    expect(*state, LEARNERS, NULL, "a|\nb|\nc|\nleft|\nmoved|\nsaid|\n");
}

static void successor_sees_whom_it_has_taken_over_and_not_the_other_way(void **state)
{
    expect(*state, LEARNERS, "RAA", "a|\nb|\nleft|\nsaid|\n");
    expect(*state, LEARNERS, "RBB", "b|\nsaid|\n");
}

static void icb_and_region_see_all_that_is_in_them(void **state)
{
    expect(*state, LEARNERS, "QAA", "a|\nb|\nleft|\nsaid|\n");
    expect(*state, LEARNERS, "Y56", "a|\nb|\nleft|\nsaid|\n");
    expect(*state, LEARNERS, "QCC", "c|\nmoved|\n");
}

static void stranger_sees_nobody(void **state)
{
    expect(*state, LEARNERS, "RZZ", "");
    expect(*state, LEARNERS, "' OR 1 = 1 --", "");
    expect(*state, LEARNERS, "", "");
}

static void every_view_is_narrowed_in_with_clauses_too(void **state)
{
    expect(
        *state,
        "-- counted\nWITH mine AS (SELECT * FROM report_progress) SELECT count(*) AS n FROM mine",
        "RCC", "2|\n");
    expect(*state, "SELECT count(*) AS n FROM report_learner", "RCC", "2|\n");
    expect(*state, "SELECT count(*) AS n FROM report_person", "RCC", "3|\n");
    expect(*state, "SELECT count(*) AS n FROM report_site_evaluation", "RCC", "0|\n");
    expect(*state, "SELECT count(*) AS n FROM report_activity", "RCC", "1|\n");
}

static void view_that_is_not_known_is_refused(void **state)
{
    struct world *world = *state;
    assert_int_equal(ask(world, "SELECT learner FROM report_secret", "RAA"), STATUS_INTERNAL);
    assert_non_null(strstr(world->error.message, "'report_secret' is not known to be narrowed"));
    assert_int_equal(ask(world, "VALUES (1)", "RAA"), STATUS_INTERNAL);
}

#define ENROLLED "SELECT coalesce(sum(learners), 0) AS n FROM report_stage WHERE stage = 'enrolled'"

static void counts_are_of_the_organisation_s_segments(void **state)
{
    expect(*state, ENROLLED " AND segment = 0", NULL, "6|\n");
    expect(*state, ENROLLED, "RCC", "2|\n");
    expect(*state, ENROLLED, "RAA", "4|\n");
    expect(*state, ENROLLED, "RBB", "2|\n");
    expect(*state, ENROLLED, "QAA", "4|\n");
    expect(*state, ENROLLED, "RZZ", "0|\n");
    expect(*state, ENROLLED, "", "0|\n");
    expect(*state, ENROLLED " AND segment = 0", "RAA", "0|\n");
    expect(*state, "SELECT organisation FROM report_segment ORDER BY 1", "RAA", "RAA|\nRBB|\n");
}

/* A view that the table of narrowing.c lacks would be shown to nobody, but late. */
static void every_published_view_has_a_row(void **state)
{
    struct world *world = *state;
    static const char sqlite[] = "SELECT name FROM sqlite_master WHERE type = 'view'";
    static const char postgres[] =
        "SELECT CAST(viewname AS TEXT) AS name FROM pg_views WHERE schemaname = 'public'";
    bool is_sqlite = world->store->connection->backend == &backend_sqlite;
    AUTO(buffer_finish) struct buffer names = BUFFER_INIT(1 << 16);
    assert_int_equal(store_run_report(world->store, is_sqlite ? sqlite : postgres, NULL, 0,
                                      fixture_add_row, &names, &world->error),
                     STATUS_OK);
    struct text rest = buffer_text(&names);
    struct text line = {NULL, 0};
    size_t count = 0;
    while (text_split(&rest, '\n', &line) && line.length > 0) {
        const char *sql =
            arena_print(world->arena, "SELECT 1 AS one FROM %.*s", (int)line.length - 1, line.data);
        if (ask(world, sql, "RAA") != STATUS_OK) {
            fail_msg("%s", world->error.message);
        }
        count++;
    }
    assert_true(count >= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(organisation_sees_its_present_and_last_learners),
        cmocka_unit_test(successor_sees_whom_it_has_taken_over_and_not_the_other_way),
        cmocka_unit_test(icb_and_region_see_all_that_is_in_them),
        cmocka_unit_test(stranger_sees_nobody),
        cmocka_unit_test(every_view_is_narrowed_in_with_clauses_too),
        cmocka_unit_test(view_that_is_not_known_is_refused),
        cmocka_unit_test(counts_are_of_the_organisation_s_segments),
        cmocka_unit_test(every_published_view_has_a_row),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
