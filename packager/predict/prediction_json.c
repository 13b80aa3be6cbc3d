/* SPDX-License-Identifier: Apache-2.0 */

/* A prediction for programs: all units, with the sources of what is known of the LMS. */
#include "predict/prediction.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/printable.h"
#include "opened/opened.h"
#include "opened/structure.h"
#include "predict/conduct.h"

#include <stdlib.h>

/* Left out if it is NULL. What is not UTF-8 is written out, as JSON cannot hold it. */
static void set(json_t *object, const struct opened *opened, const char *key, const char *text)
{
    if (text != NULL) {
        const char *shown =
            text_is_utf8(text_of(text)) ? text : printable(opened->arena, text_of(text));
        (void)json_object_set_new(object, key, json_string(shown));
    }
}

static json_t *answer_json(const struct opened *opened, const struct predict_answer *answer)
{
    json_t *json = json_object();
    set(json, opened, "shows", answer->text);
    set(json, opened, "mark", target_mark_name(answer->mark));
    set(json, opened, "reason", answer->reason);
    set(json, opened, "source", answer->source);
    return json;
}

static json_t *unit_json(const struct opened *opened, const struct predicted_unit *unit)
{
    json_t *json = json_object();
    set(json, opened, "id", unit->unit->id);
    set(json, opened, "title", unit->unit->title);
    json_t *situations = json_array();
    for (size_t i = 0; i < PREDICT_SITUATIONS; i++) {
        if (!unit->applies[i]) {
            continue;
        }
        json_t *situation = json_object();
        set(situation, opened, "situation", predict_situation_title((enum predict_situation)i));
        for (size_t j = 0; j < PREDICT_QUESTIONS; j++) {
            (void)json_object_set_new(situation, predict_question_name((enum predict_question)j),
                                      answer_json(opened, &unit->answers[i][j]));
        }
        (void)json_array_append_new(situations, situation);
    }
    (void)json_object_set_new(json, "situations", situations);
    return json;
}

static json_t *format_json(const struct opened *opened, const struct prediction *prediction)
{
    json_t *json = json_object();
    set(json, opened, "format", prediction->structure->format->name);
    (void)json_object_set_new(
        json, "is_taken",
        prediction->mark == TARGET_UNKNOWN ? json_null() : json_boolean(prediction->is_taken));
    set(json, opened, "mark", target_mark_name(prediction->mark));
    json_t *units = json_array();
    for (size_t i = 0; i < prediction->unit_count; i++) {
        (void)json_array_append_new(units, unit_json(opened, &prediction->units[i]));
    }
    (void)json_object_set_new(json, "units", units);
    return json;
}

enum status prediction_json(const struct opened *opened, const struct conduct *conduct,
                            const struct target *lms, struct text *out, struct error *error)
{
    AUTO(json_release) json_t *json = json_object();
    set(json, opened, "name", opened->name);
    set(json, opened, "lms", lms->id);
    (void)json_object_set_new(json, "is_ours", json_boolean(conduct->is_ours));
    set(json, opened, "version", conduct->version);
    json_t *formats = json_array();
    for (const struct prediction *one = predict(opened, conduct, lms); one != NULL;
         one = one->next) {
        (void)json_array_append_new(formats, format_json(opened, one));
    }
    (void)json_object_set_new(json, "formats", formats);
    AUTO(free) char *dumped = json_dumps(json, JSON_INDENT(2));
    if (dumped == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the prediction is no JSON");
    }
    *out = text_of(arena_print(opened->arena, "%s\n", dumped));
    return STATUS_OK;
}
