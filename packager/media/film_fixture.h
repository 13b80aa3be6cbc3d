/* SPDX-License-Identifier: Apache-2.0 */

/* For tests: good films, sounds and pictures, as small as they can be, with fields to break them by
 * one. Nothing in them can be decoded. */
#ifndef MEDIA_FILM_FIXTURE_H
#define MEDIA_FILM_FIXTURE_H

#include "base/buffer.h"

#include <stdint.h>
#include <string.h>

enum { FILM_SIZE_MAX = 64 << 20 };

/* An MP4 of two tracks, of 12.5 seconds. */
struct film {
    const char *brand;
    const char *video; /* four letters; NULL: no such track */
    uint32_t profile;  /* of H.264, with constraints and level */
    const char *audio;
    uint8_t decoder; /* of the sound: 0x40 is AAC */
    uint8_t object;  /* which AAC */
    uint16_t width;
    uint16_t height;
    uint32_t duration; /* in milliseconds */
    uint32_t data_size;
    bool is_late; /* its index stands behind its data */
    bool is_fragmented;
    bool is_wide;    /* 64-bit sizes and times */
    uint32_t excess; /* bytes that its last box claims, and lacks */
};

#define FILM_INIT                                                                                \
    {                                                                                            \
        .brand = "isom", .video = "avc1", .profile = 0x64001F, .audio = "mp4a", .decoder = 0x40, \
        .object = 2, .width = 1280, .height = 720, .duration = 12500, .data_size = 64            \
    }

static inline void put_big(struct buffer *out, uint64_t value, size_t width)
{
    for (size_t i = width; i > 0; i--) {
        buffer_add_character(out, (char)(value >> (8 * (i - 1)) & 0xFF));
    }
}

static inline void put_little(struct buffer *out, uint64_t value, size_t width)
{
    for (size_t i = 0; i < width; i++) {
        buffer_add_character(out, (char)(value >> (8 * i) & 0xFF));
    }
}

static inline void put_zeros(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_character(out, '\0');
    }
}

/* Between the two stands the content of a box; box_end() writes its size, `excess` more than true.
 */
static inline size_t box_begin(struct buffer *out, const char *type)
{
    size_t begin = out->length;
    put_zeros(out, 4);
    buffer_add(out, type, 4);
    return begin;
}

static inline void box_end(struct buffer *out, size_t begin, uint32_t excess)
{
    uint32_t size = (uint32_t)(out->length - begin) + excess;
    for (size_t i = 0; i < 4; i++) {
        out->data[begin + i] = (char)(size >> (24 - 8 * i) & 0xFF);
    }
}

static inline void put_times(struct buffer *out, const struct film *film, uint32_t flags)
{
    size_t width = film->is_wide ? 8 : 4;
    put_big(out, (film->is_wide ? UINT32_C(1) << 24 : 0) | flags, 4);
    put_zeros(out, 2 * width); /* creation, modification */
    put_big(out, 1000, 4);
    put_big(out, film->duration, width);
}

static inline void put_handler(struct buffer *out, const char *type)
{
    size_t box = box_begin(out, "hdlr");
    put_zeros(out, 8);
    buffer_add(out, type, 4);
    put_zeros(out, 13);
    box_end(out, box, 0);
}

static inline void put_video_entry(struct buffer *out, const struct film *film)
{
    size_t entry = box_begin(out, film->video);
    put_zeros(out, 24);
    put_big(out, film->width, 2);
    put_big(out, film->height, 2);
    put_zeros(out, 50);
    size_t record = box_begin(out, "avcC");
    put_big(out, UINT64_C(1) << 24 | film->profile, 4);
    put_zeros(out, 3);
    box_end(out, record, 0);
    box_end(out, entry, 0);
}

