/* SPDX-License-Identifier: Apache-2.0 */

/* Course structures. Runs over structure_corpus/: valid-X.xml must be read; invalid-X.xml must be
 * refused with a message that begins as the comment on its second line says. */
#include "cmi5/structure.h"

#include "base/file.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { CASES_MIN = 40, UNITS = 1001, SIZE_MAX_OF_CASE = 1 << 20 };

static void read_file(const char *name, struct buffer *out)
{
    AUTO(free) char *path = path_join(SOURCE_FOLDER "/structure_corpus", name);
    struct error error = {.message = ""};
    if (file_read(path, SIZE_MAX_OF_CASE, out, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

/* "" where the file has no comment. */
static const char *expectation_of(struct text content, struct arena *arena)
{
    const char *text = arena_copy(arena, content);
    const char *begin = strstr(text, "<!-- ");
    const char *end = begin == NULL ? NULL : strstr(begin, " -->");
    return end == NULL ? ""
                       : arena_copy(arena, (struct text){begin + 5, (size_t)(end - begin - 5)});
}

static void check_case(const char *name)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(SIZE_MAX_OF_CASE);
    read_file(name, &content);
    struct error error = {.message = ""};
    struct cmi5_course course;
    enum status status = cmi5_course_read(buffer_text(&content), arena, &course, &error);
    if (strncmp(name, "valid-", 6) == 0) {
        assert_string_equal(error.message, "");
        assert_int_equal(status, STATUS_OK);
        return;
    }
    const char *expected = expectation_of(buffer_text(&content), arena);
    assert_true(status == STATUS_INVALID || status == STATUS_TOO_LARGE);
    if (strncmp(error.message, expected, strlen(expected)) != 0) {
        fail_msg("%s: \"%s\" does not begin with \"%s\"", name, error.message, expected);
    }
}

static void valid_structures_are_read_and_invalid_ones_refused_by_line_and_id(void **state)
{
    (void)state;
    DIR *folder = opendir(SOURCE_FOLDER "/structure_corpus");
    assert_non_null(folder);
    size_t count = 0;
    for (const struct dirent *entry = readdir(folder); // NOLINT(concurrency-mt-unsafe): one thread
         entry != NULL; entry = readdir(folder)) {     // NOLINT(concurrency-mt-unsafe)
        if (entry->d_name[0] != '.') {
            check_case(entry->d_name);
            count++;
        }
    }
    (void)closedir(folder);
    assert_true(count >= CASES_MIN);
}

static struct cmi5_course read_course(const char *name, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(SIZE_MAX_OF_CASE);
    read_file(name, &content);
    struct cmi5_course course;
    struct error error = {.message = ""};
    assert_int_equal(cmi5_course_read(buffer_text(&content), arena, &course, &error), STATUS_OK);
    return course;
}

static void nodes_stand_in_the_order_of_the_document_behind_their_parents(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct cmi5_course course = read_course("valid-blocks.xml", arena);
    static const struct {
        enum cmi5_kind kind;
        size_t parent;
        const char *id;
    } expected[] = {
        {CMI5_COURSE, 0, "https://example.org/course"},
        {CMI5_BLOCK, 0, "https://example.org/block/1"},
        {CMI5_UNIT, 1, "https://example.org/au/1"},
        {CMI5_BLOCK, 1, "https://example.org/block/2"},
        {CMI5_UNIT, 3, "https://example.org/au/2"},
        {CMI5_UNIT, 0, "https://example.org/au/3"},
    };
    assert_int_equal(course.count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < course.count; i++) {
        assert_int_equal(course.nodes[i].kind, expected[i].kind);
        assert_int_equal(course.nodes[i].parent, expected[i].parent);
        assert_true(text_is(course.nodes[i].id, expected[i].id));
    }
    assert_int_equal(cmi5_course_find_unit(&course, text_of("https://example.org/au/3")), 5);
    assert_int_equal(cmi5_course_find_unit(&course, text_of("https://example.org/block/1")), 0);
}

static void what_a_unit_says_is_kept_and_defaults_are_the_standards(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct cmi5_course course = read_course("valid-blocks.xml", arena);
    const struct cmi5_node *plain = &course.nodes[4];
    assert_int_equal(plain->move_on, CMI5_NOT_APPLICABLE);
    assert_false(plain->needs_own_window);
    assert_int_equal(plain->mastery_score.length, 0);
    assert_null(plain->launch_parameters.data);
    assert_true(text_is(plain->url, "two.html?mode=quiz#top"));
    assert_true(text_is(course.nodes[2].mastery_score, "0.8"));
    const struct cmi5_node *full = &course.nodes[5];
    assert_int_equal(full->move_on, CMI5_COMPLETED_OR_PASSED);
    assert_true(full->needs_own_window);
    assert_true(text_is(full->launch_parameters, "Start=1"));
    assert_true(text_is(full->entitlement_key, "xyz-123"));
    assert_true(text_is(full->titles[0].language, "en-GB"));
    assert_true(text_is(full->titles[0].text, "Unit"));
    course = read_course("valid-white-space-is-trimmed.xml", arena);
    assert_true(text_is(course.nodes[0].titles[0].text, "Course"));
    assert_true(text_is(course.nodes[1].url, "one.html"));
}

/* cmi5 6.1 */
static void more_than_a_thousand_units_are_read(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer xml = BUFFER_INIT(SIZE_MAX_OF_CASE);
    static const char words[] = "<title><langstring>x</langstring></title>"
                                "<description><langstring>x</langstring></description>";
    buffer_print(&xml,
                 "<courseStructure xmlns=\"https://w3id.org/xapi/profiles/cmi5/v1/"
                 "CourseStructure.xsd\"><course id=\"urn:a:c\">%s</course>",
                 words);
    for (int i = 0; i < UNITS; i++) {
        buffer_print(&xml, "<au id=\"urn:a:%d\">%s<url>%d.html</url></au>", i, words, i);
    }
    buffer_add_string(&xml, "</courseStructure>");
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct cmi5_course course;
    struct error error = {.message = ""};
    assert_int_equal(cmi5_course_read(buffer_text(&xml), arena, &course, &error), STATUS_OK);
    assert_int_equal(course.count, UNITS + 1);
}

static void an_address_is_absolute_if_it_names_a_scheme(void **state)
{
    (void)state;
    assert_true(cmi5_url_is_absolute(text_of("https://example.org/x")));
    assert_true(cmi5_url_is_absolute(text_of("app://x")));
    assert_false(cmi5_url_is_absolute(text_of("x.html?next=https://example.org")));
    assert_false(cmi5_url_is_absolute(text_of("://x")));
    assert_false(cmi5_url_is_absolute(text_of("a")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_structures_are_read_and_invalid_ones_refused_by_line_and_id),
        cmocka_unit_test(nodes_stand_in_the_order_of_the_document_behind_their_parents),
        cmocka_unit_test(what_a_unit_says_is_kept_and_defaults_are_the_standards),
        cmocka_unit_test(more_than_a_thousand_units_are_read),
        cmocka_unit_test(an_address_is_absolute_if_it_names_a_scheme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
