/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about SCORM 1.2's manifest and items is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_SCORM12_FAMILY;

#define MANIFEST .file = "imsmanifest.xml"
#define ITEM_END "</title></item>"
#define ITEM_WITH(content) "</title>" content "</item>"

static const struct check_case CASES[] = {
    {.rule = "P2", .file = "ims_xml.xsd"},
    {.rule = "P5-default",
     MANIFEST,
     .old = CASE_IMSCP,
     .new = "http://www.imsglobal.org/xsd/imscp_v1p1"},
    {.rule = "P5-prefix",
     MANIFEST,
     .old = "adlcp:scormtype",
     .new = "xmlns:adl=\"" CASE_ADLCP "\" adl:scormtype"},
    {.rule = "P5-prefix",
     MANIFEST,
     .old = ITEM_END,
     .new = ITEM_WITH("<a:datafromlms xmlns:a=\"" CASE_ADLCP "\">x</a:datafromlms>")},
    {.rule = "P6-schema", MANIFEST, .old = " identifier=\"M_course\"", .new = ""},
    {.rule = "P6-schema", MANIFEST, .old = "identifier=\"ITEM\"", .new = "identifier=\"1\""},
    {.rule = "P6-schema",
     MANIFEST, /* P10 */
     .old = "<title>Course</title></item>",
     .new = "<adlcp:datafromlms>x</adlcp:datafromlms><title>Course</title></item>"},
    {.rule = "P6-schema", /* P14 */
     MANIFEST,
     .old = ITEM_END,
     .new = ITEM_WITH("<adlcp:timelimitaction>exit, message</adlcp:timelimitaction>")},
    {.rule = "P6-extension",
     MANIFEST,
     .old = "</schemaversion>",
     .new = "</schemaversion><own:mark xmlns:own=\"https://example.org/own\"/>"},
    {.rule = "P7-schema", MANIFEST, .old = "ADL SCORM", .new = "SCORM"},
    {.rule = "P7-version", MANIFEST, .old = ">1.2<", .new = ">1.1<"},
    {.rule = "P7-version", MANIFEST, .old = "<schemaversion>1.2</schemaversion>", .new = ""},
    {.rule = "P11",
     .also = "P16-used",
     MANIFEST,
     .old = ITEM_END,
     .new = ITEM_WITH("<adlcp:masteryscore>80</adlcp:masteryscore>"
                      "<adlcp:datafromlms>x</adlcp:datafromlms>")},
    {.rule = "P12",
     .also = "P12-used",
     MANIFEST,
     .old = ITEM_END,
     .new = ITEM_WITH(
         "<adlcp:prerequisites type=\"aicc_script\">ITEM&amp;NONE</adlcp:prerequisites>")},
    {.rule = "P12-used",
     MANIFEST,
     .old = ITEM_END,
     .new = ITEM_WITH("<adlcp:prerequisites type=\"aicc_script\">~(ITEM=\"failed\") | "
                      "2*{ITEM,ITEM}</adlcp:prerequisites>")},
    {.rule = "P13",
     MANIFEST,
     .old = ITEM_END,
     .new = ITEM_WITH("<adlcp:maxtimeallowed>30 minutes</adlcp:maxtimeallowed>")},
    {.rule = "P16",
     .also = "P16-used",
     MANIFEST,
     .old = ITEM_END,
     .new = ITEM_WITH("<adlcp:masteryscore>180</adlcp:masteryscore>")},
    {.rule = "P16",
     .also = "P16-used",
     MANIFEST,
     .old = ITEM_END,
     .new = ITEM_WITH("<adlcp:masteryscore>80%</adlcp:masteryscore>")},
    {.rule = "P16-used",
     MANIFEST,
     .old = ITEM_END,
     .new = ITEM_WITH("<adlcp:masteryscore>80</adlcp:masteryscore>")},
};

static void each_rule_about_the_manifest_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_SCORM12_FAMILY, CASES, CASE_SCORM12);
}

static void times_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *time;
        bool is_good;
    } ROWS[] = {
        {"0000:30:00.00", true}, {"00:30:00", true},     {"01:02:03.4", true},
        {"1:30:00", false},      {"00:30", false},       {"00:30:00.", false},
        {"00:30:00.000", false}, {"00000:30:00", false}, {"", false},
        {"00:3O:00", false},     {"00:30:00,00", false},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const char *item = arena_print(
            arena, ITEM_WITH("<adlcp:maxtimeallowed>%s</adlcp:maxtimeallowed>"), ROWS[i].time);
        const struct check_case one = {.rule = "P13", MANIFEST, .old = ITEM_END, .new = item};
        if (case_is_told(case_check(&one, CASE_SCORM12, NULL, arena), "P13") == ROWS[i].is_good) {
            fail_msg("'%s'", ROWS[i].time);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_the_manifest_can_be_broken),
        cmocka_unit_test(times_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
