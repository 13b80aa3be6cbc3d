/* SPDX-License-Identifier: Apache-2.0 */

/* Reports become statements: all of a file or nothing, and nothing twice. */
#include "lms/fixture.h"

#include "base/clock.h"

#include <string.h>

static const char PROGRESS[] =
    "SELECT learner, activity, enrolled_at, started_at, completed_at, passed_at, failed_at, "
    "attempts, best_score FROM report_progress ORDER BY learner, activity";

static void rows_tell_how_far_a_learner_has_come(void **state)
{
    struct lms_world *world = *state;
    lms_use(world, "dls");
    world->options.activity = NULL;
    world->options.activities =
        (const struct lms_named_activity[]){{text_of("Back pain"), {.id = text_of(LMS_COURSE)}}};
    world->options.activity_count = 1;
    lms_take(world, "Course name,Email,Delegate ID,Enrolled,Last accessed,Completed date,Logins\n"
                    "Back pain,,dls-0001,31/01/2018,01/03/2018,01/02/2018,3\n"
                    "back  PAIN,,dls-0002,31/01/2018,01/03/2018,,3\n"
                    "Back pain,,dls-0003,43131,31/01/2018,,0\n"
                    "Fire safety,,dls-0003,nonsense,,,\n");
    assert_string_equal(
        lms_ask(world, PROGRESS),
        "account:https://lms.example|dls-0001|https://example.org/c|2018-01-31T00:00:00Z|"
        "2018-02-01T00:00:00Z|2018-02-01T00:00:00Z|||0||\n"
        "account:https://lms.example|dls-0002|https://example.org/c|2018-01-31T00:00:00Z|"
        "2018-03-01T00:00:00Z||||1||\n"
        "account:https://lms.example|dls-0003|https://example.org/"
        "c|2018-01-31T00:00:00Z|||||0||\n");
    assert_int_equal(world->summary.rows, 4);
    assert_int_equal(world->summary.rows_taken, 3);
    assert_int_equal(world->summary.rows_unmatched, 1);
    assert_int_equal(world->summary.people, 3);
    assert_int_equal(world->summary.added, 5);
    assert_true(text_is(world->summary.unmatched.items[0].name, "Fire safety"));
}

static const char MOODLE[] =
    "Name\tUsername\tAttempt\tStarted on\tLast accessed on\tScore\tBack pain\n"
    "Learner One\tmoodle-0001\t1\tMonday, 15 January 2018, 9:30 AM\t"
    "Monday, 15 January 2018, 10:05 AM\t0\tCompleted\n"
    "Learner Two\tmoodle-0002\t-\t-\t-\t-\tNot attempted\n"
    "Learner Three\tmoodle-0003\t1\tMonday, 15 January 2018, 9:30 AM\t"
    "Monday, 15 January 2018, 10:05 AM\t40\t40/100\n"
    "Learner Three\tmoodle-0003\t2\tTuesday, 16 January 2018, 9:30 AM\t"
    "Tuesday, 16 January 2018, 10:05 AM\t85\t85/100\n";

static void the_one_other_column_of_moodle_is_the_status(void **state)
{
    struct lms_world *world = *state;
    lms_use(world, "moodle-scorm");
    world->mapping.score_pass = 80;
    lms_take(world, MOODLE);
    assert_string_equal(
        lms_ask(world, PROGRESS),
        "account:https://lms.example|moodle-0001|https://example.org/c||2018-01-15T09:30:00Z|"
        "2018-01-15T10:05:00Z|||1||\n"
        "account:https://lms.example|moodle-0002|https://example.org/"
        "c|2018-05-01T00:00:00Z|||||0||"
        "\n"
        "account:https://lms.example|moodle-0003|https://example.org/c||2018-01-15T09:30:00Z||"
        "2018-01-16T10:05:00Z|2018-01-15T10:05:00Z|2|0.85|\n");
}

static void a_score_without_a_mark_only_tells_of_a_start(void **state)
{
    struct lms_world *world = *state;
    lms_use(world, "moodle-scorm");
    lms_take(world, MOODLE);
    assert_int_equal(world->summary.bare_scores, 2);
    assert_int_equal(world->summary.statements[LMS_PASSED], 0);
    assert_int_equal(world->summary.statements[LMS_INITIALIZED], 3);
}

static void modules_are_part_of_their_course(void **state)
{
    struct lms_world *world = *state;
    const struct lms_activity module = {.id = text_of(LMS_MODULE), .course = text_of(LMS_COURSE)};
    world->options.activity = &module;
    lms_use(world, "learninghub");
    lms_take(world, "Username,Start date,End date,Status\n"
                    "lh-0001,01/02/2018,02/02/2018,Completed\nlh-0002,,,Not started\n");
    assert_string_equal(lms_ask(world, "SELECT learner, is_started, is_completed FROM "
                                       "report_module_progress ORDER BY learner"),
                        "account:https://lms.example|lh-0001|1|1|\n");
    assert_string_equal(lms_ask(world, "SELECT learner, is_started, is_completed FROM "
                                       "report_enrolment ORDER BY learner"),
                        "account:https://lms.example|lh-0001|1|0|\n"
                        "account:https://lms.example|lh-0002|0|0|\n");
}

