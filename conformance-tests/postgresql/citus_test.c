/* SPDX-License-Identifier: Apache-2.0 */

/* What `ibest-lrs store prepare --citus` prints, and what is asked of a database after that, on
 * plain PostgreSQL: stand-ins for Citus' two functions refuse what Citus refuses of tables, and an
 * engine in between what it refuses of commands. The tests that come after this one on the same
 * server have a database as Citus would have it. */
#include "store/citus.h"
#include "store/history_fixture.h"
#include "store/internal.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

enum { ROUNDS = 4, COUNT = ROUNDS * HISTORY };

/* A unique key without the distribution column, a foreign key, no such column. */
static const char stand_ins[] =
    "CREATE SCHEMA stand_in; CREATE TABLE stand_in.placed (name text PRIMARY KEY);"
    "CREATE FUNCTION create_reference_table(t regclass) RETURNS void LANGUAGE sql AS "
    "'INSERT INTO stand_in.placed VALUES (t::text)';"
    "CREATE FUNCTION create_distributed_table(t regclass, c text, colocate_with text DEFAULT '') "
    "RETURNS void LANGUAGE plpgsql AS $$ DECLARE key regclass; BEGIN "
    "INSERT INTO stand_in.placed VALUES (t::text);"
    "SELECT indexrelid INTO key FROM pg_index WHERE indrelid = t AND indisunique AND NOT EXISTS ("
    "SELECT 1 FROM pg_attribute a WHERE a.attrelid = t AND a.attname = c AND a.attnum = ANY "
    "(indkey)); IF FOUND THEN RAISE 'the key % of % lacks %', key, t, c; END IF;"
    "PERFORM 1 FROM pg_attribute WHERE attrelid = t AND attname = c;"
    "IF NOT FOUND THEN RAISE '% has no column %', t, c; END IF;"
    "PERFORM 1 FROM pg_constraint WHERE conrelid = t AND contype = 'f';"
    "IF FOUND THEN RAISE '% has a foreign key', t; END IF; END $$;";

/* Those that only writers and the program itself read. */
static const char left[] =
    "SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_tables WHERE schemaname = "
    "'public' AND tablename NOT IN (SELECT name FROM stand_in.placed)";

