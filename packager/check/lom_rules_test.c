/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about metadata is broken once: in a file of its own, in the manifest, and in either
 * version of SCORM. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_LOM_FAMILY;

#define IMS "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
#define IEEE "http://ltsc.ieee.org/xsd/LOM"
#define X64 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

#define TEXT(content) "<langstring xml:lang=\"en\">" content "</langstring>"
#define TERM(word) "<source>" TEXT("LOMv1.0") "</source><value>" TEXT(word) "</value>"

#define RECORD                                                                                                                                                                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                                                                                                               \
    "<lom xmlns=\"" IMS "\">\n"                                                                                                                                                                                  \
    "<general><title>" TEXT(                                                                                                                                                                                     \
        "Course") "</title>\n"                                                                                                                                                                                   \
                  "<catalogentry><catalog>URI</catalog><entry>" TEXT(                                                                                                                                            \
                      "urn:1") "</entry></catalogentry>\n"                                                                                                                                                       \
                               "<description>" TEXT("About it") "</description><keyword>" TEXT(                                                                                                                  \
                                   "back") "</keyword>"                                                                                                                                                          \
                                           "</general>\n"                                                                                                                                                        \
                                           "<lifecycle><version>" TEXT(                                                                                                                                          \
                                               "1") "</version><status>" TERM("Final") "</status>"                                                                                                               \
                                                                                       "</"                                                                                                                      \
                                                                                       "lifecycle"                                                                                                               \
                                                                                       ">\n"                                                                                                                     \
                                                                                       "<metameta"                                                                                                               \
                                                                                       "data><"                                                                                                                  \
                                                                                       "metadatas"                                                                                                               \
                                                                                       "cheme>"                                                                                                                  \
                                                                                       "ADL "                                                                                                                    \
                                                                                       "SCORM "                                                                                                                  \
                                                                                       "1.2</"                                                                                                                   \
                                                                                       "metadatas"                                                                                                               \
                                                                                       "cheme></"                                                                                                                \
                                                                                       "metametad"                                                                                                               \
                                                                                       "ata>\n"                                                                                                                  \
                                                                                       "<technica"                                                                                                               \
                                                                                       "l><"                                                                                                                     \
                                                                                       "format>"                                                                                                                 \
                                                                                       "text/"                                                                                                                   \
                                                                                       "html</"                                                                                                                  \
                                                                                       "format><"                                                                                                                \
                                                                                       "location>"                                                                                                               \
                                                                                       "index."                                                                                                                  \
                                                                                       "html</"                                                                                                                  \
                                                                                       "location>"                                                                                                               \
                                                                                       "</"                                                                                                                      \
                                                                                       "technical"                                                                                                               \
                                                                                       ">\n"                                                                                                                     \
                                                                                       "<rights><"                                                                                                               \
                                                                                       "cost"                                                                                                                    \
                                                                                       ">" TERM("no") "</cost><copyrightandotherrestrictions>" TERM("yes") "</copyrightandotherrestrictions><description>" TEXT( \
                                                                                           "Ours") "</description></rights>\n"                                                                                   \
                                                                                                   "<classification><purpose>" TERM(                                                                             \
                                                                                                       "Educational Objective") "</purpose>"                                                                     \
                                                                                                                                "<description>" TEXT("To know") "</description><keyword>" TEXT(                  \
                                                                                                                                    "back") "</keyword>"                                                         \
                                                                                                                                            "</classification>\n"                                                \
                                                                                                                                            "</lom>\n"

#define RECORD_2004                                                                              \
    "<lom:lom xmlns:lom=\"" IEEE "\"><lom:general><lom:title><lom:string language=\"en\">Course" \
    "</lom:string></lom:title></lom:general><lom:lifeCycle><lom:status><lom:source>LOMv1.0"      \
    "</lom:source><lom:value>final</lom:value></lom:status></lom:lifeCycle></lom:lom>"

/* The good packages of both versions, with a record. */
static const char *with_record[2 * CASE_FILES_MAX + 1];
static const char *of_2004[2 * CASE_FILES_MAX + 1];

