/* SPDX-License-Identifier: Apache-2.0 */

/* Questions over a small store, each answer beside one that is computed from the statements as they
 * were made, without any of the code that answers. */
#include "aggregate/aggregate.h"

#include "base/chance.h"
#include "base/timestamp.h"
#include "people/people.h"
#include "reports/pseudonyms.h"
#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#define DID "http://example.org/did"
#define PASSED "http://adlnet.gov/expapi/verbs/passed"
#define COURSE "http://example.org/course"

enum { LEARNERS = 12, STATEMENTS = 150, DAY = 86400, OUTPUT_LIMIT = 1 << 20, MONTHS = 14 };

/* A statement as the test made it. */
struct fact {
    int learner;
    bool is_passed;
    bool has_score;
    double score;
    int seconds;
    int month; /* of 2018, from 0; London's and UTC's are the same */
};

struct world {
    struct arena *arena;
    struct store *store;
    struct buffer output;
    struct error error;
    struct fact facts[STATEMENTS];
};

/* Learners 0 and 1 are one human; of every other one the organisation is R0 or R1. */
static int human_of(int learner)
{
    return learner == 1 ? 0 : learner;
}

static void put_fact(struct world *world, unsigned number, const struct fact *fact, int day)
{
    const char *time = arena_print(world->arena, "2018-%02d-%02dT12:00:00Z", fact->month + 1, day);
    int64_t us = 0;
    assert_true(timestamp_parse(text_of(time), &us));
    const char *score =
        fact->has_score ? arena_print(world->arena, "\"score\":{\"scaled\":%.15g},", fact->score)
                        : "";
    const char *members = arena_print(
        world->arena,
        "\"actor\":{\"mbox\":\"mailto:l%02d@example.org\"},\"verb\":{\"id\":\"%s\"},\"object\":{"
        "\"id\":\"" COURSE "\",\"definition\":{\"type\":"
        "\"http://adlnet.gov/expapi/activities/course\"}},\"result\":{%s\"duration\":\"PT%dS\","
        "\"success\":%s},\"context\":{\"extensions\":{"
        "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"R%d\"}}",
        fact->learner, fact->is_passed ? PASSED : DID, score, fact->seconds,
        fact->score > 0.5 ? "true" : "false", human_of(fact->learner) % 2);
    struct statement statement = fixture_statement(world->arena, number, members, us);
    statement.timestamp = text_of(time);
    if (fixture_put(world->store, &statement, 1, &world->error) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
}

static int set_up(void **state)
{
    struct arena *arena = arena_create();
    struct world *world = ARENA_NEW(arena, struct world);
    struct chance chance = {7};
    world->arena = arena;
    world->output = (struct buffer)BUFFER_INIT(OUTPUT_LIMIT);
    assert_int_equal(fixture_open(NULL, &world->store, &world->error), STATUS_OK);
    for (unsigned i = 0; i < STATEMENTS; i++) {
        struct fact *fact = &world->facts[i];
        *fact = (struct fact){.learner = (int)chance_between(&chance, 0, LEARNERS - 1),
                              .is_passed = chance_of(&chance, 40),
                              .has_score = chance_of(&chance, 70),
                              .score = (double)chance_between(&chance, -100, 100) / 100,
                              .seconds = (int)chance_between(&chance, 1, 4000),
                              .month = (int)chance_between(&chance, 0, 11)};
        put_fact(world, i + 1, fact, (int)chance_between(&chance, 1, 28));
    }
    const struct people_decision one = {.account = text_of("mailto:l00@example.org"),
                                        .other = text_of("mailto:l01@example.org"),
                                        .who = "test",
                                        .why = "test"};
    struct people_change change;
    assert_int_equal(people_merge(world->store, &one, &change, &world->error), STATUS_OK);
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

/* ---- asking ---- */

static enum status collect(void *context, struct text bytes, struct error *error)
{
    (void)error;
    buffer_add_text(context, bytes);
    return STATUS_OK;
}

struct asked {
    const char *from;
    const char *measure;
    const char *group;
    const char *where;
    const char *bucket;
    const char *disclosure; /* NULL: none */
    const char *organisation;
    bool names_nobody;
};

static enum status ask(struct world *world, struct asked asked)
{
    const char *const names[] = {"from", "measure", "group", "where", "bucket"};
    const char *const values[] = {asked.from, asked.measure, asked.group, asked.where,
                                  asked.bucket};
    struct report_parameter parameters[5];
    struct aggregate_request request = {.parameters = parameters,
                                        .disclosure = DISCLOSURE_NONE,
                                        .organisation = asked.organisation,
                                        .names_people = !asked.names_nobody};
    for (size_t i = 0; i < 5; i++) {
        if (values[i] != NULL) {
            parameters[request.parameter_count++] = (struct report_parameter){names[i], values[i]};
        }
    }
    if (asked.disclosure != NULL) {
        assert_int_equal(disclosure_find(text_of(asked.disclosure), &request.disclosure, NULL),
                         STATUS_OK);
    }
    buffer_clear(&world->output);
    world->error = (struct error){0};
    return aggregate_run(world->store, &request, collect, &world->output, &world->error);
}

static const char *answer(struct world *world, struct asked asked)
{
    if (ask(world, asked) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
    return world->output.data;
}

/* The number in row `row` (from 0) and column `column` of the answer in CSV. */
static const char *cell(struct world *world, size_t row, size_t column)
{
    struct text rest = buffer_text(&world->output);
    struct text line = {NULL, 0};
    for (size_t i = 0; i < row + 2; i++) {
        assert_true(text_split(&rest, '\n', &line));
    }
    struct text value = {NULL, 0};
    for (size_t i = 0; i < column + 1; i++) {
        assert_true(text_split(&line, ',', &value));
    }
    return arena_copy(world->arena, text_trim(value));
}

static void expect_number(struct world *world, size_t row, size_t column, double wanted)
{
    double found = strtod(cell(world, row, column), NULL);
    if (fabs(found - wanted) > 1e-9) {
        fail_msg("row %zu, column %zu: %.15g instead of %.15g in\n%s", row, column, found, wanted,
                 world->output.data);
    }
}

/* ---- computing it otherwise ---- */

struct found {
    double scores[STATEMENTS];
    size_t count;
    double sum;
    bool people[LEARNERS];
    int events;
};

static struct found search(const struct world *world, bool passed_only, int month, int organisation)
{
    struct found found = {.count = 0};
    for (unsigned i = 0; i < STATEMENTS; i++) {
        const struct fact *fact = &world->facts[i];
        int human = human_of(fact->learner);
        if ((passed_only && !fact->is_passed) || (month >= 0 && fact->month != month) ||
            (organisation >= 0 && human % 2 != organisation)) {
            continue;
        }
        found.events++;
        found.people[human] = true;
        if (fact->has_score) {
            size_t at = found.count++;
            for (; at > 0 && found.scores[at - 1] > fact->score; at--) {
                found.scores[at] = found.scores[at - 1];
            }
            found.scores[at] = fact->score;
            found.sum += fact->score;
        }
    }
    return found;
}

static int people_of(const struct found *found)
{
    int people = 0;
    for (size_t i = 0; i < LEARNERS; i++) {
        people += found->people[i];
    }
    return people;
}

static double middle_of(const struct found *found)
{
    size_t half = found->count / 2;
    return found->count % 2 == 1 ? found->scores[half]
                                 : (found->scores[half - 1] + found->scores[half]) / 2;
}

/* ---- rules ---- */

static void statements_are_counted_as_a_plain_loop_counts_them(void **state)
{
    struct world *world = *state;
    struct found found = search(world, true, -1, -1);
    answer(world, (struct asked){.measure = "count,distinct(learner),mean(score),median(score),"
                                            "sum(score),percentile(score,0),percentile(score,100)",
                                 .where = "verb = " PASSED});
    expect_number(world, 0, 0, people_of(&found));
    expect_number(world, 0, 1, found.events);
    expect_number(world, 0, 4, found.sum / (double)found.count);
    expect_number(world, 0, 6, middle_of(&found));
    expect_number(world, 0, 8, found.sum);
    expect_number(world, 0, 10, found.scores[0]);
    expect_number(world, 0, 12, found.scores[found.count - 1]);
}

static void groups_and_spans_are_those_of_a_plain_loop(void **state)
{
    struct world *world = *state;
    answer(world, (struct asked){.measure = "count,mean(score)",
                                 .group = "organisation",
                                 .where = "activity = " COURSE,
                                 .bucket = "month"});
    size_t row = 0;
    for (int organisation = 0; organisation < 2; organisation++) {
        for (int month = 0; month < MONTHS; month++) {
            struct found found = search(world, false, month, organisation);
            if (found.events == 0) {
                continue;
            }
            assert_string_equal(cell(world, row, 0), organisation == 0 ? "R0" : "R1");
            assert_string_equal(cell(world, row, 1),
                                arena_print(world->arena, "2018-%02d", month + 1));
            expect_number(world, row, 2, people_of(&found));
            expect_number(world, row, 3, found.events);
            if (found.count > 0) {
                expect_number(world, row, 5, found.sum / (double)found.count);
            }
            row++;
        }
    }
    assert_true(row > 12);
}

static void best_is_the_mean_of_each_humans_best(void **state)
{
    struct world *world = *state;
    double best[LEARNERS];
    double sum = 0;
    int people = 0;
    for (int i = 0; i < LEARNERS; i++) {
        best[i] = -2;
    }
    for (unsigned i = 0; i < STATEMENTS; i++) {
        const struct fact *fact = &world->facts[i];
        int human = human_of(fact->learner);
        best[human] = fact->has_score && fact->score > best[human] ? fact->score : best[human];
    }
    for (int i = 0; i < LEARNERS; i++) {
        people += best[i] > -2;
        sum += best[i] > -2 ? best[i] : 0;
    }
    answer(world, (struct asked){.measure = "best(score)", .where = "activity = " COURSE});
    expect_number(world, 0, 1, people);
    expect_number(world, 0, 2, sum / people);
}

static void projections_and_statements_agree(void **state)
{
    struct world *world = *state;
    struct found found = search(world, true, -1, -1);
    answer(world, (struct asked){.from = "progress",
                                 .measure = "count,ratio(is_completed),sum(statements)",
                                 .where = "activity = " COURSE});
    struct found all = search(world, false, -1, -1);
    expect_number(world, 0, 0, people_of(&all));
    expect_number(world, 0, 2, people_of(&found));
    double percent = 100.0 * people_of(&found) / people_of(&all);
    assert_true(fabs(strtod(cell(world, 0, 3), NULL) - percent) <= 0.05 + 1e-9);
}

static void conditions_are_looked_at_together(void **state)
{
    struct world *world = *state;
    int wanted = 0;
    for (unsigned i = 0; i < STATEMENTS; i++) {
        const struct fact *fact = &world->facts[i];
        wanted += fact->is_passed && fact->has_score && fact->score >= 0.25 && fact->seconds < 3000;
    }
    answer(world,
           (struct asked){.measure = "count",
                          .where = "verb = " PASSED " and score >= 0.25 and duration < 3000"});
    expect_number(world, 0, 1, wanted);
}

static void nothing_found_is_a_row_of_nobody(void **state)
{
    struct world *world = *state;
    assert_string_equal(answer(world, (struct asked){.measure = "count,mean(score),ratio(success)",
                                                     .where = "verb = http://example.org/none"}),
                        "people,count,mean_score_people,mean_score,ratio_success_people,"
                        "ratio_success\r\n0,0,0,,0,\r\n");
    assert_string_equal(answer(world, (struct asked){.measure = "count",
                                                     .group = "verb",
                                                     .where = "verb = http://example.org/none"}),
                        "verb,people,count\r\n");
}

static void question_without_bound_is_refused_with_what_to_add(void **state)
{
    struct world *world = *state;
    assert_int_equal(ask(world, (struct asked){.measure = "count"}), STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "would read every statement; add verb = "));
    assert_int_equal(ask(world, (struct asked){.measure = "count", .where = "score > 0.5"}),
                     STATUS_INVALID);
    assert_int_equal(ask(world, (struct asked){.measure = "count", .where = "verb != " DID}),
                     STATUS_INVALID);
    answer(world, (struct asked){.measure = "count", .where = "stored >= 2018-01-01"});
    expect_number(world, 0, 1, STATEMENTS);
}

static void parameters_are_known_and_given_once(void **state)
{
    struct world *world = *state;
    const struct report_parameter twice[] = {{"measure", "count"}, {"measure", "count"}};
    const struct report_parameter unknown[] = {{"having", "count"}};
    struct aggregate_request request = {
        .parameters = twice, .parameter_count = 2, .disclosure = DISCLOSURE_NONE};
    assert_int_equal(aggregate_run(world->store, &request, collect, &world->output, &world->error),
                     STATUS_INVALID);
    assert_string_equal(world->error.message, "measure: given twice; give it once");
    request.parameters = unknown;
    request.parameter_count = 1;
    assert_int_equal(aggregate_run(world->store, &request, collect, &world->output, &world->error),
                     STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "having: there is no such parameter"));
}

static void small_counts_are_hidden_with_all_that_is_of_them(void **state)
{
    struct world *world = *state;
    answer(world,
           (struct asked){.measure = "count,mean(score)",
                          .where = "activity = " COURSE " and learner = mailto:l03@example.org",
                          .disclosure = "lt5"});
    for (size_t column = 0; column < 4; column++) {
        assert_string_equal(cell(world, 0, column), "*");
    }
    assert_string_equal(cell(world, 0, 4), "lt5");
}

/* Eleven humans, one of whom the condition leaves out: ten and eleven would tell of one. */
static void condition_that_leaves_few_out_hides_the_count(void **state)
{
    struct world *world = *state;
    struct asked asked = {.from = "progress",
                          .measure = "count",
                          .where = "learner != mailto:l03@example.org",
                          .disclosure = "lt5"};
    answer(world, asked);
    assert_string_equal(cell(world, 0, 0), "*");
    asked.where = NULL;
    answer(world, asked);
    expect_number(world, 0, 0, LEARNERS - 1);
}

static void rows_of_humans_are_refused_under_a_profile(void **state)
{
    struct world *world = *state;
    assert_int_equal(ask(world, (struct asked){.from = "progress",
                                               .measure = "count",
                                               .group = "person",
                                               .disclosure = "lt5"}),
                     STATUS_FORBIDDEN);
}

static void who_may_not_know_humans_cannot_ask_for_one(void **state)
{
    struct world *world = *state;
    static const struct asked cases[] = {
        {.from = "progress", .measure = "count", .where = "person = x", .names_nobody = true},
        {.from = "progress", .measure = "ratio(learner = x)", .names_nobody = true},
    };
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ask(world, cases[i]), STATUS_FORBIDDEN);
        assert_non_null(strstr(world->error.message, "reports/persons"));
    }
}

