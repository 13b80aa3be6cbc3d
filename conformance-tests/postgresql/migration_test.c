/* SPDX-License-Identifier: Apache-2.0 */

/* A database of an older schema with rows as that program kept them, on a server: opening it
 * brings it up to date, and then it holds what it held, and what a rebuild makes of it. SQLite's
 * older schemas are tried in store/migration_test.c. */
#include "base/embed.h"
#include "store/history_fixture.h"
#include "store/profiles_fixture.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum {
    OLD = 23,      /* the last schema whose tallies had all columns of their key in each row */
    HISTORIES = 2, /* written before the migration; one more after it */
};

static void run_script(const char *script)
{
    struct error error = {0};
    const char *location = NULL;
    const struct backend *backend = backend_of(fixture_url(), &location);
    if (fixture_run_script(backend, location, script, &error) != STATUS_OK) {
        fail_msg("%s: %s", script, error.message);
    }
}

static struct store *open_store(void)
{
    struct store *store = NULL;
    struct error error = {0};
    if (store_open(fixture_url(), NULL, &store, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return store;
}

/* ---- back to the old schema ---- */

static void apply_old(void)
{
    run_script("CREATE TABLE schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL)");
    for (const struct embedded_file *file = backend_postgres.migrations; file->name != NULL;
         file++) {
        char note[256];
        if (strtol(file->name, NULL, 10) > OLD) {
            return;
        }
        run_script((const char *)file->begin);
        (void)snprintf(note, sizeof note, "INSERT INTO schema_version VALUES (%ld, '%s')",
                       strtol(file->name, NULL, 10), file->name);
        run_script(note);
    }
}

/* What both schemas have, row by row. */
static const char copy_tables[] =
    "DO $$ DECLARE t text; columns text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE "
    "schemaname = 'public' AND tablename NOT IN ('schema_version', 'tally') LOOP "
    "SELECT string_agg(column_name, ', ') INTO columns FROM information_schema.columns "
    "WHERE table_schema = 'public' AND table_name = t;"
    "EXECUTE format('DELETE FROM public.%1$I; INSERT INTO public.%1$I (%2$s) SELECT %2$s FROM "
    "later.%1$I', t, columns); END LOOP; END $$;"
    "SELECT setval(pg_get_serial_sequence('authority', 'id'), max(id)) FROM authority;";

/* Each row had its whole key, and those who stopped at a page had rows of their own. */
static const char copy_tallies[] =
    "INSERT INTO public.tally (segment, measure, subject, context, asked, value, late_value, "
    "text, late_text, total, amount, square) SELECT t.segment, s.measure, s.subject, s.context, "
    "s.asked, s.value, s.late_value, s.text, s.late_text, t.total, "
    "CASE WHEN s.measure = 9 THEN 0 ELSE t.amount END, t.square "
    "FROM later.tally t JOIN later.tally_sort s ON s.id = t.sort "
    "UNION ALL SELECT t.segment, 10, s.subject, s.context, 0, 0, 0, '', '', t.amount, 0, 0 "
    "FROM later.tally t JOIN later.tally_sort s ON s.id = t.sort "
    "WHERE s.measure = 9 AND t.amount <> 0;";

static void take_back(void)
{
    run_script("ALTER SCHEMA public RENAME TO later; CREATE SCHEMA public");
    apply_old();
    run_script(copy_tables);
    run_script(copy_tallies);
    run_script("DROP SCHEMA later CASCADE");
}

/* ---- what is compared ---- */

static void put_history(struct store *store, struct arena *arena, unsigned number)
{
    struct statement *history = ARENA_ARRAY(arena, struct statement, HISTORY);
    struct error error = {0};
    make_history(arena, history);
    for (unsigned i = 0; i < HISTORY; i++) {
        history[i].id = fixture_id(number * HISTORY + i + 1);
    }
    if (fixture_put(store, history, HISTORY, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static void assert_rebuild_changes_nothing(struct store *store)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer live = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    AUTO(buffer_finish) struct buffer rebuilt = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    fixture_snapshot(store, &live);
    assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    fixture_snapshot(store, &rebuilt);
    assert_string_equal(live.data, rebuilt.data);
}

static void assert_sound(void)
{
    const struct verify_options options = {.scratch = NULL};
    struct verify_report report;
    struct error error = {0};
    assert_int_equal(store_verify(fixture_url(), &options, &report, &error), STATUS_OK);
    for (size_t i = 0; i < report.count; i++) {
        if (report.checks[i].bad != 0) {
            fail_msg("%s: %s", report.checks[i].name, report.checks[i].example);
        }
    }
}

/* ---- the rule ---- */

static void fill(struct arena *arena, struct buffer *out)
{
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    assert_int_equal(fixture_load_profile(store, FIXTURE_HISTORY_PROFILE), PROFILE_LOADED);
    for (unsigned i = 0; i < HISTORIES; i++) {
        put_history(store, arena, i);
    }
    fixture_snapshot(store, out);
    /* Of all that the migrations touch there are rows. */
    assert_true(fixture_look(store, "SELECT count(*) FROM tally WHERE sort / 1000000000 = 9 AND "
                                    "amount > 0") > 0);
    assert_true(fixture_look(store, "SELECT count(DISTINCT sort / 1000000000) FROM tally WHERE "
                                    "segment <> 0") > 12);
    assert_true(fixture_look(store, "SELECT count(*) FROM tally WHERE sort / 1000000000 = 42") > 0);
    assert_true(fixture_look(store, "SELECT count(*) FROM profile_history_due") > 0);
}

static void rows_of_schema_23_are_what_a_rebuild_makes_of_them(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer before = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    AUTO(buffer_finish) struct buffer after = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    fill(arena, &before);
    take_back();
    struct store *store = open_store();
    assert_int_equal(fixture_look(store, "SELECT max(version) FROM schema_version"),
                     schema_known_version(&backend_postgres));
    fixture_snapshot(store, &after);
    assert_string_equal(before.data, after.data);
    put_history(store, arena, HISTORIES);
    assert_rebuild_changes_nothing(store);
    store_close(store);
    assert_sound();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_schema_23_are_what_a_rebuild_makes_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
