/* SPDX-License-Identifier: Apache-2.0 */

/* Which request a form stands for. */
#include "resources/alternate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>
#include <string.h>

static const struct http_field sent_headers[] = {
    {"Content-Type", "application/x-www-form-urlencoded"},
    {"content-length", "99"},
    {"Accept-Language", "cy"},
    {"X-Experience-API-Version", "1.0.3"},
};

static struct http_request make(struct arena *arena, const char *target, const char *form)
{
    struct http_request request = {.arena = arena,
                                   .parameter_max = 16,
                                   .method = HTTP_POST,
                                   .method_name = "POST",
                                   .headers = sent_headers,
                                   .header_count = sizeof sent_headers / sizeof sent_headers[0],
                                   .body = text_of(form)};
    assert_int_equal(http_request_set_target(&request, target, NULL), STATUS_OK);
    return request;
}

static void only_a_post_with_method_is_alternate(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct http_request request = make(arena, "/xapi/statements?method=GET", "");
    assert_true(alternate_is(&request));
    request.method = HTTP_PUT;
    assert_false(alternate_is(&request));
    request = make(arena, "/xapi/statements?Method=GET", "");
    assert_false(alternate_is(&request));
}

static void the_form_gives_headers_parameters_and_content(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct http_request request =
        make(arena, "/xapi/activities/state?method=PUT",
             "stateId=a+b&content=%7B%22%C3%A9%22%3A1%7D&Content-Type=application%2Fjson&"
             "x-experience-api-version=1.0.1&If-Match=%22a%22&If-None-Match=*&Content-Length=3&"
             "Authorization=Basic+YTpi&agent=x");
    assert_int_equal(alternate_read(&request, NULL), STATUS_OK);
    assert_int_equal(request.method, HTTP_PUT);
    assert_string_equal(request.method_name, "PUT");
    assert_true(text_is(request.body, "{\"\xC3\xA9\":1}"));
    assert_int_equal(request.parameter_count, 2);
    assert_true(text_is(http_request_parameter(&request, "stateId"), "a b"));
    assert_true(text_is(http_request_parameter(&request, "agent"), "x"));
    static const struct http_field expected[] = {
        {"Content-Type", "application/json"},
        {"X-Experience-API-Version", "1.0.1"},
        {"If-Match", "\"a\""},
        {"If-None-Match", "*"},
        {"Authorization", "Basic YTpi"},
        {"Accept-Language", "cy"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_string_equal(http_request_header(&request, expected[i].name), expected[i].value);
    }
}

static void headers_of_http_stay_where_the_form_has_none(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct http_request request = make(arena, "/xapi/agents?method=GET", "agent=x");
    assert_int_equal(alternate_read(&request, NULL), STATUS_OK);
    assert_string_equal(http_request_header(&request, "X-Experience-API-Version"), "1.0.3");
    assert_null(http_request_header(&request, "Content-Type"));
    assert_int_equal(request.body.length, 0);
    request = make(arena, "/xapi/statements?method=PUT", "statementId=x&content={}");
    assert_int_equal(alternate_read(&request, NULL), STATUS_OK);
    assert_string_equal(http_request_header(&request, "Content-Type"), "application/json");
}

static void content_where_none_belongs_is_dropped(void **state)
{
    (void)state;
    static const char *const targets[] = {"/xapi/agents?method=GET", "/xapi/agents?method=DELETE"};
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct http_request request = make(arena, targets[i], "agent=x&content=undefined");
        assert_int_equal(alternate_read(&request, NULL), STATUS_OK);
        assert_int_equal(request.body.length, 0);
        assert_int_equal(request.parameter_count, 1);
    }
}

static void what_is_not_the_syntax_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        const char *form;
        const char *place;
    } cases[] = {
        {"method=PUT&statementId=x", "content={}", "method: "},
        {"method=PUT&method=PUT", "content={}", "method: "},
        {"method=", "content={}", "method: "},
        {"method=put", "content={}", "method: "},
        {"method=HEAD", "", "method: "},
        {"method=OPTIONS", "", "method: "},
        {"method=PUT", "", "content: "},
        {"method=POST", "{\"id\":1}", "content: "},
        {"method=PUT", "Content={}", "content: "},
        {"method=PUT", "content=1&content=2", "content: "},
        {"method=PUT", "content=%", "form: "},
        {"method=PUT", "content=%00", "form: "},
        {"method=PUT", "content=%FF", "form: "},
        {"method=PUT", "content=1&If-Match=a&if-match=a", "If-Match: "},
        {"method=PUT", "content=1&Content-Type=a%0D%0AX%3A+b", "Content-Type: "},
        {"method=GET", "a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a", "form: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const char *target = arena_print(arena, "/xapi/statements?%s", cases[i].query);
        struct http_request request = make(arena, target, cases[i].form);
        struct error error = {.message = ""};
        assert_int_equal(alternate_read(&request, &error), STATUS_INVALID);
        assert_memory_equal(error.message, cases[i].place, strlen(cases[i].place));
    }
}

static void two_authorizations_must_be_the_same(void **state)
{
    (void)state;
    static const struct http_field headers[] = {{"authorization", "Basic YTpi"}};
    static const struct {
        const char *form;
        enum status expected;
    } cases[] = {{"Authorization=Basic+YTpi", STATUS_OK},
                 {"Authorization=Basic+YTpj", STATUS_INVALID},
                 {"Authorization=", STATUS_INVALID},
                 {"", STATUS_OK}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct http_request request = make(arena, "/xapi/about?method=GET", cases[i].form);
        request.headers = headers;
        request.header_count = 1;
        struct error error;
        assert_int_equal(alternate_read(&request, &error), cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_post_with_method_is_alternate),
        cmocka_unit_test(the_form_gives_headers_parameters_and_content),
        cmocka_unit_test(headers_of_http_stay_where_the_form_has_none),
        cmocka_unit_test(content_where_none_belongs_is_dropped),
        cmocka_unit_test(what_is_not_the_syntax_is_refused_with_its_place),
        cmocka_unit_test(two_authorizations_must_be_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
