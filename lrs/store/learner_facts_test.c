/* SPDX-License-Identifier: Apache-2.0 */

/* What learners have done, and what it adds up to: for each sort of row what it says, and for all
 * of them that neither order nor lateness nor voids can be seen in them. */
#include "store/learner_facts.h"

#include "store/history_fixture.h"
#include "store/world_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum {
    HISTORIES = 200,
    HISTORIES_ON_A_SERVER = 15,
    PARTS = 20, /* statements of a history */
    BATCH_MAX = 60,
    SNAPSHOT_LIMIT = 1 << 28
};

/* ---- any order ---- */

/* All statements of all histories; those of one share learners and course with no other's. */
static void make_histories(struct arena *arena, struct statement *out, unsigned histories)
{
    for (unsigned i = 0; i < histories; i++) {
        const struct history_place place = {arena_print(arena, "l%u-", i),
                                            arena_print(arena, "urn:course:%u", i)};
        for (unsigned j = 0; j < PARTS; j++) {
            unsigned number = i * PARTS + j + 1;
            bool voids = random_below(6) == 0;
            out[number - 1] = voids ? fixture_about(arena, number, FIXTURE_VOIDED,
                                                    i * PARTS + 1 + random_below(PARTS + 2))
                                    : random_part(arena, number, &place);
        }
    }
}

static void shuffle(struct statement *items, unsigned count)
{
    for (unsigned i = count - 1; i > 0; i--) {
        unsigned other = random_below(i + 1);
        struct statement kept = items[i];
        items[i] = items[other];
        items[other] = kept;
    }
}

static void put_all(struct store *store, struct statement *items, unsigned count)
{
    struct error error = {0};
    for (unsigned i = 0, size; i < count; i += size) {
        size = 1 + random_below(random_below(2) == 0 ? 2 : BATCH_MAX);
        size = i + size > count ? count - i : size;
        if (fixture_put(store, &items[i], size, &error) != STATUS_OK) {
            fail_msg("%s", error.message);
        }
    }
}

static void take(struct store *store, struct buffer *out)
{
    struct error error = {0};
    buffer_clear(out);
    for (size_t i = 0; i < sizeof fixture_fact_queries / sizeof fixture_fact_queries[0]; i++) {
        assert_int_equal(
            store_run_report(store, fixture_fact_queries[i], NULL, 0, fixture_add_row, out, &error),
            STATUS_OK);
    }
    assert_int_equal(buffer_check(out, "a snapshot", &error), STATUS_OK);
}

static void put_shuffled(struct statement *items, unsigned count, struct buffer *live,
                         struct buffer *rebuilt)
{
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.readers = 1};
    assert_int_equal(fixture_open(&options, &store, &error), STATUS_OK);
    put_all(store, items, count);
    take(store, live);
    assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    take(store, rebuilt);
}

static void any_order_gives_what_a_rebuild_gives(void **state)
{
    (void)state;
    unsigned histories = fixture_rounds(HISTORIES, HISTORIES_ON_A_SERVER);
    unsigned count = histories * PARTS;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer first = BUFFER_INIT(SNAPSHOT_LIMIT);
    AUTO(buffer_finish) struct buffer second = BUFFER_INIT(SNAPSHOT_LIMIT);
    AUTO(buffer_finish) struct buffer rebuilt = BUFFER_INIT(SNAPSHOT_LIMIT);
    struct statement *items = ARENA_ARRAY(arena, struct statement, count);
    make_histories(arena, items, histories);
    put_shuffled(items, count, &first, &rebuilt);
    assert_true(first.length > (size_t)histories * PARTS * 20);
    assert_true(text_equals(buffer_text(&first), buffer_text(&rebuilt)));
    shuffle(items, count);
    put_shuffled(items, count, &second, &rebuilt);
    assert_true(text_equals(buffer_text(&second), buffer_text(&rebuilt)));
    assert_true(text_equals(buffer_text(&first), buffer_text(&second)));
}

/* ---- what rows say ---- */

enum { DAY_S = 86400 };

