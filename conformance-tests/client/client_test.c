/* SPDX-License-Identifier: Apache-2.0 */

/* Endpoints, and what an LRS's answers mean. */
#include "client/client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { URL_MAX = 1 << 10 };

static struct client *open_at(const char *endpoint)
{
    const struct client_options options = {endpoint, "key", "secret", "the scope all"};
    struct client *client = NULL;
    assert_int_equal(client_open(&options, &client, NULL), STATUS_OK);
    return client;
}

static void the_path_of_statements_is_put_behind_the_endpoint(void **state)
{
    (void)state;
    static const char *const endpoints[] = {"http://127.0.0.1:8080/xapi",
                                            "http://127.0.0.1:8080/xapi/"};
    for (size_t i = 0; i < sizeof endpoints / sizeof *endpoints; i++) {
        AUTO(client_close) struct client *client = open_at(endpoints[i]);
        assert_string_equal(client_statements_url(client), "http://127.0.0.1:8080/xapi/statements");
    }
}

static void more_leads_to_the_endpoints_origin(void **state)
{
    (void)state;
    static const struct {
        const char *more;
        const char *url;
    } rows[] = {
        {"/xapi/statements?cursor=7", "http://127.0.0.1:8080/xapi/statements?cursor=7"},
        {"/more/7", "http://127.0.0.1:8080/more/7"},
        {"statements?cursor=7", "http://127.0.0.1:8080/xapi/statements?cursor=7"},
        {"http://127.0.0.1:8080/more/7", "http://127.0.0.1:8080/more/7"},
        {"@other.invalid/more", "http://127.0.0.1:8080/xapi/@other.invalid/more"},
    };
    AUTO(client_close) struct client *client = open_at("http://127.0.0.1:8080/xapi/");
    AUTO(buffer_finish) struct buffer url = BUFFER_INIT(URL_MAX);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(client_resolve(client, text_of(rows[i].more), &url, NULL), STATUS_OK);
        assert_string_equal(url.data, rows[i].url);
    }
}

static void more_is_not_followed_to_another_origin(void **state)
{
    (void)state;
    static const char *const elsewhere[] = {
        "http://other.invalid/more",
        "//other.invalid/more",
        "http://127.0.0.1:8081/more",
        "http://127.0.0.1/more",
        "https://127.0.0.1:8080/more",
        "http://127.0.0.1:8080.other.invalid/more",
        "http://127.0.0.1:8080@other.invalid",
        "http://key:secret@127.0.0.1:8080/more",
        "file:///etc/passwd",
    };
    AUTO(client_close) struct client *client = open_at("http://127.0.0.1:8080/xapi/");
    AUTO(buffer_finish) struct buffer url = BUFFER_INIT(URL_MAX);
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        struct error error = {0};
        assert_int_equal(client_resolve(client, text_of(elsewhere[i]), &url, &error),
                         STATUS_INVALID);
        assert_non_null(strstr(error.message, elsewhere[i]));
    }
    assert_int_equal(url.length, 0);
}

static void the_port_that_a_scheme_implies_is_the_same_as_named(void **state)
{
    (void)state;
    AUTO(client_close) struct client *client = open_at("https://lrs.invalid/xapi");
    AUTO(buffer_finish) struct buffer url = BUFFER_INIT(URL_MAX);
    struct text more = text_of("https://LRS.invalid:443/more");
    assert_int_equal(client_resolve(client, more, &url, NULL), STATUS_OK);
}

static void only_http_and_https_are_endpoints(void **state)
{
    (void)state;
    static const char *const endpoints[] = {"", "127.0.0.1:8080", "file:///etc/passwd", "HTTP://a"};
    for (size_t i = 0; i < sizeof endpoints / sizeof *endpoints; i++) {
        const struct client_options options = {endpoints[i], "key", "secret", "the scope all"};
        struct client *client = NULL;
        struct error error = {0};
        assert_int_equal(client_open(&options, &client, &error), STATUS_INVALID);
        assert_non_null(strstr(error.message, "must start with http:// or https://"));
    }
}

static void an_answer_means_what_its_status_says(void **state)
{
    (void)state;
    static const struct {
        long code;
        enum status status;
        const char *message;
    } rows[] = {
        {200, STATUS_OK, ""},
        {204, STATUS_INVALID, "answers 204: 'said'"},
        {400, STATUS_INVALID, "answers 400: 'said'"},
        {401, STATUS_FORBIDDEN, "answers 401: the key needs the scope all"},
        {403, STATUS_FORBIDDEN, "answers 403: the key needs the scope all"},
        {503, STATUS_UNAVAILABLE, "503"},
    };
    AUTO(client_close) struct client *client = open_at("http://127.0.0.1/");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        assert_int_equal(client_judge(client, rows[i].code, text_of("said"), &error),
                         rows[i].status);
        assert_non_null(strstr(error.message, rows[i].message));
    }
}

static void a_request_bears_the_credential_and_the_version(void **state)
{
    (void)state;
    AUTO(client_close) struct client *client = open_at("http://127.0.0.1/");
    AUTO(buffer_finish) struct buffer headers = BUFFER_INIT(URL_MAX);
    client_write_headers(client, &headers);
    /* The base64 of "key:secret". */
    assert_string_equal(headers.data, "Authorization: Basic a2V5OnNlY3JldA==\r\n"
                                      "Accept: */*\r\n"
                                      "Content-Type: application/json\r\n"
                                      "X-Experience-API-Version: 1.0.3\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_path_of_statements_is_put_behind_the_endpoint),
        cmocka_unit_test(more_leads_to_the_endpoints_origin),
        cmocka_unit_test(more_is_not_followed_to_another_origin),
        cmocka_unit_test(the_port_that_a_scheme_implies_is_the_same_as_named),
        cmocka_unit_test(only_http_and_https_are_endpoints),
        cmocka_unit_test(an_answer_means_what_its_status_says),
        cmocka_unit_test(a_request_bears_the_credential_and_the_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
