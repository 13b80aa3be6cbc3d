/* SPDX-License-Identifier: Apache-2.0 */

/* A database of every schema there was, made by the first migrations and with rows as that program
 * wrote them, is brought up to date by opening it, loses nothing, and is sound after a rebuild. */
#include "base/embed.h"
#include "store/answer_fixture.h"
#include "store/internal.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#define FILE_NAME "migration_test.db"
#define URL "sqlite:" FILE_NAME
#define VERB_COMPLETED "http://adlnet.gov/expapi/verbs/completed"
#define ANN "mailto:ann@example.org"
#define COURSE "https://example.org/course"

extern const struct embedded_file store_migrations[];

enum {
    STATEMENTS = 5,
    SQL_SIZE = 1024,
    SCHEMA_LEAST = 10000,
    SCHEMA_LIMIT = 1 << 20,
    /* What follows keeps statements otherwise: make rows for it when it comes. */
    LAST_SCHEMA_OF_THESE_ROWS = 11,
};

static void run(struct connection *connection, const char *sql, const struct value *values,
                size_t count)
{
    struct error error = {0};
    if (connection_run(connection, sql, values, count, &error) != STATUS_OK) {
        fail_msg("%s: %s", sql, error.message);
    }
}

static void apply_first(struct connection *connection, int count)
{
    struct error error = {0};
    run(connection, "CREATE TABLE schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL)",
        NO_VALUES);
    for (int i = 0; i < count; i++) {
        const struct embedded_file *file = &store_migrations[i];
        assert_int_equal(
            connection->backend->run_script(connection, (const char *)file->begin, &error),
            STATUS_OK);
        run(connection, "INSERT INTO schema_version (version, name) VALUES ($1, $2)",
            VALUES(value_integer(i + 1), value_string(file->name)));
    }
}

/* ---- rows as the first schemas have them ---- */

static void insert_postings(struct connection *connection, int64_t seq,
                            const struct statement *statement)
{
    for (size_t i = 0; i < statement->term_count; i++) {
        const struct term *term = &statement->terms[i];
        run(connection,
            "INSERT INTO term (kind, value, uses) VALUES ($1, $2, 1) ON CONFLICT DO NOTHING",
            VALUES(value_integer((int64_t)term->kind), value_text(term->value)));
        run(connection,
            "INSERT INTO posting (term, seq) SELECT id, $1 FROM term WHERE kind = $2 AND value = "
            "$3",
            VALUES(value_integer(seq), value_integer((int64_t)term->kind),
                   value_text(term->value)));
    }
}

static void insert_statement(struct connection *connection, struct arena *arena, unsigned number)
{
    struct statement statement = number == STATEMENTS
                                     ? fixture_told(arena, number, "ann", FIXTURE_VOIDED, 1)
                                     : fixture_did(arena, number, "ann", VERB_COMPLETED, COURSE);
    int64_t seq = (int64_t)number * 3; /* gaps, as refused statements left */
    int64_t stored_us = INT64_C(1600000000000000) + number;
    run(connection,
        "INSERT INTO statement (seq, id, stored_us, timestamp, timestamp_us, authority, version, "
        "digest, voids, voided, members) VALUES ($1, $2, $3, NULL, $3, 1, '1.0.0', zeroblob(32), "
        "$4, "
        "$5, $6)",
        VALUES(value_integer(seq), value_uuid(&statement.id), value_integer(stored_us),
               value_integer(number == STATEMENTS), value_integer(number == 1),
               value_text(statement.members)));
    insert_postings(connection, seq, &statement);
    if (number == STATEMENTS) {
        run(connection, "INSERT INTO statement_reference (target, seq, voids) VALUES ($1, $2, 1)",
            VALUES(value_uuid(&statement.reference), value_integer(seq)));
        struct statement target = fixture_did(arena, 1, "ann", VERB_COMPLETED, COURSE);
        for (size_t i = 0; i < target.term_count; i++) {
            run(connection,
                "INSERT INTO posting (term, seq) SELECT id, $1 FROM term WHERE kind = $2 AND "
                "value = $3 ON CONFLICT DO NOTHING",
                VALUES(value_integer(seq), value_integer((int64_t)target.terms[i].kind),
                       value_text(target.terms[i].value)));
        }
    }
}

