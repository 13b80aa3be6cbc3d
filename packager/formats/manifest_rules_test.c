/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule of a manifest can fail: a good one is changed in one place, and refused. */
#include "formats/fixture.h"

#include "formats/manifest.h"

/* A change to a good manifest, and a part of what is then said: the rule's id, or that the schema
 * does not allow it. */
struct fault {
    const char *format;
    const char *old;
    const char *new;
    const char *message;
};

#define ADLCP "http://www.adlnet.org/xsd/adlcp_rootv1p2"
#define ADLCP_2004 "http://www.adlnet.org/xsd/adlcp_v1p3"
#define THRESHOLD "<adlcp:completionThreshold completedByMeasure=\"false\"/>"
#define SECOND_ITEM \
    "</item><item identifier=\"ITEM_2\" identifierref=\"RES_tiny_course\"><title>2</title></item>"

static const struct fault FAULTS[] = {
    {"scorm12", "adlcp:scormtype=\"sco\"", "xmlns:a=\"" ADLCP "\" a:scormtype=\"sco\"", "P5"},
    {"scorm12", " identifier=\"M_tiny_course\"", "", "schema"}, /* P6 */
    {"scorm12", "<schemaversion>1.2", "<schemaversion>1.3", "P7"},
    {"scorm12", "default=\"ORG_", "default=\"ORG_other_", "P8"},
    {"scorm12", "<resources>", "<organizations/><resources>", "schema"}, /* P8 */
    {"scorm12", "<resources>", "", "not well-formed"},
    {"scorm12", "<title>Tiny caf\xC3\xA9 \"course\"</title>", "<title> </title>", "P9"},
    {"scorm12", "</item>", "<item identifier=\"ITEM_2\"/></item>", "P9"},
    {"scorm12", "isvisible=\"true\">", "isvisible=\"true\"><metadata/>", "schema"}, /* P10 */
    {"scorm12", "</item>",
     "<adlcp:prerequisites type=\"aicc_script\">a</adlcp:prerequisites></item>", "P11-P16"},
    {"scorm12", "</item>", "<adlcp:maxtimeallowed>01:00:00</adlcp:maxtimeallowed></item>",
     "P11-P16"},
    {"scorm12", "</item>", "<adlcp:timelimitaction>exit,message</adlcp:timelimitaction></item>",
     "P11-P16"},
    {"scorm12", "</item>", "<adlcp:datafromlms>a</adlcp:datafromlms></item>", "P11-P16"},
    {"scorm12", "</item>", "<adlcp:masteryscore>80</adlcp:masteryscore></item>", "P11-P16"},
    {"scorm12", "identifierref=\"RES_", "identifierref=\"RES_other_", "P17"},
    {"scorm12", "</resources>",
     "<resource identifier=\"RES_2\" type=\"webcontent\" adlcp:scormtype=\"asset\"/></resources>",
     "P17"},
    {"scorm12", " adlcp:scormtype=\"sco\"", "", "P18"},
    {"scorm12", "type=\"webcontent\"", "type=\"text/html\"", "P18"},
    {"scorm12", "adlcp:scormtype", "adlcp:scormType", "schema"}, /* P18 */
    {"scorm12", "href=\"index.html\">", "href=\"other.html\">", "P19"},
    {"scorm12", "<file href=\"media/a.mp4\"", "<file href=\"media/a b.mp4\"", "P22"},
    {"scorm12", "<file href=\"media/a.mp4\"", "<file href=\"media/a%20b.mp4\"", "P22"}, /* P21 */
    {"scorm12", "isvisible=\"true\"", "parameters=\"?a=b\"", "P23"},
    {"scorm12", "isvisible=\"true\"", "isvisible=\"yes\"", "schema"},
    {"scorm12", "<resources>", "<resources xml:base=\"a/\">", "P24"},
    {"scorm12", "</item>", SECOND_ITEM, "single-sco"},
    {"scorm12", "identifier=\"M_tiny", "identifier=\"M.tiny", "identifiers"},
    {"scorm2004", "adlcp:scormType=\"sco\"", "xmlns:a=\"" ADLCP_2004 "\" a:scormType=\"sco\"",
     "P5"},
    {"scorm2004", THRESHOLD,
     "<a:completionThreshold xmlns:a=\"" ADLCP_2004 "\" completedByMeasure=\"false\"/>", "P5"},
    {"scorm2004", "2004 4th", "2004 3rd", "P7"},
    {"scorm2004", " adlcp:scormType=\"sco\"", "", "P18"},
    {"scorm2004", "adlcp:scormType", "adlcp:scormtype", "P18"},
    {"scorm2004", "href=\"index.html\">", "href=\"other.html\">", "P19"},
    {"scorm2004", "completionSetByContent=\"true\"", "", "S1"},
    {"scorm2004", "objectiveSetByContent=\"true\"", "objectiveSetByContent=\"false\"", "S1"},
    {"scorm2004", "tracked=\"true\"", "tracked=\"false\"", "S1"},
    {"scorm2004", "<imsss:minNormalizedMeasure>0.66</imsss:minNormalizedMeasure>", "", "S2"},
    {"scorm2004", ">0.66<", ">-0.5<", "S2"},
    {"scorm2004", ">0.66<", ">1.5<", "schema"},
    {"scorm2004", "satisfiedByMeasure=\"true\"", "", "S2"},
    {"scorm2004", THRESHOLD, "", "S3"},
    {"scorm2004", "completedByMeasure=\"false\"", "completedByMeasure=\"true\"", "S3"},
    {"scorm2004", ">previous<", ">exit<", "S4"},
    {"scorm2004", ">previous<", ">back<", "schema"},
    {"scorm2004", "flow=\"true\"", "flow=\"false\"", "S5"},
    {"scorm12", "<imsmd:keyword>", "<imsmd:keywords>", "not well-formed"},
    {"scorm12", "<imsmd:lifecycle>", "<imsmd:lifecycle><imsmd:nothing/>", "schema"},
    {"scorm12", "xml:lang=\"en-GB\"", "xml:lang=\"en_GB\"", "schema"},
    {"scorm12", "<imsmd:metadatascheme>ADL SCORM 1.2</imsmd:metadatascheme>", "", "lom"},
    {"scorm12", "<imsmd:location>index.html</imsmd:location>", "", "lom"},
    {"scorm2004", "<lom:catalog>URI</lom:catalog>", "", "schema"},
    {"scorm2004", " language=\"en-GB\"", "", "schema"},
    {"scorm2004", ">final<", ">finished<", "schema"},
    {"scorm2004", "PT15M", "15 minutes", "schema"},
    {"cmi5", "modules/second\"", "modules/first-one\"", "13.1.4.0-1"}, /* C2 */
    {"cmi5", "<course id=\"https://example.org/tiny\"", "<course id=\"tiny\"", "3.0.0.0-1"},
    {"cmi5", "<url>", "<objectives><objective idref=\"a\"/></objectives><url>", "schema"}, /* C3 */
    {"cmi5", "second.html", "second.html?actor=x", "8.1.0.0-6"},                           /* C5 */
    {"cmi5", " moveOn=\"Completed\"", "", "schema"},                                       /* C6 */
    {"cmi5", " masteryScore=\"0.66\"", "", "C6-passed"},
    {"cmi5", "masteryScore=\"0.66\"", "masteryScore=\"1.5\"", "schema"},     /* C6 */
    {"cmi5", "masteryScore=\"0.66\"", "masteryScore=\"0.66667\"", "schema"}, /* C6 */
    {"cmi5", "</courseStructure>", "<v:a xmlns:v=\"http://example.org/\"/></courseStructure>",
     "schema"},                                          /* C7 */
    {"cmi5", "\">Second<", "\"> Second<", "13.1.0.0-1"}, /* C8 */
    {"cmi5", "\">Second<", "\">Second\n<", "13.1.0.0-1"},
    {"cmi5", "second.html<", "second.html <", "13.1.0.0-1"},
    {"xapi", "<launch lang=\"en-GB\">index.html</launch>", "", "tincan-launch"},
    {"xapi", "id=\"https://example.org/tiny\"", "id=\"tiny\"", "tincan-iris"},
    {"xapi", "modules/second\"", "modules/first-one\"", "tincan-unique"},
    {"xapi", "<name lang=\"en-GB\">", "<name>", "tincan-language"},
};

