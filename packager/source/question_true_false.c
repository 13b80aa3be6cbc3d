/* SPDX-License-Identifier: Apache-2.0 */

/* Questions whether something is true: choices of which the author writes only what is right. */
#include "source/question_kind.h"

#include "base/arena.h"
#include "source/files.h"

enum { CHOICE_COUNT = 2 };

static const struct key KEYS[] = {
    QUESTION_KEYS,
    {"answer", KEY_BOOLEAN, true, 0, 0},
    {"feedback_true", KEY_TEXT, false, 1, JSON_PAGE_MARKDOWN_MAX},
    {"feedback_false", KEY_TEXT, false, 1, JSON_PAGE_MARKDOWN_MAX},
};

static enum status read_answer(const struct json_page *page, const struct place *place,
                               struct question *question, struct error *error)
{
    bool is_true = json_is_true(json_object_get(place->json, "answer"));
    struct choice *choices = ARENA_ARRAY(page->source->arena, struct choice, CHOICE_COUNT);
    choices[0] = (struct choice){.id = "t", .html = "True", .is_correct = is_true};
    choices[1] = (struct choice){.id = "f", .html = "False", .is_correct = !is_true};
    question->choices = (struct choices){.list = choices, .count = CHOICE_COUNT};
    enum status status = json_page_render(page, place, "feedback_true", SHAPE_BLOCKS,
                                          &choices[0].feedback_html, error);
    return status == STATUS_OK ? json_page_render(page, place, "feedback_false", SHAPE_BLOCKS,
                                                  &choices[1].feedback_html, error)
                               : status;
}

const struct question_kind QUESTION_KIND_TRUE_FALSE = {
    .type = QUESTION_TRUE_FALSE,
    .keys = KEYS,
    .key_count = sizeof KEYS / sizeof *KEYS,
    .read = read_answer,
};
