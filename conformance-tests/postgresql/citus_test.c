/* SPDX-License-Identifier: Apache-2.0 */

/* The script for Citus against PostgreSQL, with stand-ins for Citus' two functions that refuse what
 * Citus refuses: a unique key without the distribution column, a foreign key. */
#include "store/citus.h"
#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char stand_ins[] =
    "CREATE TABLE placed (name text PRIMARY KEY);"
    "CREATE FUNCTION create_reference_table(t regclass) RETURNS void LANGUAGE sql AS "
    "'INSERT INTO placed VALUES (t::text)';"
    "CREATE FUNCTION create_distributed_table(t regclass, c text, colocate_with text DEFAULT '') "
    "RETURNS void LANGUAGE plpgsql AS $$ DECLARE key regclass; BEGIN "
    "INSERT INTO placed VALUES (t::text);"
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
    "'public' AND tablename <> 'placed' AND tablename NOT IN (SELECT name FROM placed)";

static void all_tables_are_placed_with_the_column_in_each_key(void **state)
{
    (void)state;
    struct error error = {0};
    struct store *store = NULL;
    const char *location = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    store_close(store);
    const struct backend *backend = backend_of(fixture_url(), &location);
    AUTO(connection_close) struct connection *connection = NULL;
    assert_int_equal(backend->open(location, BACKEND_BESIDE, &connection, &error), STATUS_OK);
    assert_int_equal(backend->run_script(connection, stand_ins, &error), STATUS_OK);
    if (backend->run_script(connection, store_citus_script(), &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    assert_int_equal(cursor_begin(connection, left, NO_VALUES, &cursor, &error), STATUS_OK);
    assert_int_equal(cursor_step(cursor, &row, &error), STATUS_OK);
    struct text found = cursor_text(cursor, 0);
    assert_true(text_is(found, "credential dictionary schema_version sequencing turn"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_tables_are_placed_with_the_column_in_each_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
