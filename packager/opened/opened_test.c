/* SPDX-License-Identifier: Apache-2.0 */

/* A package is the same whether it lies in a zip, in a folder or in memory; what it is in each
 * format; and where its addresses lead. */
#include "opened/opened.h"

#include "base/arena.h"
#include "base/file.h"
#include "opened/structure.h"
#include "xml/xml_document.h"
#include "zip/zip_fixture.h"
#include "zip/zip_reader.h"
#include "zip/zip_writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define FOLDER "opened_test.folder"

#define IMSCP "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
#define ADLCP "http://www.adlnet.org/xsd/adlcp_rootv1p2"

static const char SCORM12[] =
    "<manifest identifier='M' xmlns='" IMSCP "' xmlns:adlcp='" ADLCP "'>\n"
    "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>\n"
    "<organizations default='O2'><organization identifier='O1'><title>No</title></organization>\n"
    "<organization identifier='O2'><title>The course</title>\n"
    "<item identifier='I1'><title>Part</title>\n"
    "<item identifier='I2' identifierref='R1' parameters='?a=b'><title> Unit </title>\n"
    "<adlcp:masteryscore>80</adlcp:masteryscore></item></item>\n"
    "<item identifier='I3' identifierref='R2'><title>Page</title></item>\n"
    "<item identifier='I4' identifierref='R3'><title>Lost</title></item>\n"
    "</organization></organizations>\n"
    "<resources><resource identifier='R2' type='webcontent' adlcp:scormtype='asset'\n"
    " href='page.html'/>\n"
    "<resource identifier='R1' type='webcontent' adlcp:scormtype='sco' href='a%20b/i.html?x#y'\n"
    " xml:base='sub/'><file href='a%20b/i.html'/><file href='none.js'/></resource></resources>\n"
    "</manifest>\n";
static const char CMI5[] =
    "<courseStructure xmlns='https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd'>"
    "<course id='u:c'><title><langstring lang='en'>Course</langstring></title>"
    "<description><langstring lang='en'>About</langstring></description></course>"
    "<block id='u:b'><title><langstring lang='en'>Block</langstring></title>"
    "<au id='u:a' moveOn='Passed' masteryScore='0.8'>"
    "<title><langstring lang='en'>Unit</langstring></title><url>index.html?x=y</url>"
    "<launchParameters>p</launchParameters></au></block></courseStructure>";
static const char TINCAN[] =
    "<tincan xmlns='http://projecttincan.com/tincan.xsd'><activities>"
    "<activity id='u:c' type='u:t'><name>Course</name><description>About</description>"
    "<launch>index.html</launch></activity>"
    "<activity id='u:m' type='u:t'><name>Module</name></activity></activities></tincan>";

static const struct zip_entry ENTRIES[] = {
    {.name = "imsmanifest.xml", .content = {SCORM12, sizeof SCORM12 - 1}},
    {.name = "page.html", .content = {"<p>", 3}},
    {.name = "sub/a b/i.html", .content = {"<i>", 3}},
};
enum { ENTRY_COUNT = sizeof ENTRIES / sizeof *ENTRIES };

static struct opened *open_files(struct arena *arena, const char *const *names_and_contents)
{
    struct forge *forge = ARENA_NEW(arena, struct forge);
    *forge = (struct forge)FORGE_INIT;
    for (; names_and_contents[0] != NULL; names_and_contents += 2) {
        forge_add(forge, names_and_contents[0], names_and_contents[1]);
    }
    forge_close(forge);
    struct text zip = buffer_text(&forge->zip);
    struct text copy = {arena_copy(arena, zip), zip.length};
    forge_finish(forge);
    return opened_from_bytes("test.zip", copy, arena);
}

static struct opened *open_zip(struct arena *arena)
{
    const char *const files[] = {"imsmanifest.xml", SCORM12, "sub/", "", "sub/a b/i.html", "<i>",
                                 "page.html",       "<p>",   NULL};
    return open_files(arena, files);
}

