/* SPDX-License-Identifier: Apache-2.0 */

/* WebM and Matroska (RFC 8794, RFC 9559): elements within elements, up to the first cluster, where
 * pictures and sound begin. Elements of unknown size, as recorders write them, end with the one
 * around them. */
#include "base/arena.h"
#include "media/reader.h"

#include <string.h>

enum { DEPTH_MAX = 6, HEADER_MAX = 12, ID_MAX = 4, SIZE_MAX_BYTES = 8 };

enum element_id {
    ID_EBML = 0x1A45DFA3,
    ID_DOCUMENT_TYPE = 0x4282,
    ID_SEGMENT = 0x18538067,
    ID_SEEK_HEAD = 0x114D9B74,
    ID_SEEK = 0x4DBB,
    ID_SEEK_ID = 0x53AB,
    ID_INFO = 0x1549A966,
    ID_TIMESTAMP_SCALE = 0x2AD7B1,
    ID_DURATION = 0x4489,
    ID_TRACKS = 0x1654AE6B,
    ID_TRACK = 0xAE,
    ID_TRACK_TYPE = 0x83,
    ID_CODEC = 0x86,
    ID_VIDEO = 0xE0,
    ID_WIDTH = 0xB0,
    ID_HEIGHT = 0xBA,
    ID_CLUSTER = 0x1F43B675,
    ID_CUES = 0x1C53BB6B,
};

struct ebml {
    struct media_reader *reader;
    uint64_t ends[DEPTH_MAX]; /* of the elements that the one at hand stands in */
    size_t depth;
    uint64_t content;  /* the id whose content is wanted; 0: a header is */
    uint64_t next;     /* behind that content */
    uint64_t scale_ns; /* of a unit of the duration */
    double duration;
    struct media_track *track; /* the one at hand; NULL if it is one too many */
    bool has_index;
};

static const struct {
    uint64_t id;
    bool is_container;
} ELEMENTS[] = {
    {ID_EBML, true},      {ID_DOCUMENT_TYPE, false},
    {ID_SEGMENT, true},   {ID_INFO, true},
    {ID_SEEK_HEAD, true}, {ID_SEEK, true},
    {ID_SEEK_ID, false},  {ID_TIMESTAMP_SCALE, false},
    {ID_DURATION, false}, {ID_TRACKS, true},
    {ID_TRACK, true},     {ID_TRACK_TYPE, false},
    {ID_CODEC, false},    {ID_VIDEO, true},
    {ID_WIDTH, false},    {ID_HEIGHT, false},
};

/* 4 or 8 bytes of IEEE 754. */
static double read_float(struct text content)
{
    double value = 0;
    uint64_t bits = big_at(content, 0, content.length);
    if (content.length == 4) {
        uint32_t half = (uint32_t)bits;
        float single = 0;
        memcpy(&single, &half, sizeof single);
        value = (double)single;
    } else if (content.length == 8) {
        memcpy(&value, &bits, sizeof value);
    }
    return value;
}

static enum media_track_kind kind_of(uint64_t type)
{
    switch (type) {
    case 1:
        return MEDIA_TRACK_VIDEO;
    case 2:
        return MEDIA_TRACK_AUDIO;
    case 17:
        return MEDIA_TRACK_TEXT;
    default:
        return MEDIA_TRACK_OTHER;
    }
}

static void read_of_track(struct ebml *ebml, struct text content)
{
    uint64_t number = big_at(content, 0, content.length);
    struct media_track *track = ebml->track;
    if (track == NULL) {
        return;
    }
    if (ebml->content == ID_TRACK_TYPE) {
        track->kind = kind_of(number);
    } else if (ebml->content == ID_CODEC) {
        media_set_codec(track, content);
    } else if (ebml->content == ID_WIDTH) {
        track->width = number < UINT32_MAX ? (uint32_t)number : 0;
    } else if (ebml->content == ID_HEIGHT) {
        track->height = number < UINT32_MAX ? (uint32_t)number : 0;
    }
}

static void read_content(struct ebml *ebml, struct text content)
{
    struct media_facts *facts = ebml->reader->facts;
    if (ebml->content == ID_DOCUMENT_TYPE) {
        bool is_webm = text_starts_with(content, "webm");
        facts->kind = is_webm ? MEDIA_KIND_WEBM : MEDIA_KIND_MATROSKA;
    } else if (ebml->content == ID_TIMESTAMP_SCALE) {
        ebml->scale_ns = big_at(content, 0, content.length);
    } else if (ebml->content == ID_DURATION) {
        ebml->duration = read_float(content);
    } else if (ebml->content == ID_SEEK_ID) {
        ebml->has_index = ebml->has_index || big_at(content, 0, content.length) == ID_CUES;
    } else {
        read_of_track(ebml, content);
    }
}

