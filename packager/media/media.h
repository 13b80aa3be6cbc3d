/* SPDX-License-Identifier: Apache-2.0 */

/* What a film, a sound or a picture says of itself: kind, tracks, duration, size, and whether it is
 * whole. Told by its bytes, which pass through once, from first to last; memory is bounded by
 * constants, whatever the file claims, and nothing is decoded. */
#ifndef MEDIA_MEDIA_H
#define MEDIA_MEDIA_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct media_reader;

enum media_class { MEDIA_CLASS_NONE, MEDIA_CLASS_FILM, MEDIA_CLASS_SOUND, MEDIA_CLASS_PICTURE };

enum media_kind {
    MEDIA_KIND_UNKNOWN,
    MEDIA_KIND_MP4, /* film or sound, as three others are */
    MEDIA_KIND_QUICKTIME,
    MEDIA_KIND_WEBM,
    MEDIA_KIND_MATROSKA,
    MEDIA_KIND_OGG,
    MEDIA_KIND_AVI,
    MEDIA_KIND_WINDOWS_MEDIA,
    MEDIA_KIND_FLASH_VIDEO,
    MEDIA_KIND_FLASH,
    MEDIA_KIND_MPEG,
    MEDIA_KIND_MP3,
    MEDIA_KIND_AAC,
    MEDIA_KIND_WAV,
    MEDIA_KIND_FLAC,
    MEDIA_KIND_AIFF,
    MEDIA_KIND_JPEG,
    MEDIA_KIND_PNG,
    MEDIA_KIND_GIF,
    MEDIA_KIND_WEBP,
    MEDIA_KIND_AVIF,
    MEDIA_KIND_SVG,
    MEDIA_KIND_BMP,
    MEDIA_KIND_TIFF,
    MEDIA_KIND_HEIC,
};

/* A kind for people and by its names; two rows if it serves for films and for sounds. */
struct media_kind_row {
    enum media_kind kind;
    enum media_class class;
    const char *title;   /* "an MP4 film" */
    const char *endings; /* what its files are called, a blank between: ".mp4 .m4v" */
    bool is_shown;       /* today's browsers know what to do with it */
};

/* The first row of a kind; for UNKNOWN one whose title says so. */
const struct media_kind_row *media_kind_find(enum media_kind kind);

/* The row of the kind that files of such a name are of; NULL if it is no media file's name.
 * Capitals do not matter. */
const struct media_kind_row *media_kind_of_name(struct text name);

enum { MEDIA_TRACKS_MAX = 8, MEDIA_CODEC_MAX = 31, MEDIA_DAMAGE_MAX = 95 };

enum media_track_kind { MEDIA_TRACK_VIDEO, MEDIA_TRACK_AUDIO, MEDIA_TRACK_TEXT, MEDIA_TRACK_OTHER };

struct media_track {
    enum media_track_kind kind;
    char codec[MEDIA_CODEC_MAX + 1]; /* "avc1.64001F", "mp4a.40.2", "V_VP9"; printable ASCII */
    uint32_t width;                  /* of pictures, 0 if the file does not say */
    uint32_t height;
};

/* Where a film keeps the list of its pictures, which players need before they can begin or seek. */
enum media_index { MEDIA_INDEX_FIRST, MEDIA_INDEX_BEHIND, MEDIA_INDEX_NONE };

struct media_facts {
    enum media_kind kind;
    uint64_t size;        /* of the file, in bytes */
    uint64_t duration_ms; /* of films and sounds; 0 if the file does not say */
    enum media_index index;
    bool is_fragmented;                /* an MP4 for streaming, its index in pieces */
    bool is_cut;                       /* it ends before it says */
    char damage[MEDIA_DAMAGE_MAX + 1]; /* what cannot be right in it; "" for nothing */
    struct media_track *tracks;        /* the first MEDIA_TRACKS_MAX of them */
    size_t track_count;
    uint32_t width; /* of pictures, in pixels; 0 if the file does not say */
    uint32_t height;
    bool moves_on; /* a picture that moves for more than five seconds, or for ever */
};

/* Begins to read a file of `size` bytes. The facts will live in `arena`, all else in `scratch`. */
struct media_reader *media_reader_begin(uint64_t size, struct arena *arena, struct arena *scratch);

/* The next piece of the file, `context` being the reader; false once no more is wanted. Fits into
 * struct zip_sink. */
bool media_reader_take(void *context, struct text piece);

/* What was learnt, after the last piece. */
const struct media_facts *media_reader_end(struct media_reader *reader);

#endif
