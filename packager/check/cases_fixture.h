/* SPDX-License-Identifier: Apache-2.0 */

/* For tests of rules: a good package, broken by one small change, and the one rule that must then
 * be told. Each family of rules has a table of such cases. */
#ifndef CHECK_CASES_FIXTURE_H
#define CHECK_CASES_FIXTURE_H

#include "base/arena.h"
#include "check/check.h"
#include "opened/opened.h"
#include "zip/zip_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { CASE_FILES_MAX = 16, CASE_CHANGES_MAX = 4 };

/* The files of a good package: name, content, name, content, ..., NULL. */
typedef const char *const case_files[2 * CASE_FILES_MAX + 1];

struct check_case {
    const char *rule;      /* that must be told */
    const char *also;      /* others that cannot but be told with it: "P1 Z-end"; NULL for none */
    const char *const *of; /* the good package; NULL: the table's own */

    /* Changes to files, done to the first file of that name. */
    const char *file;
    const char *old; /* text in it that becomes `new`; NULL: all of it */
    const char *new; /* NULL: the file is left out */
    const char *renamed;

    /* A file more, behind the others. */
    const char *added;
    const char *content; /* NULL for "x" */
    struct text bytes;   /* instead of `content`, if they may hold NUL */

    /* Changes to the zip. */
    struct text before;  /* bytes before the first entry */
    struct text between; /* and before the second one */
    struct text behind;  /* and at the end */
    struct text extra;   /* an extra field of the second entry */
    struct forge_change changes[CASE_CHANGES_MAX];
    size_t change_count;
    struct text instead;               /* no zip at all, but these bytes */
    const struct target *lms;          /* that it is checked for; NULL: none in particular */
    void (*make)(struct forge *forge); /* adds to it, and closes it, what no field above can say */
};

/* Bytes of a literal that may hold NUL. */
#define CASE_BYTES(literal)          \
    {                                \
        literal, sizeof(literal) - 1 \
    }

/* A change of `width` bytes at `offset` of the local header, that is also made in the central one,
 * two bytes further on, where the same fields stand. */
#define CASE_BOTH(item_, offset_, width_, value_)           \
    {FORGE_LOCAL, item_, offset_, width_, value_},          \
    {                                                       \
        FORGE_CENTRAL, item_, (offset_) + 2, width_, value_ \
    }

static inline const char *case_content(const struct check_case *one, const char *name,
                                       const char *content, struct arena *arena)
{
    if (one->file == NULL || strcmp(one->file, name) != 0) {
        return content;
    }
    if (one->old == NULL) {
        return one->new != NULL ? one->new : content;
    }
    const char *place = strstr(content, one->old);
    if (place == NULL) {
        fail_msg("%s: '%s' is not in %s", one->rule, one->old, name);
    }
    return arena_print(arena, "%.*s%s%s", (int)(place - content), content, one->new,
                       place + strlen(one->old));
}

static inline bool case_leaves_out(const struct check_case *one, const char *name)
{
    return one->file != NULL && one->new == NULL &&
           one->renamed == NULL &&strcmp(one->file, name) == 0;
}

static inline void case_add_bytes(struct forge *forge, const struct check_case *one,
                                  const char *name, struct text content)
{
    buffer_add_text(&forge->zip, forge->count == 0   ? one->before
                                 : forge->count == 1 ? one->between
                                                     : (struct text){NULL, 0});
    const struct forge_item item = {
        .name = text_of(name),
        .content = content,
        .extra = forge->count == 1 ? one->extra : (struct text){NULL, 0},
    };
    forge_add_item(forge, &item);
}

static inline void case_add(struct forge *forge, const struct check_case *one, const char *name,
                            const char *content)
{
    case_add_bytes(forge, one, name, text_of(content));
}

static inline void case_forge(struct forge *forge, const struct check_case *one,
                              const char *const *files, struct arena *arena)
{
    for (; files[0] != NULL; files += 2) {
        bool is_renamed =
            one->renamed != NULL && one->file != NULL && strcmp(one->file, files[0]) == 0;
        if (!case_leaves_out(one, files[0])) {
            case_add(forge, one, is_renamed ? one->renamed : files[0],
                     case_content(one, files[0], files[1], arena));
        }
    }
    if (one->added != NULL) {
        case_add_bytes(forge, one, one->added,
                       one->bytes.data != NULL
                           ? one->bytes
                           : text_of(one->content != NULL ? one->content : "x"));
    }
    if (one->make != NULL) {
        one->make(forge);
        return;
    }
    forge_close(forge);
    for (size_t i = 0; i < one->change_count; i++) {
        forge_apply(forge, &one->changes[i]);
    }
    buffer_add_text(&forge->zip, one->behind);
}