static void write_folder(void)
{
    assert_int_equal(folder_make(FOLDER "/sub/a b", NULL), STATUS_OK);
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        AUTO(free) char *path = path_join(FOLDER, ENTRIES[i].name);
        assert_int_equal(file_write_atomically(path, ENTRIES[i].content, NULL), STATUS_OK);
    }
    assert_int_equal(symlink("/etc/passwd", FOLDER "/link.html"), 0);
}

/* Before the test too: another run may have been killed. */
static int remove_folder(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        AUTO(free) char *path = path_join(FOLDER, ENTRIES[i].name);
        (void)unlink(path);
    }
    (void)unlink(FOLDER "/link.html");
    (void)rmdir(FOLDER "/sub/a b");
    (void)rmdir(FOLDER "/sub");
    (void)rmdir(FOLDER);
    return file_exists(FOLDER) ? -1 : 0;
}

static struct opened *open_folder(struct arena *arena)
{
    write_folder();
    struct opened *opened = NULL;
    assert_int_equal(opened_open(FOLDER, arena, &opened, NULL), STATUS_OK);
    return opened;
}

static struct opened *open_entries(struct arena *arena)
{
    struct opened *opened = NULL;
    assert_int_equal(opened_from_entries("built", ENTRIES, ENTRY_COUNT, arena, &opened, NULL),
                     STATUS_OK);
    return opened;
}

static void assert_is_the_package(struct opened *opened, struct arena *arena)
{
    assert_int_equal(opened->file_count, ENTRY_COUNT);
    assert_null(opened_find(opened, "sub/"));
    const struct opened_file *file = opened_find(opened, "sub/a b/i.html");
    assert_non_null(file);
    assert_int_equal(file->size, 3);
    struct text text = {0};
    assert_int_equal(opened_text(opened, file, arena, &text, NULL), STATUS_OK);
    assert_true(text_is(text, "<i>"));
    assert_null(opened_find(opened, "Page.html"));
    assert_string_equal(opened_find_folded(opened, "Page.HTML")->path, "page.html");
    assert_non_null(opened_structure_of(opened, "scorm12"));
    assert_null(opened->structures->next);
}

static void a_package_is_the_same_wherever_it_lies(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_is_the_package(open_zip(arena), arena);
    assert_is_the_package(open_folder(arena), arena);
    assert_is_the_package(open_entries(arena), arena);
}

static void what_is_not_there_is_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct opened *opened = NULL;
    struct error error = {0};
    assert_int_equal(opened_open("no-such.zip", arena, &opened, &error), STATUS_NOT_FOUND);
    const struct zip_entry missing = {.name = "a", .file = "no-such-file"};
    assert_int_equal(opened_from_entries("built", &missing, 1, arena, &opened, &error),
                     STATUS_UNAVAILABLE);
    assert_null(opened);
}

static void what_is_no_zip_is_a_package_without_files(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct opened *opened = opened_from_bytes("x.zip", text_of("no zip"), arena);
    assert_int_equal(opened->file_count, 0);
    assert_null(opened->structures);
    assert_int_equal(opened->zip->fault_counts[ZIP_FAULT_NO_END], 1);
    assert_null(opened_find(opened, "imsmanifest.xml"));
}

static void a_scorm_manifest_gives_the_items_of_its_default_organization(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct opened *opened = open_zip(arena);
    const struct opened_structure *structure = opened_structure_of(opened, "scorm12");
    assert_string_equal(structure->version, "1.2");
    assert_string_equal(structure->id, "M");
    assert_string_equal(structure->title, "The course");
    assert_int_equal(structure->unit_count, 4);
    const struct opened_unit *units = structure->units;
    assert_int_equal(units[0].kind, OPENED_GROUP);
    assert_int_equal(units[1].kind, OPENED_TRACKED);
    assert_int_equal(units[1].depth, 1);
    assert_string_equal(units[1].id, "I2");
    assert_string_equal(units[1].title, "Unit");
    assert_string_equal(units[1].parameters, "?a=b");
    assert_string_equal(units[1].mastery_score, "80");
    assert_int_equal(units[1].line, 6);
    assert_string_equal(units[1].launch.path, "sub/a b/i.html");
    assert_ptr_equal(units[1].launch.file, opened_find(opened, "sub/a b/i.html"));
    assert_int_equal(units[2].kind, OPENED_UNTRACKED);
    assert_int_equal(units[2].depth, 0);
    assert_null(units[3].launch.written);
    assert_int_equal(structure->listed_count, 2);
    assert_non_null(structure->listed[0].file);
    assert_null(structure->listed[1].file);
    assert_string_equal(structure->listed[1].path, "sub/none.js");
}

