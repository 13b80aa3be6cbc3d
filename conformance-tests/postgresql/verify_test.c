/* SPDX-License-Identifier: Apache-2.0 */

/* What `ibest-lrs verify` finds in a database on a server: rows that are not what their statements
 * say, and statements that cannot be what was sent. */
#include "store/verify.h"

#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { STATEMENTS = 5 };

static void run_script(const char *script)
{
    struct error error = {0};
    const char *location = NULL;
    const struct backend *backend = backend_of(fixture_url(), &location);
    AUTO(connection_close) struct connection *connection = NULL;
    assert_int_equal(backend->open(location, BACKEND_BESIDE, &connection, &error), STATUS_OK);
    if (backend->run_script(connection, script, &error) != STATUS_OK) {
        fail_msg("%s: %s", script, error.message);
    }
}

static void fill(void)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    struct statement items[STATEMENTS];
    for (unsigned i = 0; i < STATEMENTS; i++) {
        items[i] = fixture_did(arena, i + 1, "ann", "http://adlnet.gov/expapi/verbs/completed",
                               arena_print(arena, "http://example.org/%u", i));
    }
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    assert_int_equal(fixture_put(store, items, STATEMENTS, &error), STATUS_OK);
}

static int64_t findings(void)
{
    struct error error = {0};
    struct verify_report report;
    if (store_verify(fixture_url(), &(struct verify_options){.scratch = NULL}, &report, &error) !=
        STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return report.bad;
}

static void a_store_that_nobody_changed_is_sound(void **state)
{
    (void)state;
    fill();
    assert_int_equal(findings(), 0);
}

static void a_change_is_found(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "UPDATE statement SET members = replace(members, 'ann', 'bob') WHERE seq = 2",
        "UPDATE statement SET members = replace(members, 'completed', 'passed') WHERE seq = 2",
        "UPDATE statement SET members = replace(members, 'org/1', 'org/2') WHERE seq = 2",
        "UPDATE statement SET members = left(members, -1) || ',' WHERE seq = 2",
        "UPDATE statement SET stored_us = 1 WHERE seq = 2",
        "UPDATE statement SET voids = 1 WHERE seq = 2",
        "DELETE FROM statement WHERE seq = 2",
        "UPDATE progress SET statements = 7",
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        fill();
        run_script(changes[i]);
        if (findings() == 0) {
            fail_msg("not found: %s", changes[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_store_that_nobody_changed_is_sound),
        cmocka_unit_test(a_change_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
