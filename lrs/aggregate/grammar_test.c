/* SPDX-License-Identifier: Apache-2.0 */

/* What is understood, and what refusals say. */
#include "aggregate/grammar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

struct world {
    struct arena *arena;
    struct aggregate_query query;
    struct error error;
};

static int set_up(void **state)
{
    struct arena *arena = arena_create();
    struct world *world = ARENA_NEW(arena, struct world);
    world->arena = arena;
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    arena_destroy(((struct world *)*state)->arena);
    return 0;
}

static enum status read(struct world *world, struct aggregate_words words)
{
    return aggregate_read(&words, world->arena, &world->query, &world->error);
}

static void expect_good(struct world *world, struct aggregate_words words)
{
    if (read(world, words) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
}

#define WHERE(from_, where_)   \
    ((struct aggregate_words){ \
        .from = text_of(from_), .measure = text_of("count"), .where = text_of(where_)})

static void measures_have_their_fields_and_numbers(void **state)
{
    struct world *world = *state;
    expect_good(world, (struct aggregate_words){
                           .measure = text_of("count , distinct(learner),median(score),"
                                              "percentile( duration, 90.5 ),ratio(success)")});
    const struct aggregate_measure *measures = world->query.measures;
    assert_int_equal(world->query.measure_count, 5);
    assert_int_equal(measures[0].kind, AGGREGATE_COUNT);
    assert_string_equal(measures[1].field->name, "learner");
    assert_int_equal(measures[2].kind, AGGREGATE_PERCENTILE);
    assert_true(measures[2].percent == 50 && measures[3].percent == 90.5);
    assert_int_equal(measures[4].condition.count, 1);
}

static void words_and_texts_in_quotes_are_values(void **state)
{
    struct world *world = *state;
    expect_good(world, WHERE("people", "profession in ('Chartered ''physio''', OT) and band=6"));
    const struct aggregate_condition *conditions = world->query.conditions;
    assert_int_equal(world->query.condition_count, 2);
    assert_true(text_is(conditions[0].values[0].text, "Chartered 'physio'"));
    assert_true(text_is(conditions[0].values[1].text, "OT"));
    assert_true(text_is(conditions[1].values[0].text, "6"));
}

static void days_begin_where_tz_says(void **state)
{
    struct world *world = *state;
    struct aggregate_words words = WHERE("statements", "stored >= 2018-04-30");
    expect_good(world, words);
    assert_true(world->query.conditions[0].values[0].us == INT64_C(1525042800000000));
    words.tz = text_of("UTC");
    expect_good(world, words);
    assert_true(world->query.conditions[0].values[0].us == INT64_C(1525046400000000));
    words.tz = text_of("Europe/Paris");
    assert_int_equal(read(world, words), STATUS_INVALID);
    assert_string_equal(world->error.message,
                        "tz: 'Europe/Paris' is neither Europe/London nor UTC");
}

static void comparisons_mean_what_they_say(void **state)
{
    struct world *world = *state;
    static const struct {
        const char *where;
        bool holds[3]; /* of 0.5, 0.8, 0.9 */
    } cases[] = {
        {"score = 0.8", {false, true, false}},       {"score != 0.8", {true, false, true}},
        {"score < 0.8", {true, false, false}},       {"score <= 0.8", {true, true, false}},
        {"score > 0.8", {false, false, true}},       {"score >= 0.8", {false, true, true}},
        {"score in (0.5,0.9)", {true, false, true}},
    };
    static const double numbers[] = {0.5, 0.8, 0.9};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect_good(world, WHERE("statements", cases[i].where));
        for (size_t j = 0; j < 3; j++) {
            struct aggregate_value value = {.is_known = true, .number = numbers[j]};
            assert_int_equal(aggregate_holds(&world->query.conditions[0], &value),
                             cases[i].holds[j]);
        }
        const struct aggregate_value unknown = {.is_known = false};
        assert_false(aggregate_holds(&world->query.conditions[0], &unknown));
    }
}

static void bucket_may_name_its_time(void **state)
{
    struct world *world = *state;
    expect_good(world, (struct aggregate_words){.from = text_of("progress"),
                                                .measure = text_of("count"),
                                                .bucket = text_of("month(completed_at)")});
    assert_string_equal(world->query.time->name, "completed_at");
    assert_int_equal(world->query.period, PERIOD_MONTH);
}

