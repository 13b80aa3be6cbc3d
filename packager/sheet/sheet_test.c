/* SPDX-License-Identifier: Apache-2.0 */

/* What sheets say of packages in LMSs, and how they are written. */
#include "sheet/sheet.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "opened/opened.h"
#include "sheet/document.h"
#include "targets/target.h"
#include "zip/zip_writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TEXT(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }

static const struct zip_entry OURS[] = {
    {.name = "imsmanifest.xml",
     .content = TEXT("<manifest identifier='M_tea'><metadata><schemaversion>1.2</schemaversion>"
                     "</metadata><organizations><organization><title>Tea &amp; &lt;milk&gt;</title>"
                     "<item identifier='ITEM_tea' identifierref='R'><title>Unit</title></item>"
                     "</organization></organizations><resources><resource identifier='R' "
                     "scormtype='sco' href='index.html'/></resources></manifest>")},
    {.name = "course.0123abcd.js",
     .content = TEXT("window.ibestPackage = {\"course\":{\"version\":\"1.2.3\"},\"lrs\":{"
                     "\"endpoint\":\"https://lrs.example.org:8443/xapi/\"},\"modules\":[{\"id\":"
                     "\"a\",\"pages\":[{\"id\":\"p\"}]}]};")},
    {.name = "index.html", .content = TEXT("<img src='https://cdn.example.org/a.png'>")},
};
static const struct zip_entry AICC[] = {
    {.name = "course.crs",
     .content = TEXT("[Course]\r\nCourse_ID=C\r\nCourse_Title=T\r\n"
                     "Level=1\r\n[Course_Behavior]\r\n")},
    {.name = "course.au",
     .content = TEXT("\"System_ID\",\"File_Name\"\r\n"
                     "\"A1\",\"https://content.example.org/a/index.html\"\r\n")},
    {.name = "course.des", .content = TEXT("\"System_ID\",\"Title\"\r\n\"A1\",\"Unit\"\r\n")},
    {.name = "course.cst", .content = TEXT("\"Block\",\"Member\"\r\n\"ROOT\",\"A1\"\r\n")},
};
static const struct zip_entry WEB[] = {{.name = "index.html", .content = TEXT("<p>a</p>")}};

static const struct document *make(struct arena *arena, const struct zip_entry *entries,
                                   size_t count, const char *lms, struct error *error)
{
    struct sheet_request request = {.sha256 = "abc123"};
    struct opened *opened = NULL;
    assert_int_equal(opened_from_entries("out/tea.zip", entries, count, arena, &opened, NULL),
                     STATUS_OK);
    request.opened = opened;
    assert_int_equal(target_find(lms, arena, &request.lms, NULL), STATUS_OK);
    const struct document *document = NULL;
    return sheet_make(&request, &document, error) == STATUS_OK ? document : NULL;
}

static const char *write_as(struct arena *arena, const struct document *document, const char *name)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SHEET_MAX);
    sheet_format_find(name)->write(document, &buffer);
    assert_false(buffer.overflowed);
    return arena_copy(arena, buffer_text(&buffer));
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct row {
    const struct zip_entry *entries;
    size_t count;
    const char *lms;
    const char *says; /* a part of it, as text */
    bool is_said;
} ROWS[] = {
    {OURS, COUNT(OURS), "moodle", "Upload the zip as it is.", true},
    {OURS, COUNT(OURS), "esr", "Upload the zip", false},
    {OURS, COUNT(OURS), "esr", "Unpack the zip into a folder of its own on that server.", true},
    {OURS, COUNT(OURS), "moodle", "Settings for Moodle\n===", true},
    {OURS, COUNT(OURS), "moodle", "  File              tea.zip\n", true},
    {OURS, COUNT(OURS), "moodle", "  Course version    1.2.3\n", true},
    {OURS, COUNT(OURS), "moodle", "  SHA-256           abc123\n", true},
    {OURS, COUNT(OURS), "moodle", "* Require status\n  Set it to         tick both", true},
    {OURS, COUNT(OURS), "moodle", "Enable external AICC HACP", false},
    {OURS, COUNT(OURS), "moodle", "Access-Control-Allow-Origin", false},
    {OURS, COUNT(OURS), "moodle", "* lrs.example.org:8443\n", true},
    {OURS, COUNT(OURS), "moodle", "* cdn.example.org\n", true},
    {OURS, COUNT(OURS), "moodle", "\n* Unit\n  Identifier        ITEM_tea\n", true},
    {OURS, COUNT(OURS), "moodle", "  Status            completed (verified)", true},
    {OURS, COUNT(OURS), "learninghub", "Yes, clear the suspend data.", true},
    {OURS, COUNT(OURS), "learninghub", "Answers to single questions: kept", true},
    {OURS, COUNT(OURS), "esr", "Answers to single questions: not tracked", true},
    {OURS, COUNT(OURS), "esr", "* my.esr.nhs.uk\n", true},
    {OURS, COUNT(OURS), "dls", "Ctrl and F5", true},
    {OURS, COUNT(OURS), "generic", "Which settings an LMS without a profile has", true},
    {OURS, COUNT(OURS), "generic", "IMPORTANT: Whether an LMS without a profile takes", true},
    {AICC, COUNT(AICC), "moodle", "Enable external AICC HACP", true},
    {AICC, COUNT(AICC), "moodle", "Access-Control-Allow-Origin", true},
    {AICC, COUNT(AICC), "moodle", "connect-src", true},
    {AICC, COUNT(AICC), "moodle", "* content.example.org\n", true},
    {AICC, COUNT(AICC), "moodle", "SCORM standards mode", false},
};

