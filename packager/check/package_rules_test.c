/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about packages as a whole is broken once. */
#include "check/cases_fixture.h"
#include "targets/target.h"

#include <stdint.h>
#include <sys/stat.h>

extern const struct check_family CHECK_PACKAGE_FAMILY;

static const struct check_case CASES[] = {
    {.rule = "P1", .file = "tincan.xml", .renamed = "course/tincan.xml"},
    {.rule = "P1", .file = "tincan.xml", .renamed = "TinCan.xml"},
};

/* A folder with more folders in one another than are followed. */
static void a_folder_too_deep_is_told(struct arena *arena)
{
    const char *path = "package_rules_test.folder";
    for (size_t i = 0; i < OPENED_DEPTH_MAX + 2; i++) {
        (void)mkdir(path, 0700);
        path = arena_print(arena, "%s/a", path);
    }
    struct opened *opened = NULL;
    assert_int_equal(opened_open("package_rules_test.folder", arena, &opened, NULL), STATUS_OK);
    const struct check_options options = {.threshold = CHECK_ERROR};
    struct check_run *run = check_begin(arena, &options);
    check_package(run, opened);
    const struct check_result *result = NULL;
    assert_int_equal(check_end(run, &result, NULL), STATUS_OK);
    assert_true(case_is_told(result, "Z-folder-too-large"));
}

static void each_rule_about_packages_can_be_broken(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    case_assert_good(CASE_TINCAN);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        case_assert(&CASES[i], CASE_TINCAN);
    }
    a_folder_too_deep_is_told(arena);
    const struct check_rule *rules = CHECK_PACKAGE_FAMILY.rules;
    assert_string_equal(rules[0].id, "P1");
    assert_string_equal(rules[1].id, "Z-folder-too-large");
    assert_null(rules[2].id);
}

static void messages_say_what_is_wrong_with_the_manifests_place(void **state)
{
    (void)state;
    static const struct {
        struct check_case one;
        const char *part;
    } ROWS[] = {
        {{.rule = "P1", .file = "tincan.xml", .renamed = "a/tincan.xml"}, "lies in a folder"},
        {{.rule = "P1", .file = "tincan.xml", .renamed = "Tincan.xml"}, "capital letters"},
        {{.rule = "P1", .file = "index.html", .renamed = "a.html"}, NULL},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct check_result *result = case_check(&ROWS[i].one, CASE_TINCAN, NULL, arena);
        for (size_t j = 0; ROWS[i].part != NULL && j < result->finding_count; j++) {
            assert_true(strcmp(result->findings[j].rule->id, "P1") != 0 ||
                        strstr(result->findings[j].message, ROWS[i].part) != NULL);
        }
        assert_int_equal(case_is_told(result, "P1"), ROWS[i].part != NULL);
    }
}

static void plain_web_pages_are_a_fault_only_for_an_lms(void **state)
{
    (void)state;
    const char *const files[] = {"index.html", "<p>", NULL};
    case_assert_good(files);
    const char *const none[] = {"page.html", "<p>", NULL};
    const struct check_case one = {.rule = "P1"};
    case_assert(&one, none);

    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct target *lms = NULL;
    assert_int_equal(target_find("moodle", arena, &lms, NULL), STATUS_OK);
    assert_true(case_is_told(case_check(&one, files, lms, arena), "P1"));
    assert_false(case_is_told(case_check(&one, CASE_SCORM12, lms, arena), "P1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_packages_can_be_broken),
        cmocka_unit_test(messages_say_what_is_wrong_with_the_manifests_place),
        cmocka_unit_test(plain_web_pages_are_a_fault_only_for_an_lms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
