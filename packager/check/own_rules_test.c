/* SPDX-License-Identifier: Apache-2.0 */

/* What the player keeps is measured as the player writes it, and held against LMSs by less one. */
#include "check/cases_fixture.h"
#include "targets/target.h"

#include <stdint.h>

extern const struct check_family CHECK_OWN_FAMILY;

enum { FILES_MAX = 2 * CASE_FILES_MAX + 1, SCRIPT_MAX = 1 << 20 };

/* The good AICC package with the script of a course: one module, a page, and a quiz of one question
 * with so many choices. */
static const char **with_script(size_t choices, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer script = BUFFER_INIT(SCRIPT_MAX);
    buffer_add_string(&script, "window.ibestPackage = {\"modules\":[{\"id\":\"back\",\"pages\":["
                               "{\"id\":\"welcome\"},{\"id\":\"check\",\"quiz\":{\"questions\":["
                               "{\"id\":\"first\",\"choices\":[");
    for (size_t i = 0; i < choices; i++) {
        buffer_add_string(&script, i > 0 ? ",0" : "0");
    }
    buffer_add_string(&script, "]}]}}]}]};\n");
    const char **files = ARENA_ARRAY(arena, const char *, FILES_MAX);
    size_t count = 0;
    for (; CASE_AICC[count] != NULL; count++) {
        files[count] = CASE_AICC[count];
    }
    files[count] = "course.01234567.js";
    files[count + 1] = arena_copy(arena, buffer_text(&script));
    return files;
}

static const struct check_result *check_it(const char *const *files, const struct target *lms,
                                           struct arena *arena)
{
    static const struct check_case NONE = {.rule = "none"};
    return case_check(&NONE, files, lms, arena);
}

/* Knows nothing but one limit. */
static struct target with_limit(enum target_limit_id id, uint64_t max)
{
    struct target lms = {
        .name = "Tight LMS",
        .formats = {{.fact = {TARGET_VERIFIED, "x", NULL}, .name = "aicc", .is_taken = true}},
    };
    lms.limits[id] =
        (struct target_limit){.fact = {TARGET_CLAIMED, "its manual", NULL}, .max = max};
    return lms;
}

static void assert_limit(const char *rule, enum target_limit_id id, uint64_t value)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *const *files = with_script(4, arena);
    struct target lms = with_limit(id, value);
    assert_int_equal(check_it(files, &lms, arena)->finding_count, 0);
    lms = with_limit(id, value - 1);
    const struct check_result *result = check_it(files, &lms, arena);
    assert_int_equal(result->finding_count, 1);
    assert_string_equal(result->findings[0].rule->id, rule);
}

/* "3." + check 7 + "." + build 16 + "." + position 1 + "." + registration 32 + "." + 1 digit of two
 * pages done + "." + 3 of the day + ".." + 2 digits of one score + "..." + 1 digit of two pages
 * seen
 * + "." + page 1 + ":" + 1 digit of four choices. */
static void each_limit_of_an_lms_can_be_broken(void **state)
{
    (void)state;
    assert_limit("LMS-suspend", TARGET_SUSPEND_DATA,
                 2 + 7 + 1 + 16 + 1 + 1 + 1 + 32 + 1 + 1 + 1 + 3 + 2 + 2 + 3 + 1 + 1 + 1 + 1 + 1);
    assert_limit("LMS-location", TARGET_LESSON_LOCATION, strlen("back.welcome"));
    assert_limit("LMS-interaction", TARGET_INTERACTION_ID, strlen("back_check_first"));
}

static void what_scorm_has_no_room_for_is_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_result *result = check_it(with_script(24400, arena), NULL, arena);
    assert_int_equal(result->finding_count, 1);
    assert_string_equal(result->findings[0].rule->id, "LMS-state");
    assert_non_null(strstr(result->findings[0].message,
                           "pages: 2, quizzes: 1, answers on one page: 4067 characters"));
    assert_int_equal(check_it(with_script(24000, arena), NULL, arena)->finding_count, 0);
}

static void each_rule_of_the_family_has_a_test_above(void **state)
{
    (void)state;
    static const char *const TESTED[] = {"LMS-state", "LMS-suspend", "LMS-location",
                                         "LMS-interaction"};
    size_t count = 0;
    for (const struct check_rule *rule = CHECK_OWN_FAMILY.rules; rule->id != NULL; rule++) {
        assert_true(count < sizeof TESTED / sizeof *TESTED);
        assert_string_equal(rule->id, TESTED[count++]);
    }
}

/* Anybody can write such a script. */
static void scripts_that_are_none_are_left_alone(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const char *const SCRIPTS[] = {
        "", "window.ibestPackage = ;\n", "window.ibestPackage = [];\n",
        "window.ibestPackage = {\"modules\":7};\n",
        "window.ibestPackage = "
        "{\"modules\":[{\"pages\":[null,{\"quiz\":{\"questions\":{}}}]}]};\n"};
    const struct target lms = with_limit(TARGET_SUSPEND_DATA, 4096);
    for (size_t i = 0; i < sizeof SCRIPTS / sizeof *SCRIPTS; i++) {
        const char **files = with_script(0, arena);
        size_t count = 0;
        while (files[count] != NULL) {
            count++;
        }
        files[count - 1] = SCRIPTS[i];
        assert_int_equal(check_it(files, &lms, arena)->finding_count, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_limit_of_an_lms_can_be_broken),
        cmocka_unit_test(what_scorm_has_no_room_for_is_told),
        cmocka_unit_test(each_rule_of_the_family_has_a_test_above),
        cmocka_unit_test(scripts_that_are_none_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
