/* SPDX-License-Identifier: Apache-2.0 */

/* That logs are written in few pieces, hold what they would hold, and that failures are told. */
#include "store/sqlite_wal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "sqlite_wal_test.db"
#define PARENT "sqlite_wal_test_parent"
#define UNDER_TEST "sqlite_wal_test"

enum { ROWS = 2000 };

/* ---- a parent that counts writes to logs, and can fail them ---- */

static int writes;
static int writes_left = -1; /* before they fail; -1: they do not */
static sqlite3_vfs parent;
static sqlite3_io_methods parent_methods;
static const sqlite3_io_methods *unix_methods;

static int count_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
    writes++;
    if (writes_left == 0) {
        return SQLITE_FULL;
    }
    writes_left -= writes_left > 0;
    return unix_methods->xWrite(file, bytes, length, offset);
}

static int open_counted(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    sqlite3_vfs *unix_vfs = sqlite3_vfs_find(NULL);
    (void)vfs;
    int code = unix_vfs->xOpen(unix_vfs, name, file, flags, out);
    if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0) {
        unix_methods = file->pMethods;
        parent_methods = *unix_methods;
        parent_methods.xWrite = count_write;
        file->pMethods = &parent_methods;
    }
    return code;
}

static int register_all(void **state)
{
    (void)state;
    parent = *sqlite3_vfs_find(NULL);
    parent.zName = PARENT;
    parent.pNext = NULL;
    parent.xOpen = open_counted;
    return sqlite3_vfs_register(&parent, 0) == SQLITE_OK &&
                   sqlite_wal_register(UNDER_TEST, PARENT) == SQLITE_OK
               ? 0
               : -1;
}

static int remove_files(void **state)
{
    (void)state;
    writes = 0;
    writes_left = -1;
    return system("rm -f " FILE_NAME "*"); // NOLINT(cert-env33-c): our own words
}

/* ---- databases ---- */

static sqlite3 *open_database(const char *vfs, const char *settings)
{
    sqlite3 *database = NULL;
    assert_int_equal(
        sqlite3_open_v2(FILE_NAME, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs),
        SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, settings, NULL, NULL, NULL), SQLITE_OK);
    return database;
}

static void run(sqlite3 *database, const char *sql)
{
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(database));
    }
}

static int ask(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int answer = sqlite3_column_int(statement, 0);
    (void)sqlite3_finalize(statement);
    return answer;
}

#define MAKE "CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB)"
#define FILL                                                                                  \
    "BEGIN; WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) " \
    "INSERT INTO t SELECT i * 7919 % 2003, randomblob(500) FROM n; COMMIT"

static int fill(const char *vfs)
{
    sqlite3 *database = open_database(vfs, MAKE);
    writes = 0;
    run(database, FILL);
    int counted = writes;
    assert_int_equal(ask(database, "SELECT count(*) FROM t"), ROWS);
    (void)sqlite3_close(database);
    return counted;
}

static void a_transaction_is_written_in_few_pieces(void **state)
{
    (void)state;
    int plain = fill(PARENT);
    (void)remove_files(NULL);
    int gathered = fill(UNDER_TEST);
    assert_true(plain > 500);
    assert_in_range(gathered, 1, plain / 25);
}

/* As a reader in another process has it. */
static void what_is_committed_is_seen_through_other_files(void **state)
{
    (void)state;
    sqlite3 *database = open_database(UNDER_TEST, MAKE);
    sqlite3 *reader = open_database(NULL, "");
    for (int i = 1; i <= 20; i++) {
        char sql[64];
        (void)snprintf(sql, sizeof sql, "INSERT INTO t VALUES (%d, randomblob(3000))", i);
        run(database, sql);
        assert_int_equal(ask(reader, "SELECT count(*) FROM t WHERE length(b) = 3000"), i);
    }
    (void)sqlite3_close(reader);
    (void)sqlite3_close(database);
}

/* With hardly any memory pages go to the log before the commit, and are read back from it. */
static void a_transaction_larger_than_memory_comes_out_right(void **state)
{
    (void)state;
    sqlite3 *database = open_database(UNDER_TEST, "PRAGMA cache_size = 3;" MAKE);
    run(database, FILL);
    run(database, "BEGIN; UPDATE t SET b = zeroblob(600); DELETE FROM t WHERE a % 3 = 0");
    run(database, "ROLLBACK");
    run(database, "BEGIN; UPDATE t SET b = zeroblob(700) WHERE a % 2 = 0; COMMIT");
    assert_int_equal(ask(database, "SELECT count(*) FROM t"), ROWS);
    (void)sqlite3_close(database);
    database = open_database(NULL, "");
    assert_int_equal(ask(database, "SELECT count(*) FROM t WHERE length(b) = 700"),
                     ask(database, "SELECT count(*) FROM t WHERE a % 2 = 0"));
    assert_int_equal(ask(database, "SELECT count(*) FROM t WHERE length(b) = 600"), 0);
    assert_int_equal(ask(database, "SELECT count(*) FROM pragma_integrity_check WHERE "
                                   "integrity_check = 'ok'"),
                     1);
    (void)sqlite3_close(database);
}

static void a_write_that_fails_late_fails_the_commit(void **state)
{
    (void)state;
    sqlite3 *database = open_database(UNDER_TEST, MAKE);
    run(database, "INSERT INTO t VALUES (5000, zeroblob(10))");
    for (int left = 0; left < 3; left++) {
        writes_left = left;
        writes = 0;
        int code = sqlite3_exec(database, FILL, NULL, NULL, NULL);
        assert_int_equal(code & 0xff, SQLITE_FULL);
        writes_left = -1;
        (void)sqlite3_exec(database, "ROLLBACK", NULL, NULL, NULL);
        assert_int_equal(ask(database, "SELECT count(*) FROM t"), 1);
    }
    run(database, "DELETE FROM t");
    run(database, FILL);
    (void)sqlite3_close(database);
    database = open_database(NULL, "");
    assert_int_equal(ask(database, "SELECT count(*) FROM t"), ROWS);
    (void)sqlite3_close(database);
}

static void an_unknown_parent_is_told(void **state)
{
    (void)state;
    assert_int_equal(sqlite_wal_register("sqlite_wal_test_none", "no such VFS"), SQLITE_NOTFOUND);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, remove_files, remove_files)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_transaction_is_written_in_few_pieces),
        TEST(what_is_committed_is_seen_through_other_files),
        TEST(a_transaction_larger_than_memory_comes_out_right),
        TEST(a_write_that_fails_late_fails_the_commit),
        TEST(an_unknown_parent_is_told),
    };
    return cmocka_run_group_tests(tests, register_all, NULL);
}
