/* SPDX-License-Identifier: Apache-2.0 */

/* What the store costs beside the bare minimum: the same statements through store.h, in writes of
 * 1 000, and as a bare SQLite loop that inserts the rows the store had written, into the same
 * tables with the same indexes, synchronous=FULL, transactions of 1 000 statements. */
#include "base/clock.h"
#include "store/fixture.h"
#include "store/store.h"

#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define STORE_FILE "store_bench.db"
#define BARE_FILE "store_bench_bare.db"
#define VERBS "http://adlnet.gov/expapi/verbs/"
enum { BATCH = 1000, BATCHES_DEFAULT = 50 };

static void remove_file(const char *name)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char path[64];
        (void)snprintf(path, sizeof path, "%s%s", name, endings[i]);
        (void)unlink(path);
    }
}

static void must(bool good, const char *doing)
{
    if (!good) {
        (void)fprintf(stderr, "store_bench: failed to %s\n", doing);
        exit(EXIT_FAILURE); // NOLINT(concurrency-mt-unsafe): before any thread could exit too
    }
}

/* One of 1 000 learners experiences one of 40 pages. */
static struct statement make(struct arena *arena, unsigned number)
{
    const char *course = "https://example.org/courses/back";
    const char *type = "http://adlnet.gov/expapi/activities/";
    unsigned module = number % 5;
    const char *members = arena_print(
        arena,
        "\"actor\":{\"objectType\":\"Agent\",\"account\":{\"homePage\":\"https://lms.example\","
        "\"name\":\"synthetic-%u\"}},\"verb\":{\"id\":\"" VERBS
        "experienced\",\"display\":{\"en\":\"experienced\"}},"
        "\"object\":{\"id\":\"%s/modules/%u/pages/%u\",\"definition\":{\"type\":"
        "\"http://activitystrea.ms/schema/1.0/page\",\"name\":{\"en-GB\":\"A page\"}}},"
        "\"context\":{\"contextActivities\":{\"parent\":[{\"id\":\"%s/modules/%u\",\"definition\":{"
        "\"type\":\"%smodule\"}}],\"grouping\":[{\"id\":\"%s\",\"definition\":{\"type\":\"%"
        "scourse\""
        "}}]}}",
        number * 7 % 1000, course, module, number % 40, course, module, type, course, type);
    return fixture_statement(arena, number, members, 1500000000000000 + number);
}

/* Parsing is not the store's work and is left out of the time. */
static int64_t store_time_us(unsigned batches)
{
    struct store *store = NULL;
    struct error error = {0};
    int64_t spent_us = 0;
    must(store_open("sqlite:" STORE_FILE, NULL, &store, &error) == STATUS_OK, error.message);
    for (unsigned batch = 0; batch < batches; batch++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct statement *items = ARENA_ARRAY(arena, struct statement, BATCH);
        for (unsigned i = 0; i < BATCH; i++) {
            items[i] = make(arena, 1 + batch * BATCH + i);
        }
        int64_t begin_us = clock_monotonic_us();
        must(fixture_put(store, items, BATCH, &error) == STATUS_OK, error.message);
        spent_us += clock_monotonic_us() - begin_us;
    }
    store_close(store);
    return spent_us;
}

static void run_sql(sqlite3 *database, const char *sql)
{
    char *message = NULL;
    must(sqlite3_exec(database, sql, NULL, NULL, &message) == SQLITE_OK,
         message != NULL ? message : sql);
}

/* An empty copy of the store's tables and indexes beside the store's rows, attached as `source`. */
static sqlite3 *open_bare(void)
{
    struct store *empty = NULL;
    struct error error = {0};
    sqlite3 *database = NULL;
    must(store_open("sqlite:" BARE_FILE, NULL, &empty, &error) == STATUS_OK, error.message);
    store_close(empty);
    must(sqlite3_open(BARE_FILE, &database) == SQLITE_OK, "open the bare database");
    run_sql(database,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "PRAGMA cache_size = -65536; ATTACH '" STORE_FILE "' AS source;"
            /* held in memory, so that reading them costs the loop next to nothing */
            "PRAGMA temp_store = MEMORY;"
            "CREATE TEMP TABLE a_statement AS SELECT * FROM source.statement ORDER BY seq;"
            "CREATE TEMP TABLE a_posting AS SELECT * FROM source.posting ORDER BY seq;"
            "CREATE INDEX temp.a_posting_seq ON a_posting (seq);");
    return database;
}

static void copy_rows(sqlite3 *database, sqlite3_stmt *from, sqlite3_stmt *into, int64_t seq)
{
    must(sqlite3_reset(from) == SQLITE_OK && sqlite3_bind_int64(from, 1, seq) == SQLITE_OK,
         "read again");
    while (sqlite3_step(from) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(from); i++) {
            must(sqlite3_bind_value(into, i + 1, sqlite3_column_value(from, i)) == SQLITE_OK,
                 "bind");
        }
        must(sqlite3_step(into) == SQLITE_DONE, sqlite3_errmsg(database));
        must(sqlite3_reset(into) == SQLITE_OK, "reset");
    }
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    must(sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK,
         sqlite3_errmsg(database));
    return statement;
}

static int64_t bare_time_us(unsigned batches)
{
    sqlite3 *database = open_bare();
    sqlite3_stmt *statements = prepare(database, "SELECT * FROM a_statement WHERE rowid = ?");
    sqlite3_stmt *postings = prepare(database, "SELECT * FROM a_posting WHERE seq = ?");
    sqlite3_stmt *put =
        prepare(database, "INSERT INTO main.statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    sqlite3_stmt *post = prepare(database, "INSERT INTO main.posting VALUES (?, ?)");
    int64_t begin_us = clock_monotonic_us();
    for (unsigned batch = 0; batch < batches; batch++) {
        run_sql(database, "BEGIN");
        for (int64_t i = 1; i <= BATCH; i++) {
            copy_rows(database, statements, put, (int64_t)batch * BATCH + i);
            copy_rows(database, postings, post, (int64_t)batch * BATCH + i);
        }
        run_sql(database, "COMMIT");
    }
    int64_t spent_us = clock_monotonic_us() - begin_us;
    (void)sqlite3_finalize(statements);
    (void)sqlite3_finalize(postings);
    (void)sqlite3_finalize(put);
    (void)sqlite3_finalize(post);
    (void)sqlite3_close(database);
    return spent_us;
}

int main(int count, char **arguments)
{
    unsigned batches = count > 1 ? (unsigned)strtoul(arguments[1], NULL, 10) : BATCHES_DEFAULT;
    must(batches > 0 && batches <= 10000, "read the number of batches (1 to 10000)");
    remove_file(STORE_FILE);
    remove_file(BARE_FILE);
    double statements = (double)batches * BATCH;
    double store_us = (double)store_time_us(batches);
    double bare_us = (double)bare_time_us(batches);
    (void)printf("%.0f statements   store %.1f us each   bare SQLite loop %.1f us each   "
                 "store/bare time %.2f\n",
                 statements, store_us / statements, bare_us / statements, store_us / bare_us);
    remove_file(STORE_FILE);
    remove_file(BARE_FILE);
    return EXIT_SUCCESS;
}
