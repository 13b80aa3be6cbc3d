/* SPDX-License-Identifier: Apache-2.0 */

/* Scores, answers, changes and pages of those who began in a span of months. chosen_test has it
 * that all months add up to all time. */
#include "reports/report_fixture.h"

#define QUIZ COURSE "/quiz"
#define QUESTION QUIZ "/one"
#define MOMENT "https://w3id.org/xapi/ibest/extensions/moment"

/* `about`: verb, object and result; `parent`: JSON of what it belongs to; `moment`: "" or when. */
static void tell(struct world *world, const char *who, const char *about, const char *parent,
                 const char *moment, int64_t us)
{
    const char *extensions =
        moment[0] == '\0'
            ? ""
            : arena_print(world->arena, ",\"extensions\":{\"" MOMENT "\":\"%s\"}", moment);
    put_at(world,
           arena_print(world->arena,
                       "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},%s,\"context\":{"
                       "\"contextActivities\":{\"parent\":[%s],\"grouping\":[" COURSE_ACTIVITY
                       "]}%s}",
                       who, about, parent, extensions),
           us);
}

static int64_t noon_us(const char *day)
{
    return midnight_us(day) + INT64_C(12) * 3600 * 1000000;
}

static void score(struct world *world, const char *who, const char *scaled, int64_t us)
{
    const char *about =
        arena_print(world->arena,
                    "\"verb\":{\"id\":\"" VERBS "scored\"},\"object\":{\"id\":\"" QUIZ
                    "\",\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/"
                    "assessment\"}},\"result\":{\"score\":{\"scaled\":%s}}",
                    scaled);
    tell(world, who, about, MODULE_ACTIVITY, "", us);
}

static void answer(struct world *world, const char *who, const char *response, const char *moment,
                   const char *day)
{
    const char *about =
        arena_print(world->arena,
                    "\"verb\":{\"id\":\"" VERBS "answered\"},\"object\":{\"id\":\"" QUESTION
                    "\",\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/"
                    "cmi.interaction\",\"interactionType\":\"choice\"}},\"result\":{"
                    "\"response\":\"%s\",\"success\":true}",
                    response);
    tell(world, who, about, "{\"id\":\"" QUIZ "\"}", moment, noon_us(day));
}

static void see(struct world *world, const char *who, const char *page, const char *day)
{
    const char *about =
        arena_print(world->arena,
                    "\"verb\":{\"id\":\"" VERBS "experienced\"},\"object\":{\"id\":\"" MODULE
                    "/%s\",\"definition\":{\"type\":\"http://activitystrea.ms/schema/1.0/page\"}}",
                    page);
    tell(world, who, about, MODULE_ACTIVITY, "", noon_us(day));
}

/* ---- in which month ---- */

#define SCORED "," COURSE ",Back care," QUIZ ",,,"

/* In London it is April, and summer, an hour before it is in Greenwich. */
static void months_begin_in_london(void **state)
{
    struct world *world = *state;
    score(world, "ann", "0.5", midnight_us("2018-04-01") - INT64_C(3600) * 1000000);
    score(world, "ben", "0.7", midnight_us("2018-04-01") - INT64_C(3601) * 1000000);
    score(world, "cat", "0.9", midnight_us("2018-11-01") - INT64_C(1) * 1000000);
    expect_rows(world, "scores", "period=month", "none",
                SCORED "2018-03,1,1,0.7,0.7,0.7,0.7,0.7,0.7\r\n" SCORED
                       "2018-04,1,1,0.5,0.5,0.5,0.5,0.5,0.5\r\n" SCORED
                       "2018-10,1,1,0.9,0.9,0.9,0.9,0.9,0.9\r\n");
    expect_rows(world, "scores", "from=2018-04-01&to=2018-04-30", "none",
                SCORED ",1,1,0.5,0.5,0.5,0.5,0.5,0.5\r\n");
    expect_rows(world, "scores", "from=2018-03-02&to=2018-03-31", "none", "");
    expect_rows(world, "scores", "to=2018-03-01", "none",
                SCORED ",1,1,0.7,0.7,0.7,0.7,0.7,0.7\r\n");
    expect_rows(world, "scores", "from=2018-11-01", "none", "");
}

static void whatever_follows_counts_with_the_first_score(void **state)
{
    struct world *world = *state;
    score(world, "ann", "0.25", noon_us("2018-04-15"));
    score(world, "ann", "0.75", noon_us("2019-01-15"));
    score(world, "ben", "1", noon_us("2019-01-15"));
    expect_rows(world, "scores", "to=2018-04-30", "none",
                SCORED ",1,2,0.25,0.25,0.75,0.75,0.75,0.75\r\n");
    expect_rows(world, "scores", "from=2019-01-01", "none", SCORED ",1,1,1,1,1,1,1,1\r\n");
}

/* That the quiz is of the course its scores would tell. */
#define ANSWERED ",,," QUIZ ",," QUESTION ",,"
#define CHANGED "," QUIZ ",," QUIZ ",," QUESTION ",,"

static void question_counts_who_first_answered_it_then(void **state)
{
    struct world *world = *state;
    answer(world, "ann", "a", "", "2018-04-15");
    answer(world, "ann", "b", "", "2018-05-15");
    answer(world, "ben", "b", "", "2018-05-15");
    expect_rows(world, "items", "period=month", "none",
                ANSWERED ",2018-04,,,1,2,100,1,0,100,,,,\r\n" ANSWERED
                         ",2018-05,,,1,1,100,1,0,100,,,,\r\n");
    assert_int_equal(run_asking(world, "items", "by=answer&from=2018-05-01", "none", REPORT_CSV),
                     STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "by: answers are counted in all only"));
}

