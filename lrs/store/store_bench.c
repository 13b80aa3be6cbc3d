/* SPDX-License-Identifier: Apache-2.0 */

/* What the store costs beside the bare minimum: the statements of a database that an ibest-lrs has
 * written, once more through store.h, and their rows once more by a bare SQLite loop.
 *
 * Both write into an empty database with the store's tables and indexes, synchronous=FULL, in
 * transactions of 1 000 statements. Reading the rows, and for the store parsing and preparing them,
 * which other threads than the writer's do, is left out of the time. The bare loop writes
 * `statement` and `posting`, and none of the projections. What each has written is compared with
 * the first database in the end. */
#include "base/clock.h"
#include "store/bench_fixture.h"
#include "store/fixture.h"
#include "store/store.h"

#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define STORE_FILE "store_bench.db"
#define BARE_FILE "store_bench_bare.db"
enum { BATCH = 1000, SQL_SIZE = 1024 };

/* A row of `statement`. */
struct row {
    int64_t seq, stored_us, timestamp_us, authority, voids, voided;
    struct text id, timestamp, version;
    struct text kept; /* the column members */
    bool is_packed;
    struct text members; /* what it stands for */
    struct text authority_json;
};

/* A row of `posting`. */
struct posting {
    int64_t seq;
    int64_t term;
};

struct rows {
    struct arena *arena;
    struct row *items;
    size_t count;
    struct posting *postings; /* in the order of seq */
    size_t posting_count;
};

/* What writing took: by the clock on the wall, and of processors, which others' work on the machine
 * changes less. */
struct spent {
    int64_t wall_us;
    int64_t processor_us;
};

static struct spent now(void)
{
    return (struct spent){clock_monotonic_us(), (int64_t)clock() * (1000000 / CLOCKS_PER_SEC)};
}

static void add_since(struct spent *spent, struct spent begin)
{
    struct spent end = now();
    spent->wall_us += end.wall_us - begin.wall_us;
    spent->processor_us += end.processor_us - begin.processor_us;
}

static void run_sql(sqlite3 *database, const char *sql)
{
    char *message = NULL;
    must(sqlite3_exec(database, sql, NULL, NULL, &message) == SQLITE_OK,
         message != NULL ? message : sql);
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    must(sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK,
         sqlite3_errmsg(database));
    return statement;
}

static int64_t ask(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement = prepare(database, sql);
    must(sqlite3_step(statement) == SQLITE_ROW, sqlite3_errmsg(database));
    int64_t answer = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return answer;
}

static sqlite3 *open_database(const char *path)
{
    sqlite3 *database = NULL;
    must(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK,
         "open a database; name one that ibest-lrs has written");
    return database;
}

/* ---- the rows, into memory ---- */

static struct text copy_column(struct arena *arena, sqlite3_stmt *from, int column)
{
    const void *bytes = sqlite3_column_blob(from, column);
    size_t length = (size_t)sqlite3_column_bytes(from, column);
    if (bytes == NULL) {
        return (struct text){0};
    }
    return (struct text){arena_copy(arena, (struct text){bytes, length}), length};
}

static struct row load_row(struct arena *arena, sqlite3_stmt *from)
{
    return (struct row){
        .seq = sqlite3_column_int64(from, 0),
        .id = copy_column(arena, from, 1),
        .stored_us = sqlite3_column_int64(from, 2),
        .timestamp = copy_column(arena, from, 3),
        .timestamp_us = sqlite3_column_int64(from, 4),
        .authority = sqlite3_column_int64(from, 5),
        .version = copy_column(arena, from, 6),
        .voids = sqlite3_column_int64(from, 7),
        .voided = sqlite3_column_int64(from, 8),
        .kept = copy_column(arena, from, 9),
        .is_packed = sqlite3_column_type(from, 9) == SQLITE_BLOB,
        .authority_json = copy_column(arena, from, 10),
    };
}

static void load_statements(sqlite3 *database, struct rows *rows)
{
    sqlite3_stmt *from = prepare(database, "SELECT s.*, a.json FROM statement s JOIN authority a "
                                           "ON a.id = s.authority ORDER BY s.seq");
    rows->items = ARENA_ARRAY(rows->arena, struct row, rows->count);
    size_t loaded = 0;
    for (; loaded < rows->count && sqlite3_step(from) == SQLITE_ROW; loaded++) {
        rows->items[loaded] = load_row(rows->arena, from);
    }
    (void)sqlite3_finalize(from);
    must(loaded == rows->count, "read so many statements");
}

static void load_postings(sqlite3 *database, struct rows *rows)
{
    int64_t last = rows->items[rows->count - 1].seq;
    size_t all = (size_t)ask(database, "SELECT count(*) FROM posting");
    rows->postings = ARENA_ARRAY(rows->arena, struct posting, all);
    sqlite3_stmt *from = prepare(database, "SELECT seq, term FROM posting ORDER BY seq, term");
    while (sqlite3_step(from) == SQLITE_ROW && sqlite3_column_int64(from, 0) <= last) {
        rows->postings[rows->posting_count++] = (struct posting){
            .seq = sqlite3_column_int64(from, 0), .term = sqlite3_column_int64(from, 1)};
    }
    (void)sqlite3_finalize(from);
}

