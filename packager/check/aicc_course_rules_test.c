/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about AICC's units and the course is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_AICC_COURSE_FAMILY;

#define UNITS .file = "course.au"
#define COURSE .file = "course.crs"
#define STRUCTURE .file = "course.cst"

static const struct check_case CASES[] = {
    {.rule = "A3", UNITS, .old = "index.html?unit=1", .new = ""},
    {.rule = "A3-missing", UNITS, .old = "index.html", .new = "Index.html"},
    {.rule = "A3-missing", UNITS, .old = "index.html", .new = "../index.html"},
    {.rule = "A3-encoding", UNITS, .old = "?unit=1", .new = "?unit=[1]"},
    {.rule = "A3-plain", UNITS, .old = "https:", .new = "HTTP:"},
    {.rule = "A3-parameters",
     UNITS,
     .old = "\"100\",\"\",\"\",\"\",\"\",\"\",\"\"",
     .new = "\"100\",\"\",\"\",\"\",\"\",\"\",\"page=1\""},
    {.rule = "A4", UNITS, .old = "\"100\",\"\"", .new = "\"100\",\"80\""},
    {.rule = "A4-number",
     .also = "A4 A4-number",
     UNITS,
     .old = "\"100\",\"\"",
     .new = "\"100\",\"80%\""},
    {.rule = "A4-number",
     .also = "A4 A4-number",
     UNITS,
     .old = "\"100\",\"\"",
     .new = "\"100\",\"101\""},
    {.rule = "A5",
     .also = "A5 A5-title A5-member A5-homeless",
     UNITS,
     .old = "\"A1\"",
     .new = "\"unit1\""},
    {.rule = "A5", .also = "A5 A5-member", UNITS, .old = "\"A1\"", .new = "\"\""},
    {.rule = "A5-double", .also = "A5-double A5-member", UNITS, .old = "\"A1\"", .new = "\"A2\""},
    {.rule = "A5-title", .file = "course.des", .old = "\"A1\"", .new = "\"A3\""},
    {.rule = "A5-member",
     .also = "A5-member A5-homeless",
     STRUCTURE,
     .old = "\"A1\"",
     .new = "\"A3\""},
    {.rule = "A5-homeless", STRUCTURE, .old = "\"A1\"", .new = "\"B1\""},
    {.rule = "A6", COURSE, .old = "Course_ID=course", .new = "Course_ID="},
    {.rule = "A6", COURSE, .old = "Course_Title", .new = "Title"},
    {.rule = "A6-usual", COURSE, .old = "Level=1\r\n", .new = ""},
    {.rule = "A6-totals", COURSE, .old = "Total_AUs=2", .new = "Total_AUs=3"},
    {.rule = "A6-totals", COURSE, .old = "Total_Blocks=0", .new = "Total_Blocks=none"},
    {.rule = "A6-totals", COURSE, .old = "Max_Fields_CST=3", .new = "Max_Fields_CST=4"},
    {.rule = "A6-normal", COURSE, .old = "Max_Normal=99\r\n", .new = ""},
    {.rule = "A6-normal", COURSE, .old = "Max_Normal=99", .new = "Max_Normal=0"},
    {.rule = "A6-normal", COURSE, .old = "Max_Normal=99", .new = "Max_Normal=1"},
    {.rule = "A6-equals", COURSE, .old = "Title=Course", .new = "Title=1 + 1 = 2"},
    {.rule = "A12", UNITS, .old = "00:30:00", .new = "30 minutes"},
};

static void each_rule_about_units_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_AICC_COURSE_FAMILY, CASES, CASE_AICC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_units_can_be_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
