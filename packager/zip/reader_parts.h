/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of the zip reader share; nobody else includes this. */
#ifndef ZIP_READER_PARTS_H
#define ZIP_READER_PARTS_H

#include "base/attributes.h"
#include "zip/zip_reader.h"

/* Behind a struct zip_reader. */
struct zip_parts {
    struct arena *arena;
    const char *path;  /* NULL when it is in memory */
    int descriptor;    /* of `path` */
    struct text bytes; /* the zip in memory */
    uint64_t budget;   /* how many bytes of content may still be given */
    struct zip_fault *newest_fault;
    bool could_not_read; /* the system failed to give bytes that are there */
};

/* Where the end record says that the central directory is. */
struct zip_end {
    uint64_t directory; /* offset in the file */
    uint64_t directory_size;
    uint64_t end; /* offset of the end record, which the directory cannot reach beyond */
    uint64_t item_count;
    uint64_t base; /* bytes before the zip, by which all its offsets are too small */
};

/* Exactly `length` bytes at `offset`; false if they are not all there, or cannot be read. */
bool reader_read_at(struct zip_reader *reader, uint64_t offset, void *out, size_t length);

/* Little-endian numbers. */
uint16_t zip_get16(const unsigned char *bytes);
uint32_t zip_get32(const unsigned char *bytes);
uint64_t zip_get64(const unsigned char *bytes);

PRINTF_LIKE(4, 5)
void reader_fault(struct zip_reader *reader, enum zip_fault_kind kind, const struct zip_item *item,
                  const char *format, ...);

/* The data of the extra field `id` among `extra`; false if there is none. */
bool reader_find_extra(struct text extra, uint16_t id, struct text *out);

/* A number of 32 bits that may say that the next 64 bits of *extra tell instead. */
uint64_t reader_take_wide(uint32_t narrow, struct text *extra);

/* The three steps of opening: the end record, false if there is none; the items; their places. */
bool reader_find_end(struct zip_reader *reader, struct zip_end *out);
void reader_read_directory(struct zip_reader *reader, const struct zip_end *end);
void reader_check_layout(struct zip_reader *reader, const struct zip_end *end);

enum { ZIP_EXTRA_ZIP64 = 0x0001, ZIP_EXTRA_UNICODE_PATH = 0x7075 };

#endif
