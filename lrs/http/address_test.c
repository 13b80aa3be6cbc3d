/* SPDX-License-Identifier: Apache-2.0 */

/* ADDRESS:PORT is read, or refused with what is expected. */
#include "http/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>
#include <string.h>

static void numeric_addresses_are_read(void **state)
{
    (void)state;
    struct http_address address;
    assert_int_equal(http_address_read("127.0.0.1:8080", &address, NULL), STATUS_OK);
    assert_false(address.is_ipv6);
    struct sockaddr_in ipv4;
    memcpy(&ipv4, &address.storage, sizeof ipv4);
    assert_int_equal(ntohs(ipv4.sin_port), 8080);
    assert_int_equal(ntohl(ipv4.sin_addr.s_addr), 0x7f000001);
    assert_int_equal(http_address_read("[::1]:0", &address, NULL), STATUS_OK);
    assert_true(address.is_ipv6);
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "8080",
                                        ":8080",
                                        "127.0.0.1",
                                        "127.0.0.1:",
                                        "127.0.0.1:65536",
                                        "127.0.0.1:x",
                                        "::1:8080",
                                        "[127.0.0.1]:1",
                                        "[]:1",
                                        "localhost:80"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct http_address address;
        struct error error;
        assert_int_equal(http_address_read(texts[i], &address, &error), STATUS_INVALID);
        assert_non_null(strstr(error.message, "127.0.0.1:8080"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numeric_addresses_are_read),
        cmocka_unit_test(anything_else_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
