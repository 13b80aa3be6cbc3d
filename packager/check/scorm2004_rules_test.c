/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about SCORM 2004's manifest is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_SCORM2004_FAMILY;

#define MANIFEST .file = "imsmanifest.xml"
#define THRESHOLD "<adlcp:completionThreshold completedByMeasure=\"false\"/>"
#define SCORM12_ADLCP "http://www.adlnet.org/xsd/adlcp_rootv1p2"
#define X100                                                                                       \
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" \
    "xxxxxxxx"
#define X1000 X100 X100 X100 X100 X100 X100 X100 X100 X100 X100

static const struct check_case CASES[] = {
    {.rule = "S6", .file = "imsss_v1p0.xsd"},
    {.rule = "S7-default", MANIFEST, .old = CASE_IMSCP2004, .new = "https://example.org/cp"},
    {.rule = "S7-default", /* of SCORM 1.2 */
     MANIFEST,
     .old = CASE_IMSCP2004,
     .new = CASE_IMSCP},
    {.rule = "S7-prefix",
     MANIFEST,
     .old = "adlcp:scormType",
     .new = "xmlns:adl=\"" CASE_ADLCP2004 "\" adl:scormType"},
    {.rule = "S7-prefix",
     MANIFEST,
     .old = "<imsss:deliveryControls",
     .new = "<s:deliveryControls xmlns:s=\"http://www.imsglobal.org/xsd/imsss\""},
    {.rule = "S7-mixed",
     MANIFEST,
     .old = THRESHOLD,
     .new = THRESHOLD "<a:masteryscore xmlns:a=\"" SCORM12_ADLCP "\">80</a:masteryscore>"},
    {.rule = "S8", MANIFEST, .old = " identifier=\"M_course\"", .new = ""},
    {.rule = "S8", MANIFEST, .old = ">0.8<", .new = ">1.8<"}, /* minNormalizedMeasure */
    {.rule = "S8",
     .also = "S8 S16-unused",
     MANIFEST,
     .old = "completedByMeasure=\"false\"",
     .new = "minProgressMeasure=\"2\""},
    {.rule = "S8", /* an attribute of the 4th edition */
     .also = "S8 S9-edition",
     MANIFEST,
     .old = "2004 4th Edition",
     .new = "2004 3rd Edition"},
    {.rule = "S9-schema", MANIFEST, .old = "ADL SCORM", .new = "SCORM"},
    {.rule = "S9-version", MANIFEST, .old = "2004 4th Edition", .new = "2004 4th edition"},
    {.rule = "S9-version",
     MANIFEST,
     .old = "<schemaversion>2004 4th Edition</schemaversion>",
     .new = ""},
    {.rule = "S9-edition",
     .also = "S8 S9-edition",
     MANIFEST,
     .old = "2004 4th Edition",
     .new = "CAM 1.3"},
    {.rule = "S10", MANIFEST, .old = "adlcp:scormType", .new = "adlcp:scormtype"},
    {.rule = "S11", MANIFEST, .old = ">data<", .new = ">" X1000 X1000 X1000 X1000 "x<"},
    {.rule = "S12",
     .also = "S12 P8-none",
     MANIFEST,
     .old = "</resources>",
     .new = "</resources><manifest identifier=\"M2\"><organizations/><resources/></manifest>"},
};

static void each_rule_about_the_manifest_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_SCORM2004_FAMILY, CASES, CASE_SCORM2004);
}

/* What is good in the 3rd edition is told for its age only. */
static void older_editions_are_held_against_their_own_schemas(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case without = {
        .rule = "none", MANIFEST, .old = " completedByMeasure=\"false\"/>", .new = ">0.5</x>"};
    const char *newer = case_content(&without, "imsmanifest.xml", CASE_SCORM2004[1], arena);
    const struct check_case closed = {
        .rule = "none", MANIFEST, .old = "</x>", .new = "</adlcp:completionThreshold>"};
    const char *files[] = {"imsmanifest.xml",
                           case_content(&closed, "imsmanifest.xml", newer, arena),
                           CASE_SCORM2004[2], CASE_SCORM2004[3], NULL};
    const struct check_case third = {
        .rule = "S9-edition", MANIFEST, .old = "2004 4th Edition", .new = "2004 3rd Edition"};
    const struct check_result *result = case_check(&third, files, NULL, arena);
    assert_true(case_is_told(result, "S9-edition"));
    assert_false(case_is_told(result, "S8"));
    assert_false(case_is_told(result, "S16-text"));
}

/* Rules that both versions share are asked of both. */
static void rules_about_items_and_resources_hold_too(void **state)
{
    (void)state;
    static const struct check_case SHARED[] = {
        {.rule = "P8", MANIFEST, .old = "default=\"ORG\"", .new = "default=\"X\""},
        {.rule = "P17",
         .also = "P17 P17-unused",
         MANIFEST,
         .old = "identifierref=\"RES\"",
         .new = "identifierref=\"X\""},
        {.rule = "P18-scormtype",
         .also = "P18-scormtype",
         MANIFEST,
         .old = " adlcp:scormType=\"sco\"",
         .new = ""},
        {.rule = "P18-asset", MANIFEST, .old = "scormType=\"sco\"", .new = "scormType=\"asset\""},
        {.rule = "P19", MANIFEST, .old = "href=\"index.html\">", .new = "href=\"a.html\">"},
        {.rule = "P20-unlisted", .added = "a.js"},
    };
    for (size_t i = 0; i < sizeof SHARED / sizeof *SHARED; i++) {
        case_assert(&SHARED[i], CASE_SCORM2004);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_the_manifest_can_be_broken),
        cmocka_unit_test(older_editions_are_held_against_their_own_schemas),
        cmocka_unit_test(rules_about_items_and_resources_hold_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
