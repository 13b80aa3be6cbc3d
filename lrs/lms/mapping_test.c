/* SPDX-License-Identifier: Apache-2.0 */

/* Mappings are read, and what is wrong with one is told with its place: profiles/lms-exports has
 * right and wrong ones. */
#include "lms/mapping.h"

#include "base/file.h"

#include <dirent.h>
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char folder[] = SOURCE_FOLDER "/../../profiles/lms-exports";

/* Reads a file below the folder; its status. */
static enum status read_mapping(const char *name, struct arena *arena, struct lms_mapping *out,
                                struct error *error)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(LMS_MAPPING_MAX);
    const char *path = arena_print(arena, "%s/%s", folder, name);
    assert_int_equal(file_read(path, LMS_MAPPING_MAX, &content, error), STATUS_OK);
    const struct text json = {arena_copy(arena, buffer_text(&content)), content.length};
    return lms_mapping_read(json, name, arena, out, error);
}

/* Calls `check` for each mapping in a folder; how many there are. */
static size_t each(const char *name, void (*check)(const char *file))
{
    char path[512];
    size_t count = 0;
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    DIR *all = opendir(path);
    assert_non_null(all);
    for (struct dirent *entry = readdir(all); entry != NULL; entry = readdir(all)) {
        struct text file = text_of(entry->d_name);
        if (text_ends_with(file, ".json") && !text_ends_with(file, ".schema.json")) {
            (void)snprintf(path, sizeof path, "%s/%s", name, entry->d_name);
            check(path);
            count++;
        }
    }
    (void)closedir(all);
    return count;
}

static void check_valid(const char *file)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct lms_mapping mapping;
    struct error error;
    if (read_mapping(file, arena, &mapping, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static void check_invalid(const char *file)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer expected = BUFFER_INIT(1000);
    struct lms_mapping mapping;
    struct error error;
    regex_t pattern;
    const char *path =
        arena_print(arena, "%s/%.*s.expected", folder, (int)(strlen(file) - strlen(".json")), file);
    assert_int_equal(file_read(path, 1000, &expected, &error), STATUS_OK);
    const char *words = arena_copy(arena, text_trim(buffer_text(&expected)));
    assert_int_equal(regcomp(&pattern, words, REG_EXTENDED | REG_NOSUB), 0);
    assert_int_equal(read_mapping(file, arena, &mapping, &error), STATUS_INVALID);
    if (regexec(&pattern, error.message, 0, NULL, 0) != 0) {
        fail_msg("'%s' does not say '%s'", error.message, words);
    }
    regfree(&pattern);
}

static void right_mappings_are_read(void **state)
{
    (void)state;
    assert_true(each(".", check_valid) >= 5);
    assert_true(each("valid", check_valid) >= 2);
}

static void what_is_wrong_is_told_with_its_place(void **state)
{
    (void)state;
    assert_true(each("invalid", check_invalid) >= 15);
}

static void all_of_a_mapping_is_taken(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct lms_mapping mapping;
    struct error error;
    assert_int_equal(read_mapping("valid/everything.json", arena, &mapping, &error), STATUS_OK);
    assert_true(text_is(mapping.id, "everything"));
    assert_true(text_is(mapping.home_page, "https://lms.example"));
    for (size_t i = 0; i < LMS_FIELDS; i++) {
        assert_int_equal(mapping.columns[i].count, 1);
    }
    assert_true(mapping.has_activity_columns);
    assert_int_equal(mapping.empty.count, 2);
    assert_int_equal(mapping.status_count, 3);
    assert_int_equal(mapping.statuses[2].verb, LMS_NOTHING);
    assert_int_equal(mapping.dates.count, 3);
    assert_int_equal(mapping.score_max, 100);
    assert_int_equal(mapping.score_pass, 80);
    assert_int_equal(mapping.durations, LMS_CLOCK | LMS_WORDS | LMS_ISO | LMS_MINUTES);
    assert_int_equal(mapping.activity_count, 2);
    assert_true(text_is(mapping.activities[1].activity.course, "https://example.org/c"));
}

static void mappings_that_are_part_of_the_program_are_found_by_name(void **state)
{
    (void)state;
    static const char *const names[] = {"moodle-scorm", "moodle-course", "totara",
                                        "esr",          "learninghub",   "dls"};
    struct text json;
    struct error error;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct lms_mapping mapping;
        assert_int_equal(lms_mapping_find(names[i], &json, &error), STATUS_OK);
        assert_int_equal(lms_mapping_read(json, names[i], arena, &mapping, &error), STATUS_OK);
        assert_true(text_is(mapping.id, names[i]));
    }
    assert_int_equal(lms_mapping_find("kallidus", &json, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "there are dls, esr, learninghub"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_mappings_are_read),
        cmocka_unit_test(what_is_wrong_is_told_with_its_place),
        cmocka_unit_test(all_of_a_mapping_is_taken),
        cmocka_unit_test(mappings_that_are_part_of_the_program_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
