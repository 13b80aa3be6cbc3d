/* SPDX-License-Identifier: Apache-2.0 */

/* What a run's statements promise: distinct, about 1 KB, recognised again. */
#include "load/payload.h"

#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { BYTES_MAX = 1 << 16, BYTES_FROM = 950, BYTES_TO = 1150 };

static void a_statement_is_about_a_kilobyte(void **state)
{
    (void)state;
    struct payload payload = payload_make();
    AUTO(buffer_finish) struct buffer first = BUFFER_INIT(BYTES_MAX);
    AUTO(buffer_finish) struct buffer last = BUFFER_INIT(BYTES_MAX);
    payload_write(&payload, 0, &first);
    payload_write(&payload, 9999999, &last);
    assert_in_range(first.length, BYTES_FROM, BYTES_TO);
    assert_in_range(last.length, BYTES_FROM, BYTES_TO);
}

static void a_batch_is_a_list_of_its_statements(void **state)
{
    (void)state;
    struct payload payload = payload_make();
    AUTO(buffer_finish) struct buffer batch = BUFFER_INIT(BYTES_MAX);
    AUTO(json_release) json_t *list = NULL;
    payload_write_batch(&payload, 255, 3, &batch);
    assert_int_equal(json_read(buffer_text(&batch), NULL, &list, NULL), STATUS_OK);
    assert_int_equal(json_array_size(list), 3);
    for (uint32_t i = 0; i < 3; i++) {
        const json_t *id = json_object_get(json_array_get(list, i), "id");
        uint32_t number = 0;
        assert_true(payload_number_of(&payload, text_of(json_string_value(id)), &number));
        assert_int_equal(number, 255 + i);
    }
}

static void ids_of_other_runs_are_not_recognised(void **state)
{
    (void)state;
    struct payload payload = payload_make();
    struct uuid other = uuid_make();
    char text[UUID_TEXT_SIZE];
    uint32_t number = 0;
    uuid_format(&other, text);
    assert_false(payload_number_of(&payload, text_of(text), &number));
    assert_false(payload_number_of(&payload, text_of("no uuid"), &number));
}

static json_t *registration(const struct payload *payload, uint32_t number)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(BYTES_MAX);
    AUTO(json_release) json_t *statement = NULL;
    payload_write(payload, number, &bytes);
    assert_int_equal(json_read(buffer_text(&bytes), NULL, &statement, NULL), STATUS_OK);
    return json_incref(json_object_get(json_object_get(statement, "context"), "registration"));
}

static void a_learner_keeps_the_registration(void **state)
{
    (void)state;
    struct payload payload = payload_make();
    AUTO(json_release) json_t *first = registration(&payload, 7);
    AUTO(json_release) json_t *again = registration(&payload, 7 + PAYLOAD_LEARNERS);
    AUTO(json_release) json_t *other = registration(&payload, 8);
    assert_true(json_is_string(first));
    assert_true(json_equal(first, again));
    assert_false(json_equal(first, other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_is_about_a_kilobyte),
        cmocka_unit_test(a_batch_is_a_list_of_its_statements),
        cmocka_unit_test(ids_of_other_runs_are_not_recognised),
        cmocka_unit_test(a_learner_keeps_the_registration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
