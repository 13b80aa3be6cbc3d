/* SPDX-License-Identifier: Apache-2.0 */

/* What is taken from a page's file by its kind, and what it must have. */
#include "cohort/outline_page.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct outline_place place_of(const char *folder, const char *path)
{
    return (struct outline_place){.folder = folder,
                                  .path = path,
                                  .course_iri = "https://synthetic.invalid/courses/small",
                                  .module_iri = "https://synthetic.invalid/modules/first"};
}

static struct outline_page read_fixture(const char *path)
{
    struct outline_page page = {0};
    struct error error = {0};
    const struct outline_place place = place_of(SOURCE_FOLDER "/fixtures", path);
    if (outline_page_read(&place, &page, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return page;
}

static void a_text_page_is_not_read(void **state)
{
    (void)state;
    struct outline_page page = read_fixture("first/absent.md");
    assert_int_equal(page.kind, OUTLINE_TEXT);
    assert_string_equal(page.iri, "https://synthetic.invalid/modules/first/pages/absent");
    outline_page_finish(&page);
}

static void a_quiz_is_judged_by_its_pass_mark(void **state)
{
    (void)state;
    struct outline_page check = read_fixture("first/check.quiz.json");
    assert_int_equal(check.kind, OUTLINE_QUIZ);
    assert_true(check.is_judged);
    assert_null(check.moment);
    outline_page_finish(&check);
    struct outline_page start = read_fixture("first/start.quiz.json");
    assert_false(start.is_judged);
    assert_string_equal(start.moment, "before");
    outline_page_finish(&start);
}

static void questions_of_a_survey_have_the_iri_of_the_instrument(void **state)
{
    (void)state;
    struct outline_page page = read_fixture("third/mood-after.survey.json");
    assert_int_equal(page.kind, OUTLINE_SURVEY);
    assert_string_equal(page.moment, "after");
    assert_int_equal(page.question_count, 2); /* what is to be typed is none */
    const struct outline_question *scale = &page.questions[0];
    assert_string_equal(scale->iri,
                        "https://synthetic.invalid/courses/small/surveys/mood/questions/sure");
    assert_true(scale->is_scale);
    assert_int_equal(scale->answers.count, 11);
    assert_string_equal(scale->answers.items[10], "10");
    assert_false(page.questions[1].is_scale);
    assert_string_equal(page.questions[1].answers.items[1], "b");
    outline_page_finish(&page);
}

static void a_scenario_has_its_ends(void **state)
{
    (void)state;
    struct outline_page page = read_fixture("second/visitor.scenario.json");
    assert_int_equal(page.kind, OUTLINE_SCENARIO);
    assert_int_equal(page.ends.count, 2);
    assert_string_equal(page.ends.items[0], "in");
    outline_page_finish(&page);
}

struct refused_row {
    const char *path;
    const char *content;
    const char *message;
};

static void what_cannot_be_answered_is_refused_with_file_and_place(void **state)
{
    (void)state;
    static const struct refused_row ROWS[] = {
        {"outline_page.survey.json", "{\"questions\": []}",
         "outline_page.survey.json: /instrument: "},
        {"outline_page.survey.json", "{\"instrument\": \"i\"}", "/questions: "},
        {"outline_page.survey.json",
         "{\"instrument\": \"i\", \"questions\": [{\"id\": \"q\", \"type\": \"single\"}]}",
         "/questions/0/choices: "},
        {"outline_page.survey.json",
         "{\"instrument\": \"i\", \"questions\": [{\"id\": \"q\", \"type\": \"scale\", \"min\": "
         "2}]}",
         "/questions/0: no scale goes from 2 to 0"},
        {"outline_page.scenario.json",
         "{\"steps\": [{\"id\": \"s\", \"choices\": [{\"id\": \"a\", \"to\": \"s\"}]}]}",
         "/steps: none is without choices"},
        {"outline_page.quiz.json", "{", "outline_page.quiz.json:1:"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct outline_page page = {0};
        struct error error = {0};
        const struct outline_place place = place_of(".", ROWS[i].path);
        assert_int_equal(file_write_atomically(ROWS[i].path, text_of(ROWS[i].content), &error),
                         STATUS_OK);
        assert_int_equal(outline_page_read(&place, &page, &error), STATUS_INVALID);
        outline_page_finish(&page);
        if (strstr(error.message, ROWS[i].message) == NULL) {
            fail_msg("'%s' does not say '%s'", error.message, ROWS[i].message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_page_is_not_read),
        cmocka_unit_test(a_quiz_is_judged_by_its_pass_mark),
        cmocka_unit_test(questions_of_a_survey_have_the_iri_of_the_instrument),
        cmocka_unit_test(a_scenario_has_its_ends),
        cmocka_unit_test(what_cannot_be_answered_is_refused_with_file_and_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