static void a_cmi5_structure_gives_blocks_and_units(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *const files[] = {"cmi5.xml", CMI5, "index.html", "<p>", NULL};
    const struct opened *opened = open_files(arena, files);
    const struct opened_structure *structure = opened_structure_of(opened, "cmi5");
    assert_string_equal(structure->id, "u:c");
    assert_string_equal(structure->title, "Course");
    assert_string_equal(structure->description, "About");
    assert_int_equal(structure->unit_count, 2);
    assert_int_equal(structure->units[0].kind, OPENED_GROUP);
    const struct opened_unit *unit = &structure->units[1];
    assert_int_equal(unit->depth, 1);
    assert_string_equal(unit->move_on, "Passed");
    assert_string_equal(unit->mastery_score, "0.8");
    assert_string_equal(unit->parameters, "p");
    assert_string_equal(unit->launch.path, "index.html");
    assert_non_null(unit->launch.file);
}

static void a_tincan_file_gives_its_activities(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *const files[] = {"tincan.xml", TINCAN, "index.html", "<p>", NULL};
    const struct opened_structure *structure =
        opened_structure_of(open_files(arena, files), "xapi");
    assert_string_equal(structure->id, "u:c");
    assert_string_equal(structure->description, "About");
    assert_int_equal(structure->units[0].kind, OPENED_TRACKED);
    assert_int_equal(structure->units[1].kind, OPENED_MENTIONED);
    assert_string_equal(structure->units[1].title, "Module");
}

static void aicc_files_give_course_units_and_titles(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *const files[] = {
        "sub/Course.CRS",
        "[Course_Behavior]\nCourse_Title=no\n[Course]\r\n Course_ID = C1\r\nCourse_Title=A = b\r\n"
        "Version=4.0\n[Course_Description]\nCourse_Title=no\n",
        "sub/course.au",
        "System_ID,Mastery_Score,File_Name,Web_Launch\nA2,80,unit.html?x,p=1\n"
        "A1,,\"https://example.org/a\",\n",
        "sub/course.des",
        "\"system_id\",\"title\"\n\"A1\",\"One\"\n\"A2\",\"Two\"\n",
        "sub/unit.html",
        "<p>",
        NULL,
    };
    const struct opened_structure *structure =
        opened_structure_of(open_files(arena, files), "aicc");
    assert_string_equal(structure->id, "C1");
    assert_string_equal(structure->title, "A = b");
    assert_string_equal(structure->version, "4.0");
    assert_int_equal(structure->unit_count, 2);
    const struct opened_unit *units = structure->units;
    assert_string_equal(units[0].title, "Two");
    assert_string_equal(units[0].mastery_score, "80");
    assert_string_equal(units[0].parameters, "p=1");
    assert_string_equal(units[0].launch.path, "sub/unit.html");
    assert_non_null(units[0].launch.file);
    assert_int_equal(units[0].line, 2);
    assert_true(units[1].launch.is_external);
}

static void the_format_is_told_by_version_and_namespaces(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *content;
        const char *formats;
    } CASES[] = {
        {"imsmanifest.xml", "<manifest/>", "scorm12"},
        {"imsmanifest.xml", "not even xml", "scorm12"},
        {"imsmanifest.xml",
         "<manifest><metadata><schemaversion>2004 4th "
         "Edition</schemaversion></metadata></manifest>",
         "scorm2004"},
        {"imsmanifest.xml",
         "<manifest><metadata><schemaversion>CAM 1.3</schemaversion></metadata></manifest>",
         "scorm2004"},
        {"imsmanifest.xml", "<manifest xmlns:adlcp='http://www.adlnet.org/xsd/adlcp_v1p3'/>",
         "scorm2004"},
        {"folder/imsmanifest.xml", "<manifest/>", ""},
        {"index.html", "<p>", "web"},
        {"cmi5.xml", "", "cmi5"},
        {"page.html", "<p>", ""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const char *const files[] = {CASES[i].name, CASES[i].content, NULL};
        const struct opened *opened = open_files(arena, files);
        const char *found = opened->structures != NULL ? opened->structures->format->name : "";
        assert_string_equal(found, CASES[i].formats);
    }
}

