/* SPDX-License-Identifier: Apache-2.0 */

/* Two packages that differ in one thing, and the changes that must be told: no more, no fewer. */
#include "diff/difference.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "opened/opened.h"
#include "zip/zip_fixture.h"
#include "zip/zip_writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { FILES_MAX = 10, SAID_MAX = 8192 };

/* Name, content, name, content, ..., NULL. */
typedef const char *const file_list[2 * FILES_MAX + 1];

static file_list SCORM = {
    "imsmanifest.xml",
    "<manifest identifier='M'><metadata><schemaversion>1.2</schemaversion></metadata>"
    "<organizations><organization><title>Course</title>"
    "<item identifier='BLOCK'><title>Block</title>"
    "<item identifier='A' identifierref='RA'><title>Unit A</title></item>"
    "<item identifier='B' identifierref='RB'><title>Unit B</title></item></item>"
    "<item identifier='C' identifierref='RC'><title>Unit C</title></item>"
    "<item identifier='D' identifierref='RD'><title>Unit D</title></item>"
    "</organization></organizations><resources>"
    "<resource identifier='RA' scormtype='sco' href='a.html'/>"
    "<resource identifier='RB' scormtype='sco' href='b.html'/>"
    "<resource identifier='RC' scormtype='sco' href='c.html?unit=3'/>"
    "<resource identifier='RD' scormtype='asset' href='d.html'/>"
    "</resources></manifest>",
    "a.html",
    "page a",
    "b.html",
    "page b",
    "c.html",
    "page c",
    "d.html",
    "page d",
    "film.0123abcd.mp4",
    "0123456789",
    "film.vtt",
    "WEBVTT",
    NULL,
};

static file_list CMI5 = {
    "cmi5.xml",
    "<courseStructure><course id='https://e.org/c'><title><langstring>Course</langstring></title>"
    "</course><block id='https://e.org/b'><title><langstring>Block</langstring></title>"
    "<au id='https://e.org/1' moveOn='Passed' masteryScore='0.8'>"
    "<title><langstring>One</langstring></title><url>a.html</url></au></block>"
    "</courseStructure>",
    "a.html",
    "page a",
    NULL,
};

static file_list AICC = {
    "x.crs",  "[Course]\r\nCourse_ID=C1\r\nCourse_Title=Course\r\nVersion=3.0\r\n",
    "x.au",   "\"System_ID\",\"File_Name\"\r\n\"A1\",\"a.html\"\r\n\"A2\",\"b.html\"\r\n",
    "x.des",  "\"System_ID\",\"Title\"\r\n\"A1\",\"One\"\r\n\"A2\",\"Two\"\r\n",
    "a.html", "page a",
    "b.html", "page b",
    NULL,
};

static file_list TINCAN = {
    "tincan.xml",
    "<tincan><activities><activity id='https://e.org/c'><name>Course</name>"
    "<launch>a.html</launch></activity>"
    "<activity id='https://e.org/m'><name>Module</name></activity></activities></tincan>",
    "a.html",
    "page a",
    NULL,
};

#define SCRIPT(members) "window.ibestPackage = {" members "};\n"
#define PAGE(id, title, html) \
    "{\"id\":\"" id "\",\"title\":\"" title "\",\"kind\":\"text\",\"html\":\"" html "\"}"
#define QUIZ(mark) \
    "{\"id\":\"q\",\"title\":\"Quiz\",\"kind\":\"quiz\",\"quiz\":{\"pass_mark\":" mark "}}"
#define SAME_START                                                 \
    "\"build\":\"b1\",\"modules\":[{\"id\":\"m\",\"title\":\"M\"," \
    "\"pages\":["

static file_list OURS = {
    "index.html",
    "page",
    "course.00000001.js",
    SCRIPT(SAME_START PAGE("p1", "First", "x") "," PAGE("p2", "Second", "y") "," QUIZ("80") "]}]"),
    NULL,
};

static file_list OURS_IN_SCORM = {
    "imsmanifest.xml",
    "<manifest identifier='M'><metadata><schemaversion>1.2</schemaversion></metadata>"
    "<organizations><organization><item identifier='I' identifierref='R'><title>Course</title>"
    "</item></organization></organizations><resources>"
    "<resource identifier='R' scormtype='sco' href='index.html'/></resources></manifest>",
    "index.html",
    "page",
    "course.00000001.js",
    SCRIPT(SAME_START PAGE("p1", "First", "x") "]}]"),
    NULL,
};

