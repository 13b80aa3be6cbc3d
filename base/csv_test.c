/* SPDX-License-Identifier: Apache-2.0 */

/* Rows come out as a spreadsheet shows them, and what is no CSV is told with its line. */
#include "base/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LIMIT = 1 << 20 };

/* All rows of `content` as "line:value|value" lines. */
static enum status read_all(const char *content, struct buffer *out, struct error *error)
{
    AUTO(buffer_finish) struct buffer copy = BUFFER_INIT(LIMIT);
    buffer_add_string(&copy, content);
    struct csv_reader reader;
    struct csv_row row;
    bool goes_on = true;
    enum status status = csv_begin(&copy, &reader, error);
    while (status == STATUS_OK && goes_on) {
        status = csv_next(&reader, &row, &goes_on, error);
        for (size_t i = 0; status == STATUS_OK && goes_on && i < row.count; i++) {
            if (i == 0) {
                buffer_print(out, "%zu:", row.line);
            }
            buffer_print(out, "%.*s%s", TEXT_ARGUMENTS(row.values[i]),
                         i + 1 < row.count ? "|" : "\n");
        }
    }
    return status;
}

static void assert_reads(const char *content, const char *expected)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(LIMIT);
    struct error error = {0};
    buffer_add_string(&out, "");
    if (read_all(content, &out, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    assert_string_equal(out.length == 0 ? "" : out.data, expected);
}

static void assert_refuses(const char *content, const char *words)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(LIMIT);
    struct error error = {0};
    assert_int_equal(read_all(content, &out, &error), STATUS_INVALID);
    if (strstr(error.message, words) == NULL) {
        fail_msg("%s", error.message);
    }
}

static void rows_are_what_a_spreadsheet_shows(void **state)
{
    (void)state;
    assert_reads("a,b\nc,d\n", "1:a|b\n2:c|d\n");
    assert_reads("a,b\r\nc,d", "1:a|b\n2:c|d\n");
    assert_reads("a,b\rc,d\r", "1:a|b\n2:c|d\n");
    assert_reads("\xEF\xBB\xBFx,\n,y", "1:x|\n2:|y\n");
    assert_reads("\"a,b\",\"say \"\"so\"\"\"\n", "1:a,b|say \"so\"\n");
    assert_reads("\"two\nlines\",x\nlast,y\n", "1:two\nlines|x\n3:last|y\n");
    assert_reads("a,\"\"\n", "1:a|\n");
    assert_reads("\n\n a ,b\n\n\nc,d\n\n", "3: a |b\n6:c|d\n");
    assert_reads("", "");
    assert_reads("caf\xc3\xa9", "1:caf\xc3\xa9\n");
}

static void the_separator_is_found_in_the_first_line(void **state)
{
    (void)state;
    assert_reads("a;b;c,d\n1;2;3", "1:a|b|c,d\n2:1|2|3\n");
    assert_reads("a\tb\n1,5\t2", "1:a|b\n2:1,5|2\n");
    assert_reads("\"a;b;c\",d\n1;2,3", "1:a;b;c|d\n2:1;2|3\n");
}

static void a_header_is_what_it_says_not_how_it_is_written(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"E-mail address", "emailaddress"},
        {"USER'S EMAIL", "User's Email"},
        {" Time (minutes) ", "time_minutes"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        assert_true(csv_header_is(text_of(same[i][0]), text_of(same[i][1])));
    }
    assert_false(csv_header_is(text_of("Course"), text_of("Course ID")));
    assert_false(csv_header_is(text_of("Course ID"), text_of("Course")));
    assert_false(csv_header_is(text_of(""), text_of("Course")));
}

static void the_next_piece_goes_on_with_lines_and_separator(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer first = BUFFER_INIT(LIMIT);
    AUTO(buffer_finish) struct buffer second = BUFFER_INIT(LIMIT);
    AUTO(buffer_finish) struct buffer bad = BUFFER_INIT(LIMIT);
    struct csv_reader reader;
    struct csv_row row;
    struct error error;
    bool has_row = false;
    buffer_add_string(&first, "a;b\n");
    buffer_add_string(&second, "1,2;3\n");
    buffer_add_string(&bad, "x\n\xFF\n");
    assert_int_equal(csv_begin(&first, &reader, &error), STATUS_OK);
    assert_int_equal(csv_next(&reader, &row, &has_row, &error), STATUS_OK);
    assert_int_equal(csv_continue(&reader, &second, &error), STATUS_OK);
    assert_int_equal(csv_next(&reader, &row, &has_row, &error), STATUS_OK);
    assert_int_equal(row.line, 2);
    assert_int_equal(row.count, 2);
    assert_true(text_is(row.values[0], "1,2"));
    assert_int_equal(csv_continue(&reader, &bad, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "line 4 is not UTF-8"));
}

static void what_is_no_csv_is_told_with_its_line(void **state)
{
    (void)state;
    assert_refuses("a,b\n\"c,d\ne,f\n", "line 2: a quote is opened here and never closed");
    assert_refuses("a,b\nc,\"d\" e\n", "line 2: there is text behind a closing quote");
    assert_refuses("a,b\nc,\xff\n", "line 2 is not UTF-8; save the file as 'CSV UTF-8'");
    static char wide[CSV_COLUMNS_MAX + 2];
    memset(wide, ',', sizeof wide - 1);
    assert_refuses(wide, "line 1 has more than 64 columns");
    static char length[CSV_VALUE_MAX + 2];
    memset(length, 'x', sizeof length - 1);
    assert_refuses(length, "line 1: a value has 4097 bytes, at most 4096 are taken");
}

static void a_file_in_utf16_is_told_as_such(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(LIMIT);
    struct csv_reader reader;
    struct error error = {0};
    buffer_add(&content,
               "\xff\xfe"
               "a\0,\0b\0",
               8);
    assert_int_equal(csv_begin(&content, &reader, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "UTF-16"));
}

static void formulas_are_defused_and_come_back(void **state)
{
    (void)state;
    static const char *const values[] = {"=1+1",  "-x",      "+44", "@x",
                                         "plain", "'quoted", "",    "a,\"b\""};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        AUTO(buffer_finish) struct buffer out = BUFFER_INIT(LIMIT);
        struct csv_reader reader;
        struct csv_row row;
        struct error error = {0};
        bool has_row = false;
        csv_add_defused(&out, text_of(values[i]));
        assert_false(csv_is_formula(buffer_text(&out)));
        buffer_add_string(&out, ",end\r\n");
        assert_int_equal(csv_begin(&out, &reader, &error), STATUS_OK);
        assert_int_equal(csv_next(&reader, &row, &has_row, &error), STATUS_OK);
        assert_int_equal(row.count, 2);
        assert_true(text_is(csv_undefused(row.values[0]), values[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_what_a_spreadsheet_shows),
        cmocka_unit_test(the_separator_is_found_in_the_first_line),
        cmocka_unit_test(a_header_is_what_it_says_not_how_it_is_written),
        cmocka_unit_test(the_next_piece_goes_on_with_lines_and_separator),
        cmocka_unit_test(what_is_no_csv_is_told_with_its_line),
        cmocka_unit_test(a_file_in_utf16_is_told_as_such),
        cmocka_unit_test(formulas_are_defused_and_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
