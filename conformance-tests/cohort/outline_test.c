/* SPDX-License-Identifier: Apache-2.0 */

/* What is taken from a course.json, and what it must have. */
#include "cohort/outline.h"

#include "base/buffer.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void iris_follow_from_the_course(void **state)
{
    (void)state;
    AUTO(outline_destroy) struct outline *outline = NULL;
    struct error error = {0};
    assert_int_equal(outline_read(SOURCE_FOLDER "/fixtures/course.json", &outline, &error),
                     STATUS_OK);
    assert_string_equal(outline->iri, "https://synthetic.invalid/courses/small");
    assert_string_equal(outline->version, "1.2.0");
    assert_string_equal(outline->site_evaluation,
                        "https://synthetic.invalid/courses/small/site-evaluation");
    assert_int_equal(outline->module_count, 3);
    assert_int_equal(outline->page_count, 11);
    const struct outline_module *first = &outline->modules[0];
    assert_string_equal(first->iri, "https://synthetic.invalid/courses/small/modules/first");
    assert_string_equal(first->title, "First module");
    assert_int_equal(first->page_count, 4);
    assert_string_equal(first->pages[1].iri,
                        "https://synthetic.invalid/courses/small/modules/first/pages/check");
    assert_int_equal(first->pages[0].kind, OUTLINE_TEXT);
    assert_int_equal(first->pages[1].kind, OUTLINE_QUIZ);
}

static void assert_refused(const char *content, enum status expected, const char *message)
{
    static const char path[] = "outline_test.json";
    AUTO(outline_destroy) struct outline *outline = NULL;
    struct error error = {0};
    assert_int_equal(file_write_atomically(path, text_of(content), &error), STATUS_OK);
    assert_int_equal(outline_read(path, &outline, &error), expected);
    assert_null(outline);
    if (strstr(error.message, message) == NULL) {
        fail_msg("'%s' does not say '%s'", error.message, message);
    }
}

static void messages_name_the_file_and_the_place(void **state)
{
    (void)state;
    assert_refused("{", STATUS_INVALID, "outline_test.json:1:");
    assert_refused("[]", STATUS_INVALID, "outline_test.json: /iri: ");
    assert_refused("{\"iri\": \"http://a.b\", \"title\": \"A\", \"modules\": []}", STATUS_INVALID,
                   "outline_test.json: /modules: ");
    assert_refused("{\"iri\": \"http://a.b\", \"title\": \"A\", \"modules\": [{\"id\": \"m\"}]}",
                   STATUS_INVALID, "outline_test.json: /modules/0/title: ");
    assert_refused("{\"iri\": \"http://a.b\", \"title\": \"A\", \"modules\": ["
                   "{\"id\": \"m\", \"title\": \"M\", \"pages\": [\"m/a.md\", 7]}]}",
                   STATUS_INVALID, "outline_test.json: /modules/0/pages/1: ");
}

static void too_many_pages_are_refused(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(4096);
    buffer_add_string(&content, "{\"iri\": \"http://a.b\", \"title\": \"A\", \"modules\": ["
                                "{\"id\": \"m\", \"title\": \"M\", \"pages\": [\"p\"");
    for (int i = 0; i < OUTLINE_PAGES_MAX; i++) {
        buffer_add_string(&content, ",\"p\"");
    }
    buffer_add_string(&content, "]}]}");
    assert_refused(content.data, STATUS_TOO_LARGE, "/modules/0/pages: 201 entries");
}

static void a_missing_file_is_not_found(void **state)
{
    (void)state;
    struct outline *outline = NULL;
    struct error error = {0};
    assert_int_equal(outline_read("absent.json", &outline, &error), STATUS_NOT_FOUND);
    assert_non_null(strstr(error.message, "absent.json"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iris_follow_from_the_course),
        cmocka_unit_test(messages_name_the_file_and_the_place),
        cmocka_unit_test(too_many_pages_are_refused),
        cmocka_unit_test(a_missing_file_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