static inline void put_audio_entry(struct buffer *out, const struct film *film)
{
    size_t entry = box_begin(out, film->audio);
    put_zeros(out, 28);
    size_t box = box_begin(out, "esds");
    put_zeros(out, 4);
    buffer_add(out, "\3\x80\x80\x80\x19\0\1\0\4\x14", 10); /* lengths in four bytes, and in one */
    put_big(out, film->decoder, 1);
    put_zeros(out, 12);
    buffer_add(out, "\5\2", 2);
    put_big(out, (uint64_t)film->object << 11, 2);
    buffer_add(out, "\6\1\2", 3);
    box_end(out, box, 0);
    box_end(out, entry, 0);
}

static inline void put_track(struct buffer *out, const struct film *film, bool is_video)
{
    size_t track = box_begin(out, "trak");
    size_t header = box_begin(out, "tkhd");
    put_big(out, film->is_wide ? UINT32_C(1) << 24 : 0, 4);
    put_zeros(out, film->is_wide ? 84 : 72);
    put_big(out, is_video ? (uint64_t)film->width << 16 : 0, 4);
    put_big(out, is_video ? (uint64_t)film->height << 16 : 0, 4);
    box_end(out, header, 0);
    size_t media = box_begin(out, "mdia");
    header = box_begin(out, "mdhd");
    put_times(out, film, 0);
    put_big(out, 0x55C40000, 4);
    box_end(out, header, 0);
    put_handler(out, is_video ? "vide" : "soun");
    size_t information = box_begin(out, "minf");
    size_t table = box_begin(out, "stbl");
    size_t descriptions = box_begin(out, "stsd");
    put_big(out, 1, 8);
    if (is_video) {
        put_video_entry(out, film);
    } else {
        put_audio_entry(out, film);
    }
    box_end(out, descriptions, 0);
    box_end(out, table, 0);
    box_end(out, information, 0);
    box_end(out, media, 0);
    box_end(out, track, 0);
}

static inline void put_index(struct buffer *out, const struct film *film, uint32_t excess)
{
    size_t movie = box_begin(out, "moov");
    size_t header = box_begin(out, "mvhd");
    put_times(out, film, 0);
    put_zeros(out, 80);
    box_end(out, header, 0);
    if (film->video != NULL) {
        put_track(out, film, true);
    }
    if (film->audio != NULL) {
        put_track(out, film, false);
    }
    if (film->is_fragmented) {
        size_t extends = box_begin(out, "mvex");
        box_end(out, extends, 0);
    }
    box_end(out, movie, excess);
}

static inline void put_data(struct buffer *out, const struct film *film, uint32_t excess)
{
    if (film->is_wide) {
        put_big(out, 1, 4);
        buffer_add(out, "mdat", 4);
        put_big(out, 16 + (uint64_t)film->data_size + excess, 8);
        put_zeros(out, film->data_size);
        return;
    }
    size_t data = box_begin(out, "mdat");
    put_zeros(out, film->data_size);
    box_end(out, data, excess);
}

static inline void put_film(struct buffer *out, const struct film *film)
{
    size_t type = box_begin(out, "ftyp");
    buffer_add(out, film->brand, 4);
    put_big(out, 512, 4);
    box_end(out, type, 0);
    if (film->is_late) {
        put_data(out, film, 0);
        put_index(out, film, film->excess);
    } else {
        put_index(out, film, 0);
        put_data(out, film, film->excess);
    }
}

/* A WebM of two tracks, of 12.5 seconds. */
struct webm {
    const char *type; /* "webm" */
    double duration;  /* in milliseconds; 0: it does not say */
    bool has_index;
    bool is_recorded; /* sizes of segment and cluster are unknown, as recorders write them */
    uint32_t excess;
};

#define WEBM_INIT                                               \
    {                                                           \
        .type = "webm", .duration = 12500.0, .has_index = true, \
    }

/* An element with its size in two bytes. */
static inline void put_element(struct buffer *out, uint64_t id, size_t id_width,
                               struct text content)
{
    put_big(out, id, id_width);
    put_big(out, 0x4000 | content.length, 2);
    buffer_add_text(out, content);
}

