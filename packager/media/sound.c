/* SPDX-License-Identifier: Apache-2.0 */

/* MP3 and WAV: how long they play. */
#include "base/arena.h"
#include "media/reader.h"

/* ---- MP3 (ISO/IEC 11172-3, 13818-3): frames, often behind an ID3 tag ---- */

enum { ID3_HEADER = 10, ID3_FOOTER = 10, FRAME_HEADER = 4 };

struct mp3 {
    bool is_behind_tag;
};

struct mp3_frame {
    bool is_version_1;
    bool is_mono;
    uint32_t rate; /* samples a second */
    uint32_t bits_a_second;
    uint32_t samples; /* of a frame */
};

/* 2.4.2.3, layer III. False for what is no frame. */
static bool read_frame(struct text bytes, struct mp3_frame *out)
{
    static const uint32_t RATES[] = {44100, 48000, 32000};
    static const uint32_t KILOBITS_1[] = {0,   32,  40,  48,  56,  64,  80, 96,
                                          112, 128, 160, 192, 224, 256, 320};
    static const uint32_t KILOBITS_2[] = {0,  8,  16, 24,  32,  40,  48, 56,
                                          64, 80, 96, 112, 128, 144, 160};
    uint64_t header = big_at(bytes, 0, FRAME_HEADER);
    uint64_t version = header >> 19 & 3; /* 3: 1, 2: 2, 0: 2.5 */
    uint64_t layer = header >> 17 & 3;   /* 1: III */
    uint64_t bits = header >> 12 & 15;
    uint64_t rate = header >> 10 & 3;
    if (header >> 21 != 0x7FF || version == 1 || layer != 1 || bits == 15 || rate == 3) {
        return false;
    }
    out->is_version_1 = version == 3;
    out->is_mono = (header >> 6 & 3) == 3;
    out->rate = RATES[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    out->bits_a_second = (out->is_version_1 ? KILOBITS_1[bits] : KILOBITS_2[bits]) * 1000;
    out->samples = out->is_version_1 ? 1152 : 576;
    return true;
}

/* Encoders put the number of frames and bytes into the first frame, behind the fixed part of its
 * side information, under one of two names. */
static bool read_count(struct media_reader *reader, struct text bytes,
                       const struct mp3_frame *frame)
{
    size_t at = FRAME_HEADER +
                (frame->is_version_1 ? (frame->is_mono ? 17U : 32U) : (frame->is_mono ? 9U : 17U));
    if (!media_is_at(bytes, at, text_of("Xing")) && !media_is_at(bytes, at, text_of("Info"))) {
        return false;
    }
    uint64_t flags = big_at(bytes, at + 4, 4);
    bool has_frames = (flags & 1) != 0;
    uint64_t size = (flags & 2) != 0 ? big_at(bytes, at + (has_frames ? 12 : 8), 4) : 0;
    if (size > reader->facts->size - reader->at) {
        (void)media_cut(reader);
    }
    if (has_frames) {
        media_set_duration(reader, big_at(bytes, at + 8, 4) * frame->samples, frame->rate);
    }
    return has_frames;
}

static bool read_frames(struct media_reader *reader, struct text bytes)
{
    struct mp3_frame frame = {0};
    size_t at = 0;
    while (at + FRAME_HEADER <= bytes.length && !read_frame(bytes_from(bytes, at), &frame)) {
        at++;
    }
    if (frame.rate == 0) {
        return media_damaged(reader, "it has no sound where its tag ends");
    }
    if (!read_count(reader, bytes_from(bytes, at), &frame)) {
        uint64_t size = reader->facts->size - reader->at - at;
        media_set_duration(reader, size * 8, frame.bits_a_second);
    }
    struct media_track *track = media_add_track(reader, MEDIA_TRACK_AUDIO);
    if (track != NULL) {
        media_set_codec(track, text_of("mp3"));
    }
    return false;
}

static bool mp3_step(struct media_reader *reader, struct text bytes)
{
    if (reader->state == NULL) {
        reader->state = ARENA_NEW(reader->scratch, struct mp3);
    }
    struct mp3 *mp3 = reader->state;
    if (mp3->is_behind_tag) {
        return read_frames(reader, bytes);
    }
    mp3->is_behind_tag = true;
    uint64_t begin = 0;
    if (text_starts_with(bytes, "ID3") && bytes.length == ID3_HEADER) {
        /* ID3v2, 3.1: a size of 7 bits a byte. */
        for (size_t i = 6; i < ID3_HEADER; i++) {
            begin = begin << 7 | (big_at(bytes, i, 1) & 0x7F);
        }
        bool has_footer = (big_at(bytes, 5, 1) & 0x10) != 0;
        begin += has_footer ? ID3_HEADER + ID3_FOOTER : ID3_HEADER;
    }
    return media_want(reader, begin, MEDIA_WINDOW_MAX) || media_cut(reader);
}

const struct media_format MEDIA_MP3 = {ID3_HEADER, mp3_step, NULL};

/* ---- WAV: chunks of a RIFF file ---- */

enum { RIFF_HEADER = 12, CHUNK_HEADER = 8, FORMAT_SIZE = 16 };

struct wav {
    enum { WAV_HEADER, WAV_CHUNK, WAV_FORMAT } expected;
    uint64_t bytes_a_second;
    uint64_t next;
};

static bool read_format(struct media_reader *reader, struct wav *wav, struct text bytes)
{
    struct media_track *track = media_add_track(reader, MEDIA_TRACK_AUDIO);
    bool is_plain = little_at(bytes, 0, 2) == 1;
    if (track != NULL) {
        media_set_codec(track, text_of(is_plain ? "pcm" : "compressed"));
    }
    wav->bytes_a_second = little_at(bytes, 8, 4);
    wav->expected = WAV_CHUNK;
    return media_want(reader, wav->next, CHUNK_HEADER) || media_cut(reader);
}

/* A recorder that was stopped leaves a size of 0 or of all ones: then what is there counts. */
static bool read_data(struct media_reader *reader, const struct wav *wav, uint64_t size)
{
    uint64_t there = reader->facts->size - reader->at - CHUNK_HEADER;
    bool is_open = size == 0 || size == UINT32_MAX;
    if (size > there && !is_open) {
        (void)media_cut(reader);
    }
    media_set_duration(reader, size < there && !is_open ? size : there, wav->bytes_a_second);
    return wav->bytes_a_second > 0
               ? false
               : media_damaged(reader, "its format does not stand before its sound");
}

static bool read_chunk(struct media_reader *reader, struct wav *wav, struct text bytes)
{
    if (bytes.length < CHUNK_HEADER) {
        return media_cut(reader);
    }
    uint64_t size = little_at(bytes, 4, 4);
    wav->next = reader->at + CHUNK_HEADER + size + (size & 1);
    if (text_starts_with(bytes, "data")) {
        return read_data(reader, wav, size);
    }
    if (text_starts_with(bytes, "fmt ") && size >= FORMAT_SIZE) {
        wav->expected = WAV_FORMAT;
        return media_want(reader, reader->at + CHUNK_HEADER, FORMAT_SIZE) || media_cut(reader);
    }
    return media_want(reader, wav->next, CHUNK_HEADER) || media_cut(reader);
}

static bool wav_step(struct media_reader *reader, struct text bytes)
{
    if (reader->state == NULL) {
        reader->state = ARENA_NEW(reader->scratch, struct wav);
    }
    struct wav *wav = reader->state;
    switch (wav->expected) {
    case WAV_HEADER:
        wav->expected = WAV_CHUNK;
        return media_want(reader, RIFF_HEADER, CHUNK_HEADER) || media_cut(reader);
    case WAV_CHUNK:
        return read_chunk(reader, wav, bytes);
    case WAV_FORMAT:
        return read_format(reader, wav, bytes);
    }
    return false;
}

const struct media_format MEDIA_WAV = {RIFF_HEADER, wav_step, NULL};
