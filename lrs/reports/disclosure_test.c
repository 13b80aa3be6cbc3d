/* SPDX-License-Identifier: Apache-2.0 */

/* What profiles hide: tables in, tables out; and an adversary who computes all that totals tell. */
#include "reports/disclosure.h"

#include "base/chance.h"
#include "reports/reports.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 8, ROUNDS = 3000 };

static const struct report_field columns[] = {
    {.name = "course", .kind = COLUMN_LABEL},
    {.name = "organisation", .kind = COLUMN_DIVISION},
    {.name = "organisation_name", .kind = COLUMN_NAME},
    {.name = "enrolled", .kind = COLUMN_PEOPLE},
    {.name = "started", .kind = COLUMN_PEOPLE, .of = "enrolled"},
    {.name = "percent", .kind = COLUMN_PERCENT, .of = "enrolled", .part = "started"},
    {.name = "days", .kind = COLUMN_MEASURE, .of = "started"},
    {.name = "sites", .kind = COLUMN_THINGS},
    {0},
};
enum { COURSE, ORGANISATION, ORGANISATION_NAME, ENROLLED, STARTED, PERCENT, DAYS, SITES, COLUMNS };

struct count {
    const char *course;
    int enrolled;
    int started;
};

static struct disclosure_table make_table(struct arena *arena, const struct count *counts,
                                          size_t count)
{
    struct disclosure_table table = {.columns = columns, .column_count = COLUMNS, .count = count};
    table.rows = ARENA_ARRAY(arena, struct disclosure_row, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct disclosure_row *row = &table.rows[i];
        row->values = ARENA_ARRAY(arena, const char *, COLUMNS);
        row->is_number = ARENA_ARRAY(arena, bool, COLUMNS);
        row->is_hidden = ARENA_ARRAY(arena, bool, COLUMNS);
        row->values[COURSE] = counts[i].course;
        row->values[ORGANISATION] = arena_print(arena, "R%zu", i);
        row->values[ORGANISATION_NAME] = arena_print(arena, "Trust %zu", i);
        row->values[ENROLLED] = arena_print(arena, "%d", counts[i].enrolled);
        row->values[STARTED] = arena_print(arena, "%d", counts[i].started);
        row->values[PERCENT] = "12.3";
        row->values[DAYS] = "4.5";
        row->values[SITES] = "1";
    }
    return table;
}

static const struct disclosure_profile *profile_of(const char *name)
{
    const struct disclosure_profile *profile = NULL;
    assert_int_equal(disclosure_find(text_of(name), &profile, NULL), STATUS_OK);
    return profile;
}

