/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of reading LMS profiles: those of the program, and the right and wrong ones beside them. */
#include "targets/target.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/buffer.h"
#include "base/file.h"

#include <dirent.h>
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FILE_MAX = 1 << 16 };

static const char *read_text(struct arena *arena, const char *path)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(FILE_MAX);
    assert_int_equal(file_read(path, FILE_MAX, &buffer, NULL), STATUS_OK);
    return arena_copy(arena, text_trim(buffer_text(&buffer)));
}

static bool matches(const char *message, const char *pattern)
{
    regex_t expression;
    assert_int_equal(regcomp(&expression, pattern, REG_EXTENDED | REG_NOSUB), 0);
    bool found = regexec(&expression, message, 0, NULL, 0) == 0;
    regfree(&expression);
    return found;
}

/* `pattern` is NULL for a profile that is right. */
static void check_profile(struct arena *arena, const char *folder, const char *name,
                          const char *pattern)
{
    const char *text = read_text(arena, arena_print(arena, "%s/%s", folder, name));
    const struct target *target = NULL;
    struct error error = {0};
    enum status status = target_parse(name, text_of(text), arena, &target, &error);
    if (status != (pattern == NULL ? STATUS_OK : STATUS_INVALID)) {
        fail_msg("%s: status %d: %s", name, (int)status, error.message);
    }
    if (pattern != NULL && !matches(error.message, pattern)) {
        fail_msg("%s: want '%s', got '%s'", name, pattern, error.message);
    }
}

static void check_folder(const char *folder, bool is_valid)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    size_t count = 0;
    /* One thread, so readdir() is safe. */
    for (struct dirent *entry = readdir(directory);   // NOLINT(concurrency-mt-unsafe)
         entry != NULL; entry = readdir(directory)) { // NOLINT(concurrency-mt-unsafe)
        if (!text_ends_with(text_of(entry->d_name), ".json")) {
            continue;
        }
        size_t stem = strlen(entry->d_name) - strlen(".json");
        const char *expected =
            arena_print(arena, "%s/%.*s.expected", folder, (int)stem, entry->d_name);
        check_profile(arena, folder, entry->d_name, is_valid ? NULL : read_text(arena, expected));
        count++;
    }
    (void)closedir(directory);
    assert_true(count > 0);
}

static void right_profiles_are_read(void **state)
{
    (void)state;
    check_folder(PROFILES_FOLDER "/valid", true);
}

static void wrong_profiles_are_refused_with_line_and_remedy(void **state)
{
    (void)state;
    check_folder(PROFILES_FOLDER "/invalid", false);
}

static void every_value_is_read_into_its_place(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *text = read_text(arena, PROFILES_FOLDER "/valid/every-value.json");
    const struct target *target = NULL;
    assert_int_equal(target_parse("every-value.json", text_of(text), arena, &target, NULL),
                     STATUS_OK);
    for (size_t i = 0; i < TARGET_LIMITS; i++) {
        assert_int_equal(target->limits[i].max, 100 + i);
        assert_int_equal(target->limits[i].fact.mark, TARGET_VERIFIED);
        assert_string_equal(target->limits[i].fact.note, "as of 2026");
    }
    for (size_t i = 0; i < TARGET_FORMATS; i++) {
        assert_int_equal(target->formats[i].is_taken, strcmp(target->formats[i].name, "cmi5") != 0);
    }
    for (size_t i = 0; i < TARGET_CHARACTERS; i++) {
        assert_string_equal(target->characters[i].value, "' &");
        assert_int_equal(target->characters[i].fact.mark, TARGET_INFERRED);
    }
    assert_string_equal(target->switches[TARGET_WINDOW].value, "frameset");
    assert_string_equal(target->behaviour[TARGET_IMPORT].value, "As said.");
    assert_string_equal(target->behaviour[TARGET_MOBILE].value, "As said.");
    assert_true(target_is(target, TARGET_ADDRESS_ON_UPDATE, "changes"));
    assert_false(target_is(target, TARGET_ADDRESS_ON_UPDATE, "stays"));
    assert_int_equal(target->domain_count, 1);
    assert_string_equal(target->domains[0], "lms.example.org");
    assert_int_equal(target->link_count, 1);
    assert_string_equal(target->links[0].words, "its manual");
    assert_string_equal(target->links[0].address, "https://example.org/manual");
}

static void facts_are_gone_through_to_the_last(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *text = read_text(arena, PROFILES_FOLDER "/valid/every-value.json");
    const struct target *target = NULL;
    assert_int_equal(target_parse("every-value.json", text_of(text), arena, &target, NULL),
                     STATUS_OK);
    size_t count = 0;
    while (target_fact_at(target, count) != NULL) {
        assert_string_equal(target_fact_at(target, count)->source, "its manual");
        count++;
    }
    assert_int_equal(count, TARGET_FORMATS + TARGET_LIMITS + TARGET_CHARACTERS + TARGET_SWITCHES +
                                TARGET_BEHAVIOURS + 2 + 1 + 1);
    assert_ptr_equal(target_fact_at(target, count - 1), &target->domains_fact);
}