static void make_packages(struct arena *arena)
{
    const struct check_case location = {
        .rule = "none",
        .file = "imsmanifest.xml",
        .old = "</schemaversion>",
        .new = "</schemaversion><adlcp:location>meta.xml</adlcp:location>",
    };
    size_t count = 0;
    for (; CASE_SCORM12[count] != NULL; count += 2) {
        with_record[count] = CASE_SCORM12[count];
        with_record[count + 1] =
            case_content(&location, CASE_SCORM12[count], CASE_SCORM12[count + 1], arena);
    }
    with_record[count] = "meta.xml";
    with_record[count + 1] = RECORD;
    const struct check_case inside = {
        .rule = "none",
        .file = "imsmanifest.xml",
        .old = "</schemaversion>",
        .new = "</schemaversion>" RECORD_2004,
    };
    for (size_t i = 0; CASE_SCORM2004[i] != NULL; i += 2) {
        of_2004[i] = CASE_SCORM2004[i];
        of_2004[i + 1] = case_content(&inside, CASE_SCORM2004[i], CASE_SCORM2004[i + 1], arena);
    }
}

#define META .file = "meta.xml"
#define IN_2004 .of = of_2004, .file = "imsmanifest.xml"

static const struct check_case CASES[] = {
    {.rule = "L1", META, .old = "</lom>", .new = ""},
    {.rule = "L1", META, .new = "<record/>"},
    {.rule = "L2", META, .old = IMS, .new = IEEE, .also = "L2 L3-nesting"},
    {.rule = "L2", IN_2004, .old = IEEE, .new = IMS, .also = "L2"},
    {.rule = "L2-mixed",
     META,
     .old = "<title>",
     .new = "<title xmlns=\"" IEEE "\">",
     .also = "L2-mixed L3"},
    {.rule = "L3", META, .old = "<lifecycle>", .new = "<lifecycle><state/>"},
    {.rule = "L3", META, .old = "xml:lang=\"en\"", .new = "xml:lang=\"en_GB\""},
    {.rule = "L3-nesting", IN_2004, .old = "<lom:title>", .new = "<lom:datetime/><lom:title>"},
    {.rule = "L3-nesting",
     IN_2004,
     .old = "language=\"en\">Course</lom:string>",
     .new = "language=\"en\">Course</lom:string><lom:langstring/>"},
    {.rule = "L4", META, .old = "<keyword>" TEXT("back") "</keyword>", .new = ""},
    {.rule = "L4", META, .old = "<technical><format>text/html</format>", .new = "<technical>"},
    {.rule = "L4-scheme", META, .old = "ADL SCORM 1.2", .new = "LOMv1.0"},
    {.rule = "L5", META, .old = "urn:1", .new = "urn:" X64 X64},
    {.rule = "L5", META, .old = "Ours", .new = "Ours, and nobody else's at all, ever"},
    {.rule = "L6", META, .old = "Final", .new = "Finished"},
    {.rule = "L6", IN_2004, .old = ">final<", .new = ">finished<"},
    {.rule = "L7", META, .old = "<general>", .new = "<general><identifier>1</identifier>"},
};

static void each_rule_about_metadata_can_be_broken(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    make_packages(arena);
    case_assert_good(of_2004);
    CASES_ASSERT(&CHECK_LOM_FAMILY, CASES, with_record);
}

/* What is about a single file needs less than what is about a course. */
static void records_of_assets_need_not_be_whole(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    make_packages(arena);
    const struct check_case small = {
        .rule = "none",
        .file = "imsmanifest.xml",
        .old = "<file href=\"style.css\"/>",
        .new = "<file href=\"style.css\"><metadata><lom xmlns=\"" IMS
               "\"><general/></lom></metadata></file>",
    };
    assert_int_equal(case_check(&small, CASE_SCORM12, NULL, arena)->finding_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_metadata_can_be_broken),
        cmocka_unit_test(records_of_assets_need_not_be_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
