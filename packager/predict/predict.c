/* SPDX-License-Identifier: Apache-2.0 */

/* Goes through formats, units, situations and questions, and asks the rules. */
#include "predict/prediction.h"

#include "base/arena.h"
#include "opened/opened.h"
#include "opened/structure.h"
#include "predict/rules.h"

#include <assert.h>
#include <string.h>

static const char *const SITUATIONS[PREDICT_SITUATIONS] = {
    [PREDICT_OPENED] = "opened and closed at once",
    [PREDICT_HALF_WAY] = "left half-way and opened again",
    [PREDICT_ALL_SEEN] = "every page seen",
    [PREDICT_QUIZ_PASSED] = "every page seen, every quiz passed",
    [PREDICT_QUIZ_FAILED] = "a quiz failed",
    [PREDICT_COME_BACK] = "opened again after completion",
    [PREDICT_UPDATED] = "a new version put in its place",
};

static const char *const QUESTIONS[PREDICT_QUESTIONS] = {
    [PREDICT_STATUS] = "status",
    [PREDICT_SCORE] = "score",
    [PREDICT_RESUME] = "resume",
};

const char *predict_situation_title(enum predict_situation situation)
{
    return SITUATIONS[situation];
}

const char *predict_question_name(enum predict_question question)
{
    return QUESTIONS[question];
}

static bool has_word(struct text words, const char *word)
{
    struct text one = {0};
    while (text_split(&words, ' ', &one)) {
        if (text_is(one, word)) {
            return true;
        }
    }
    return false;
}

static const struct predict_rules *find_rules(const char *format)
{
    for (size_t i = 0; PREDICT_RULES[i] != NULL; i++) {
        if (has_word(text_of(PREDICT_RULES[i]->formats), format)) {
            return PREDICT_RULES[i];
        }
    }
    return NULL;
}

static bool is_about_quiz(size_t situation)
{
    return situation == PREDICT_QUIZ_PASSED || situation == PREDICT_QUIZ_FAILED;
}

static void predict_unit(const struct predict_case *one, const struct predict_rules *rules,
                         struct predicted_unit *out)
{
    out->unit = one->unit;
    for (size_t i = 0; i < PREDICT_SITUATIONS; i++) {
        out->applies[i] = one->quizzes.are_there || !is_about_quiz(i);
        for (size_t j = 0; out->applies[i] && j < PREDICT_QUESTIONS; j++) {
            out->answers[i][j] =
                rules->answer(one, (enum predict_situation)i, (enum predict_question)j);
        }
    }
}

static bool can_be_launched(const struct opened_unit *unit)
{
    return unit->kind == OPENED_TRACKED || unit->kind == OPENED_UNTRACKED;
}

static void predict_units(const struct opened *opened, const struct conduct *conduct,
                          const struct target *lms, struct prediction *prediction)
{
    const struct opened_structure *structure = prediction->structure;
    const struct predict_rules *rules = find_rules(structure->format->name);
    assert(rules != NULL); /* a test asks for each format of opened/ */
    prediction->units = ARENA_ARRAY(opened->arena, struct predicted_unit, structure->unit_count);
    for (size_t i = 0; i < structure->unit_count; i++) {
        const struct opened_unit *unit = &structure->units[i];
        if (!can_be_launched(unit)) {
            continue;
        }
        struct predict_case one = {.conduct = conduct,
                                   .lms = lms,
                                   .format = structure->format->name,
                                   .unit = unit,
                                   .arena = opened->arena};
        one.quizzes = unit->kind == OPENED_TRACKED ? conduct_quizzes(conduct, unit)
                                                   : (struct conduct_quizzes){0};
        predict_unit(&one, rules, &prediction->units[prediction->unit_count++]);
    }
}

static struct prediction *predict_as(const struct opened *opened,
                                     const struct opened_structure *structure,
                                     const struct conduct *conduct, const struct target *lms)
{
    struct prediction *prediction = ARENA_NEW(opened->arena, struct prediction);
    prediction->structure = structure;
    prediction->is_taken = true;
    for (size_t i = 0; i < TARGET_FORMATS; i++) {
        const struct target_format *format = &lms->formats[i];
        if (strcmp(format->name, structure->format->name) == 0) {
            prediction->mark = format->fact.mark;
            prediction->is_taken = format->is_taken || format->fact.mark == TARGET_UNKNOWN;
        }
    }
    if (prediction->is_taken) {
        predict_units(opened, conduct, lms, prediction);
    }
    return prediction;
}

const struct prediction *predict(const struct opened *opened, const struct conduct *conduct,
                                 const struct target *lms)
{
    const struct prediction *first = NULL;
    const struct prediction **end = &first;
    for (const struct opened_structure *one = opened->structures; one != NULL; one = one->next) {
        struct prediction *next = predict_as(opened, one, conduct, lms);
        *end = next;
        end = &next->next;
    }
    return first;
}
