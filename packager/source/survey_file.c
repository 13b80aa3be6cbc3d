/* SPDX-License-Identifier: Apache-2.0 */

/* Reads a survey: its questions, which may be asked again elsewhere by the same instrument. */
#include "source/survey_file.h"

#include "base/arena.h"
#include "course/course.h"
#include "course/survey.h"
#include "source/claims.h"
#include "source/files.h"
#include "source/json_page.h"
#include "source/question_type.h"

#include <string.h>

enum { LABEL_MAX = 100 };

static const struct key SURVEY_KEYS[] = {
    JSON_PAGE_KEYS,
    {"instrument", KEY_ID, true, 0, 0},
    {"moment", KEY_LINE, false, 0, 0},
    {"questions", KEY_ARRAY, true, 1, COURSE_SURVEY_QUESTIONS_MAX},
};

#define QUESTION_KEYS                                           \
    {"id", KEY_ID, true, 0, 0}, {"type", KEY_LINE, true, 0, 0}, \
        {"text", KEY_TEXT, true, 1, JSON_PAGE_MARKDOWN_MAX},    \
    {                                                           \
        "optional", KEY_BOOLEAN, false, 0, 0                    \
    }

static const struct key SCALE_KEYS[] = {
    QUESTION_KEYS,
    {"min", KEY_INTEGER, true, 0, COURSE_SCALE_MAX},
    {"max", KEY_INTEGER, true, 0, COURSE_SCALE_MAX},
    {"from", KEY_LINE, true, 1, LABEL_MAX},
    {"to", KEY_LINE, true, 1, LABEL_MAX},
};
static const struct key CHOICES_KEYS[] = {
    QUESTION_KEYS,
    {"choices", KEY_ARRAY, true, 2, COURSE_SURVEY_CHOICES_MAX},
};
static const struct key TEXT_KEYS[] = {
    QUESTION_KEYS,
    {"max", KEY_INTEGER, false, 1, COURSE_SURVEY_TEXT_MAX},
};
static const struct key CHOICE_KEYS[] = {
    {"id", KEY_LINE, true, 0, 0},
    {"text", KEY_TEXT, true, 1, JSON_PAGE_MARKDOWN_MAX},
};

static enum status read_scale(const struct json_page *page, const struct place *place,
                              struct survey_question *question, struct error *error)
{
    (void)page;
    question->scale = (struct survey_scale){
        .min = (int)json_integer_value(json_object_get(place->json, "min")),
        .max = (int)json_integer_value(json_object_get(place->json, "max")),
        .from = place_text(place, "from"),
        .to = place_text(place, "to"),
    };
    if (question->scale.min < question->scale.max) {
        return STATUS_OK;
    }
    struct place max = place_member(place, "max");
    return place_fail(&max, error,
                      "the scale '%s' goes from %d to %d; 'max' must be more than 'min'",
                      question->id, question->scale.min, question->scale.max);
}

static enum status read_choices(const struct json_page *page, const struct place *place,
                                struct survey_question *question, struct error *error)
{
    struct place list = place_member(place, "choices");
    struct survey_choices *choices = &question->choices;
    struct json_page_letters letters = {.what = "choice", .owner = question->id};
    choices->list = ARENA_ARRAY(page->source->arena, struct survey_choice, place_count(&list));
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < place_count(&list); i++) {
        struct place element = place_element(&list, i);
        struct survey_choice *choice = &choices->list[choices->count++];
        status = KEYS_CHECK(&element, CHOICE_KEYS, error);
        if (status == STATUS_OK) {
            status = json_page_letter(&element, &letters, &choice->id, error);
        }
        if (status == STATUS_OK) {
            status = json_page_render(page, &element, "text", SHAPE_PHRASE, &choice->html, error);
        }
    }
    return status;
}

static enum status read_text(const struct json_page *page, const struct place *place,
                             struct survey_question *question, struct error *error)
{
    (void)page;
    (void)error;
    const json_t *max = json_object_get(place->json, "max");
    question->text_max = max != NULL ? (int)json_integer_value(max) : COURSE_SURVEY_TEXT_MAX;
    return STATUS_OK;
}

/* What a type of question may have, and who reads what only it has. */
static const struct survey_kind {
    enum survey_type type;
    const struct key *keys;
    size_t key_count;
    enum status (*read)(const struct json_page *page, const struct place *place,
                        struct survey_question *question, struct error *error);
} KINDS[] = {
    {SURVEY_SCALE, SCALE_KEYS, sizeof SCALE_KEYS / sizeof *SCALE_KEYS, read_scale},
    {SURVEY_SINGLE, CHOICES_KEYS, sizeof CHOICES_KEYS / sizeof *CHOICES_KEYS, read_choices},
    {SURVEY_MULTIPLE, CHOICES_KEYS, sizeof CHOICES_KEYS / sizeof *CHOICES_KEYS, read_choices},
    {SURVEY_TEXT, TEXT_KEYS, sizeof TEXT_KEYS / sizeof *TEXT_KEYS, read_text},
};