static void a_sheet_says_what_package_and_lms_ask_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        const struct row *row = &ROWS[i];
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct document *document = make(arena, row->entries, row->count, row->lms, NULL);
        assert_non_null(document);
        const char *text = write_as(arena, document, "text");
        if ((strstr(text, row->says) != NULL) != row->is_said) {
            fail_msg("row %zu: '%s' is %ssaid in:\n%s", i, row->says, row->is_said ? "not " : "",
                     text);
        }
    }
}

static void what_is_no_package_for_the_lms_has_no_sheet(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    assert_null(make(arena, WEB, COUNT(WEB), "moodle", &error));
    assert_int_equal(error.status, STATUS_INVALID);
    assert_non_null(strstr(error.message, "tea.zip: is no package for an LMS"));
    assert_null(make(arena, AICC, COUNT(AICC), "learninghub", &error));
    assert_int_equal(error.status, STATUS_INVALID);
    assert_non_null(strstr(error.message, "takes no aicc package"));
}

/* DLS takes 205783040 bytes. */
static void a_package_that_is_too_large_is_told_first(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct sheet_request request = {0};
    struct opened *opened = NULL;
    assert_int_equal(opened_from_entries("t.zip", OURS, COUNT(OURS), arena, &opened, NULL),
                     STATUS_OK);
    opened->size = 205783041;
    request.opened = opened;
    assert_int_equal(target_find("dls", arena, &request.lms, NULL), STATUS_OK);
    const struct document *document = NULL;
    assert_int_equal(sheet_make(&request, &document, NULL), STATUS_OK);
    const char *text = write_as(arena, document, "text");
    assert_non_null(strstr(text, "IMPORTANT: The package is too large:"));
    assert_non_null(strstr(text, "--without-videos"));
    assert_null(strstr(text, "SHA-256 "));
}

static void html_escapes_what_packages_say_and_asks_for_nothing(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *html = write_as(arena, make(arena, OURS, COUNT(OURS), "moodle", NULL), "html");
    assert_non_null(strstr(html, "<title>Settings for Moodle: Tea &amp; &lt;milk&gt;</title>"));
    assert_null(strstr(html, "<milk>"));
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "src="));
    assert_null(strstr(html, "<link"));
}

static void text_has_at_most_78_columns_unless_a_word_is_longer(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct document *document = document_create(arena, "Title", "Subtitle", "Footer");
    document_add(document, BLOCK_PARAGRAPH, "%0100d", 7);
    document_add(document, BLOCK_ITEM, "%s",
                 "caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 "
                 "caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 "
                 "caf\xC3\xA9 caf\xC3\xA9 abcdef g");
    const char *text = write_as(arena, document, "text");
    assert_non_null(strstr(text, "caf\xC3\xA9 abcdef\n  g\n"));
    assert_non_null(strstr(text, "\n0000000000"));
}

static void a_sheet_is_the_same_each_time(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    for (size_t i = 0; SHEET_FORMATS[i] != NULL; i++) {
        const char *name = SHEET_FORMATS[i]->name;
        const char *one = write_as(arena, make(arena, OURS, COUNT(OURS), "dls", NULL), name);
        const char *other = write_as(arena, make(arena, OURS, COUNT(OURS), "dls", NULL), name);
        assert_string_equal(one, other);
    }
    assert_null(sheet_format_find("pdf"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_says_what_package_and_lms_ask_for),
        cmocka_unit_test(what_is_no_package_for_the_lms_has_no_sheet),
        cmocka_unit_test(a_package_that_is_too_large_is_told_first),
        cmocka_unit_test(html_escapes_what_packages_say_and_asks_for_nothing),
        cmocka_unit_test(text_has_at_most_78_columns_unless_a_word_is_longer),
        cmocka_unit_test(a_sheet_is_the_same_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
