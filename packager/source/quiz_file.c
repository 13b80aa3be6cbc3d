/* SPDX-License-Identifier: Apache-2.0 */

/* Reads a quiz: its questions, their choices and the Markdown in them. */
#include "source/quiz_file.h"

#include "base/arena.h"
#include "course/course.h"
#include "source/files.h"
#include "source/keys.h"
#include "source/markdown.h"

#include <string.h>

enum { TITLE_MAX = 200, MARKDOWN_MAX = 2000, ADDRESS_MAX = 255 };

static const struct key QUIZ_KEYS[] = {
    {"$schema", KEY_LINE, false, 0, ADDRESS_MAX},
    {"title", KEY_LINE, true, 1, TITLE_MAX},
    {"introduction", KEY_TEXT, false, 1, MARKDOWN_MAX},
    {"pass_mark", KEY_NUMBER, true, 0, 100},
    {"questions", KEY_ARRAY, true, 1, COURSE_QUESTIONS_MAX},
};
static const struct key QUESTION_KEYS[] = {
    {"id", KEY_ID, true, 0, 0},
    {"type", KEY_LINE, true, 0, 0},
    {"text", KEY_TEXT, true, 1, MARKDOWN_MAX},
    {"choices", KEY_ARRAY, true, 2, COURSE_CHOICES_MAX},
    {"feedback", KEY_TEXT, false, 1, MARKDOWN_MAX},
};
static const struct key CHOICE_KEYS[] = {
    {"id", KEY_LINE, true, 0, 0},
    {"text", KEY_TEXT, true, 1, MARKDOWN_MAX},
    {"correct", KEY_BOOLEAN, false, 0, 0},
    {"feedback", KEY_TEXT, false, 1, MARKDOWN_MAX},
};

/* One quiz being read. */
struct quiz_reader {
    const struct source *source;
    struct page *page;
};

enum shape { SHAPE_BLOCKS, SHAPE_PHRASE };

/* Renders the Markdown under `key`; leaves *out alone if there is none. */
static enum status render(const struct quiz_reader *reader, const struct place *object,
                          const char *key, enum shape shape, const char **out, struct error *error)
{
    const char *text = place_text(object, key);
    if (text == NULL) {
        return STATUS_OK;
    }
    struct place member = place_member(object, key);
    const struct markdown markdown = {
        .text = text_of(text),
        .from = reader->page->path,
        .line = json_line_of(member.file->text, member.pointer),
        .is_on_one_line = true,
        .is_phrase = shape == SHAPE_PHRASE,
    };
    return markdown_render(reader->source, &markdown, reader->page, out, error);
}

static enum status check_choice_id(const struct place *place, const struct question *question,
                                   size_t count, const char *id, struct error *error)
{
    struct place member = place_member(place, "id");
    if (id[0] < 'a' || id[0] > 'z' || id[1] != '\0') {
        return place_fail(&member, error, "the choice id '%.60s' must be one letter from a to z",
                          id);
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(question->choices[i].id, id) == 0) {
            return place_fail(&member, error,
                              "choice '%s' of question '%s' stands twice; ids must be unique", id,
                              question->id);
        }
    }
    return STATUS_OK;
}

