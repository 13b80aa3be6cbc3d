/* SPDX-License-Identifier: Apache-2.0 */

/* MP4 and QuickTime (ISO/IEC 14496-12): boxes within boxes. Those that hold what is wanted are gone
 * into, of a few the first bytes are looked at, all others are passed over; so neither a long film
 * nor a lying size costs memory. */
#include "media/mp4.h"
#include "base/arena.h"
#include "base/ascii.h"

#include <string.h>

enum { HEADER = 16, SHORT_HEADER = 8 };

struct box_kind {
    const char *type;
    bool is_container;
    void (*begin)(struct mp4 *mp4);
    void (*read)(struct mp4 *mp4, struct text content); /* of the first bytes of its content */
};

/* 8.2.2: of all tracks together. */
static void read_movie_header(struct mp4 *mp4, struct text content)
{
    bool is_wide = big_at(content, 0, 1) == 1;
    uint64_t duration = is_wide ? big_at(content, 24, 8) : big_at(content, 16, 4);
    mp4->time_scale = big_at(content, is_wide ? 20 : 12, 4);
    if (duration != (is_wide ? UINT64_MAX : UINT32_MAX)) {
        media_set_duration(mp4->reader, duration, mp4->time_scale);
    }
}

/* 8.8.2: of a film in fragments, whose movie header may say 0. */
static void read_extends_header(struct mp4 *mp4, struct text content)
{
    bool is_wide = big_at(content, 0, 1) == 1;
    media_set_duration(mp4->reader, big_at(content, 4, is_wide ? 8 : 4), mp4->time_scale);
}

/* 8.16.3: the segments of a film in fragments, each with its duration. */
static void read_segment_index(struct mp4 *mp4, struct text content)
{
    size_t at = big_at(content, 0, 1) == 0 ? 20 : 28;
    uint64_t count = big_at(content, at + 2, 2);
    uint64_t duration = 0;
    for (uint64_t i = 0; i < count; i++) {
        duration += big_at(content, at + 4 + (size_t)i * 12 + 4, 4);
    }
    bool is_all_there = at + 4 + count * 12 <= content.length;
    if (is_all_there && mp4->reader->facts->duration_ms == 0) {
        media_set_duration(mp4->reader, duration, big_at(content, 8, 4));
    }
}

static void begin_movie(struct mp4 *mp4)
{
    mp4->has_movie = true;
    mp4->reader->facts->index = mp4->has_data ? MEDIA_INDEX_BEHIND : MEDIA_INDEX_FIRST;
}

static void begin_data(struct mp4 *mp4)
{
    mp4->has_data = true;
}

static void begin_fragment(struct mp4 *mp4)
{
    mp4->reader->facts->is_fragmented = true;
}

static const struct box_kind BOXES[] = {
    {"moov", true, begin_movie, NULL},
    {"mvhd", false, NULL, read_movie_header},
    {"trak", true, mp4_begin_track, NULL},
    {"tkhd", false, NULL, mp4_read_track_header},
    {"mdia", true, NULL, NULL},
    {"mdhd", false, NULL, mp4_read_media_header},
    {"hdlr", false, NULL, mp4_read_handler},
    {"minf", true, NULL, NULL},
    {"stbl", true, NULL, NULL},
    {"stsd", false, NULL, mp4_read_sample_descriptions},
    {"mvex", true, begin_fragment, NULL},
    {"mehd", false, NULL, read_extends_header},
    {"sidx", false, NULL, read_segment_index},
    {"moof", false, begin_fragment, NULL},
    {"mdat", false, begin_data, NULL},
};

/* NULL for what is passed over. */
static const struct box_kind *find_kind(const char *type)
{
    for (size_t i = 0; i < sizeof BOXES / sizeof *BOXES; i++) {
        if (memcmp(BOXES[i].type, type, 4) == 0) {
            return &BOXES[i];
        }
    }
    return NULL;
}

static bool want_header(struct mp4 *mp4, uint64_t at)
{
    while (mp4->depth > 0 && at >= mp4->ends[mp4->depth - 1]) {
        mp4->depth--;
    }
    mp4->content = NULL;
    return media_want(mp4->reader, at, HEADER);
}

static uint64_t end_of_parent(const struct mp4 *mp4)
{
    return mp4->depth > 0 ? mp4->ends[mp4->depth - 1] : mp4->reader->facts->size;
}

