/* SPDX-License-Identifier: Apache-2.0 */

/* Reads a scenario, then follows its choices: nobody may miss a step that an author wrote, nor be
 * led into steps without an end. */
#include "source/scenario_file.h"

#include "base/arena.h"
#include "course/course.h"
#include "course/scenario.h"
#include "source/files.h"
#include "source/json_page.h"

#include <string.h>

static const struct key SCENARIO_KEYS[] = {
    JSON_PAGE_KEYS,
    {"steps", KEY_ARRAY, true, 2, COURSE_STEPS_MAX},
};
static const struct key STEP_KEYS[] = {
    {"id", KEY_ID, true, 0, 0},
    {"text", KEY_TEXT, true, 1, JSON_PAGE_MARKDOWN_MAX},
    {"choices", KEY_ARRAY, false, 2, COURSE_STEP_CHOICES_MAX},
};
static const struct key CHOICE_KEYS[] = {
    {"id", KEY_LINE, true, 0, 0},
    {"text", KEY_TEXT, true, 1, JSON_PAGE_MARKDOWN_MAX},
    {"feedback", KEY_TEXT, false, 1, JSON_PAGE_MARKDOWN_MAX},
    {"to", KEY_ID, true, 0, 0},
};

static enum status read_choice(const struct json_page *page, const struct place *place,
                               struct json_page_letters *letters, struct step_choice *choice,
                               struct error *error)
{
    enum status status = KEYS_CHECK(place, CHOICE_KEYS, error);
    if (status == STATUS_OK) {
        choice->to = place_text(place, "to");
        status = json_page_letter(place, letters, &choice->id, error);
    }
    if (status == STATUS_OK) {
        status = json_page_render(page, place, "text", SHAPE_PHRASE, &choice->html, error);
    }
    return status == STATUS_OK ? json_page_render(page, place, "feedback", SHAPE_BLOCKS,
                                                  &choice->feedback_html, error)
                               : status;
}

