/* SPDX-License-Identifier: Apache-2.0 */

/* Each part of the player's text is counted with the width that the player gives it. */
#include "check/own_state.h"

#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static json_t *parse(const char *text)
{
    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    return json;
}

/* The length for a module of a text page and `page`. */
static size_t length_with(const char *completion, const char *page)
{
    AUTO(json_release)
    json_t *module = json_pack("{s:[{s:s},o],s:o}", "pages", "kind", "text", parse(page),
                               "completion", parse(completion));
    assert_non_null(module);
    struct own_state state = {0};
    own_state_add(&state, module);
    return own_state_length(&state);
}

/* How many characters more that is than with another text page. */
static size_t added(const char *completion, const char *page)
{
    return length_with(completion, page) - length_with("{}", "{}");
}

static void a_page_takes_a_bit_when_done_and_one_when_seen(void **state)
{
    (void)state;
    struct own_state many = {.pages = 12};
    struct own_state more = {.pages = 13};
    assert_int_equal(own_state_length(&more) - own_state_length(&many), 2);
}

/* A text of one page as core/codec.mjs frames it, each field at its longest. */
static void the_frame_has_room_for_the_day_of_completion(void **state)
{
    (void)state;
    static const char TEXT[] = "3.1z141z3.0123456789abcdef.1.0123456789abcdef0123456789abcdef"
                               ".B.zzz.....B.0:";
    struct own_state one = {.pages = 1};
    assert_int_equal(own_state_length(&one), strlen(TEXT));
}

/* Seven bits of a score, eight of attempts. */
static void a_quiz_takes_its_score_and_its_attempts_where_they_matter(void **state)
{
    (void)state;
    assert_int_equal(added("{}", "{\"quiz\":{}}"), 2);
    assert_int_equal(added("{}", "{\"quiz\":{\"attempts\":3}}"), 2 + 2);
    assert_int_equal(added("{}", "{\"quiz\":{\"draw\":3}}"), 2 + 2);
    assert_int_equal(added("{\"quizzes\":\"attempted\"}", "{\"quiz\":{}}"), 2 + 2);
    assert_int_equal(added("{\"quizzes\":\"passed\"}", "{\"quiz\":{}}"), 2);
}

static void a_video_takes_its_parts_where_they_have_to_be_watched(void **state)
{
    (void)state;
    assert_int_equal(added("{\"videos\":80}", "{\"video\":{\"src\":\"a.mp4\"}}"), 11);
    assert_int_equal(added("{\"videos\":0}", "{\"video\":{\"src\":\"a.mp4\"}}"), 0);
    assert_int_equal(added("{\"videos\":80}", "{\"video\":{}}"), 0);
}

/* Six bits of how many, three of each choice up to the last step. */
static void a_scenario_takes_a_walk_through_all_its_steps(void **state)
{
    (void)state;
    assert_int_equal(added("{}", "{\"scenario\":{\"steps\":[1,2,3,4,5]}}"), 3);
    assert_int_equal(added("{}", "{\"scenario\":{\"steps\":[]}}"), 1);
}

static void answers_not_yet_sent_take_what_their_types_need(void **state)
{
    (void)state;
    static const struct {
        const char *question;
        size_t digits;
    } CASES[] = {
        {"{\"type\":\"single\",\"choices\":[1,2,3,4,5,6,7]}", 2},
        {"{\"type\":\"matching\",\"sources\":[1,2,3],\"targets\":[1,2,3,4]}", 2},
        {"{\"type\":\"ordering\",\"items\":[1,2,3,4]}", 3},
        {"{\"type\":\"scale\",\"min\":0,\"max\":10}", 1},
        {"{\"type\":\"numeric\"}", 56},
        {"{\"type\":\"text\",\"answers\":[\"a\"]}", 269},
        {"{\"type\":\"text\",\"max\":1000}", 1336},
        {"{\"type\":\"text\",\"max\":-1}", 269},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char page[200];
        (void)snprintf(page, sizeof page, "{\"survey\":{\"questions\":[%s]}}", CASES[i].question);
        assert_int_equal(added("{}", page), CASES[i].digits);
    }
}

static void of_several_pages_the_one_with_most_answers_counts(void **state)
{
    (void)state;
    AUTO(json_release)
    json_t *module =
        parse("{\"pages\":[{\"survey\":{\"questions\":[{\"choices\":[1,2,3,4,5,6,7]}]}},"
              "{\"survey\":{\"questions\":[{\"choices\":[1]}]}}]}");
    struct own_state both = {0};
    own_state_add(&both, module);
    assert_int_equal(own_state_draft_length(&both), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_frame_has_room_for_the_day_of_completion),
        cmocka_unit_test(a_page_takes_a_bit_when_done_and_one_when_seen),
        cmocka_unit_test(a_quiz_takes_its_score_and_its_attempts_where_they_matter),
        cmocka_unit_test(a_video_takes_its_parts_where_they_have_to_be_watched),
        cmocka_unit_test(a_scenario_takes_a_walk_through_all_its_steps),
        cmocka_unit_test(answers_not_yet_sent_take_what_their_types_need),
        cmocka_unit_test(of_several_pages_the_one_with_most_answers_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
