/* SPDX-License-Identifier: Apache-2.0 */

/* Reads a quiz: what it is for, how it is asked, and its questions, which are its own or a bank's.
 */
#include "source/quiz_file.h"

#include "base/arena.h"
#include "course/course.h"
#include "course/quiz.h"
#include "source/bank_file.h"
#include "source/files.h"
#include "source/json_page.h"
#include "source/question_file.h"

#include <string.h>

enum { PATH_MAX_CHARACTERS = 200, ATTEMPTS_MAX = 100 };

static const struct key QUIZ_KEYS[] = {
    JSON_PAGE_KEYS,
    {"purpose", KEY_LINE, false, 0, 0},
    {"pass_mark", KEY_NUMBER, false, 0, 100},
    {"draw", KEY_INTEGER, false, 1, COURSE_QUESTIONS_MAX},
    {"attempts", KEY_INTEGER, false, 1, ATTEMPTS_MAX},
    {"after_attempts", KEY_TEXT, false, 1, JSON_PAGE_MARKDOWN_MAX},
    {"bank", KEY_LINE, false, 1, PATH_MAX_CHARACTERS},
    {"questions", KEY_ARRAY, false, 1, COURSE_QUESTIONS_MAX},
};

static const struct {
    const char *name;
    enum quiz_purpose purpose;
} PURPOSES[] = {{"check", QUIZ_CHECK}, {"before", QUIZ_BEFORE}, {"after", QUIZ_AFTER}};

static enum status read_purpose(const struct place *root, struct quiz *quiz, struct error *error)
{
    const char *name = place_text(root, "purpose");
    for (size_t i = 0; i < sizeof PURPOSES / sizeof *PURPOSES; i++) {
        if (name == NULL || strcmp(name, PURPOSES[i].name) == 0) {
            quiz->purpose = PURPOSES[i].purpose;
            return STATUS_OK;
        }
    }
    struct place member = place_member(root, "purpose");
    return place_fail(&member, error,
                      "a quiz cannot have the purpose '%.60s'; use 'check', 'before' or 'after'",
                      name);
}

static enum status read_pass_mark(const struct place *root, struct quiz *quiz, struct error *error)
{
    struct place member = place_member(root, "pass_mark");
    if (quiz->purpose == QUIZ_CHECK && member.json == NULL) {
        return place_fail(root, error,
                          "'pass_mark' is missing; a quiz that is no check has \"purpose\": "
                          "\"before\" or \"after\"");
    }
    if (quiz->purpose != QUIZ_CHECK && member.json != NULL) {
        return place_fail(&member, error,
                          "'pass_mark' stands in a quiz that is asked '%s' the training, which "
                          "nobody passes or fails; drop it, or make the purpose 'check'",
                          place_text(root, "purpose"));
    }
    quiz->pass_mark = json_number_value(member.json);
    return STATUS_OK;
}

static enum status read_attempts(const struct json_page *page, const struct place *root,
                                 struct quiz *quiz, struct error *error)
{
    struct place text = place_member(root, "after_attempts");
    quiz->attempts = (int)json_integer_value(json_object_get(root->json, "attempts"));
    if (text.json != NULL && quiz->attempts == 0) {
        return place_fail(&text, error,
                          "'after_attempts' is never shown without 'attempts'; add how many there "
                          "are, or drop it");
    }
    return json_page_render(page, root, "after_attempts", SHAPE_BLOCKS, &quiz->after_attempts_html,
                            error);
}

/* The quiz's own questions, or those of the bank that it names. */
static enum status read_questions(const struct json_page *page, const struct place *root,
                                  struct quiz *quiz, struct error *error)
{
    struct place own = place_member(root, "questions");
    struct place bank = place_member(root, "bank");
    if (own.json != NULL && bank.json != NULL) {
        return place_fail(&bank, error, "'bank' and 'questions' both stand here; keep one of them");
    }
    if (own.json == NULL && bank.json == NULL) {
        return place_fail(root, error,
                          "'questions' is missing; write them here, or name a 'bank' of them");
    }
    return own.json != NULL ? questions_read(page, &own, quiz, error)
                            : bank_file_read(page, &bank, error);
}

static enum status read_draw(const struct place *root, struct quiz *quiz, struct error *error)
{
    struct place member = place_member(root, "draw");
    quiz->draw = (size_t)json_integer_value(member.json);
    if (quiz->draw > quiz->question_count) {
        return place_fail(&member, error,
                          "'draw' is %zu, but there are only %zu questions to draw from",
                          quiz->draw, quiz->question_count);
    }
    if (quiz->draw == 0 && quiz->question_count > COURSE_QUESTIONS_MAX) {
        struct place bank = place_member(root, "bank");
        return place_fail(&bank, error,
                          "the bank has %zu questions, and a quiz asks at most %d; say how many "
                          "with 'draw'",
                          quiz->question_count, COURSE_QUESTIONS_MAX);
    }
    return STATUS_OK;
}

static enum status read_quiz(const struct json_page *page, const struct place *root,
                             struct error *error)
{
    struct quiz *quiz = ARENA_NEW(page->source->arena, struct quiz);
    page->page->kind = PAGE_QUIZ;
    page->page->quiz = quiz;
    enum status status = KEYS_CHECK(root, QUIZ_KEYS, error);
    if (status == STATUS_OK) {
        status = json_page_begin(page, root, error);
    }
    if (status == STATUS_OK) {
        status = read_purpose(root, quiz, error);
    }
    if (status == STATUS_OK) {
        status = read_pass_mark(root, quiz, error);
    }
    if (status == STATUS_OK) {
        status = read_attempts(page, root, quiz, error);
    }
    if (status == STATUS_OK) {
        status = read_questions(page, root, quiz, error);
    }
    return status == STATUS_OK ? read_draw(root, quiz, error) : status;
}

enum status quiz_file_parse(const struct source *source, struct page *page, struct text text,
                            struct error *error)
{
    const struct json_page json = {.source = source, .page = page, .path = page->path};
    return json_page_parse(&json, text, read_quiz, error);
}