static void apply(const char *profile, struct disclosure_table *table,
                  const struct disclosure_table *wider, struct arena *arena)
{
    const struct disclosure_wider all = {.tables = wider, .count = wider == NULL ? 0 : 1};
    struct error error = {0};
    if (disclosure_apply(profile_of(profile), table, &all, arena, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

/* "12/8 and so on": enrolled and started of each row, hidden ones as '*'. */
static void expect(const char *profile, const struct count *counts, size_t count,
                   const char *wanted)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct disclosure_table table = make_table(arena, counts, count);
    const char *found = "";
    apply(profile, &table, NULL, arena);
    for (size_t i = 0; i < count; i++) {
        const char *enrolled = table.rows[i].values[ENROLLED];
        const char *started = table.rows[i].values[STARTED];
        found = arena_print(arena, "%s%s%s/%s", found, i == 0 ? "" : " ",
                            enrolled == NULL ? "*" : enrolled, started == NULL ? "*" : started);
    }
    assert_string_equal(found, wanted);
}
#define EXPECT(profile, counts, wanted) \
    expect(profile, counts, sizeof(counts) / sizeof(counts)[0], wanted)

static void none_shows_all(void **state)
{
    (void)state;
    static const struct count counts[] = {{"a", 1, 1}, {"a", 3, 0}, {"a", 20, 19}};
    EXPECT("none", counts, "1/1 3/0 20/19");
}

static void nhs_digital_hides_one_to_seven_and_rounds_the_rest_to_five(void **state)
{
    (void)state;
    static const struct count counts[] = {{"a", 0, 0},     {"b", 1, 1},   {"c", 7, 0},
                                          {"d", 8, 8},     {"e", 12, 11}, {"f", 13, 12},
                                          {"g", 1270, 744}};
    EXPECT("nhs-digital-2018", counts, "0/0 */* */0 10/10 10/10 15/10 1270/745");
}

static void nhs_digital_makes_percentages_of_rounded_counts(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const struct count counts[] = {{"a", 1270, 744}, {"b", 30, 7}};
    struct disclosure_table table = make_table(arena, counts, 2);
    apply("nhs-digital-2018", &table, NULL, arena);
    assert_string_equal(table.rows[0].values[PERCENT], "58.7"); /* 745 of 1270 */
    assert_null(table.rows[1].values[PERCENT]);
    assert_true(table.rows[1].is_hidden[PERCENT]);
}

static void small_count_alone_takes_the_next_smallest_with_it(void **state)
{
    (void)state;
    static const struct count counts[] = {{"a", 30, 0}, {"a", 3, 0}, {"a", 12, 0}, {"a", 0, 0}};
    EXPECT("lt5", counts, "30/0 */* */* 0/0");
}

static void lines_are_protected_each_by_itself(void **state)
{
    (void)state;
    static const struct count counts[] = {{"a", 30, 0}, {"a", 3, 0}, {"b", 3, 0}, {"b", 40, 0}};
    EXPECT("lt5", counts, "*/* */* */* */*");
}

/* Whoever asks for ICBs knows the total of each, and that of all is known, too. */
static void divisions_within_divisions_are_protected_against_both_totals(void **state)
{
    (void)state;
    static const struct report_field places[] = {
        {.name = "icb", .kind = COLUMN_DIVISION},
        {.name = "site", .kind = COLUMN_DIVISION, .of = "icb"},
        {.name = "patients", .kind = COLUMN_PEOPLE},
        {0}};
    static const char *const values[][3] = {{"Q1", "R1", "3"},
                                            {"Q2", "R2", "40"},
                                            {"Q2", "R3", "20"},
                                            {"Q2", "R4", "30"},
                                            {"Q3", "R5", "90"}};
    enum { ROWS = sizeof values / sizeof values[0] };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct disclosure_row rows[ROWS];
    struct disclosure_table table = {
        .columns = places, .column_count = 3, .rows = rows, .count = ROWS};
    for (size_t i = 0; i < ROWS; i++) {
        rows[i] = (struct disclosure_row){.values = ARENA_ARRAY(arena, const char *, 3),
                                          .is_number = ARENA_ARRAY(arena, bool, 3),
                                          .is_hidden = ARENA_ARRAY(arena, bool, 3)};
        memcpy(rows[i].values, values[i], sizeof values[i]);
    }
    apply("lt5", &table, NULL, arena);
    static const bool hidden[ROWS] = {true, false, true, true, false};
    for (size_t i = 0; i < ROWS; i++) {
        assert_int_equal(rows[i].is_hidden[2], hidden[i]);
    }
}

static void counts_that_are_all_one_take_another_with_them(void **state)
{
    (void)state;
    static const struct count counts[] = {{"a", 1, 0}, {"a", 1, 0}, {"a", 1, 0},
                                          {"a", 1, 0}, {"a", 1, 0}, {"a", 40, 0}};
    EXPECT("lt5", counts, "*/* */* */* */* */* */*");
}

static void total_that_is_hidden_itself_tells_nothing(void **state)
{
    (void)state;
    static const struct count counts[] = {{"a", 3, 3}, {"a", 0, 0}};
    EXPECT("lt5", counts, "*/* 0/0");
}

static void those_of_whom_it_is_not_true_are_counted_too(void **state)
{
    (void)state;
    static const struct count counts[] = {{"a", 20, 18}, {"b", 20, 20}, {"c", 20, 15}};
    EXPECT("lt5", counts, "20/* 20/20 20/15");
}

static void measures_and_percentages_follow_their_counts(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const struct count counts[] = {{"a", 20, 2}, {"b", 20, 10}};
    struct disclosure_table table = make_table(arena, counts, 2);
    apply("lt5", &table, NULL, arena);
    assert_null(table.rows[0].values[PERCENT]);
    assert_null(table.rows[0].values[DAYS]);
    assert_string_equal(table.rows[0].values[SITES], "1");
    assert_string_equal(table.rows[1].values[PERCENT], "12.3");
    assert_string_equal(table.rows[1].values[DAYS], "4.5");
}

static void small_difference_to_a_wider_answer_is_hidden(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const struct count narrow[] = {{"a", 18, 0}, {"b", 18, 0}, {"c", 18, 0}};
    static const struct count wide[] = {{"a", 20, 0}, {"b", 18, 0}, {"c", 30, 0}, {"d", 9, 0}};
    struct disclosure_table table = make_table(arena, narrow, 3);
    struct disclosure_table wider = make_table(arena, wide, 4);
    apply("lt5", &table, &wider, arena);
    assert_null(table.rows[0].values[ENROLLED]);
    assert_string_equal(table.rows[1].values[ENROLLED], "18");
    assert_string_equal(table.rows[2].values[ENROLLED], "18");
}

/* ---- an adversary ---- */

struct attack {
    int truth[ROWS_MAX];
    bool is_hidden[ROWS_MAX];
    size_t count;
    int hidden_sum;
    size_t hidden;
};

/* Hidden counts that are known to be at least `least` and to add up: the range of one of them. */
static int range_of(const struct attack *attack, int least)
{
    return attack->hidden_sum - (int)attack->hidden * least;
}

/* Random lines: whoever has the total finds no range smaller than the bound. */
static void totals_tell_no_hidden_count(void **state)
{
    (void)state;
    struct chance chance = {2018};
    for (int round = 0; round < ROUNDS; round++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const char *profile = round % 2 == 0 ? "lt5" : "lt10";
        int bound = (int)profile_of(profile)->bound;
        struct count counts[ROWS_MAX];
        struct attack attack = {.count = (size_t)chance_between(&chance, 2, ROWS_MAX)};
        int least = 1;
        for (size_t i = 0; i < attack.count; i++) {
            attack.truth[i] = (int)chance_between(&chance, 0, round % 3 == 0 ? 5 : 39);
            counts[i] = (struct count){"a", attack.truth[i], 0};
        }
        struct disclosure_table table = make_table(arena, counts, attack.count);
        apply(profile, &table, NULL, arena);
        int total = 0;
        for (size_t i = 0; i < attack.count; i++) {
            bool is_hidden = table.rows[i].is_hidden[ENROLLED];
            total += attack.truth[i];
            attack.hidden += is_hidden;
            attack.hidden_sum += is_hidden ? attack.truth[i] : 0;
            least = is_hidden && attack.truth[i] == 0 ? 0 : least;
            assert_true(is_hidden || attack.truth[i] == 0 || attack.truth[i] >= bound);
        }
        if (attack.hidden > 0 && attack.hidden < attack.count && total >= bound) {
            assert_true(attack.hidden >= 2);
            assert_true(range_of(&attack, least) >= bound - 1);
        }
    }
}

/* ---- tables of columns ---- */

static void every_report_tells_what_its_columns_disclose(void **state)
{
    (void)state;
    for (const struct report *report = report_table; report->name != NULL; report++) {
        struct error error = {0};
        if (disclosure_check_columns(report->columns, &error) != STATUS_OK) {
            fail_msg("%s: %s", report->name, error.message);
        }
    }
}

static void column_without_a_kind_is_refused(void **state)
{
    (void)state;
    static const struct report_field forgotten[] = {{.name = "learners"}, {0}};
    static const struct report_field later[] = {
        {.name = "days", .kind = COLUMN_MEASURE, .of = "people"},
        {.name = "people", .kind = COLUMN_PEOPLE},
        {0},
    };
    struct error error = {0};
    assert_int_equal(disclosure_check_columns(forgotten, &error), STATUS_INTERNAL);
    assert_non_null(strstr(error.message, "'learners'"));
    assert_int_equal(disclosure_check_columns(later, &error), STATUS_INTERNAL);
}

static void rows_of_persons_are_refused_where_counts_are_hidden(void **state)
{
    (void)state;
    static const struct report_field persons[] = {{.name = "learner", .kind = COLUMN_PERSON}, {0}};
    struct error error = {0};
    assert_int_equal(disclosure_check_persons(profile_of("none"), persons, "progress", &error),
                     STATUS_OK);
    assert_int_equal(disclosure_check_persons(profile_of("lt5"), persons, "progress", &error),
                     STATUS_FORBIDDEN);
}

static void profile_that_is_unknown_is_told_with_those_known(void **state)
{
    (void)state;
    const struct disclosure_profile *profile = NULL;
    struct error error = {0};
    assert_int_equal(disclosure_find(text_of("lt6"), &profile, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "nhs-digital-2018"));
    assert_int_equal(disclosure_find(text_of(DISCLOSURE_DEFAULT), &profile, &error), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_shows_all),
        cmocka_unit_test(nhs_digital_hides_one_to_seven_and_rounds_the_rest_to_five),
        cmocka_unit_test(nhs_digital_makes_percentages_of_rounded_counts),
        cmocka_unit_test(small_count_alone_takes_the_next_smallest_with_it),
        cmocka_unit_test(lines_are_protected_each_by_itself),
        cmocka_unit_test(divisions_within_divisions_are_protected_against_both_totals),
        cmocka_unit_test(counts_that_are_all_one_take_another_with_them),
        cmocka_unit_test(total_that_is_hidden_itself_tells_nothing),
        cmocka_unit_test(those_of_whom_it_is_not_true_are_counted_too),
        cmocka_unit_test(measures_and_percentages_follow_their_counts),
        cmocka_unit_test(small_difference_to_a_wider_answer_is_hidden),
        cmocka_unit_test(totals_tell_no_hidden_count),
        cmocka_unit_test(every_report_tells_what_its_columns_disclose),
        cmocka_unit_test(column_without_a_kind_is_refused),
        cmocka_unit_test(rows_of_persons_are_refused_where_counts_are_hidden),
        cmocka_unit_test(profile_that_is_unknown_is_told_with_those_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
