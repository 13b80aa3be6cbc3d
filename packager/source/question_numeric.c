/* SPDX-License-Identifier: Apache-2.0 */

/* Questions for a number. */
#include "source/question_kind.h"

#include "source/files.h"

enum { NUMBER_MAX = 1000000000, UNIT_MAX = 40 };

static const struct key KEYS[] = {
    QUESTION_KEYS,
    {"answer", KEY_SIGNED_NUMBER, true, 0, NUMBER_MAX},
    {"tolerance", KEY_NUMBER, false, 0, NUMBER_MAX},
    {"unit", KEY_LINE, false, 1, UNIT_MAX},
    {"feedback_wrong", KEY_TEXT, false, 1, JSON_PAGE_MARKDOWN_MAX},
};

static enum status read_number(const struct json_page *page, const struct place *place,
                               struct question *question, struct error *error)
{
    question->numeric = (struct numeric){
        .answer = json_number_value(json_object_get(place->json, "answer")),
        .tolerance = json_number_value(json_object_get(place->json, "tolerance")),
        .unit = place_text(place, "unit"),
    };
    return json_page_render(page, place, "feedback_wrong", SHAPE_BLOCKS,
                            &question->numeric.feedback_wrong_html, error);
}

const struct question_kind QUESTION_KIND_NUMERIC = {
    .type = QUESTION_NUMERIC,
    .keys = KEYS,
    .key_count = sizeof KEYS / sizeof *KEYS,
    .read = read_number,
};
