/* SPDX-License-Identifier: Apache-2.0 */

/* Writes quizzes. */
#include "formats/page_scripts.h"

#include "course/course.h"
#include "course/quiz.h"
#include "formats/package.h"
#include "formats/question_script.h"
#include "formats/script_json.h"

static const char *purpose_name(enum quiz_purpose purpose)
{
    switch (purpose) {
    case QUIZ_CHECK:
        return "check";
    case QUIZ_BEFORE:
        return "before";
    case QUIZ_AFTER:
        return "after";
    }
    return "";
}

static json_t *questions_json(const struct package *package, const struct quiz *quiz,
                              const char *page_iri)
{
    json_t *array = json_array();
    for (size_t i = 0; i < quiz->question_count; i++) {
        const struct question *question = &quiz->questions[i];
        const char *iri =
            course_question_iri(package->arena, package->request->course, page_iri, quiz, question);
        script_append(array, question_script(package->arena, question, iri));
    }
    return array;
}

json_t *quiz_script(const struct package *package, const struct quiz *quiz, const char *page_iri)
{
    json_t *json = script_checked(json_pack("{s:s}", "purpose", purpose_name(quiz->purpose)));
    if (quiz->purpose == QUIZ_CHECK) {
        script_set(json, "pass_mark", script_number(quiz->pass_mark));
    }
    if (quiz->draw > 0) {
        script_set(json, "draw", json_integer((json_int_t)quiz->draw));
    }
    if (quiz->attempts > 0) {
        script_set(json, "attempts", json_integer(quiz->attempts));
    }
    if (quiz->after_attempts_html != NULL) {
        script_set(json, "after_attempts_html",
                   script_checked(json_string(quiz->after_attempts_html)));
    }
    script_set(json, "questions", questions_json(package, quiz, page_iri));
    return json;
}
