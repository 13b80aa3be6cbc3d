/* SPDX-License-Identifier: Apache-2.0 */

/* A buffer holds what was added, up to its limit and nothing beyond. */
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void what_was_added_stands_in_order_with_a_nul_behind(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(100);
    buffer_add(&buffer, "ab\0c", 4);
    buffer_add_text(&buffer, (struct text){"def", 2});
    buffer_add_string(&buffer, "gh");
    buffer_add_character(&buffer, 'i');
    buffer_print(&buffer, "%d%%", 50);
    assert_int_equal(buffer.length, 12);
    assert_memory_equal(buffer.data, "ab\0cdeghi50%", 13);
    assert_int_equal(buffer_text(&buffer).length, 12);
    assert_int_equal(buffer_check(&buffer, "it", NULL), STATUS_OK);
}

static void a_number_has_at_least_the_digits_asked_for(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(100);
    static const struct {
        uint64_t number;
        unsigned digits;
        const char *text;
    } rows[] = {
        {0, 0, "0"},
        {0, 2, "00"},
        {7, 1, "7"},
        {7, 4, "0007"},
        {10, 2, "10"},
        {123, 2, "123"},
        {UINT64_MAX, 20, "18446744073709551615"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buffer_clear(&buffer);
        buffer_add_number(&buffer, rows[i].number, rows[i].digits);
        assert_string_equal(buffer.data, rows[i].text);
    }
}

static void an_empty_buffer_has_no_text(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(0);
    assert_int_equal(buffer_text(&buffer).length, 0);
    buffer_add(&buffer, NULL, 0);
    assert_string_equal(buffer.data, "");
    assert_false(buffer.overflowed);
}

static void the_limit_itself_still_fits(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(5);
    buffer_add_string(&buffer, "123");
    buffer_print(&buffer, "%d", 45);
    assert_string_equal(buffer.data, "12345");
    assert_false(buffer.overflowed);
}

static void what_passes_the_limit_is_left_out_as_a_whole_and_so_is_all_after_it(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(5);
    buffer_add_string(&buffer, "123");
    buffer_add_string(&buffer, "456");
    buffer_add_character(&buffer, '4');
    buffer_print(&buffer, "%d", 5);
    assert_string_equal(buffer.data, "123");
    struct error error;
    assert_int_equal(buffer_check(&buffer, "the answer", &error), STATUS_TOO_LARGE);
    assert_string_equal(error.message, "the answer is larger than the limit of 5 bytes");
}

static void a_limit_of_any_size_costs_no_memory(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SIZE_MAX - 1);
    for (int i = 0; i < 10000; i++) {
        buffer_add_string(&buffer, "0123456789");
    }
    assert_int_equal(buffer.length, 100000);
    assert_true(buffer.capacity < 300000);
    assert_memory_equal(buffer.data + 99990, "0123456789", 11);
}

static void clearing_forgets_the_overflow_and_keeps_the_memory(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(3);
    buffer_clear(&buffer);
    buffer_add_string(&buffer, "123");
    buffer_add_string(&buffer, "4");
    const char *memory = buffer.data;
    buffer_clear(&buffer);
    assert_int_equal(buffer_check(&buffer, "it", NULL), STATUS_OK);
    assert_string_equal(buffer.data, "");
    buffer_add_string(&buffer, "567");
    assert_string_equal(buffer.data, "567");
    assert_ptr_equal(buffer.data, memory);
}

static void a_finished_buffer_may_be_used_and_finished_again(void **state)
{
    (void)state;
    struct buffer buffer = BUFFER_INIT(3);
    buffer_add_string(&buffer, "123");
    buffer_finish(&buffer);
    buffer_finish(&buffer);
    buffer_add_string(&buffer, "456");
    assert_string_equal(buffer.data, "456");
    buffer_finish(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_added_stands_in_order_with_a_nul_behind),
        cmocka_unit_test(a_number_has_at_least_the_digits_asked_for),
        cmocka_unit_test(an_empty_buffer_has_no_text),
        cmocka_unit_test(the_limit_itself_still_fits),
        cmocka_unit_test(what_passes_the_limit_is_left_out_as_a_whole_and_so_is_all_after_it),
        cmocka_unit_test(a_limit_of_any_size_costs_no_memory),
        cmocka_unit_test(clearing_forgets_the_overflow_and_keeps_the_memory),
        cmocka_unit_test(a_finished_buffer_may_be_used_and_finished_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
