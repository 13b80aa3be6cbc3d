/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about tincan.xml is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_XAPI_FAMILY;

#define TINCAN .file = "tincan.xml"
#define LAUNCH "<launch lang=\"en\">index.html</launch>"
#define MODULE "<name lang=\"en\">Module</name>"

static const struct check_case CASES[] = {
    {.rule = "T-root", TINCAN, .old = "projecttincan.com", .new = "example.org"},
    {.rule = "T-launch", TINCAN, .old = LAUNCH, .new = ""},
    {.rule = "T-launch", TINCAN, .old = MODULE, .new = MODULE LAUNCH},
    {.rule = "T-missing", TINCAN, .old = LAUNCH, .new = "<launch lang=\"en\">a.html</launch>"},
    {.rule = "T-missing", .file = "index.html"},
    {.rule = "T-id", TINCAN, .old = "id=\"https://example.org/module\"", .new = "id=\"module\""},
    {.rule = "T-id", TINCAN, .old = "id=\"https://example.org/module\" ", .new = ""},
    {.rule = "T-type",
     TINCAN,
     .old = "type=\"http://adlnet.gov/expapi/activities/course\"",
     .new = "type=\"course\""},
    {.rule = "T-domain",
     TINCAN,
     .old = "https://example.org/module",
     .new = "http://6evY2BtArNS_course_id/a.b"},
    {.rule = "T-unique", TINCAN, .old = "org/module\"", .new = "org/course\""},
    {.rule = "T-name", TINCAN, .old = MODULE, .new = ""},
    {.rule = "T-language", TINCAN, .old = MODULE, .new = "<name>Module</name>"},
    {.rule = "T-language", TINCAN, .old = MODULE, .new = "<name lang=\"und\">Module</name>"},
};

static void each_rule_about_tincan_files_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_XAPI_FAMILY, CASES, CASE_TINCAN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_tincan_files_can_be_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