static void run_script(const char *script)
{
    struct error error = {0};
    const char *location = NULL;
    const struct backend *backend = backend_of(fixture_url(), &location);
    AUTO(connection_close) struct connection *connection = NULL;
    assert_int_equal(backend->open(location, BACKEND_BESIDE, &connection, &error), STATUS_OK);
    if (backend->run_script(connection, script, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

/* Consistent-Through for a process that starts now, on the database as it is. */
static int64_t bound_at_start(bool is_spread)
{
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    assert_int_equal(store_open(fixture_url(), NULL, &store, &error), STATUS_OK);
    assert_int_equal(store->connection->is_spread, is_spread);
    return store_consistent_through_us(store);
}

static void put_one(void)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    struct statement statement = fixture_told(arena, 1, "ann", "http://example.org/said", 900);
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    assert_int_equal(fixture_put(store, &statement, 1, &error), STATUS_OK);
}

static void what_was_written_before_is_within_the_bound(void **state)
{
    (void)state;
    put_one();
    int64_t bound_us = bound_at_start(false);
    run_script(stand_ins);
    run_script(store_citus_script());
    assert_true(bound_us > 0);
    assert_int_equal(bound_at_start(true), bound_us);
    run_script("DELETE FROM turn"); /* as a copy leaves it */
    assert_int_equal(bound_at_start(true), bound_us);
}

static void all_tables_are_placed(void **state)
{
    (void)state;
    struct error error = {0};
    const char *location = NULL;
    const struct backend *backend = backend_of(fixture_url(), &location);
    AUTO(connection_close) struct connection *connection = NULL;
    assert_int_equal(backend->open(location, BACKEND_BESIDE, &connection, &error), STATUS_OK);
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    assert_int_equal(cursor_begin(connection, left, NO_VALUES, &cursor, &error), STATUS_OK);
    assert_int_equal(cursor_step(cursor, &row, &error), STATUS_OK);
    struct text found = cursor_text(cursor, 0);
    assert_true(text_is(
        found,
        "credential dictionary erased_statement erasure organisation_link organisation_source "
        "person_journal pseudonym_key schema_version sequencing turn unposted"));
}

/* ---- commands ---- */

static const struct backend *genuine;
static atomic_uint checked;

static bool has(const char *sql, const char *words)
{
    return strstr(sql, words) != NULL;
}

/* What Citus refuses across nodes ("SQL support and workarounds" in its manual), and what would ask
 * every node for what one of them knows. */
static const char *objection_to(const char *sql)
{
    bool writes = has(sql, "INSERT ") || has(sql, "UPDATE ") || has(sql, "DELETE ");
    if (has(sql, "RECURSIVE")) {
        return "a recursive query goes from node to node";
    }
    if (has(sql, "TABLESAMPLE") || has(sql, "GROUPING SETS")) {
        return "it works on one node only";
    }
    if (has(sql, "FOR UPDATE") && !has(sql, "FROM sequencing")) {
        return "rows are locked on one node only";
    }
    if (writes && has(sql, "SELECT ") && !has(sql, "FOR UPDATE")) {
        return "a command that writes has a query in it";
    }
    if (has(sql, "UPDATE statement SET seq") || has(sql, "UPDATE progress SET learner")) {
        return "a row would have to move";
    }
    if (has(sql, "FROM statement") && (has(sql, "WHERE id =") || has(sql, "WHERE s.id ="))) {
        return has(sql, "FROM statement_id") ? NULL : "each node is asked for an id";
    }
    return NULL;
}

static enum status check(const char *sql, struct error *error)
{
    const char *objection = objection_to(sql);
    atomic_fetch_add(&checked, 1);
    return objection == NULL ? STATUS_OK
                             : FAIL(error, STATUS_INTERNAL, "%s: %.300s", objection, sql);
}

static enum status checking_begin(struct connection *connection, const char *sql,
                                  const struct value *values, size_t count, struct cursor **out,
                                  struct error *error)
{
    enum status status = check(sql, error);
    return status == STATUS_OK ? genuine->begin(connection, sql, values, count, out, error)
                               : status;
}

static enum status checking_begin_walk(struct connection *connection, const char *sql,
                                       const struct value *values, size_t count,
                                       struct cursor **out, struct error *error)
{
    enum status status = check(sql, error);
    return status == STATUS_OK ? genuine->begin_walk(connection, sql, values, count, out, error)
                               : status;
}

static enum status checking_run(struct connection *connection, const char *sql,
                                const struct value *values, size_t count, struct error *error)
{
    enum status status = check(sql, error);
    return status == STATUS_OK ? genuine->run(connection, sql, values, count, error) : status;
}

static void attach(struct store *store)
{
    static struct backend checking;
    genuine = store->connection->backend;
    checking = *genuine;
    checking.begin = checking_begin;
    checking.begin_walk = checking_begin_walk;
    checking.run = checking_run;
    store->connection->backend = &checking;
    store->door->backend = &checking;
    for (size_t i = 0; i < store->free_readers; i++) {
        store->readers[i]->backend = &checking;
    }
}

/* Learning, reports and voids in an order of chance, and statements that refer to others. */
static void fill(struct store *store, struct arena *arena)
{
    static struct statement history[COUNT];
    struct error error = {0};
    for (unsigned i = 0; i < COUNT; i += HISTORY) {
        make_history(arena, &history[i]);
    }
    for (unsigned i = 0; i < COUNT; i++) {
        if (i % 7 == 0) {
            history[i] = fixture_told(arena, i + 1, "ann", "http://example.org/confirmed", i + 3);
        }
        history[i].id = fixture_id(i + 1);
        history[i].defines = true;
    }
    for (unsigned i = 0; i < COUNT; i += HISTORY) {
        if (fixture_put(store, &history[i], HISTORY, &error) != STATUS_OK) {
            fail_msg("%s", error.message);
        }
    }
}

static enum status count_statement(void *context, const struct stored_statement *statement,
                                   struct error *error)
{
    (void)statement;
    (void)error;
    ++*(unsigned *)context;
    return STATUS_OK;
}

static unsigned query(struct store *store, const struct term *terms, size_t term_count)
{
    struct statement_query asked = {.terms = terms,
                                    .term_count = term_count,
                                    .since_us = 1,
                                    .until_us = store_consistent_through_us(store),
                                    .limit = 7};
    struct error error = {0};
    unsigned found = 0;
    do {
        if (store_query_statements(store, &asked, count_statement, &found, &asked.after_seq,
                                   &error) != STATUS_OK) {
            fail_msg("%s", error.message);
        }
    } while (asked.after_seq != 0);
    return found;
}

static enum status drop_row(void *context, const struct report_row *row, struct error *error)
{
    (void)context;
    (void)row;
    (void)error;
    return STATUS_OK;
}

static void no_command_is_one_that_citus_refuses(void **state)
{
    (void)state;
    static const struct term own[] = {{TERM_AGENT, {"mailto:ann@example.org", 22}},
                                      {TERM_VERB, {"http://example.org/confirmed", 28}}};
    /* Ann's statements have inherited these. */
    static const struct term inherited[] = {{TERM_AGENT, {"mailto:ann@example.org", 22}},
                                            {TERM_RELATED_ACTIVITY, {COURSE, sizeof COURSE - 1}}};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    struct uuid id = fixture_id(2);
    unsigned found = 0;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    assert_true(store->connection->is_spread);
    attach(store);
    fill(store, arena);
    assert_true(query(store, NULL, 0) > COUNT / 2);
    assert_true(query(store, own, 1) > 0);
    assert_true(query(store, own, 2) > 0);
    assert_int_equal(query(store, inherited, 2), 0); /* no link has both */
    (void)!store_get_statement(store, &id, false, count_statement, &found, &error);
    assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    static const char *const views[] = {
        "report_progress",        "report_enrolment", "report_activity", "report_module_progress",
        "report_site_evaluation", "report_learner",   "report_person",   "report_organisation"};
    for (size_t i = 0; i < sizeof views / sizeof views[0]; i++) {
        const char *sql = arena_print(arena, "SELECT * FROM %s", views[i]);
        assert_int_equal(store_run_report(store, sql, NULL, 0, drop_row, NULL, &error), STATUS_OK);
    }
    assert_true(atomic_load(&checked) > COUNT);
}

static void verify_finds_an_id_that_leads_nowhere(void **state)
{
    (void)state;
    struct error error = {0};
    struct verify_report report;
    const struct verify_options options = {.scratch = NULL};
    put_one();
    assert_int_equal(store_verify(fixture_url(), &options, &report, &error), STATUS_OK);
    assert_int_equal(report.bad, 0);
    run_script("UPDATE statement_id SET seq = 9");
    assert_int_equal(store_verify(fixture_url(), &options, &report, &error), STATUS_OK);
    assert_int_equal(report.bad, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_before_is_within_the_bound),
        cmocka_unit_test(all_tables_are_placed),
        cmocka_unit_test(verify_finds_an_id_that_leads_nowhere),
        cmocka_unit_test(no_command_is_one_that_citus_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
