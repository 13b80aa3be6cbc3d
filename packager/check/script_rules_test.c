/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about scripts is broken once, and some are not that might seem so. */
#include "check/page_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_SCRIPT_FAMILY;

#define SCRIPT .file = "script.js", .new =
#define FINISH "addEventListener('unload', function () { API.LMSFinish(''); });"

static const struct check_case CASES[] = {
    {.rule = "J-unload", SCRIPT FINISH},
    {.rule = "J-unload",
     .also = "J-unload H-inline",
     PAGE,
     .old = "<body>",
     .new = "<body onunload=\"leave()\">"},
    {.rule = "J-sync", SCRIPT "API.LMSCommit(''); r.open('GET', 'a', false);"},
    {.rule = "J-time", SCRIPT "set('cmi.core.session_time', '1:2');"},
    {.rule = "J-time-2004", SCRIPT "set('cmi.session_time', '00:01:02');"},
    {.rule = "J-module", SCRIPT "import { a } from './a.mjs';"},
    {.rule = "J-module",
     .also = "J-module H-missing",
     PAGE,
     .old = "<title>",
     .new = "<script type=\"module\" src=\"a.mjs\"></script><title>"},
    {.rule = "J-api-try", SCRIPT "while (!w.API_1484_11) { w = w.parent; }"},
    {.rule = "J-write", SCRIPT "document.write('a');"},
    {.rule = "J-eval", SCRIPT "var a = eval('(' + b + ')');"},
    {.rule = "J-storage", SCRIPT "localStorage.a = 1;"},
    {.rule = "J-debugger", SCRIPT "if (a) { debugger; }"},
    {.rule = "J-log", SCRIPT "a();\nconsole.log(a);"},
};

/* Scripts that break no rule. */
static const char *const GOOD[] = {
    FINISH "addEventListener('pagehide', leave);",
    "addEventListener('unload', forget);", /* a library's own house-keeping */
    "r.open('GET', 'a', false);",          /* and nothing is tracked */
    "try { while (!w.API_1484_11) { w = w.parent; } } catch (e) {}",
    "tree.parent.API = 1;",
    "try { localStorage.a = 1; } catch (e) {}",
    "// document.write('a'); eval('b')",
    "var a = 'document.write(1)', b = /eval(1)/, c = `debugger;`;",
};

static void each_rule_about_scripts_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_SCRIPT_FAMILY, CASES, CASE_PAGE);
}

static void what_only_looks_wrong_is_good(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct check_case one = {.rule = "none", SCRIPT GOOD[i]};
        const struct check_result *result = case_check(&one, CASE_PAGE, NULL, arena);
        if (result->finding_count > 0) {
            fail_msg("'%s' breaks %s", GOOD[i], result->findings[0].rule->id);
        }
    }
}

/* A library in one line may log what it likes. */
static void minified_scripts_may_use_the_console(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {.rule = "none",
                                   SCRIPT arena_print(arena, "a=%0400d;console.log(a)", 1)};
    assert_int_equal(case_check(&one, CASE_PAGE, NULL, arena)->finding_count, 0);
}

static void scripts_in_pages_tell_the_page_s_lines(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {
        .rule = "J-write",
        .file = "two.html",
        .old = "<h1>",
        .new = "\n<script>\n\ndocument.write(1);document.write(2)</script><h1>"};
    const struct check_result *result = case_check(&one, CASE_PAGE, NULL, arena);
    assert_int_equal(result->finding_count, 2);
    assert_string_equal(result->findings[1].rule->id, "J-write");
    assert_int_equal(result->findings[1].place.line, 4);
    assert_non_null(strstr(result->findings[1].message, "2 times"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_scripts_can_be_broken),
        cmocka_unit_test(what_only_looks_wrong_is_good),
        cmocka_unit_test(minified_scripts_may_use_the_console),
        cmocka_unit_test(scripts_in_pages_tell_the_page_s_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