static enum status read_choice(const struct quiz_reader *reader, const struct place *place,
                               struct question *question, struct error *error)
{
    enum status status = KEYS_CHECK(place, CHOICE_KEYS, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct choice *choice = &question->choices[question->choice_count];
    choice->id = place_text(place, "id");
    choice->is_correct = json_is_true(json_object_get(place->json, "correct"));
    status = check_choice_id(place, question, question->choice_count, choice->id, error);
    if (status == STATUS_OK) {
        status = render(reader, place, "text", SHAPE_PHRASE, &choice->html, error);
    }
    if (status == STATUS_OK) {
        status = render(reader, place, "feedback", SHAPE_BLOCKS, &choice->feedback_html, error);
    }
    question->choice_count++;
    return status;
}

static enum status check_correct(const struct place *place, const struct question *question,
                                 struct error *error)
{
    size_t correct = 0;
    for (size_t i = 0; i < question->choice_count; i++) {
        correct += question->choices[i].is_correct;
    }
    if (correct == 0) {
        return place_fail(
            place, error,
            "no choice of question '%s' is correct; mark at least one with \"correct\": "
            "true",
            question->id);
    }
    if (question->type == QUESTION_SINGLE && correct > 1) {
        return place_fail(
            place, error,
            "question '%s' is 'single' but %zu choices are correct; keep one, or make "
            "it 'multiple'",
            question->id, correct);
    }
    return STATUS_OK;
}

static enum status read_choices(const struct quiz_reader *reader, const struct place *place,
                                struct question *question, struct error *error)
{
    struct place list = place_member(place, "choices");
    question->choices = ARENA_ARRAY(reader->source->arena, struct choice, place_count(&list));
    for (size_t i = 0; i < place_count(&list); i++) {
        struct place choice = place_element(&list, i);
        enum status status = read_choice(reader, &choice, question, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return check_correct(place, question, error);
}

static enum status read_type(const struct place *place, struct question *question,
                             struct error *error)
{
    const char *type = place_text(place, "type");
    if (strcmp(type, "single") == 0) {
        question->type = QUESTION_SINGLE;
        return STATUS_OK;
    }
    if (strcmp(type, "multiple") == 0) {
        question->type = QUESTION_MULTIPLE;
        return STATUS_OK;
    }
    struct place member = place_member(place, "type");
    return place_fail(&member, error,
                      "there is no question type '%.60s'; use 'single' or "
                      "'multiple'",
                      type);
}

static enum status check_question_id(const struct place *place, const struct quiz *quiz,
                                     const char *id, struct error *error)
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

static enum status read_question(const struct quiz_reader *reader, const struct place *place,
                                 struct quiz *quiz, struct error *error)
{
    enum status status = KEYS_CHECK(place, QUESTION_KEYS, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct question *question = &quiz->questions[quiz->question_count];
    question->id = place_text(place, "id");
    status = check_question_id(place, quiz, question->id, error);
    if (status == STATUS_OK) {
        status = read_type(place, question, error);
    }
    if (status == STATUS_OK) {
        status = render(reader, place, "text", SHAPE_BLOCKS, &question->html, error);
    }
    if (status == STATUS_OK) {
        status = render(reader, place, "feedback", SHAPE_BLOCKS, &question->feedback_html, error);
    }
    if (status == STATUS_OK) {
        status = read_choices(reader, place, question, error);
    }
    quiz->question_count++;
    return status;
}

static enum status read_quiz(const struct quiz_reader *reader, const struct place *root,
                             struct error *error)
{
    struct page *page = reader->page;
    struct quiz *quiz = ARENA_NEW(reader->source->arena, struct quiz);
    struct place list = place_member(root, "questions");
    quiz->pass_mark = json_number_value(json_object_get(root->json, "pass_mark"));
    quiz->questions = ARENA_ARRAY(reader->source->arena, struct question, place_count(&list));
    page->kind = PAGE_QUIZ;
    page->title = place_text(root, "title");
    page->html = "";
    page->quiz = quiz;
    enum status status = render(reader, root, "introduction", SHAPE_BLOCKS, &page->html, error);
    for (size_t i = 0; status == STATUS_OK && i < place_count(&list); i++) {
        struct place question = place_element(&list, i);
        status = read_question(reader, &question, quiz, error);
    }
    return status;
}

enum status quiz_file_read(const struct source *source, struct page *page, struct error *error)
{
    struct json_file file = {.name = source_name(source, page->path), .arena = source->arena};
    enum status status = source_read_text(source, page->path, &file.text, error);
    AUTO(json_release) json_t *json = NULL;
    if (status == STATUS_OK) {
        status = json_file_read(&file, &json, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct place root = {.file = &file, .json = json, .pointer = ""};
    const struct quiz_reader reader = {.source = source, .page = page};
    status = KEYS_CHECK(&root, QUIZ_KEYS, error);
    return status == STATUS_OK ? read_quiz(&reader, &root, error) : status;
}