static enum status read_step(const struct json_page *page, const struct place *place,
                             struct scenario *scenario, struct error *error)
{
    enum status status = KEYS_CHECK(place, STEP_KEYS, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct step *step = &scenario->steps[scenario->step_count];
    step->id = place_text(place, "id");
    if (scenario_find_step(scenario, step->id) != NULL) {
        struct place member = place_member(place, "id");
        return place_fail(&member, error, "step '%s' stands twice; ids must be unique", step->id);
    }
    scenario->step_count++;
    status = json_page_render(page, place, "text", SHAPE_BLOCKS, &step->html, error);
    struct place list = place_member(place, "choices");
    struct json_page_letters letters = {.what = "choice", .owner = step->id};
    step->choices = ARENA_ARRAY(page->source->arena, struct step_choice, place_count(&list));
    for (size_t i = 0; status == STATUS_OK && i < place_count(&list); i++) {
        struct place choice = place_element(&list, i);
        status = read_choice(page, &choice, &letters, &step->choices[step->choice_count++], error);
    }
    return status;
}

/* One scenario being followed. */
struct steps {
    const struct scenario *scenario;
    struct place list; /* of its steps in the file */
};

static struct place place_of_choice(const struct steps *steps, size_t step, size_t choice)
{
    struct place place = place_element(&steps->list, step);
    struct place choices = place_member(&place, "choices");
    return place_element(&choices, choice);
}

static enum status check_targets(const struct steps *steps, struct error *error)
{
    for (size_t i = 0; i < steps->scenario->step_count; i++) {
        const struct step *step = &steps->scenario->steps[i];
        for (size_t j = 0; j < step->choice_count; j++) {
            if (scenario_find_step(steps->scenario, step->choices[j].to) == NULL) {
                struct place choice = place_of_choice(steps, i, j);
                struct place to = place_member(&choice, "to");
                return place_fail(&to, error,
                                  "choice '%s' of step '%s' leads to '%s', which is no step; write "
                                  "the id of one",
                                  step->choices[j].id, step->id, step->choices[j].to);
            }
        }
    }
    return STATUS_OK;
}

static size_t index_of(const struct scenario *scenario, const char *id)
{
    return (size_t)(scenario_find_step(scenario, id) - scenario->steps);
}

/* Marks where the choices of marked steps lead, once. True if any of these is new. */
static bool mark_onwards(const struct scenario *scenario, bool *is_reached)
{
    bool is_new = false;
    for (size_t i = 0; i < scenario->step_count; i++) {
        const struct step *step = &scenario->steps[i];
        for (size_t j = 0; is_reached[i] && j < step->choice_count; j++) {
            size_t to = index_of(scenario, step->choices[j].to);
            is_new = is_new || !is_reached[to];
            is_reached[to] = true;
        }
    }
    return is_new;
}

/* Marks the steps with a choice that leads to a marked one, once. True if any of these is new. */
static bool mark_backwards(const struct scenario *scenario, bool *has_end)
{
    bool is_new = false;
    for (size_t i = 0; i < scenario->step_count; i++) {
        const struct step *step = &scenario->steps[i];
        for (size_t j = 0; !has_end[i] && j < step->choice_count; j++) {
            has_end[i] = has_end[index_of(scenario, step->choices[j].to)];
            is_new = is_new || has_end[i];
        }
    }
    return is_new;
}

static enum status check_reach(const struct steps *steps, struct error *error)
{
    bool is_reached[COURSE_STEPS_MAX] = {true};
    while (mark_onwards(steps->scenario, is_reached)) {
    }
    for (size_t i = 0; i < steps->scenario->step_count; i++) {
        if (!is_reached[i]) {
            struct place place = place_element(&steps->list, i);
            return place_fail(&place, error,
                              "nobody reaches step '%s'; have a choice lead to it, or drop it",
                              steps->scenario->steps[i].id);
        }
    }
    return STATUS_OK;
}

static enum status check_ends(const struct steps *steps, struct error *error)
{
    bool has_end[COURSE_STEPS_MAX] = {false};
    for (size_t i = 0; i < steps->scenario->step_count; i++) {
        has_end[i] = steps->scenario->steps[i].choice_count == 0;
    }
    while (mark_backwards(steps->scenario, has_end)) {
    }
    for (size_t i = 0; i < steps->scenario->step_count; i++) {
        if (!has_end[i]) {
            struct place place = place_element(&steps->list, i);
            return place_fail(&place, error,
                              "no end can be reached from step '%s'; have a choice lead to a step "
                              "without choices",
                              steps->scenario->steps[i].id);
        }
    }
    return STATUS_OK;
}

static enum status read_scenario(const struct json_page *page, const struct place *root,
                                 struct error *error)
{
    struct scenario *scenario = ARENA_NEW(page->source->arena, struct scenario);
    page->page->kind = PAGE_SCENARIO;
    page->page->scenario = scenario;
    const struct steps steps = {.scenario = scenario, .list = place_member(root, "steps")};
    enum status status = KEYS_CHECK(root, SCENARIO_KEYS, error);
    if (status == STATUS_OK) {
        status = json_page_begin(page, root, error);
    }
    scenario->steps = ARENA_ARRAY(page->source->arena, struct step, place_count(&steps.list));
    for (size_t i = 0; status == STATUS_OK && i < place_count(&steps.list); i++) {
        struct place step = place_element(&steps.list, i);
        status = read_step(page, &step, scenario, error);
    }
    if (status == STATUS_OK) {
        status = check_targets(&steps, error);
    }
    if (status == STATUS_OK) {
        status = check_reach(&steps, error);
    }
    return status == STATUS_OK ? check_ends(&steps, error) : status;
}

enum status scenario_file_parse(const struct source *source, struct page *page, struct text text,
                                struct error *error)
{
    const struct json_page json = {.source = source, .page = page, .path = page->path};
    return json_page_parse(&json, text, read_scenario, error);
}
