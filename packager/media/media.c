/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of kinds, how they are told by their first bytes, and how pieces of a file become the
 * bytes that its reader wants. */
#include "media/media.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "media/reader.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct media_kind_row KINDS[] = {
    {MEDIA_KIND_UNKNOWN, MEDIA_CLASS_NONE, "of no known kind", "", false},
    {MEDIA_KIND_MP4, MEDIA_CLASS_FILM, "an MP4 film", ".mp4 .m4v", true},
    {MEDIA_KIND_MP4, MEDIA_CLASS_SOUND, "an MP4 sound", ".m4a .m4b", true},
    {MEDIA_KIND_QUICKTIME, MEDIA_CLASS_FILM, "a QuickTime film", ".mov .qt", true},
    {MEDIA_KIND_WEBM, MEDIA_CLASS_FILM, "a WebM film", ".webm", true},
    {MEDIA_KIND_MATROSKA, MEDIA_CLASS_FILM, "a Matroska film", ".mkv", true},
    {MEDIA_KIND_OGG, MEDIA_CLASS_FILM, "an Ogg film", ".ogv", true},
    {MEDIA_KIND_OGG, MEDIA_CLASS_SOUND, "an Ogg sound", ".ogg .oga .opus", true},
    {MEDIA_KIND_AVI, MEDIA_CLASS_FILM, "an AVI film", ".avi", false},
    {MEDIA_KIND_WINDOWS_MEDIA, MEDIA_CLASS_FILM, "Windows Media", ".wmv .asf", false},
    {MEDIA_KIND_WINDOWS_MEDIA, MEDIA_CLASS_SOUND, "Windows Media", ".wma", false},
    {MEDIA_KIND_FLASH_VIDEO, MEDIA_CLASS_FILM, "a Flash film", ".flv .f4v", false},
    {MEDIA_KIND_FLASH, MEDIA_CLASS_FILM, "a Flash program", ".swf", false},
    {MEDIA_KIND_MPEG, MEDIA_CLASS_FILM, "an MPEG-1 or MPEG-2 film", ".mpg .mpeg", false},
    {MEDIA_KIND_MP3, MEDIA_CLASS_SOUND, "an MP3 sound", ".mp3", true},
    {MEDIA_KIND_AAC, MEDIA_CLASS_SOUND, "an AAC sound", ".aac", true},
    {MEDIA_KIND_WAV, MEDIA_CLASS_SOUND, "a WAV sound", ".wav", true},
    {MEDIA_KIND_FLAC, MEDIA_CLASS_SOUND, "a FLAC sound", ".flac", true},
    {MEDIA_KIND_AIFF, MEDIA_CLASS_SOUND, "an AIFF sound", ".aif .aiff", false},
    {MEDIA_KIND_JPEG, MEDIA_CLASS_PICTURE, "a JPEG picture", ".jpg .jpeg .jpe .jfif", true},
    {MEDIA_KIND_PNG, MEDIA_CLASS_PICTURE, "a PNG picture", ".png", true},
    {MEDIA_KIND_GIF, MEDIA_CLASS_PICTURE, "a GIF picture", ".gif", true},
    {MEDIA_KIND_WEBP, MEDIA_CLASS_PICTURE, "a WebP picture", ".webp", true},
    {MEDIA_KIND_AVIF, MEDIA_CLASS_PICTURE, "an AVIF picture", ".avif", true},
    {MEDIA_KIND_SVG, MEDIA_CLASS_PICTURE, "an SVG picture", ".svg", true},
    {MEDIA_KIND_BMP, MEDIA_CLASS_PICTURE, "a BMP picture", ".bmp", true},
    {MEDIA_KIND_TIFF, MEDIA_CLASS_PICTURE, "a TIFF picture", ".tif .tiff", false},
    {MEDIA_KIND_HEIC, MEDIA_CLASS_PICTURE, "an HEIC picture", ".heic .heif", false},
};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

