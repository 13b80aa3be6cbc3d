/* SPDX-License-Identifier: Apache-2.0 */

/* The interchange files of AICC packages, and that no text can break their records. */
#include "formats/fixture.h"

#define LINE "\r\n"
#define AU_NAMES                                                                                   \
    "\"System_ID\",\"Type\",\"Command_Line\",\"File_Name\",\"Max_Score\",\"Mastery_Score\","       \
    "\"Max_Time_Allowed\",\"Time_Limit_Action\",\"System_Vendor\",\"Core_Vendor\",\"Web_Launch\"," \
    "\"AU_Password\"" LINE

static void aicc_describes_a_unit_a_module(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make(arena, "aicc", NULL);
    assert_string_equal(find(package, "course.au"), AU_NAMES
                        "\"A98774875\",\"lesson\",\"\",\"first-one.html\",\"\",\"\",\"\",\"\","
                        "\"ibest-pack\",\"\",\"\",\"\"" LINE
                        "\"A72669100\",\"lesson\",\"\",\"second.html\",\"100\",\"\",\"\",\"\","
                        "\"ibest-pack\",\"\",\"\",\"\"" LINE);
    assert_string_equal(find(package, "course.des"),
                        "\"System_ID\",\"Developer_ID\",\"Title\",\"Description\"" LINE
                        "\"A98774875\",\"first-one\",\"First & best\",\"About <it>.\"" LINE
                        "\"A72669100\",\"second\",\"Second\",\"More.\"" LINE);
    assert_string_equal(find(package, "course.cst"), "\"Block\",\"Member\",\"Member\"" LINE
                                                     "\"root\",\"A98774875\",\"A72669100\"" LINE);
    assert_non_null(strstr(find(package, "first-one.html"), "data-module=\"first-one\""));
    assert_non_null(strstr(find(package, "second.html"), "<title>Second</title>"));
}

static void aicc_course_file_has_its_groups_and_counts(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_string_equal(find(make(arena, "aicc", NULL), "course.crs"),
                        "[Course]" LINE "Course_Creator=Nobody" LINE "Course_ID=tiny_course" LINE
                        "Course_System=ibest-pack" LINE
                        "Course_Title=Tiny caf\xC3\xA9 \"course\"" LINE "Level=1" LINE
                        "Max_Fields_CST=3" LINE "Max_Fields_ORT=0" LINE "Total_AUs=2" LINE
                        "Total_Blocks=0" LINE "Total_Complex_Obj=0" LINE "Total_Objectives=0" LINE
                        "Version=4.0" LINE "[Course_Behavior]" LINE "Max_Normal=99" LINE
                        "[Course_Description]" LINE "Small." LINE);
    const char *one = find(make(arena, "aicc", &modules[1]), "course.crs");
    assert_non_null(strstr(one, "Course_ID=tiny_course_second" LINE));
    assert_non_null(strstr(one, "Max_Fields_CST=2" LINE));
}

static const char *find_with_text(struct arena *arena, const char *title, const char *description,
                                  const char *name)
{
    struct module *module = ARENA_NEW(arena, struct module);
    *module = modules[1];
    module->title = title;
    module->description = description;
    const struct package_request request = {
        .course = &COURSE, .module = module, .player = player()};
    struct package *package = NULL;
    assert_int_equal(package_make(format_find("aicc"), &request, arena, &package, NULL), STATUS_OK);
    return find(package, name);
}

static void aicc_texts_cannot_break_their_records(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *descriptors = find_with_text(arena, "a \"b\", c", "d\r\ne", "course.des");
    assert_non_null(strstr(descriptors, "\"second\",\"a 'b', c\",\"d  e\"" LINE));
    const char *course = find_with_text(arena, "2 = 1 + 1", "[Course]\nx", "course.crs");
    assert_non_null(strstr(course, "Course_Title=2 - 1 + 1" LINE));
    assert_non_null(strstr(course, "[Course_Description]" LINE "(Course] x" LINE));
}

static void aicc_fields_have_at_most_255_characters(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    char words[400] = {0};
    memset(words, 'w', sizeof words - 1);
    const char *whole = find_with_text(arena, "T", words, "course.des");
    assert_non_null(strstr(whole, arena_print(arena, "\"T\",\"%.255s\"" LINE, words)));
    static const char BLANK_AND_LETTER[] = {' ', '\xC3', '\xA9'};
    memcpy(words + 250, BLANK_AND_LETTER, sizeof BLANK_AND_LETTER);
    const char *cut = find_with_text(arena, "T", words, "course.des");
    assert_non_null(strstr(cut, arena_print(arena, "\"T\",\"%.250s\"" LINE, words)));
}

static void aicc_numbers_of_units_do_not_come_from_their_order(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_non_null(strstr(find(make(arena, "aicc", &modules[1]), "course.au"), "\"A72669100\""));
}

static void aicc_units_lie_where_the_content_is_served(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package_request request = {.course = &COURSE,
                                            .module = &modules[1],
                                            .player = player(),
                                            .content_url = "https://content.example.org/tiny/"};
    struct package *package = NULL;
    assert_int_equal(package_make(format_find("aicc"), &request, arena, &package, NULL), STATUS_OK);
    assert_non_null(
        strstr(find(package, "course.au"), "\"https://content.example.org/tiny/second.html\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aicc_describes_a_unit_a_module),
        cmocka_unit_test(aicc_course_file_has_its_groups_and_counts),
        cmocka_unit_test(aicc_texts_cannot_break_their_records),
        cmocka_unit_test(aicc_fields_have_at_most_255_characters),
        cmocka_unit_test(aicc_numbers_of_units_do_not_come_from_their_order),
        cmocka_unit_test(aicc_units_lie_where_the_content_is_served),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