static inline const struct check_result *case_check(const struct check_case *one,
                                                    const char *const *files,
                                                    const struct target *lms, struct arena *arena)
{
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    case_forge(&forge, one, files, arena);
    struct text zip = one->instead.data != NULL ? one->instead : buffer_text(&forge.zip);
    struct text copy = {arena_copy(arena, zip), zip.length};
    const struct check_options options = {.lms = lms, .threshold = CHECK_ERROR};
    struct check_run *run = check_begin(arena, &options);
    check_package(run, opened_from_bytes("package.zip", copy, arena));
    const struct check_result *result = NULL;
    assert_int_equal(check_end(run, &result, NULL), STATUS_OK);
    return result;
}

/* Whether one of the words in `list` is `word`. */
static inline bool case_has_word(const char *list, const char *word)
{
    struct text rest = text_of(list != NULL ? list : "");
    struct text part;
    while (text_split(&rest, ' ', &part)) {
        if (text_is(part, word)) {
            return true;
        }
    }
    return false;
}

static inline bool case_is_told(const struct check_result *result, const char *id)
{
    size_t place = 0;
    while (place < result->finding_count && strcmp(result->findings[place].rule->id, id) != 0) {
        place++;
    }
    return place < result->finding_count;
}

/* Exactly the rules of the case are told. */
static inline void case_assert(const struct check_case *one, const char *const *files)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_result *result = case_check(one, files, one->lms, arena);
    for (size_t i = 0; i < result->finding_count; i++) {
        const struct check_finding *finding = &result->findings[i];
        if (strcmp(finding->rule->id, one->rule) != 0 &&
            !case_has_word(one->also, finding->rule->id)) {
            fail_msg("%s: %s is told too: %s: %s", one->rule, finding->rule->id,
                     finding->place.file != NULL ? finding->place.file : "", finding->message);
        }
    }
    struct text rest = text_of(one->also != NULL ? one->also : one->rule);
    struct text word;
    while (text_split(&rest, ' ', &word)) {
        if (!case_is_told(result, arena_copy(arena, word))) {
            fail_msg("%s: %.*s is not told", one->rule, TEXT_ARGUMENTS(word));
        }
    }
    if (!case_is_told(result, one->rule)) {
        fail_msg("%s is not told", one->rule);
    }
}

static inline void case_assert_good(const char *const *files)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case none = {.rule = "none"};
    const struct check_result *result = case_check(&none, files, NULL, arena);
    if (result->finding_count > 0) {
        fail_msg("the good package breaks %s: %s", result->findings[0].rule->id,
                 result->findings[0].message);
    }
}

/* The good packages have no finding; each case tells its rule; each rule of the family has one. */
static inline void cases_assert(const struct check_family *family, const struct check_case *cases,
                                size_t count, const char *const *files)
{
    case_assert_good(files);
    for (size_t i = 0; i < count; i++) {
        case_assert(&cases[i], cases[i].of != NULL ? cases[i].of : files);
    }
    for (const struct check_rule *rule = family->rules; rule->id != NULL; rule++) {
        size_t place = 0;
        while (place < count && strcmp(cases[place].rule, rule->id) != 0) {
            place++;
        }
        if (place == count) {
            fail_msg("no case breaks %s", rule->id);
        }
    }
}

#define CASES_ASSERT(family, cases, files) \
    cases_assert((family), (cases), sizeof(cases) / sizeof *(cases), (files))

/* A page that no rule has anything to say of. */
#define CASE_HTML                                                                                  \
    ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Course</title></head>" \
     "<body><main><h1>Course</h1></main></body></html>")

// NOLINTBEGIN(bugprone-suspicious-missing-comma): a file's lines are one string

/* A good package that lists no files, so that one more breaks nothing else. */
static const char *const CASE_TINCAN[] = {
    "tincan.xml",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<tincan xmlns=\"http://projecttincan.com/tincan.xsd\">\n"
    "<activities>\n"
    "<activity id=\"https://example.org/course\" "
    "type=\"http://adlnet.gov/expapi/activities/course\">\n"
    "<name lang=\"en\">Course</name>\n"
    "<description lang=\"en\">About it</description>\n"
    "<launch lang=\"en\">index.html</launch>\n"
    "</activity>\n"
    "<activity id=\"https://example.org/module\" "
    "type=\"http://adlnet.gov/expapi/activities/module\">\n"
    "<name lang=\"en\">Module</name>\n"
    "</activity>\n"
    "</activities>\n"
    "</tincan>\n",
    "index.html",
    "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Course</title></head>"
    "<body><main><h1>Course</h1></main></body></html>",
    "style.css",
    "body{margin:0}",
    NULL,
};

