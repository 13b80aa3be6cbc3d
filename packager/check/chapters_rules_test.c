/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about chapters is broken once. */
#include "check/cases_fixture.h"

extern const struct check_family CHECK_CHAPTERS_FAMILY;

/* Chapters are long, may have no cue for a while, and are shown as a list: no rule for captions is
 * theirs. */
static const char *const CHAPTERS[] = {
    "index.html", CASE_HTML, "talk.chapters.vtt",
    "WEBVTT\n\n00:00.000 --> 00:01.000\n<b>Hurt</b>, and why it need not be harm at all\n\n"
    "00:01.000 --> 00:09.000\nHarm\n",
    NULL};

#define CHAPTER(rule_, old_, new_)                                                 \
    {                                                                              \
        .rule = (rule_), .file = "talk.chapters.vtt", .old = (old_), .new = (new_) \
    }

static const struct check_case CHAPTER_CASES[] = {
    CHAPTER("V-chapters", "WEBVTT", "1"),
    CHAPTER("V-chapters", "00:01.000 -->", "00:01,000 -->"),
    CHAPTER("V-chapters", "00:01.000 --> 00:09.000", "00:09.000 --> 00:01.000"),
    CHAPTER("V-chapters-order", "00:00.000 --> 00:01.000", "00:02.000 --> 00:03.000"),
    CHAPTER("V-chapters-overlap", "--> 00:01.000", "--> 00:01.500"),
    CHAPTER("V-chapters-title", "Harm\n", "<i></i>\n"),
};

static void each_rule_about_chapters_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_CHAPTERS_FAMILY, CHAPTER_CASES, CHAPTERS);
}

static void chapters_are_no_captions(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"talk.chapters.vtt", "Talk_Chapters.VTT",
                                        "chapters-talk.en.vtt"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const char *const files[] = {"index.html", CASE_HTML, NAMES[i], CHAPTERS[3], NULL};
        const struct check_case none = {.rule = "none"};
        assert_int_equal(case_check(&none, files, NULL, arena)->finding_count, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_chapters_can_be_broken),
        cmocka_unit_test(chapters_are_no_captions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
