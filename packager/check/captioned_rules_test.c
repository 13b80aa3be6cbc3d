/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about films and their captions is broken once; and which captions are whose. */
#include "check/cases_fixture.h"
#include "media/film_fixture.h"

extern const struct check_family CHECK_CAPTIONED_FAMILY;

static const char *const NONE[] = {NULL};

#define HELLO "WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n"

static struct text film(struct arena *arena, uint32_t duration)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    struct film one = FILM_INIT;
    one.duration = duration;
    put_film(&bytes, &one);
    return (struct text){arena_copy(arena, buffer_text(&bytes)), bytes.length};
}

static void each_rule_about_films_and_captions_can_be_broken(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const char *const FILES[] = {"index.html",        CASE_HTML, "talk.vtt", HELLO,
                                        "talk.chapters.vtt", HELLO,     NULL};
    const struct check_case cases[] = {
        {.rule = "V-missing", .file = "talk.vtt", .added = "talk.mp4", .bytes = film(arena, 4000)},
        {.rule = "V-beyond", .added = "talk.mp4", .bytes = film(arena, 999)},
        {.rule = "V-chapters-beyond",
         .file = "talk.chapters.vtt",
         .old = "00:00.000 --> 00:02.000",
         .new = "00:04.000 --> 00:05.000",
         .added = "talk.mp4",
         .bytes = film(arena, 4000)},
        {.rule = "V-rest", .added = "talk.mp4", .bytes = film(arena, 31000)},
    };
    CASES_ASSERT(&CHECK_CAPTIONED_FAMILY, cases, FILES);
}

struct name_row {
    const char *film;
    const char *captions;
    bool is_missing;
};

static void captions_are_found_by_name(void **state)
{
    (void)state;
    static const struct name_row ROWS[] = {
        {"talk.mp4", "talk.vtt", false},
        {"talk.mp4", "Talk.VTT", false},
        {"talk.mp4", "talk.en-GB.vtt", false},
        {"talk.mp4", "talk_captions_en.vtt", false},
        {"media/talk.mp4", "captions/talk-en.vtt", false},
        {"media/1.2-talk.mp4", "media/1.2-talk.vtt", false},
        {"media/a8b3.mp4", "media/9f2c.vtt", false}, /* names that only a script knows */
        {"media/a8b3.mp4", "captions/9f2c.vtt", true},
        {"media/1.2-talk.mp4", "captions/1.3-talk.vtt", true},
        {"media/talk.mp4", "captions/talks.vtt", true},
        {"talk.mp4", "talk.srt", true},
        {"talk.mp4", "talk.chapters.vtt", true},
        {"media/a8b3.mp4", "media/a8b3.chapters.vtt", true},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const char *const files[] = {"index.html", CASE_HTML, ROWS[i].captions, HELLO, NULL};
        const struct check_case one = {.added = ROWS[i].film, .bytes = film(arena, 4000)};
        bool is_told = case_is_told(case_check(&one, files, NULL, arena), "V-missing");
        if (is_told != ROWS[i].is_missing) {
            fail_msg("%s and %s", ROWS[i].film, ROWS[i].captions);
        }
    }
}

/* One file of captions elsewhere serves all films of its name; one beside a film serves that. */
static void captions_beside_a_film_are_of_that_one(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text bytes = film(arena, 4000);
    static const char *const CAPTIONS[] = {"captions/talk.vtt", "a/talk.vtt"};
    for (size_t i = 0; i < 2; i++) {
        AUTO(forge_finish) struct forge forge = FORGE_INIT;
        const struct check_case none = {.rule = "none"};
        case_add(&forge, &none, "index.html", "<p>");
        case_add(&forge, &none, CAPTIONS[i], HELLO);
        case_add_bytes(&forge, &none, "a/talk.mp4", bytes);
        case_add_bytes(&forge, &none, "b/talk.mp4", bytes);
        forge_close(&forge);
        const struct check_case zip = {.instead = buffer_text(&forge.zip)};
        const struct check_result *result = case_check(&zip, NONE, NULL, arena);
        assert_int_equal(case_is_told(result, "V-missing"), i == 1);
    }
}

/* What does not speak needs no captions. */
static void silent_films_need_no_captions(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    struct film silent = FILM_INIT;
    silent.audio = NULL;
    put_film(&bytes, &silent);
    static const char *const FILES[] = {"index.html", CASE_HTML, NULL};
    const struct check_case one = {.added = "talk.mp4", .bytes = buffer_text(&bytes)};
    assert_int_equal(case_check(&one, FILES, NULL, arena)->finding_count, 0);
}

#define CHAPTERS "WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n\n00:02.000 --> 00:09.000\nOn\n"

/* The last one may end after the film: what follows it is none. */
static void chapters_that_start_behind_the_film_are_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const char *const FILES[] = {"index.html",        CASE_HTML, "talk.vtt", HELLO,
                                        "talk.chapters.vtt", CHAPTERS,  NULL};
    for (uint32_t length = 2000; length <= 2001; length++) {
        const struct check_case one = {.added = "talk.mp4", .bytes = film(arena, length)};
        const struct check_result *result = case_check(&one, FILES, NULL, arena);
        assert_int_equal(case_is_told(result, "V-chapters-beyond"), length == 2000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_films_and_captions_can_be_broken),
        cmocka_unit_test(captions_are_found_by_name),
        cmocka_unit_test(captions_beside_a_film_are_of_that_one),
        cmocka_unit_test(silent_films_need_no_captions),
        cmocka_unit_test(chapters_that_start_behind_the_film_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
