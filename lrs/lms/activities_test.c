/* SPDX-License-Identifier: Apache-2.0 */

/* Names mean activities, and what is told by hand goes before what statements say. */
#include "lms/activities.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void add(struct lms_activities *activities, const char *name, const char *id,
                enum lms_activity_source source)
{
    const struct lms_activity activity = {.id = text_of(id)};
    lms_activities_add(activities, text_of(name), &activity, source);
}

/* The id that a name means; "" for none, "?" for several. */
static const char *meaning(const struct lms_activities *activities, const char *name)
{
    bool ambiguous = false;
    const struct lms_activity *found = lms_activities_find(activities, text_of(name), &ambiguous);
    return ambiguous ? "?" : found == NULL ? "" : found->id.data;
}

static void names_are_found_however_they_are_written(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct lms_activities *activities = lms_activities_create(arena);
    assert_string_equal(meaning(activities, "Back pain"), "");
    add(activities, "Back  Pain", "https://example.org/c", LMS_BY_HAND);
    add(activities, "", "https://example.org/d", LMS_BY_STATEMENTS);
    lms_activities_sort(activities);
    assert_string_equal(meaning(activities, " back pain\t"), "https://example.org/c");
    assert_string_equal(meaning(activities, "https://example.org/c"), "https://example.org/c");
    assert_string_equal(meaning(activities, "https://example.org/d"), "https://example.org/d");
    assert_string_equal(meaning(activities, "backpain"), "");
    assert_string_equal(meaning(activities, ""), "");
}

static void several_of_one_name_are_ambiguous_unless_one_is_told_by_hand(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct lms_activities *activities = lms_activities_create(arena);
    add(activities, "Introduction", "https://example.org/1", LMS_BY_STATEMENTS);
    add(activities, "Introduction", "https://example.org/2", LMS_BY_STATEMENTS);
    add(activities, "Same", "https://example.org/3", LMS_BY_STATEMENTS);
    add(activities, "Same", "https://example.org/3", LMS_BY_STATEMENTS);
    lms_activities_sort(activities);
    assert_string_equal(meaning(activities, "introduction"), "?");
    assert_string_equal(meaning(activities, "same"), "https://example.org/3");
    add(activities, "Introduction", "https://example.org/4", LMS_BY_HAND);
    lms_activities_sort(activities);
    assert_string_equal(meaning(activities, "introduction"), "https://example.org/4");
}

static void the_most_alike_is_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct lms_activities *activities = lms_activities_create(arena);
    add(activities, "Back pain", "https://example.org/c", LMS_BY_HAND);
    add(activities, "Fire safety", "https://example.org/f", LMS_BY_HAND);
    lms_activities_sort(activities);
    assert_true(text_is(lms_activities_nearest(activities, text_of("back pian")), "Back pain"));
    assert_int_equal(lms_activities_nearest(activities, text_of("Infection control")).length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_however_they_are_written),
        cmocka_unit_test(several_of_one_name_are_ambiguous_unless_one_is_told_by_hand),
        cmocka_unit_test(the_most_alike_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