static inline void put_webm_track(struct buffer *out, char type, const char *codec,
                                  struct text video)
{
    AUTO(buffer_finish) struct buffer track = BUFFER_INIT(FILM_SIZE_MAX);
    put_element(&track, 0x83, 1, (struct text){&type, 1});
    put_element(&track, 0x86, 1, text_of(codec));
    if (video.length > 0) {
        put_element(&track, 0xE0, 1, video);
    }
    put_element(out, 0xAE, 1, buffer_text(&track));
}

static inline void put_webm_head(struct buffer *out, const struct webm *webm)
{
    AUTO(buffer_finish) struct buffer part = BUFFER_INIT(FILM_SIZE_MAX);
    if (webm->has_index) {
        buffer_add(&part, "\x4D\xBB\x87\x53\xAB\x84\x1C\x53\xBB\x6B", 10);
        put_element(out, 0x114D9B74, 4, buffer_text(&part));
        buffer_clear(&part);
    }
    buffer_add(&part, "\x2A\xD7\xB1\x83\x0F\x42\x40", 7);
    if (webm->duration > 0) {
        uint64_t bits = 0;
        memcpy(&bits, &webm->duration, sizeof bits);
        buffer_add(&part, "\x44\x89\x88", 3);
        put_big(&part, bits, 8);
    }
    put_element(out, 0x1549A966, 4, buffer_text(&part));
    buffer_clear(&part);
    put_webm_track(&part, 1, "V_VP9", (struct text){"\xB0\x82\x05\x00\xBA\x82\x02\xD0", 8});
    put_webm_track(&part, 2, "A_OPUS", (struct text){NULL, 0});
    put_element(out, 0x1654AE6B, 4, buffer_text(&part));
}

static inline void put_webm(struct buffer *out, const struct webm *webm)
{
    AUTO(buffer_finish) struct buffer type = BUFFER_INIT(FILM_SIZE_MAX);
    put_element(&type, 0x4282, 2, text_of(webm->type));
    put_element(out, 0x1A45DFA3, 4, buffer_text(&type));
    AUTO(buffer_finish) struct buffer segment = BUFFER_INIT(FILM_SIZE_MAX);
    put_webm_head(&segment, webm);
    put_big(&segment, 0x1F43B675, 4);
    put_big(&segment, webm->is_recorded ? 0xFF : 0x84, 1);
    put_zeros(&segment, 4);
    put_big(out, 0x18538067, 4);
    put_big(out,
            webm->is_recorded ? UINT64_C(0x01FFFFFFFFFFFFFF)
                              : UINT64_C(1) << 56 | (segment.length + webm->excess),
            8);
    buffer_add_text(out, buffer_text(&segment));
}

/* A JPEG of any size in pixels, and of `weight` bytes more than it needs. */
static inline void put_jpeg(struct buffer *out, uint16_t width, uint16_t height, size_t weight)
{
    buffer_add(out, "\xFF\xD8\xFF\xE0\0\4ab\xFF\xC0\0\13\10", 13);
    put_big(out, height, 2);
    put_big(out, width, 2);
    buffer_add(out, "\1\1\x11\0\xFF\xDA\0\10\1\1\0\0\x3F\0", 14);
    put_zeros(out, weight);
    buffer_add(out, "\xFF\0\xFF\xD9", 4);
}

/* A GIF of two pictures of 4 x 3 pixels, each for `hundredths` of a second; `plays` times, 0 for
 * ever. */
static inline void put_gif(struct buffer *out, uint16_t hundredths, uint16_t plays)
{
    buffer_add(out, "GIF89a\4\0\3\0\x80\0\0\0\0\0\xFF\xFF\xFF", 19);
    if (plays != 1) {
        buffer_add(out, "\x21\xFF\13NETSCAPE2.0\3\1", 16);
        put_little(out, plays == 0 ? 0 : plays - 1U, 2);
        put_zeros(out, 1);
    }
    for (size_t i = 0; i < 2; i++) {
        buffer_add(out, "\x21\xF9\4\0", 4);
        put_little(out, hundredths, 2);
        buffer_add(out, "\0\0\x2C\0\0\0\0\4\0\3\0\0\2\2\x44\1\0", 17);
    }
    buffer_add(out, ";", 1);
}

#endif
