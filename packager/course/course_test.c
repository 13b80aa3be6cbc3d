/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of the questions to the course model. */
#include "course/course.h"

#include "base/arena.h"
#include "course/quiz.h"
#include "course/scenario.h"
#include "course/survey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A course of two modules, the second with a quiz of one question. */
struct fixture {
    struct choice choices[2];
    struct question question;
    struct quiz quiz;
    struct page pages[2];
    struct module modules[2];
    struct course course;
};

static void fill(struct fixture *it)
{
    *it = (struct fixture){
        .choices = {{.id = "a", .html = "Yes", .is_correct = true}, {.id = "b", .html = "No"}},
        .pages = {{.id = "welcome", .title = "Welcome", .html = ""},
                  {.id = "check", .title = "Check", .html = "", .kind = PAGE_QUIZ}},
        .modules = {{.id = "first", .page_count = 1}, {.id = "second", .page_count = 1}},
        .course = {.id = "tiny", .iri = "https://example.org/tiny", .module_count = 2},
    };
    it->question = (struct question){.id = "sure", .html = "?", .choices = {it->choices, 2}};
    it->quiz = (struct quiz){.pass_mark = 80, .questions = &it->question, .question_count = 1};
    it->pages[1].quiz = &it->quiz;
    it->modules[0].pages = &it->pages[0];
    it->modules[1].pages = &it->pages[1];
    it->course.modules = it->modules;
}

static void build_of(const struct fixture *it, char out[COURSE_BUILD_SIZE])
{
    course_build_id(&it->course, NULL, out);
}

static void a_module_is_found_by_its_id(void **state)
{
    (void)state;
    struct fixture it;
    fill(&it);
    assert_ptr_equal(course_find_module(&it.course, "second"), &it.modules[1]);
    assert_null(course_find_module(&it.course, "third"));
}

static void iris_derive_from_the_courses(void **state)
{
    (void)state;
    struct fixture it;
    fill(&it);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *module = course_module_iri(arena, &it.course, &it.modules[1]);
    const char *page = course_page_iri(arena, module, &it.pages[1]);
    assert_string_equal(module, "https://example.org/tiny/modules/second");
    assert_string_equal(page, "https://example.org/tiny/modules/second/pages/check");
    assert_string_equal(course_video_iri(arena, page),
                        "https://example.org/tiny/modules/second/pages/check/video");
    assert_string_equal(course_question_iri(arena, &it.course, page, &it.quiz, &it.question),
                        "https://example.org/tiny/modules/second/pages/check/questions/sure");
}

static void a_modules_pass_mark_is_its_quizzes_lowest(void **state)
{
    (void)state;
    struct fixture it;
    fill(&it);
    double mark = 0;
    assert_false(module_has_pass_mark(&it.modules[0], &mark));
    struct quiz easier = {.pass_mark = 60};
    struct page pages[] = {it.pages[1], {.id = "again", .kind = PAGE_QUIZ, .quiz = &easier}};
    struct module module = {.id = "both", .pages = pages, .page_count = 2};
    assert_true(module_has_pass_mark(&module, &mark));
    assert_true(mark == 60);
}

static void questions_of_banks_and_instruments_have_one_iri_wherever_they_are_asked(void **state)
{
    (void)state;
    struct fixture it;
    fill(&it);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    it.quiz.bank_id = "all";
    assert_string_equal(
        course_question_iri(arena, &it.course, "https://x.org/p", &it.quiz, &it.question),
        "https://example.org/tiny/banks/all/questions/sure");
    const struct survey survey = {.instrument = "mood"};
    const struct survey_question question = {.id = "glad"};
    assert_string_equal(course_survey_question_iri(arena, &it.course, &survey, &question),
                        "https://example.org/tiny/surveys/mood/questions/glad");
}

static void a_quiz_that_is_no_check_gives_its_module_no_pass_mark(void **state)
{
    (void)state;
    struct fixture it;
    fill(&it);
    double mark = 0;
    assert_true(module_has_pass_mark(&it.modules[1], &mark));
    it.quiz.purpose = QUIZ_AFTER;
    assert_false(module_has_pass_mark(&it.modules[1], &mark));
}

static void the_build_id_survives_new_wording(void **state)
{
    (void)state;
    struct fixture it;
    fill(&it);
    char before[COURSE_BUILD_SIZE];
    char after[COURSE_BUILD_SIZE];
    build_of(&it, before);
    it.pages[0].title = "Good morning";
    it.pages[0].html = "<p>New</p>";
    it.question.html = "Really?";
    it.course.version = "2.0.0";
    build_of(&it, after);
    assert_string_equal(before, after);
    assert_int_equal(strspn(before, "0123456789abcdef"), COURSE_BUILD_SIZE - 1);
}

