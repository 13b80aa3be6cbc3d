/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about SCORM's organizations and items is broken once, in both versions where they
 * differ. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_SCORM_ITEM_FAMILY;

#define MANIFEST .file = "imsmanifest.xml"
#define ITEM_END "</title></item>"
#define SECOND_SCO \
    "</title></item><item identifier=\"ITEM2\" identifierref=\"RES\"><title>2</title></item>"

static const struct check_case CASES[] = {
    {.rule = "P6-locations",
     MANIFEST,
     .old = "xsi:schemaLocation",
     .new = "xsi:noNamespaceSchemaLocation"},
    {.rule = "P8", MANIFEST, .old = "default=\"ORG\"", .new = "default=\"ORG1\""},
    {.rule = "P8-none", MANIFEST, .old = " default=\"ORG\"", .new = ""},
    {.rule = "P9", MANIFEST, .old = "<title>Course</title>", .new = "<title> </title>"},
    {.rule = "P17-launch",
     .also = "P17-unused",
     MANIFEST,
     .old = " identifierref=\"RES\"",
     .new = ""},
    {.rule = "single-sco", MANIFEST, .old = ITEM_END, .new = SECOND_SCO},
};

static void each_rule_about_items_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_SCORM_ITEM_FAMILY, CASES, CASE_SCORM12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_items_can_be_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
