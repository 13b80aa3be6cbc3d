/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/breach_words.h"

#include "matching/fixture.h"

static void a_breach_names_the_place_what_is_there_and_what_has_to_be(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct template_rule plain = {.location_text = "$.result.success"};
    const struct template_rule selecting = {.location_text = "$.object", .selector_text = "$.id"};
    assert_string_equal(breach_words(&plain, CONSTRAINT_ANY, "false", arena),
                        "$.result.success has false, but one of the rule's 'any' has to be there");
    assert_string_equal(breach_words(&plain, CONSTRAINT_INCLUDED, NULL, arena),
                        "$.result.success has to be there, and is not");
    assert_string_equal(breach_words(&selecting, CONSTRAINT_ALL, NULL, arena),
                        "$.object, in it $.id has no value, but only those of the rule's 'all' may "
                        "be there");
    assert_string_equal(breach_words(NULL, CONSTRAINT_REFERENCE, NULL, arena),
                        "the statement that it refers to is missing, or matches another template");
}

static void a_value_is_written_up_to_its_limit_in_whole_characters(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const json_t *value = fixture_json(arena, "['\xC3\xA9t\xC3\xA9',1.50]");
    assert_null(breach_value(NULL, 9, arena));
    assert_string_equal(breach_value(value, 99, arena), "[\"\xC3\xA9t\xC3\xA9\",1.5]");
    assert_string_equal(breach_value(value, 13, arena), "[\"\xC3\xA9t\xC3\xA9\",1.5]");
    assert_string_equal(breach_value(value, 12, arena), "[\"\xC3\xA9t\xC3\xA9\",1.5\xE2\x80\xA6");
    assert_string_equal(breach_value(value, 3, arena), "[\"\xE2\x80\xA6");
    assert_string_equal(breach_value(value, 0, arena), "\xE2\x80\xA6");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_breach_names_the_place_what_is_there_and_what_has_to_be),
        cmocka_unit_test(a_value_is_written_up_to_its_limit_in_whole_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
