/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about manifests as XML is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_XML_FAMILY;

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define TINCAN .file = "tincan.xml"

static const struct check_case CASES[] = {
    {.rule = "X-form", TINCAN, .old = "</tincan>", .new = ""},
    {.rule = "X-form", TINCAN, .old = DECLARATION, .new = "\n" DECLARATION},
    {.rule = "X-form", TINCAN, .new = ""},
    {.rule = "X-doctype",
     TINCAN,
     .old = "<tincan ",
     .new = "<!DOCTYPE t [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><tincan "},
    {.rule = "X-namespaces",
     .also = "P6-schema", /* which knows no such attribute */
     .of = CASE_SCORM12,
     .file = "imsmanifest.xml",
     .old = "<organizations ",
     .new = "<organizations own:mark=\"1\" "},
    {.rule = "P3-mark", TINCAN, .old = "<?xml", .new = "\xEF\xBB\xBF<?xml"},
    {.rule = "P3-encoding", TINCAN, .old = "\"UTF-8\"", .new = "\"ISO-8859-1\""},
    {.rule = "P3-encoding", TINCAN, .old = "encoding=\"UTF-8\"", .new = "encoding = 'ascii'"},
    {.rule = "P4",
     .of = CASE_SCORM12,
     .file = "imsmanifest.xml",
     .old = "<title>Course",
     .new = "<title>Caf&#233;"},
};

static void each_rule_about_manifests_as_xml_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_XML_FAMILY, CASES, CASE_TINCAN);
    case_assert_good(CASE_SCORM12);
}

static void ways_to_write_the_declaration_are_good(void **state)
{
    (void)state;
    static const char *const GOOD[] = {
        "<?xml version='1.0' encoding='utf-8' standalone=\"no\"?>",
        "<?xml version=\"1.0\"?>",
        "",
    };
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct check_case one = {
            .rule = "none", TINCAN, .old = DECLARATION "\n", .new = GOOD[i]};
        assert_int_equal(case_check(&one, CASE_TINCAN, NULL, arena)->finding_count, 0);
    }
}

static void findings_tell_the_line(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {
        .rule = "P4", .file = "imsmanifest.xml", .old = "<title>Course", .new = "<title>Caf&#233;"};
    const struct check_result *result = case_check(&one, CASE_SCORM12, NULL, arena);
    assert_string_equal(result->findings[0].place.file, "imsmanifest.xml");
    assert_int_equal(result->findings[0].place.line, 7);
    assert_string_equal(result->findings[0].message, "'&#233;' stands for a character");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_manifests_as_xml_can_be_broken),
        cmocka_unit_test(ways_to_write_the_declaration_are_good),
        cmocka_unit_test(findings_tell_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