static void the_build_id_changes_with_each_id_and_order(void **state)
{
    (void)state;
    char before[COURSE_BUILD_SIZE];
    char after[COURSE_BUILD_SIZE];
    struct fixture it;
    fill(&it);
    build_of(&it, before);
    const char **ids[] = {&it.modules[0].id, &it.pages[0].id, &it.question.id, &it.choices[1].id};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const char *kept = *ids[i];
        *ids[i] = "changed";
        build_of(&it, after);
        assert_string_not_equal(before, after);
        *ids[i] = kept;
    }
    struct choice first = it.choices[0];
    it.choices[0] = it.choices[1];
    it.choices[1] = first;
    build_of(&it, after);
    assert_string_not_equal(before, after);
}

/* Expects another build id of the course once `now` stands in the place of `*slot`. */
static void assert_structural(struct fixture *it, const char **slot, const char *now)
{
    char before[COURSE_BUILD_SIZE];
    char after[COURSE_BUILD_SIZE];
    build_of(it, before);
    const char *kept = *slot;
    *slot = now;
    build_of(it, after);
    *slot = kept;
    assert_string_not_equal(before, after);
}

static void the_build_id_knows_each_kind_of_question(void **state)
{
    (void)state;
    struct fixture it;
    fill(&it);
    struct pair pairs[] = {{.id = "a"}, {.id = "b"}};
    it.question.type = QUESTION_MATCHING;
    it.question.matching = (struct matching){.pairs = pairs, .pair_count = 2};
    assert_structural(&it, &pairs[1].id, "c");
    char before[COURSE_BUILD_SIZE];
    char after[COURSE_BUILD_SIZE];
    build_of(&it, before);
    it.question.matching.distractor_count = 1;
    build_of(&it, after);
    assert_string_not_equal(before, after);
    struct item items[] = {{.id = "a"}, {.id = "b"}};
    it.question.type = QUESTION_ORDERING;
    it.question.ordering = (struct ordering){.items = items, .count = 2};
    assert_structural(&it, &items[0].id, "c");
    it.question.type = QUESTION_NUMERIC;
    it.question.numeric = (struct numeric){.answer = 1};
    build_of(&it, before);
    it.question.numeric.answer = 2;
    build_of(&it, after);
    assert_string_equal(before, after);
    it.question.type = QUESTION_TEXT;
    build_of(&it, after);
    assert_string_not_equal(before, after);
}

static void the_build_id_knows_surveys_and_scenarios(void **state)
{
    (void)state;
    struct fixture it;
    fill(&it);
    struct survey_question asked = {.id = "glad", .type = SURVEY_SCALE, .scale = {.max = 5}};
    struct survey survey = {.instrument = "mood", .questions = &asked, .question_count = 1};
    it.pages[0].survey = &survey;
    assert_structural(&it, &asked.id, "sad");
    char before[COURSE_BUILD_SIZE];
    char after[COURSE_BUILD_SIZE];
    build_of(&it, before);
    asked.scale.max = 7;
    build_of(&it, after);
    assert_string_not_equal(before, after);
    struct step_choice choice = {.id = "a", .to = "end"};
    struct step steps[] = {{.id = "start", .choices = &choice, .choice_count = 1}, {.id = "end"}};
    struct scenario scenario = {.steps = steps, .step_count = 2};
    it.pages[0].scenario = &scenario;
    assert_structural(&it, &steps[1].id, "stop");
    assert_structural(&it, &choice.id, "b");
}

static void a_modules_build_id_is_its_own(void **state)
{
    (void)state;
    struct fixture it;
    fill(&it);
    char before[COURSE_BUILD_SIZE];
    char after[COURSE_BUILD_SIZE];
    course_build_id(&it.course, &it.modules[0], before);
    it.question.id = "changed";
    course_build_id(&it.course, &it.modules[0], after);
    assert_string_equal(before, after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_module_is_found_by_its_id),
        cmocka_unit_test(iris_derive_from_the_courses),
        cmocka_unit_test(a_modules_pass_mark_is_its_quizzes_lowest),
        cmocka_unit_test(questions_of_banks_and_instruments_have_one_iri_wherever_they_are_asked),
        cmocka_unit_test(a_quiz_that_is_no_check_gives_its_module_no_pass_mark),
        cmocka_unit_test(the_build_id_knows_each_kind_of_question),
        cmocka_unit_test(the_build_id_knows_surveys_and_scenarios),
        cmocka_unit_test(the_build_id_survives_new_wording),
        cmocka_unit_test(the_build_id_changes_with_each_id_and_order),
        cmocka_unit_test(a_modules_build_id_is_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
