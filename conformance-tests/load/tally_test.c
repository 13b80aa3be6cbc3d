/* SPDX-License-Identifier: Apache-2.0 */

/* Nothing lost, nothing doubled: what the tally must notice. */
#include "load/tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { COUNT = 5, BYTES_MAX = 1 << 16 };

/* Adds a page that holds the statements numbered in `numbers`, up to a negative one. */
static void add_page(struct tally *tally, const struct payload *payload, const int *numbers)
{
    AUTO(buffer_finish) struct buffer page = BUFFER_INIT(BYTES_MAX);
    AUTO(buffer_finish) struct buffer more = BUFFER_INIT(BYTES_MAX);
    buffer_add_string(&page, "{\"statements\":[");
    for (size_t i = 0; numbers[i] >= 0; i++) {
        buffer_add_string(&page, i == 0 ? "" : ",");
        payload_write(payload, (uint32_t)numbers[i], &page);
    }
    buffer_add_string(&page, "],\"more\":\"\"}");
    assert_int_equal(tally_add_page(tally, buffer_text(&page), &more, NULL), STATUS_OK);
    assert_int_equal(more.length, 0);
}

static struct tally *tally_of_all(const struct payload *payload)
{
    struct tally *tally = tally_create(payload, COUNT);
    tally_expect(tally, 0, COUNT);
    return tally;
}

static void each_statement_once_leaves_nothing_lost(void **state)
{
    (void)state;
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
    AUTO(tally_destroy) struct tally *tally = tally_of_all(&payload);
    add_page(tally, &payload, (const int[]){0, 1, 2, -1});
    add_page(tally, &payload, (const int[]){3, 4, -1});
    struct tally_result result = tally_result(tally);
    assert_int_equal(result.found, COUNT);
    assert_int_equal(result.lost + result.doubled + result.foreign, 0);
}

static void a_statement_on_no_page_is_lost(void **state)
{
    (void)state;
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
    AUTO(tally_destroy) struct tally *tally = tally_of_all(&payload);
    add_page(tally, &payload, (const int[]){0, 1, 4, -1});
    assert_int_equal(tally_result(tally).lost, 2);
}

static void a_statement_that_was_not_acknowledged_is_not_lost(void **state)
{
    (void)state;
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
    AUTO(tally_destroy) struct tally *tally = tally_create(&payload, COUNT);
    tally_expect(tally, 1, 2);
    add_page(tally, &payload, (const int[]){0, 1, -1});
    struct tally_result result = tally_result(tally);
    assert_int_equal(result.expected, 2);
    assert_int_equal(result.found, 2);
    assert_int_equal(result.lost, 1);
    assert_int_equal(result.doubled + result.foreign, 0);
}

static void a_statement_on_two_pages_is_doubled(void **state)
{
    (void)state;
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
    AUTO(tally_destroy) struct tally *tally = tally_of_all(&payload);
    add_page(tally, &payload, (const int[]){0, 1, -1});
    add_page(tally, &payload, (const int[]){1, 1, -1});
    struct tally_result result = tally_result(tally);
    assert_int_equal(result.doubled, 1);
    assert_int_equal(result.found, 2);
}

static void a_statement_of_another_run_is_foreign(void **state)
{
    (void)state;
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
    struct payload other = payload_make(7, 1, &payload_usual_shape);
    AUTO(tally_destroy) struct tally *tally = tally_of_all(&payload);
    add_page(tally, &other, (const int[]){0, -1});
    add_page(tally, &payload, (const int[]){COUNT, -1});
    assert_int_equal(tally_result(tally).foreign, 2);
    assert_int_equal(tally_result(tally).lost, COUNT);
}

static void more_is_handed_on(void **state)
{
    (void)state;
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
    AUTO(tally_destroy) struct tally *tally = tally_of_all(&payload);
    AUTO(buffer_finish) struct buffer more = BUFFER_INIT(BYTES_MAX);
    struct text page = text_of("{\"statements\":[],\"more\":\"\\/xapi\\/statements?cursor=7\"}");
    assert_int_equal(tally_add_page(tally, page, &more, NULL), STATUS_OK);
    assert_true(text_is(buffer_text(&more), "/xapi/statements?cursor=7"));
}

static void an_answer_without_statements_is_refused(void **state)
{
    (void)state;
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
    AUTO(tally_destroy) struct tally *tally = tally_of_all(&payload);
    AUTO(buffer_finish) struct buffer more = BUFFER_INIT(BYTES_MAX);
    struct error error = {0};
    assert_int_equal(tally_add_page(tally, text_of("{\"more\":\"\"}"), &more, &error),
                     STATUS_INVALID);
    assert_non_null(strstr(error.message, "'statements'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_statement_once_leaves_nothing_lost),
        cmocka_unit_test(a_statement_on_no_page_is_lost),
        cmocka_unit_test(a_statement_that_was_not_acknowledged_is_not_lost),
        cmocka_unit_test(a_statement_on_two_pages_is_doubled),
        cmocka_unit_test(a_statement_of_another_run_is_foreign),
        cmocka_unit_test(more_is_handed_on),
        cmocka_unit_test(an_answer_without_statements_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