static void one_human_with_two_accounts_is_counted_once(void **state)
{
    struct world *world = *state;
    answer(world,
           (struct asked){.from = "progress", .measure = "distinct(learner),distinct(person)"});
    expect_number(world, 0, 0, LEARNERS - 1);
    expect_number(world, 0, 1, LEARNERS);
    expect_number(world, 0, 2, LEARNERS - 1);
}

static void pseudonyms_are_the_same_each_time_and_no_identifier_is_shown(void **state)
{
    struct world *world = *state;
    const struct asked asked = {
        .from = "progress", .measure = "count", .group = "person", .names_nobody = true};
    const char *first = arena_copy_string(world->arena, answer(world, asked));
    assert_null(strstr(first, "example.org"));
    const char *name = cell(world, 0, 0);
    assert_int_equal(strlen(name), 34);
    assert_memory_equal(name, "p-", 2);
    assert_string_equal(answer(world, asked), first);
    assert_int_equal(pseudonyms_rotate(world->store, &world->error), STATUS_OK);
    assert_null(strstr(answer(world, asked), name));
}

/* Questions that would tell of others, were the rows not narrowed before anything looks at them. */
static void organisation_sees_its_own_learners_whatever_is_asked(void **state)
{
    struct world *world = *state;
    static const struct asked cases[] = {
        {.measure = "count", .where = "activity = " COURSE},
        {.measure = "count", .where = "activity = " COURSE " and organisation in (R0, R1)"},
        {.measure = "count", .where = "activity = " COURSE " and organisation != R9"},
        {.measure = "count", .where = "stored >= 2018-01-01"},
        {.measure = "count", .group = "said_organisation", .where = "activity = " COURSE},
    };
    struct found own = search(world, false, -1, 1);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct asked asked = cases[i];
        asked.organisation = "R1";
        answer(world, asked);
        size_t people = asked.group == NULL ? 0 : 1;
        expect_number(world, 0, people, people_of(&own));
        expect_number(world, 0, people + 1, own.events);
        assert_null(strstr(world->output.data, "R0"));
    }
    answer(world, (struct asked){.measure = "count",
                                 .where = "activity = " COURSE " and organisation = R0",
                                 .organisation = "R1"});
    expect_number(world, 0, 1, 0);
}

