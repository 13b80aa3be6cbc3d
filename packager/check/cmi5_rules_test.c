/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about cmi5 course structures is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_CMI5_FAMILY;

#define STRUCTURE .file = "cmi5.xml"
#define URL "<url>index.html?unit=1</url>"
#define EXTENSION "<own:mark xmlns:own=\"https://example.org/own\"/></courseStructure>"

static const struct check_case CASES[] = {
    {.rule = "C1-root",
     STRUCTURE,
     .old = CASE_CMI5_NAMESPACE,
     .new = "http://aicc.org/CMI-5_AICC_Specification/CourseStructure.xsd"},
    {.rule = "C1", STRUCTURE, .old = URL, .new = ""},
    {.rule = "C1", STRUCTURE, .old = "masteryScore=\"0.8\"", .new = "masteryScore=\"80\""},
    {.rule = "C1", STRUCTURE, .old = "\"Completed\"", .new = "\"completed\""},
    {.rule = "C1", STRUCTURE, .old = "<langstring lang=\"en\">Course</langstring>", .new = ""},
    {.rule = "C2", STRUCTURE, .old = "\"https://example.org/course\"", .new = "\"course\""},
    {.rule = "C2", STRUCTURE, .old = "\"https://example.org/unit-2\"", .new = "\"/unit 2\""},
    {.rule = "C2-unique", STRUCTURE, .old = "org/unit-2\"", .new = "org/unit-1\""},
    {.rule = "C3", STRUCTURE, .old = "idref=\"https", .new = "idref=\"http"},
    {.rule = "C4", STRUCTURE, .old = URL, .new = "<url>start.html</url>"},
    {.rule = "C4", STRUCTURE, .old = URL, .new = "<url>../index.html</url>"},
    {.rule = "C4-encoding", STRUCTURE, .old = URL, .new = "<url>index.html?unit={1}</url>"},
    {.rule = "C5", STRUCTURE, .old = "?unit=1", .new = "?unit=1&amp;actor=x"},
    {.rule = "C5", STRUCTURE, .old = "?unit=1", .new = "?activityid#here"},
    {.rule = "C6", STRUCTURE, .old = "\"0.8\"", .new = "\"0.66667\""},
    {.rule = "C6-moveon", STRUCTURE, .old = " moveOn=\"Completed\"", .new = ""},
    {.rule = "C6-moveon", STRUCTURE, .old = "\"Completed\"", .new = "\"NotApplicable\""},
    {.rule = "C6-passed", STRUCTURE, .old = " masteryScore=\"0.8\"", .new = ""},
    {.rule = "C7", STRUCTURE, .old = "</courseStructure>", .new = EXTENSION},
    {.rule = "C8", STRUCTURE, .old = ">Unit 1<", .new = ">\nUnit 1<"},
    {.rule = "C8", STRUCTURE, .old = URL, .new = "<url>index.html </url>"},
};

static void each_rule_about_course_structures_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_CMI5_FAMILY, CASES, CASE_CMI5);
}

static void an_extension_with_its_schema_is_good(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {.rule = "none",
                                   STRUCTURE,
                                   .old = "</courseStructure>",
                                   .new = EXTENSION,
                                   .added = "own.xsd"};
    assert_int_equal(case_check(&one, CASE_CMI5, NULL, arena)->finding_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_course_structures_can_be_broken),
        cmocka_unit_test(an_extension_with_its_schema_is_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