static const char EARLIER[] = "Username,Status,Start date,End date\n"
                              "lh-0001,In progress,01/02/2018,\n"
                              "lh-0002,Not started,,\n";
static const char LATER[] = "Username,Status,Start date,End date\n"
                            "lh-0001,Completed,01/02/2018,05/03/2018\n"
                            "lh-0002,In progress,10/03/2018,\n"
                            "lh-0003,Not started,,\n";

static void the_same_again_adds_nothing_and_a_newer_report_what_is_new(void **state)
{
    struct lms_world *world = *state;
    lms_use(world, "learninghub");
    world->options.activity = &world->course;
    lms_take(world, EARLIER);
    assert_int_equal(world->summary.added, 2);
    world->options.as_of_us += INT64_C(86400) * 1000000;
    lms_take(world, EARLIER);
    assert_int_equal(world->summary.added, 0);
    assert_int_equal(world->summary.known, 2);
    lms_take(world, LATER);
    assert_int_equal(world->summary.added, 3);
    assert_int_equal(world->summary.known, 1);
    assert_int_equal(world->summary.contradicting, 0);
    assert_string_equal(lms_ask(world, "SELECT count(*) FROM statement"), "5|\n");
}

static void reports_in_any_order_give_the_same_progress(void **state)
{
    struct lms_world *world = *state;
    static const char question[] = "SELECT learner, is_started, is_completed FROM report_enrolment "
                                   "ORDER BY learner";
    lms_use(world, "learninghub");
    lms_take(world, EARLIER);
    lms_take(world, LATER);
    const char *forward = lms_ask(world, question);
    store_close(world->store);
    assert_int_equal(fixture_open(NULL, &world->store, &world->error), STATUS_OK);
    lms_take(world, LATER);
    lms_take(world, EARLIER);
    assert_string_equal(lms_ask(world, question), forward);
}

static void one_bad_row_leaves_the_store_as_it_was(void **state)
{
    struct lms_world *world = *state;
    static const char content[] = "Username,Status,Start date\nlh-0001,In progress,01/02/2018\n"
                                  "lh-0002,In progress,32/02/2018\nlh-0003,Napping,01/02/2018\n,,\n"
                                  "lh-0004,Completed,01/02/2018,too much\n";
    lms_use(world, "learninghub");
    assert_int_equal(lms_try(world, content), STATUS_PRECONDITION);
    assert_int_equal(world->problems.errors.total, 4);
    assert_int_equal(world->problems.errors.items[0].line, 3);
    assert_string_equal(world->problems.errors.items[0].column, "started_at");
    assert_string_equal(world->problems.errors.items[0].value, "32/02/2018");
    assert_int_equal(world->problems.errors.items[1].line, 4);
    assert_string_equal(world->problems.errors.items[1].value, "Napping");
    assert_string_equal(lms_ask(world, "SELECT count(*) FROM statement"), "0|\n");
    world->options.skips_bad = true;
    assert_int_equal(lms_try(world, content), STATUS_OK);
    assert_int_equal(world->summary.rows_bad, 4);
    assert_string_equal(lms_ask(world, "SELECT count(*) FROM statement"), "1|\n");
}

static void a_dry_run_tells_the_same_and_keeps_nothing(void **state)
{
    struct lms_world *world = *state;
    lms_use(world, "learninghub");
    world->options.is_dry_run = true;
    lms_take(world, LATER);
    const struct lms_import_summary dry = world->summary;
    assert_string_equal(lms_ask(world, "SELECT count(*) FROM statement"), "0|\n");
    assert_string_equal(lms_ask(world, "SELECT count(*) FROM progress"), "0|\n");
    world->options.is_dry_run = false;
    lms_take(world, LATER);
    assert_int_equal(world->summary.added, 4);
    assert_int_equal(world->summary.added, dry.added);
    assert_int_equal(world->summary.first_us, dry.first_us);
    assert_int_equal(world->summary.last_us, dry.last_us);
}

static void what_contradicts_is_told_by_line_and_the_first_stays(void **state)
{
    struct lms_world *world = *state;
    static const char header[] = "Username,Attempt,Status,Score\n";
    lms_use(world, "esr");
    lms_take(world, arena_print(world->arena, "%sesr-0001,1,Failed,40\n", header));
    lms_take(world,
             arena_print(world->arena, "%sesr-0002,1,Passed,80\nesr-0001,1,Failed,50\n", header));
    assert_int_equal(world->summary.contradicting, 1);
    assert_int_equal(world->summary.added, 1);
    assert_int_equal(world->problems.warnings.total, 1);
    assert_int_equal(world->problems.warnings.items[0].line, 3);
    assert_string_equal(lms_ask(world, "SELECT best_score FROM report_progress ORDER BY learner"),
                        "0.4|\n0.8|\n");
    lms_take(world, "Username,Attempt,Status,Score\nesr-0003,1,Failed,10\nesr-0003,1,Failed,20\n");
    assert_int_equal(world->summary.contradicting, 1);
}

