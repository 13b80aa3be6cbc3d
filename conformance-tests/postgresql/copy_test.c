/* SPDX-License-Identifier: Apache-2.0 */

/* Stores copied between files and databases: equal, or not there at all; and a copy goes on where
 * its original was. */
#include "server_fixture.h"

#include "store/copy.h"
#include "store/copy_fixture.h"

#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATH_SIZE = 160, TRIES = 300 };

static const struct copy_options plain = {.attachments = ATTACHMENTS_IN_FOLDER};

/* FROM is a file, made once. */
static char folder[] = "/tmp/ibest-copy-test-XXXXXX";
static char from[PATH_SIZE];
static char back[PATH_SIZE];

/* ---- what is copied ---- */

/* The tests' server with another, new database. */
static void make_second(char out[PATH_SIZE])
{
    run_sql(fixture_url(), "DROP DATABASE IF EXISTS second");
    run_sql(fixture_url(), "CREATE DATABASE second");
    size_t length = strlen(fixture_url()) - strlen("postgres");
    (void)snprintf(out, PATH_SIZE, "%.*ssecond", (int)length, fixture_url());
}

static void a_store_goes_through_two_databases_into_a_file_unchanged(void **state)
{
    (void)state;
    char second[PATH_SIZE];
    make_second(second);
    assert_copied(from, fixture_url(), &plain);
    assert_sound(fixture_url());
    assert_copied(fixture_url(), second, &plain);
    assert_copied(second, back, &plain);
    assert_sound(back);
    struct error error = {0};
    struct copy_report report;
    assert_int_equal(store_compare(from, back, &plain, &report, &error), STATUS_OK);
    assert_int_equal(report.differences, 0);
    assert_true(ask(back, "SELECT count(*) FROM statement WHERE typeof(members) = 'blob'") > 0);
}

struct going_on {
    struct store_write write;
    int64_t course;
};

static enum status put_course(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct stored_course course = {.id = text_of("urn:course"),
                                         .structure = text_of("<another/>"),
                                         .content_url = text_of("https://pages.example/")};
    struct stored_course found = {0};
    enum status status = transaction_put_course(transaction, &course, error);
    status = status == STATUS_OK
                 ? transaction_find_course(transaction, course.id, arena, &found, error)
                 : status;
    ((struct going_on *)write)->course = found.number;
    return status;
}

