/* SPDX-License-Identifier: Apache-2.0 */

/* Content-Type headers and the boundary in them. */
#include "multipart/boundary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SEVENTY "1234567890123456789012345678901234567890123456789012345678901234567890"

struct row {
    const char *header;
    const char *expected; /* the boundary, or how the message begins */
};

static void boundaries_are_read(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"multipart/mixed; boundary=abc", "abc"},
        {"Multipart/MIXED;BOUNDARY=abc", "abc"},
        {" multipart/mixed ; charset=utf-8 ; boundary=abc ; x=\"y;z\"", "abc"},
        {"multipart/mixed; boundary=\"abc\"", "abc"},
        {"multipart/mixed; boundary=\"a b\\c\\'\"", "a bc'"},
        {"multipart/mixed; boundary=\"abcABC0123'()+_,-./:=?\"", "abcABC0123'()+_,-./:=?"},
        {"multipart/mixed; boundary=abcABC0123'()+_,-./:=?", "abcABC0123'()+_,-./:=?"},
        {"multipart/mixed; x=\"; boundary=no\"; boundary=abc", "abc"},
        {"multipart/mixed; boundary=abc;", "abc"},
        {"multipart/mixed; boundary=-------314159265358979323846", "-------314159265358979323846"},
        {"multipart/mixed; boundary=" SEVENTY, SEVENTY},
        {"multipart/mixed; boundary=\"" SEVENTY "\"", SEVENTY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct boundary boundary;
        struct error error = {.message = ""};
        if (boundary_read(text_of(rows[i].header), &boundary, &error) != STATUS_OK) {
            fail_msg("%s: %s", rows[i].header, error.message);
        }
        assert_string_equal(boundary.text, rows[i].expected);
    }
}

static void what_is_no_boundary_is_refused(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"", "Content-Type: must be multipart/mixed"},
        {"application/json", "Content-Type: must be multipart/mixed"},
        {"multipart/form-data; boundary=abc", "Content-Type: must be multipart/mixed"},
        {"multipart/mixedx; boundary=abc", "Content-Type: must be multipart/mixed"},
        {"multipart/mixed", "Content-Type: lacks the boundary"},
        {"multipart/mixed;", "Content-Type: lacks the boundary"},
        {"multipart/mixed; boundaryx=abc", "Content-Type: lacks the boundary"},
        {"multipart/mixed; boundary", "Content-Type: the boundary must have 1 to 70"},
        {"multipart/mixed; boundary=", "Content-Type: the boundary must have 1 to 70"},
        {"multipart/mixed; boundary=\"\"", "Content-Type: the boundary must have 1 to 70"},
        {"multipart/mixed; boundary=" SEVENTY "1", "Content-Type: the boundary must have 1 to 70"},
        {"multipart/mixed; boundary=a\"b", "Content-Type: character 2 of the boundary"},
        {"multipart/mixed; boundary=a\xC3\xA4", "Content-Type: character 2 of the boundary"},
        {"multipart/mixed; boundary=\"a\r\nb\"", "Content-Type: character 2 of the boundary"},
        {"multipart/mixed; boundary=\"a \"", "Content-Type: the boundary must not end in a space"},
        {"multipart/mixed; boundary=a b", "Content-Type: its parameters are not of the form"},
        {"multipart/mixed; boundary=\"a", "Content-Type: its parameters are not of the form"},
        {"multipart/mixed; boundary=\"a\"b", "Content-Type: its parameters are not of the form"},
        {"multipart/mixed; boundary=a; boundary=a", "Content-Type: has two boundaries"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct boundary boundary;
        struct error error = {.message = ""};
        assert_int_equal(boundary_read(text_of(rows[i].header), &boundary, &error), STATUS_INVALID);
        if (!text_starts_with(text_of(error.message), rows[i].expected)) {
            fail_msg("%s: %s", rows[i].header, error.message);
        }
    }
}

static void a_nul_in_the_header_is_refused(void **state)
{
    (void)state;
    static const char header[] = "multipart/mixed; boundary=a\0b";
    struct boundary boundary;
    assert_int_equal(boundary_read((struct text){header, sizeof header - 1}, &boundary, NULL),
                     STATUS_INVALID);
}

static void media_types_are_compared_without_case_and_parameters(void **state)
{
    (void)state;
    assert_true(media_type_is(text_of("application/json"), "application/json"));
    assert_true(media_type_is(text_of(" Application/JSON ; charset=utf-8"), "application/json"));
    assert_false(media_type_is(text_of("application/jsonx"), "application/json"));
    assert_false(media_type_is((struct text){NULL, 0}, "application/json"));
    assert_true(text_is(media_type_of(text_of("text/plain; a=b")), "text/plain"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boundaries_are_read),
        cmocka_unit_test(what_is_no_boundary_is_refused),
        cmocka_unit_test(a_nul_in_the_header_is_refused),
        cmocka_unit_test(media_types_are_compared_without_case_and_parameters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
