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
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
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
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
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
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
    struct uuid other = uuid_make();
    char text[UUID_TEXT_SIZE];
    uint32_t number = 0;
    uuid_format(&other, text);
    assert_false(payload_number_of(&payload, text_of(text), &number));
    assert_false(payload_number_of(&payload, text_of("no uuid"), &number));
}

static json_t *statement(const struct payload *payload, uint32_t number)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(BYTES_MAX);
    json_t *statement = NULL;
    payload_write(payload, number, &bytes);
    assert_int_equal(json_read(buffer_text(&bytes), NULL, &statement, NULL), STATUS_OK);
    return statement;
}

static void a_seed_and_part_repeat_their_statements(void **state)
{
    (void)state;
    const struct payload payloads[] = {
        payload_make(7, 0, &payload_usual_shape),
        payload_make(7, 0, &payload_usual_shape),
        payload_make(7, 1, &payload_usual_shape),
        payload_make(8, 0, &payload_usual_shape),
    };
    AUTO(json_release) json_t *first = statement(&payloads[0], 3);
    for (size_t i = 1; i < sizeof payloads / sizeof *payloads; i++) {
        AUTO(json_release) json_t *other = statement(&payloads[i], 3);
        assert_int_equal(json_equal(first, other), i == 1);
    }
}

static void a_group_has_its_members(void **state)
{
    (void)state;
    const struct payload_shape shape = {.learners = 3, .activities = 1, .members = 5};
    struct payload payload = payload_make(7, 0, &shape);
    AUTO(json_release) json_t *of_group = statement(&payload, 2);
    const json_t *actor = json_object_get(of_group, "actor");
    assert_string_equal(json_string_value(json_object_get(actor, "objectType")), "Group");
    assert_int_equal(json_array_size(json_object_get(actor, "member")), 5);
}

static json_t *read(const struct buffer *bytes)
{
    json_t *value = NULL;
    assert_int_equal(json_read(buffer_text(bytes), NULL, &value, NULL), STATUS_OK);
    return value;
}

static void a_statement_is_what_it_can_be_asked_for_by(void **state)
{
    (void)state;
    const struct payload_shape shape = {.learners = 7, .activities = 3, .instructors = 2};
    struct payload payload = payload_make(7, 0, &shape);
    AUTO(json_release) json_t *whole = statement(&payload, 40);
    AUTO(buffer_finish) struct buffer actor = BUFFER_INIT(BYTES_MAX);
    AUTO(buffer_finish) struct buffer instructor = BUFFER_INIT(BYTES_MAX);
    AUTO(buffer_finish) struct buffer activity = BUFFER_INIT(BYTES_MAX);
    payload_write_actor_of(&payload, 40, &actor);
    payload_write_instructor_of(&payload, 40, &instructor);
    payload_write_activity_of(&payload, 40, &activity);
    AUTO(json_release) json_t *actor_value = read(&actor);
    AUTO(json_release) json_t *instructor_value = read(&instructor);
    const json_t *context = json_object_get(whole, "context");
    const json_t *object = json_object_get(whole, "object");
    const json_t *verb = json_object_get(whole, "verb");
    assert_true(json_equal(json_object_get(whole, "actor"), actor_value));
    assert_true(json_equal(json_object_get(context, "instructor"), instructor_value));
    assert_string_equal(json_string_value(json_object_get(object, "id")), activity.data);
    assert_string_equal(json_string_value(json_object_get(verb, "id")), payload_verb_of(40));
}

static json_t *registration(const struct payload *payload, uint32_t number)
{
    AUTO(json_release) json_t *whole = statement(payload, number);
    return json_incref(json_object_get(json_object_get(whole, "context"), "registration"));
}

static void a_learner_keeps_the_registration(void **state)
{
    (void)state;
    struct payload payload = payload_make(7, 0, &payload_usual_shape);
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
        cmocka_unit_test(a_seed_and_part_repeat_their_statements),
        cmocka_unit_test(a_group_has_its_members),
        cmocka_unit_test(a_statement_is_what_it_can_be_asked_for_by),
        cmocka_unit_test(a_learner_keeps_the_registration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