static bool want_header(struct ebml *ebml, uint64_t at)
{
    while (ebml->depth > 0 && at >= ebml->ends[ebml->depth - 1]) {
        ebml->depth--;
    }
    ebml->content = 0;
    return media_want(ebml->reader, at, HEADER_MAX);
}

/* The length of a number that begins with this byte: one more than its leading zero bits. */
static size_t length_of(uint64_t first)
{
    size_t length = 1;
    while (length <= SIZE_MAX_BYTES && (first & (UINT64_C(0x80) >> (length - 1))) == 0) {
        length++;
    }
    return length;
}

struct element {
    uint64_t id;
    uint64_t content_at;
    uint64_t end;
};

/* False for bytes that are no element. */
static bool read_header(const struct ebml *ebml, struct text bytes, uint64_t parent_end,
                        struct element *out)
{
    size_t id_length = length_of(big_at(bytes, 0, 1));
    size_t length = length_of(big_at(bytes, id_length, 1));
    if (id_length > ID_MAX || length > SIZE_MAX_BYTES || id_length + length > bytes.length) {
        return false;
    }
    out->id = big_at(bytes, 0, id_length);
    uint64_t mask = (UINT64_C(1) << (7 * length)) - 1;
    uint64_t size = big_at(bytes, id_length, length) & mask;
    out->content_at = ebml->reader->at + id_length + length;
    bool is_unknown = size == mask;
    out->end = is_unknown ? parent_end : out->content_at + size;
    return true;
}

/* Of what is passed over, nothing more is looked at than its header. */
static bool take_element(struct ebml *ebml, const struct element *element)
{
    size_t place = 0;
    const size_t count = sizeof ELEMENTS / sizeof *ELEMENTS;
    while (place < count && ELEMENTS[place].id != element->id) {
        place++;
    }
    if (place == count) {
        return want_header(ebml, element->end);
    }
    if (ELEMENTS[place].is_container) {
        if (ebml->depth == DEPTH_MAX) {
            return media_damaged(ebml->reader, "its elements stand in one another too deeply");
        }
        if (element->id == ID_TRACK) {
            ebml->track = media_add_track(ebml->reader, MEDIA_TRACK_OTHER);
        }
        ebml->ends[ebml->depth++] = element->end;
        return want_header(ebml, element->content_at);
    }
    uint64_t length = element->end - element->content_at;
    ebml->content = element->id;
    ebml->next = element->end;
    return media_want(ebml->reader, element->content_at,
                      length < MEDIA_WINDOW_MAX ? (size_t)length : MEDIA_WINDOW_MAX);
}

static bool check_element(struct ebml *ebml, struct text bytes)
{
    struct media_reader *reader = ebml->reader;
    uint64_t parent_end = ebml->depth > 0 ? ebml->ends[ebml->depth - 1] : reader->facts->size;
    struct element element = {0};
    if (!read_header(ebml, bytes, parent_end, &element)) {
        return media_damaged(reader, "what stands at byte %llu is no element of it",
                             (unsigned long long)reader->at);
    }
    ebml->has_index = ebml->has_index || element.id == ID_CUES;
    if (element.end > reader->facts->size) {
        (void)media_cut(reader);
        element.end = reader->facts->size;
    }
    if (element.id == ID_CLUSTER) {
        return false;
    }
    /* One of unknown size may begin where the one around it has ended. */
    bool is_outside = element.end > parent_end || element.end < element.content_at;
    if (is_outside && ebml->depth > 0) {
        return media_damaged(reader, "its element %llX is longer than the one around it",
                             (unsigned long long)element.id);
    }
    return take_element(ebml, &element);
}

static bool step(struct media_reader *reader, struct text bytes)
{
    if (reader->state == NULL) {
        struct ebml *created = ARENA_NEW(reader->scratch, struct ebml);
        created->reader = reader;
        created->scale_ns = 1000000; /* RFC 9559, 5.1.2.9 */
        reader->state = created;
    }
    struct ebml *ebml = reader->state;
    if (ebml->content == 0) {
        return check_element(ebml, bytes);
    }
    read_content(ebml, bytes);
    return want_header(ebml, ebml->next);
}

static void finish(struct media_reader *reader)
{
    const struct ebml *ebml = reader->state;
    static const double MS_MAX = 1e13;
    double ms = ebml->duration * (double)ebml->scale_ns / 1e6; /* may be no number at all */
    if (ms > 0 && ms < MS_MAX) {
        media_set_duration(reader, (uint64_t)ms, 1000);
    }
    reader->facts->index = ebml->has_index ? MEDIA_INDEX_FIRST : MEDIA_INDEX_NONE;
    if (reader->facts->track_count == 0 && !reader->facts->is_cut) {
        (void)media_damaged(reader, "it names no track before its pictures and sounds begin");
    }
}

const struct media_format MEDIA_EBML = {HEADER_MAX, step, finish};
