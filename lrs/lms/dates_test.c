/* SPDX-License-Identifier: Apache-2.0 */

/* Dates mean the moment that clocks in London showed, in whatever form they come. */
#include "lms/dates.h"

#include "base/timestamp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct row {
    const char *format;
    const char *value;
    const char *moment; /* NULL: it is none */
};

static bool read_one(const struct row *row, struct lms_date *out)
{
    struct text format = text_of(row->format);
    const struct lms_list formats = {&format, 1};
    return lms_date_read(text_of(row->value), &formats, out);
}

static void assert_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct lms_date date;
        char text[TIMESTAMP_SIZE] = "nothing";
        if (read_one(&rows[i], &date)) {
            timestamp_format(date.us, text);
        }
        if (strcmp(text, rows[i].moment == NULL ? "nothing" : rows[i].moment) != 0) {
            fail_msg("'%s' by '%s' is %s", rows[i].value, rows[i].format, text);
        }
    }
}
#define ASSERT_ROWS(rows) assert_rows(rows, sizeof(rows) / sizeof *(rows))

static void patterns_fit_what_lmss_write(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"%d/%m/%Y", "31/01/2018", "2018-01-31T00:00:00.000000Z"},
        {"%d/%m/%Y", "1/7/2018", "2018-06-30T23:00:00.000000Z"},
        {"%d/%m/%Y %H:%M", "31/01/2018 09:30", "2018-01-31T09:30:00.000000Z"},
        {"%d/%m/%Y %H:%M", "31/01/2018  9:30", "2018-01-31T09:30:00.000000Z"},
        {"%d/%m/%y, %H:%M", "01/07/18, 09:30", "2018-07-01T08:30:00.000000Z"},
        {"%d-%b-%y", "31-JAN-99", "1999-01-31T00:00:00.000000Z"},
        {"%d-%b-%Y", "31-Jan-2018", "2018-01-31T00:00:00.000000Z"},
        {"%d %b %Y", "3 September 2018", "2018-09-02T23:00:00.000000Z"},
        {"%d %b %Y", "3 Sept 2018", "2018-09-02T23:00:00.000000Z"},
        {"%A, %d %B %Y, %I:%M %p", "Monday, 15 January 2018, 9:30 AM",
         "2018-01-15T09:30:00.000000Z"},
        {"%A, %d %B %Y, %I:%M %p", "Monday, 15 January 2018, 12:05 am",
         "2018-01-15T00:05:00.000000Z"},
        {"%A, %d %B %Y, %I:%M %p", "Monday, 15 January 2018, 12:05 PM",
         "2018-01-15T12:05:00.000000Z"},
    };
    ASSERT_ROWS(rows);
}

static void iso_and_excel_are_known_by_name(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"iso", "2018-07-01", "2018-06-30T23:00:00.000000Z"},
        {"iso", "20180701", "2018-06-30T23:00:00.000000Z"},
        {"iso", "2018-07-01T09:30:00", "2018-07-01T08:30:00.000000Z"},
        {"iso", "2018-07-01 09:30", "2018-07-01T08:30:00.000000Z"},
        {"iso", "2018-07-01 09:30:15.123", "2018-07-01T08:30:15.000000Z"},
        {"iso", "2018-07-01T09:30:00Z", "2018-07-01T09:30:00.000000Z"},
        {"iso", "2018-07-01T09:30:00+02:00", "2018-07-01T07:30:00.000000Z"},
        {"excel", "43131", "2018-01-31T00:00:00.000000Z"},
        {"excel", "43131.3958333333", "2018-01-31T09:30:00.000000Z"},
        {"excel", "43282.5", "2018-07-01T11:00:00.000000Z"},
        {"excel", "43130.9999999", "2018-01-31T00:00:00.000000Z"},
    };
    ASSERT_ROWS(rows);
}

static void what_is_no_date_is_not_made_one(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"%d/%m/%Y", "31/02/2018", NULL},
        {"%d/%m/%Y", "01/31/2018", NULL},
        {"%d/%m/%Y", "31/01/2018 09:30", NULL},
        {"%d/%m/%Y", "31/01/18", NULL},
        {"%d/%m/%Y", "31-01-2018", NULL},
        {"%d/%m/%Y", "", NULL},
        {"%d/%m/%Y", "01/01/1989", NULL},
        {"%d/%m/%Y", "01/01/2200", NULL},
        {"%d/%m/%Y %H:%M", "31/01/2018 24:00", NULL},
        {"%d/%m/%Y %H:%M", "31/01/2018 09:60", NULL},
        {"%d %b %Y", "31 Janet 2018", NULL},
        {"%d %b %Y", "31 Ja 2018", NULL},
        {"%d/%m/%Y %I:%M %p", "31/01/2018 0:30 AM", NULL},
        {"%d/%m/%Y %I:%M %p", "31/01/2018 13:30 PM", NULL},
        {"%d/%m/%Y %I:%M %p", "31/01/2018 1:30 xm", NULL},
        {"iso", "2018-1-31x", NULL},
        {"iso", "1889-07-01T09:30:00Z", NULL},
        {"excel", "4313", NULL},
        {"excel", "43131.", NULL},
        {"excel", "43131.5x", NULL},
        {"excel", "431310", NULL},
        {"excel", "00001", NULL},
        {"excel", "20180131", NULL},
    };
    ASSERT_ROWS(rows);
}

static void the_first_format_that_fits_is_taken(void **state)
{
    (void)state;
    struct text both[] = {text_of("%d/%m/%Y"), text_of("%m/%d/%Y")};
    const struct lms_list formats = {both, 2};
    struct lms_date date;
    char text[TIMESTAMP_SIZE];
    assert_true(lms_date_read(text_of("02/01/2018"), &formats, &date));
    timestamp_format(date.us, text);
    assert_string_equal(text, "2018-01-02T00:00:00.000000Z");
    assert_true(lms_date_read(text_of("01/31/2018"), &formats, &date));
}

static void hours_that_come_twice_or_never_are_told(void **state)
{
    (void)state;
    struct lms_date date;
    const struct row twice = {"%d/%m/%Y %H:%M", "28/10/2018 01:30", NULL};
    const struct row never = {"%d/%m/%Y %H:%M", "25/03/2018 01:30", NULL};
    const struct row zoned = {"iso", "2018-10-28T01:30:00Z", NULL};
    assert_true(read_one(&twice, &date));
    assert_int_equal(date.clock, LONDON_TWICE);
    assert_true(read_one(&never, &date));
    assert_int_equal(date.clock, LONDON_NEVER);
    assert_true(read_one(&zoned, &date));
    assert_int_equal(date.clock, LONDON_ONCE);
}

static void a_format_needs_day_month_and_year(void **state)
{
    (void)state;
    assert_true(lms_date_format_is_valid(text_of("%d/%m/%Y")));
    assert_true(lms_date_format_is_valid(text_of("%A %d %B %y at %H:%M:%S.%f %p")));
    assert_true(lms_date_format_is_valid(text_of("iso")));
    static const char *const wrong[] = {"", "%d/%m", "%m/%Y", "%d %Y", "%d/%m/%Y %", "%d/%m/%Y %Z"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(lms_date_format_is_valid(text_of(wrong[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_fit_what_lmss_write),
        cmocka_unit_test(iso_and_excel_are_known_by_name),
        cmocka_unit_test(what_is_no_date_is_not_made_one),
        cmocka_unit_test(the_first_format_that_fits_is_taken),
        cmocka_unit_test(hours_that_come_twice_or_never_are_told),
        cmocka_unit_test(a_format_needs_day_month_and_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