/* How a kind is told. The first row that fits counts. */
struct signature {
    enum media_kind kind;
    size_t offset;
    struct text bytes;
    const struct media_format *format; /* NULL if no more is to be learnt */
};

#define BYTES(literal)               \
    {                                \
        literal, sizeof(literal) - 1 \
    }

static const struct signature SIGNATURES[] = {
    {MEDIA_KIND_QUICKTIME, 4, BYTES("ftypqt  "), &MEDIA_MP4},
    {MEDIA_KIND_AVIF, 4, BYTES("ftypavi"), NULL},
    {MEDIA_KIND_HEIC, 4, BYTES("ftyphei"), NULL},
    {MEDIA_KIND_HEIC, 4, BYTES("ftyphev"), NULL},
    {MEDIA_KIND_HEIC, 4, BYTES("ftypmif1"), NULL},
    {MEDIA_KIND_MP4, 4, BYTES("ftyp"), &MEDIA_MP4},
    {MEDIA_KIND_QUICKTIME, 4, BYTES("moov"), &MEDIA_MP4},
    {MEDIA_KIND_QUICKTIME, 4, BYTES("wide"), &MEDIA_MP4},
    {MEDIA_KIND_QUICKTIME, 4, BYTES("mdat"), &MEDIA_MP4},
    {MEDIA_KIND_WEBM, 0, BYTES("\x1A\x45\xDF\xA3"), &MEDIA_EBML},
    {MEDIA_KIND_OGG, 0, BYTES("OggS"), &MEDIA_OGG},
    {MEDIA_KIND_AVI, 8, BYTES("AVI "), NULL},
    {MEDIA_KIND_WAV, 8, BYTES("WAVE"), &MEDIA_WAV},
    {MEDIA_KIND_WEBP, 8, BYTES("WEBP"), &MEDIA_WEBP},
    {MEDIA_KIND_WINDOWS_MEDIA, 0, BYTES("\x30\x26\xB2\x75\x8E\x66\xCF\x11"), NULL},
    {MEDIA_KIND_FLASH_VIDEO, 0, BYTES("FLV\x01"), NULL},
    {MEDIA_KIND_FLASH, 1, BYTES("WS"), NULL}, /* FWS, CWS, ZWS */
    {MEDIA_KIND_MPEG, 0, BYTES("\0\0\1\xBA"), NULL},
    {MEDIA_KIND_MPEG, 0, BYTES("\0\0\1\xB3"), NULL},
    {MEDIA_KIND_MP3, 0, BYTES("ID3"), &MEDIA_MP3},
    {MEDIA_KIND_AAC, 0, BYTES("\xFF\xF0"), NULL},
    {MEDIA_KIND_AAC, 0, BYTES("\xFF\xF1"), NULL},
    {MEDIA_KIND_AAC, 0, BYTES("\xFF\xF8"), NULL},
    {MEDIA_KIND_AAC, 0, BYTES("\xFF\xF9"), NULL},
    {MEDIA_KIND_FLAC, 0, BYTES("fLaC"), NULL},
    {MEDIA_KIND_AIFF, 8, BYTES("AIF"), NULL},
    {MEDIA_KIND_JPEG, 0, BYTES("\xFF\xD8\xFF"), &MEDIA_JPEG},
    {MEDIA_KIND_PNG, 0, BYTES("\x89PNG\r\n\x1A\n"), &MEDIA_PNG},
    {MEDIA_KIND_GIF, 0, BYTES("GIF8"), &MEDIA_GIF},
    {MEDIA_KIND_BMP, 0, BYTES("BM"), NULL},
    {MEDIA_KIND_TIFF, 0, BYTES("II*\0"), NULL},
    {MEDIA_KIND_TIFF, 0, BYTES("MM\0*"), NULL},
};

const struct media_kind_row *media_kind_find(enum media_kind kind)
{
    size_t place = 0;
    while (place < KIND_COUNT && KINDS[place].kind != kind) {
        place++;
    }
    assert(place < KIND_COUNT);
    return &KINDS[place];
}

