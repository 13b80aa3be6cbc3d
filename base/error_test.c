/* SPDX-License-Identifier: Apache-2.0 */

/* Messages of failures: whole, placed, and cut at a whole character. */
#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_cut(const char *message)
{
    const char *ellipsis = "\xE2\x80\xA6";
    size_t length = strlen(message);
    return length > 3 && strcmp(message + length - 3, ellipsis) == 0;
}

static void failing_gives_the_status_and_describes_it(void **state)
{
    (void)state;
    struct error error;
    assert_int_equal(FAIL(&error, STATUS_NOT_FOUND, "no page '%s'", "x"), STATUS_NOT_FOUND);
    assert_int_equal(error.status, STATUS_NOT_FOUND);
    assert_string_equal(error.message, "no page 'x'");
}

static void who_does_not_want_the_message_gives_null(void **state)
{
    (void)state;
    assert_int_equal(FAIL(NULL, STATUS_CONFLICT, "%d", 1), STATUS_CONFLICT);
    error_locate(NULL, "%s", "x");
}

static void the_place_goes_before_the_message_and_keeps_the_status(void **state)
{
    (void)state;
    struct error error;
    error_describe(&error, STATUS_INVALID, "too long");
    error_locate(&error, "line %d", 3);
    error_locate(&error, "%s", "a.md");
    assert_string_equal(error.message, "a.md: line 3: too long");
    assert_int_equal(error.status, STATUS_INVALID);
}

static void the_longest_message_is_kept_whole(void **state)
{
    (void)state;
    struct error error;
    error_describe(&error, STATUS_INVALID, "%*s", ERROR_MESSAGE_SIZE - 1, "x");
    assert_int_equal(strlen(error.message), ERROR_MESSAGE_SIZE - 1);
    assert_false(is_cut(error.message));
}

static void longer_messages_are_cut_at_a_whole_character(void **state)
{
    (void)state;
    for (int padding = 0; padding < 8; padding++) {
        char text[901] = "";
        for (size_t i = 0; i + 1 < sizeof text; i++) {
            text[i] = "\xF0\x9F\x98\x80"[i % 4];
        }
        struct error error;
        error_describe(&error, STATUS_INVALID, "%*s%s", padding, "", text);
        assert_true(is_cut(error.message));
        size_t length = strlen(error.message);
        assert_true(length > ERROR_MESSAGE_SIZE - 8 && length < ERROR_MESSAGE_SIZE);
        assert_int_equal((length - 3 - (size_t)padding) % 4, 0);
    }
}

static void a_long_place_is_cut_and_leaves_room_for_the_message(void **state)
{
    (void)state;
    char place[1000];
    memset(place, 'p', sizeof place - 1);
    place[sizeof place - 1] = '\0';
    struct error error;
    error_describe(&error, STATUS_INVALID, "too long");
    error_locate(&error, "%s", place);
    assert_non_null(strstr(error.message, "\xE2\x80\xA6: too long"));
    error_locate(&error, "%s", place);
    error_locate(&error, "%s", place);
    assert_true(is_cut(error.message));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failing_gives_the_status_and_describes_it),
        cmocka_unit_test(who_does_not_want_the_message_gives_null),
        cmocka_unit_test(the_place_goes_before_the_message_and_keeps_the_status),
        cmocka_unit_test(the_longest_message_is_kept_whole),
        cmocka_unit_test(longer_messages_are_cut_at_a_whole_character),
        cmocka_unit_test(a_long_place_is_cut_and_leaves_room_for_the_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
