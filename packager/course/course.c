/* SPDX-License-Identifier: Apache-2.0 */

/* Questions to the course model: finding, and deriving IRIs. */
#include "course/course.h"

#include "base/arena.h"
#include "course/quiz.h"
#include "course/survey.h"

#include <string.h>

const struct module *course_find_module(const struct course *course, const char *id)
{
    for (size_t i = 0; i < course->module_count; i++) {
        if (strcmp(course->modules[i].id, id) == 0) {
            return &course->modules[i];
        }
    }
    return NULL;
}

bool module_has_pass_mark(const struct module *module, double *out)
{
    bool has_one = false;
    for (size_t i = 0; i < module->page_count; i++) {
        const struct quiz *quiz = module->pages[i].quiz;
        if (quiz != NULL && quiz->purpose == QUIZ_CHECK && (!has_one || quiz->pass_mark < *out)) {
            *out = quiz->pass_mark;
            has_one = true;
        }
    }
    return has_one;
}

const char *course_module_iri(struct arena *arena, const struct course *course,
                              const struct module *module)
{
    return arena_print(arena, "%s/modules/%s", course->iri, module->id);
}

const char *course_page_iri(struct arena *arena, const char *module_iri, const struct page *page)
{
    return arena_print(arena, "%s/pages/%s", module_iri, page->id);
}

const char *course_video_iri(struct arena *arena, const char *page_iri)
{
    return arena_print(arena, "%s/video", page_iri);
}

const char *course_question_iri(struct arena *arena, const struct course *course,
                                const char *page_iri, const struct quiz *quiz,
                                const struct question *question)
{
    if (quiz->bank_id != NULL) {
        return arena_print(arena, "%s/banks/%s/questions/%s", course->iri, quiz->bank_id,
                           question->id);
    }
    return arena_print(arena, "%s/questions/%s", page_iri, question->id);
}

const char *course_survey_question_iri(struct arena *arena, const struct course *course,
                                       const struct survey *survey,
                                       const struct survey_question *question)
{
    return arena_print(arena, "%s/surveys/%s/questions/%s", course->iri, survey->instrument,
                       question->id);
}