static const char *replace(struct arena *arena, const char *text, const char *old, const char *new)
{
    const char *place = strstr(text, old);
    assert_non_null(place);
    return arena_print(arena, "%.*s%s%s", (int)(place - text), text, new, place + strlen(old));
}

static void a_manifest_that_breaks_a_rule_is_not_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct format *format = format_find(FAULTS[i].format);
        const char *good = find(make_with_metadata(arena, format->name), format->first);
        const char *bad = replace(arena, good, FAULTS[i].old, FAULTS[i].new);
        struct error error = {0};
        assert_int_equal(manifest_check(text_of(good), format->contract, &error), STATUS_OK);
        if (manifest_check(text_of(bad), format->contract, &error) != STATUS_INTERNAL ||
            strstr(error.message, FAULTS[i].message) == NULL) {
            fail_msg("row %zu, '%s': %s", i, FAULTS[i].new, error.message);
        }
    }
}

/* `format` NULL: in whatever format. */
static bool can_be_broken(const char *format, const char *rule)
{
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        if ((format == NULL || strcmp(FAULTS[i].format, format) == 0) &&
            strcmp(FAULTS[i].message, rule) == 0) {
            return true;
        }
    }
    return false;
}

static void assert_each_can_be_broken(const char *format, const struct manifest_rule *rules)
{
    for (; rules != NULL && rules->id != NULL; rules++) {
        if (!can_be_broken(format, rules->id)) {
            fail_msg("no fault breaks rule %s of %s", rules->id, format != NULL ? format : "all");
        }
    }
}

static void every_rule_of_a_manifest_has_a_fault_above(void **state)
{
    (void)state;
    for (size_t i = 0; FORMATS[i] != NULL; i++) {
        const struct manifest_contract *contract = FORMATS[i]->contract;
        if (contract != NULL) {
            assert_each_can_be_broken(FORMATS[i]->name, contract->rules);
            assert_each_can_be_broken(NULL, contract->shared_rules);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manifest_that_breaks_a_rule_is_not_written),
        cmocka_unit_test(every_rule_of_a_manifest_has_a_fault_above),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
