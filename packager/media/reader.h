/* SPDX-License-Identifier: Apache-2.0 */

/* The contract of readers of single kinds; for the files of this folder only. A reader is a
 * function that is given the bytes it wanted, and says which it wants next: always further on in
 * the file. */
#ifndef MEDIA_READER_H
#define MEDIA_READER_H

#include "base/attributes.h"
#include "media/media.h"

enum {
    MEDIA_WINDOW_MAX = 4096,   /* bytes that can be wanted at once */
    MEDIA_STEPS_MAX = 4000000, /* more parts than that are damage: what bounds time */
};

/* A kind's reader. */
struct media_format {
    size_t need; /* bytes from 0 on that it wants first */

    /* Looks at `bytes`, which begin at reader->at, and are as many as were wanted, but for those
     * behind the file's end. False if no more are wanted; else media_want() has said which. */
    bool (*step)(struct media_reader *reader, struct text bytes);

    /* If set, draws conclusions once no more bytes are wanted or to be had. */
    void (*finish)(struct media_reader *reader);
};

struct media_reader {
    struct media_facts *facts;
    struct arena *arena; /* of the facts */
    struct arena *scratch;
    const struct media_format *format;
    void *state; /* of the kind's reader, in `scratch` */
    uint64_t at; /* where the wanted bytes begin */
    size_t need; /* how many they are */
    /* For media.c: */
    uint64_t window_at;
    size_t window_begin; /* where in `window` they stand */
    size_t window_length;
    size_t step_count;
    bool is_done;
    char window[MEDIA_WINDOW_MAX];
};

/* The next bytes wanted: `need` of them from `at` on, which is not before what is wanted now. False
 * if the file ends there, for `return`. */
bool media_want(struct media_reader *reader, uint64_t at, size_t need);

/* Notes what cannot be right, the first time, and returns false, for `return`. */
PRINTF_LIKE(2, 3)
bool media_damaged(struct media_reader *reader, const char *format, ...);

/* Notes that the file ends too early, and returns false. */
bool media_cut(struct media_reader *reader);

/* One track more; NULL if there are too many. */
struct media_track *media_add_track(struct media_reader *reader, enum media_track_kind kind);

/* Sets the codec, each byte that is no printable ASCII as '?'. */
void media_set_codec(struct media_track *track, struct text codec);

/* Notes the duration of `count` units of which there are `per_second`, unless that is nonsense. */
void media_set_duration(struct media_reader *reader, uint64_t count, uint64_t per_second);

/* `width` bytes at `at` as a number; 0 if not all of them are there. */
static inline uint64_t big_at(struct text bytes, size_t at, size_t width)
{
    uint64_t value = 0;
    for (size_t i = 0; at + width <= bytes.length && i < width; i++) {
        value = value << 8 | (unsigned char)bytes.data[at + i];
    }
    return value;
}

static inline uint64_t little_at(struct text bytes, size_t at, size_t width)
{
    uint64_t value = 0;
    for (size_t i = width; at + width <= bytes.length && i > 0; i--) {
        value = value << 8 | (unsigned char)bytes.data[at + i - 1];
    }
    return value;
}

/* Whether `what` stands at `at`. */
bool media_is_at(struct text bytes, size_t at, struct text what);

/* The part of `bytes` from `at` on. */
static inline struct text bytes_from(struct text bytes, size_t at)
{
    return at < bytes.length ? (struct text){bytes.data + at, bytes.length - at}
                             : (struct text){"", 0};
}

extern const struct media_format MEDIA_MP4;
extern const struct media_format MEDIA_EBML;
extern const struct media_format MEDIA_OGG;
extern const struct media_format MEDIA_MP3;
extern const struct media_format MEDIA_WAV;
extern const struct media_format MEDIA_JPEG;
extern const struct media_format MEDIA_PNG;
extern const struct media_format MEDIA_GIF;
extern const struct media_format MEDIA_WEBP;

#endif
