/* SPDX-License-Identifier: Apache-2.0 */

/* How long the player's text of progress gets. The numbers are those of core/codec.mjs, parts.mjs
 * and draft.mjs. */
#include "check/own_state.h"

#include "opened/own_course.h"

#include <stdbool.h>
#include <string.h>

enum {
    HEAD = 2 + 7 + 1 + 16 + 1 + 1 + 32 + 1, /* version, check, build, registration, dots */
    COMPLETED = 1 + 3,                      /* a dot, and the day of completion */
    TAIL = 7,                               /* dots, and the colon of the draft */
    BITS_A_DIGIT = 6,
    BITS_A_SCORE = 7,
    BITS_OF_TRIES = 1 + 7,
    BITS_OF_VIDEO = 1 + 60,
    BITS_OF_STEPS = 6,
    BITS_A_CHOICE = 3,
    BITS_A_PLACE = 4,
    BITS_OF_LENGTH = 12,
    BITS_A_CHARACTER = 8, /* of most languages' letters */
    NUMBER_MAX = 40,
    WORDS_MAX = 200,
    TEXT_MAX = 1000,
};

static size_t size_of(const json_t *object, const char *key)
{
    return json_array_size(json_object_get(object, key));
}

static size_t choice_bits(const json_t *question)
{
    return size_of(question, "choices");
}

static size_t matching_bits(const json_t *question)
{
    return BITS_A_PLACE * size_of(question, "sources");
}

static size_t ordering_bits(const json_t *question)
{
    return BITS_A_PLACE * size_of(question, "items");
}

static size_t scale_bits(const json_t *question)
{
    (void)question;
    return BITS_A_PLACE;
}

static size_t numeric_bits(const json_t *question)
{
    (void)question;
    return BITS_OF_LENGTH + BITS_A_CHARACTER * NUMBER_MAX;
}

/* A quiz asks for words, a survey for a text of at most so many characters. */
static size_t text_bits(const json_t *question)
{
    json_int_t max = json_integer_value(json_object_get(question, "max"));
    size_t characters = max > 0 && max <= TEXT_MAX ? (size_t)max : WORDS_MAX;
    return BITS_OF_LENGTH + BITS_A_CHARACTER * characters;
}

static const struct {
    const char *type;
    size_t (*bits)(const json_t *question);
} TYPES[] = {
    {"matching", matching_bits}, {"ordering", ordering_bits}, {"scale", scale_bits},
    {"numeric", numeric_bits},   {"text", text_bits},
};

static size_t question_bits(const json_t *question)
{
    const char *type = own_course_text(question, "type");
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if (strcmp(type, TYPES[i].type) == 0) {
            return TYPES[i].bits(question);
        }
    }
    return choice_bits(question);
}

static void add_draft(struct own_state *state, const json_t *asker)
{
    const json_t *questions = json_object_get(asker, "questions");
    size_t bits = 0;
    for (size_t i = 0; i < json_array_size(questions); i++) {
        bits += question_bits(json_array_get(questions, i));
    }
    state->draft_bits = bits > state->draft_bits ? bits : state->draft_bits;
}

static void add_quiz(struct own_state *state, const json_t *quiz, bool is_attempt_enough)
{
    bool is_kept = is_attempt_enough || json_object_get(quiz, "attempts") != NULL ||
                   json_object_get(quiz, "draw") != NULL;
    state->quizzes++;
    state->tries += is_kept ? 1 : 0;
    add_draft(state, quiz);
}

/* A walk holds no step twice. */
static void add_scenario(struct own_state *state, const json_t *scenario)
{
    size_t steps = size_of(scenario, "steps");
    state->path_bits += BITS_OF_STEPS + BITS_A_CHOICE * (steps > 0 ? steps - 1 : 0);
}

static void add_page(struct own_state *state, const json_t *page, const json_t *completion)
{
    const json_t *quiz = json_object_get(page, "quiz");
    const json_t *scenario = json_object_get(page, "scenario");
    const json_t *video = json_object_get(page, "video");
    state->pages++;
    if (quiz != NULL) {
        add_quiz(state, quiz, strcmp(own_course_text(completion, "quizzes"), "attempted") == 0);
    }
    if (scenario != NULL) {
        add_scenario(state, scenario);
    }
    if (json_object_get(video, "src") != NULL &&
        json_integer_value(json_object_get(completion, "videos")) > 0) {
        state->watched++;
    }
    add_draft(state, json_object_get(page, "survey"));
}

void own_state_add(struct own_state *state, const json_t *module)
{
    const json_t *pages = json_object_get(module, "pages");
    for (size_t i = 0; i < json_array_size(pages); i++) {
        add_page(state, json_array_get(pages, i), json_object_get(module, "completion"));
    }
}

static size_t digits_for(size_t bits)
{
    return (bits + BITS_A_DIGIT - 1) / BITS_A_DIGIT;
}

/* Of a number to the base 36. */
static size_t length_of(size_t number)
{
    size_t length = 1;
    while (number >= 36) {
        number /= 36;
        length++;
    }
    return length;
}

/* A page is done or else it may have been seen: two rows of bits, of which each can be the longer.
 */
size_t own_state_length(const struct own_state *state)
{
    return HEAD + COMPLETED + length_of(state->pages) + 2 * digits_for(state->pages) +
           digits_for(BITS_OF_TRIES * state->tries) + digits_for(BITS_A_SCORE * state->quizzes) +
           digits_for(BITS_OF_VIDEO * state->watched) + digits_for(state->path_bits) +
           length_of(state->pages) + digits_for(state->draft_bits) + TAIL;
}

size_t own_state_draft_length(const struct own_state *state)
{
    return digits_for(state->draft_bits);
}
