/* SPDX-License-Identifier: Apache-2.0 */

/* Courses from files on disk. */
#include "launch/course_file.h"

#include "base/file.h"
#include "cmi5/structure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include <cmocka.h>

#define WORDS                                                                            \
    "<title><langstring>x</langstring></title><description><langstring>x</langstring></" \
    "description>"
#define STRUCTURE(url)                                                                       \
    "<courseStructure xmlns=\"https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd\">" \
    "<course id=\"urn:c\">" WORDS "</course>"                                                \
    "<au id=\"urn:a\">" WORDS "<url>" url "</url></au></courseStructure>"

static char path[] = "/tmp/ibest-course-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    int file = mkstemp(path);
    return file >= 0 ? close(file) : -1;
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

struct entry {
    const char *name;
    const char *content;
    size_t length; /* 0: the content is text */
};

static void write_zip(const struct entry *entries, size_t count)
{
    int reason = 0;
    zip_t *archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &reason);
    assert_non_null(archive);
    for (size_t i = 0; i < count; i++) {
        size_t length = entries[i].length == 0 ? strlen(entries[i].content) : entries[i].length;
        zip_source_t *source = zip_source_buffer(archive, entries[i].content, length, 0);
        assert_true(zip_file_add(archive, entries[i].name, source, 0) >= 0);
    }
    assert_int_equal(zip_close(archive), 0);
}

static struct error error;

static enum status read_course(const char *content_url)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct stored_course course;
    error.message[0] = '\0';
    enum status status = course_file_read(path, content_url, arena, &course, &error);
    if (status == STATUS_OK) {
        assert_true(text_is(course.id, "urn:c"));
        assert_true(text_starts_with(course.structure, "<courseStructure"));
    }
    return status;
}

static void assert_refused(const char *content_url, enum status expected, const char *words)
{
    assert_int_equal(read_course(content_url), expected);
    if (strstr(error.message, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", error.message, words);
    }
}

static void a_zip_with_the_pages_that_it_names_is_read(void **state)
{
    (void)state;
    const struct entry entries[] = {{"cmi5.xml", STRUCTURE("a%20b.html?x=1#top"), 0},
                                    {"a b.html", "<p>", 0}};
    write_zip(entries, 2);
    assert_int_equal(read_course("https://pages.example"), STATUS_OK);
    assert_refused("", STATUS_INVALID, "--content-url: say where");
    assert_refused("pages.example", STATUS_INVALID, "--content-url: must begin");
    assert_refused("https://pages.example?a=b", STATUS_INVALID, "--content-url: must begin");
}

static void a_zip_without_a_page_or_the_structure_is_refused(void **state)
{
    (void)state;
    const struct entry entries[] = {{"cmi5.xml", STRUCTURE("a.html"), 0}};
    write_zip(entries, 1);
    assert_refused("https://pages.example", STATUS_INVALID,
                   "'a.html' is not in the zip (cmi5 14.1");
    const struct entry nested[] = {{"course/cmi5.xml", STRUCTURE("a.html"), 0},
                                   {"course/a.html", "<p>", 0}};
    write_zip(nested, 2);
    assert_refused("https://pages.example", STATUS_INVALID, "no cmi5.xml at its root");
}

static void a_structure_alone_needs_addresses_of_its_own(void **state)
{
    (void)state;
    assert_int_equal(
        file_write_atomically(path, text_of(STRUCTURE("https://pages.example/a")), &error),
        STATUS_OK);
    assert_int_equal(read_course(""), STATUS_OK);
    assert_int_equal(file_write_atomically(path, text_of(STRUCTURE("a.html")), &error), STATUS_OK);
    assert_refused("", STATUS_INVALID, "(cmi5 14.2.0.0-1)");
}

/* A few kilobytes that unpack to more than is taken. */
static void a_structure_that_unpacks_without_end_is_refused(void **state)
{
    (void)state;
    size_t length = (size_t)CMI5_STRUCTURE_MAX + 1;
    char *spaces = malloc(length);
    assert_non_null(spaces);
    memset(spaces, ' ', length);
    const struct entry entries[] = {{"cmi5.xml", spaces, length}};
    write_zip(entries, 1);
    free(spaces);
    assert_refused("https://pages.example", STATUS_TOO_LARGE, "cmi5.xml");
}

static void neither_zip_nor_xml_is_refused(void **state)
{
    (void)state;
    assert_int_equal(file_write_atomically(path, text_of("PK\003\004 damaged"), &error), STATUS_OK);
    assert_refused("https://pages.example", STATUS_INVALID, "is not XML");
}

#define TEST(function) cmocka_unit_test(function)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_zip_with_the_pages_that_it_names_is_read),
        TEST(a_zip_without_a_page_or_the_structure_is_refused),
        TEST(a_structure_alone_needs_addresses_of_its_own),
        TEST(a_structure_that_unpacks_without_end_is_refused),
        TEST(neither_zip_nor_xml_is_refused),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
