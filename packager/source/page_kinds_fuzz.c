/* SPDX-License-Identifier: Apache-2.0 */

/* Any text as a page of each kind: what is accepted has all that its kind promises, and messages
 * name the file. */
#include "source/page_kinds.h"

#include "base/arena.h"
#include "course/course.h"
#include "course/quiz.h"
#include "course/scenario.h"
#include "course/survey.h"
#include "source/claims.h"
#include "source/files.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at_quiz(const struct quiz *quiz)
{
    assert(quiz->question_count > 0 && quiz->draw <= quiz->question_count);
    assert(quiz->purpose == QUIZ_CHECK || quiz->pass_mark == 0);
    for (size_t i = 0; i < quiz->question_count; i++) {
        const struct question *question = &quiz->questions[i];
        assert(question->html != NULL && question_type_name(question->type)[0] != '\0');
        assert(question->type != QUESTION_SINGLE || question->choices.count >= 2);
        assert(question->type != QUESTION_MATCHING || question->matching.pair_count >= 2);
    }
}

static void look_at_scenario(const struct scenario *scenario)
{
    size_t ends = 0;
    for (size_t i = 0; i < scenario->step_count; i++) {
        const struct step *step = &scenario->steps[i];
        ends += step->choice_count == 0;
        for (size_t j = 0; j < step->choice_count; j++) {
            assert(scenario_find_step(scenario, step->choices[j].to) != NULL);
        }
    }
    assert(ends > 0);
}

static void look_at(const struct page *page)
{
    assert(page->title[0] != '\0' && page->html != NULL);
    assert((page->kind == PAGE_QUIZ) == (page->quiz != NULL));
    assert((page->kind == PAGE_SURVEY) == (page->survey != NULL));
    assert((page->kind == PAGE_SCENARIO) == (page->scenario != NULL));
    if (page->quiz != NULL) {
        look_at_quiz(page->quiz);
    }
    if (page->survey != NULL) {
        assert(page->survey->question_count > 0);
    }
    if (page->scenario != NULL) {
        look_at_scenario(page->scenario);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const PATHS[] = {"p.md", "p.quiz.json", "p.scenario.json", "p.survey.json"};
    if (size == 0 || !text_is_utf8((struct text){(const char *)data, size}) ||
        memchr(data, '\0', size) != NULL) {
        return 0;
    }
    for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(claims_finish) struct claims claims = {0};
        const struct source source = {.folder = "x", .arena = arena, .claims = &claims};
        struct page page = {.id = "p", .path = PATHS[i]};
        struct error error = {0};
        struct text text = {arena_copy(arena, (struct text){(const char *)data, size}), size};
        if (page_kind_of(PATHS[i])->parse(&source, &page, text, &error) == STATUS_OK) {
            look_at(&page);
        } else {
            assert(strncmp(error.message, "x/p.", 4) == 0);
        }
    }
    return 0;
}
