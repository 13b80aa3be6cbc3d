/* SPDX-License-Identifier: Apache-2.0 */

/* What the two halves of the MP4 reader share: mp4.c goes through the boxes, mp4_track.c reads what
 * they say of a track. */
#ifndef MEDIA_MP4_H
#define MEDIA_MP4_H

#include "media/reader.h"

struct box_kind;

enum { MP4_DEPTH_MAX = 8 };

/* An MP4 file on its way through. */
struct mp4 {
    struct media_reader *reader;
    uint64_t ends[MP4_DEPTH_MAX]; /* of the boxes that the one at hand stands in */
    size_t depth;
    const struct box_kind *content; /* whose content is wanted; NULL: a header is */
    uint64_t next;                  /* behind that content */
    bool has_movie;
    bool has_data;
    uint64_t time_scale; /* units a second, of the film */
    /* Of the track at hand; */
    bool is_in_track;
    enum media_track_kind track_kind;
    char codec[MEDIA_CODEC_MAX + 1];
    uint32_t width;
    uint32_t height;
    uint64_t track_duration;
    uint64_t track_scale;
};

/* Between the two a track's boxes are read; the end adds it to the facts. */
void mp4_begin_track(struct mp4 *mp4);
void mp4_end_track(struct mp4 *mp4);

/* Each is given the first bytes of the content of a box of a track. */
void mp4_read_track_header(struct mp4 *mp4, struct text content);
void mp4_read_media_header(struct mp4 *mp4, struct text content);
void mp4_read_handler(struct mp4 *mp4, struct text content);
void mp4_read_sample_descriptions(struct mp4 *mp4, struct text content);

#endif
