/* SPDX-License-Identifier: Apache-2.0 */

/* Writes surveys. */
#include "formats/page_scripts.h"

#include "course/course.h"
#include "course/survey.h"
#include "formats/package.h"
#include "formats/script_json.h"

static const char *moment_name(enum survey_moment moment)
{
    switch (moment) {
    case SURVEY_ANY_TIME:
        return NULL;
    case SURVEY_BEFORE:
        return "before";
    case SURVEY_AFTER:
        return "after";
    }
    return NULL;
}

static json_t *choices_json(const struct survey_choices *choices)
{
    json_t *array = json_array();
    for (size_t i = 0; i < choices->count; i++) {
        script_append(array, script_checked(json_pack("{s:s, s:s}", "id", choices->list[i].id,
                                                      "html", choices->list[i].html)));
    }
    return array;
}

static void set_answers(json_t *json, const struct survey_question *question)
{
    switch (question->type) {
    case SURVEY_SCALE:
        script_set(json, "min", json_integer(question->scale.min));
        script_set(json, "max", json_integer(question->scale.max));
        script_set(json, "from", script_checked(json_string(question->scale.from)));
        script_set(json, "to", script_checked(json_string(question->scale.to)));
        return;
    case SURVEY_SINGLE:
    case SURVEY_MULTIPLE:
        script_set(json, "choices", choices_json(&question->choices));
        return;
    case SURVEY_TEXT:
        script_set(json, "max", json_integer(question->text_max));
        return;
    }
}

json_t *survey_script(const struct package *package, const struct survey *survey)
{
    json_t *questions = json_array();
    for (size_t i = 0; i < survey->question_count; i++) {
        const struct survey_question *question = &survey->questions[i];
        const char *iri =
            course_survey_question_iri(package->arena, package->request->course, survey, question);
        json_t *json =
            script_checked(json_pack("{s:s, s:s, s:s, s:s, s:b}", "id", question->id, "iri", iri,
                                     "type", survey_type_name(question->type), "html",
                                     question->html, "optional", question->is_optional));
        set_answers(json, question);
        script_append(questions, json);
    }
    return script_checked(json_pack("{s:s, s:s*, s:o}", "instrument", survey->instrument, "moment",
                                    moment_name(survey->moment), "questions", questions));
}
