/* SPDX-License-Identifier: Apache-2.0 */

/* Each limit of an LMS is broken once, by an LMS that takes as much as a good package has, less
 * one.
 */
#include "check/cases_fixture.h"
#include "targets/target.h"

#include <stdint.h>

extern const struct check_family CHECK_LMS_FAMILY;

static const struct check_case GOOD = {.rule = "none"};

/* Knows nothing but that it takes SCORM 1.2. */
static struct target tolerant(void)
{
    return (struct target){
        .name = "Tight LMS",
        .formats = {{.fact = {TARGET_VERIFIED, "x", NULL}, .name = "scorm12", .is_taken = true},
                    {.fact = {TARGET_VERIFIED, "x", NULL}, .name = "xapi"}}};
}

/* Takes a package of the good one's `limit`, and none of one less. */
struct limit_case {
    const char *rule;
    enum target_limit_id id;
    uint64_t value;
};

static void assert_limit(const struct limit_case *one)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct target lms = tolerant();
    lms.limits[one->id] =
        (struct target_limit){.fact = {TARGET_CLAIMED, "its manual", NULL}, .max = one->value};
    assert_int_equal(case_check(&GOOD, CASE_SCORM12, &lms, arena)->finding_count, 0);
    lms.limits[one->id].max--;
    const struct check_result *result = case_check(&GOOD, CASE_SCORM12, &lms, arena);
    if (result->finding_count == 0) {
        fail_msg("%s is not told", one->rule);
    }
    for (size_t i = 0; i < result->finding_count; i++) {
        assert_string_equal(result->findings[i].rule->id, one->rule);
        assert_non_null(strstr(result->findings[i].message, "(claimed: its manual)"));
    }
}

static uint64_t size_of_good(void)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    case_forge(&forge, &GOOD, CASE_SCORM12, arena);
    return forge.zip.length;
}

static void a_format_that_is_not_taken_is_told(void)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct target lms = tolerant();
    const struct check_result *result = case_check(&GOOD, CASE_TINCAN, &lms, arena);
    assert_int_equal(result->finding_count, 1);
    assert_string_equal(result->findings[0].rule->id, "LMS-format");
}

struct characters_case {
    const char *rule;
    enum target_characters_id id;
    const char *forbidden; /* stands in the good package */
};

static void assert_characters(const struct characters_case *one)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct target lms = tolerant();
    lms.characters[one->id] = (struct target_text){{TARGET_CLAIMED, "its manual", NULL}, "&'"};
    assert_int_equal(case_check(&GOOD, CASE_SCORM12, &lms, arena)->finding_count, 0);
    lms.characters[one->id].value = one->forbidden;
    const struct check_result *result = case_check(&GOOD, CASE_SCORM12, &lms, arena);
    if (result->finding_count == 0) {
        fail_msg("%s is not told", one->rule);
    }
    assert_string_equal(result->findings[0].rule->id, one->rule);
    assert_non_null(strstr(result->findings[0].message, "cannot take (claimed: its manual)"));
}

static const struct characters_case CHARACTERS_CASES[] = {
    {"LMS-zip-characters", TARGET_IN_ZIP_NAME, "&."},
    {"LMS-path-characters", TARGET_IN_PATH, "_"},
    {"LMS-launch-characters", TARGET_IN_LAUNCH_ADDRESS, "x"},
    {"LMS-identifier-characters", TARGET_IN_IDENTIFIER, "M"},
    {"LMS-title-characters", TARGET_IN_TITLE, "C"},
};
enum { CHARACTERS_COUNT = sizeof CHARACTERS_CASES / sizeof *CHARACTERS_CASES };

static void each_kind_of_characters_can_be_broken(void **state)
{
    (void)state;
    for (size_t i = 0; i < CHARACTERS_COUNT; i++) {
        assert_characters(&CHARACTERS_CASES[i]);
    }
}

/* All rules of the family but the first have a case of one of the two kinds. */
static void assert_no_other_rule(const struct limit_case *limits, size_t count)
{
    const struct check_rule *rules = &CHECK_LMS_FAMILY.rules[1];
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(rules[i].id, limits[i].rule);
    }
    for (size_t i = 0; i < CHARACTERS_COUNT; i++) {
        assert_string_equal(rules[count + i].id, CHARACTERS_CASES[i].rule);
    }
    assert_null(rules[count + CHARACTERS_COUNT].id);
}

static void each_limit_of_an_lms_can_be_broken(void **state)
{
    (void)state;
    const struct limit_case cases[] = {
        {"P26-size", TARGET_ZIP_BYTES, size_of_good()},
        {"P26-files", TARGET_FILE_COUNT, 8},
        {"P26-file", TARGET_FILE_BYTES, strlen(CASE_SCORM12[1])},
        {"P26-name", TARGET_ZIP_NAME, strlen("package.zip")},
        {"P26-path", TARGET_PATH, strlen("imscp_rootv1p1p2.xsd")},
        {"P26-title", TARGET_TITLE, strlen("Course")},
        {"P26-identifier", TARGET_IDENTIFIER, strlen("ITEM")},
        {"P26-launch", TARGET_LAUNCH_ADDRESS, strlen("index.html")},
    };
    a_format_that_is_not_taken_is_told();
    enum { LIMITS = sizeof cases / sizeof *cases };
    for (size_t i = 0; i < LIMITS; i++) {
        assert_limit(&cases[i]);
    }
    assert_no_other_rule(cases, LIMITS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_limit_of_an_lms_can_be_broken),
        cmocka_unit_test(each_kind_of_characters_can_be_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
