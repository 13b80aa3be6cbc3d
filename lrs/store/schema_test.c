/* SPDX-License-Identifier: Apache-2.0 */

/* Migrations: their numbers, and what becomes of databases of other versions. */
#include "base/embed.h"
#include "store/internal.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

extern const struct embedded_file store_migrations[];
extern const struct embedded_file postgres_migrations[];

enum { NUMBER_SIZE = 16, POSTGRES_FIRST = 10 };

/* A database is at the number of the last file: two files with one number would be applied in an
 * order that nobody chose. */
static void assert_numbers(const struct embedded_file *migrations, int first)
{
    for (int i = 0; migrations[i].name != NULL; i++) {
        char number[NUMBER_SIZE];
        (void)snprintf(number, sizeof number, "%04d_", first + i);
        assert_memory_equal(migrations[i].name, number, strlen(number));
    }
}

static void each_migration_bears_the_number_of_its_place(void **state)
{
    (void)state;
    assert_numbers(store_migrations, 1);
    assert_numbers(postgres_migrations, POSTGRES_FIRST);
}

/* A file of one engine's that the other lacks: write migrations/postgres/ with the same name. */
static void both_engines_have_the_same_migrations(void **state)
{
    (void)state;
    int last = POSTGRES_FIRST; /* stands for all up to this number */
    for (; store_migrations[last].name != NULL; last++) {
        const char *other = postgres_migrations[last + 1 - POSTGRES_FIRST].name;
        assert_string_equal(other == NULL ? "none" : other, store_migrations[last].name);
    }
    assert_null(postgres_migrations[last + 1 - POSTGRES_FIRST].name);
}

static void open_again(const char *url, enum status expected, struct error *error)
{
    struct store *store = NULL;
    assert_int_equal(store_open(url, NULL, &store, error), expected);
    store_close(store);
}

/* Runs `sql` on the store's database as a later version of the program would. */
static void run_sql(const char *url, const char *sql)
{
    struct error error = {0};
    struct store *store = NULL;
    assert_int_equal(store_open(url, NULL, &store, &error), STATUS_OK);
    assert_int_equal(connection_run(store->connection, sql, NO_VALUES, &error), STATUS_OK);
    store_close(store);
}

static void migrated_once_a_database_stays_as_it_is(void **state)
{
    struct error error = {0};
    open_again(*state, STATUS_OK, &error);
    open_again(*state, STATUS_OK, &error);
}

/* What comes after this test on the same server must be able to open it. */
static void undo(const char *url)
{
    const char *location = NULL;
    struct error error = {0};
    const struct backend *backend = backend_of(url, &location);
    AUTO(connection_close) struct connection *connection = NULL;
    assert_int_equal(backend->open(location, BACKEND_BESIDE, &connection, &error), STATUS_OK);
    assert_int_equal(connection_run(connection, "DELETE FROM schema_version WHERE version = 9999",
                                    NO_VALUES, &error),
                     STATUS_OK);
}

static void a_database_of_a_later_program_is_refused(void **state)
{
    struct error error = {0};
    run_sql(*state, "INSERT INTO schema_version (version, name) VALUES (9999, '9999_later.sql')");
    open_again(*state, STATUS_INVALID, &error);
    assert_non_null(strstr(error.message, "schema version 9999"));
    undo(*state);
}

/* The server of the tests takes any. */
static void the_refusal_names_the_store_without_its_password(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    struct verify_report report;
    const char *url = *state;
    const char *rest = strchr(url, '@');
    const char *secret =
        rest == NULL ? url : arena_print(arena, "%.*s:secret%s", (int)(rest - url), url, rest);
    run_sql(url, "INSERT INTO schema_version (version, name) VALUES (9999, '9999_later.sql')");
    enum status status =
        store_verify(secret, &(struct verify_options){.scratch = NULL}, &report, &error);
    undo(url);
    assert_int_equal(status, STATUS_CONFLICT);
    assert_non_null(strstr(error.message, "schema version 9999"));
    assert_null(strstr(error.message, "secret"));
    assert_non_null(strstr(error.message, rest == NULL ? url : rest));
}

static int make_folder(void **state)
{
    static char url[128];
    if (getenv("IBEST_TEST_STORE") != NULL) {
        (void)snprintf(url, sizeof url, "%s", getenv("IBEST_TEST_STORE"));
        *state = url;
        return 0;
    }
    char folder[] = "/tmp/ibest-schema-XXXXXX";
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    (void)snprintf(url, sizeof url, "sqlite:%s/lrs.db", folder);
    *state = url;
    return 0;
}

static int remove_folder(void **state)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
    char path[144];
    if (getenv("IBEST_TEST_STORE") != NULL) {
        return 0;
    }
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", (char *)*state + strlen("sqlite:"), endings[i]);
        (void)unlink(path);
    }
    *strrchr(path, '/') = '\0';
    return rmdir(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_migration_bears_the_number_of_its_place),
        cmocka_unit_test(both_engines_have_the_same_migrations),
        cmocka_unit_test_setup_teardown(migrated_once_a_database_stays_as_it_is, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_database_of_a_later_program_is_refused, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(the_refusal_names_the_store_without_its_password,
                                        make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