struct loading {
    struct rows *rows;
    size_t next;
};

static enum status load_members(void *context, const struct stored_statement *statement,
                                struct error *error)
{
    (void)error;
    struct loading *loading = context;
    struct row *row = &loading->rows->items[loading->next];
    must(row->seq == statement->seq, "find the statements in order; void none");
    row->members = (struct text){arena_copy(loading->rows->arena, statement->members),
                                 statement->members.length};
    loading->next++;
    return STATUS_OK;
}

static enum status compare_members(void *context, const struct stored_statement *statement,
                                   struct error *error)
{
    (void)error;
    struct loading *loading = context;
    must(text_equals(loading->rows->items[loading->next].members, statement->members),
         "find every statement's bytes again");
    loading->next++;
    return STATUS_OK;
}

/* The first statements of `path` through the store, as many as there are rows. */
static void visit_all(const char *path, struct rows *rows, statement_visitor visit)
{
    char url[1024];
    struct error error = {0};
    struct store *store = NULL;
    struct loading loading = {.rows = rows};
    (void)snprintf(url, sizeof url, "sqlite:%s", path);
    must(store_open(url, &(struct store_options){.beside = true}, &store, &error) == STATUS_OK,
         error.message);
    int64_t more = 0;
    do {
        size_t left = rows->count - loading.next;
        const struct statement_query query = {.since_us = INT64_MIN,
                                              .until_us = INT64_MAX,
                                              .ascending = true,
                                              .after_seq = more,
                                              .limit = left < BATCH ? left : BATCH};
        must(store_query_statements(store, &query, visit, &loading, &more, &error) == STATUS_OK,
             error.message);
    } while (more != 0 && loading.next < rows->count);
    must(loading.next == rows->count, "find every statement again");
    store_close(store);
}

/* The first `count` statements; all if it is 0. */
static struct rows load(struct arena *arena, const char *path, size_t count)
{
    sqlite3 *database = open_database(path);
    size_t all = (size_t)ask(database, "SELECT count(*) FROM statement");
    struct rows rows = {.arena = arena, .count = count == 0 ? all : count};
    must(rows.count > 0 && rows.count <= all, "find so many statements in the database");
    load_statements(database, &rows);
    load_postings(database, &rows);
    (void)sqlite3_close(database);
    visit_all(path, &rows, load_members);
    return rows;
}

/* ---- through the store ---- */

static struct statement parse(struct arena *arena, const struct row *row)
{
    struct statement statement = {0};
    struct error error = {0};
    must(statement_read_stored(row->members, row->authority_json, arena, &statement, &error) ==
             STATUS_OK,
         error.message);
    memcpy(statement.id.bytes, row->id.data, sizeof statement.id.bytes);
    statement.members = row->members;
    statement.authority = row->authority_json;
    statement.timestamp = row->timestamp;
    statement.timestamp_us = row->timestamp_us;
    statement.version = row->version;
    statement.defines = true; /* the dearer sender */
    return statement;
}

static size_t batch_size(const struct rows *rows, size_t first)
{
    return rows->count - first < BATCH ? rows->count - first : BATCH;
}

static struct spent store_time(const struct rows *rows)
{
    struct store *store = NULL;
    struct error error = {0};
    struct spent spent = {0};
    must(store_open("sqlite:" STORE_FILE, NULL, &store, &error) == STATUS_OK, error.message);
    for (size_t first = 0; first < rows->count; first += BATCH) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        size_t count = batch_size(rows, first);
        struct statement *items = ARENA_ARRAY(arena, struct statement, count);
        for (size_t i = 0; i < count; i++) {
            items[i] = parse(arena, &rows->items[first + i]);
        }
        store_prepare_statements(store, &(struct statement_list){items, count}, arena);
        struct spent began = now();
        must(fixture_put(store, items, count, &error) == STATUS_OK, error.message);
        add_since(&spent, began);
    }
    struct spent begin = now();
    store_close(store);
    add_since(&spent, begin);
    return spent;
}

/* ---- by the bare loop ---- */

/* An empty database as the store makes it. */
static void make_bare(void)
{
    struct store *empty = NULL;
    struct error error = {0};
    must(store_open("sqlite:" BARE_FILE, NULL, &empty, &error) == STATUS_OK, error.message);
    store_close(empty);
}

/* Set as the store sets it. */
static sqlite3 *open_bare(void)
{
    sqlite3 *database = open_database(BARE_FILE);
    run_sql(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                      "PRAGMA cache_size = -49152; PRAGMA journal_size_limit = 67108864;"
                      "PRAGMA wal_autocheckpoint = 4096;");
    return database;
}

static bool bind_text(sqlite3_stmt *into, int index, struct text text)
{
    int code = text.data == NULL ? sqlite3_bind_null(into, index)
                                 : sqlite3_bind_text64(into, index, text.data, text.length,
                                                       SQLITE_STATIC, SQLITE_UTF8);
    return code == SQLITE_OK;
}

