/* SPDX-License-Identifier: Apache-2.0 */

/* Ogg (RFC 3533): pages. The first page of each stream says what it is; the place in time that the
 * last one tells is the duration, so all pages are gone through. */
#include "base/arena.h"
#include "media/reader.h"

#include <string.h>

enum {
    PAGE_HEADER = 27,
    SEGMENTS_MAX = 255,
    PACKET_HEAD = 64, /* as far as it is looked at */
    PAGE_WANTED = PAGE_HEADER + SEGMENTS_MAX + PACKET_HEAD,
    FIRST_PAGE = 2,
};

struct ogg {
    uint32_t sound_serial; /* of the stream whose time is taken */
    uint64_t rate;         /* samples a second of that stream */
    uint64_t skipped;      /* samples before its beginning */
    uint64_t samples;
};

/* How streams begin, and where their first packet says what. */
static const struct codec {
    struct text begin;
    const char *name;
    enum media_track_kind kind;
    size_t rate_at; /* 0: none */
} CODECS[] = {
    {{"\1vorbis", 7}, "vorbis", MEDIA_TRACK_AUDIO, 12},
    {{"OpusHead", 8}, "opus", MEDIA_TRACK_AUDIO, 0},
    {{"\x7F"
      "FLAC",
      5},
     "flac",
     MEDIA_TRACK_AUDIO,
     0},
    {{"\x80theora", 7}, "theora", MEDIA_TRACK_VIDEO, 0},
};

static void set_time(struct ogg *ogg, const struct codec *codec, struct text packet)
{
    enum { OPUS_RATE = 48000 }; /* RFC 7845, 4 */
    bool is_opus = strcmp(codec->name, "opus") == 0;
    if (is_opus) {
        ogg->rate = OPUS_RATE;
        ogg->skipped = little_at(packet, 10, 2);
    } else if (codec->rate_at > 0) {
        ogg->rate = little_at(packet, codec->rate_at, 4);
    }
}

static void begin_stream(struct media_reader *reader, struct ogg *ogg, struct text packet,
                         uint32_t serial)
{
    for (size_t i = 0; i < sizeof CODECS / sizeof *CODECS; i++) {
        if (!media_is_at(packet, 0, CODECS[i].begin)) {
            continue;
        }
        struct media_track *track = media_add_track(reader, CODECS[i].kind);
        if (track != NULL) {
            media_set_codec(track, text_of(CODECS[i].name));
        }
        if (CODECS[i].kind == MEDIA_TRACK_AUDIO && ogg->rate == 0) {
            ogg->sound_serial = serial;
            set_time(ogg, &CODECS[i], packet);
        }
    }
}

static bool read_page(struct media_reader *reader, struct ogg *ogg, struct text bytes)
{
    size_t segments = (size_t)big_at(bytes, 26, 1);
    if (bytes.length < PAGE_HEADER + segments) {
        return media_cut(reader);
    }
    uint64_t size = PAGE_HEADER + segments;
    for (size_t i = 0; i < segments; i++) {
        size += big_at(bytes, PAGE_HEADER + i, 1);
    }
    uint32_t serial = (uint32_t)little_at(bytes, 14, 4);
    uint64_t place = little_at(bytes, 6, 8);
    if ((big_at(bytes, 5, 1) & FIRST_PAGE) != 0) {
        begin_stream(reader, ogg, bytes_from(bytes, PAGE_HEADER + segments), serial);
    } else if (ogg->rate > 0 && serial == ogg->sound_serial && place != UINT64_MAX) {
        ogg->samples = place; /* all ones: no packet ends in this page */
    }
    uint64_t next = reader->at + size;
    return next > reader->facts->size ? media_cut(reader) : media_want(reader, next, PAGE_WANTED);
}

static bool step(struct media_reader *reader, struct text bytes)
{
    if (reader->state == NULL) {
        reader->state = ARENA_NEW(reader->scratch, struct ogg);
    }
    if (bytes.length < PAGE_HEADER) {
        return media_cut(reader);
    }
    return text_starts_with(bytes, "OggS")
               ? read_page(reader, reader->state, bytes)
               : media_damaged(reader, "what stands at byte %llu is no page of it",
                               (unsigned long long)reader->at);
}

static void finish(struct media_reader *reader)
{
    const struct ogg *ogg = reader->state;
    if (ogg->samples > ogg->skipped) {
        media_set_duration(reader, ogg->samples - ogg->skipped, ogg->rate);
    }
}

const struct media_format MEDIA_OGG = {PAGE_WANTED, step, finish};
