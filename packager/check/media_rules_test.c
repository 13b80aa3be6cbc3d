/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about films, sounds and pictures is broken once. */
#include "check/cases_fixture.h"
#include "media/film_fixture.h"
#include "targets/target.h"

extern const struct check_family CHECK_MEDIA_FAMILY;

/* Captions of whatever film is added. */
#define TALK_CAPTIONS "WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n"

enum { CASES_MAX = 64 };

struct cases {
    struct arena *arena;
    struct check_case rows[CASES_MAX];
    size_t count;
};

static void add(struct cases *cases, const char *rule, const char *name, struct text bytes)
{
    assert_true(cases->count < CASES_MAX);
    cases->rows[cases->count++] = (struct check_case){.rule = rule, .added = name, .bytes = bytes};
}

static void also(struct cases *cases, const char *rules)
{
    cases->rows[cases->count - 1].also = rules;
}

static struct text keep(struct cases *cases, const struct buffer *bytes)
{
    return (struct text){arena_copy(cases->arena, buffer_text(bytes)), bytes->length};
}

static void add_film(struct cases *cases, const char *rule, const char *name,
                     const struct film *film)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    put_film(&bytes, film);
    add(cases, rule, name, keep(cases, &bytes));
}

static void add_webm(struct cases *cases, const char *rule, const char *rules,
                     const struct webm *webm)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    put_webm(&bytes, webm);
    add(cases, rule, "talk.webm", keep(cases, &bytes));
    also(cases, rules);
}

/* A good film with one field that is other. */
#define FILM(cases, rule, field, value)                \
    do {                                               \
        struct film film_ = FILM_INIT;                 \
        film_.field = value;                           \
        add_film((cases), (rule), "talk.mp4", &film_); \
    } while (false)

static void add_films(struct cases *cases)
{
    const struct film good = FILM_INIT;
    add_film(cases, "M-kind", "talk.mp3", &good);
    add_film(cases, "M-kind", "talk.jpg", &good);
    FILM(cases, "M-cut", excess, 1);
    FILM(cases, "M-faststart", is_late, true);
    FILM(cases, "M-fragmented", is_fragmented, true);
    FILM(cases, "M-duration", duration, 0);
    FILM(cases, "M-video", video, "hvc1");
    FILM(cases, "M-video", profile, 0x6E001F); /* 10 bits */
    FILM(cases, "M-audio", decoder, 0x6B);     /* MP3 */
    FILM(cases, "M-audio", object, 42);
    FILM(cases, "M-audio", audio, "ac-3");
    FILM(cases, "M-sound-only", video, NULL);
    FILM(cases, "M-resolution", width, 3840);
    FILM(cases, "M-resolution", height, 2160);
    FILM(cases, "M-rate", duration, 1);
    also(cases, "M-rate V-beyond");
    FILM(cases, "M-container", brand, "qt  ");
    also(cases, "M-container M-kind");
}

static void add_others(struct cases *cases)
{
    const struct webm good = WEBM_INIT;
    add_webm(cases, "M-container", NULL, &good);
    struct webm webm = WEBM_INIT;
    webm.has_index = false;
    add_webm(cases, "M-index", "M-index M-container", &webm);
    webm = good;
    webm.duration = 0;
    add_webm(cases, "M-duration", "M-duration M-container", &webm);
    add(cases, "M-unknown", "talk.mp4", text_of("<!DOCTYPE html><p>404</p>"));
    add(cases, "M-unknown", "talk.jpg", (struct text){"", 0});
    add(cases, "M-shown", "talk.avi", (struct text){"RIFF\4\0\0\0AVI ", 12});
    add(cases, "M-shown", "talk.tif", (struct text){"II*\0\10\0\0\0", 8});
    add(cases, "M-shown", "talk.swf", (struct text){"CWS\x0A\0\0\0\0", 8});
    add(cases, "M-damaged", "talk.mp4",
        (struct text){"\0\0\0\x10"
                      "ftypisom\0\0\2\0\0\0\0\x0Cmdatabcd",
                      28});
    add(cases, "M-cut", "talk.png", (struct text){"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", 16});
    add(cases, "M-kind", "talk.png", (struct text){"BM\0\0\0\0", 6});
}

/* An LMS that takes a package with the film, but hardly one more. */
static void add_large_film(struct cases *cases, const struct target *lms)
{
    struct film film = FILM_INIT;
    film.data_size = 20000;
    add_film(cases, "M-share", "talk.mp4", &film);
    cases->rows[cases->count - 1].lms = lms;
    also(cases, "M-share P1"); /* the package is plain web, which no LMS imports */
}

static const char *const FILES[] = {"index.html", CASE_HTML, "talk.vtt", TALK_CAPTIONS, NULL};

static void each_rule_about_media_can_be_broken(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct cases cases = {.arena = arena};
    add_films(&cases);
    add_others(&cases);
    const struct target lms = {
        .name = "Small LMS",
        .formats = {{.fact = {TARGET_VERIFIED, "x", NULL}, .name = "web", .is_taken = true}},
        .limits[TARGET_ZIP_BYTES] = {.fact = {TARGET_CLAIMED, "its manual", NULL}, .max = 30000}};
    add_large_film(&cases, &lms);
    cases_assert(&CHECK_MEDIA_FAMILY, cases.rows, cases.count, FILES);
}

static void assert_nothing_is_found(const struct check_case *one)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_result *result = case_check(one, FILES, NULL, arena);
    if (result->finding_count > 0) {
        fail_msg("%s breaks %s: %s", one->added, result->findings[0].rule->id,
                 result->findings[0].message);
    }
}

static void good_media_have_no_finding(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct cases cases = {.arena = arena};
    const struct film good = FILM_INIT;
    add_film(&cases, "none", "talk.mp4", &good);
    add_film(&cases, "none", "TALK.MP4", &good);
    add_film(&cases, "none", "talk.m4a", &good);
    FILM(&cases, "none", is_wide, true);
    FILM(&cases, "none", video, "avc3");
    FILM(&cases, "none", audio, NULL);
    add(&cases, "none", "a.svg", text_of("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
    for (size_t i = 0; i < cases.count; i++) {
        assert_nothing_is_found(&cases.rows[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_media_can_be_broken),
        cmocka_unit_test(good_media_have_no_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
