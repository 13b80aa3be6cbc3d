/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of questions in the course script: what the player is told of each type. */
#include "formats/question_script.h"

#include "base/arena.h"
#include "base/json.h"
#include "course/quiz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct pair pairs[] = {
    {"a", "blue", "sky"}, {"b", "green", "grass"}, {"c", "white", "snow"}};
static const char *distractors[] = {"coal", "night"};
static struct item items[] = {{"a", "one"}, {"b", "two"}, {"c", "three"}, {"d", "four"}};
static const char *answers[] = {"red", "blue"};

static json_t *written(const struct question *question)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    return question_script(arena, question, "https://example.org/q");
}

static const char *html_of(const json_t *list, const char *id)
{
    size_t index;
    const json_t *element;
    json_array_foreach (list, index, element) {
        if (strcmp(json_string_value(json_object_get(element, "id")), id) == 0) {
            return json_string_value(json_object_get(element, "html"));
        }
    }
    fail_msg("there is no '%s'", id);
    return NULL;
}

static void each_source_is_told_its_target(void **state)
{
    (void)state;
    const struct question question = {
        .id = "q", .type = QUESTION_MATCHING, .html = "", .matching = {pairs, 3, distractors, 2}};
    AUTO(json_release) json_t *json = written(&question);
    assert_string_equal(json_string_value(json_object_get(json, "type")), "matching");
    const json_t *targets = json_object_get(json, "targets");
    const json_t *correct = json_object_get(json, "correct");
    assert_int_equal(json_array_size(json_object_get(json, "sources")), 3);
    assert_int_equal(json_array_size(targets), 5);
    assert_int_equal(json_object_size(correct), 3);
    for (size_t i = 0; i < 3; i++) {
        const char *id = json_string_value(json_object_get(correct, pairs[i].id));
        assert_string_equal(html_of(targets, id), pairs[i].match_html);
        assert_int_equal(strlen(id), 1);
    }
    assert_non_null(html_of(targets, "5"));
}

static void what_is_to_be_ordered_is_not_shown_in_order(void **state)
{
    (void)state;
    const struct question question = {
        .id = "q", .type = QUESTION_ORDERING, .html = "", .ordering = {items, 4}};
    AUTO(json_release) json_t *json = written(&question);
    const json_t *shown = json_object_get(json, "items");
    const json_t *correct = json_object_get(json, "correct");
    size_t in_place = 0;
    for (size_t i = 0; i < 4; i++) {
        const char *id = json_string_value(json_array_get(correct, i));
        assert_string_equal(id, items[i].id);
        assert_string_equal(html_of(shown, id), items[i].html);
        const json_t *at = json_object_get(json_array_get(shown, i), "id");
        in_place += strcmp(json_string_value(at), id) == 0;
    }
    assert_int_not_equal(in_place, 4);
}

static void a_new_wording_changes_no_order(void **state)
{
    (void)state;
    struct question question = {
        .id = "q", .type = QUESTION_ORDERING, .html = "", .ordering = {items, 4}};
    AUTO(json_release) json_t *before = written(&question);
    struct item reworded[] = {{"a", "I"}, {"b", "II"}, {"c", "III"}, {"d", "IV"}};
    question.ordering.items = reworded;
    AUTO(json_release) json_t *after = written(&question);
    for (size_t i = 0; i < 4; i++) {
        const json_t *old = json_array_get(json_object_get(before, "items"), i);
        const json_t *new = json_array_get(json_object_get(after, "items"), i);
        assert_true(json_equal(json_object_get(old, "id"), json_object_get(new, "id")));
    }
}

static void numbers_are_written_as_short_as_they_are(void **state)
{
    (void)state;
    const struct question question = {
        .id = "q",
        .type = QUESTION_NUMERIC,
        .html = "",
        .numeric = {.answer = -3, .tolerance = 0.5, .unit = "kg", .feedback_wrong_html = "No"}};
    AUTO(json_release) json_t *json = written(&question);
    AUTO(free) char *dumped = json_dumps(json, JSON_COMPACT);
    assert_non_null(strstr(dumped, "\"answer\":-3,\"tolerance\":0.5,\"unit\":\"kg\","
                                   "\"feedback_wrong_html\":\"No\"}"));
}

static void a_text_has_all_its_answers_and_no_more_than_it_has(void **state)
{
    (void)state;
    const struct question question = {
        .id = "q", .type = QUESTION_TEXT, .html = "", .text = {.answers = answers, .count = 2}};
    AUTO(json_release) json_t *json = written(&question);
    assert_int_equal(json_array_size(json_object_get(json, "answers")), 2);
    assert_null(json_object_get(json, "feedback_wrong_html"));
    assert_null(json_object_get(json, "feedback_html"));
    assert_null(json_object_get(json, "choices"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_source_is_told_its_target),
        cmocka_unit_test(what_is_to_be_ordered_is_not_shown_in_order),
        cmocka_unit_test(a_new_wording_changes_no_order),
        cmocka_unit_test(numbers_are_written_as_short_as_they_are),
        cmocka_unit_test(a_text_has_all_its_answers_and_no_more_than_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
