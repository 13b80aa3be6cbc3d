/* SPDX-License-Identifier: Apache-2.0 */

/* An ETag is the SHA-1 of the content. */
#include "resources/etag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>

static void an_etag_is_the_sha1_in_lower_case(void **state)
{
    (void)state;
    static const struct {
        struct text content;
        const char *expected;
    } cases[] = {
        {{NULL, 0}, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
        {{"abc", 3}, "a9993e364706816aba3e25717850c26c9cd0d89d"},
        {{"\0", 1}, "5ba93c9db0cff93f52b521d7420e43f6eda2784f"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char etag[ETAG_SIZE];
        etag_of(cases[i].content, etag);
        assert_string_equal(etag, cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_etag_is_the_sha1_in_lower_case)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