static const char *type_name(size_t row)
{
    return survey_type_name(KINDS[row].type);
}

static const struct question_types TYPES = {"a survey", type_name, sizeof KINDS / sizeof *KINDS};

/* How a question is answered, in words that are alike only if answers can be compared. */
static const char *meaning_of(struct arena *arena, const struct survey_question *question)
{
    const char *meaning = survey_type_name(question->type);
    if (question->type == SURVEY_SCALE) {
        return arena_print(arena, "%s from %d to %d", meaning, question->scale.min,
                           question->scale.max);
    }
    bool has_choices = question->type == SURVEY_SINGLE || question->type == SURVEY_MULTIPLE;
    for (size_t i = 0; has_choices && i < question->choices.count; i++) {
        meaning = arena_print(arena, "%s %s", meaning, question->choices.list[i].id);
    }
    return meaning;
}

/* A question of an instrument is one in learners' records, wherever it is asked. */
static enum status claim(const struct json_page *page, const struct place *place,
                         const struct survey_question *question, struct error *error)
{
    struct arena *arena = page->source->arena;
    const char *instrument = page->page->survey->instrument;
    const char *meaning = meaning_of(arena, question);
    const char *other =
        claims_add(page->source->claims,
                   arena_print(arena, "survey %s %s", instrument, question->id), meaning);
    return other == NULL
               ? STATUS_OK
               : place_fail(place, error,
                            "question '%s' of the instrument '%s' is '%s' here and '%s' in another "
                            "survey, so that answers cannot be compared; give one another id",
                            question->id, instrument, meaning, other);
}

static enum status check_id(const struct place *place, const struct survey *survey, const char *id,
                            struct error *error)
{
    for (size_t i = 0; i < survey->question_count; i++) {
        if (strcmp(survey->questions[i].id, id) == 0) {
            struct place member = place_member(place, "id");
            return place_fail(&member, error,
                              "question '%s' stands twice in the survey; ids must be unique", id);
        }
    }
    return STATUS_OK;
}

static enum status read_question(const struct json_page *page, const struct place *place,
                                 struct survey *survey, struct error *error)
{
    size_t row = 0;
    enum status status = question_type_find(place, &TYPES, &row, error);
    const struct survey_kind *kind = &KINDS[row];
    if (status == STATUS_OK) {
        status = keys_check(place, kind->keys, kind->key_count, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct survey_question *question = &survey->questions[survey->question_count];
    question->id = place_text(place, "id");
    question->type = kind->type;
    question->is_optional = json_is_true(json_object_get(place->json, "optional"));
    status = check_id(place, survey, question->id, error);
    survey->question_count++;
    if (status == STATUS_OK) {
        status = json_page_render(page, place, "text", SHAPE_BLOCKS, &question->html, error);
    }
    if (status == STATUS_OK) {
        status = kind->read(page, place, question, error);
    }
    return status == STATUS_OK ? claim(page, place, question, error) : status;
}

static enum status read_moment(const struct place *root, struct survey *survey, struct error *error)
{
    const char *moment = place_text(root, "moment");
    if (moment == NULL) {
        return STATUS_OK;
    }
    bool is_before = strcmp(moment, "before") == 0;
    if (!is_before && strcmp(moment, "after") != 0) {
        struct place member = place_member(root, "moment");
        return place_fail(&member, error, "a survey has no moment '%.60s'; use 'before' or 'after'",
                          moment);
    }
    survey->moment = is_before ? SURVEY_BEFORE : SURVEY_AFTER;
    return STATUS_OK;
}

static enum status read_survey(const struct json_page *page, const struct place *root,
                               struct error *error)
{
    struct survey *survey = ARENA_NEW(page->source->arena, struct survey);
    page->page->kind = PAGE_SURVEY;
    page->page->survey = survey;
    enum status status = KEYS_CHECK(root, SURVEY_KEYS, error);
    if (status == STATUS_OK) {
        status = json_page_begin(page, root, error);
    }
    if (status == STATUS_OK) {
        survey->instrument = place_text(root, "instrument");
        status = read_moment(root, survey, error);
    }
    struct place list = place_member(root, "questions");
    survey->questions =
        ARENA_ARRAY(page->source->arena, struct survey_question, place_count(&list));
    for (size_t i = 0; status == STATUS_OK && i < place_count(&list); i++) {
        struct place question = place_element(&list, i);
        status = read_question(page, &question, survey, error);
    }
    return status;
}

enum status survey_file_parse(const struct source *source, struct page *page, struct text text,
                              struct error *error)
{
    const struct json_page json = {.source = source, .page = page, .path = page->path};
    return json_page_parse(&json, text, read_survey, error);
}
