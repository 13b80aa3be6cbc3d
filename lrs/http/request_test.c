/* SPDX-License-Identifier: Apache-2.0 */

/* Query strings are decoded strictly; what was sent can be found. */
#include "http/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>

enum { PARAMETER_MAX = 8 };

static struct http_request read_target(struct arena *arena, const char *target,
                                       enum status expected)
{
    struct http_request request = {.arena = arena, .parameter_max = PARAMETER_MAX};
    struct error error = {.status = STATUS_OK};
    assert_int_equal(http_request_set_target(&request, target, &error), expected);
    return request;
}

static void escapes_and_plus_signs_are_decoded(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct http_request request =
        read_target(arena, "/a/b?one=x%20y+z&two=%C3%A9&three&four=&five=a=b", STATUS_OK);
    assert_string_equal(request.path, "/a/b");
    assert_int_equal(request.parameter_count, 5);
    assert_true(text_is(http_request_parameter(&request, "one"), "x y z"));
    assert_true(text_is(http_request_parameter(&request, "two"), "\xc3\xa9"));
    assert_true(text_is(http_request_parameter(&request, "three"), ""));
    assert_non_null(http_request_parameter(&request, "four").data);
    assert_true(text_is(http_request_parameter(&request, "five"), "a=b"));
    assert_null(http_request_parameter(&request, "One").data);
}

static void broken_escapes_nul_and_other_encodings_are_refused(void **state)
{
    (void)state;
    static const char *const targets[] = {"/?a=%",   "/?a=%4",  "/?a=%zz",
                                          "/?a=%00", "/?%ff=a", "/?a=%c3"};
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        (void)read_target(arena, targets[i], STATUS_INVALID);
    }
}

static void more_parameters_than_the_limit_are_refused(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *target = "/?";
    for (int i = 0; i < PARAMETER_MAX; i++) {
        target = arena_print(arena, "%sa=1&", target);
    }
    (void)read_target(arena, target, STATUS_OK);
    (void)read_target(arena, arena_print(arena, "%sb=1", target), STATUS_INVALID);
}

static void a_form_gives_parameters_as_a_query_string_does(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct http_request request = read_target(arena, "/?method=PUT", STATUS_OK);
    request.body = text_of("content=%7B%22a%22%3A+1%7D&&If-Match=%2A");
    assert_int_equal(http_request_read_form(&request, NULL), STATUS_OK);
    assert_int_equal(request.parameter_count, 2);
    assert_true(text_is(http_request_parameter(&request, "content"), "{\"a\": 1}"));
    assert_true(text_is(http_request_parameter(&request, "If-Match"), "*"));
    struct error error;
    request.body = text_of("a=%");
    assert_int_equal(http_request_read_form(&request, &error), STATUS_INVALID);
    assert_memory_equal(error.message, "form: ", 6);
    request.body = text_of("a&b&c&d&e&f&g&h&i");
    assert_int_equal(http_request_read_form(&request, &error), STATUS_INVALID);
    assert_string_equal(error.message, "form: has 9 parameters; the limit is 8");
    assert_int_equal(request.parameter_count, 2);
    request.body = (struct text){NULL, 0};
    assert_int_equal(http_request_read_form(&request, NULL), STATUS_OK);
    assert_int_equal(request.parameter_count, 0);
}

static void unknown_and_doubled_parameters_are_named(void **state)
{
    (void)state;
    static const char *const known[] = {"agent", "verb", NULL};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error;
    struct http_request good = read_target(arena, "/?verb=1&agent=2", STATUS_OK);
    assert_int_equal(http_request_check_parameters(&good, known, &error), STATUS_OK);
    struct http_request unknown = read_target(arena, "/?Verb=1", STATUS_OK);
    assert_int_equal(http_request_check_parameters(&unknown, known, &error), STATUS_INVALID);
    assert_string_equal(error.message, "Verb: unknown parameter; here may stand: agent, verb");
    struct http_request doubled = read_target(arena, "/?verb=1&verb=1", STATUS_OK);
    assert_int_equal(http_request_check_parameters(&doubled, known, &error), STATUS_INVALID);
    assert_string_equal(error.message, "verb: given twice; give it once");
}

static void headers_are_found_in_any_case(void **state)
{
    (void)state;
    const struct http_field headers[] = {{"content-type", "text/plain"}, {"If-Match", "*"}};
    const struct http_request request = {.headers = headers, .header_count = 2};
    assert_string_equal(http_request_header(&request, "Content-Type"), "text/plain");
    assert_string_equal(http_request_header(&request, "if-match"), "*");
    assert_null(http_request_header(&request, "Accept"));
}

static void methods_are_known_by_their_exact_name(void **state)
{
    (void)state;
    assert_int_equal(http_method_of("GET"), HTTP_GET);
    assert_int_equal(http_method_of("DELETE"), HTTP_DELETE);
    assert_int_equal(http_method_of("get"), HTTP_OTHER);
    assert_int_equal(http_method_of("TRACE"), HTTP_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_and_plus_signs_are_decoded),
        cmocka_unit_test(broken_escapes_nul_and_other_encodings_are_refused),
        cmocka_unit_test(more_parameters_than_the_limit_are_refused),
        cmocka_unit_test(a_form_gives_parameters_as_a_query_string_does),
        cmocka_unit_test(unknown_and_doubled_parameters_are_named),
        cmocka_unit_test(headers_are_found_in_any_case),
        cmocka_unit_test(methods_are_known_by_their_exact_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
