/* SPDX-License-Identifier: Apache-2.0 */

/* GIF (version 89a): width, height, and how long it moves. Blocks of data consist of sub-blocks,
 * each with one byte of length, which are gone through to the block's end. */
#include "base/arena.h"
#include "media/reader.h"

enum { SCREEN = 13, IMAGE = 11, EXTENSION = 2, SUB_BLOCK = 16, MOVES_HUNDREDTHS_MAX = 500 };

struct gif {
    enum { GIF_SCREEN, GIF_BLOCK, GIF_SUB_BLOCK } expected;
    uint64_t label;      /* of the extension whose sub-blocks follow; 0: a picture's */
    uint64_t hundredths; /* of a second, of all pictures together */
    size_t pictures;
    bool is_looped; /* what follows says how often it begins anew */
    uint64_t plays; /* 0: it begins anew for ever */
};

/* The bytes of a table of colours, by the byte that says whether there is one. */
static uint64_t size_of_table(uint64_t packed)
{
    return (packed & 0x80) != 0 ? UINT64_C(3) << ((packed & 7) + 1) : 0;
}

static bool want_block(struct media_reader *reader, struct gif *gif, uint64_t at)
{
    gif->expected = GIF_BLOCK;
    return media_want(reader, at, IMAGE) || media_cut(reader);
}

static bool want_sub_block(struct media_reader *reader, struct gif *gif, uint64_t at)
{
    gif->expected = GIF_SUB_BLOCK;
    return media_want(reader, at, SUB_BLOCK) || media_cut(reader);
}

static bool read_block(struct media_reader *reader, struct gif *gif, struct text bytes)
{
    enum { TRAILER = 0x3B, INTRODUCER = 0x21, SEPARATOR = 0x2C };
    switch (big_at(bytes, 0, 1)) {
    case TRAILER:
        return false;
    case INTRODUCER:
        gif->label = big_at(bytes, 1, 1);
        return want_sub_block(reader, gif, reader->at + EXTENSION);
    case SEPARATOR:
        gif->label = 0;
        gif->pictures++;
        return want_sub_block(reader, gif, reader->at + IMAGE + size_of_table(big_at(bytes, 9, 1)));
    default:
        return media_damaged(reader, "what stands at byte %llu is no part of a GIF",
                             (unsigned long long)reader->at);
    }
}

/* Delays stand in graphic controls. How often it begins anew stands in the second sub-block of an
 * extension that Netscape once made. */
static void read_extension(struct gif *gif, struct text bytes)
{
    enum { CONTROL = 0xF9, APPLICATION = 0xFF };
    if (gif->label == CONTROL && big_at(bytes, 0, 1) == 4) {
        gif->hundredths += little_at(bytes, 2, 2);
    }
    if (gif->label == APPLICATION && gif->is_looped && big_at(bytes, 0, 2) == 0x0301) {
        uint64_t more = little_at(bytes, 2, 2);
        gif->plays = more == 0 ? 0 : more + 1;
    }
    gif->is_looped = gif->label == APPLICATION && media_is_at(bytes, 1, text_of("NETSCAPE2.0"));
}

static bool read_sub_block(struct media_reader *reader, struct gif *gif, struct text bytes)
{
    uint64_t length = big_at(bytes, 0, 1);
    if (length == 0) {
        return want_block(reader, gif, reader->at + 1);
    }
    read_extension(gif, bytes);
    return want_sub_block(reader, gif, reader->at + 1 + length);
}

static bool step(struct media_reader *reader, struct text bytes)
{
    if (reader->state == NULL) {
        struct gif *created = ARENA_NEW(reader->scratch, struct gif);
        created->plays = 1;
        reader->state = created;
    }
    struct gif *gif = reader->state;
    switch (gif->expected) {
    case GIF_SCREEN:
        reader->facts->width = (uint32_t)little_at(bytes, 6, 2);
        reader->facts->height = (uint32_t)little_at(bytes, 8, 2);
        return want_block(reader, gif, SCREEN + size_of_table(big_at(bytes, 10, 1)));
    case GIF_BLOCK:
        return read_block(reader, gif, bytes);
    case GIF_SUB_BLOCK:
        return read_sub_block(reader, gif, bytes);
    }
    return false;
}

static void finish(struct media_reader *reader)
{
    const struct gif *gif = reader->state;
    bool is_long = gif->plays == 0 || gif->hundredths * gif->plays > MOVES_HUNDREDTHS_MAX;
    reader->facts->moves_on = gif->pictures > 1 && is_long;
}

const struct media_format MEDIA_GIF = {SCREEN, step, finish};
