/* SPDX-License-Identifier: Apache-2.0 */

/* Which versions are spoken (Communication 3.3) and may stand in statements (Data 2.4.10). */
#include "xapi/version.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void known_versions_are_negotiated(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum xapi_version version;
    } cases[] = {
        {"1.0", XAPI_VERSION_1_0_3},   {"1.0.0", XAPI_VERSION_1_0_3},
        {"1.0.3", XAPI_VERSION_1_0_3}, {"1.0.99", XAPI_VERSION_1_0_3},
        {"2.0.0", XAPI_VERSION_2_0_0}, {"2.0.1", XAPI_VERSION_2_0_0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum xapi_version version;
        assert_int_equal(xapi_version_negotiate(text_of(cases[i].header), &version, NULL),
                         STATUS_OK);
        assert_int_equal(version, cases[i].version);
    }
}

static void other_versions_are_refused_with_what_to_send(void **state)
{
    (void)state;
    static const char *const headers[] = {"",      "0.9",    "0.95",   "1",     "1.1.0",
                                          "1.0.",  "1.0.x",  "2",      "2.0",   "2.1",
                                          "3.0.0", "10.0.0", "v1.0.3", "1.0.3,"};
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        enum xapi_version version;
        struct error error = {.message = ""};
        assert_int_equal(xapi_version_negotiate(text_of(headers[i]), &version, &error),
                         STATUS_INVALID);
        assert_non_null(strstr(error.message, headers[i]));
        assert_non_null(strstr(error.message, "send 1.0.3 or 2.0.0"));
    }
}

static void responses_name_the_exact_version(void **state)
{
    (void)state;
    assert_string_equal(xapi_version_name(XAPI_VERSION_1_0_3), "1.0.3");
    assert_string_equal(xapi_version_name(XAPI_VERSION_2_0_0), "2.0.0");
}

static void statements_of_1_0_may_come_in_2_0_but_not_the_other_way(void **state)
{
    (void)state;
    assert_true(xapi_version_allows(XAPI_VERSION_1_0_3, text_of("1.0.1")));
    assert_true(xapi_version_allows(XAPI_VERSION_2_0_0, text_of("1.0.1")));
    assert_true(xapi_version_allows(XAPI_VERSION_2_0_0, text_of("2.0.0")));
    assert_false(xapi_version_allows(XAPI_VERSION_1_0_3, text_of("2.0.0")));
    assert_true(xapi_version_allows(XAPI_VERSION_1_0_3, text_of("1.0")));
    assert_true(xapi_version_allows(XAPI_VERSION_2_0_0, text_of("1.0")));
    static const char *const others[] = {"", "1", "1.", "1.0.", "1.1", "1.1.0", "0.9.9", "2.0"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(xapi_version_allows(XAPI_VERSION_1_0_3, text_of(others[i])));
        assert_false(xapi_version_allows(XAPI_VERSION_2_0_0, text_of(others[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_versions_are_negotiated),
        cmocka_unit_test(other_versions_are_refused_with_what_to_send),
        cmocka_unit_test(responses_name_the_exact_version),
        cmocka_unit_test(statements_of_1_0_may_come_in_2_0_but_not_the_other_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