static void change_counts_in_the_month_that_makes_the_pair_whole(void **state)
{
    struct world *world = *state;
    answer(world, "ann", "1", "before", "2018-04-15");
    answer(world, "ben", "1", "before", "2018-04-15");
    answer(world, "ann", "2", "after", "2018-06-15");
    expect_rows(world, "change", "from=2018-04-01&to=2018-05-31", "none", "");
    expect_rows(world, "change", "from=2018-06-01", "none", CHANGED ",,,1,1,2,1,,1,1\r\n");
    expect_rows(world, "change", "by=pair&period=month", "none",
                CHANGED "1,2,2018-06,1,1,2,1,,1,1\r\n");
}

#define SEEN "," COURSE ",Back care," MODULE ",\"First, the pain\","

static void pages_count_who_was_first_seen_in_the_module_then(void **state)
{
    struct world *world = *state;
    see(world, "ann", "1", "2018-04-15");
    see(world, "ann", "2", "2018-05-15");
    see(world, "ben", "1", "2018-05-15");
    expect_rows(world, "drop-off", "to=2018-04-30", "none",
                SEEN MODULE "/1,,,1,0,1,100,0,0\r\n" SEEN MODULE "/2,,,1,0,1,100,1,100\r\n");
    expect_rows(world, "drop-off", "from=2018-05-01", "none",
                SEEN MODULE "/1,,,1,0,1,100,1,100\r\n");
}

static void months_stand_beside_those_before(void **state)
{
    struct world *world = *state;
    score(world, "ann", "1", noon_us("2018-04-15"));
    score(world, "ben", "1", noon_us("2018-05-15"));
    score(world, "cat", "1", noon_us("2018-05-15"));
    expect_rows(world, "scores", "from=2018-05-01&to=2018-05-31&compare=previous", "none",
                SCORED ",2,2,1,1,1,1,1,1,1,1\r\n");
}

/* ---- what is hidden ---- */

static void skip_on_a_server(void)
{
    if (fixture_rounds(1, 0) == 0) {
        skip(); /* whoever hides counts does not know which engine they come from */
    }
}

/* The first `second` of them see page 2, and all of them page 1 after that. */
static void some_see(struct world *world, const char *month, int count, int second)
{
    for (int i = 0; i < count; i++) {
        const char *who = arena_print(world->arena, "%s-%d", month, i);
        if (i < second) {
            see(world, who, "2", arena_print(world->arena, "%s-10", month));
        }
        see(world, who, "1", arena_print(world->arena, "%s-15", month));
    }
}

/* Page 1 alone might be told of March, and page 2 of March and April: both tell how many started
 * the module, and April's are three. */
static void pages_of_a_module_have_the_same_spans(void **state)
{
    struct world *world = *state;
    skip_on_a_server();
    some_see(world, "2018-03", 20, 2);
    some_see(world, "2018-04", 3, 3);
    some_see(world, "2018-05", 20, 10);
    expect_rows(world, "drop-off", "to=2018-03-31", "lt5",
                SEEN MODULE "/1,,,*,*,*,*,*,*,lt5\r\n" SEEN MODULE "/2,,,*,*,*,*,*,*,lt5\r\n");
    expect_rows(world, "drop-off", "to=2018-04-30", "lt5",
                SEEN MODULE "/1,,,23,0,23,100,23,100,lt5\r\n" SEEN MODULE
                            "/2,,,23,0,5,21.7,0,0,lt5\r\n");
}

/* Nobody of April has seen page 1, which tells how many have started in April nevertheless. */
static void page_counts_in_months_in_which_nobody_reached_it(void **state)
{
    struct world *world = *state;
    skip_on_a_server();
    some_see(world, "2018-03", 20, 0);
    see(world, "ann", "2", "2018-04-15");
    expect_rows(world, "drop-off", "to=2018-03-31", "lt5", SEEN MODULE "/1,,,*,*,*,*,*,*,lt5\r\n");
}

static void small_month_of_scores_is_hidden_in_spans_around_it(void **state)
{
    struct world *world = *state;
    static const int counts[] = {20, 3, 100};
    static const char *const days[] = {"2018-03-15", "2018-04-15", "2018-05-15"};
    skip_on_a_server();
    for (size_t month = 0; month < 3; month++) {
        for (int i = 0; i < counts[month]; i++) {
            score(world, arena_print(world->arena, "m%zu-%d", month, i), "1", noon_us(days[month]));
        }
    }
    expect_rows(world, "scores", "to=2018-03-31", "lt5", SCORED ",20,20,1,1,1,1,1,1,lt5\r\n");
    expect_rows(world, "scores", "to=2018-04-30", "lt5", SCORED ",*,*,*,*,*,*,*,*,lt5\r\n");
    expect_rows(world, "scores", "from=2018-05-01", "lt5", SCORED ",*,*,*,*,*,*,*,*,lt5\r\n");
    expect_rows(world, "scores", "from=2018-04-01", "lt5", SCORED ",103,103,1,1,1,1,1,1,lt5\r\n");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up_world, tear_down_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(months_begin_in_london),
        RULE(whatever_follows_counts_with_the_first_score),
        RULE(question_counts_who_first_answered_it_then),
        RULE(change_counts_in_the_month_that_makes_the_pair_whole),
        RULE(pages_count_who_was_first_seen_in_the_module_then),
        RULE(months_stand_beside_those_before),
        RULE(pages_of_a_module_have_the_same_spans),
        RULE(page_counts_in_months_in_which_nobody_reached_it),
        RULE(small_month_of_scores_is_hidden_in_spans_around_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
