/* SPDX-License-Identifier: Apache-2.0 */

/* What holds for all rules, and for what is made of their findings. */
#include "check/check.h"

#include "base/ascii.h"
#include "base/file.h"
#include "check/cases_fixture.h"
#include "zip/zip_writer.h"

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static bool is_sentence(const char *text)
{
    size_t length = strlen(text);
    return length > 10 && text[length - 1] == '.';
}

static void every_rule_says_what_why_and_what_to_do(void **state)
{
    (void)state;
    for (size_t i = 0; check_rule_at(i) != NULL; i++) {
        const struct check_rule *rule = check_rule_at(i);
        bool has_all = rule->title != NULL && rule->why != NULL && rule->remedy != NULL &&
                       rule->source != NULL && rule->source[0] != '\0';
        if (!has_all || is_sentence(rule->title) || !is_sentence(rule->why) ||
            !is_sentence(rule->remedy)) {
            fail_msg("%s lacks something, or ends wrongly", rule->id);
        }
    }
}

static void ids_are_of_letters_and_stand_once(void **state)
{
    (void)state;
    for (size_t i = 0; check_rule_at(i) != NULL; i++) {
        const struct check_rule *rule = check_rule_at(i);
        assert_ptr_equal(check_rule_find(rule->id), rule);
        assert_int_equal(check_rule_order(rule), i);
        for (const char *c = rule->id; *c != '\0'; c++) {
            assert_true(ascii_is_letter_or_digit(*c) || *c == '-');
        }
    }
    assert_null(check_rule_find("P0"));
}

/* Whose test breaks each of its rules: cases_assert() fails for one that is not broken. */
static void every_family_has_a_test(void **state)
{
    (void)state;
    for (size_t i = 0; CHECK_FAMILIES[i] != NULL; i++) {
        char path[4096];
        (void)snprintf(path, sizeof path, "%s/%s_rules_test.c", SOURCE_FOLDER,
                       CHECK_FAMILIES[i]->name);
        if (!file_exists(path)) {
            fail_msg("there is no %s", path);
        }
    }
}

/* 30 names that need care, in no order. */
static const struct check_result *check_many(struct arena *arena)
{
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    const struct check_case none = {.rule = "none"};
    for (const char *const *file = CASE_TINCAN; file[0] != NULL; file += 2) {
        case_add(&forge, &none, file[0], file[1]);
    }
    for (size_t i = 0; i < 30; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "%02zu b.txt", (i * 7) % 30);
        forge_add(&forge, name, "x");
    }
    forge_close(&forge);
    struct text zip = buffer_text(&forge.zip);
    struct text copy = {arena_copy(arena, zip), zip.length};
    const struct check_options options = {.threshold = CHECK_WARNING};
    struct check_run *run = check_begin(arena, &options);
    check_package(run, opened_from_bytes("b.zip", copy, arena));
    check_package(run, opened_from_bytes("a.zip", copy, arena));
    const struct check_result *result = NULL;
    assert_int_equal(check_end(run, &result, NULL), STATUS_OK);
    return result;
}

static void findings_are_sorted_by_package_and_place(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_result *result = check_many(arena);
    for (size_t i = 1; i < result->finding_count; i++) {
        const struct check_finding *before = &result->findings[i - 1];
        const struct check_finding *after = &result->findings[i];
        assert_true(before->package != after->package ||
                    strcmp(before->place.file, after->place.file) < 0);
    }
    assert_string_equal(result->findings[0].package, "b.zip");
    assert_string_equal(result->findings[result->finding_count - 1].package, "a.zip");
}

static void of_many_findings_the_first_are_kept_and_all_are_counted(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_result *result = check_many(arena);
    assert_int_equal(result->finding_count, 2 * CHECK_FINDINGS_KEPT);
    assert_int_equal(result->counts[CHECK_WARNING], 60);
    assert_int_equal(result->more_count, 2);
    assert_int_equal(result->more[0].count, 10);
    assert_string_equal(result->more[0].package, "b.zip");
    assert_string_equal(result->more[0].rule->id, "P22");
}

/* A course is checked package by package, each of which is gone before the next. */
static void nothing_of_a_package_is_kept(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_options options = {.threshold = CHECK_WARNING};
    struct check_run *run = check_begin(arena, &options);
    for (size_t i = 0; i < 200; i++) {
        AUTO(arena_destroy) struct arena *brief = arena_create();
        const struct zip_entry entries[] = {
            {.name = arena_copy_string(brief, "imsmanifest.xml"),
             .content = text_of(arena_copy_string(brief, "<manifest><item/></manifest>"))},
            {.name = arena_copy_string(brief, "a b.html"), .content = {"x", 1}},
        };
        struct opened *opened = NULL;
        assert_int_equal(opened_from_entries(arena_copy_string(brief, "p.zip"), entries, 2, brief,
                                             &opened, NULL),
                         STATUS_OK);
        check_package(run, opened);
    }
    const struct check_result *result = NULL;
    assert_int_equal(check_end(run, &result, NULL), STATUS_OK);
    assert_int_equal(result->package_count, 200);
    size_t letters = 0;
    for (size_t i = 0; i < result->finding_count; i++) {
        const struct check_finding *finding = &result->findings[i];
        assert_string_equal(finding->package, "p.zip");
        letters += strlen(finding->message) + strlen(finding->rule->id);
        letters += finding->place.file != NULL ? strlen(finding->place.file) : 0;
        letters += finding->place.element != NULL ? strlen(finding->place.element) : 0;
    }
    assert_true(letters > 0);
}

static void a_package_is_bad_from_its_threshold_on(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct check_result result = *check_many(arena);
    assert_true(check_result_is_bad(&result));
    result.options.threshold = CHECK_ERROR;
    assert_false(check_result_is_bad(&result));
}

static void what_cannot_be_read_fails_the_check(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *path = "check_test.zip";
    const struct zip_entry entry = {
        .name = "tincan.xml", .content = {"<tincan/>", 9}, .packing = ZIP_STORED};
    assert_int_equal(zip_write(path, &entry, 1, NULL), STATUS_OK);
    struct opened *opened = NULL;
    assert_int_equal(opened_open(path, arena, &opened, NULL), STATUS_OK);
    assert_int_equal(truncate(path, 1), 0);
    const struct check_options options = {.threshold = CHECK_ERROR};
    struct check_run *run = check_begin(arena, &options);
    check_package(run, opened);
    const struct check_result *result = NULL;
    struct error error = {0};
    assert_int_equal(check_end(run, &result, &error), STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "'tincan.xml'"));
    (void)unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_says_what_why_and_what_to_do),
        cmocka_unit_test(ids_are_of_letters_and_stand_once),
        cmocka_unit_test(every_family_has_a_test),
        cmocka_unit_test(findings_are_sorted_by_package_and_place),
        cmocka_unit_test(of_many_findings_the_first_are_kept_and_all_are_counted),
        cmocka_unit_test(nothing_of_a_package_is_kept),
        cmocka_unit_test(a_package_is_bad_from_its_threshold_on),
        cmocka_unit_test(what_cannot_be_read_fails_the_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
