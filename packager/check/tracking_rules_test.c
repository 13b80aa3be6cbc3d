/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about what scripts say to the LMS is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_TRACKING_FAMILY;

#define IN_PAGE(script) "</main><script>" script "</script>"
#define PAGE_CASE(rule_, script)                                                          \
    {                                                                                     \
        .rule = rule_, .also = rule_ " H-inline", .file = "index.html", .old = "</main>", \
        .new = IN_PAGE(script)                                                            \
    }

#define LOADS_API "<script src=\"api.js\"></script>"

static const struct check_case CASES[] = {
    {.rule = "J-no-api", .file = "index.html", .old = LOADS_API, .new = ""},
    PAGE_CASE("J-finish", "API.LMSInitialize(''); set('cmi.core.lesson_status', s);"),
    PAGE_CASE("J-status", "API.LMSInitialize(''); API.LMSFinish('');"),
    PAGE_CASE("J-other-api",
              "try { api = w.API_1484_11; } catch (e) {} set('cmi.core.lesson_status', s);"),
    PAGE_CASE("J-other-model", "API.LMSFinish(''); API.LMSSetValue('cmi.completion_status', s);"),
};

static void each_rule_about_tracking_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_TRACKING_FAMILY, CASES, CASE_SCORM12);
}

/* The rules that are told of a package of which one text of the manifest, and the page's script,
 * were changed. */
static bool tells(const char *rule, const char *version, const char *script)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *files[2 * CASE_FILES_MAX + 1] = {NULL};
    const struct check_case manifest = {.rule = rule,
                                        .file = "imsmanifest.xml",
                                        .old = "<schemaversion>1.2<",
                                        .new = arena_print(arena, "<schemaversion>%s<", version)};
    for (size_t i = 0; CASE_SCORM12[i] != NULL; i += 2) {
        files[i] = CASE_SCORM12[i];
        files[i + 1] = case_content(&manifest, files[i], CASE_SCORM12[i + 1], arena);
    }
    const struct check_case page = {.rule = rule,
                                    .file = "index.html",
                                    .old = "</main>",
                                    .new = arena_print(arena, IN_PAGE("%s"), script)};
    return case_is_told(case_check(&page, files, NULL, arena), rule);
}

static void scorm_2004_has_its_own_names(void **state)
{
    (void)state;
    static const char OLD[] = "API.LMSInitialize(''); API.LMSFinish('');";
    static const char OLD_MODEL[] = "a = w.API_1484_11; set('cmi.core.score.raw', 1)";
    assert_true(tells("J-other-api", "2004 4th Edition", OLD));
    assert_false(tells("J-other-api", "1.2", OLD));
    assert_true(tells("J-other-model", "2004 4th Edition", OLD_MODEL));
}

static void a_package_that_knows_both_versions_is_good(void **state)
{
    (void)state;
    static const char BOTH[] =
        "a = w.API_1484_11 || w.API; a.LMSInitialize(''); "
        "a.LMSFinish(''); a.Terminate(''); "
        "set('cmi.core.lesson_status', s) || set('cmi.completion_status', s)";
    static const char *const RULES[] = {"J-finish", "J-status", "J-other-api", "J-other-model"};
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        assert_false(tells(RULES[i], "1.2", BOTH));
        assert_false(tells(RULES[i], "2004 4th Edition", BOTH));
    }
}

static void what_one_file_does_counts_for_all(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {.rule = "J-finish",
                                   .file = "index.html",
                                   .old = "</main>",
                                   .new = IN_PAGE("API.LMSInitialize('');"),
                                   .added = "b.js",
                                   .content = "API.LMSFinish(''); set('cmi.core.lesson_status')"};
    const struct check_result *result = case_check(&one, CASE_SCORM12, NULL, arena);
    assert_false(case_is_told(result, "J-finish"));
    assert_false(case_is_told(result, "J-status"));
}

/* Whether J-no-api is told when that takes the place of the script that finds the API. */
static bool seems_mute(const char *instead, const char *added, const char *content)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {.rule = "J-no-api",
                                   .file = "index.html",
                                   .old = LOADS_API,
                                   .new = instead,
                                   .added = added,
                                   .content = content};
    return case_is_told(case_check(&one, CASE_SCORM12, NULL, arena), "J-no-api");
}

static void the_api_may_be_looked_for_anywhere_in_reach(void **state)
{
    (void)state;
    assert_true(seems_mute("<script src=\"b.js\"></script>", "b.js", "var a = 1;"));
    assert_true(seems_mute("<a href=\"b.html\">b</a>", "b.html", "<p>b</p>"));
    assert_false(seems_mute("<script>find('API')</script>", "b.js", "x"));
    assert_false(seems_mute("<script src=\"api.js?1\"></script>", "b.js", "x"));
    assert_false(seems_mute("<a href=\"b.html\">b</a>", "b.html", LOADS_API));
    assert_false(seems_mute("<frame src=\"b.html\">", "b.html", LOADS_API));
    assert_false(
        seems_mute("<meta http-equiv=\"refresh\" content=\"0; URL=b.html\">", "b.html", LOADS_API));
}

static void what_cannot_be_known_may_find_the_api(void **state)
{
    (void)state;
    static const char LOADER[] = "var s = document.createElement('script');";
    assert_false(seems_mute("<script src=\"b.js\"></script>", "b.js", LOADER));
    assert_false(seems_mute("<script src=\"https://example.org/a.js\"></script>", "b.js", "x"));
    assert_false(seems_mute("<object data=\"a.swf\"></object>", "b.js", "x"));
}

/* Only the scripts that there are can be loaded, however that is done. */
static void a_package_in_which_nothing_names_the_api_is_mute(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {.rule = "J-no-api",
                                   .file = "api.js",
                                   .old = "parent.API",
                                   .new = "document.createElement('script')"};
    assert_true(case_is_told(case_check(&one, CASE_SCORM12, NULL, arena), "J-no-api"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_tracking_can_be_broken),
        cmocka_unit_test(scorm_2004_has_its_own_names),
        cmocka_unit_test(a_package_that_knows_both_versions_is_good),
        cmocka_unit_test(what_one_file_does_counts_for_all),
        cmocka_unit_test(the_api_may_be_looked_for_anywhere_in_reach),
        cmocka_unit_test(what_cannot_be_known_may_find_the_api),
        cmocka_unit_test(a_package_in_which_nothing_names_the_api_is_mute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
