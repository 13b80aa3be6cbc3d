/* SPDX-License-Identifier: Apache-2.0 */

/* What the store's tests share: making statements and writing them. */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "store/backend.h"
#include "store/internal.h"
#include "store/learning.h"
#include "store/store.h"
#include "store/unposted.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIXTURE_AUTHORITY                                            \
    "{\"objectType\":\"Agent\",\"account\":{\"homePage\":\"https://" \
    "lrs.example\",\"name\":\"test\"}}"

/* The store that tests use: IBEST_TEST_STORE, else one in memory. */
static inline const char *fixture_url(void)
{
    const char *url = getenv("IBEST_TEST_STORE");
    return url != NULL ? url : "sqlite::memory:";
}

/* One number in memory, another over a database server: a database server takes long for what
 * SQLite does at once. */
static inline unsigned fixture_rounds(unsigned in_memory, unsigned on_a_server)
{
    return getenv("IBEST_TEST_STORE") == NULL ? in_memory : on_a_server;
}

/* One for all of a program's tests, as making one takes a server longer than emptying tables; anew
 * if the server has ended it. */
static inline enum status fixture_run_script(const struct backend *backend, const char *location,
                                             const char *script, struct error *error)
{
    static struct connection *kept;
    if (kept != NULL && backend->run_script(kept, script, error) == STATUS_OK) {
        return STATUS_OK;
    }
    connection_close(kept);
    kept = NULL;
    enum status status = backend->open(location, BACKEND_BESIDE, &kept, error);
    return status == STATUS_OK ? backend->run_script(kept, script, error) : status;
}

/* Empties a database server's database, keeping its tables, as making them takes long; files and
 * memory are empty anyway. */
static inline enum status fixture_empty(struct error *error)
{
    static const char script[] =
        "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = "
        "'public' AND tablename NOT IN ('schema_version', 'sequencing') LOOP "
        "EXECUTE 'DELETE FROM ' || t; END LOOP; IF to_regclass('sequencing') IS NOT NULL THEN "
        "UPDATE sequencing SET seq = 0, stamp_us = 0; END IF; END $$";
    const char *location = NULL;
    const struct backend *backend = backend_of(fixture_url(), &location);
    return backend == &backend_postgres ? fixture_run_script(backend, location, script, error)
                                        : STATUS_OK;
}

/* Opens an empty store; without options one with two connections for reading, which is enough for
 * one that reads while it walks. */
static inline enum status fixture_open(const struct store_options *options, struct store **out,
                                       struct error *error)
{
    static const struct store_options usual = {.readers = 2};
    const struct store_options *given = options == NULL ? &usual : options;
    enum status status = fixture_empty(error);
    status = status == STATUS_OK ? store_open(fixture_url(), given, out, error) : status;
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error->message);
    }
    return status;
}

/* Opens an empty store that others may write while it is read, which one in memory does not let
 * them: IBEST_TEST_STORE, else a file in a folder of its own, whose name goes to `folder`. */
enum { FIXTURE_FOLDER_SIZE = 64 };
static inline enum status fixture_open_shared(char folder[FIXTURE_FOLDER_SIZE], struct store **out,
                                              struct error *error)
{
    char url[FIXTURE_FOLDER_SIZE + 32];
    (void)snprintf(folder, FIXTURE_FOLDER_SIZE, "%s", "/tmp/ibest-store-XXXXXX");
    if (getenv("IBEST_TEST_STORE") != NULL) {
        folder[0] = '\0';
        return fixture_open(NULL, out, error);
    }
    char *made = mkdtemp(folder);
    assert(made != NULL);
    (void)snprintf(url, sizeof url, "sqlite:%s/lrs.db", made);
    return store_open(url, NULL, out, error);
}

static inline void fixture_close_shared(const char *folder, struct store *store)
{
    static const char *const files[] = {"lrs.db", "lrs.db-wal", "lrs.db-shm", "lrs.db-lock"};
    store_close(store);
    for (size_t i = 0; i < sizeof files / sizeof files[0] && folder[0] != '\0'; i++) {
        char path[FIXTURE_FOLDER_SIZE + 32];
        (void)snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        (void)unlink(path);
    }
    bool is_gone = folder[0] == '\0' || rmdir(folder) == 0;
    assert(is_gone);
}