static void what_lies_in_the_future_is_refused(void **state)
{
    struct lms_world *world = *state;
    char content[200];
    char day[DAY_TEXT_SIZE];
    day_format(london_day(clock_now_us()) + 3, day);
    lms_use(world, "esr");
    (void)snprintf(content, sizeof content,
                   "Username,Status,Completion Date\nesr-0001,Completed,%s\n", day);
    assert_int_equal(lms_try(world, content), STATUS_PRECONDITION);
    assert_string_equal(world->problems.errors.items[0].remedy, "lies in the future");
    (void)snprintf(content, sizeof content, "Username,Status,Start Date\nesr-0001,Placed,%s\n",
                   day);
    lms_take(world, content);
    assert_int_equal(world->summary.statements[LMS_INITIALIZED], 0);
    assert_int_equal(world->summary.statements[LMS_REGISTERED], 1);
}

static void the_hour_that_comes_twice_is_decided_and_told(void **state)
{
    struct lms_world *world = *state;
    lms_use(world, "learninghub");
    lms_take(world, "Username,Status,Start date\nlh-0001,In progress,28/10/2018 01:30\n");
    assert_int_equal(world->summary.ambiguous_hours, 1);
    assert_string_equal(lms_ask(world, "SELECT started_at FROM report_progress"),
                        "2018-10-28T00:30:00Z|\n");
}

static void a_file_must_tell_who_and_what(void **state)
{
    struct lms_world *world = *state;
    lms_use(world, "totara");
    assert_int_equal(lms_try(world, "Course Name,Completion Status\n"), STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "who a row is about"));
    assert_int_equal(lms_try(world, "Username,Course Name\nx,y\n"), STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "--course 'NAME=IRI'"));
    world->options.activity = NULL;
    assert_int_equal(lms_try(world, "Username,Completion Status\n"), STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "--course IRI"));
    assert_int_equal(lms_try(world, "Username,Course Name\nx,y\n"), STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "no row is about a course"));
    assert_int_equal(lms_try(world, ""), STATUS_INVALID);
    world->options.activity = &world->course;
    world->options.home_page = NULL;
    assert_int_equal(lms_try(world, "Username,Completion Status\n"), STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "--home-page"));
}

static void courses_are_known_by_the_names_that_statements_give(void **state)
{
    struct lms_world *world = *state;
    world->course.name = text_of("Back pain");
    lms_use(world, "learninghub");
    lms_take(world, EARLIER);
    world->options.activity = NULL;
    lms_use(world, "totara");
    lms_take(world, "Username,Course Name,Course ID Number,Completion Status\n"
                    "totara-0001,back pain,17,Complete\ntotara-0001,Back pian,18,Complete\n");
    assert_int_equal(world->summary.rows_taken, 1);
    assert_true(text_is(world->summary.activities.items[0].name, LMS_COURSE));
    assert_true(text_is(world->summary.unmatched.items[0].nearest, "Back pain"));
}

static void a_column_can_be_chosen_by_hand(void **state)
{
    struct lms_world *world = *state;
    const struct lms_heading chosen[] = {{LMS_ACCOUNT, text_of("")},
                                         {LMS_STATUS, text_of("How far")}};
    lms_use(world, "totara");
    world->options.chosen = chosen;
    world->options.chosen_count = 2;
    lms_take(world, "Username,User's Email,How far,Shoe size\n"
                    "totara-0001,learner-1@example.org,Complete,42\n");
    assert_string_equal(lms_ask(world, "SELECT learner FROM report_enrolment"),
                        "mailto:learner-1@example.org|\n");
    assert_int_equal(world->summary.unknown_columns.count, 1);
    assert_true(text_is(world->summary.unknown_columns.items[0].name, "Shoe size"));
    assert_int_equal(lms_try(world, "User's Email\n"), STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "'How far'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LMS_TEST(rows_tell_how_far_a_learner_has_come),
        LMS_TEST(the_one_other_column_of_moodle_is_the_status),
        LMS_TEST(a_score_without_a_mark_only_tells_of_a_start),
        LMS_TEST(modules_are_part_of_their_course),
        LMS_TEST(the_same_again_adds_nothing_and_a_newer_report_what_is_new),
        LMS_TEST(reports_in_any_order_give_the_same_progress),
        LMS_TEST(one_bad_row_leaves_the_store_as_it_was),
        LMS_TEST(a_dry_run_tells_the_same_and_keeps_nothing),
        LMS_TEST(what_contradicts_is_told_by_line_and_the_first_stays),
        LMS_TEST(what_lies_in_the_future_is_refused),
        LMS_TEST(the_hour_that_comes_twice_is_decided_and_told),
        LMS_TEST(a_file_must_tell_who_and_what),
        LMS_TEST(courses_are_known_by_the_names_that_statements_give),
        LMS_TEST(a_column_can_be_chosen_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