static void insert_document(struct connection *connection, int version)
{
    char sql[SQL_SIZE];
    bool has_etag = version < 6;
    (void)snprintf(sql, sizeof sql,
                   "INSERT INTO document (kind, activity, agent, registration, id, updated_us, "
                   "content_type, content%s) VALUES (1, '" COURSE "', '" ANN
                   "', x'', 'place', 1600000000000100, 'text/plain', x'616263'%s)",
                   has_etag ? ", etag" : "", has_etag ? ", 'a9993e'" : "");
    run(connection, sql, NO_VALUES);
}

static void make_old(int version)
{
    AUTO(connection_close) struct connection *connection = NULL;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    assert_int_equal(backend_sqlite.open(FILE_NAME, BACKEND_EXCLUSIVE, &connection, &error),
                     STATUS_OK);
    apply_first(connection, version);
    run(connection, "INSERT INTO authority (json) VALUES ($1)",
        VALUES(value_string(FIXTURE_AUTHORITY)));
    for (unsigned i = 1; i <= STATEMENTS; i++) {
        insert_statement(connection, arena, i);
    }
    insert_document(connection, version);
    run(connection,
        "INSERT INTO credential (key, secret_hash, name, scopes, created_us) VALUES "
        "('key', 'hash', 'Name', 'all', 1)",
        NO_VALUES);
}

/* ---- what must be there afterwards ---- */

static enum status count_one(void *context, const struct stored_statement *statement,
                             struct error *error)
{
    (void)error;
    int64_t *last_us = context;
    assert_true(statement->stored_us > *last_us);
    assert_int_equal(statement->seq, 3 * (statement->stored_us - INT64_C(1600000000000000)));
    assert_true(text_equals(statement->authority, text_of(FIXTURE_AUTHORITY)));
    *last_us = statement->stored_us;
    return STATUS_OK;
}

static void assert_statements(struct store *store)
{
    const struct term terms[] = {{TERM_AGENT, text_of(ANN)}, {TERM_VERB, text_of(VERB_COMPLETED)}};
    const struct statement_query query = {.terms = terms,
                                          .term_count = 2,
                                          .since_us = INT64_MIN,
                                          .until_us = INT64_MAX,
                                          .ascending = true,
                                          .limit = 10};
    int64_t last_us = 0;
    int64_t more = 0;
    struct error error = {0};
    assert_int_equal(store_query_statements(store, &query, count_one, &last_us, &more, &error),
                     STATUS_OK);
    assert_int_equal(last_us, INT64_C(1600000000000000) + STATEMENTS);
    struct uuid voided = fixture_id(1);
    int64_t before_us = 0;
    assert_int_equal(store_get_statement(store, &voided, true, count_one, &before_us, &error),
                     STATUS_OK);
}

static enum status check_document(void *context, const struct document_key *key,
                                  const struct document *document, struct error *error)
{
    (void)context;
    (void)key;
    (void)error;
    assert_true(text_is(document->content, "abc"));
    assert_true(text_is(document->content_type, "text/plain"));
    return STATUS_OK;
}

static enum status check_credential(void *context, const struct credential *credential,
                                    struct error *error)
{
    (void)context;
    (void)error;
    assert_string_equal(credential->name, "Name");
    return STATUS_OK;
}

static void assert_kept(struct store *store)
{
    const struct document_key key = {.kind = DOCUMENT_STATE,
                                     .activity = text_of(COURSE),
                                     .agent = text_of(ANN),
                                     .id = text_of("place")};
    struct error error = {0};
    assert_statements(store);
    assert_int_equal(store_get_document(store, &key, check_document, NULL, &error), STATUS_OK);
    assert_int_equal(store_find_credential(store, "key", check_credential, NULL, &error),
                     STATUS_OK);
}