/* A UUID whose last bytes are `number`. */
static inline struct uuid fixture_id(unsigned number)
{
    struct uuid id = {{0}};
    id.bytes[6] = 0x40;
    id.bytes[8] = 0x80;
    for (int i = 0; i < 4; i++) {
        id.bytes[15 - i] = (unsigned char)(number >> (8 * i));
    }
    return id;
}

/* A statement with these members ("\"actor\":{...},\"verb\":..."), as the rules would have made it.
 * `timestamp_us` 0: none was sent. */
static inline struct statement fixture_statement(struct arena *arena, unsigned number,
                                                 const char *members, int64_t timestamp_us)
{
    struct statement statement = {0};
    struct error error = {0};
    struct text text = text_of(arena_copy_string(arena, members));
    enum status status =
        statement_read_stored(text, text_of(FIXTURE_AUTHORITY), arena, &statement, &error);
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
    }
    assert(status == STATUS_OK);
    statement.id = fixture_id(number);
    statement.members = text;
    statement.authority = text_of(FIXTURE_AUTHORITY);
    statement.version = text_of("1.0.0");
    statement.timestamp_us = timestamp_us;
    if (timestamp_us != 0) {
        statement.timestamp = text_of("2026-01-01T00:00:00Z"); /* the store does not read it */
    }
    return statement;
}

/* Learner `learner` did `verb` (an IRI) to `activity` (an IRI). */
static inline struct statement fixture_did(struct arena *arena, unsigned number,
                                           const char *learner, const char *verb,
                                           const char *activity)
{
    const char *members =
        arena_print(arena,
                    "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"%s\"},"
                    "\"object\":{\"id\":\"%s\"}",
                    learner, verb, activity);
    return fixture_statement(arena, number, members, 0);
}

/* Learner `learner` did `verb` to the statement `target`. */
static inline struct statement fixture_told(struct arena *arena, unsigned number,
                                            const char *learner, const char *verb, unsigned target)
{
    char id[UUID_TEXT_SIZE];
    struct uuid uuid = fixture_id(target);
    uuid_format(&uuid, id);
    const char *members =
        arena_print(arena,
                    "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"%s\"},"
                    "\"object\":{\"objectType\":\"StatementRef\",\"id\":\"%s\"}",
                    learner, verb, id);
    return fixture_statement(arena, number, members, 0);
}

/* The administrator did so. */
static inline struct statement fixture_about(struct arena *arena, unsigned number, const char *verb,
                                             unsigned target)
{
    return fixture_told(arena, number, "admin", verb, target);
}

#define FIXTURE_VOIDED "http://adlnet.gov/expapi/verbs/voided"

struct fixture_write {
    struct store_write base;
    struct statement_list list;
};

static inline void fixture_foresee(struct transaction *transaction, struct store_write *write)
{
    transaction_foresee_statements(transaction, &((struct fixture_write *)write)->list);
}

static inline enum status fixture_apply(struct transaction *transaction, struct store_write *write,
                                        struct error *error)
{
    return transaction_put_statements(transaction, &((struct fixture_write *)write)->list, error);
}

static inline enum status fixture_put(struct store *store, struct statement *items, size_t count,
                                      struct error *error)
{
    struct fixture_write write = {.base = {.foresee = fixture_foresee, .apply = fixture_apply},
                                  .list = {items, count}};
    return store_write_and_wait(store, &write.base, error);
}

/* Has all that is stored be found, for a look past the store's own queries, and what it teaches be
 * learnt. Then the writer rests until the next write. */
static inline void fixture_settle(struct store *store)
{
    struct error error = {0};
    if (store->learning != NULL) {
        learning_wait(store->learning);
    }
    enum status status = unposted_await_none(store, &error);
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
    }
    assert(status == STATUS_OK);
}

/* The writer's own, while it rests. */
static inline struct connection *fixture_connection(struct store *store)
{
    fixture_settle(store);
    return store->connection;
}

