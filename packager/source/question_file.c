/* SPDX-License-Identifier: Apache-2.0 */

/* Reads questions as far as all kinds are alike, and has the table of the kinds. */
#include "source/question_file.h"

#include "base/arena.h"
#include "course/course.h"
#include "source/files.h"
#include "source/question_kind.h"
#include "source/question_type.h"

#include <string.h>

static const struct question_kind *const QUESTION_KINDS[] = {
    &QUESTION_KIND_SINGLE,   &QUESTION_KIND_MULTIPLE, &QUESTION_KIND_TRUE_FALSE,
    &QUESTION_KIND_MATCHING, &QUESTION_KIND_ORDERING, &QUESTION_KIND_NUMERIC,
    &QUESTION_KIND_TEXT,
};

static const char *type_name(size_t row)
{
    return question_type_name(QUESTION_KINDS[row]->type);
}

static const struct question_types TYPES = {"a quiz", type_name,
                                            sizeof QUESTION_KINDS / sizeof *QUESTION_KINDS};

static enum status check_id(const struct place *place, const struct quiz *quiz, const char *id,
                            struct error *error)
{
    for (size_t i = 0; i < quiz->question_count; i++) {
        if (strcmp(quiz->questions[i].id, id) == 0) {
            struct place member = place_member(place, "id");
            return place_fail(&member, error,
                              "question '%s' stands twice in the quiz; ids must be unique", id);
        }
    }
    return STATUS_OK;
}

static enum status read_question(const struct json_page *page, const struct place *place,
                                 struct quiz *quiz, struct error *error)
{
    size_t row = 0;
    enum status status = question_type_find(place, &TYPES, &row, error);
    const struct question_kind *kind = QUESTION_KINDS[row];
    if (status == STATUS_OK) {
        status = keys_check(place, kind->keys, kind->key_count, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct question *question = &quiz->questions[quiz->question_count];
    question->id = place_text(place, "id");
    question->type = kind->type;
    status = check_id(place, quiz, question->id, error);
    if (status == STATUS_OK) {
        status = json_page_render(page, place, "text", SHAPE_BLOCKS, &question->html, error);
    }
    if (status == STATUS_OK) {
        status = json_page_render(page, place, "feedback", SHAPE_BLOCKS, &question->feedback_html,
                                  error);
    }
    if (status == STATUS_OK) {
        status = kind->read(page, place, question, error);
    }
    quiz->question_count++;
    return status;
}

enum status questions_read(const struct json_page *page, const struct place *list,
                           struct quiz *quiz, struct error *error)
{
    quiz->questions = ARENA_ARRAY(page->source->arena, struct question, place_count(list));
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < place_count(list); i++) {
        struct place question = place_element(list, i);
        status = read_question(page, &question, quiz, error);
    }
    return status;
}
