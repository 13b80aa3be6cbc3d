/* SPDX-License-Identifier: Apache-2.0 */

/* What is done on a page, by its kind; the answers are drawn by lot from those that there are. */
#include "cohort/learning.h"

#include "base/chance.h"

#include <string.h>

enum status learning_pass_on(struct learning *learning, json_t *statement, struct error *error)
{
    enum status status = learning->visit(learning->context, statement, error);
    json_decref(statement);
    learning->teller.now_us += LEARNING_SECOND_US;
    return status;
}

void learning_spend(struct learning *learning, int64_t low_s, int64_t high_s)
{
    int64_t seconds = chance_between(learning->chance, low_s, high_s);
    learning->teller.now_us += seconds * LEARNING_SECOND_US;
}

static bool is_at(const struct outline_page *page, const char *moment)
{
    return page->moment != NULL && strcmp(page->moment, moment) == 0;
}

static double share_of_five(struct learning *learning, int64_t low, int64_t high)
{
    return (double)chance_between(learning->chance, low, high) / 5;
}

static enum status read_page(struct learning *learning, const struct outline_module *module,
                             const struct outline_page *page, struct error *error)
{
    return learning_pass_on(learning, tell_page_experienced(&learning->teller, module, page),
                            error);
}

/* One attempt in seven fails first, and is tried again at once. */
static enum status pass_quiz(struct learning *learning, const struct outline_module *module,
                             const struct outline_page *page, struct error *error)
{
    if (chance_of(learning->chance, 14)) {
        double scaled = share_of_five(learning, 1, 3);
        json_t *failed = tell_quiz_result(&learning->teller, module, page, scaled, false);
        enum status status = learning_pass_on(learning, failed, error);
        if (status != STATUS_OK) {
            return status;
        }
        learning_spend(learning, 10, 20);
    }
    double scaled = share_of_five(learning, 4, 5);
    return learning_pass_on(learning,
                            tell_quiz_result(&learning->teller, module, page, scaled, true), error);
}

/* More is known after the course than before it. */
static enum status take_quiz(struct learning *learning, const struct outline_module *module,
                             const struct outline_page *page, struct error *error)
{
    if (page->is_judged) {
        return pass_quiz(learning, module, page, error);
    }
    bool is_before = is_at(page, "before");
    double scaled = share_of_five(learning, is_before ? 1 : 2, is_before ? 4 : 5);
    return learning_pass_on(learning, tell_quiz_score(&learning->teller, module, page, scaled),
                            error);
}

/* The lower three quarters of a scale before the course, the upper ones after it. */
static const char *draw_answer(struct learning *learning, const struct outline_page *page,
                               const struct outline_question *question)
{
    int64_t low = 0;
    int64_t high = (int64_t)question->answers.count - 1;
    int64_t quarter = question->is_scale ? high / 4 : 0;
    low += is_at(page, "after") ? quarter : 0;
    high -= is_at(page, "before") ? quarter : 0;
    return question->answers.items[chance_between(learning->chance, low, high)];
}

static enum status answer_survey(struct learning *learning, const struct outline_module *module,
                                 const struct outline_page *page, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < page->question_count; i++) {
        const struct outline_question *question = &page->questions[i];
        const char *answer = draw_answer(learning, page, question);
        status = learning_pass_on(
            learning, tell_survey_answer(&learning->teller, module, page, question, answer), error);
    }
    return status == STATUS_OK
               ? learning_pass_on(learning, tell_survey_sent(&learning->teller, module, page),
                                  error)
               : status;
}

static enum status walk_scenario(struct learning *learning, const struct outline_module *module,
                                 const struct outline_page *page, struct error *error)
{
    int64_t end = chance_between(learning->chance, 0, (int64_t)page->ends.count - 1);
    return learning_pass_on(
        learning, tell_scenario_ended(&learning->teller, module, page, page->ends.items[end]),
        error);
}

enum status learning_do_page(struct learning *learning, const struct outline_module *module,
                             const struct outline_page *page, struct error *error)
{
    switch (page->kind) {
    case OUTLINE_TEXT:
        return read_page(learning, module, page, error);
    case OUTLINE_QUIZ:
        return take_quiz(learning, module, page, error);
    case OUTLINE_SURVEY:
        return answer_survey(learning, module, page, error);
    case OUTLINE_SCENARIO:
        return walk_scenario(learning, module, page, error);
    }
    return STATUS_OK;
}