/* A change to the new package: in the first file of that name, `old` becomes `new`. */
struct difference_case {
    const char *const *of;
    const char *file;
    const char *old;     /* NULL: all of it */
    const char *new;     /* NULL: the file goes */
    const char *renamed; /* NULL: it keeps its name */
    const char *expected;
};

#define IN_SCORM .of = SCORM, .file = "imsmanifest.xml"
#define IN_CMI5 .of = CMI5, .file = "cmi5.xml"
#define SCORM_CHANGED "file-changed note imsmanifest.xml\n"
#define CMI5_CHANGED "file-changed note cmi5.xml\n"
#define UNIT_C "<item identifier='C' identifierref='RC'><title>Unit C</title></item>"
#define UNIT_D "<item identifier='D' identifierref='RD'><title>Unit D</title></item>"
#define UNITS_B_AND_C                                                    \
    "<item identifier='B' identifierref='RB'><title>Unit B</title>"      \
    "</item></item><item identifier='C' identifierref='RC'><title>Unit " \
    "C</title></item>"

static const struct difference_case CASES[] = {
    /* Units of SCORM. */
    {IN_SCORM, .old = "<title>Unit B", .new = "<title>Unit 2",
     .expected = "unit-renamed note Unit 2: Unit B -> Unit 2\n" SCORM_CHANGED},
    {IN_SCORM, .old = "identifier='B'", .new = "identifier='B2'",
     .expected = "unit-identifier error Unit B: B -> B2\n" SCORM_CHANGED},
    {IN_SCORM, /* known by its title alone */
     .old = "identifier='B' identifierref='RB'", .new = "identifier='B9' identifierref='NONE'",
     .expected = "unit-identifier error Unit B: B -> B9\n"
                 "unit-kind warning Unit B: tracked -> a group\n"
                 "unit-launch note Unit B: b.html -> \n" SCORM_CHANGED},
    /* A folder of SCORM has no records. */
    {IN_SCORM, .old = "identifier='BLOCK'", .new = "identifier='BLOCK2'",
     .expected = "unit-identifier note Block: BLOCK -> BLOCK2\n" SCORM_CHANGED},
    {IN_SCORM, .old = "<item identifier='B' identifierref='RB'><title>Unit B</title></item>",
     .new = "", .expected = "unit-removed error Unit B: B -> \n" SCORM_CHANGED},
    {IN_SCORM, .old = "<item identifier='D' identifierref='RD'><title>Unit D</title></item>",
     .new = "", .expected = "unit-removed note Unit D: D -> \n" SCORM_CHANGED},
    {IN_SCORM, .old = "</organization>",
     .new = "<item identifier='E' identifierref='RA'><title>Unit E</title></item></organization>",
     .expected = "unit-added note Unit E:  -> E\n" SCORM_CHANGED},
    {IN_SCORM, .old = UNITS_B_AND_C,
     .new = "</item><item identifier='C' identifierref='RC'><title>Unit C</title></item>"
            "<item identifier='B' identifierref='RB'><title>Unit B</title></item>",
     .expected = "unit-moved note Unit B: Block -> \n" SCORM_CHANGED},
    {IN_SCORM, .old = UNIT_C UNIT_D, .new = UNIT_D UNIT_C,
     .expected = "unit-moved note Unit D:  -> \n" SCORM_CHANGED},
    {IN_SCORM, /* an identifier that stands there twice is the first one's */
     .old = "<item identifier='BLOCK'>", .new = UNIT_C "<item identifier='BLOCK'>",
     .expected = "unit-moved note Unit C:  -> \nunit-added note Unit C:  -> C\n" SCORM_CHANGED},
    {IN_SCORM, .old = "'a.html'", .new = "'d.html'",
     .expected = "unit-launch note Unit A: a.html -> d.html\n" SCORM_CHANGED},
    {IN_SCORM, .old = "identifierref='RA'", .new = "identifierref='RA' parameters='?x=1'",
     .expected = "unit-parameters note Unit A:  -> ?x=1\n" SCORM_CHANGED},
    {IN_SCORM, .old = "scormtype='sco' href='b.html'", .new = "scormtype='asset' href='b.html'",
     .expected = "unit-kind warning Unit B: tracked -> not tracked\n" SCORM_CHANGED},
    {IN_SCORM, .old = "scormtype='asset'", .new = "scormtype='sco'",
     .expected = "unit-kind note Unit D: not tracked -> tracked\n" SCORM_CHANGED},
    {IN_SCORM, .old = "<title>Unit A</title>",
     .new = "<title>Unit A</title><masteryscore>80</masteryscore>",
     .expected = "unit-mastery-score warning Unit A:  -> 80\n" SCORM_CHANGED},
    /* The course. */
    {IN_SCORM, .old = "identifier='M'", .new = "identifier='N'",
     .expected = "course-identifier warning : M -> N\n" SCORM_CHANGED},
    {IN_SCORM, .old = "<title>Course", .new = "<title>New course",
     .expected = "course-title note : Course -> New course\n" SCORM_CHANGED},
    {IN_SCORM, .renamed = "ims.xml",
     .expected = "format-removed error SCORM 1.2:  -> \n"
                 "file-renamed note ims.xml: imsmanifest.xml -> ims.xml\n"},
    {IN_SCORM, .old = ">1.2<", .new = ">2004 4th Edition<",
     .expected = "format-removed error SCORM 1.2:  -> \nformat-added note SCORM 2004:  -> \n"
                 "file-changed note imsmanifest.xml\n"},
    /* cmi5. */
    {IN_CMI5, .old = "https://e.org/c", .new = "https://e.org/d",
     .expected = "course-identifier error : https://e.org/c -> https://e.org/d\n" CMI5_CHANGED},
    {IN_CMI5, .old = "https://e.org/1", .new = "https://e.org/2",
     .expected = "unit-identifier error One: https://e.org/1 -> https://e.org/2\n" CMI5_CHANGED},
    {IN_CMI5, .old = "https://e.org/b", .new = "https://e.org/x",
     .expected = "unit-identifier error Block: https://e.org/b -> https://e.org/x\n" CMI5_CHANGED},
    {IN_CMI5, .old = "'0.8'", .new = "'0.7'",
     .expected = "unit-mastery-score warning One: 0.8 -> 0.7\n" CMI5_CHANGED},
    {IN_CMI5, .old = "'Passed'", .new = "'Completed'",
     .expected = "unit-move-on warning One: Passed -> Completed\n" CMI5_CHANGED},
    /* AICC and xAPI. */
    {.of = AICC,
     .file = "x.au",
     .old = "\"A2\"",
     .new = "\"A9\"",
     .expected = "unit-identifier error A9: A2 -> A9\nunit-renamed note A9: Two -> \n"
                 "file-changed note x.au\n"},
    {.of = AICC,
     .file = "x.crs",
     .old = "=C1",
     .new = "=C2",
     .expected = "course-identifier warning : C1 -> C2\nfile-changed note x.crs\n"},
    {.of = AICC,
     .file = "x.crs",
     .old = "3.0",
     .new = "4.0",
     .expected = "course-version note : 3.0 -> 4.0\nfile-changed note x.crs\n"},
    {.of = TINCAN,
     .file = "tincan.xml",
     .old = "<launch>",
     .new = "<description>New</description><launch>",
     .expected = "course-description note :  -> New\nfile-changed note tincan.xml\n"},
    {.of = TINCAN,
     .file = "tincan.xml",
     .old = "https://e.org/c",
     .new = "https://e.org/d",
     .expected = "unit-identifier error Course: https://e.org/c -> https://e.org/d\n"
                 "file-changed note tincan.xml\n"},
    {.of = TINCAN,
     .file = "tincan.xml",
     .old = "<activity id='https://e.org/m'><name>Module</name></activity>",
     .new = "",
     .expected =
         "unit-removed warning Module: https://e.org/m -> \nfile-changed note tincan.xml\n"},
    /* Pages of our own packages. */
    {.of = OURS,
     .file = "course.00000001.js",
     .old = "First",
     .new = "Erste",
     .renamed = "course.00000002.js",
     .expected =
         "page-renamed note Erste: First -> Erste\n"
         "file-changed note course.00000002.js: course.00000001.js -> course.00000002.js\n"},
    {.of = OURS,
     .file = "course.00000001.js",
     .old = "\"y\"",
     .new = "\"z\"",
     .expected = "page-changed note Second:  -> text\nfile-changed note course.00000001.js\n"},
    {.of = OURS,
     .file = "course.00000001.js",
     .old = "\"html\":\"y\"",
     .new = "\"html\":\"y\",\"survey\":{},\"scenario\":{}",
     .expected = "page-changed note Second:  -> survey questions, steps of the scenario\n"
                 "file-changed note course.00000001.js\n"},
    {.of = OURS,
     .file = "course.00000001.js",
     .old = "\"p2\"",
     .new = "\"p3\"",
     .expected = "page-removed note Second: M -> \npage-added note Second:  -> M\n"
                 "file-changed note course.00000001.js\n"},
    {.of = OURS,
     .file = "course.00000001.js",
     .old = PAGE("p1", "First", "x") "," PAGE("p2", "Second", "y"),
     .new = PAGE("p2", "Second", "y") "," PAGE("p1", "First", "x"),
     .expected = "page-moved note Second:  -> \nfile-changed note course.00000001.js\n"},
    {.of = OURS,
     .file = "course.00000001.js",
     .old = ":80",
     .new = ":70",
     .expected = "page-changed note Quiz:  -> questions\npage-pass-mark warning Quiz: 80 -> 70\n"
                 "file-changed note course.00000001.js\n"},
    {.of = OURS,
     .file = "course.00000001.js",
     .old = "\"b1\"",
     .new = "\"b2\"",
     .expected = "course-structure warning : b1 -> b2\nfile-changed note course.00000001.js\n"},
    {.of = OURS,
     .file = "course.00000001.js",
     .old = "};",
     .new = "",
     .expected = "file-changed note course.00000001.js\n"},
    /* The same by its pages, and by its title. */
    {.of = OURS,
     .file = "course.00000001.js",
     .old = "\"id\":\"m\",\"title\":\"M\"",
     .new = "\"id\":\"n\",\"title\":\"N\"",
     .expected = "module-identifier note N: m -> n\nfile-changed note course.00000001.js\n"},
    {.of = OURS,
     .file = "course.00000001.js",
     .old = "\"id\":\"m\",\"title\":\"M\",\"pages\":[" PAGE("p1", "First", "x") ",",
     .new = "\"id\":\"n\",\"title\":\"M\",\"pages\":[",
     .expected = "module-identifier note M: m -> n\npage-removed note First: M -> \n"
                 "file-changed note course.00000001.js\n"},
    {.of = OURS_IN_SCORM,
     .file = "course.00000001.js",
     .old = "\"id\":\"m\"",
     .new = "\"id\":\"n\"",
     .expected = "module-identifier error M: m -> n\nfile-changed note course.00000001.js\n"},
    /* Files. */
    {.of = SCORM, .file = "a.html", .new = "page x", .expected = "file-changed note a.html\n"},
    {.of = SCORM, .file = "film.vtt", .expected = "captions-removed warning film.vtt\n"},
    {.of = SCORM,
     .file = "film.vtt",
     .new = "WEBVTT ",
     .expected = "captions-changed note film.vtt\n"},
    {.of = SCORM,
     .file = "film.0123abcd.mp4",
     .new = "01234567890",
     .renamed = "film.ffffffff.mp4",
     .expected = "file-changed note film.ffffffff.mp4: film.0123abcd.mp4 -> film.ffffffff.mp4\n"},
    {.of = SCORM,
     .file = "film.0123abcd.mp4",
     .renamed = "cinema.mp4",
     .new = "0123456789",
     .expected = "file-renamed note cinema.mp4: film.0123abcd.mp4 -> cinema.mp4\n"},
    {.of = SCORM,
     .file = "film.0123abcd.mp4",
     .new = "another film",
     .renamed = "cinema.mp4",
     .expected = "file-removed note film.0123abcd.mp4\nfile-added note cinema.mp4\n"},
    {.of = SCORM,
     .file = "film.0123abcd.mp4",
     .new = "WEBVTT 2",
     .renamed = "more.vtt",
     .expected = "captions-added note more.vtt\nfile-removed note film.0123abcd.mp4\n"},
    {.of = SCORM, .file = "none", .expected = ""},
};