static void settings_and_faults_are_read_with_the_formats_that_they_are_about(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *text = read_text(arena, PROFILES_FOLDER "/valid/every-value.json");
    const struct target *target = NULL;
    assert_int_equal(target_parse("every-value.json", text_of(text), arena, &target, NULL),
                     STATUS_OK);
    assert_int_equal(target->setting_count, 2);
    const struct target_setting *setting = &target->settings[0];
    assert_string_equal(setting->place, "Menu");
    assert_string_equal(setting->label, "Box");
    assert_string_equal(setting->value, "ticked");
    assert_string_equal(setting->why, "It works then.");
    assert_string_equal(setting->fact.source, "its manual");
    assert_true(target_is_about(target, &setting->scope, "aicc"));
    assert_false(target_is_about(target, &setting->scope, "cmi5"));
    assert_false(target_is_about(target, &setting->scope, "web"));
    assert_true(target_is_about(target, &target->settings[1].scope, "cmi5"));
    assert_int_equal(target->fault_count, 1);
    assert_string_equal(target->faults[0].text, "It forgets.");
    assert_string_equal(target->faults[0].remedy, "Remind it.");
    assert_int_equal(target->faults[0].fact.mark, TARGET_CLAIMED);
}

static void what_is_unknown_is_no_word_of_a_switch(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct target *target = NULL;
    assert_int_equal(target_find("generic", arena, &target, NULL), STATUS_OK);
    assert_false(target_is(target, TARGET_UNSET_STATUS, "completed"));
    assert_int_equal(target->setting_count, 0);
}

static void all_profiles_of_the_program_are_found_by_name(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text rest = text_of(target_list(arena, " "));
    struct text name = {0};
    size_t count = 0;
    while (text_split(&rest, ' ', &name)) {
        const struct target *target = NULL;
        struct error error = {0};
        if (target_find(arena_copy(arena, name), arena, &target, &error) != STATUS_OK) {
            fail_msg("%s", error.message);
        }
        assert_true(text_is(name, target->id));
        count++;
    }
    assert_true(count >= 9);
}

static void an_unknown_lms_is_answered_with_those_that_are_known(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct target *target = NULL;
    struct error error = {0};
    assert_int_equal(target_find("moodl", arena, &target, &error), STATUS_NOT_FOUND);
    assert_null(target);
    assert_true(matches(error.message, "no LMS 'moodl'; give one of aicc-relay, .*, moodle, "));
    assert_int_equal(target_find("lms.schema", arena, &target, &error), STATUS_NOT_FOUND);
}

static const struct format_row {
    const char *lms;
    const char *format;
    enum status status;
    enum target_mark mark;
    const char *message; /* a pattern; NULL when it is taken */
} FORMAT_ROWS[] = {
    {"moodle", "scorm12", STATUS_OK, TARGET_VERIFIED, NULL},
    {"totara", "aicc", STATUS_OK, TARGET_CLAIMED, NULL},
    {"generic", "cmi5", STATUS_OK, TARGET_UNKNOWN, NULL},
    {"moodle", "cmi5", STATUS_INVALID, TARGET_UNKNOWN,
     "^Moodle takes no cmi5 package \\(verified: .*\\); it takes scorm12, scorm2004, aicc$"},
    {"learninghub", "xapi", STATUS_INVALID, TARGET_UNKNOWN, "it takes scorm12$"},
    {"esr", "web", STATUS_INVALID, TARGET_UNKNOWN, "format 'web'.* without --lms"},
};

static void formats_are_taken_or_refused_with_what_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof FORMAT_ROWS / sizeof *FORMAT_ROWS; i++) {
        const struct format_row *row = &FORMAT_ROWS[i];
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct target *target = NULL;
        struct error error = {0};
        enum target_mark mark = TARGET_UNKNOWN;
        assert_int_equal(target_find(row->lms, arena, &target, &error), STATUS_OK);
        assert_int_equal(target_check_format(target, row->format, arena, &mark, &error),
                         row->status);
        assert_int_equal(mark, row->mark);
        if (row->message != NULL && !matches(error.message, row->message)) {
            fail_msg("%s, %s: %s", row->lms, row->format, error.message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_profiles_are_read),
        cmocka_unit_test(wrong_profiles_are_refused_with_line_and_remedy),
        cmocka_unit_test(every_value_is_read_into_its_place),
        cmocka_unit_test(facts_are_gone_through_to_the_last),
        cmocka_unit_test(settings_and_faults_are_read_with_the_formats_that_they_are_about),
        cmocka_unit_test(what_is_unknown_is_no_word_of_a_switch),
        cmocka_unit_test(all_profiles_of_the_program_are_found_by_name),
        cmocka_unit_test(an_unknown_lms_is_answered_with_those_that_are_known),
        cmocka_unit_test(formats_are_taken_or_refused_with_what_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
