/* SPDX-License-Identifier: Apache-2.0 */

/* Questions with choices: one of them is right, or any number. */
#include "source/question_kind.h"

#include "base/arena.h"
#include "source/files.h"

static const struct key KEYS[] = {
    QUESTION_KEYS,
    {"choices", KEY_ARRAY, true, 2, COURSE_CHOICES_MAX},
};
static const struct key CHOICE_KEYS[] = {
    {"id", KEY_LINE, true, 0, 0},
    {"text", KEY_TEXT, true, 1, JSON_PAGE_MARKDOWN_MAX},
    {"correct", KEY_BOOLEAN, false, 0, 0},
    {"feedback", KEY_TEXT, false, 1, JSON_PAGE_MARKDOWN_MAX},
};

static enum status read_choice(const struct json_page *page, const struct place *place,
                               struct json_page_letters *letters, struct choice *choice,
                               struct error *error)
{
    enum status status = KEYS_CHECK(place, CHOICE_KEYS, error);
    if (status == STATUS_OK) {
        status = json_page_letter(place, letters, &choice->id, error);
    }
    if (status == STATUS_OK) {
        status = json_page_render(page, place, "text", SHAPE_PHRASE, &choice->html, error);
    }
    if (status == STATUS_OK) {
        status =
            json_page_render(page, place, "feedback", SHAPE_BLOCKS, &choice->feedback_html, error);
    }
    choice->is_correct = json_is_true(json_object_get(place->json, "correct"));
    return status;
}

static enum status check_correct(const struct place *place, const struct question *question,
                                 struct error *error)
{
    size_t correct = 0;
    for (size_t i = 0; i < question->choices.count; i++) {
        correct += question->choices.list[i].is_correct;
    }
    if (correct == 0) {
        return place_fail(place, error,
                          "no choice of question '%s' is correct; mark at least one with "
                          "\"correct\": true",
                          question->id);
    }
    if (question->type == QUESTION_SINGLE && correct > 1) {
        return place_fail(place, error,
                          "question '%s' is 'single' but %zu choices are correct; keep one, or "
                          "make it 'multiple'",
                          question->id, correct);
    }
    return STATUS_OK;
}

static enum status read_choices(const struct json_page *page, const struct place *place,
                                struct question *question, struct error *error)
{
    struct place list = place_member(place, "choices");
    struct choices *choices = &question->choices;
    struct json_page_letters letters = {.what = "choice", .owner = question->id};
    choices->list = ARENA_ARRAY(page->source->arena, struct choice, place_count(&list));
    for (; choices->count < place_count(&list); choices->count++) {
        struct place choice = place_element(&list, choices->count);
        enum status status =
            read_choice(page, &choice, &letters, &choices->list[choices->count], error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return check_correct(place, question, error);
}

const struct question_kind QUESTION_KIND_SINGLE = {
    .type = QUESTION_SINGLE,
    .keys = KEYS,
    .key_count = sizeof KEYS / sizeof *KEYS,
    .read = read_choices,
};

const struct question_kind QUESTION_KIND_MULTIPLE = {
    .type = QUESTION_MULTIPLE,
    .keys = KEYS,
    .key_count = sizeof KEYS / sizeof *KEYS,
    .read = read_choices,
};