static const char *changed_content(const struct difference_case *one, const char *content,
                                   struct arena *arena)
{
    const char *place = one->old != NULL ? strstr(content, one->old) : NULL;
    if (one->old == NULL) {
        return one->new != NULL ? one->new : content;
    }
    assert_non_null(place);
    return arena_print(arena, "%.*s%s%s", (int)(place - content), content, one->new,
                       place + strlen(one->old));
}

/* The package with the change; without one if that is NULL. */
static const struct opened *open_files(const char *const *files, const struct difference_case *one,
                                       struct arena *arena)
{
    struct zip_entry *entries = ARENA_ARRAY(arena, struct zip_entry, FILES_MAX);
    size_t count = 0;
    for (; files[0] != NULL; files += 2) {
        bool is_changed = one != NULL && strcmp(one->file, files[0]) == 0;
        if (is_changed && one->new == NULL && one->renamed == NULL) {
            continue;
        }
        const char *content = is_changed ? changed_content(one, files[1], arena) : files[1];
        entries[count++] = (struct zip_entry){
            .name = is_changed && one->renamed != NULL ? one->renamed : files[0],
            .content = text_of(content),
        };
    }
    struct opened *opened = NULL;
    assert_int_equal(opened_from_entries("p.zip", entries, count, arena, &opened, NULL), STATUS_OK);
    return opened;
}