/* Size and place of a box, its header included. */
struct box {
    uint64_t at;
    uint64_t size;
    uint64_t content_at;
    char type[5];
};

/* Names are shown in messages. */
static void set_type(struct box *box, struct text header)
{
    for (size_t i = 0; i < 4; i++) {
        bool is_plain = ascii_is_letter_or_digit(header.data[4 + i]);
        box->type[i] = (char)(is_plain ? header.data[4 + i] : '?');
    }
}

/* 4.2: a size of 1 says that a longer one follows, 0 that the box reaches to the end. */
static bool read_box(struct mp4 *mp4, struct text header, struct box *box)
{
    box->at = mp4->reader->at;
    box->size = big_at(header, 0, 4);
    box->content_at = box->at + SHORT_HEADER;
    set_type(box, header);
    uint64_t least = SHORT_HEADER;
    if (box->size == 1) {
        box->size = big_at(header, 8, 8);
        box->content_at = box->at + HEADER;
        least = HEADER;
    } else if (box->size == 0) {
        box->size = end_of_parent(mp4) - box->at;
    }
    return box->size >= least;
}

static bool go_into(struct mp4 *mp4, const struct box *box)
{
    if (mp4->depth == MP4_DEPTH_MAX) {
        return media_damaged(mp4->reader, "its boxes stand in one another too deeply");
    }
    mp4->ends[mp4->depth++] = box->at + box->size;
    return want_header(mp4, box->content_at);
}

static bool look_at_content(struct mp4 *mp4, const struct box_kind *kind, const struct box *box)
{
    uint64_t length = box->at + box->size - box->content_at;
    mp4->content = kind;
    mp4->next = box->at + box->size;
    return media_want(mp4->reader, box->content_at,
                      length < MEDIA_WINDOW_MAX ? (size_t)length : MEDIA_WINDOW_MAX);
}

static bool take_box(struct mp4 *mp4, const struct box *box)
{
    const struct box_kind *kind = find_kind(box->type);
    if (kind != NULL && kind->begin != NULL) {
        kind->begin(mp4);
    }
    if (kind != NULL && kind->is_container) {
        return go_into(mp4, box);
    }
    return kind != NULL && kind->read != NULL ? look_at_content(mp4, kind, box)
                                              : want_header(mp4, box->at + box->size);
}

/* A box must fit into the one around it; one that does not fit into the file was cut off. */
static bool check_box(struct mp4 *mp4, struct text header)
{
    struct box box = {0};
    if (!read_box(mp4, header, &box)) {
        return media_damaged(mp4->reader, "its box '%s' cannot be that short", box.type);
    }
    if (box.size > end_of_parent(mp4) - box.at) {
        if (mp4->depth > 0) {
            return media_damaged(mp4->reader, "its box '%s' is longer than the one around it",
                                 box.type);
        }
        const struct box_kind *kind = find_kind(box.type);
        (void)media_cut(mp4->reader);
        if (kind != NULL && kind->begin != NULL) {
            kind->begin(mp4);
        }
        return false;
    }
    return take_box(mp4, &box);
}

static bool step(struct media_reader *reader, struct text bytes)
{
    if (reader->state == NULL) {
        struct mp4 *created = ARENA_NEW(reader->scratch, struct mp4);
        created->reader = reader;
        reader->state = created;
    }
    struct mp4 *mp4 = reader->state;
    if (mp4->content != NULL) {
        mp4->content->read(mp4, bytes);
        return want_header(mp4, mp4->next);
    }
    return bytes.length < SHORT_HEADER ? media_cut(reader) : check_box(mp4, bytes);
}

static void finish(struct media_reader *reader)
{
    struct mp4 *mp4 = reader->state;
    struct media_facts *facts = reader->facts;
    mp4_end_track(mp4);
    if (!mp4->has_movie) {
        facts->index = MEDIA_INDEX_NONE;
    }
    if (mp4->has_movie && !mp4->has_data && !facts->is_fragmented) {
        facts->is_cut = true; /* its pictures and sounds are what is missing */
    }
    if (!mp4->has_movie && !facts->is_cut) {
        (void)media_damaged(reader, "it has no index (box 'moov')");
    } else if (facts->track_count == 0 && !facts->is_cut) {
        (void)media_damaged(reader, "its index names no track");
    }
}

const struct media_format MEDIA_MP4 = {HEADER, step, finish};
