/* SPDX-License-Identifier: Apache-2.0 */

/* What a file says is what is stored: once, whole or not at all, and it comes out again. */
#include "people/fixture.h"

#include "people/columns.h"

#define SPANS                                                          \
    "SELECT learner, organisation, from_at, to_at FROM report_person " \
    "ORDER BY learner, from_at"
#define EVER "0001-01-01T00:00:00Z"
#define NEVER "9999-12-31T00:00:00Z"
#define ONE "account:https://lms.example|1"

static void assert_counts(const struct people_world *world, size_t added, size_t changed,
                          size_t ended, size_t unchanged)
{
    assert_int_equal(world->roster.added, added);
    assert_int_equal(world->roster.changed, changed);
    assert_int_equal(world->roster.ended, ended);
    assert_int_equal(world->roster.unchanged, unchanged);
}

static const char one_row[] = "account,organisation\n1,SYN01\n";

static void a_row_without_from_has_always_held_if_nothing_is_stored(void **state)
{
    struct people_world *world = *state;
    people_roster(world, one_row);
    assert_counts(world, 1, 0, 0, 0);
    assert_string_equal(people_ask(world, SPANS), ONE "|SYN01|" EVER "|" NEVER "|\n");
}

static void the_same_file_again_changes_nothing(void **state)
{
    struct people_world *world = *state;
    people_roster(world, one_row);
    people_roster(world, one_row);
    assert_counts(world, 0, 0, 0, 1);
    assert_string_equal(people_ask(world, SPANS), ONE "|SYN01|" EVER "|" NEVER "|\n");
}

static void whoever_moves_ends_there_and_begins_here(void **state)
{
    struct people_world *world = *state;
    people_roster(world, one_row);
    people_roster(world, "account,organisation\n1,SYN02\n");
    assert_counts(world, 1, 0, 1, 0);
    assert_string_equal(people_ask(world, SPANS), ONE "|SYN01|" EVER "|2018-03-31T23:00:00Z|\n" ONE
                                                      "|SYN02|2018-03-31T23:00:00Z|" NEVER "|\n");
}

static const char history[] = "account,organisation,from,to\n"
                              "1,SYN01,2016-01-01,\n"
                              "1,SYN02,2017-07-01,2018-01-01\n";

static void a_row_lasts_until_the_next_one_and_days_are_londons(void **state)
{
    struct people_world *world = *state;
    people_roster(world, history);
    static const char expected[] = ONE "|SYN01|2016-01-01T00:00:00Z|2017-06-30T23:00:00Z|\n" ONE
                                       "|SYN02|2017-06-30T23:00:00Z|2018-01-01T00:00:00Z|\n";
    assert_string_equal(people_ask(world, SPANS), expected);
    people_roster(world, history);
    assert_counts(world, 0, 0, 0, 2);
    assert_string_equal(people_ask(world, SPANS), expected);
}

static void a_later_file_may_say_less_and_takes_nothing_away(void **state)
{
    struct people_world *world = *state;
    people_roster(world, history);
    people_roster(world, "account,organisation,from\n1,SYN03,2018-02-01\n");
    assert_counts(world, 1, 0, 0, 0);
    assert_string_equal(people_ask(world, "SELECT count(*) FROM report_person"), "3|\n");
}

static void a_row_that_begins_with_a_stored_one_replaces_it(void **state)
{
    struct people_world *world = *state;
    people_roster(world, history);
    people_roster(world, "account,organisation,from,to,band\n1,SYN02,2017-07-01,2018-01-01,7\n");
    assert_counts(world, 0, 1, 0, 0);
    assert_string_equal(people_ask(world, "SELECT band FROM report_person WHERE organisation = "
                                          "'SYN02'"),
                        "7|\n");
}

static void a_complete_file_ends_whoever_is_not_in_it(void **state)
{
    struct people_world *world = *state;
    people_roster(world, "account,organisation\n1,SYN01\n2,SYN01\n");
    assert_int_equal(
        people_try_roster(world, one_row, (struct roster_options){.is_complete = true}), STATUS_OK);
    assert_counts(world, 0, 0, 1, 1);
    assert_string_equal(people_ask(world, "SELECT learner FROM report_person WHERE to_at < "
                                          "'2020-01-01'"),
                        "account:https://lms.example|2|\n");
}

