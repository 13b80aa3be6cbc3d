/* SPDX-License-Identifier: Apache-2.0 */

/* Tests that the program and lms.schema.json know the same names and words. */
#include "targets/target_terms.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { SCHEMA_MAX = 1 << 20 };

static int read_schema(void **state)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SCHEMA_MAX);
    json_t *schema = NULL;
    if (file_read(PROFILES_FOLDER "/lms.schema.json", SCHEMA_MAX, &buffer, NULL) != STATUS_OK ||
        json_read(buffer_text(&buffer), NULL, &schema, NULL) != STATUS_OK) {
        return -1;
    }
    *state = schema;
    return 0;
}

static int drop_schema(void **state)
{
    json_release(*state);
    return 0;
}

static const json_t *properties_of(const json_t *schema, const char *table)
{
    const json_t *properties = json_object_get(
        json_object_get(json_object_get(schema, "properties"), table), "properties");
    assert_true(json_is_object(properties));
    return properties;
}

static void assert_names(const json_t *schema, const char *table, const struct target_term *terms,
                         size_t count)
{
    const json_t *properties = properties_of(schema, table);
    assert_int_equal(json_object_size(properties), count);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(json_object_get(properties, terms[i].name));
        assert_true(terms[i].title[0] != '\0');
    }
}

static void the_schema_has_the_names_of_every_table(void **state)
{
    const json_t *schema = *state;
    assert_names(schema, "formats", TARGET_FORMAT_TERMS, TARGET_FORMATS);
    assert_names(schema, "limits", TARGET_LIMIT_TERMS, TARGET_LIMITS);
    assert_names(schema, "characters", TARGET_CHARACTERS_TERMS, TARGET_CHARACTERS);
    assert_names(schema, "behaviour", TARGET_BEHAVIOUR_TERMS, TARGET_BEHAVIOURS);
}

static const json_t *words_in(const json_t *properties, const char *name)
{
    const json_t *all = json_object_get(json_object_get(properties, name), "allOf");
    const json_t *value =
        json_object_get(json_object_get(json_array_get(all, 1), "properties"), "value");
    return json_object_get(value, "enum");
}

static void the_schema_has_the_words_of_every_switch(void **state)
{
    const json_t *properties = properties_of(*state, "switches");
    assert_int_equal(json_object_size(properties), TARGET_SWITCHES);
    for (size_t i = 0; i < TARGET_SWITCHES; i++) {
        const struct target_switch_term *term = &TARGET_SWITCH_TERMS[i];
        const json_t *words = words_in(properties, term->name);
        size_t count = 0;
        while (term->words[count].name != NULL) {
            assert_string_equal(json_string_value(json_array_get(words, count)),
                                term->words[count].name);
            assert_true(term->words[count].meaning[0] != '\0');
            count++;
        }
        assert_int_equal(json_array_size(words), count);
    }
}

static void words_are_found_by_their_name(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_string_equal(target_word_find(TARGET_EXIT, "no-resume")->name, "no-resume");
    assert_null(target_word_find(TARGET_EXIT, "resume"));
    assert_null(target_word_find(TARGET_EXIT, NULL));
    assert_string_equal(target_words_list(TARGET_ATTEMPTS, arena), "one many as-set");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schema_has_the_names_of_every_table),
        cmocka_unit_test(the_schema_has_the_words_of_every_switch),
        cmocka_unit_test(words_are_found_by_their_name),
    };
    return cmocka_run_group_tests(tests, read_schema, drop_schema);
}