static void say(struct buffer *said, const struct difference_change *change)
{
    buffer_print(said, "%s %s %s", difference_kind_name(change->kind),
                 difference_weight_name(change->weight),
                 change->subject != NULL ? change->subject : "");
    if (!change->has_sizes || change->before != NULL) {
        buffer_print(said, ": %s -> %s", change->before != NULL ? change->before : "",
                     change->after != NULL ? change->after : "");
    }
    buffer_add_character(said, '\n');
}

static const struct difference *compare(const struct difference_case *one, struct arena *arena)
{
    const struct difference *difference = NULL;
    assert_int_equal(difference_make(open_files(one->of, NULL, arena),
                                     open_files(one->of, one, arena), arena, &difference, NULL),
                     STATUS_OK);
    return difference;
}

static void each_change_is_told_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(buffer_finish) struct buffer said = BUFFER_INIT(SAID_MAX);
        const struct difference *difference = compare(&CASES[i], arena);
        for (size_t j = 0; j < difference->change_count; j++) {
            say(&said, &difference->changes[j]);
        }
        const char *text = said.data != NULL ? said.data : "";
        if (strcmp(text, CASES[i].expected) != 0) {
            fail_msg("'%s' -> '%s':\n%sand not\n%s", CASES[i].old != NULL ? CASES[i].old : "",
                     CASES[i].new != NULL ? CASES[i].new : "", text, CASES[i].expected);
        }
    }
}

