/* SPDX-License-Identifier: Apache-2.0 */

/* cmi5: the standard says when a unit is satisfied, whatever the LMS. That an LMS keeps to the
 * standard is inferred, for none of the profiles was tried with cmi5. */
#include "predict/rules.h"

#include "opened/structure.h"

#include <stdio.h>
#include <string.h>

#define STANDARD "cmi5, sections 9.3, 10.0 and 13.1.4"

/* When a unit is satisfied, by its moveOn. */
static const struct move_on {
    const char *name;
    bool by_completed; /* is enough */
    bool by_passed;    /* is enough */
    bool by_both;
    bool by_nothing;
} MOVE_ON[] = {
    {"Completed", true, false, false, false},
    {"Passed", false, true, false, false},
    {"CompletedOrPassed", true, true, false, false},
    {"CompletedAndPassed", false, false, true, false},
    {"NotApplicable", false, false, false, true},
};

/* Without one, or with one that nobody knows, it is what the standard takes for granted. */
static const struct move_on *move_on_of(const struct opened_unit *unit)
{
    const size_t count = sizeof MOVE_ON / sizeof *MOVE_ON;
    for (size_t i = 0; unit->move_on != NULL && i < count; i++) {
        if (strcmp(MOVE_ON[i].name, unit->move_on) == 0) {
            return &MOVE_ON[i];
        }
    }
    return &MOVE_ON[count - 1];
}

static struct predict_answer by_standard(struct predict_answer answer)
{
    answer.source = STANDARD;
    return answer;
}

static struct predict_answer satisfied(const struct predict_case *one, bool is_completed,
                                       bool is_passed, const char *reason)
{
    const struct move_on *rule = move_on_of(one->unit);
    bool is_satisfied = rule->by_nothing || (rule->by_completed && is_completed) ||
                        (rule->by_passed && is_passed) ||
                        (rule->by_both && is_completed && is_passed);
    return by_standard(predict_say(one, TARGET_INFERRED,
                                   is_satisfied ? "satisfied" : "not satisfied",
                                   "moveOn is %s, and %s", rule->name, reason));
}

static struct predict_answer status_of(const struct predict_case *one,
                                       enum predict_situation situation)
{
    if (move_on_of(one->unit)->by_nothing) {
        return satisfied(one, false, false, "that is satisfied from the start");
    }
    if (situation == PREDICT_UPDATED || situation == PREDICT_COME_BACK) {
        return by_standard(
            predict_say(one, TARGET_INFERRED, "as before",
                        "what was satisfied stays so within a registration%s",
                        situation == PREDICT_UPDATED ? ", while the id of the unit stays" : ""));
    }
    if (!one->conduct->is_ours) {
        return predict_say(one, TARGET_UNKNOWN, "",
                           "moveOn is %s, and when the package says so can only be learnt by "
                           "playing it",
                           move_on_of(one->unit)->name);
    }
    bool is_done = situation == PREDICT_QUIZ_PASSED ||
                   (situation == PREDICT_ALL_SEEN && !one->quizzes.are_there);
    if (situation == PREDICT_QUIZ_FAILED) {
        return one->quizzes.must_pass
                   ? satisfied(one, false, false, "the player says failed at the end of the visit")
                   : satisfied(one, true, false,
                               "the player says completed, and failed at the end of the visit");
    }
    return is_done ? satisfied(one, true, one->quizzes.are_there,
                               "the player says completed, and passed "
                               "where there are quizzes")
                   : satisfied(one, false, false,
                               "the player has said neither completed nor "
                               "passed");
}

static struct predict_answer score_of(const struct predict_case *one,
                                      enum predict_situation situation)
{
    if (!one->conduct->is_ours) {
        return predict_say(one, TARGET_UNKNOWN, "", "statements may carry one");
    }
    if (!one->quizzes.are_there) {
        return predict_say(one, one->conduct->mark, "none", "it has no quiz");
    }
    if (situation == PREDICT_QUIZ_PASSED || situation == PREDICT_COME_BACK) {
        char range[32];
        (void)snprintf(range, sizeof range, "%d to 100 per cent", (int)one->quizzes.pass_mark);
        struct predict_answer answer =
            predict_say(one, TARGET_INFERRED, "", "the statement passed carries %s", range);
        answer.text = "that of the statement passed";
        return by_standard(answer);
    }
    return predict_say(one, one->conduct->mark, "none", "no statement with a score was sent yet");
}

static struct predict_answer resume_of(const struct predict_case *one)
{
    if (!one->conduct->is_ours) {
        return predict_say(one, TARGET_UNKNOWN, "",
                           "the LMS keeps what the package puts into its State; whether it does, "
                           "can only be learnt by playing it");
    }
    return by_standard(predict_say(one, TARGET_INFERRED, "where the learner left",
                                   "the player keeps progress in the State of the registration"));
}

static struct predict_answer answer(const struct predict_case *one,
                                    enum predict_situation situation,
                                    enum predict_question question)
{
    switch (question) {
    case PREDICT_STATUS:
        return status_of(one, situation);
    case PREDICT_SCORE:
        return score_of(one, situation);
    case PREDICT_RESUME:
    case PREDICT_QUESTIONS:
        break;
    }
    return resume_of(one);
}

extern const struct predict_rules CMI5_PREDICT_RULES;
const struct predict_rules CMI5_PREDICT_RULES = {.formats = "cmi5", .answer = answer};
