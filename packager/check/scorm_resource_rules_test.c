/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about SCORM's resources and files is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_SCORM_RESOURCE_FAMILY;

#define MANIFEST .file = "imsmanifest.xml"
#define LIST_END "<file href=\"api.js\"/>\n"
#define LAUNCH "href=\"index.html\">"
#define SECOND_RESOURCE(attributes) \
    "<resource identifier=\"RES2\" type=\"webcontent\" " attributes "/></resources>"

static const struct check_case CASES[] = {
    {.rule = "P17",
     .also = "P17-unused",
     MANIFEST,
     .old = "identifierref=\"RES\"",
     .new = "identifierref=\"RES1\""},
    {.rule = "P17-dependency",
     MANIFEST,
     .old = LIST_END,
     .new = LIST_END "<dependency identifierref=\"NONE\"/>"},
    {.rule = "P17-unused",
     MANIFEST,
     .old = "</resources>",
     .new = SECOND_RESOURCE("adlcp:scormtype=\"asset\"")},
    {.rule = "P18-type", MANIFEST, .old = "type=\"webcontent\"", .new = "type=\"text/html\""},
    {.rule = "P18-scormtype", MANIFEST, .old = " adlcp:scormtype=\"sco\"", .new = ""},
    {.rule = "P18-asset", MANIFEST, .old = "type=\"sco\"", .new = "type=\"asset\""},
    {.rule = "P19-href", MANIFEST, .old = " " LAUNCH, .new = ">"},
    {.rule = "P19", MANIFEST, .old = LAUNCH, .new = "href=\"start.html\">"},
    {.rule = "P19", MANIFEST, .old = LAUNCH, .new = "href=\"Index.html\">"},
    {.rule = "P19", MANIFEST, .old = LAUNCH, .new = "href=\"../index.html\">"},
    {.rule = "P19", MANIFEST, .old = LAUNCH, .new = "href=\"/index.html\">"},
    {.rule = "P19-outside", MANIFEST, .old = LAUNCH, .new = "href=\"https://example.org/\">"},
    {.rule = "P20-missing", MANIFEST, .old = LIST_END, .new = LIST_END "<file href=\"a.js\"/>"},
    {.rule = "P20-missing", .file = "style.css"},
    {.rule = "P20-unlisted", .added = "a.js"},
    {.rule = "P20-unlisted", .added = "schemas/a.xsd"},
    {.rule = "P21",
     .also = "P22",
     MANIFEST,
     .old = LIST_END,
     .new = LIST_END "<file href=\"a b.js\"/>",
     .added = "a b.js"},
    {.rule = "P23",
     MANIFEST,
     .old = "<item identifier=\"ITEM\"",
     .new = "<item parameters=\"?page=1\" identifier=\"ITEM\""},
    {.rule = "P24", MANIFEST, .old = "<resources>", .new = "<resources xml:base=\"./\">"},
};

static void each_rule_about_resources_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_SCORM_RESOURCE_FAMILY, CASES, CASE_SCORM12);
}

static void what_is_there_instead_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *href;
        const char *part;
    } ROWS[] = {
        {"Index.HTML", "'index.html' is, and capitals count"},
        {".\\\\index.html", "is not in the package"},
        {"a/../../index.html", "leads out of the package"},
        {"a.html?x=1", "'a.html?x=1' is not in the package"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct check_case one = {.rule = "P19",
                                       MANIFEST,
                                       .old = LAUNCH,
                                       .new = arena_print(arena, "href=\"%s\">", ROWS[i].href)};
        const struct check_result *result = case_check(&one, CASE_SCORM12, NULL, arena);
        bool is_said = false;
        for (size_t j = 0; j < result->finding_count; j++) {
            is_said |= strcmp(result->findings[j].rule->id, "P19") == 0 &&
                       strstr(result->findings[j].message, ROWS[i].part) != NULL;
        }
        if (!is_said) {
            fail_msg("'%s': no '%s'", ROWS[i].href, ROWS[i].part);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_resources_can_be_broken),
        cmocka_unit_test(what_is_there_instead_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