#define CASE_IMSCP "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
#define CASE_ADLCP "http://www.adlnet.org/xsd/adlcp_rootv1p2"

/* SCORM 1.2, as LMSs like it best. */
static const char *const CASE_SCORM12[] = {
    "imsmanifest.xml",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<manifest xmlns=\"" CASE_IMSCP "\" xmlns:adlcp=\"" CASE_ADLCP "\"\n"
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" identifier=\"M_course\" "
    "version=\"1\"\n"
    " xsi:schemaLocation=\"" CASE_IMSCP " imscp_rootv1p1p2.xsd " CASE_ADLCP
    " adlcp_rootv1p2.xsd\">\n"
    "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>\n"
    "<organizations default=\"ORG\">\n"
    "<organization identifier=\"ORG\"><title>Course</title>\n"
    "<item identifier=\"ITEM\" identifierref=\"RES\"><title>Course</title></item>\n"
    "</organization>\n"
    "</organizations>\n"
    "<resources>\n"
    "<resource identifier=\"RES\" type=\"webcontent\" adlcp:scormtype=\"sco\" "
    "href=\"index.html\">\n"
    "<file href=\"index.html\"/>\n"
    "<file href=\"style.css\"/>\n"
    "<file href=\"api.js\"/>\n"
    "</resource>\n"
    "</resources>\n"
    "</manifest>\n",
    "index.html",
    "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Course</title>"
    "<script src=\"api.js\"></script></head>"
    "<body><main><h1>Course</h1></main></body></html>",
    "style.css",
    "body{margin:0}",
    "adlcp_rootv1p2.xsd",
    "<xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"/>",
    "ims_xml.xsd",
    "<xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"/>",
    "imscp_rootv1p1p2.xsd",
    "<xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"/>",
    "imsmd_rootv1p2p1.xsd",
    "<xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"/>",
    "api.js",
    "var api = parent.API;\n",
    NULL,
};

#define CASE_IMSCP2004 "http://www.imsglobal.org/xsd/imscp_v1p1"
#define CASE_ADLCP2004 "http://www.adlnet.org/xsd/adlcp_v1p3"
#define CASE_XSD "<xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"/>"

/* SCORM 2004, 4th edition, as LMSs like it best. */
static const char *const CASE_SCORM2004[] = {
    "imsmanifest.xml",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<manifest xmlns=\"" CASE_IMSCP2004 "\" xmlns:adlcp=\"" CASE_ADLCP2004 "\"\n"
    " xmlns:imsss=\"http://www.imsglobal.org/xsd/imsss\""
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" identifier=\"M_course\"\n"
    " xsi:schemaLocation=\"" CASE_IMSCP2004 " imscp_v1p1.xsd " CASE_ADLCP2004 " adlcp_v1p3.xsd\">\n"
    "<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion>"
    "</metadata>\n"
    "<organizations default=\"ORG\">\n"
    "<organization identifier=\"ORG\"><title>Course</title>\n"
    "<item identifier=\"ITEM\" identifierref=\"RES\"><title>Course</title>\n"
    "<adlcp:dataFromLMS>data</adlcp:dataFromLMS>\n"
    "<adlcp:completionThreshold completedByMeasure=\"false\"/>\n"
    "<imsss:sequencing>\n"
    "<imsss:objectives><imsss:primaryObjective objectiveID=\"OBJ\" satisfiedByMeasure=\"true\">\n"
    "<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>\n"
    "<imsss:mapInfo targetObjectiveID=\"GLOBAL\" writeSatisfiedStatus=\"true\"/>\n"
    "</imsss:primaryObjective></imsss:objectives>\n"
    "<imsss:deliveryControls completionSetByContent=\"true\" objectiveSetByContent=\"true\"/>\n"
    "</imsss:sequencing></item>\n"
    "<imsss:sequencing><imsss:controlMode choice=\"true\" flow=\"true\"/></imsss:sequencing>\n"
    "</organization>\n"
    "</organizations>\n"
    "<resources>\n"
    "<resource identifier=\"RES\" type=\"webcontent\" adlcp:scormType=\"sco\" "
    "href=\"index.html\">\n"
    "<file href=\"index.html\"/>\n"
    "<file href=\"api.js\"/>\n"
    "</resource>\n"
    "</resources>\n"
    "</manifest>\n",
    "index.html",
    "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Course</title>"
    "<script src=\"api.js\"></script></head>"
    "<body><main><h1>Course</h1></main></body></html>",
    "adlcp_v1p3.xsd",
    CASE_XSD,
    "adlnav_v1p3.xsd",
    CASE_XSD,
    "adlseq_v1p3.xsd",
    CASE_XSD,
    "imscp_v1p1.xsd",
    CASE_XSD,
    "imsss_v1p0.xsd",
    CASE_XSD,
    "api.js",
    "var api = parent.API_1484_11;\n",
    NULL,
};

