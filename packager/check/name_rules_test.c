/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about names is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_NAME_FAMILY;

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define HUNDRED FIFTY FIFTY

/* An added file has index 3. */
static const struct check_case CASES[] = {
    {.rule = "Z-absolute", .added = "/etc/cron.d/job"},
    {.rule = "Z-absolute", .added = "C:/job.txt"},
    {.rule = "Z-climbs", .added = "../job.txt"},
    {.rule = "Z-climbs", .added = "media/../../job.txt"},
    {.rule = "Z-climbs", .also = "P25-backslash", .added = "..\\job.txt"},
    {.rule = "P25-backslash", .added = "media\\a.txt"},
    {.rule = "Z-control", .added = "a\033[2J.txt"},
    {.rule = "Z-utf8", .added = "caf\xE9.txt"},
    {.rule = "P25-flag", .also = "P25-ascii", .added = "caf\xC3\xA9.txt"},
    {.rule = "P25-ascii",
     .added = "caf\xC3\xA9.txt",
     .changes = {CASE_BOTH(3, 6, 2, 0x800)},
     .change_count = 2},
    {.rule = "P21-nfc",
     .also = "P21-nfc P25-ascii",
     .added = "cafe\xCC\x81.txt",
     .changes = {CASE_BOTH(3, 6, 2, 0x800)},
     .change_count = 2},
    {.rule = "Z-parts", .added = "media//a.txt"},
    {.rule = "Z-parts", .added = "./a.txt"},
    {.rule = "Z-parts", .added = ""},
    {.rule = "Z-long", .added = HUNDRED HUNDRED FIFTY TEN},
    {.rule = "Z-longish", .added = HUNDRED "/" HUNDRED "/" TEN},
    {.rule = "Z-windows", .added = "aux.txt"},
    {.rule = "Z-windows", .added = "what?.txt"},
    {.rule = "Z-windows", .added = "media./a.txt"},
    {.rule = "P25-double", .added = "index.html"},
    {.rule = "Z-case", .added = "Index.HTML"},
    {.rule = "Z-file-as-folder", .added = "index.html/a.txt"},
    {.rule = "P22", .added = "a picture.txt"},
    {.rule = "P22", .added = "it's.txt"},
    {.rule = "P25-junk", .added = "__MACOSX/a.txt"},
    {.rule = "P25-junk", .added = "media/.DS_Store"},
    {.rule = "Z-program", .added = "setup.EXE"},
    {.rule = "P27", .added = "player.mjs"},
};

static void each_rule_about_names_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_NAME_FAMILY, CASES, CASE_TINCAN);
}

static void names_that_courses_have_are_good(void **state)
{
    (void)state;
    static const char *const NAMES[] = {
        "media/leaflet-1.pdf", "a/b/c/d.html", "Leaflet_01.PDF",
        "console.js",          "a..b.txt",     "nullable.js",
    };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct check_case one = {.rule = "none", .added = NAMES[i]};
        const struct check_result *result = case_check(&one, CASE_TINCAN, NULL, arena);
        if (result->finding_count > 0) {
            fail_msg("'%s' breaks %s", NAMES[i], result->findings[0].rule->id);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_names_can_be_broken),
        cmocka_unit_test(names_that_courses_have_are_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
