/* SPDX-License-Identifier: Apache-2.0 */

/* JPEG, PNG and WebP: width and height, and whether the file is whole. */
#include "base/arena.h"
#include "media/reader.h"

/* ---- JPEG (ITU-T T.81, annex B): markers, each with a length, until the picture's bytes ---- */

enum { MARKER_HEADER = 4, FRAME_SIZE = 9 };

struct jpeg {
    bool is_in_scan; /* the picture's bytes have begun */
};

/* B.2.2: C0 to CF begin frames, but for three that stand among them. */
static bool is_frame(uint64_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Within the picture's bytes FF stands before 0 or a restart marker only: "FF D9" is the end, and
 * what cameras put behind it does not matter. */
static bool seek_end(struct media_reader *reader, struct text bytes)
{
    for (size_t i = 0; i + 1 < bytes.length; i++) {
        if (media_is_at(bytes, i, (struct text){"\xFF\xD9", 2})) {
            return false;
        }
    }
    return bytes.length < 2 ? media_cut(reader)
                            : media_want(reader, reader->at + bytes.length - 1, MEDIA_WINDOW_MAX);
}

static bool read_marker(struct media_reader *reader, struct jpeg *jpeg, struct text bytes)
{
    uint64_t marker = big_at(bytes, 1, 1);
    uint64_t length = big_at(bytes, 2, 2);
    if (big_at(bytes, 0, 1) != 0xFF || length < 2) {
        return bytes.length < MARKER_HEADER
                   ? media_cut(reader)
                   : media_damaged(reader, "what stands at byte %llu is no part of a JPEG",
                                   (unsigned long long)reader->at);
    }
    if (marker == 0xFF) { /* B.1.1.2: fill bytes */
        return media_want(reader, reader->at + 1, FRAME_SIZE);
    }
    if (is_frame(marker)) {
        reader->facts->height = (uint32_t)big_at(bytes, 5, 2);
        reader->facts->width = (uint32_t)big_at(bytes, 7, 2);
    }
    jpeg->is_in_scan = marker == 0xDA;
    return media_want(reader, reader->at + 2 + length,
                      jpeg->is_in_scan ? MEDIA_WINDOW_MAX : FRAME_SIZE) ||
           media_cut(reader);
}

static bool jpeg_step(struct media_reader *reader, struct text bytes)
{
    if (reader->state == NULL) {
        reader->state = ARENA_NEW(reader->scratch, struct jpeg);
        return media_want(reader, 2, FRAME_SIZE) || media_cut(reader);
    }
    struct jpeg *jpeg = reader->state;
    return jpeg->is_in_scan ? seek_end(reader, bytes) : read_marker(reader, jpeg, bytes);
}

const struct media_format MEDIA_JPEG = {2, jpeg_step, NULL};

/* ---- PNG (W3C, PNG 3): chunks ---- */

enum { PNG_SIGNATURE = 8, PNG_CHUNK = 16, PNG_AROUND = 12 };

static bool read_chunk(struct media_reader *reader, struct text bytes)
{
    uint64_t next = reader->at + PNG_AROUND + big_at(bytes, 0, 4);
    if (bytes.length < PNG_AROUND || next > reader->facts->size) {
        return media_cut(reader);
    }
    if (media_is_at(bytes, 4, text_of("IHDR"))) {
        reader->facts->width = (uint32_t)big_at(bytes, 8, 4);
        reader->facts->height = (uint32_t)big_at(bytes, 12, 4);
    } else if (media_is_at(bytes, 4, text_of("acTL"))) {
        bool has_many = big_at(bytes, 8, 4) > 1;
        reader->facts->moves_on = has_many && big_at(bytes, 12, 4) == 0; /* it plays for ever */
    }
    if (media_is_at(bytes, 4, text_of("IEND"))) {
        return false;
    }
    return media_want(reader, next, PNG_CHUNK) || media_cut(reader);
}

static bool png_step(struct media_reader *reader, struct text bytes)
{
    if (reader->at == 0) {
        return media_want(reader, PNG_SIGNATURE, PNG_CHUNK) || media_cut(reader);
    }
    return read_chunk(reader, bytes);
}

const struct media_format MEDIA_PNG = {PNG_SIGNATURE, png_step, NULL};

/* ---- WebP (RFC 9649): a RIFF file ---- */

enum { WEBP_HEAD = 46 };

/* 2.5 to 2.7: three kinds of first chunk. */
static void read_size(struct media_facts *facts, struct text bytes)
{
    if (media_is_at(bytes, 12, text_of("VP8X"))) {
        bool is_animated = (big_at(bytes, 20, 1) & 2) != 0;
        bool is_for_ever = media_is_at(bytes, 30, text_of("ANIM")) && little_at(bytes, 42, 2) == 0;
        facts->width = (uint32_t)little_at(bytes, 24, 3) + 1;
        facts->height = (uint32_t)little_at(bytes, 27, 3) + 1;
        facts->moves_on = is_animated && is_for_ever;
    } else if (media_is_at(bytes, 12, text_of("VP8L"))) {
        uint64_t bits = little_at(bytes, 21, 4);
        facts->width = (uint32_t)(bits & 0x3FFF) + 1;
        facts->height = (uint32_t)(bits >> 14 & 0x3FFF) + 1;
    } else if (media_is_at(bytes, 12, text_of("VP8 "))) {
        facts->width = (uint32_t)little_at(bytes, 26, 2) & 0x3FFF;
        facts->height = (uint32_t)little_at(bytes, 28, 2) & 0x3FFF;
    }
}

static bool webp_step(struct media_reader *reader, struct text bytes)
{
    enum { BEFORE_SIZE = 8 };
    read_size(reader->facts, bytes);
    if (little_at(bytes, 4, 4) + BEFORE_SIZE > reader->facts->size) {
        return media_cut(reader);
    }
    return reader->facts->width > 0 ? false
                                    : media_damaged(reader, "it does not begin with a picture");
}

const struct media_format MEDIA_WEBP = {WEBP_HEAD, webp_step, NULL};
