/* SPDX-License-Identifier: Apache-2.0 */

/* A page's file -> what is done on the page, by the kind of page. */
#include "cohort/outline_page.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "cohort/members.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACE_SIZE = 48, NUMBER_SIZE = 12 };

char *outline_iri_below(const char *iri, const char *middle, const char *name, size_t length)
{
    size_t size = strlen(iri) + strlen(middle) + length + 1;
    char *below = mem_zeroed(size, 1);
    (void)snprintf(below, size, "%s%s%.*s", iri, middle, (int)length, name);
    return below;
}

static void add(struct outline_list *list, const char *item)
{
    if (list->items == NULL) {
        list->items = mem_zeroed(OUTLINE_ANSWERS_MAX, sizeof *list->items);
    }
    if (list->count < OUTLINE_ANSWERS_MAX) {
        list->items[list->count++] = mem_copy_string(item);
    }
}

static void set_moment(struct outline_page *page, const char *moment)
{
    bool is_one = moment != NULL && (strcmp(moment, "before") == 0 || strcmp(moment, "after") == 0);
    page->moment = is_one ? mem_copy_string(moment) : NULL;
}

static enum status read_quiz(const json_t *json, const struct outline_place *place,
                             struct outline_page *page, struct error *error)
{
    (void)place;
    (void)error;
    page->is_judged = json_object_get(json, "pass_mark") != NULL;
    set_moment(page, json_string_value(json_object_get(json, "purpose")));
    return STATUS_OK;
}

static enum status read_scale(const json_t *json, struct outline_list *answers, const char *place,
                              struct error *error)
{
    json_int_t low = json_integer_value(json_object_get(json, "min"));
    json_int_t high = json_integer_value(json_object_get(json, "max"));
    if (low >= high || high - low >= OUTLINE_ANSWERS_MAX) {
        return FAIL(error, STATUS_INVALID, "%s: no scale goes from %d to %d", place, (int)low,
                    (int)high);
    }
    for (json_int_t i = low; i <= high; i++) {
        char number[NUMBER_SIZE];
        (void)snprintf(number, sizeof number, "%d", (int)i);
        add(answers, number);
    }
    return STATUS_OK;
}

static enum status read_choices(const json_t *json, struct outline_list *answers, const char *place,
                                struct error *error)
{
    const json_t *choices = NULL;
    enum status status = member_list(json, "choices", OUTLINE_ANSWERS_MAX, place, &choices, error);
    for (size_t i = 0; status == STATUS_OK && i < json_array_size(choices); i++) {
        const char *id = NULL;
        status = member_text(json_array_get(choices, i), "id", place, &id, error);
        if (status == STATUS_OK) {
            add(answers, id);
        }
    }
    return status;
}

/* What is to be typed is left out: nobody types. */
static enum status read_question(const json_t *json, struct outline_page *page, const char *place,
                                 struct error *error)
{
    const char *id = NULL;
    const char *type = NULL;
    enum status status = member_text(json, "id", place, &id, error);
    if (status == STATUS_OK) {
        status = member_text(json, "type", place, &type, error);
    }
    if (status != STATUS_OK || strcmp(type, "text") == 0) {
        return status;
    }
    struct outline_question *question = &page->questions[page->question_count++];
    question->iri = outline_iri_below(page->survey, "/questions/", id, strlen(id));
    question->is_scale = strcmp(type, "scale") == 0;
    return question->is_scale ? read_scale(json, &question->answers, place, error)
                              : read_choices(json, &question->answers, place, error);
}

static enum status read_survey(const json_t *json, const struct outline_place *place,
                               struct outline_page *page, struct error *error)
{
    const char *instrument = NULL;
    const json_t *questions = NULL;
    enum status status = member_text(json, "instrument", "", &instrument, error);
    if (status == STATUS_OK) {
        status = member_list(json, "questions", OUTLINE_QUESTIONS_MAX, "", &questions, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    set_moment(page, json_string_value(json_object_get(json, "moment")));
    page->survey =
        outline_iri_below(place->course_iri, "/surveys/", instrument, strlen(instrument));
    page->questions = mem_zeroed(json_array_size(questions), sizeof *page->questions);
    for (size_t i = 0; status == STATUS_OK && i < json_array_size(questions); i++) {
        char at[PLACE_SIZE];
        (void)snprintf(at, sizeof at, "/questions/%zu", i);
        status = read_question(json_array_get(questions, i), page, at, error);
    }
    return status;
}

static enum status read_scenario(const json_t *json, const struct outline_place *place,
                                 struct outline_page *page, struct error *error)
{
    (void)place;
    const json_t *steps = NULL;
    enum status status = member_list(json, "steps", OUTLINE_ANSWERS_MAX, "", &steps, error);
    for (size_t i = 0; status == STATUS_OK && i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        char at[PLACE_SIZE];
        const char *id = NULL;
        (void)snprintf(at, sizeof at, "/steps/%zu", i);
        status = member_text(step, "id", at, &id, error);
        if (status == STATUS_OK && json_object_get(step, "choices") == NULL) {
            add(&page->ends, id);
        }
    }
    if (status == STATUS_OK && page->ends.count == 0) {
        return FAIL(error, STATUS_INVALID, "/steps: none is without choices, so it has no end");
    }
    return status;
}

/* By the ending of a page's path; the others are text. */
struct page_row {
    const char *ending;
    enum outline_page_kind kind;
    enum status (*read)(const json_t *json, const struct outline_place *place,
                        struct outline_page *page, struct error *error);
};

static const struct page_row ROWS[] = {
    {".quiz.json", OUTLINE_QUIZ, read_quiz},
    {".scenario.json", OUTLINE_SCENARIO, read_scenario},
    {".survey.json", OUTLINE_SURVEY, read_survey},
};

static enum status read_file(const struct page_row *row, const struct outline_place *place,
                             struct outline_page *page, struct error *error)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(OUTLINE_FILE_MAX);
    AUTO(json_release) json_t *json = NULL;
    char *path = path_join(place->folder, place->path);
    enum status status = file_read(path, OUTLINE_FILE_MAX, &content, error);
    if (status == STATUS_OK) {
        status = json_read(buffer_text(&content), path, &json, error);
    }
    if (status == STATUS_OK) {
        status = row->read(json, place, page, error);
        if (status != STATUS_OK) {
            error_locate(error, "%s", path);
        }
    }
    free(path);
    return status;
}

/* A page's id is its file name up to the first '.'. */
enum status outline_page_read(const struct outline_place *place, struct outline_page *out,
                              struct error *error)
{
    const char *name = path_name(place->path);
    *out = (struct outline_page){
        .iri = outline_iri_below(place->module_iri, "/pages/", name, strcspn(name, ".")),
        .kind = OUTLINE_TEXT,
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (text_ends_with(text_of(place->path), ROWS[i].ending)) {
            out->kind = ROWS[i].kind;
            return read_file(&ROWS[i], place, out, error);
        }
    }
    return STATUS_OK;
}

static void list_finish(struct outline_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i]);
    }
    free(list->items);
}

void outline_page_finish(struct outline_page *page)
{
    for (size_t i = 0; i < page->question_count; i++) {
        free(page->questions[i].iri);
        list_finish(&page->questions[i].answers);
    }
    free(page->questions);
    list_finish(&page->ends);
    free(page->moment);
    free(page->survey);
    free(page->iri);
}
