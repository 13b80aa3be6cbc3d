/* SPDX-License-Identifier: Apache-2.0 */

/* The build id: a digest of the structure that a learner moves through. One line an id, its depth
 * told by the tabs before it, so that no two structures look alike. A question's type stands on a
 * line only where answers are no choices: the ids of choices tell enough, and courses that were
 * packaged before there were other types keep their build. */
#include "course/course.h"

#include "base/digest.h"
#include "base/text.h"
#include "course/quiz.h"
#include "course/scenario.h"
#include "course/survey.h"

#include <stdio.h>
#include <string.h>

#define PAGE_TABS "\t"
#define PART_TABS "\t\t"      /* a question, a step */
#define ANSWER_TABS "\t\t\t"  /* what can be answered */
#define SHAPE_TABS "\t\t\t\t" /* how it is answered */

static void add_line(struct digest_stream *stream, const char *tabs, const char *line)
{
    digest_add(stream, text_of(tabs));
    digest_add(stream, text_of(line));
    digest_add(stream, text_of("\n"));
}

static void add_choices(struct digest_stream *stream, const struct choices *choices)
{
    for (size_t i = 0; i < choices->count; i++) {
        add_line(stream, ANSWER_TABS, choices->list[i].id);
    }
}

/* Distractors have no ids; how many there are decides what the matches are called. */
static void add_matching(struct digest_stream *stream, const struct matching *matching)
{
    for (size_t i = 0; i < matching->pair_count; i++) {
        add_line(stream, ANSWER_TABS, matching->pairs[i].id);
    }
    for (size_t i = 0; i < matching->distractor_count; i++) {
        add_line(stream, SHAPE_TABS, "distractor");
    }
}

static void add_ordering(struct digest_stream *stream, const struct ordering *ordering)
{
    for (size_t i = 0; i < ordering->count; i++) {
        add_line(stream, ANSWER_TABS, ordering->items[i].id);
    }
}

static void add_question(struct digest_stream *stream, const struct question *question)
{
    add_line(stream, PART_TABS, question->id);
    switch (question->type) {
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
    case QUESTION_TRUE_FALSE:
        add_choices(stream, &question->choices);
        return;
    case QUESTION_MATCHING:
        add_line(stream, SHAPE_TABS, question_type_name(question->type));
        add_matching(stream, &question->matching);
        return;
    case QUESTION_ORDERING:
        add_line(stream, SHAPE_TABS, question_type_name(question->type));
        add_ordering(stream, &question->ordering);
        return;
    case QUESTION_NUMERIC:
    case QUESTION_TEXT:
        add_line(stream, SHAPE_TABS, question_type_name(question->type));
        return;
    }
}

static void add_quiz(struct digest_stream *stream, const struct quiz *quiz)
{
    for (size_t i = 0; i < quiz->question_count; i++) {
        add_question(stream, &quiz->questions[i]);
    }
}

static void add_survey_question(struct digest_stream *stream,
                                const struct survey_question *question)
{
    add_line(stream, PART_TABS, question->id);
    add_line(stream, SHAPE_TABS, survey_type_name(question->type));
    if (question->type == SURVEY_SCALE) {
        char bounds[2 * sizeof "-2147483648"];
        (void)snprintf(bounds, sizeof bounds, "%d %d", question->scale.min, question->scale.max);
        add_line(stream, SHAPE_TABS, bounds);
    } else if (question->type == SURVEY_SINGLE || question->type == SURVEY_MULTIPLE) {
        for (size_t i = 0; i < question->choices.count; i++) {
            add_line(stream, ANSWER_TABS, question->choices.list[i].id);
        }
    }
}

static void add_survey(struct digest_stream *stream, const struct survey *survey)
{
    for (size_t i = 0; i < survey->question_count; i++) {
        add_survey_question(stream, &survey->questions[i]);
    }
}

static void add_scenario(struct digest_stream *stream, const struct scenario *scenario)
{
    for (size_t i = 0; i < scenario->step_count; i++) {
        const struct step *step = &scenario->steps[i];
        add_line(stream, PART_TABS, step->id);
        for (size_t j = 0; j < step->choice_count; j++) {
            add_line(stream, ANSWER_TABS, step->choices[j].id);
        }
    }
}

static void add_page(struct digest_stream *stream, const struct page *page)
{
    add_line(stream, PAGE_TABS, page->id);
    if (page->quiz != NULL) {
        add_quiz(stream, page->quiz);
    }
    if (page->survey != NULL) {
        add_survey(stream, page->survey);
    }
    if (page->scenario != NULL) {
        add_scenario(stream, page->scenario);
    }
}

static void add_module(struct digest_stream *stream, const struct module *module)
{
    add_line(stream, "", module->id);
    for (size_t i = 0; i < module->page_count; i++) {
        add_page(stream, &module->pages[i]);
    }
}

void course_build_id(const struct course *course, const struct module *module,
                     char out[COURSE_BUILD_SIZE])
{
    struct digest_stream *stream = digest_begin();
    for (size_t i = 0; i < course->module_count; i++) {
        if (module == NULL || module == &course->modules[i]) {
            add_module(stream, &course->modules[i]);
        }
    }
    struct digest digest = digest_end(stream);
    char hex[DIGEST_HEX_SIZE];
    digest_to_hex(&digest, hex);
    memcpy(out, hex, COURSE_BUILD_SIZE - 1);
    out[COURSE_BUILD_SIZE - 1] = '\0';
}
