/* SPDX-License-Identifier: Apache-2.0 */

/* MP4 files, good ones and such as lie. */
#include "base/arena.h"
#include "media/film_fixture.h"
#include "media/reading_fixture.h"

static const struct media_facts *read_film(const struct film *film, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    put_film(&bytes, film);
    return read_media(buffer_text(&bytes), arena);
}

static void assert_good(const struct media_facts *facts)
{
    assert_int_equal(facts->kind, MEDIA_KIND_MP4);
    assert_string_equal(facts->damage, "");
    assert_false(facts->is_cut);
    assert_int_equal(facts->duration_ms, 12500);
    assert_int_equal(facts->track_count, 2);
    assert_int_equal(facts->tracks[0].kind, MEDIA_TRACK_VIDEO);
    assert_string_equal(facts->tracks[0].codec, "avc1.64001F");
    assert_int_equal(facts->tracks[0].width, 1280);
    assert_int_equal(facts->tracks[0].height, 720);
    assert_int_equal(facts->tracks[1].kind, MEDIA_TRACK_AUDIO);
    assert_string_equal(facts->tracks[1].codec, "mp4a.40.2");
}

static void tracks_and_duration_are_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct film film = FILM_INIT;
    assert_good(read_film(&film, arena));
    film.is_wide = true;
    assert_good(read_film(&film, arena));
}

static void an_index_behind_the_data_is_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct film film = FILM_INIT;
    assert_int_equal(read_film(&film, arena)->index, MEDIA_INDEX_FIRST);
    film.is_late = true;
    film.data_size = 100000;
    const struct media_facts *facts = read_film(&film, arena);
    assert_good(facts);
    assert_int_equal(facts->index, MEDIA_INDEX_BEHIND);
}

/* What follows a film's index is not read, so that the check of a large one takes no time. */
static void reading_ends_when_all_is_known(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    struct film film = FILM_INIT;
    film.data_size = 1000000;
    put_film(&bytes, &film);
    struct media_reader *reader = media_reader_begin(bytes.length, arena, arena);
    assert_false(media_reader_take(reader, (struct text){bytes.data, 8192}));
    assert_good(media_reader_end(reader));
}

static void codecs_are_named_as_browsers_do(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct film film = FILM_INIT;
    film.video = "hvc1";
    film.decoder = 0x6B;
    const struct media_facts *facts = read_film(&film, arena);
    assert_string_equal(facts->tracks[0].codec, "hvc1");
    assert_string_equal(facts->tracks[1].codec, "mp4a.6B");
    film.audio = "a\n-3";
    assert_string_equal(read_film(&film, arena)->tracks[1].codec, "a?-3");
}

static void a_film_that_was_cut_is_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    struct film film = FILM_INIT;
    put_film(&bytes, &film);
    for (size_t length = 33; length < bytes.length; length++) {
        const struct media_facts *facts = read_media((struct text){bytes.data, length}, arena);
        if (!facts->is_cut || facts->damage[0] != '\0') {
            fail_msg("of %zu bytes: %s", length, facts->damage);
        }
    }
}

static void a_film_without_index_or_tracks_is_damaged(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct film film = FILM_INIT;
    film.video = NULL;
    film.audio = NULL;
    assert_string_equal(read_film(&film, arena)->damage, "its index names no track");
    const struct media_facts *facts = read_media((struct text){"\0\0\0\x10"
                                                               "ftypisom\0\0\2\0\0\0\0\x0Cmdatabcd",
                                                               28},
                                                 arena);
    assert_string_equal(facts->damage, "it has no index (box 'moov')");
    assert_int_equal(facts->index, MEDIA_INDEX_NONE);
}

/* One box of a good film is given another size. */
static const char *damage_by(const char *type, uint32_t size, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    struct film film = FILM_INIT;
    put_film(&bytes, &film);
    size_t at = 4;
    while (memcmp(bytes.data + at, type, 4) != 0) {
        at++;
    }
    for (size_t i = 0; i < 4; i++) {
        bytes.data[at - 4 + i] = (char)(size >> (24 - 8 * i) & 0xFF);
    }
    return read_media(buffer_text(&bytes), arena)->damage;
}

static void sizes_that_cannot_be_are_damage(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_string_equal(damage_by("mvhd", 4, arena), "its box 'mvhd' cannot be that short");
    assert_string_equal(damage_by("mvhd", 1, arena), "its box 'mvhd' cannot be that short");
    assert_string_equal(damage_by("trak", 0x7FFFFFFF, arena),
                        "its box 'trak' is longer than the one around it");
    assert_string_equal(damage_by("stsd", 0xFFFFFFFF, arena),
                        "its box 'stsd' is longer than the one around it");
}

/* 200 boxes, each of which holds the next. */
static void boxes_in_one_another_end_somewhere(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    for (size_t i = 200; i > 0; i--) {
        put_big(&bytes, i * 8, 4);
        buffer_add(&bytes, "moov", 4);
    }
    assert_string_equal(read_media(buffer_text(&bytes), arena)->damage,
                        "its boxes stand in one another too deeply");
}

static void a_fragmented_film_tells_its_duration_in_its_segments(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    struct film film = FILM_INIT;
    film.is_fragmented = true;
    film.duration = 0;
    put_film(&bytes, &film);
    const struct media_facts *facts = read_media(buffer_text(&bytes), arena);
    assert_true(facts->is_fragmented);
    assert_int_equal(facts->duration_ms, 0);
    size_t box = box_begin(&bytes, "sidx");
    put_zeros(&bytes, 8);
    put_big(&bytes, 90000, 4);
    put_zeros(&bytes, 8);
    put_big(&bytes, 2, 4);
    for (size_t i = 0; i < 2; i++) {
        put_zeros(&bytes, 4);
        put_big(&bytes, 180000, 4);
        put_zeros(&bytes, 4);
    }
    box_end(&bytes, box, 0);
    assert_int_equal(read_media(buffer_text(&bytes), arena)->duration_ms, 4000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tracks_and_duration_are_told),
        cmocka_unit_test(an_index_behind_the_data_is_told),
        cmocka_unit_test(reading_ends_when_all_is_known),
        cmocka_unit_test(codecs_are_named_as_browsers_do),
        cmocka_unit_test(a_film_that_was_cut_is_told),
        cmocka_unit_test(a_film_without_index_or_tracks_is_damaged),
        cmocka_unit_test(sizes_that_cannot_be_are_damage),
        cmocka_unit_test(boxes_in_one_another_end_somewhere),
        cmocka_unit_test(a_fragmented_film_tells_its_duration_in_its_segments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
