/* SPDX-License-Identifier: Apache-2.0 */

/* How kinds are told, and what sounds and pictures say. */
#include "media/film_fixture.h"
#include "media/reading_fixture.h"

struct kind_row {
    enum media_kind kind;
    struct text bytes;
};

#define ROW(kind_, literal)                \
    {                                      \
        (kind_),                           \
        {                                  \
            (literal), sizeof(literal) - 1 \
        }                                  \
    }

static const struct kind_row KINDS[] = {
    ROW(MEDIA_KIND_UNKNOWN, ""),
    ROW(MEDIA_KIND_UNKNOWN, "<!DOCTYPE html><p>404</p>"),
    ROW(MEDIA_KIND_UNKNOWN, "<!-- <svg> --><html><svg></svg></html>"),
    ROW(MEDIA_KIND_SVG, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ROW(MEDIA_KIND_SVG,
        "<?xml version=\"1.0\"?>\n<!-- <b> --><!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"),
    ROW(MEDIA_KIND_AVIF, "\0\0\0\x1C"
                         "ftypavif"),
    ROW(MEDIA_KIND_HEIC, "\0\0\0\x1C"
                         "ftypheic"),
    ROW(MEDIA_KIND_QUICKTIME, "\0\0\0\x14"
                              "ftypqt  \0\0\2\0qt  "),
    ROW(MEDIA_KIND_AVI, "RIFF\4\0\0\0AVI "),
    ROW(MEDIA_KIND_FLASH, "CWS\x0A\0\0\0\0"),
    ROW(MEDIA_KIND_MPEG, "\0\0\1\xBA\x44"),
    ROW(MEDIA_KIND_MP3, "\xFF\xFB\x90\0"),
    ROW(MEDIA_KIND_MP3, "\0\0\0\xFF\xE3\x90\0"), /* MPEG-2.5, behind zeros */
    ROW(MEDIA_KIND_UNKNOWN, "\0\0\0\xFF\xFEh\0i\0"),
    ROW(MEDIA_KIND_AAC, "\xFF\xF1\x50\x80"),
    ROW(MEDIA_KIND_FLAC, "fLaC\0\0\0\x22"),
    ROW(MEDIA_KIND_TIFF, "II*\0\10\0\0\0"),
    ROW(MEDIA_KIND_BMP, "BM\0\0\0\0"),
};

static void kinds_are_told_by_their_first_bytes(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        const struct media_facts *facts = read_media(KINDS[i].bytes, arena);
        if (facts->kind != KINDS[i].kind) {
            fail_msg("row %zu: %s", i, media_kind_find(facts->kind)->title);
        }
    }
}

static void kinds_are_promised_by_endings(void **state)
{
    (void)state;
    assert_int_equal(media_kind_of_name(text_of("a/talk.MP4"))->kind, MEDIA_KIND_MP4);
    assert_int_equal(media_kind_of_name(text_of("talk.m4a"))->class, MEDIA_CLASS_SOUND);
    assert_int_equal(media_kind_of_name(text_of("a.jpeg"))->kind, MEDIA_KIND_JPEG);
    assert_null(media_kind_of_name(text_of("mp4")));
    assert_null(media_kind_of_name(text_of(".mp4")));
    assert_null(media_kind_of_name(text_of("index.html")));
}

static void an_mp3_says_how_long_it_plays(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    buffer_add(&bytes, "ID3\4\0\0\0\0\0\5title\xFF\xFB\x90\x00", 19); /* 128 kbit/s, 44100 Hz */
    size_t frames = bytes.length - 4;
    put_zeros(&bytes, 32000 - 4);
    assert_int_equal(read_media(buffer_text(&bytes), arena)->duration_ms, 2000);
    memcpy(bytes.data + frames + 36, "Xing\0\0\0\3\0\0\1\0\0\0\x7D\0",
           16); /* 256 frames, 32000 bytes */
    const struct media_facts *facts = read_media(buffer_text(&bytes), arena);
    assert_int_equal(facts->kind, MEDIA_KIND_MP3);
    assert_int_equal(facts->duration_ms, 256 * 1152 * 10 / 441);
    assert_false(facts->is_cut);
    assert_true(read_media((struct text){bytes.data, bytes.length - 1}, arena)->is_cut);
    memset(bytes.data + frames, 0, 4);
    assert_string_equal(read_media(buffer_text(&bytes), arena)->damage,
                        "it has no sound where its tag ends");
}

