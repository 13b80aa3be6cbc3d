/* SPDX-License-Identifier: Apache-2.0 */

/* What the boxes of one MP4 track say: kind, size, duration, and the codec as browsers name it (RFC
 * 6381): "avc1.64001F", "mp4a.40.2". */
#include "media/mp4.h"

#include <stdio.h>
#include <string.h>

/* Fixed parts of a sample entry, its 8 bytes of size and type included (14496-12, 12.1.3, 12.2.3).
 */
enum { VIDEO_ENTRY = 86, AUDIO_ENTRY = 36, AUDIO_ENTRY_1 = 52, AUDIO_ENTRY_2 = 72 };

/* Tags of MPEG-4 descriptors (14496-1, 7.2.2.1). */
enum { STREAM_DESCRIPTOR = 3, DECODER_CONFIG = 4, DECODER_SPECIFIC = 5, AAC = 0x40 };

void mp4_begin_track(struct mp4 *mp4)
{
    mp4_end_track(mp4);
    mp4->is_in_track = true;
    mp4->track_kind = MEDIA_TRACK_OTHER;
    mp4->codec[0] = '\0';
    mp4->width = 0;
    mp4->height = 0;
    mp4->track_duration = 0;
    mp4->track_scale = 0;
}

void mp4_end_track(struct mp4 *mp4)
{
    struct media_track *track =
        mp4->is_in_track ? media_add_track(mp4->reader, mp4->track_kind) : NULL;
    mp4->is_in_track = false;
    if (track != NULL) {
        media_set_codec(track, text_of(mp4->codec));
        track->width = mp4->width;
        track->height = mp4->height;
        if (mp4->reader->facts->duration_ms == 0) {
            media_set_duration(mp4->reader, mp4->track_duration, mp4->track_scale);
        }
    }
}

/* 8.3.2: width and height stand at the end, as numbers with 16 bits behind the point. */
void mp4_read_track_header(struct mp4 *mp4, struct text content)
{
    size_t at = big_at(content, 0, 1) == 1 ? 88 : 76;
    mp4->width = (uint32_t)big_at(content, at, 2);
    mp4->height = (uint32_t)big_at(content, at + 4, 2);
}

/* 8.4.2 */
void mp4_read_media_header(struct mp4 *mp4, struct text content)
{
    bool is_wide = big_at(content, 0, 1) == 1;
    uint64_t duration = is_wide ? big_at(content, 24, 8) : big_at(content, 16, 4);
    mp4->track_scale = big_at(content, is_wide ? 20 : 12, 4);
    mp4->track_duration = duration == (is_wide ? UINT64_MAX : UINT32_MAX) ? 0 : duration;
}

/* 8.4.3 */
void mp4_read_handler(struct mp4 *mp4, struct text content)
{
    static const struct {
        struct text type;
        enum media_track_kind kind;
    } HANDLERS[] = {
        {{"vide", 4}, MEDIA_TRACK_VIDEO}, {{"soun", 4}, MEDIA_TRACK_AUDIO},
        {{"text", 4}, MEDIA_TRACK_TEXT},  {{"sbtl", 4}, MEDIA_TRACK_TEXT},
        {{"subt", 4}, MEDIA_TRACK_TEXT},  {{"clcp", 4}, MEDIA_TRACK_TEXT},
    };
    for (size_t i = 0; i < sizeof HANDLERS / sizeof *HANDLERS; i++) {
        if (media_is_at(content, 8, HANDLERS[i].type)) {
            mp4->track_kind = HANDLERS[i].kind;
        }
    }
}

/* The content of the first box of that type in `boxes`; nothing if there is none. */
static struct text find_box(struct text boxes, const char *type)
{
    while (boxes.length >= 8) {
        uint64_t size = big_at(boxes, 0, 4);
        if (size < 8) {
            break;
        }
        size_t length = size < boxes.length ? (size_t)size : boxes.length;
        if (media_is_at(boxes, 4, (struct text){type, 4})) {
            return (struct text){boxes.data + 8, length - 8};
        }
        boxes = bytes_from(boxes, length);
    }
    return (struct text){"", 0};
}

