/* SPDX-License-Identifier: Apache-2.0 */

/* Sums of tallies: what the table function gives is what GROUP BY does. */
#include "store/sqlite_sums.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEGMENTS = 7, ROWS = 400, ROUNDS = 30, SQL_SIZE = 2048 };

/* In measures 8 to 10; some totals are 0, or come to it. */
#define TABLES                                                                   \
    "CREATE TABLE tally (segment INTEGER NOT NULL, sort INTEGER NOT NULL, "      \
    "total INTEGER NOT NULL, amount INTEGER NOT NULL, square INTEGER NOT NULL, " \
    "PRIMARY KEY (segment, sort)) WITHOUT ROWID; "                               \
    "CREATE TABLE chosen (segment INTEGER, place INTEGER); "                     \
    "CREATE TABLE lines (sort INTEGER, line INTEGER); "                          \
    "INSERT INTO chosen VALUES (5, 3), (1, 1), (2, 3), (3, 2), (4, 1), (6, 8); "
#define GROUPED(line, join)                                                                      \
    "SELECT chosen.place, " line ", sum(total), sum(amount), sum(square) FROM chosen "           \
    "JOIN tally ON tally.segment = chosen.segment " join " WHERE tally.sort BETWEEN 8000000000 " \
    "AND 9999999999 GROUP BY 1, 2 HAVING sum(total) <> 0 ORDER BY 1, 2"
#define PLACES "(SELECT group_concat(segment || ',' || place) FROM chosen)"
#define LINES "(SELECT group_concat(sort || ',' || line) FROM lines)"
#define SUMMED(arguments)                                                      \
    "SELECT place, line, total, amount, square FROM segment_sums(8000000000, " \
    "9999999999, " arguments ")"

static void run(sqlite3 *database, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
}

static sqlite3_stmt *ask(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(database));
    }
    return statement;
}

static void assert_same_row(sqlite3_stmt *left, sqlite3_stmt *right)
{
    assert_int_equal(sqlite3_column_count(left), sqlite3_column_count(right));
    for (int i = 0; i < sqlite3_column_count(left); i++) {
        assert_int_equal(sqlite3_column_int64(left, i), sqlite3_column_int64(right, i));
    }
}

/* In this order, too. Returns how many rows. */
static int assert_same(sqlite3 *database, const char *expected, const char *found)
{
    sqlite3_stmt *left = ask(database, expected);
    sqlite3_stmt *right = ask(database, found);
    int count = 0;
    int code = SQLITE_ROW;
    for (; code == SQLITE_ROW; count++) {
        code = sqlite3_step(left);
        assert_int_equal(sqlite3_step(right), code);
        if (code == SQLITE_ROW) {
            assert_same_row(left, right);
        }
    }
    assert_int_equal(code, SQLITE_DONE);
    (void)sqlite3_finalize(left);
    (void)sqlite3_finalize(right);
    return count - 1;
}

static int random_below(int end)
{
    return (int)((unsigned)rand() % (unsigned)end);
}

static void fill(sqlite3 *database)
{
    char sql[SQL_SIZE];
    for (int i = 0; i < ROWS; i++) {
        const int sort = random_below(3) == 0 ? random_below(3000) : random_below(20);
        (void)snprintf(sql, sizeof sql,
                       "INSERT OR REPLACE INTO tally VALUES (%d, %d000000000 + %d, %d, %d, %d)",
                       random_below(SEGMENTS), 8 + random_below(3), sort, random_below(5) - 2,
                       random_below(100), random_below(100));
        run(database, sql);
    }
    run(database,
        "INSERT INTO lines SELECT DISTINCT sort, sort % 17 FROM tally WHERE sort % 5 > 0");
}

static sqlite3 *open_filled(void)
{
    sqlite3 *database = NULL;
    assert_int_equal(sqlite3_open(":memory:", &database), SQLITE_OK);
    assert_int_equal(sqlite_sums_register(database), SQLITE_OK);
    run(database, TABLES);
    fill(database);
    return database;
}

/* ---- rules ---- */

static void sums_are_those_of_group_by(void **state)
{
    (void)state;
    int rows = 0;
    for (int i = 0; i < ROUNDS; i++) {
        sqlite3 *database = open_filled();
        rows += assert_same(database, GROUPED("tally.sort", ""), SUMMED(PLACES));
        rows +=
            assert_same(database, GROUPED("lines.line", "JOIN lines ON lines.sort = tally.sort"),
                        SUMMED(PLACES ", " LINES));
        (void)sqlite3_close(database);
    }
    assert_true(rows > ROUNDS * 100);
}

/* A query that asks for fewer of them reads fewer. */
static void fewer_counts_are_the_same_ones(void **state)
{
    (void)state;
    sqlite3 *database = open_filled();
    static const char *const columns[] = {"place, line, total", "line, amount", "square"};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        char expected[SQL_SIZE];
        char found[SQL_SIZE];
        (void)snprintf(found, sizeof found,
                       "SELECT %s FROM segment_sums(8000000000, 9999999999, %s)", columns[i],
                       PLACES);
        run(database, "CREATE TEMP TABLE whole AS " SUMMED(PLACES));
        (void)snprintf(expected, sizeof expected, "SELECT %s FROM whole ORDER BY rowid",
                       columns[i]);
        assert_true(assert_same(database, expected, found) > 0);
        run(database, "DROP TABLE whole");
    }
    (void)sqlite3_close(database);
}

static void without_places_or_lines_there_are_no_rows(void **state)
{
    (void)state;
    sqlite3 *database = open_filled();
    static const char none[] = "SELECT 1 WHERE 0";
    assert_int_equal(assert_same(database, none,
                                 "SELECT place FROM segment_sums(8000000000, "
                                 "9999999999, NULL)"),
                     0);
    assert_int_equal(assert_same(database, none,
                                 "SELECT place FROM segment_sums(8000000000, "
                                 "9999999999, " PLACES ", NULL)"),
                     0);
    (void)sqlite3_close(database);
}

static void sums_are_refused_without_a_span(void **state)
{
    (void)state;
    sqlite3 *database = open_filled();
    sqlite3_stmt *statement = NULL;
    assert_int_not_equal(
        sqlite3_prepare_v2(database, "SELECT * FROM segment_sums(1)", -1, &statement, NULL),
        SQLITE_OK);
    (void)sqlite3_close(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_group_by),
        cmocka_unit_test(fewer_counts_are_the_same_ones),
        cmocka_unit_test(without_places_or_lines_there_are_no_rows),
        cmocka_unit_test(sums_are_refused_without_a_span),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