/* Parameter, what is sent, what is told. */
static void refusals_tell_place_and_remedy(void **state)
{
    struct world *world = *state;
    static const char *const cases[][3] = {
        {"measure", "", "measure: at 1: '' is no measure; there are count"},
        {"measure", "count, mean(verb)", "measure: at 13: verb is no field of numbers"},
        {"measure", "mean(shoe)",
         "measure: at 6: 'shoe' is no field of statements; there are verb"},
        {"measure", "percentile(score, 101)", "measure: at 19: a number from 0 to 100"},
        {"measure", "count count", "measure: at 7: ',' or nothing must stand here"},
        {"measure", "mean(score", "measure: at 11: ')' must stand here"},
        {"group", "score", "group: at 1: score has too many values to group by"},
        {"group", "verb,verb", "group: at 6: verb is named twice"},
        {"group", "verb,activity,source,platform,icb", "group: at 31: more than 4 fields"},
        {"where", "verb", "where: at 5: =, !=, <, <=, >, >= or in must stand here"},
        {"where", "verb = ", "where: at 8: a value must stand here"},
        {"where", "verb = 'x", "where: at 8: the text that begins here has no end"},
        {"where", "score > high",
         "where: at 9: 'high' cannot be compared with score; write a number"},
        {"where", "stored > 2018-02-30", "where: at 10: '2018-02-30' cannot be compared"},
        {"where", "success = maybe",
         "where: at 11: 'maybe' cannot be compared with success; write yes"},
        {"where", "success or completion", "where: at 9: 'and' or nothing must stand here"},
        {"where", "verb = a; DROP TABLE statement", "where: at 11: 'and' or nothing"},
        {"where", "\xc3\xa9\xc3\xa9 = 1", "where: at 1: '' is no field"},
        {"bucket", "decade", "bucket: at 1: 'decade' is none of day"},
        {"bucket", "day(verb)", "bucket: at 5: verb is no field of time"},
        {"bucket", "day, week", "bucket: at 4: nothing more may stand here"},
        {"from", "secrets", "from: 'secrets' is none of statements"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct aggregate_words words = {.measure = text_of("count")};
        struct text *const parameters[] = {&words.measure, &words.group, &words.where,
                                           &words.bucket, &words.from};
        static const char *const names[] = {"measure", "group", "where", "bucket", "from"};
        for (size_t j = 0; j < 5; j++) {
            if (strcmp(names[j], cases[i][0]) == 0) {
                *parameters[j] = text_of(cases[i][1]);
            }
        }
        assert_int_equal(read(world, words), STATUS_INVALID);
        if (strncmp(world->error.message, cases[i][2], strlen(cases[i][2])) != 0) {
            fail_msg("'%s': %s", cases[i][1], world->error.message);
        }
    }
}

static void source_without_times_has_no_spans(void **state)
{
    struct world *world = *state;
    assert_int_equal(read(world, (struct aggregate_words){.from = text_of("enrolment"),
                                                          .measure = text_of("count"),
                                                          .bucket = text_of("month")}),
                     STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "enrolment has no times"));
}

static void every_field_can_be_found_and_is_of_a_source(void **state)
{
    (void)state;
    for (const struct aggregate_field *field = aggregate_fields; field->name != NULL; field++) {
        const struct aggregate_source *source =
            aggregate_source_find(text_of(field->source == NULL ? "progress" : field->source));
        assert_non_null(source);
        assert_ptr_equal(aggregate_field_find(source, text_of(field->name)), field);
        int ways =
            (field->column != NULL) + (field->read != NULL) + (field->attribute != PERSON_NOTHING);
        assert_int_equal(ways, 1);
        assert_int_equal(field->read != NULL, source->view == NULL);
    }
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(measures_have_their_fields_and_numbers),
        RULE(words_and_texts_in_quotes_are_values),
        RULE(days_begin_where_tz_says),
        RULE(comparisons_mean_what_they_say),
        RULE(bucket_may_name_its_time),
        RULE(refusals_tell_place_and_remedy),
        RULE(source_without_times_has_no_spans),
        RULE(every_field_can_be_found_and_is_of_a_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