static void a_wav_says_how_long_it_plays(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    buffer_add(&bytes, "RIFF\0\0\0\0WAVEJUNK\3\0\0\0abc\0fmt \x10\0\0\0\1\0\1\0", 36);
    put_little(&bytes, 8000, 4);
    put_little(&bytes, 16000, 4);
    buffer_add(&bytes, "\2\0\x10\0data", 8);
    put_little(&bytes, 24000, 4);
    put_zeros(&bytes, 24000);
    const struct media_facts *facts = read_media(buffer_text(&bytes), arena);
    assert_int_equal(facts->duration_ms, 1500);
    assert_string_equal(facts->tracks[0].codec, "pcm");
    assert_false(facts->is_cut);
    assert_true(read_media((struct text){bytes.data, 1000}, arena)->is_cut);
    assert_true(read_media((struct text){bytes.data, 30}, arena)->is_cut);
}

/* One page of one packet. */
static void put_page(struct buffer *out, uint8_t flags, uint64_t place, struct text packet)
{
    buffer_add(out, "OggS\0", 5);
    put_big(out, flags, 1);
    put_little(out, place, 8);
    put_little(out, 7, 4);
    put_zeros(out, 8);
    buffer_add_character(out, 1);
    put_big(out, packet.length, 1);
    buffer_add_text(out, packet);
}

static void an_ogg_says_how_long_it_plays(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    put_page(&bytes, 2, 0, (struct text){"OpusHead\1\1\x38\1\x80\xBB\0\0\0\0\0", 19});
    put_page(&bytes, 0, 48000, (struct text){"sound", 5});
    put_page(&bytes, 0, UINT64_MAX, (struct text){"sound", 5});
    put_page(&bytes, 4, 96312, (struct text){"sound", 5});
    const struct media_facts *facts = read_media(buffer_text(&bytes), arena);
    assert_int_equal(facts->duration_ms, 2000); /* the first 312 samples are none */
    assert_string_equal(facts->tracks[0].codec, "opus");
    assert_false(facts->is_cut);
    assert_true(read_media((struct text){bytes.data, bytes.length - 1}, arena)->is_cut);
    bytes.data[47] = 'o';
    assert_string_equal(read_media(buffer_text(&bytes), arena)->damage,
                        "what stands at byte 47 is no page of it");
}

static void a_jpeg_says_its_size_and_whether_it_is_whole(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    put_jpeg(&bytes, 640, 480, 10000);
    buffer_add(&bytes, "behind", 6); /* as cameras put there */
    const struct media_facts *facts = read_media(buffer_text(&bytes), arena);
    assert_int_equal(facts->width, 640);
    assert_int_equal(facts->height, 480);
    assert_false(facts->is_cut);
    for (size_t length = 3; length < bytes.length - 6; length += 97) {
        assert_true(read_media((struct text){bytes.data, length}, arena)->is_cut);
    }
    bytes.data[8] = 'x';
    assert_string_equal(read_media(buffer_text(&bytes), arena)->damage,
                        "what stands at byte 8 is no part of a JPEG");
}

static const char PNG[] = "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\2\x80\0\0\1\xE0\10\2\0\0\0crc_"
                          "\0\0\0\10acTL\0\0\0\2\0\0\0\0crc_\0\0\0\0IENDcrc_";