static void each_kind_of_change_has_a_case(void **state)
{
    (void)state;
    for (enum difference_kind kind = 0; kind < DIFFERENCE_KINDS; kind++) {
        size_t place = 0;
        while (place < sizeof CASES / sizeof *CASES &&
               strstr(CASES[place].expected, difference_kind_name(kind)) == NULL) {
            place++;
        }
        bool has_own_test = kind == DIFFERENCE_FILE_DAMAGED;
        if (place == sizeof CASES / sizeof *CASES && !has_own_test) {
            fail_msg("no case has %s", difference_kind_name(kind));
        }
    }
}

static void a_damaged_file_is_told_and_not_compared(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    forge_add(&forge, "index.html", "<p>a</p>");
    forge_close(&forge);
    struct text zip = buffer_text(&forge.zip);
    const struct opened *before =
        opened_from_bytes("a.zip", (struct text){arena_copy(arena, zip), zip.length}, arena);
    forge.zip.data[forge.local[0] + 30 + strlen("index.html")] ^= 1;
    const struct difference *difference = NULL;
    assert_int_equal(
        difference_make(before, opened_from_bytes("b.zip", zip, arena), arena, &difference, NULL),
        STATUS_OK);
    assert_int_equal(difference->change_count, 1);
    assert_int_equal(difference->changes[0].kind, DIFFERENCE_FILE_DAMAGED);
}

