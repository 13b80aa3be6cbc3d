/* SPDX-License-Identifier: Apache-2.0 */

/* Migrations: their numbers, and what becomes of databases of other versions. */
#include "base/embed.h"
#include "store/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

extern const struct embedded_file store_migrations[];

enum { NUMBER_SIZE = 16 };

/* A database is at version N after the Nth file: two files with one number would be applied in an
 * order that nobody chose. */
static void each_migration_bears_the_number_of_its_place(void **state)
{
    (void)state;
    for (int i = 0; store_migrations[i].name != NULL; i++) {
        char number[NUMBER_SIZE];
        (void)snprintf(number, sizeof number, "%04d_", i + 1);
        assert_memory_equal(store_migrations[i].name, number, strlen(number));
    }
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

static void a_database_of_a_later_program_is_refused(void **state)
{
    struct error error = {0};
    run_sql(*state, "INSERT INTO schema_version (version, name) VALUES (9999, '9999_later.sql')");
    open_again(*state, STATUS_INVALID, &error);
    assert_non_null(strstr(error.message, "schema version 9999"));
}

static int make_folder(void **state)
{
    static char url[64];
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
    char path[96];
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
        cmocka_unit_test_setup_teardown(migrated_once_a_database_stays_as_it_is, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_database_of_a_later_program_is_refused, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
