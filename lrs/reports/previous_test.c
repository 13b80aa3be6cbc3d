/* SPDX-License-Identifier: Apache-2.0 */

/* Spans before spans, and reports that stand beside themselves. */
#include "reports/previous.h"

#include "reports/report_fixture.h"

/* ---- spans ---- */

static void expect_span(const char *from, const char *to, const char *wanted)
{
    const struct report_parameter parameters[] = {{"course", NULL}, {"from", from}, {"to", to}};
    struct previous previous;
    struct error error = {0};
    char found[2 * DAY_TEXT_SIZE];
    if (previous_begin(parameters, 3, &previous, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    (void)snprintf(found, sizeof found, "%s %s", previous.from, previous.to);
    assert_string_equal(found, wanted);
    assert_null(previous_value(&previous, &parameters[0]));
    assert_string_equal(previous_value(&previous, &parameters[1]), previous.from);
    assert_string_equal(previous_value(&previous, &parameters[2]), previous.to);
}

static void whole_months_come_behind_as_many_months(void **state)
{
    (void)state;
    expect_span("2018-03-01", "2018-03-31", "2018-02-01 2018-02-28");
    expect_span("2018-01-01", "2018-03-31", "2017-10-01 2017-12-31");
    expect_span("2017-04-01", "2018-03-31", "2016-04-01 2017-03-31");
    expect_span("2016-02-01", "2016-02-29", "2016-01-01 2016-01-31");
}

static void other_spans_come_behind_as_many_days(void **state)
{
    (void)state;
    expect_span("2018-01-01", "2018-01-01", "2017-12-31 2017-12-31");
    expect_span("2018-03-05", "2018-03-11", "2018-02-26 2018-03-04");
    expect_span("2017-02-01", "2017-02-27", "2017-01-05 2017-01-31");
}

static void span_is_needed_and_has_an_order(void **state)
{
    (void)state;
    static const char *const spans[][3] = {
        {NULL, "2018-01-01", "give from= and to="},
        {"2018-01-01", NULL, "give from= and to="},
        {"2018-01-02", "2018-01-01", "from='2018-01-02' is later than to='2018-01-01'"},
        {"0001-01-01", "2018-01-01", "has no days"},
    };
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        const struct report_parameter parameters[] = {{"from", spans[i][0]}, {"to", spans[i][1]}};
        struct previous previous;
        struct error error = {0};
        assert_int_equal(previous_begin(parameters, 2, &previous, &error), STATUS_INVALID);
        assert_non_null(strstr(error.message, spans[i][2]));
    }
}

/* ---- reports ---- */

#define HEAD COURSE ",,"

/* Two quarters: R2 is new in the second one, R3 has gone. */
static int set_up(void **state)
{
    (void)set_up_world(state);
    struct world *world = *state;
    put_site_report(world, "R1", "2017-10-05", 20);
    put_site_report(world, "R3", "2017-12-05", 2);
    put_site_report(world, "R1", "2018-01-15", 30);
    put_site_report(world, "R2", "2018-02-15", 10);
    return 0;
}

#define QUARTER "compare=previous&from=2018-01-01&to=2018-03-31"

static void counts_have_siblings_and_rows_are_those_of_both_spans(void **state)
{
    struct world *world = *state;
    expect_rows(world, "sites", QUARTER, "none",
                HEAD ",,,,,R1,,1,1,30,2018-01-15,2018-01-15,1,1,20\r\n" HEAD
                     ",,,,,R2,,1,1,10,2018-02-15,2018-02-15,0,0,0\r\n" HEAD
                     ",,,,,R3,,0,0,0,,,1,1,2\r\n");
    assert_non_null(
        strstr(world->output.data,
               "patients,first_on,last_on,sites_before,reports_before,patients_before"));
    expect_rows(world, "sites", "by=total&" QUARTER, "none",
                HEAD ",,,,,,,2,2,40,2018-01-15,2018-02-15,2,2,22\r\n");
}

static void months_stand_beside_the_months_that_many_before(void **state)
{
    expect_rows(*state, "sites", "by=total&period=month&" QUARTER, "none",
                HEAD "2018-01-01,,,,,,,1,1,30,2018-01-15,2018-01-15,1,1,20\r\n" HEAD
                     "2018-02-01,,,,,,,1,1,10,2018-02-15,2018-02-15,0,0,0\r\n" HEAD
                     "2018-03-01,,,,,,,0,0,0,,,1,1,2\r\n");
}

static void nothing_now_is_beside_what_was(void **state)
{
    expect_rows(*state, "sites", "by=total&compare=previous&from=2018-02-16&to=2018-02-27", "none",
                HEAD ",,,,,,,0,0,0,,,1,1,10\r\n");
}

static void days_without_a_partner_stand_beside_the_last_of_the_month(void **state)
{
    struct world *world = *state;
    put_site_report(world, "R1", "2018-03-31", 7);
    expect_rows(world, "sites",
                "by=total&period=month&compare=previous&from=2018-04-01&to=2018-04-30", "none",
                HEAD "2018-04-01,,,,,,,0,0,0,,,1,1,7\r\n");
}

/* Of R3 the answer without `from` tells 2 more, so its 0 is hidden, and R2 with it. */
static void small_counts_are_hidden_in_both_spans(void **state)
{
    expect_rows(*state, "sites", QUARTER, "lt5",
                HEAD ",,,,,R1,,1,1,30,2018-01-15,2018-01-15,1,1,*,lt5\r\n" HEAD
                     ",,,,,R2,,1,1,*,2018-02-15,2018-02-15,0,0,0,lt5\r\n" HEAD
                     ",,,,,R3,,0,0,*,,,1,1,*,lt5\r\n");
    expect_rows(*state, "sites", "by=total&" QUARTER, "nhs-digital-2018",
                HEAD ",,,,,,,2,2,40,2018-01-15,2018-02-15,2,2,20,nhs-digital-2018\r\n");
}

static void report_without_spans_or_counts_has_no_comparison(void **state)
{
    struct world *world = *state;
    assert_int_equal(run_asking(world, "patterns", "compare=previous", "none", REPORT_CSV),
                     STATUS_INVALID);
    assert_string_equal(world->error.message,
                        "compare: the report 'patterns' has no such parameter");
    assert_false(previous_is_offered(report_find(text_of("progress"))));
    assert_true(previous_is_offered(report_find(text_of("activity"))));
    assert_true(previous_is_offered(report_find(text_of("completion-time"))));
}

static void previous_with_anything_else_is_refused(void **state)
{
    struct world *world = *state;
    assert_int_equal(run_asking(world, "sites", "compare=next", "none", REPORT_CSV),
                     STATUS_INVALID);
    assert_string_equal(world->error.message, "compare: may only be 'previous'");
    assert_int_equal(run_asking(world, "sites", QUARTER "&compare=previous", "none", REPORT_CSV),
                     STATUS_INVALID);
    assert_string_equal(world->error.message, "compare: given twice; give it once");
}

/* Disclosure control knows of whom each sibling counts a part. */
static void siblings_are_parts_of_siblings(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    for (const struct report *report = report_table; report->name != NULL; report++) {
        const struct report_field *columns = previous_columns(report->columns, world->arena);
        assert_int_equal(disclosure_check_columns(columns, &error), STATUS_OK);
    }
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_months_come_behind_as_many_months),
        cmocka_unit_test(other_spans_come_behind_as_many_days),
        cmocka_unit_test(span_is_needed_and_has_an_order),
        RULE(counts_have_siblings_and_rows_are_those_of_both_spans),
        RULE(months_stand_beside_the_months_that_many_before),
        RULE(nothing_now_is_beside_what_was),
        RULE(days_without_a_partner_stand_beside_the_last_of_the_month),
        RULE(small_counts_are_hidden_in_both_spans),
        RULE(report_without_spans_or_counts_has_no_comparison),
        RULE(previous_with_anything_else_is_refused),
        RULE(siblings_are_parts_of_siblings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
