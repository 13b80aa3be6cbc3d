/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about the weight and movement of pictures is broken once. */
#include "check/cases_fixture.h"
#include "media/film_fixture.h"

extern const struct check_family CHECK_PICTURE_FAMILY;

static struct text jpeg(struct arena *arena, uint16_t width, uint16_t height, size_t weight)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    put_jpeg(&bytes, width, height, weight);
    return (struct text){arena_copy(arena, buffer_text(&bytes)), bytes.length};
}

static struct text gif(struct arena *arena, uint16_t hundredths, uint16_t plays)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    put_gif(&bytes, hundredths, plays);
    return (struct text){arena_copy(arena, buffer_text(&bytes)), bytes.length};
}

static void each_rule_about_pictures_can_be_broken(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case cases[] = {
        {.rule = "M-pixels", .added = "a.jpg", .bytes = jpeg(arena, 4032, 3024, 0)},
        {.rule = "M-pixels", .added = "a.jpg", .bytes = jpeg(arena, 1600, 4000, 0)},
        {.rule = "M-bytes", .added = "a.jpg", .bytes = jpeg(arena, 1600, 1200, 2000000)},
        {.rule = "M-moving", .added = "a.gif", .bytes = gif(arena, 10, 0)},
        {.rule = "M-moving", .added = "a.gif", .bytes = gif(arena, 300, 1)},
    };
    CASES_ASSERT(&CHECK_PICTURE_FAMILY, cases, CASE_TINCAN);
}

static void good_pictures_have_no_finding(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case cases[] = {
        {.added = "a.jpg", .bytes = jpeg(arena, 1600, 1200, 200000)},
        {.added = "a.gif", .bytes = gif(arena, 100, 1)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(case_check(&cases[i], CASE_TINCAN, NULL, arena)->finding_count, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_pictures_can_be_broken),
        cmocka_unit_test(good_pictures_have_no_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