static void assert_goes_on(struct store *store)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement items[] = {
        fixture_did(arena, STATEMENTS + 1, "bob", VERB_COMPLETED, COURSE),
        fixture_did(arena, 2, "ann", VERB_COMPLETED, COURSE), /* is there */
    };
    struct error error = {0};
    assert_int_equal(fixture_put(store, items, 2, &error), STATUS_OK);
}

static void assert_sound(int version)
{
    const struct verify_options options = {.scratch = "/tmp"};
    struct verify_report report;
    struct error error = {0};
    assert_int_equal(store_verify(URL, &options, &report, &error), STATUS_OK);
    for (size_t i = 0; i < report.count; i++) {
        if (report.checks[i].bad != 0) {
            fail_msg("from %d: %s: %s", version, report.checks[i].name, report.checks[i].example);
        }
    }
    assert_int_equal(report.checks[1].checked, STATEMENTS + 1);
}

static void remove_files(void)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char path[64];
        (void)snprintf(path, sizeof path, "%s%s", FILE_NAME, endings[i]);
        (void)unlink(path);
    }
}

static void every_schema_there_was_is_brought_up_to_date(void **state)
{
    (void)state;
    int64_t known = schema_known_version(&backend_sqlite);
    for (int version = 1; version <= LAST_SCHEMA_OF_THESE_ROWS && version <= known; version++) {
        struct store *store = NULL;
        struct error error = {0};
        remove_files();
        make_old(version);
        if (store_open(URL, NULL, &store, &error) != STATUS_OK) {
            fail_msg("from %d: %s", version, error.message);
        }
        assert_kept(store);
        assert_int_equal(store_rebuild(store, &error), STATUS_OK);
        assert_goes_on(store);
        assert_kept(store);
        store_close(store);
        assert_sound(version);
    }
    remove_files();
}

/* ---- tallies ---- */

/* The last schema whose tallies had all columns of their key in each row. */
enum { LAST_SCHEMA_WITHOUT_SORTS = 23 };

static const char tallies[] =
    "INSERT INTO term (id, kind, value, uses) VALUES (1, 4, 'urn:module', 1), (2, 4, 'urn:one', 1),"
    " (3, 4, 'urn:two', 1);"
    "INSERT INTO tally (segment, measure, subject, context, asked, value, late_value, text, "
    "late_text, total, amount, square) VALUES "
    "(0, 9, 1, 2, 0, 0, 0, '', '', 5, 0, 0), (0, 9, 1, 3, 0, 0, 0, '', '', 4, 0, 0), "
    "(0, 10, 1, 3, 0, 0, 0, '', '', 3, 0, 0), (7, 9, 1, 3, 0, 0, 0, '', '', 1, 0, 0), "
    "(7, 10, 1, 3, 0, 0, 0, '', '', 1, 0, 0), "
    "(0, 14, 1, 2, 1, 2, 0, 'a', '', 6, 0, 0), (0, 14, 1, 2, 1, 2, 0, 'b', '', 0, 0, 0), "
    "(0, 17, 1, 2, 0, 2, 0, '', '', 2, 1500000, 1250000000000), "
    "(0, 19, 1, 2, 0, 0, 0, 'no', 'yes', 8, 0, 0), (7, 19, 1, 2, 0, 0, 0, 'no', 'yes', 2, 0, 0);";