/* Numbers that the server gives are new ones, in each table that has them. */
static void a_database_goes_on_where_the_file_was(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    int64_t last_seq = ask(from, "SELECT max(seq) FROM statement");
    assert_copied(from, fixture_url(), &plain);
    int64_t stamp_us = ask(fixture_url(), "SELECT stamp_us FROM sequencing");
    assert_true(stamp_us >= ask(from, "SELECT max(updated_us) FROM document"));
    assert_int_equal(store_open(fixture_url(), NULL, &store, &error), STATUS_OK);
    struct statement statement =
        fixture_did(arena, 999999, "new", VERBS "new", "http://example.org/new");
    statement.authority = text_of("{\"mbox\":\"mailto:another@example.org\"}");
    if (fixture_put(store, &statement, 1, &error) != STATUS_OK ||
        fixture_attach(store, text_of("new"), &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    struct going_on going_on = {.write = {.apply = put_course}};
    assert_int_equal(store_write_and_wait(store, &going_on.write, &error), STATUS_OK);
    assert_int_equal(going_on.course, 2);
    assert_int_equal(ask(fixture_url(), "SELECT max(seq) FROM statement"), last_seq + 1);
    assert_true(ask(fixture_url(), "SELECT stored_us FROM statement ORDER BY seq DESC LIMIT 1") >
                stamp_us);
}

static void the_servers_planner_knows_the_tables(void **state)
{
    (void)state;
    assert_copied(from, fixture_url(), &plain);
    assert_int_equal(ask(fixture_url(), "SELECT reltuples::bigint FROM pg_class WHERE oid = "
                                        "'statement'::regclass"),
                     COPY_FIXTURE_STATEMENTS);
}

static void every_column_of_the_servers_schema_is_known(void **state)
{
    (void)state;
    AUTO(connection_close) struct connection *connection = connect_beside(fixture_url());
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct error error = {0};
    assert_int_equal(cursor_begin(connection,
                                  "SELECT c.relname::text, string_agg(a.attname, ', ' ORDER BY "
                                  "a.attname) FROM pg_class c JOIN pg_attribute a ON "
                                  "a.attrelid = c.oid WHERE c.relkind = 'r' AND a.attnum > 0 AND "
                                  "NOT a.attisdropped AND c.relnamespace = "
                                  "'public'::regnamespace GROUP BY 1",
                                  NO_VALUES, &cursor, &error),
                     STATUS_OK);
    int tables = 0;
    for (bool row = true; row; tables += row) {
        assert_int_equal(cursor_step(cursor, &row, &error), STATUS_OK);
        struct text columns = row ? cursor_text(cursor, 1) : (struct text){NULL, 0};
        const char *unknown = row ? copy_fixture_unknown(cursor_text(cursor, 0), columns) : NULL;
        assert_string_equal(unknown == NULL ? "none" : unknown, "none");
    }
    assert_true(tables > 20);
}

/* ---- what is refused ---- */

static void a_database_that_has_rows_is_refused_and_stays(void **state)
{
    (void)state;
    run_sql(fixture_url(), "INSERT INTO credential VALUES ('k', 's', 'n', 'all', 1)");
    assert_refused(from, fixture_url(), &plain, STATUS_CONFLICT,
                   "TO: its table 'credential' has rows");
    assert_int_equal(ask(fixture_url(), "SELECT count(*) FROM credential"), 1);
    assert_int_equal(ask(fixture_url(), "SELECT count(*) FROM statement"), 0);
}

static void a_database_that_is_served_is_refused(void **state)
{
    (void)state;
    static const struct copy_options snapshot = {.is_snapshot = true};
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    struct copy_report report;
    assert_int_equal(store_open(fixture_url(), NULL, &store, &error), STATUS_OK);
    assert_refused(from, fixture_url(), &plain, STATUS_UNAVAILABLE, "TO: it is in use by another");
    assert_int_equal(copy_fixture_fill(store, &error), STATUS_OK);
    assert_refused(fixture_url(), back, &plain, STATUS_UNAVAILABLE,
                   "FROM: it is in use by another");
    assert_int_equal(store_copy(fixture_url(), back, &snapshot, &report, &error), STATUS_OK);
    assert_int_equal(report.differences, 0);
}

/* SQLite keeps any bytes as text. */
static void a_text_that_the_server_does_not_take_is_told_by_its_row(void **state)
{
    (void)state;
    assert_copied(from, back, &plain);
    run_sql(back, "UPDATE document SET id = CAST(x'ff' AS TEXT) WHERE length(content) = 3");
    assert_refused(back, fixture_url(), &plain, STATUS_CONFLICT, "table 'document', row 2 'http");
    assert_int_equal(ask(fixture_url(), "SELECT count(*) FROM statement"), 0);
}

/* ---- copies that do not end ---- */

static bool is_half(const char *what, int64_t done, int64_t total)
{
    return strcmp(what, "rows copied") == 0 && done == total / 2;
}

static void look(void *context, const char *what, int64_t done, int64_t total)
{
    if (is_half(what, done, total) || strcmp(what, "rows compared") == 0) {
        int *looks = context;
        *looks += *looks < 3;
        assert_true(*looks == 3 || ask(fixture_url(), "SELECT count(*) FROM statement") == 0);
    }
}

static void nobody_sees_a_copy_before_it_is_proven(void **state)
{
    (void)state;
    int looks = 0;
    const struct copy_options watched = {.watch = look, .context = &looks};
    struct error error = {0};
    struct copy_report report;
    assert_int_equal(store_copy(from, fixture_url(), &watched, &report, &error), STATUS_OK);
    assert_int_equal(looks, 3);
    assert_int_equal(ask(fixture_url(), "SELECT count(*) FROM statement"), COPY_FIXTURE_STATEMENTS);
}

static void end_server_half_way(void *context, const char *what, int64_t done, int64_t total)
{
    (void)context;
    if (is_half(what, done, total)) {
        end_server();
    }
}

static void wait_for_server(void)
{
    const char *location = NULL;
    const struct backend *backend = backend_of(fixture_url(), &location);
    for (int i = 0; i < TRIES; i++) {
        struct connection *connection = NULL;
        struct error error = {0};
        if (backend->open(location, BACKEND_BESIDE, &connection, &error) == STATUS_OK) {
            connection_close(connection);
            return;
        }
        (void)nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
    fail_msg("the server does not come back");
}

static void a_server_that_dies_half_way_has_nothing_of_the_copy(void **state)
{
    (void)state;
    static const struct copy_options watched = {.watch = end_server_half_way};
    struct error error = {0};
    struct copy_report report;
    assert_int_equal(store_copy(from, fixture_url(), &watched, &report, &error),
                     STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "nothing of the copy was kept"));
    wait_for_server();
    assert_int_equal(ask(fixture_url(), "SELECT count(*) FROM authority"), 0);
    assert_copied(from, fixture_url(), &plain);
}

static void a_server_that_dies_while_it_is_read_leaves_no_file(void **state)
{
    (void)state;
    static const struct copy_options watched = {.watch = end_server_half_way};
    struct error error = {0};
    struct copy_report report;
    assert_copied(from, fixture_url(), &plain);
    assert_int_equal(store_copy(fixture_url(), back, &watched, &report, &error),
                     STATUS_UNAVAILABLE);
    assert_int_not_equal(access(back + strlen("sqlite:"), F_OK), 0);
    wait_for_server();
    assert_copied(fixture_url(), back, &plain);
}

static void die_half_way(void *context, const char *what, int64_t done, int64_t total)
{
    (void)context;
    if (is_half(what, done, total)) {
        (void)raise(SIGKILL);
    }
}

static void a_copy_that_is_killed_leaves_an_empty_database(void **state)
{
    (void)state;
    static const struct copy_options watched = {.watch = die_half_way};
    pid_t child = fork();
    if (child == 0) {
        struct copy_report report;
        (void)!store_copy(from, fixture_url(), &watched, &report, NULL);
        _exit(0);
    }
    int outcome = 0;
    assert_int_equal(waitpid(child, &outcome, 0), child);
    assert_true(WIFSIGNALED(outcome));
    assert_copied(from, fixture_url(), &plain);
}

/* ---- places ---- */

static int make_store(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = NULL;
    AUTO(store_close) struct store *empty = NULL;
    struct error error = {0};
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    (void)snprintf(from, sizeof from, "sqlite:%s/from.db", folder);
    (void)snprintf(back, sizeof back, "sqlite:%s/back.db", folder);
    enum status status = store_open(from, NULL, &store, &error);
    status = status == STATUS_OK ? copy_fixture_fill(store, &error) : status;
    status = status == STATUS_OK ? fixture_open(NULL, &empty, &error) : status;
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
    }
    return status == STATUS_OK ? 0 : -1;
}

static int empty_all(void **state)
{
    (void)state;
    char command[PATH_SIZE * 2];
    struct error error = {0};
    (void)snprintf(command, sizeof command, "rm -rf %s/back.db*", folder);
    // NOLINTNEXTLINE(cert-env33-c): our own words
    return system(command) == 0 && fixture_empty(&error) == STATUS_OK ? 0 : -1;
}

static int remove_store(void **state)
{
    (void)state;
    char command[PATH_SIZE * 2];
    (void)snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command); // NOLINT(cert-env33-c): our own words
}

#define TEST(function) cmocka_unit_test_teardown(function, empty_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_store_goes_through_two_databases_into_a_file_unchanged),
        TEST(a_database_goes_on_where_the_file_was),
        TEST(the_servers_planner_knows_the_tables),
        TEST(every_column_of_the_servers_schema_is_known),
        TEST(a_database_that_has_rows_is_refused_and_stays),
        TEST(a_database_that_is_served_is_refused),
        TEST(a_text_that_the_server_does_not_take_is_told_by_its_row),
        TEST(nobody_sees_a_copy_before_it_is_proven),
        TEST(a_server_that_dies_half_way_has_nothing_of_the_copy),
        TEST(a_server_that_dies_while_it_is_read_leaves_no_file),
        TEST(a_copy_that_is_killed_leaves_an_empty_database),
    };
    return cmocka_run_group_tests(tests, make_store, remove_store);
}
