/* SPDX-License-Identifier: Apache-2.0 */

/* Scopes are kept sorted and without doubles; each gives what its name says. */
#include "access/scopes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>
#include <string.h>

static void names_are_sorted_and_doubles_dropped(void **state)
{
    (void)state;
    const char *const names[] = {"statements/write", "state", "statements/write", "all/read"};
    char scopes[SCOPES_SIZE];
    assert_int_equal(scopes_normalise(names, 4, scopes, NULL), STATUS_OK);
    assert_string_equal(scopes, "all/read state statements/write");
}

static void unknown_and_no_scopes_are_refused_with_the_known(void **state)
{
    (void)state;
    const char *const names[] = {"everything"};
    char scopes[SCOPES_SIZE] = "untouched";
    struct error error;
    assert_int_equal(scopes_normalise(names, 1, scopes, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "'everything'"));
    assert_non_null(strstr(error.message, "statements/write"));
    assert_int_equal(scopes_normalise(names, 0, scopes, &error), STATUS_INVALID);
    assert_string_equal(scopes, "untouched");
}

static void reading_all_writes_nothing(void **state)
{
    (void)state;
    unsigned reads = scopes_permissions("all/read");
    assert_int_equal(
        reads & (PERMISSION_STATEMENTS_WRITE | PERMISSION_STATE_WRITE | PERMISSION_PROFILE_WRITE),
        0);
    assert_int_equal(scopes_permissions("all") & reads, reads);
}

static void scopes_add_up_and_unknown_ones_give_nothing(void **state)
{
    (void)state;
    assert_int_equal(scopes_permissions("reports/read statements/read"),
                     PERMISSION_REPORTS_READ | PERMISSION_STATEMENTS_READ);
    assert_int_equal(scopes_permissions("statements/read/mine"), PERMISSION_NONE);
    assert_int_equal(scopes_permissions(""), PERMISSION_NONE);
}

/* Communication 4.2: who may write statements need not be trusted to say what Activities are. */
static void only_all_and_define_define(void **state)
{
    (void)state;
    assert_true((scopes_permissions("all") & PERMISSION_DEFINE) != 0);
    assert_int_equal(scopes_permissions("define"), PERMISSION_DEFINE);
    unsigned others =
        scopes_permissions("all/read profile reports/read state statements/read statements/write");
    assert_int_equal(others & PERMISSION_DEFINE, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_sorted_and_doubles_dropped),
        cmocka_unit_test(unknown_and_no_scopes_are_refused_with_the_known),
        cmocka_unit_test(reading_all_writes_nothing),
        cmocka_unit_test(only_all_and_define_define),
        cmocka_unit_test(scopes_add_up_and_unknown_ones_give_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