static void a_package_may_be_of_several_formats(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *const files[] = {"tincan.xml", TINCAN, "imsmanifest.xml", SCORM12, "index.html",
                                 "<p>",        NULL};
    const struct opened *opened = open_files(arena, files);
    assert_non_null(opened_structure_of(opened, "xapi"));
    assert_non_null(opened_structure_of(opened, "scorm12"));
    assert_null(opened_structure_of(opened, "web"));
}

static void addresses_lead_where_an_lms_would_follow_them(void **state)
{
    (void)state;
    static const struct {
        const char *base;
        const char *written;
        const char *path; /* NULL: elsewhere */
        bool is_external;
        bool climbs;
    } CASES[] = {
        {NULL, "a.html", "a.html", false, false},
        {"", "./a/../b.html?q=1#f", "b.html", false, false},
        {"x/y", "z", "x/yz", false, false},
        {"x/", "../a.html", "a.html", false, false},
        {NULL, "caf%C3%A9%2Ehtml", "caf\xC3\xA9.html", false, false},
        {NULL, "100%.html", "100%.html", false, false},
        {NULL, "a%00b", "a%00b", false, false},
        {NULL, "a\\b.html", "a\\b.html", false, false},
        {NULL, "../a.html", NULL, false, true},
        {NULL, "a/%2e%2e/%2e%2e/b", NULL, false, true},
        {NULL, "/a.html", NULL, false, true},
        {"x/", "https://example.org/", NULL, true, false},
        {"https://example.org/", "a.html", NULL, true, false},
        {NULL, "//example.org/a", NULL, true, false},
        {NULL, "javascript:alert(1)", NULL, true, false},
        {NULL, "", "", false, false},
        {NULL, "#only", "", false, false},
    };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct opened *opened = open_zip(arena);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct opened_reference reference =
            opened_refer(opened, CASES[i].base, CASES[i].written, NULL);
        assert_int_equal(reference.is_external, CASES[i].is_external);
        assert_int_equal(reference.climbs, CASES[i].climbs);
        assert_int_equal(reference.path == NULL, CASES[i].path == NULL);
        if (CASES[i].path != NULL) {
            assert_string_equal(reference.path, CASES[i].path);
        }
    }
    assert_null(opened_refer(opened, NULL, NULL, NULL).path);
}

static void a_manifest_that_cannot_be_unpacked_is_a_document_with_that_problem(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    forge_add(&forge, "cmi5.xml", CMI5);
    forge_close(&forge);
    forge.zip.data[60] ^= 1;
    const struct opened *opened = opened_from_bytes("x.zip", buffer_text(&forge.zip), arena);
    const struct xml_document *document = opened_structure_of(opened, "cmi5")->document;
    assert_null(document->tree);
    assert_non_null(strstr(document->problems.first->message, "checksum"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_package_is_the_same_wherever_it_lies, remove_folder,
                                        remove_folder),
        cmocka_unit_test(what_is_not_there_is_told),
        cmocka_unit_test(what_is_no_zip_is_a_package_without_files),
        cmocka_unit_test(a_scorm_manifest_gives_the_items_of_its_default_organization),
        cmocka_unit_test(a_cmi5_structure_gives_blocks_and_units),
        cmocka_unit_test(a_tincan_file_gives_its_activities),
        cmocka_unit_test(aicc_files_give_course_units_and_titles),
        cmocka_unit_test(the_format_is_told_by_version_and_namespaces),
        cmocka_unit_test(a_package_may_be_of_several_formats),
        cmocka_unit_test(addresses_lead_where_an_lms_would_follow_them),
        cmocka_unit_test(a_manifest_that_cannot_be_unpacked_is_a_document_with_that_problem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
