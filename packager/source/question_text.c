/* SPDX-License-Identifier: Apache-2.0 */

/* Questions for a word or two. */
#include "source/question_kind.h"

#include "base/arena.h"
#include "source/files.h"

enum { ANSWER_MAX = 100 };

static const struct key KEYS[] = {
    QUESTION_KEYS,
    {"answers", KEY_ARRAY, true, 1, COURSE_ANSWERS_MAX},
    {"feedback_wrong", KEY_TEXT, false, 1, JSON_PAGE_MARKDOWN_MAX},
};

static enum status read_answers(const struct json_page *page, const struct place *place,
                                struct question *question, struct error *error)
{
    struct arena *arena = page->source->arena;
    struct place list = place_member(place, "answers");
    struct short_text *text = &question->text;
    text->answers = ARENA_ARRAY(arena, const char *, place_count(&list));
    for (size_t i = 0; i < place_count(&list); i++) {
        struct place answer = place_element(&list, i);
        enum status status = json_page_check_line(&answer, "an answer", ANSWER_MAX, error);
        if (status != STATUS_OK) {
            return status;
        }
        text->answers[text->count++] = arena_copy_string(arena, json_string_value(answer.json));
    }
    return json_page_render(page, place, "feedback_wrong", SHAPE_BLOCKS, &text->feedback_wrong_html,
                            error);
}

const struct question_kind QUESTION_KIND_TEXT = {
    .type = QUESTION_TEXT,
    .keys = KEYS,
    .key_count = sizeof KEYS / sizeof *KEYS,
    .read = read_answers,
};