/* AICC: two units, one of them on another server. */
static const char *const CASE_AICC[] = {
    "course.crs",
    "[Course]\r\n"
    "Course_Creator=Someone\r\n"
    "Course_ID=course\r\n"
    "Course_System=By hand\r\n"
    "Course_Title=Course\r\n"
    "Level=1\r\n"
    "Max_Fields_CST=3\r\n"
    "Total_AUs=2\r\n"
    "Total_Blocks=0\r\n"
    "Version=4.0\r\n"
    "[Course_Behavior]\r\n"
    "Max_Normal=99\r\n"
    "[Course_Description]\r\n"
    "About it\r\n",
    "course.au",
    "\"System_ID\",\"Type\",\"Command_Line\",\"File_Name\",\"Max_Score\",\"Mastery_Score\","
    "\"Max_Time_Allowed\",\"Time_Limit_Action\",\"System_Vendor\",\"Core_Vendor\",\"Web_Launch\","
    "\"AU_Password\"\r\n"
    "\"A1\",\"lesson\",\"\",\"index.html?unit=1\",\"100\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n"
    "\"A2\",\"lesson\",\"\",\"https://example.org/"
    "2\",\"\",\"\",\"00:30:00\",\"\",\"\",\"\",\"\",\"\""
    "\r\n",
    "course.des",
    "\"System_ID\",\"Developer_ID\",\"Title\",\"Description\"\r\n"
    "\"A1\",\"unit-1\",\"Unit 1\",\"First\"\r\n"
    "\"A2\",\"unit-2\",\"Unit 2\",\"Second\"\r\n",
    "course.cst",
    "\"Block\",\"Member\",\"Member\"\r\n"
    "\"root\",\"A1\",\"A2\"\r\n",
    "index.html",
    "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Course</title></head>"
    "<body><main><h1>Course</h1></main></body></html>",
    NULL,
};

#define CASE_CMI5_NAMESPACE "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"

/* cmi5: a block with two units, and one beside it; objectives. */
static const char *const CASE_CMI5[] = {
    "cmi5.xml",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<courseStructure xmlns=\"" CASE_CMI5_NAMESPACE "\">\n"
    "<course id=\"https://example.org/course\">\n"
    "<title><langstring lang=\"en\">Course</langstring></title>\n"
    "<description><langstring lang=\"en\">About it</langstring></description>\n"
    "</course>\n"
    "<objectives><objective id=\"https://example.org/objective\">\n"
    "<title><langstring lang=\"en\">Objective</langstring></title>\n"
    "<description><langstring lang=\"en\">To know</langstring></description>\n"
    "</objective></objectives>\n"
    "<block id=\"https://example.org/block\">\n"
    "<title><langstring lang=\"en\">Block</langstring></title>\n"
    "<description><langstring lang=\"en\">Of units</langstring></description>\n"
    "<objectives><objective idref=\"https://example.org/objective\"/></objectives>\n"
    "<au id=\"https://example.org/unit-1\" moveOn=\"CompletedAndPassed\" masteryScore=\"0.8\">\n"
    "<title><langstring lang=\"en\">Unit 1</langstring></title>\n"
    "<description><langstring lang=\"en\">First</langstring></description>\n"
    "<url>index.html?unit=1</url>\n"
    "<launchParameters>anything</launchParameters>\n"
    "</au>\n"
    "</block>\n"
    "<au id=\"https://example.org/unit-2\" moveOn=\"Completed\">\n"
    "<title><langstring lang=\"en\">Unit 2</langstring></title>\n"
    "<description><langstring lang=\"en\">Second</langstring></description>\n"
    "<url>https://example.org/unit-2/</url>\n"
    "</au>\n"
    "</courseStructure>\n",
    "index.html",
    "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Course</title></head>"
    "<body><main><h1>Course</h1></main></body></html>",
    NULL,
};

// NOLINTEND(bugprone-suspicious-missing-comma)

#endif