/* Of the learner, at a second from 2017-07-14T02:40:00Z on. */
static void put(struct world *world, const char *learner, int64_t second, const char *members)
{
    struct error error = {0};
    struct statement statement = fixture_statement(
        world->arena, ++world->next,
        arena_print(world->arena, "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},%s", learner,
                    members),
        (1500000000 + second) * 1000000);
    if (fixture_put(world->store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static void void_statement(struct world *world, unsigned number)
{
    struct error error = {0};
    struct statement statement = fixture_about(world->arena, ++world->next, FIXTURE_VOIDED, number);
    assert_int_equal(fixture_put(world->store, &statement, 1, &error), STATUS_OK);
}

static void assert_answer(struct world *world, const char *sql, const char *expected)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(1 << 16);
    buffer_add_string(&out, "");
    if (store_run_report(world->store, sql, NULL, 0, fixture_add_row, &out, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    assert_string_equal(out.length == 0 ? "" : out.data, expected);
}

#define AROUND                                                                           \
    "\"contextActivities\":{\"parent\":[{\"id\":\"urn:m\",\"definition\":{\"type\":"     \
    "\"http://adlnet.gov/expapi/activities/module\"}}],\"grouping\":[{\"id\":\"urn:c\"," \
    "\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/course\"}}]}"
#define MOMENT(word) \
    "\"extensions\":{\"https://w3id.org/xapi/ibest/extensions/moment\":\"" word "\"}"

static char *scored(struct arena *arena, const char *quiz, const char *scaled, const char *more)
{
    return arena_print(arena,
                       "\"verb\":{\"id\":\"" VERBS "scored\"},\"object\":{\"id\":\"%s\","
                       "\"definition\":{\"type\":"
                       "\"http://adlnet.gov/expapi/activities/assessment\"}},\"result\":{\"score\":"
                       "{\"scaled\":%s}},\"context\":{" AROUND "%s}",
                       quiz, scaled, more);
}

static char *answered(struct arena *arena, const char *question, const char *interaction,
                      const char *result, const char *more)
{
    return arena_print(
        arena,
        "\"verb\":{\"id\":\"" VERBS
        "answered\"},\"object\":{\"id\":\"%s\",\"definition\":{\"type\":"
        "\"http://adlnet.gov/expapi/activities/cmi.interaction\",\"interactionType\":\"%s\"}},"
        "\"result\":{%s},\"context\":{\"contextActivities\":{\"parent\":[{\"id\":\"urn:q\"}],"
        "\"grouping\":[{\"id\":\"urn:c\",\"definition\":{\"type\":"
        "\"http://adlnet.gov/expapi/activities/course\"}}]}%s}",
        question, interaction, result, more);
}

static char *saw(struct arena *arena, const char *page)
{
    return arena_print(arena,
                       "\"verb\":{\"id\":\"" VERBS "experienced\"},\"object\":{\"id\":\"%s\","
                       "\"definition\":{\"type\":\"http://activitystrea.ms/schema/1.0/page\"}},"
                       "\"context\":{" AROUND "}",
                       page);
}

static const char did_module[] =
    "\"verb\":{\"id\":\"" VERBS
    "completed\"},\"object\":{\"id\":\"urn:m\",\"definition\":{\"type\":"
    "\"http://adlnet.gov/expapi/activities/module\"}}";

static const char did_course[] =
    "\"verb\":{\"id\":\"" VERBS
    "completed\"},\"object\":{\"id\":\"urn:c\",\"definition\":{\"type\":"
    "\"http://adlnet.gov/expapi/activities/course\"}}";

static void first_last_and_best_score_are_told_apart_by_time(void **state)
{
    static const char question[] =
        "SELECT attempts, first_score, last_score, best_score, first_at, last_by "
        "FROM report_learner_score";
    struct world *world = *state;
    put(world, "ann", 20, scored(world->arena, "urn:q", "0.4", ""));
    put(world, "ann", 10, scored(world->arena, "urn:q", "0.2", "")); /* arrives late */
    put(world, "ann", 15, scored(world->arena, "urn:q", "0.9", ""));
    assert_answer(world, question,
                  "3|0.2|0.4|0.9|2017-07-14T02:40:10Z|00000000000040008000000000000001|\n");
    void_statement(world, 2);
    assert_answer(world, question,
                  "2|0.9|0.4|0.9|2017-07-14T02:40:15Z|00000000000040008000000000000001|\n");
    assert_answer(world,
                  "SELECT attempt, score, learners, attempts FROM report_score WHERE segment = 0 "
                  "ORDER BY attempt",
                  "best|0.9|1||\nfirst|0.9|1|2|\nlast|0.4|1||\n");
}

static void equal_times_are_told_apart_by_id(void **state)
{
    struct world *world = *state;
    put(world, "ann", 10, scored(world->arena, "urn:q", "0.4", ""));
    put(world, "ann", 10, scored(world->arena, "urn:q", "0.2", ""));
    assert_answer(world, "SELECT first_score, last_score FROM report_learner_score", "0.4|0.2|\n");
}

static void scores_before_and_after_a_course_are_pairs(void **state)
{
    struct world *world = *state;
    put(world, "ann", 10, scored(world->arena, "urn:start", "0.4", "," MOMENT("before")));
    put(world, "ann", 20, scored(world->arena, "urn:end", "0.8", "," MOMENT("after")));
    put(world, "ben", 20, scored(world->arena, "urn:end", "0.6", "," MOMENT("after")));
    static const char question[] = "SELECT subject, question, before_number, after_number, "
                                   "learners FROM report_change WHERE segment = 0";
    assert_answer(world, question, "urn:c||0.4|0.8|1|\n");
    void_statement(world, 1);
    assert_answer(world, question, "");
}

static void answers_to_a_survey_are_pairs_of_numbers_or_words(void **state)
{
    struct world *world = *state;
    put(world, "ann", 1,
        answered(world->arena, "urn:n", "likert", "\"response\":\"3\"", "," MOMENT("before")));
    put(world, "ann", 2,
        answered(world->arena, "urn:n", "likert", "\"response\":\"7.5\"", "," MOMENT("after")));
    put(world, "ann", 3,
        answered(world->arena, "urn:w", "choice", "\"response\":\"a\"", "," MOMENT("before")));
    put(world, "ann", 4,
        answered(world->arena, "urn:w", "choice", "\"response\":\"b\"", "," MOMENT("after")));
    put(world, "ann", 5,
        answered(world->arena, "urn:w", "choice", "\"response\":\"a\"", "," MOMENT("after")));
    assert_answer(world,
                  "SELECT subject, question, before, after, before_number, after_number, learners "
                  "FROM report_change WHERE segment = 0 ORDER BY question",
                  "urn:q|urn:n|3|7.5|3|7.5|1|\nurn:q|urn:w|a|b|||1|\n");
}

static void what_people_type_is_counted_and_not_kept(void **state)
{
    struct world *world = *state;
    put(world, "ann", 1,
        answered(world->arena, "urn:t", "long-fill-in", "\"response\":\"My name is Ann\"", ""));
    assert_answer(
        world, "SELECT answer, answers FROM report_answer WHERE segment = 0 AND attempt = 'first'",
        "|1|\n");
    assert_answer(world, "SELECT early_text, late_text FROM learner_fact WHERE kind = 7", "||\n");
}

static void first_answers_count_learners_and_all_answers_statements(void **state)
{
    struct world *world = *state;
    put(world, "ann", 2,
        answered(world->arena, "urn:a", "choice",
                 "\"response\":\"x\",\"success\":true,\"duration\":\"PT12S\"", ""));
    put(world, "ann", 1,
        answered(world->arena, "urn:a", "choice",
                 "\"response\":\"y\",\"success\":false,\"duration\":\"PT61S\"", ""));
    put(world, "ben", 1,
        answered(world->arena, "urn:a", "choice", "\"response\":\"x\",\"success\":true", ""));
    assert_answer(world,
                  "SELECT attempt, outcome, answer, answers FROM report_answer WHERE segment = 0 "
                  "ORDER BY 1, 2",
                  "any|right|x|2|\nany|wrong|y|1|\nfirst|right|x|1|\nfirst|wrong|y|1|\n");
    assert_answer(
        world,
        "SELECT seconds_from, learners, milliseconds FROM report_answer_time WHERE segment = 0",
        "60|1|61000|\n");
}

static void items_stand_beside_the_first_score_of_their_quiz(void **state)
{
    struct world *world = *state;
    put(world, "ann", 1,
        answered(world->arena, "urn:a", "choice", "\"response\":\"x\",\"success\":true", ""));
    put(world, "ann", 9, scored(world->arena, "urn:q", "0.5", ""));
    put(world, "ben", 1,
        answered(world->arena, "urn:a", "choice", "\"response\":\"y\",\"success\":true", ""));
    put(world, "ben", 2, scored(world->arena, "urn:q", "0.25", ""));
    put(world, "cat", 1,
        answered(world->arena, "urn:a", "choice", "\"response\":\"x\",\"success\":false", ""));
    assert_answer(
        world,
        "SELECT outcome, learners, score_sum, score_squares FROM report_item WHERE segment = 0",
        "right|2|750000|312500000000|\n");
}

static void who_stopped_did_so_at_the_page_that_came_last(void **state)
{
    struct world *world = *state;
    put(world, "ann", 30, saw(world->arena, "urn:p2"));
    put(world, "ann", 10, saw(world->arena, "urn:p1"));
    put(world, "ann", 40, saw(world->arena, "urn:p1")); /* once more */
    put(world, "ben", 10, saw(world->arena, "urn:p1"));
    static const char question[] =
        "SELECT page, reached, stopped FROM report_page WHERE segment = 0 ORDER BY page";
    assert_answer(world, question, "urn:p1|2|1|\nurn:p2|1|1|\n");
    put(world, "ann", 50, did_module);
    assert_answer(world, question, "urn:p1|2|1|\nurn:p2|1|0|\n");
    void_statement(world, 5);
    assert_answer(world, question, "urn:p1|2|1|\nurn:p2|1|1|\n");
}

static void learners_count_once_a_day_a_month_and_a_financial_year(void **state)
{
    struct world *world = *state;
    put(world, "ann", 0, saw(world->arena, "urn:p"));
    put(world, "ann", 60, saw(world->arena, "urn:p"));
    put(world, "ann", INT64_C(10) * DAY_S, saw(world->arena, "urn:p"));
    put(world, "ann", INT64_C(255) * DAY_S, saw(world->arena, "urn:p")); /* 26 March 2018 */
    put(world, "ann", INT64_C(265) * DAY_S, saw(world->arena, "urn:p")); /* 5 April */
    put(world, "ben", 0, saw(world->arena, "urn:p"));
    assert_answer(
        world,
        "SELECT period, begins_on, learners FROM report_active WHERE segment = 0 ORDER BY 1, 2",
        "day|2017-07-14|2|\nday|2017-07-24|1|\nday|2018-03-26|1|\nday|2018-04-05|1|\n"
        "financial-year|2017-04-01|2|\nfinancial-year|2018-04-01|1|\n"
        "month|2017-07-01|2|\nmonth|2018-03-01|1|\nmonth|2018-04-01|1|\n");
    assert_answer(
        world,
        "SELECT told_on, statements FROM report_statements WHERE segment = 0 ORDER BY 1 LIMIT 1",
        "2017-07-14|3|\n");
}

/* 22:55 and 23:05 UTC, of which the second is 00:05 of the next day in summer. */
static void a_day_is_one_of_london(void **state)
{
    struct world *world = *state;
    put(world, "ann", INT64_C(20) * 3600 + 15 * 60, saw(world->arena, "urn:p"));
    put(world, "ann", INT64_C(20) * 3600 + 25 * 60, saw(world->arena, "urn:p"));
    assert_answer(
        world,
        "SELECT begins_on FROM report_active WHERE segment = 0 AND period = 'day' ORDER BY 1",
        "2017-07-14|\n2017-07-15|\n");
}

static void unfinished_learners_have_no_days_to_completion(void **state)
{
    struct world *world = *state;
    put(world, "ann", 0, saw(world->arena, "urn:p"));
    put(world, "ben", 0, saw(world->arena, "urn:p"));
    put(world, "ann", INT64_C(3) * DAY_S, did_course);
    assert_answer(
        world,
        "SELECT activity, enrolled_on, days, learners FROM report_completion WHERE segment = 0 "
        "ORDER BY days NULLS FIRST",
        "urn:c|2017-07-14||1|\nurn:c|2017-07-14|3|1|\n");
}

static void stages_of_courses_have_days(void **state)
{
    struct world *world = *state;
    put(world, "ann", 0, saw(world->arena, "urn:p"));
    put(world, "ben", DAY_S, saw(world->arena, "urn:p"));
    put(world, "ann", INT64_C(3) * DAY_S, did_module);
    assert_answer(world,
                  "SELECT activity, stage, happened_on, learners FROM report_stage "
                  "WHERE segment = 0 AND stage <> 'enrolled' ORDER BY 1, 2, 3",
                  "urn:c|started|2017-07-14|1|\nurn:c|started|2017-07-15|1|\n");
    assert_answer(world,
                  "SELECT learner, activity, stage, happened_on FROM report_learner_stage "
                  "WHERE learner LIKE '%ann%' ORDER BY 2, 3",
                  "mailto:ann@example.org|urn:c|started|2017-07-14|\n"
                  "mailto:ann@example.org|urn:m|completed|2017-07-17|\n"
                  "mailto:ann@example.org|urn:m|started|2017-07-14|\n");
}

/* The 31st of July, 22:55 and 23:05 UTC: in summer, London's next month begins between them. */
static void cohorts_are_those_of_london_s_months_whenever_they_go_on(void **state)
{
    static const char question[] =
        "SELECT activity, begins_on, enrolled, started, completed FROM report_cohort "
        "WHERE segment = 0 ORDER BY 1, 2";
    const int64_t before = INT64_C(17) * DAY_S + 20 * 3600 + 15 * 60;
    struct world *world = *state;
    put(world, "ann", before, saw(world->arena, "urn:p"));
    put(world, "ben", before + 10 * 60, saw(world->arena, "urn:p"));
    put(world, "ann", 200 * DAY_S, did_course);
    assert_answer(world, question,
                  "urn:c|2017-07-01|1|1|1|\nurn:c|2017-08-01|1|1|0|\nurn:m||2|2|0|\n");
    put(world, "ben", 0, did_course); /* arrives late */
    assert_answer(world, question, "urn:c|2017-07-01|2|2|2|\nurn:m||2|2|0|\n");
    void_statement(world, 4);
    void_statement(world, 3);
    assert_answer(world, question,
                  "urn:c|2017-07-01|1|1|0|\nurn:c|2017-08-01|1|1|0|\nurn:m||2|2|0|\n");
}

/* Whoever registers again, for the next session or with another LMS, is one learner of the course,
 * from the first time on. */
static void a_second_registration_enrols_nobody_twice(void **state)
{
    static const char question[] = "SELECT happened_on, learners FROM report_stage WHERE "
                                   "stage = 'enrolled' AND segment = 0";
    static const char registered[] =
        "\"verb\":{\"id\":\"" VERBS "registered\"},\"object\":{\"id\":\"urn:c\",\"definition\":{"
        "\"type\":\"http://adlnet.gov/expapi/activities/course\"}},\"context\":{\"registration\":"
        "\"6d1f5e4e-93f2-4e3c-8a4c-00000000000%u\"}";
    struct world *world = *state;
    put(world, "ann", 40 * DAY_S, arena_print(world->arena, registered, 2U));
    put(world, "ann", 0, arena_print(world->arena, registered, 1U)); /* arrives late */
    assert_answer(world, question, "2017-07-14|1|\n");
    void_statement(world, 2);
    assert_answer(world, question, "2017-08-23|1|\n");
    void_statement(world, 1);
    assert_answer(world, question, "");
}

static void numbers_are_read_exactly_or_not_at_all(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t millionths;
    } numbers[] = {{"0", 0},
                   {"10", 10000000},
                   {"-2.5", -2500000},
                   {"0.1234567", 123456},
                   {"999999.999999", 999999999999}};
    static const char *const words[] = {"", "-", "1.", ".5", "1e3", "+1", "1000000", "1 ", "2[:]3"};
    int64_t found = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        assert_true(answer_number(text_of(numbers[i].text), &found));
        assert_int_equal(found, numbers[i].millionths);
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        assert_false(answer_number(text_of(words[i]), &found));
    }
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_gives_what_a_rebuild_gives),
        RULE(first_last_and_best_score_are_told_apart_by_time),
        RULE(equal_times_are_told_apart_by_id),
        RULE(scores_before_and_after_a_course_are_pairs),
        RULE(answers_to_a_survey_are_pairs_of_numbers_or_words),
        RULE(what_people_type_is_counted_and_not_kept),
        RULE(first_answers_count_learners_and_all_answers_statements),
        RULE(items_stand_beside_the_first_score_of_their_quiz),
        RULE(who_stopped_did_so_at_the_page_that_came_last),
        RULE(learners_count_once_a_day_a_month_and_a_financial_year),
        RULE(a_day_is_one_of_london),
        RULE(unfinished_learners_have_no_days_to_completion),
        RULE(stages_of_courses_have_days),
        RULE(cohorts_are_those_of_london_s_months_whenever_they_go_on),
        RULE(a_second_registration_enrols_nobody_twice),
        cmocka_unit_test(numbers_are_read_exactly_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
