/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about AICC's files and fields is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_AICC_FAMILY;

#define X64 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

/* The good package, its files in a folder. */
static void make_nested(struct forge *forge)
{
    struct forge nested = FORGE_INIT;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    for (const char *const *file = CASE_AICC; file[0] != NULL; file += 2) {
        forge_add(&nested, arena_print(arena, "course/%s", file[0]), file[1]);
    }
    forge_close(&nested);
    forge_finish(forge);
    *forge = nested;
}

static const struct check_case CASES[] = {
    {.rule = "A1", .also = "A1 A5-title", .file = "course.des"},
    {.rule = "A1", .also = "A1 A6-totals", .file = "course.cst"},
    {.rule = "A1-root", .make = make_nested},
    {.rule = "A2", .file = "course.cst", .old = "\r\n", .new = "\n"},
    {.rule = "A2-encoding", .file = "course.des", .old = "First", .new = "Caf\xE9"},
    {.rule = "A2-mark",
     .also = "A2-mark A7 A5-title",
     .file = "course.des",
     .old = "\"System_ID\"",
     .new = "\xEF\xBB\xBF\"System_ID\""},
    {.rule = "A2-mark", .file = "course.crs", .old = "[Course]", .new = "\xEF\xBB\xBF\r\n[Course]"},
    {.rule = "A7",
     .also = "A7 A5-title",
     .file = "course.des",
     .old = "\"Title\"",
     .new = "\"Name\""},
    {.rule = "A7-usual", .file = "course.au", .old = "AU_Password", .new = "Password"},
    {.rule = "A7-count", .file = "course.des", .old = ",\"First\"", .new = ""},
    {.rule = "A7-count", .file = "course.cst", .old = "\"A2\"", .new = "\"A2\",\"A1\""},
    {.rule = "A8", .file = "course.au", .old = "\"100\"", .new = "100"},
    {.rule = "A8-inner", .file = "course.des", .old = "First", .new = "The \"\"first\"\" one"},
    {.rule = "A8-length", .file = "course.des", .old = "First", .new = X64 X64 X64 X64},
};

static void each_rule_about_files_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_AICC_FAMILY, CASES, CASE_AICC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_files_can_be_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
