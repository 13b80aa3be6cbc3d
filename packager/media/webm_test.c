/* SPDX-License-Identifier: Apache-2.0 */

/* WebM and Matroska files, good ones and such as lie. */
#include "media/film_fixture.h"
#include "media/reading_fixture.h"

static const struct media_facts *read_webm(const struct webm *webm, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    put_webm(&bytes, webm);
    return read_media(buffer_text(&bytes), arena);
}

static void tracks_and_duration_are_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct webm webm = WEBM_INIT;
    const struct media_facts *facts = read_webm(&webm, arena);
    assert_int_equal(facts->kind, MEDIA_KIND_WEBM);
    assert_string_equal(facts->damage, "");
    assert_false(facts->is_cut);
    assert_int_equal(facts->index, MEDIA_INDEX_FIRST);
    assert_int_equal(facts->duration_ms, 12500);
    assert_int_equal(facts->track_count, 2);
    assert_int_equal(facts->tracks[0].kind, MEDIA_TRACK_VIDEO);
    assert_string_equal(facts->tracks[0].codec, "V_VP9");
    assert_int_equal(facts->tracks[0].width, 1280);
    assert_int_equal(facts->tracks[0].height, 720);
    assert_int_equal(facts->tracks[1].kind, MEDIA_TRACK_AUDIO);
    assert_string_equal(facts->tracks[1].codec, "A_OPUS");
}

static void another_document_type_is_matroska(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct webm webm = WEBM_INIT;
    webm.type = "matroska";
    assert_int_equal(read_webm(&webm, arena)->kind, MEDIA_KIND_MATROSKA);
}

static void a_recording_has_neither_duration_nor_index(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct webm webm = {.type = "webm", .is_recorded = true};
    const struct media_facts *facts = read_webm(&webm, arena);
    assert_string_equal(facts->damage, "");
    assert_false(facts->is_cut);
    assert_int_equal(facts->track_count, 2);
    assert_int_equal(facts->duration_ms, 0);
    assert_int_equal(facts->index, MEDIA_INDEX_NONE);
}

static void a_segment_that_is_longer_than_the_file_was_cut(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct webm webm = WEBM_INIT;
    webm.excess = 1;
    const struct media_facts *facts = read_webm(&webm, arena);
    assert_true(facts->is_cut);
    assert_int_equal(facts->duration_ms, 12500);
}

/* Durations that are no number, or no time that a film can take, count as none. */
static void nonsense_durations_are_none(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const uint64_t BITS[] = {0x7FF8000000000000, 0x7FF0000000000000, 0x7FEFFFFFFFFFFFFF};
    for (size_t i = 0; i < sizeof BITS / sizeof *BITS; i++) {
        AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
        struct webm webm = WEBM_INIT;
        put_webm(&bytes, &webm);
        for (size_t at = 0; at + 11 < bytes.length; at++) {
            if (memcmp(bytes.data + at, "\x44\x89\x88", 3) == 0) {
                bytes.length = at + 3;
                put_big(&bytes, BITS[i], 8);
                break;
            }
        }
        assert_int_equal(read_media(buffer_text(&bytes), arena)->duration_ms, 0);
    }
}

struct damage_row {
    struct text bytes;
    const char *damage;
};

static void bytes_that_are_no_elements_are_damage(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const struct damage_row ROWS[] = {
        {{"\x1A\x45\xDF\xA3\x80\0\0\0", 8}, "what stands at byte 5 is no element of it"},
        {{"\x1A\x45\xDF\xA3\x82\x42\x82\x84webm", 12},
         "its element 4282 is longer than the one around it"},
        {{"\x1A\x45\xDF\xA3\x80", 5}, "it names no track before its pictures and sounds begin"},
        {{"\x1A\x45\xDF\xA3\x80\x1F\x43\xB6\x75\x80", 10},
         "it names no track before its pictures and sounds begin"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        assert_string_equal(read_media(ROWS[i].bytes, arena)->damage, ROWS[i].damage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tracks_and_duration_are_told),
        cmocka_unit_test(another_document_type_is_matroska),
        cmocka_unit_test(a_recording_has_neither_duration_nor_index),
        cmocka_unit_test(a_segment_that_is_longer_than_the_file_was_cut),
        cmocka_unit_test(nonsense_durations_are_none),
        cmocka_unit_test(bytes_that_are_no_elements_are_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
