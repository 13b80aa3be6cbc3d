/* SPDX-License-Identifier: Apache-2.0 */

/* Which addresses sockets reach, and the heads of requests to them. */
#include "load/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))
#define HEADERS                                         \
    "Authorization: Basic a2V5OnNlY3JldA==\r\n"         \
    "Accept: */*\r\nContent-Type: application/json\r\n" \
    "X-Experience-API-Version: 1.0.3\r\n"

enum { HEAD_MAX = 1 << 12 };

static struct client *open_at(const char *endpoint)
{
    const struct client_options options = {endpoint, "key", "secret", "the scope all"};
    struct client *client = NULL;
    assert_int_equal(client_open(&options, &client, NULL), STATUS_OK);
    return client;
}

static void assert_plain(const char *endpoint, bool is_plain)
{
    AUTO(client_close) struct client *client = open_at(endpoint);
    if (origin_is_plain(client) != is_plain) {
        fail_msg("'%s' should %sbe plain", endpoint, is_plain ? "" : "not ");
    }
    assert_string_equal(wire_choose(client)->name, is_plain ? "sockets" : "libcurl");
}

static void forget_proxies(void)
{
    static const char *const variables[] = {"http_proxy", "all_proxy", "ALL_PROXY"};
    for (size_t i = 0; i < COUNT(variables); i++) {
        assert_int_equal(unsetenv(variables[i]), 0); // NOLINT(concurrency-mt-unsafe): one thread
    }
}

static void only_plain_addresses_go_without_libcurl(void **state)
{
    (void)state;
    forget_proxies();
    assert_plain("http://127.0.0.1:8080/xapi/", true);
    assert_plain("http://[::1]:8080/xapi/", true);
    assert_plain("http://lrs.invalid", true);
    assert_plain("http://lrs.invalid/a%20b/user@home", true);
    assert_plain("https://lrs.invalid/xapi/", false);
    assert_plain("http://user:password@lrs.invalid/xapi/", false);
    assert_plain("http://[fe80::1%25eth0]/xapi/", false);
}

static void a_proxy_is_left_to_libcurl(void **state)
{
    (void)state;
    static const char *const variables[] = {"http_proxy", "all_proxy", "ALL_PROXY"};
    for (size_t i = 0; i < COUNT(variables); i++) {
        forget_proxies();
        // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
        assert_int_equal(setenv(variables[i], "http://proxy.invalid:3128", 1), 0);
        assert_plain("http://127.0.0.1:8080/xapi/", false);
        // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
        assert_int_equal(setenv(variables[i], "", 1), 0);
        assert_plain("http://127.0.0.1:8080/xapi/", true);
    }
    forget_proxies();
}

struct head_row {
    const char *endpoint;
    const char *more; /* behind client_statements_url(); NULL: a POST of "[]" */
    const char *head;
};

static void assert_head(const struct head_row *row)
{
    AUTO(client_close) struct client *client = open_at(row->endpoint);
    AUTO(origin_destroy) struct origin *origin = NULL;
    AUTO(buffer_finish) struct buffer url = BUFFER_INIT(HEAD_MAX);
    AUTO(buffer_finish) struct buffer head = BUFFER_INIT(HEAD_MAX);
    assert_int_equal(origin_create(client, &origin, NULL), STATUS_OK);
    buffer_add_string(&url, client_statements_url(client));
    buffer_add_string(&url, row->more != NULL ? row->more : "");
    const struct wire_request request = {.url = row->more != NULL ? url.data : NULL,
                                         .body = text_of("[]")};
    origin_write_head(origin, &request, &head);
    assert_string_equal(head.data, row->head);
}

static void a_head_has_the_path_the_host_and_the_headers(void **state)
{
    (void)state;
    static const struct head_row rows[] = {
        {"http://127.0.0.1:8080/xapi/", NULL,
         "POST /xapi/statements HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n" HEADERS
         "Content-Length: 2\r\n\r\n"},
        {"http://127.0.0.1", "?limit=1",
         "GET /statements?limit=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n" HEADERS "\r\n"},
        {"http://[::1]:81/?lrs=1&path=", NULL,
         "POST /?lrs=1&path=/statements HTTP/1.1\r\nHost: [::1]:81\r\n" HEADERS
         "Content-Length: 2\r\n\r\n"},
        {"http://127.0.0.1:80/a/../b", NULL,
         "POST /b/statements HTTP/1.1\r\nHost: 127.0.0.1\r\n" HEADERS "Content-Length: 2\r\n\r\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_head(&rows[i]);
    }
}

static void what_is_no_address_and_no_host_is_not_reached(void **state)
{
    (void)state;
    static const struct {
        const char *endpoint;
        const char *message;
    } rows[] = {
        {"http://127.0.0.1:x/", "'http://127.0.0.1:x/statements' is no address"},
        {"http://127.0.0.1/a b", "'http://127.0.0.1/a b/statements' is no address"},
        {"http://a..b/", "the LRS's host 'a..b' cannot be found: "},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO(client_close) struct client *client = open_at(rows[i].endpoint);
        struct origin *origin = NULL;
        struct error error = {0};
        assert_int_equal(origin_create(client, &origin, &error), STATUS_UNAVAILABLE);
        if (!text_starts_with(text_of(error.message), rows[i].message)) {
            fail_msg("%s", error.message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_plain_addresses_go_without_libcurl),
        cmocka_unit_test(a_proxy_is_left_to_libcurl),
        cmocka_unit_test(a_head_has_the_path_the_host_and_the_headers),
        cmocka_unit_test(what_is_no_address_and_no_host_is_not_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