static void projections_are_narrowed_too(void **state)
{
    struct world *world = *state;
    static const char *const sources[] = {"progress", "enrolment"};
    struct found own = search(world, false, -1, 0);
    for (size_t i = 0; i < 2; i++) {
        answer(world, (struct asked){.from = sources[i],
                                     .measure = "count,distinct(organisation)",
                                     .organisation = "R0"});
        expect_number(world, 0, 0, people_of(&own));
        expect_number(world, 0, 2, 1);
    }
    answer(world, (struct asked){.from = "progress", .measure = "count", .organisation = "R9"});
    expect_number(world, 0, 0, 0);
}

#define RULE(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(statements_are_counted_as_a_plain_loop_counts_them),
        RULE(groups_and_spans_are_those_of_a_plain_loop),
        RULE(best_is_the_mean_of_each_humans_best),
        RULE(projections_and_statements_agree),
        RULE(conditions_are_looked_at_together),
        RULE(nothing_found_is_a_row_of_nobody),
        RULE(question_without_bound_is_refused_with_what_to_add),
        RULE(parameters_are_known_and_given_once),
        RULE(small_counts_are_hidden_with_all_that_is_of_them),
        RULE(condition_that_leaves_few_out_hides_the_count),
        RULE(rows_of_humans_are_refused_under_a_profile),
        RULE(who_may_not_know_humans_cannot_ask_for_one),
        RULE(one_human_with_two_accounts_is_counted_once),
        RULE(pseudonyms_are_the_same_each_time_and_no_identifier_is_shown),
        RULE(organisation_sees_its_own_learners_whatever_is_asked),
        RULE(projections_are_narrowed_too),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
