/* SPDX-License-Identifier: Apache-2.0 */

/* The matrix of If-Match and If-None-Match against what is stored. */
#include "resources/preconditions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>

static void the_matrix_holds(void **state)
{
    (void)state;
    static const struct {
        const char *if_match;
        const char *if_none_match;
        bool must_be_stated;
        const char *etag;
        enum status expected;
    } cases[] = {
        {NULL, NULL, false, NULL, STATUS_OK},
        {NULL, NULL, false, "a", STATUS_OK},
        {NULL, NULL, true, NULL, STATUS_OK},
        {NULL, NULL, true, "a", STATUS_CONFLICT},
        {"\"a\"", NULL, true, "a", STATUS_OK},
        {"\"b\"", NULL, true, "a", STATUS_PRECONDITION},
        {"\"b\", \"a\"", NULL, true, "a", STATUS_OK},
        {"W/\"a\"", NULL, true, "a", STATUS_OK},
        {"a", NULL, true, "a", STATUS_OK},
        {"*", NULL, true, "a", STATUS_OK},
        {"*", NULL, true, NULL, STATUS_PRECONDITION},
        {"\"a\"", NULL, false, NULL, STATUS_PRECONDITION},
        {NULL, "*", true, NULL, STATUS_OK},
        {NULL, "*", true, "a", STATUS_PRECONDITION},
        {NULL, "\"a\"", true, "a", STATUS_PRECONDITION},
        {NULL, "\"b\"", true, "a", STATUS_OK},
        {"\"a\"", "*", true, "a", STATUS_PRECONDITION},
        {"", NULL, true, "a", STATUS_PRECONDITION},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct preconditions preconditions = {
            .if_match = cases[i].if_match,
            .if_none_match = cases[i].if_none_match,
            .must_be_stated = cases[i].must_be_stated,
        };
        struct error error;
        assert_int_equal(preconditions_check(&preconditions, cases[i].etag, &error),
                         cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_matrix_holds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