static bool bind_blob(sqlite3_stmt *into, int index, struct text bytes)
{
    return sqlite3_bind_blob64(into, index, bytes.data, bytes.length, SQLITE_STATIC) == SQLITE_OK;
}

static bool bind_integer(sqlite3_stmt *into, int index, int64_t integer)
{
    return sqlite3_bind_int64(into, index, integer) == SQLITE_OK;
}

static void insert_row(sqlite3_stmt *into, const struct row *row)
{
    must(bind_integer(into, 1, row->seq) && bind_blob(into, 2, row->id) &&
             bind_integer(into, 3, row->stored_us) && bind_text(into, 4, row->timestamp) &&
             bind_integer(into, 5, row->timestamp_us) && bind_integer(into, 6, row->authority) &&
             bind_text(into, 7, row->version) && bind_integer(into, 8, row->voids) &&
             bind_integer(into, 9, row->voided) &&
             (row->is_packed ? bind_blob : bind_text)(into, 10, row->kept) &&
             sqlite3_step(into) == SQLITE_DONE && sqlite3_reset(into) == SQLITE_OK,
         "write a statement");
}

static void insert_posting(sqlite3_stmt *into, const struct posting *posting)
{
    must(bind_integer(into, 1, posting->term) && bind_integer(into, 2, posting->seq) &&
             sqlite3_step(into) == SQLITE_DONE && sqlite3_reset(into) == SQLITE_OK,
         "write a posting");
}

static struct spent bare_time(const struct rows *rows)
{
    sqlite3 *database = open_bare();
    sqlite3_stmt *put =
        prepare(database, "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    sqlite3_stmt *post = prepare(database, "INSERT INTO posting (term, seq) VALUES (?, ?)");
    size_t posted = 0;
    struct spent spent = {0};
    struct spent begin = now();
    for (size_t first = 0; first < rows->count; first += BATCH) {
        run_sql(database, "BEGIN");
        for (size_t i = first; i < first + batch_size(rows, first); i++) {
            insert_row(put, &rows->items[i]);
            for (; posted < rows->posting_count && rows->postings[posted].seq == rows->items[i].seq;
                 posted++) {
                insert_posting(post, &rows->postings[posted]);
            }
        }
        run_sql(database, "COMMIT");
    }
    add_since(&spent, begin);
    (void)sqlite3_finalize(put);
    (void)sqlite3_finalize(post);
    (void)sqlite3_close(database);
    return spent;
}

/* ---- what came back ---- */

/* That `path` has the rows, equal in `columns`, and as many postings. */
static void must_equal(const char *path, const char *columns, const char *source,
                       const struct rows *rows)
{
    char sql[SQL_SIZE];
    sqlite3 *database = open_database(path);
    (void)snprintf(sql, sizeof sql, "ATTACH '%s' AS source", source);
    run_sql(database, sql);
    (void)snprintf(sql, sizeof sql,
                   "SELECT count(*) FROM (SELECT %s FROM source.statement WHERE seq <= %lld "
                   "INTERSECT SELECT %s FROM main.statement)",
                   columns, (long long)rows->items[rows->count - 1].seq, columns);
    must(ask(database, sql) == (int64_t)rows->count &&
             ask(database, "SELECT count(*) FROM main.statement") == (int64_t)rows->count,
         "find every statement again");
    must(ask(database, "SELECT count(*) FROM main.posting") == (int64_t)rows->posting_count,
         "find as many postings again");
    (void)sqlite3_close(database);
}

static void print_spent(const char *name, struct spent spent, size_t count)
{
    (void)printf("   %s %.1f us each (processors %.1f)", name,
                 (double)spent.wall_us / (double)count, (double)spent.processor_us / (double)count);
}

static void measure(const char *source, struct rows *rows)
{
    struct spent store = store_time(rows);
    struct spent bare = bare_time(rows);
    /* The store gives stamps and numbers of authorities of its own, and packs when it has learned.
     */
    must_equal(STORE_FILE, "id, timestamp, timestamp_us, version, voids, voided", source, rows);
    visit_all(STORE_FILE, rows, compare_members);
    must_equal(BARE_FILE, "*", source, rows);
    (void)printf("%zu statements, %zu postings", rows->count, rows->posting_count);
    print_spent("store", store, rows->count);
    print_spent("bare SQLite loop", bare, rows->count);
    (void)printf("   store/bare time %.2f   all came back from both\n",
                 (double)store.wall_us / (double)bare.wall_us);
}

int main(int count, char **arguments)
{
    must(count == 2 || count == 3, "understand; usage: store_bench DATABASE [STATEMENTS]");
    size_t wanted = count == 3 ? (size_t)strtoul(arguments[2], NULL, 10) : 0;
    remove_file(STORE_FILE);
    remove_file(BARE_FILE);
    make_bare(); /* first, as the store can set SQLite up only before its first use */
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct rows rows = load(arena, arguments[1], wanted);
    measure(arguments[1], &rows);
    remove_file(STORE_FILE);
    remove_file(BARE_FILE);
    return EXIT_SUCCESS;
}