static void a_png_says_its_size_and_whether_it_moves(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text png = {PNG, sizeof PNG - 1};
    const struct media_facts *facts = read_media(png, arena);
    assert_int_equal(facts->width, 640);
    assert_int_equal(facts->height, 480);
    assert_false(facts->is_cut);
    assert_true(facts->moves_on);
    for (size_t length = 8; length < png.length; length++) {
        assert_true(read_media((struct text){PNG, length}, arena)->is_cut);
    }
}

static void a_webp_says_its_size(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const struct kind_row ROWS[] = {
        ROW(0, "RIFF\x16\0\0\0WEBPVP8 \x0A\0\0\0\0\0\0\x9D\1\x2A\x80\2\xE0\1"),
        ROW(0, "RIFF\x11\0\0\0WEBPVP8L\5\0\0\0\x2F\x7F\xC2\x77\0"),
        ROW(0, "RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\2\0\xDF\1\0"),
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct media_facts *facts = read_media(ROWS[i].bytes, arena);
        assert_int_equal(facts->width, 640);
        assert_int_equal(facts->height, 480);
        assert_false(facts->is_cut);
        struct text cut = {ROWS[i].bytes.data, ROWS[i].bytes.length - 1};
        assert_true(read_media(cut, arena)->is_cut);
    }
}

static bool gif_moves_on(uint16_t hundredths, uint16_t plays)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    put_gif(&bytes, hundredths, plays);
    const struct media_facts *facts = read_media(buffer_text(&bytes), arena);
    assert_int_equal(facts->width, 4);
    assert_int_equal(facts->height, 3);
    assert_string_equal(facts->damage, "");
    assert_false(facts->is_cut);
    assert_true(read_media((struct text){bytes.data, bytes.length - 1}, arena)->is_cut);
    return facts->moves_on;
}

static void a_gif_says_for_how_long_it_moves(void **state)
{
    (void)state;
    assert_false(gif_moves_on(100, 1));
    assert_false(gif_moves_on(100, 2));
    assert_true(gif_moves_on(100, 3));
    assert_true(gif_moves_on(251, 1));
    assert_true(gif_moves_on(1, 0));
}

/* The size that a zip tells may be more than there is. */
static void fewer_bytes_than_told_are_a_cut(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct media_reader *reader = media_reader_begin(UINT64_MAX, arena, arena);
    assert_true(media_reader_take(reader, (struct text){"GIF89a", 6}));
    assert_true(media_reader_end(reader)->is_cut);
}

/* 4 million parts of one byte each, which would take long if there were 2 GB of them. */
static void parts_without_number_are_damage(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static char filling[1 << 16];
    memset(filling, '\xFF', sizeof filling);
    struct media_reader *reader = media_reader_begin(UINT64_MAX, arena, arena);
    bool is_wanted = media_reader_take(reader, (struct text){"\xFF\xD8", 2});
    size_t pieces = 0;
    while (is_wanted && pieces++ < 1000) {
        is_wanted = media_reader_take(reader, (struct text){filling, sizeof filling});
    }
    assert_in_range(pieces, 1, 100);
    assert_string_equal(media_reader_end(reader)->damage, "it has more parts than it can need");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_told_by_their_first_bytes),
        cmocka_unit_test(kinds_are_promised_by_endings),
        cmocka_unit_test(an_mp3_says_how_long_it_plays),
        cmocka_unit_test(a_wav_says_how_long_it_plays),
        cmocka_unit_test(an_ogg_says_how_long_it_plays),
        cmocka_unit_test(a_jpeg_says_its_size_and_whether_it_is_whole),
        cmocka_unit_test(a_png_says_its_size_and_whether_it_moves),
        cmocka_unit_test(a_webp_says_its_size),
        cmocka_unit_test(a_gif_says_for_how_long_it_moves),
        cmocka_unit_test(fewer_bytes_than_told_are_a_cut),
        cmocka_unit_test(parts_without_number_are_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