static void a_dry_run_tells_and_keeps_nothing(void **state)
{
    struct people_world *world = *state;
    assert_int_equal(people_try_roster(world, history, (struct roster_options){.is_dry_run = true}),
                     STATUS_OK);
    assert_counts(world, 2, 0, 0, 0);
    assert_string_equal(people_ask(world, SPANS), "");
}

/* ---- what is refused ---- */

static void assert_refused(struct people_world *world, const char *content, size_t line,
                           const char *column, const char *value, const char *words)
{
    if (people_try_roster(world, content, (struct roster_options){0}) != STATUS_PRECONDITION) {
        fail_msg("taken: %s", content);
    }
    const struct problem *problem = &world->problems.errors.items[0];
    if (problem->line != line || strcmp(problem->column, column) != 0 ||
        strcmp(problem->value, value) != 0 || strstr(problem->remedy, words) == NULL) {
        fail_msg("%zu: %s '%s' %s", problem->line, problem->column, problem->value,
                 problem->remedy);
    }
    assert_string_equal(people_ask(world, SPANS), "");
}

static void a_bad_row_is_told_and_no_other_is_stored(void **state)
{
    struct people_world *world = *state;
#define HEAD "account,organisation,from,to,mbox,registration\n1,SYN01,,,,\n"
    assert_refused(world, HEAD "2,North Trust,,,,\n", 3, "organisation", "North Trust",
                   "is no ODS code");
    assert_refused(world, HEAD "2,,,,,\n", 3, "organisation", "", "is empty");
    assert_refused(world, HEAD "2,SYN01,31/01/2018,,,\n", 3, "from", "31/01/2018",
                   "write it as 2018-04-30");
    assert_refused(world, HEAD "2,SYN01,2018-01-01,2018-01-01,,\n", 3, "to", "", "not after");
    assert_refused(world, HEAD "\n,SYN01,,,,\n", 4, "", "", "neither an account nor an e-mail");
    assert_refused(world, HEAD "2,SYN01,,,,,,\n", 3, "", "", "more values than");
    assert_refused(world, HEAD "2,SYN01,,,nobody,\n", 3, "mbox", "", "is no e-mail address");
    assert_refused(world, HEAD "2,SYN01,,,,N/A\n", 3, "registration", "", "letters, digits");
    assert_refused(world, HEAD "1,SYN02,,,,\n", 3, "from", "", "another row of this account");
#undef HEAD
}

static void rows_of_one_account_do_not_overlap(void **state)
{
    struct people_world *world = *state;
    assert_refused(world,
                   "account,organisation,from,to\n1,SYN01,2017-01-01,2018-01-01\n"
                   "1,SYN02,2017-12-31,\n",
                   2, "to", "", "in one place at a time");
}

static void problems_are_told_up_to_a_limit_and_counted_beyond(void **state)
{
    struct people_world *world = *state;
    AUTO(buffer_finish) struct buffer file = BUFFER_INIT(PEOPLE_FIXTURE_LIMIT);
    buffer_add_string(&file, "account,organisation\n");
    for (int i = 0; i < 3 * PROBLEMS_MAX; i++) {
        buffer_print(&file, "%d,?\n", i);
    }
    assert_int_equal(people_try_roster(world, file.data, (struct roster_options){0}),
                     STATUS_PRECONDITION);
    assert_int_equal(world->problems.errors.count, PROBLEMS_MAX);
    assert_int_equal(world->problems.errors.total, 3 * PROBLEMS_MAX);
}

static void a_file_that_tells_too_little_is_refused(void **state)
{
    struct people_world *world = *state;
    static const char *const rows[][2] = {
        {"", "the file is empty"},
        {"organisation\nSYN01\n", "no column tells who a row is about"},
        {"account,band\n1,6\n", "no column has the organisation"},
        {"account,user_id,organisation\n1,1,SYN01\n", "two columns are 'account'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(people_try_roster(world, rows[i][0], (struct roster_options){0}),
                         STATUS_INVALID);
        assert_non_null(strstr(world->error.message, rows[i][1]));
    }
}

