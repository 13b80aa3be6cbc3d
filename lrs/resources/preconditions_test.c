/* SPDX-License-Identifier: Apache-2.0 */

/* The matrix of If-Match and If-None-Match against what is stored. */
#include "resources/preconditions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>
#include <string.h>

#define SHA1 "a9993e364706816aba3e25717850c26c9cd0d89d"

static void the_matrix_holds(void **state)
{
    (void)state;
    static const struct {
        const char *if_match;
        const char *if_none_match;
        const char *etag;
        enum precondition_need need;
        enum status expected;
    } cases[] = {
        {NULL, NULL, NULL, PRECONDITION_OPTIONAL, STATUS_OK},
        {NULL, NULL, "a", PRECONDITION_OPTIONAL, STATUS_OK},
        {NULL, NULL, NULL, PRECONDITION_TO_REPLACE, STATUS_OK},
        {NULL, NULL, "a", PRECONDITION_TO_REPLACE, STATUS_CONFLICT},
        {NULL, NULL, NULL, PRECONDITION_TO_PUT, STATUS_INVALID},
        {NULL, NULL, "a", PRECONDITION_TO_PUT, STATUS_CONFLICT},
        {"\"a\"", NULL, "a", PRECONDITION_TO_PUT, STATUS_OK},
        {"\"b\"", NULL, "a", PRECONDITION_TO_PUT, STATUS_PRECONDITION},
        {"\"b\", \"a\"", NULL, "a", PRECONDITION_TO_PUT, STATUS_OK},
        {"\"b\",,\t\"a\" ,", NULL, "a", PRECONDITION_TO_PUT, STATUS_OK},
        {"\"b,\", \"a\"", NULL, "b", PRECONDITION_TO_PUT, STATUS_PRECONDITION},
        {"W/\"a\"", NULL, "a", PRECONDITION_TO_PUT, STATUS_OK},
        {SHA1, NULL, SHA1, PRECONDITION_TO_PUT, STATUS_OK},
        {"\"" SHA1 "0\"", NULL, SHA1, PRECONDITION_TO_PUT, STATUS_PRECONDITION},
        {"*", NULL, "a", PRECONDITION_TO_PUT, STATUS_OK},
        {"*", NULL, NULL, PRECONDITION_TO_PUT, STATUS_PRECONDITION},
        {"\"a\"", NULL, NULL, PRECONDITION_OPTIONAL, STATUS_PRECONDITION},
        {NULL, "*", NULL, PRECONDITION_TO_PUT, STATUS_OK},
        {NULL, "*", "a", PRECONDITION_OPTIONAL, STATUS_PRECONDITION},
        {NULL, "\"a\"", "a", PRECONDITION_TO_PUT, STATUS_PRECONDITION},
        {NULL, "\"b\"", "a", PRECONDITION_TO_PUT, STATUS_OK},
        {"\"a\"", "*", "a", PRECONDITION_TO_PUT, STATUS_PRECONDITION},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct preconditions preconditions = {
            .if_match = cases[i].if_match,
            .if_none_match = cases[i].if_none_match,
            .need = cases[i].need,
        };
        struct error error;
        assert_int_equal(preconditions_read(&preconditions, &error), STATUS_OK);
        assert_int_equal(preconditions_check(&preconditions, cases[i].etag, &error),
                         cases[i].expected);
    }
}

static void malformed_headers_are_refused_and_hold_for_nothing(void **state)
{
    (void)state;
    static const char *const headers[] = {
        "",           " ",           ",",        "a",        "\"a",        "a\"",
        "\"a\"b",     "\"a\"\"b\"",  "\"a b\"",  "*, \"a\"", "**",         "W/a",
        "W/*",        "w/\"a\"",     "\"a\" \"", SHA1 "0",   SHA1 "\"a\"", "'a'",
        "\"a\"; x=y", "\"a\" \"b\"", "\"a\", *", ", *",      "\"a\", b",   "\"\x7f\"",
    };
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        const struct preconditions match = {.if_match = headers[i]};
        const struct preconditions none_match = {.if_none_match = headers[i]};
        struct error error = {.message = ""};
        assert_int_equal(preconditions_read(&match, &error), STATUS_INVALID);
        assert_ptr_equal(strstr(error.message, "If-Match: "), error.message);
        assert_int_equal(preconditions_read(&none_match, &error), STATUS_INVALID);
        assert_ptr_equal(strstr(error.message, "If-None-Match: "), error.message);
        assert_false(preconditions_name(headers[i], "a"));
    }
    assert_false(preconditions_name(NULL, "a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_matrix_holds),
        cmocka_unit_test(malformed_headers_are_refused_and_hold_for_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