static void counts_are_kept_when_what_is_counted_gets_numbers(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = NULL;
    struct connection *connection = NULL;
    struct error error = {0};
    remove_files();
    assert_int_equal(backend_sqlite.open(FILE_NAME, BACKEND_EXCLUSIVE, &connection, &error),
                     STATUS_OK);
    apply_first(connection, LAST_SCHEMA_WITHOUT_SORTS);
    assert_int_equal(connection->backend->run_script(connection, tallies, &error), STATUS_OK);
    connection_close(connection);
    assert_int_equal(store_open(URL, NULL, &store, &error), STATUS_OK);
    assert_answer(
        store, "SELECT * FROM report_page ORDER BY 1, 2, 3",
        "0|urn:module|urn:one|5|0|\n0|urn:module|urn:two|4|3|\n7|urn:module|urn:two|1|1|\n");
    assert_answer(store, "SELECT question, asked, outcome, answer, answers FROM report_answer",
                  "urn:one|before|right|a|6|\n");
    assert_answer(store, "SELECT segment, before, after, learners FROM report_change ORDER BY 1",
                  "0|no|yes|8|\n7|no|yes|2|\n");
    assert_answer(store, "SELECT learners, score_sum, score_squares FROM report_item",
                  "2|1500000|1250000000000|\n");
    assert_answer(store, "SELECT id FROM tally_sort WHERE id / 1000000000 <> measure", "");
    remove_files();
}

/* A migration that fails leaves the database as it was. */
static void a_failing_migration_changes_nothing(void **state)
{
    (void)state;
    AUTO(connection_close) struct connection *connection = NULL;
    struct store *store = NULL;
    struct error error = {0};
    int64_t version = 0;
    remove_files();
    make_old(3);
    assert_int_equal(backend_sqlite.open(FILE_NAME, BACKEND_BESIDE, &connection, &error),
                     STATUS_OK);
    /* In the way of the seventh. */
    run(connection, "CREATE TABLE agent_name (x INTEGER)", NO_VALUES);
    assert_int_not_equal(store_open(URL, NULL, &store, &error), STATUS_OK);
    assert_non_null(strstr(error.message, "0007_agent_names.sql"));
    assert_int_equal(schema_version(connection, &version, &error), STATUS_OK);
    assert_int_equal(version, 3);
    run(connection, "DROP TABLE agent_name", NO_VALUES);
    assert_int_equal(store_open(URL, NULL, &store, &error), STATUS_OK);
    assert_kept(store);
    store_close(store);
    remove_files();
}

/* All that there is, by the SQL that made it; and the only rows of a new store. */
static void describe(struct connection *connection, struct buffer *out)
{
    static const char *const queries[] = {
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') "
        "FROM sqlite_schema ORDER BY type, name",
        "SELECT version || ' ' || name FROM schema_version ORDER BY version",
    };
    struct error error = {0};
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        AUTO(cursor_end) struct cursor *cursor = NULL;
        bool is_row = false;
        assert_int_equal(cursor_begin(connection, queries[i], NO_VALUES, &cursor, &error),
                         STATUS_OK);
        while (cursor_step(cursor, &is_row, &error) == STATUS_OK && is_row) {
            struct text row = cursor_text(cursor, 0);
            buffer_add(out, row.data, row.length);
            buffer_add_character(out, '\n');
        }
    }
    assert_int_equal(buffer_check(out, "a schema", &error), STATUS_OK);
}

static void a_new_store_is_what_all_migrations_come_to(void **state)
{
    (void)state;
    AUTO(connection_close) struct connection *migrated = NULL;
    AUTO(store_close) struct store *store = NULL;
    AUTO(buffer_finish) struct buffer expected = BUFFER_INIT(SCHEMA_LIMIT);
    AUTO(buffer_finish) struct buffer made = BUFFER_INIT(SCHEMA_LIMIT);
    struct error error = {0};
    assert_int_equal(backend_sqlite.open(":memory:", BACKEND_BESIDE, &migrated, &error), STATUS_OK);
    apply_first(migrated, (int)schema_known_version(&backend_sqlite));
    describe(migrated, &expected);
    assert_int_equal(store_open("sqlite::memory:", NULL, &store, &error), STATUS_OK);
    describe(fixture_connection(store), &made);
    assert_true(expected.length > SCHEMA_LEAST);
    assert_string_equal(made.data, expected.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_schema_there_was_is_brought_up_to_date),
        cmocka_unit_test(counts_are_kept_when_what_is_counted_gets_numbers),
        cmocka_unit_test(a_failing_migration_changes_nothing),
        cmocka_unit_test(a_new_store_is_what_all_migrations_come_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