static bool ends_as(struct text name, struct text ending)
{
    return name.length > ending.length && ending.length > 0 &&
           strncasecmp(name.data + name.length - ending.length, ending.data, ending.length) == 0;
}

const struct media_kind_row *media_kind_of_name(struct text name)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        struct text rest = text_of(KINDS[i].endings);
        struct text ending;
        while (text_split(&rest, ' ', &ending)) {
            if (ends_as(name, ending)) {
                return &KINDS[i];
            }
        }
    }
    return NULL;
}

bool media_is_at(struct text bytes, size_t at, struct text what)
{
    return at + what.length <= bytes.length && memcmp(bytes.data + at, what.data, what.length) == 0;
}

bool media_want(struct media_reader *reader, uint64_t at, size_t need)
{
    uint64_t size = reader->facts->size;
    assert(at >= reader->at && need <= MEDIA_WINDOW_MAX);
    reader->at = at;
    reader->need = at < size && need > size - at ? (size_t)(size - at) : need;
    return at < size;
}

bool media_damaged(struct media_reader *reader, const char *format, ...)
{
    if (reader->facts->damage[0] == '\0') {
        va_list arguments;
        va_start(arguments, format);
        (void)vsnprintf(reader->facts->damage, sizeof reader->facts->damage, format, arguments);
        va_end(arguments);
    }
    return false;
}

bool media_cut(struct media_reader *reader)
{
    reader->facts->is_cut = true;
    return false;
}

struct media_track *media_add_track(struct media_reader *reader, enum media_track_kind kind)
{
    struct media_facts *facts = reader->facts;
    if (facts->track_count == MEDIA_TRACKS_MAX) {
        return NULL;
    }
    if (facts->tracks == NULL) {
        facts->tracks = ARENA_ARRAY(reader->arena, struct media_track, MEDIA_TRACKS_MAX);
    }
    struct media_track *track = &facts->tracks[facts->track_count++];
    track->kind = kind;
    return track;
}

void media_set_codec(struct media_track *track, struct text codec)
{
    size_t length = codec.length < MEDIA_CODEC_MAX ? codec.length : MEDIA_CODEC_MAX;
    for (size_t i = 0; i < length; i++) {
        bool is_plain = codec.data[i] >= ' ' && codec.data[i] < 0x7F;
        track->codec[i] = (char)(is_plain ? codec.data[i] : '?');
    }
    track->codec[length] = '\0';
}

void media_set_duration(struct media_reader *reader, uint64_t count, uint64_t per_second)
{
    static const uint64_t SECONDS_MAX = UINT64_C(365) * 24 * 60 * 60;
    if (per_second > 0 && per_second <= UINT32_MAX && count / per_second <= SECONDS_MAX) {
        reader->facts->duration_ms =
            count / per_second * 1000 + count % per_second * 1000 / per_second;
    }
}

/* An SVG begins with whatever XML allows before its root: "<svg" must be the first element. */
static bool is_svg(struct text bytes)
{
    bool is_in_comment = false;
    for (size_t i = 0; i + 4 <= bytes.length; i++) {
        struct text rest = bytes_from(bytes, i);
        is_in_comment =
            is_in_comment ? !text_starts_with(rest, "-->") : text_starts_with(rest, "<!--");
        if (!is_in_comment && rest.data[0] == '<' && ascii_is_letter(rest.data[1])) {
            return text_starts_with(rest, "<svg");
        }
    }
    return false;
}

/* An MP3 without a tag begins with a frame of layer III, some with zeros before it. */
static bool is_mp3(struct text bytes)
{
    size_t at = 0;
    while (at < bytes.length && bytes.data[at] == '\0') {
        at++;
    }
    return big_at(bytes, at, 1) == 0xFF && (big_at(bytes, at + 1, 1) & 0xE6) == 0xE2;
}

