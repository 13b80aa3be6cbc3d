/* SPDX-License-Identifier: Apache-2.0 */

/* For tests: zips made in memory, good at first, to be broken by one change. */
#ifndef ZIP_ZIP_FIXTURE_H
#define ZIP_ZIP_FIXTURE_H

#include "base/buffer.h"
#include "base/mem.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

enum { FORGE_BYTES_MAX = 64 << 20 };

/* Where a change is made. */
enum forge_record { FORGE_LOCAL, FORGE_CENTRAL, FORGE_END };

/* A zip in the making: begin with FORGE_INIT, add items, end it, change it; forge_finish(). */
struct forge {
    struct buffer zip;
    struct buffer directory;
    size_t count;
    size_t *local;   /* offsets in `zip` */
    size_t *central; /* in `directory`, and in `zip` once that has ended */
    size_t end;      /* of the end record */
};

#define FORGE_INIT                                                                      \
    {                                                                                   \
        .zip = BUFFER_INIT(FORGE_BYTES_MAX), .directory = BUFFER_INIT(FORGE_BYTES_MAX), \
    }

static inline void forge_finish(struct forge *forge)
{
    buffer_finish(&forge->zip);
    buffer_finish(&forge->directory);
    free(forge->local);
    free(forge->central);
}
DEFINE_AUTO_VALUE(struct forge, forge_finish);

static inline void forge_number(struct buffer *buffer, size_t width, uint64_t number)
{
    for (size_t i = 0; i < width; i++) {
        buffer_add_character(buffer, (char)(unsigned char)(number >> (8 * i)));
    }
}

/* One item; all but its name may be left out. */
struct forge_item {
    struct text name;
    struct text content;
    struct text extra; /* fields in both headers */
    bool is_deflated;
};

/* What both kinds of header have between version and extra length. */
static inline void forge_common(struct buffer *buffer, const struct forge_item *item,
                                size_t packed_size)
{
    const Bytef *bytes = (const Bytef *)item->content.data;
    uLong checksum = crc32(0, NULL, 0);
    checksum =
        item->content.length > 0 ? crc32(checksum, bytes, (uInt)item->content.length) : checksum;
    forge_number(buffer, 2, 0); /* flags */
    forge_number(buffer, 2, item->is_deflated ? 8 : 0);
    forge_number(buffer, 4, 0x00210000); /* 1 January 1980 */
    forge_number(buffer, 4, checksum);
    forge_number(buffer, 4, packed_size);
    forge_number(buffer, 4, item->content.length);
    forge_number(buffer, 2, item->name.length);
    forge_number(buffer, 2, item->extra.length);
}

/* The content as it is stored; owned by the caller. */
static inline char *forge_pack(const struct forge_item *item, size_t *out_length)
{
    if (!item->is_deflated) {
        *out_length = item->content.length;
        return mem_copy(item->content.data, item->content.length);
    }
    z_stream stream = {0};
    int code = deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    assert(code == Z_OK);
    size_t room = deflateBound(&stream, item->content.length);
    char *packed = mem_zeroed(1, room);
    char *copy = mem_copy(item->content.data, item->content.length);
    stream.next_in = (Bytef *)copy;
    stream.avail_in = (uInt)item->content.length;
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)room;
    code = deflate(&stream, Z_FINISH);
    assert(code == Z_STREAM_END);
    *out_length = stream.total_out;
    (void)deflateEnd(&stream);
    free(copy);
    return packed;
}

static inline void forge_add_item(struct forge *forge, const struct forge_item *item)
{
    if ((forge->count & (forge->count + 1)) == 0) { /* 0, 1, 3, 7, ...: room for as many again */
        forge->local = mem_resize(forge->local, 2 * forge->count + 2, sizeof(size_t));
        forge->central = mem_resize(forge->central, 2 * forge->count + 2, sizeof(size_t));
    }
    size_t packed_size = 0;
    AUTO(free) char *packed = forge_pack(item, &packed_size);
    forge->local[forge->count] = forge->zip.length;
    forge->central[forge->count] = forge->directory.length;
    forge_number(&forge->directory, 4, 0x02014b50);
    forge_number(&forge->directory, 2, 0x031E); /* made on Unix */
    forge_number(&forge->directory, 2, 20);
    forge_common(&forge->directory, item, packed_size);
    forge_number(&forge->directory, 6, 0); /* no comment; disk 0; internal attributes */
    forge_number(&forge->directory, 4, UINT64_C(0100644) << 16);
    forge_number(&forge->directory, 4, forge->zip.length);
    buffer_add_text(&forge->directory, item->name);
    buffer_add_text(&forge->directory, item->extra);
    forge_number(&forge->zip, 4, 0x04034b50);
    forge_number(&forge->zip, 2, 20);
    forge_common(&forge->zip, item, packed_size);
    buffer_add_text(&forge->zip, item->name);
    buffer_add_text(&forge->zip, item->extra);
    buffer_add(&forge->zip, packed, packed_size);
    forge->count++;
}

static inline void forge_add(struct forge *forge, const char *name, const char *content)
{
    const struct forge_item item = {.name = text_of(name), .content = text_of(content)};
    forge_add_item(forge, &item);
}

/* Adds the directory and the end record. */
static inline void forge_close(struct forge *forge)
{
    size_t directory = forge->zip.length;
    for (size_t i = 0; i < forge->count; i++) {
        forge->central[i] += directory;
    }
    buffer_add_text(&forge->zip, buffer_text(&forge->directory));
    forge->end = forge->zip.length;
    forge_number(&forge->zip, 4, 0x06054b50);
    forge_number(&forge->zip, 4, 0);
    forge_number(&forge->zip, 2, forge->count);
    forge_number(&forge->zip, 2, forge->count);
    forge_number(&forge->zip, 4, forge->directory.length);
    forge_number(&forge->zip, 4, directory);
    forge_number(&forge->zip, 2, 0);
}

static inline size_t forge_place(const struct forge *forge, enum forge_record record, size_t item)
{
    switch (record) {
    case FORGE_LOCAL:
        return forge->local[item];
    case FORGE_CENTRAL:
        return forge->central[item];
    case FORGE_END:
        break;
    }
    return forge->end;
}

/* One change to a zip that has ended: `width` bytes at `offset` of a record become `value`. */
struct forge_change {
    enum forge_record record;
    size_t item;
    size_t offset;
    size_t width;
    uint64_t value;
};

static inline void forge_apply(struct forge *forge, const struct forge_change *change)
{
    size_t place = forge_place(forge, change->record, change->item) + change->offset;
    for (size_t i = 0; i < change->width; i++) {
        forge->zip.data[place + i] = (char)(unsigned char)(change->value >> (8 * i));
    }
}

#endif