static void text_begins_with_what_happens_to_records(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const struct {
        const char *old;
        const char *new;
        const char *part;
    } ROWS[] = {
        {"identifier='B'", "identifier='B2'",
         "lose records, by 1 change: see 'error' below.\n  Units: 1 identifier changed\n"},
        {"identifier='B'", "identifier='B2'",
         "\nUnits\n  error    identifier changed 'Unit B': B -> B2\n           It is the same by "
         "what it launches. Moodle and its kin"},
        {"Unit B", "Unit 2", "Learners who have begun keep their records.\n"},
        {"Unit B", "Unit B", "Nothing changes for learners.\n"},
        {"page", "page", "p.zip -> p.zip: 7 -> 7 files"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct difference_case one = {
            .of = SCORM,
            .file = i == 4 ? "a.html" : "imsmanifest.xml",
            .old = ROWS[i].old,
            .new = ROWS[i].new,
        };
        struct text text = {0};
        assert_int_equal(difference_text(compare(&one, arena), &text, NULL), STATUS_OK);
        if (strstr(text.data, ROWS[i].part) == NULL) {
            fail_msg("no '%s' in:\n%s", ROWS[i].part, text.data);
        }
    }
}

static void json_tells_each_change(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct difference_case one = {
        .of = SCORM, .file = "a.html", .new = "caf\xE9", .renamed = "caf\xE9.html"};
    struct text text = {0};
    assert_int_equal(difference_json(compare(&one, arena), &text, NULL), STATUS_OK);
    AUTO(json_release) json_t *json = NULL;
    assert_int_equal(json_read(text, NULL, &json, NULL), STATUS_OK);
    assert_true(json_is_true(json_object_get(json, "keeps_records")));
    const json_t *counts = json_object_get(json, "counts");
    assert_int_equal(json_integer_value(json_object_get(counts, "file-added")), 1);
    const json_t *changes = json_object_get(json, "changes");
    const json_t *last = json_array_get(changes, json_array_size(changes) - 1);
    assert_string_equal(json_string_value(json_object_get(last, "subject")), "caf\\xE9.html");
    assert_int_equal(json_integer_value(json_object_get(last, "new_size")), 4);
}

/* Every unit of a large course gets another identifier: pairs are found all the same, and in time.
 */
static void large_courses_take_little_time(void **state)
{
    (void)state;
    enum { UNITS = 20000 };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct opened *packages[2];
    for (size_t p = 0; p < 2; p++) {
        AUTO(buffer_finish) struct buffer rows = BUFFER_INIT(1 << 24);
        buffer_add_string(&rows, "System_ID,File_Name\r\n");
        for (int i = 0; i < UNITS; i++) {
            buffer_print(&rows, "%c%d,a.html?unit=%d\r\n", p == 0 ? 'A' : 'B', i,
                         p == 0 ? i : UNITS - 1 - i);
        }
        struct text text = {arena_copy(arena, buffer_text(&rows)), rows.length};
        struct zip_entry *entries = ARENA_ARRAY(arena, struct zip_entry, 3);
        entries[0] = (struct zip_entry){.name = "x.crs", .content = text_of("[Course]")};
        entries[1] = (struct zip_entry){.name = "x.au", .content = text};
        entries[2] = (struct zip_entry){.name = "a.html", .content = text_of("page")};
        struct opened *opened = NULL;
        assert_int_equal(opened_from_entries("p", entries, 3, arena, &opened, NULL), STATUS_OK);
        packages[p] = opened;
    }
    const struct difference *difference = NULL;
    assert_int_equal(difference_make(packages[0], packages[1], arena, &difference, NULL),
                     STATUS_OK);
    assert_int_equal(difference->counts[DIFFERENCE_UNIT_ID], UNITS);
    assert_int_equal(difference->counts[DIFFERENCE_UNIT_MOVED], UNITS - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_change_is_told_once),
        cmocka_unit_test(each_kind_of_change_has_a_case),
        cmocka_unit_test(a_damaged_file_is_told_and_not_compared),
        cmocka_unit_test(text_begins_with_what_happens_to_records),
        cmocka_unit_test(json_tells_each_change),
        cmocka_unit_test(large_courses_take_little_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
