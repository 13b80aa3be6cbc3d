/* SPDX-License-Identifier: Apache-2.0 */

/* Writes questions. */
#include "formats/question_script.h"

#include "base/arena.h"
#include "course/quiz.h"
#include "formats/script_json.h"
#include "formats/shuffle.h"

static json_t *choices_json(const struct choices *choices)
{
    json_t *array = json_array();
    for (size_t i = 0; i < choices->count; i++) {
        const struct choice *choice = &choices->list[i];
        script_append(array,
                      script_checked(json_pack("{s:s, s:s, s:b, s:s*}", "id", choice->id, "html",
                                               choice->html, "correct", choice->is_correct,
                                               "feedback_html", choice->feedback_html)));
    }
    return array;
}

static json_t *item_json(const char *id, const char *html)
{
    return script_checked(json_pack("{s:s, s:s}", "id", id, "html", html));
}

/* What sources can be matched with: the pairs' matches, then the distractors. */
struct targets {
    const char *names[COURSE_PAIRS_MAX + COURSE_DISTRACTORS_MAX];
    const char *html[COURSE_PAIRS_MAX + COURSE_DISTRACTORS_MAX];
    size_t count;
};

/* Distractors have no ids of their own; digits are unlike the letters of pairs. */
static struct targets targets_of(struct arena *arena, const struct matching *matching)
{
    struct targets targets = {0};
    for (size_t i = 0; i < matching->pair_count; i++) {
        targets.names[targets.count] = matching->pairs[i].id;
        targets.html[targets.count++] = matching->pairs[i].match_html;
    }
    for (size_t i = 0; i < matching->distractor_count; i++) {
        targets.names[targets.count] = arena_print(arena, "%zu", i);
        targets.html[targets.count++] = matching->distractors[i];
    }
    return targets;
}

/* SCORM 1.2 wants one letter or digit for each part of a match: targets are "1" to "f". */
static void set_matching(struct arena *arena, json_t *json, const struct question *question)
{
    const struct matching *matching = &question->matching;
    const struct targets targets = targets_of(arena, matching);
    size_t order[COURSE_PAIRS_MAX + COURSE_DISTRACTORS_MAX];
    shuffle(question->id, targets.names, targets.count, order);
    json_t *sources = json_array();
    for (size_t i = 0; i < matching->pair_count; i++) {
        script_append(sources, item_json(matching->pairs[i].id, matching->pairs[i].html));
    }
    json_t *list = json_array();
    json_t *correct = json_object();
    for (size_t i = 0; i < targets.count; i++) {
        const char *id = arena_print(arena, "%zx", i + 1);
        script_append(list, item_json(id, targets.html[order[i]]));
        if (order[i] < matching->pair_count) {
            script_set(correct, matching->pairs[order[i]].id, script_checked(json_string(id)));
        }
    }
    script_set(json, "sources", sources);
    script_set(json, "targets", list);
    script_set(json, "correct", correct);
}

static void set_ordering(json_t *json, const struct question *question)
{
    const struct ordering *ordering = &question->ordering;
    const char *names[COURSE_ITEMS_MAX];
    size_t order[COURSE_ITEMS_MAX];
    json_t *correct = json_array();
    for (size_t i = 0; i < ordering->count; i++) {
        names[i] = ordering->items[i].id;
        script_append(correct, script_checked(json_string(names[i])));
    }
    shuffle(question->id, names, ordering->count, order);
    json_t *items = json_array();
    for (size_t i = 0; i < ordering->count; i++) {
        const struct item *item = &ordering->items[order[i]];
        script_append(items, item_json(item->id, item->html));
    }
    script_set(json, "items", items);
    script_set(json, "correct", correct);
}

static void set_feedback_wrong(json_t *json, const char *html)
{
    if (html != NULL) {
        script_set(json, "feedback_wrong_html", script_checked(json_string(html)));
    }
}

static void set_numeric(json_t *json, const struct numeric *numeric)
{
    script_set(json, "answer", script_number(numeric->answer));
    script_set(json, "tolerance", script_number(numeric->tolerance));
    if (numeric->unit != NULL) {
        script_set(json, "unit", script_checked(json_string(numeric->unit)));
    }
    set_feedback_wrong(json, numeric->feedback_wrong_html);
}

static void set_text(json_t *json, const struct short_text *text)
{
    json_t *answers = json_array();
    for (size_t i = 0; i < text->count; i++) {
        script_append(answers, script_checked(json_string(text->answers[i])));
    }
    script_set(json, "answers", answers);
    set_feedback_wrong(json, text->feedback_wrong_html);
}

static void set_answers(struct arena *arena, json_t *json, const struct question *question)
{
    switch (question->type) {
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
    case QUESTION_TRUE_FALSE:
        script_set(json, "choices", choices_json(&question->choices));
        return;
    case QUESTION_MATCHING:
        set_matching(arena, json, question);
        return;
    case QUESTION_ORDERING:
        set_ordering(json, question);
        return;
    case QUESTION_NUMERIC:
        set_numeric(json, &question->numeric);
        return;
    case QUESTION_TEXT:
        set_text(json, &question->text);
        return;
    }
}

json_t *question_script(struct arena *arena, const struct question *question, const char *iri)
{
    json_t *json =
        script_checked(json_pack("{s:s, s:s, s:s, s:s}", "id", question->id, "iri", iri, "type",
                                 question_type_name(question->type), "html", question->html));
    set_answers(arena, json, question);
    if (question->feedback_html != NULL) {
        script_set(json, "feedback_html", script_checked(json_string(question->feedback_html)));
    }
    return json;
}
