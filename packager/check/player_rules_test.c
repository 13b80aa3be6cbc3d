/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about video and sound is broken once, and some are not that might seem so. */
#include "check/page_fixture.h"
#include "media/film_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_PLAYER_FAMILY;

#define TRACK "<track kind=\"captions\" srclang=\"en\" src=\"media/captions\">"
#define VIDEO "<video controls>"
#define TRANSCRIPT "<p><a href=\"transcript.html\">Transcript</a></p>"

static const struct check_case CASES[] = {
    {.rule = "A11Y-captions", PAGE, .old = TRACK, .new = ""},
    {.rule = "A11Y-captions", PAGE, .old = "kind=\"captions\"", .new = "kind=\"chapters\""},
    {.rule = "A11Y-captions", PAGE, .old = " src=\"media/captions\"", .new = ""},
    {.rule = "A11Y-track-language", PAGE, .old = " srclang=\"en\"", .new = ""},
    {.rule = "A11Y-track-kind",
     PAGE,
     .old = TRACK,
     .new = TRACK "<track kind=\"caption\" srclang=\"en\" src=\"media/captions\">"},
    {.rule = "A11Y-transcript", PAGE, .old = TRANSCRIPT, .new = ""},
    {.rule = "A11Y-autoplay", PAGE, .old = VIDEO, .new = "<video controls autoplay>"},
    {.rule = "A11Y-autoplay",
     PAGE,
     .old = VIDEO,
     .new = "<audio src=\"media/film\" autoplay></audio>" VIDEO},
    {.rule = "A11Y-controls", PAGE, .old = VIDEO, .new = "<video>"},
};

static const struct good_change GOOD[] = {
    {"kind=\"captions\"", "kind=\"subtitles\""},
    {"kind=\"captions\" ", ""},
    {VIDEO, "<video controls autoplay muted>"},
    {TRACK "</video>", TRACK "</video><video muted loop autoplay src=\"media/film\"></video>"},
    {TRACK "</video>", TRACK "</video><video id=\"later\"></video>"},
    {VIDEO, "<script src=\"script.js\"></script><video>"},
    {TRANSCRIPT, "<details><summary>Read the TRANSCRIPT</summary></details>"},
};

static void each_rule_about_video_and_sound_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_PLAYER_FAMILY, CASES, CASE_PAGE);
}

/* What is told of a film with sound, in a page, with or without captions of its name. */
static const char *told_of_film(const char *video, const char *captions, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    put_film(&bytes, &(struct film)FILM_INIT);
    const char *page =
        arena_print(arena, "<!DOCTYPE html><html lang=\"en\"><title>A</title>%s transcript", video);
    const char *const files[] = {"index.html", page, captions,
                                 "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n", NULL};
    const struct check_case one = {
        .rule = "none", .added = "media/talk.mp4", .bytes = buffer_text(&bytes)};
    const struct check_result *result = case_check(&one, files, NULL, arena);
    const char *told = "";
    for (size_t i = 0; i < result->finding_count; i++) {
        told = arena_print(arena, "%s%s ", told, result->findings[i].rule->id);
    }
    return told;
}

static void missing_captions_of_a_film_are_told_once(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const char BARE[] = "<video controls src=\"media/talk.mp4\"></video>";
    static const char WITH[] = "<video controls src=\"media/talk.mp4\"><track srclang=\"en\" "
                               "src=\"media/talk.en.vtt\"></video>";
    static const char ELSEWHERE[] = "<video controls src=\"https://example.org/a.mp4\"></video>";
    assert_string_equal(told_of_film(BARE, "other/none.vtt", arena), "V-missing ");
    assert_string_equal(told_of_film(BARE, "media/talk.en.vtt", arena), "A11Y-captions ");
    assert_string_equal(told_of_film(WITH, "media/talk.en.vtt", arena), "");
    assert_string_equal(told_of_film(ELSEWHERE, "media/talk.vtt", arena),
                        "H-external A11Y-captions ");
}

static void what_can_be_followed_by_all_is_good(void **state)
{
    (void)state;
    GOOD_ASSERT(GOOD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_video_and_sound_can_be_broken),
        cmocka_unit_test(missing_captions_of_a_film_are_told_once),
        cmocka_unit_test(what_can_be_followed_by_all_is_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