/* The number that SQL asks for. */
static inline int64_t fixture_look(struct store *store, const char *sql)
{
    struct error error = {0};
    int64_t number = 0;
    enum status status =
        connection_integer(fixture_connection(store), sql, NO_VALUES, &number, &error);
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
    }
    assert(status == STATUS_OK);
    return number;
}

static inline enum status fixture_add_row(void *context, const struct report_row *row,
                                          struct error *error)
{
    (void)error;
    for (size_t i = 0; i < row->count; i++) {
        buffer_print(context, "%s|", row->values[i] == NULL ? "" : row->values[i]);
    }
    buffer_add_character(context, '\n');
    return STATUS_OK;
}

enum { FIXTURE_SNAPSHOT_LIMIT = 1 << 20 };

/* What learners have done and what that adds up to, without the numbers of terms. */
static const char *const fixture_fact_queries[] = {
    "SELECT l.value, s.value, f.kind, f.asked, CASE WHEN f.kind IN (4, 9) THEN CAST(f.context AS "
    "TEXT) "
    "ELSE c.value END, f.times, f.best, f.ms, f.early_us, f.early_id, f.early_value, f.early_text, "
    "f.late_us, f.late_id, f.late_value, f.late_text FROM learner_fact f "
    "JOIN term l ON l.id = f.learner JOIN term s ON s.id = f.subject "
    "LEFT JOIN term c ON c.id = f.context ORDER BY 1, 2, 3, 4, 5",
    "SELECT CASE WHEN f.measure IN (41, 42) THEN a.json ELSE coalesce(s.value, '') END, f.measure, "
    "CASE WHEN f.measure < 9 OR f.measure >= 37 THEN CAST(f.context AS TEXT) "
    "ELSE c.value END, f.asked, f.value, f.late_value, f.text, f.late_text, y.segment = 0, "
    "g.organisation, g.profession, g.staff_group, g.band, g.source, y.total, y.amount, "
    "y.square FROM tally y JOIN tally_sort f ON f.id = y.sort LEFT JOIN term s ON s.id = f.subject "
    "LEFT JOIN term c ON c.id = f.context LEFT JOIN authority a ON a.id = f.subject "
    "LEFT JOIN segment g ON g.id = y.segment "
    "WHERE y.total <> 0 OR y.amount <> 0 OR y.square <> 0 "
    "ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14",
};

/* Everything the projections say, as text without the numbers of terms. */
static inline void fixture_snapshot(struct store *store, struct buffer *out)
{
    /* To the microsecond, which the views do not show. */
    static const char moments[] =
        "SELECT t.value, p.last_us, p.last_id, p.enrolled_us, p.started_us, p.completed_us, "
        "p.passed_id, p.failed_id, p.satisfied_id FROM progress p "
        "JOIN term t ON t.id = p.activity JOIN term l ON l.id = p.learner "
        "ORDER BY l.value, t.value";
    static const char names[] =
        "SELECT t.value, n.language, n.day, n.name, n.statements FROM activity_name n "
        "JOIN term t ON t.id = n.activity ORDER BY 1, 2, 3, 4";
    static const char agents[] =
        "SELECT t.value, n.name, n.statements FROM agent_name n JOIN term t ON t.id = n.agent "
        "ORDER BY 1, 2";
    static const char breaches[] =
        "SELECT s.id, b.profile, b.template, b.rule, b.broken, b.value FROM profile_breach b "
        "JOIN statement s ON s.seq = b.seq ORDER BY 1, 2";
    static const char *const queries[] = {
        "SELECT * FROM report_progress ORDER BY learner, activity",
        "SELECT * FROM report_activity ORDER BY activity, kind, course",
        "SELECT * FROM report_enrolment ORDER BY course, learner",
        "SELECT * FROM report_module_progress ORDER BY course, module, learner",
        "SELECT * FROM report_site_evaluation ORDER BY organisation",
        names,
        agents,
        moments,
        breaches,
        fixture_fact_queries[0],
        fixture_fact_queries[1],
    };
    struct error error = {0};
    buffer_clear(out);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        enum status status =
            store_run_report(store, queries[i], NULL, 0, fixture_add_row, out, &error);
        assert(status == STATUS_OK);
        buffer_add_string(out, "--\n");
    }
    assert(buffer_check(out, "a snapshot", &error) == STATUS_OK);
}

#endif