static void registration_and_address_stand_in_no_message(void **state)
{
    struct people_world *world = *state;
    (void)people_try_roster(world,
                            "account,organisation,mbox,prn\n1,SYN01,secret@@x,\n"
                            "2,SYN01,,secret_12345\n",
                            (struct roster_options){0});
    assert_int_equal(world->problems.errors.total, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_null(strstr(world->problems.errors.items[i].remedy, "secret"));
        assert_string_equal(world->problems.errors.items[i].value, "");
    }
    assert_null(strstr(world->error.message, "secret"));
}

/* ---- names and values ---- */

static void columns_have_many_names_and_unknown_ones_are_told(void **state)
{
    struct people_world *world = *state;
    people_roster(world, "\xEF\xBB\xBF"
                         "E-mail Address;ODS Code;AfC Band;Job role;Shoe size\r\n"
                         "A@Example.ORG;syn01;Band 8A;\"Physio; senior\";9\r\n");
    assert_string_equal(people_ask(world, "SELECT learner, organisation, band, profession FROM "
                                          "report_person"),
                        "mailto:A@example.org|SYN01|8a|Physio; senior|\n");
    assert_string_equal(world->problems.warnings.items[0].column, "Shoe size");
    for (const struct roster_column *column = roster_columns; column->name != NULL; column++) {
        assert_true(column_is_called(column, text_of(column->name)));
        for (const struct roster_column *other = column + 1; other->name != NULL; other++) {
            assert_false(column_is_called(column, text_of(other->name)));
        }
    }
}

static enum status add_piece(void *context, struct text bytes, struct error *error)
{
    (void)error;
    buffer_add_text(context, bytes);
    return STATUS_OK;
}

static void what_is_exported_is_imported_as_it_was(void **state)
{
    struct people_world *world = *state;
    static const struct roster_filter all = {{"", 0}, {"", 0}};
    AUTO(buffer_finish) struct buffer first = BUFFER_INIT(PEOPLE_FIXTURE_LIMIT);
    AUTO(buffer_finish) struct buffer second = BUFFER_INIT(PEOPLE_FIXTURE_LIMIT);
    people_roster(world, "account,mbox,organisation,profession,registration,site,from,to\n"
                         "1,a@b.example,SYN01,Physiotherapist,PH 000001,\"A, \"\"B\"\"\",,\n"
                         "=2,,SYN01,,,,,2017-01-01\n=2,,SYN02,,,,2017-07-01,2018-07-01\n"
                         ",c@d.example,SYN03,,,,2016-02-29,\n");
    assert_int_equal(roster_export(world->store, &all, add_piece, &first, &world->error),
                     STATUS_OK);
    people_roster(world, first.data);
    assert_counts(world, 0, 0, 0, 4);
    store_close(world->store);
    world->store = NULL;
    assert_int_equal(fixture_open(NULL, &world->store, &world->error), STATUS_OK);
    people_roster(world, first.data);
    assert_int_equal(roster_export(world->store, &all, add_piece, &second, &world->error),
                     STATUS_OK);
    assert_string_equal(first.data, second.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PEOPLE_TEST(a_row_without_from_has_always_held_if_nothing_is_stored),
        PEOPLE_TEST(the_same_file_again_changes_nothing),
        PEOPLE_TEST(whoever_moves_ends_there_and_begins_here),
        PEOPLE_TEST(a_row_lasts_until_the_next_one_and_days_are_londons),
        PEOPLE_TEST(a_later_file_may_say_less_and_takes_nothing_away),
        PEOPLE_TEST(a_row_that_begins_with_a_stored_one_replaces_it),
        PEOPLE_TEST(a_complete_file_ends_whoever_is_not_in_it),
        PEOPLE_TEST(a_dry_run_tells_and_keeps_nothing),
        PEOPLE_TEST(a_bad_row_is_told_and_no_other_is_stored),
        PEOPLE_TEST(rows_of_one_account_do_not_overlap),
        PEOPLE_TEST(problems_are_told_up_to_a_limit_and_counted_beyond),
        PEOPLE_TEST(a_file_that_tells_too_little_is_refused),
        PEOPLE_TEST(registration_and_address_stand_in_no_message),
        PEOPLE_TEST(columns_have_many_names_and_unknown_ones_are_told),
        PEOPLE_TEST(what_is_exported_is_imported_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
