/* SPDX-License-Identifier: Apache-2.0 */

/* For tests: good packages of both versions of SCORM, with a record of metadata. */
#ifndef CHECK_LOM_FIXTURE_H
#define CHECK_LOM_FIXTURE_H

#include "check/cases_fixture.h"

#define IMS "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
#define IEEE "http://ltsc.ieee.org/xsd/LOM"

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

static inline void make_packages(struct arena *arena)
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

#endif
