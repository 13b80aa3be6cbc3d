/* SPDX-License-Identifier: Apache-2.0 */

/* SHA-2 of "abc" (FIPS 180-2, appendices), whole and in pieces. */
#include "attachments/sha2.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_length_tells_the_hash(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca1"
        "34c825a7",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23"
        "a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        AUTO(sha2_destroy) struct sha2 *sha2 = sha2_create(strlen(expected[i]));
        assert_non_null(sha2);
        char hex[SHA2_HEX_SIZE];
        sha2_add(sha2, text_of("a"));
        sha2_add(sha2, (struct text){NULL, 0});
        sha2_add(sha2, text_of("bc"));
        sha2_to_hex(sha2, hex);
        assert_string_equal(hex, expected[i]);
        sha2_add(sha2, text_of("abc"));
        sha2_to_hex(sha2, hex);
        assert_string_equal(hex, expected[i]);
    }
}

static void other_lengths_are_no_hash(void **state)
{
    (void)state;
    assert_null(sha2_create(0));
    assert_null(sha2_create(40));
    assert_null(sha2_create(65));
    assert_null(sha2_create(256));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_length_tells_the_hash),
        cmocka_unit_test(other_lengths_are_no_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
