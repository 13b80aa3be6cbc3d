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
        const char *etag;
        bool must_be_stated;
        enum status expected;
    } cases[] = {
        {NULL, NULL, NULL, false, STATUS_OK},
        {NULL, NULL, "a", false, STATUS_OK},
        {NULL, NULL, NULL, true, STATUS_OK},
        {NULL, NULL, "a", true, STATUS_CONFLICT},
        {"\"a\"", NULL, "a", true, STATUS_OK},
        {"\"b\"", NULL, "a", true, STATUS_PRECONDITION},
        {"\"b\", \"a\"", NULL, "a", true, STATUS_OK},
        {"W/\"a\"", NULL, "a", true, STATUS_OK},
        {"a", NULL, "a", true, STATUS_OK},
        {"*", NULL, "a", true, STATUS_OK},
        {"*", NULL, NULL, true, STATUS_PRECONDITION},
        {"\"a\"", NULL, NULL, false, STATUS_PRECONDITION},
        {NULL, "*", NULL, true, STATUS_OK},
        {NULL, "*", "a", true, STATUS_PRECONDITION},
        {NULL, "\"a\"", "a", true, STATUS_PRECONDITION},
        {NULL, "\"b\"", "a", true, STATUS_OK},
        {"\"a\"", "*", "a", true, STATUS_PRECONDITION},
        {"", NULL, "a", true, STATUS_PRECONDITION},
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