static bool set_kind(struct media_reader *reader, enum media_kind kind,
                     const struct media_format *format)
{
    reader->facts->kind = kind;
    reader->format = format;
    return format != NULL && media_want(reader, 0, format->need);
}

/* The first bytes of the file decide who reads on. */
static bool tell_kind(struct media_reader *reader, struct text bytes)
{
    reader->format = NULL;
    for (size_t i = 0; i < sizeof SIGNATURES / sizeof *SIGNATURES; i++) {
        const struct signature *signature = &SIGNATURES[i];
        if (media_is_at(bytes, signature->offset, signature->bytes)) {
            return set_kind(reader, signature->kind, signature->format);
        }
    }
    if (is_mp3(bytes)) {
        return set_kind(reader, MEDIA_KIND_MP3, &MEDIA_MP3);
    }
    return is_svg(bytes) && set_kind(reader, MEDIA_KIND_SVG, NULL);
}

static const struct media_format UNTOLD = {MEDIA_WINDOW_MAX, tell_kind, NULL};

struct media_reader *media_reader_begin(uint64_t size, struct arena *arena, struct arena *scratch)
{
    struct media_reader *reader = ARENA_NEW(scratch, struct media_reader);
    reader->facts = ARENA_NEW(arena, struct media_facts);
    reader->facts->size = size;
    reader->arena = arena;
    reader->scratch = scratch;
    reader->format = &UNTOLD;
    reader->is_done = !media_want(reader, 0, UNTOLD.need);
    return reader;
}

/* Drops what stands before the wanted bytes. */
static void drop_passed(struct media_reader *reader)
{
    uint64_t behind = reader->at - reader->window_at;
    size_t dropped = behind < reader->window_length ? (size_t)behind : reader->window_length;
    reader->window_begin += dropped;
    reader->window_length -= dropped;
    reader->window_at += dropped;
}

/* Makes room behind the bytes that are left: once a piece, as parts may be as short as two bytes.
 */
static void move_window(struct media_reader *reader)
{
    memmove(reader->window, reader->window + reader->window_begin, reader->window_length);
    reader->window_begin = 0;
}

/* Has the reader look at what the window holds, as long as that is what it wants. */
static void look(struct media_reader *reader)
{
    while (!reader->is_done && reader->window_at == reader->at &&
           reader->window_length >= reader->need) {
        struct text bytes = {reader->window + reader->window_begin, reader->need};
        reader->is_done = !reader->format->step(reader, bytes);
        if (++reader->step_count > MEDIA_STEPS_MAX) {
            reader->is_done = !media_damaged(reader, "it has more parts than it can need");
        }
        if (!reader->is_done) {
            drop_passed(reader);
        }
    }
}

/* The bytes of a piece that are passed over, as nobody wants them. */
static struct text skip(struct media_reader *reader, struct text piece)
{
    uint64_t gap = reader->window_length == 0 ? reader->at - reader->window_at : 0;
    size_t length = gap < piece.length ? (size_t)gap : piece.length;
    reader->window_at += length;
    return bytes_from(piece, length);
}

bool media_reader_take(void *context, struct text piece)
{
    struct media_reader *reader = context;
    while (!reader->is_done && piece.length > 0) {
        piece = skip(reader, piece);
        move_window(reader);
        size_t room = MEDIA_WINDOW_MAX - reader->window_length;
        size_t length = piece.length < room ? piece.length : room;
        memcpy(reader->window + reader->window_length, piece.data, length);
        reader->window_length += length;
        piece = bytes_from(piece, length);
        look(reader);
    }
    return !reader->is_done;
}

const struct media_facts *media_reader_end(struct media_reader *reader)
{
    if (!reader->is_done) {
        reader->facts->is_cut = true; /* there are fewer bytes than its size says */
        reader->is_done = true;
    }
    if (reader->format != NULL && reader->format->finish != NULL) {
        reader->format->finish(reader);
    }
    return reader->facts;
}