/* Cuts one descriptor off the front: a tag, a length in 7 bits a byte, content. */
static bool take_descriptor(struct text *rest, uint64_t *tag, struct text *content)
{
    size_t at = 1;
    size_t length = 0;
    uint64_t byte = 0x80;
    while ((byte & 0x80) != 0 && at < 5 && at < rest->length) {
        byte = big_at(*rest, at++, 1);
        length = length << 7 | (size_t)(byte & 0x7F);
    }
    if ((byte & 0x80) != 0) {
        return false;
    }
    *tag = big_at(*rest, 0, 1);
    *content = bytes_from(*rest, at);
    content->length = length < content->length ? length : content->length;
    *rest = bytes_from(*rest, at + content->length);
    return true;
}

/* The content of the first descriptor of that tag; nothing if there is none. */
static struct text find_descriptor(struct text descriptors, uint64_t wanted)
{
    uint64_t tag = 0;
    struct text content = {"", 0};
    while (take_descriptor(&descriptors, &tag, &content)) {
        if (tag == wanted) {
            return content;
        }
    }
    return (struct text){"", 0};
}

/* 14496-1, 7.2.6.5: behind its id and flags, which say what else stands before the descriptors. */
static struct text skip_stream_head(struct text stream)
{
    uint64_t flags = big_at(stream, 2, 1);
    size_t at = 3;
    at += (flags & 0x80) != 0 ? 2 : 0;
    at += (flags & 0x40) != 0 ? 1 + (size_t)big_at(stream, at, 1) : 0;
    at += (flags & 0x20) != 0 ? 2 : 0;
    return bytes_from(stream, at);
}

/* "mp4a.40.2": what the decoder is, and of AAC which one. */
static void name_mp4a(struct mp4 *mp4, struct text entry, size_t fixed)
{
    struct text box = find_box(bytes_from(entry, fixed), "esds");
    struct text stream = find_descriptor(bytes_from(box, 4), STREAM_DESCRIPTOR);
    struct text decoder = find_descriptor(skip_stream_head(stream), DECODER_CONFIG);
    if (decoder.length < 13) {
        return;
    }
    unsigned type = (unsigned)big_at(decoder, 0, 1);
    struct text specific = find_descriptor(bytes_from(decoder, 13), DECODER_SPECIFIC);
    if (type == AAC && specific.length > 0) {
        (void)snprintf(mp4->codec, sizeof mp4->codec, "mp4a.%02X.%u", type,
                       (unsigned)(big_at(specific, 0, 1) >> 3));
    } else {
        (void)snprintf(mp4->codec, sizeof mp4->codec, "mp4a.%02X", type);
    }
}

/* "avc1.64001F": profile, constraints and level, as the record of the decoder has them. */
static void name_avc(struct mp4 *mp4, struct text entry)
{
    struct text record = find_box(bytes_from(entry, VIDEO_ENTRY), "avcC");
    if (record.length >= 4) {
        (void)snprintf(mp4->codec, sizeof mp4->codec, "%.4s.%06X", entry.data + 4,
                       (unsigned)big_at(record, 1, 3));
    }
}

/* 8.5.2: of several descriptions, as after a cut, the first one. */
void mp4_read_sample_descriptions(struct mp4 *mp4, struct text content)
{
    struct text entry = bytes_from(content, 8);
    if (entry.length < 16) {
        return;
    }
    memcpy(mp4->codec, entry.data + 4, 4);
    mp4->codec[4] = '\0';
    if (mp4->track_kind == MEDIA_TRACK_VIDEO && entry.length >= VIDEO_ENTRY) {
        mp4->width = (uint32_t)big_at(entry, 32, 2);
        mp4->height = (uint32_t)big_at(entry, 34, 2);
        bool is_avc = memcmp(mp4->codec, "avc", 3) == 0;
        if (is_avc) {
            name_avc(mp4, entry);
        }
    }
    if (memcmp(mp4->codec, "mp4a", 4) == 0) {
        static const size_t FIXED[] = {AUDIO_ENTRY, AUDIO_ENTRY_1, AUDIO_ENTRY_2};
        uint64_t version = big_at(entry, 16, 2);
        name_mp4a(mp4, entry, FIXED[version < 3 ? version : 0]);
    }
}
