/* SPDX-License-Identifier: Apache-2.0 */

/* All numbers are little-endian. A number that its field cannot hold stands as all ones there, and
 * in a zip64 extra field or record: only then are there any of those. Names are ASCII, for which
 * bit 11 (UTF-8) is not needed; sizes are in the local header, for which bit 3 is not. */
#include "zip/zip_records.h"

#include <stdbool.h>
#include <string.h>

enum {
    LOCAL_SIGNATURE = 0x04034B50,
    CENTRAL_SIGNATURE = 0x02014B50,
    END_SIGNATURE = 0x06054B50,
    END64_SIGNATURE = 0x06064B50,
    LOCATOR64_SIGNATURE = 0x07064B50,
    END64_REST = 44, /* bytes of that record behind its length */
    EXTRA64_TAG = 1,
    UNIX = 3 << 8, /* whose file attributes are in the upper half of theirs */
    VERSION_DEFLATE = 20,
    VERSION_ZIP64 = 45,
    DOS_TIME_MIDNIGHT = 0,
    DOS_DATE_FIRST = 0x21, /* 1 January 1980, the first day that zip knows */
};

static const uint32_t FULL_32 = UINT32_MAX;

/* A plain file that its owner may write and all may read. */
static const uint32_t FILE_ATTRIBUTES = (uint32_t)0100644 << 16;

static void add_integer(struct buffer *buffer, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++) {
        buffer_add_character(buffer, (char)(number >> (8 * i)));
    }
}

static void add_16(struct buffer *buffer, uint64_t number)
{
    add_integer(buffer, number, 2);
}

static void add_32(struct buffer *buffer, uint64_t number)
{
    add_integer(buffer, number, 4);
}

static void add_64(struct buffer *buffer, uint64_t number)
{
    add_integer(buffer, number, 8);
}

static bool is_wide(uint64_t number)
{
    return number >= FULL_32;
}

static uint64_t narrow(uint64_t number)
{
    return is_wide(number) ? FULL_32 : number;
}

/* From the version needed to the CRC, which both headers have in common. */
static void add_common(struct buffer *buffer, const struct zip_record *record, bool is_zip64)
{
    add_16(buffer, is_zip64 ? VERSION_ZIP64 : VERSION_DEFLATE);
    add_16(buffer, 0); /* flags */
    add_16(buffer, (uint64_t)record->method);
    add_16(buffer, DOS_TIME_MIDNIGHT);
    add_16(buffer, DOS_DATE_FIRST);
    add_32(buffer, record->crc);
}

/* In a local header both sizes must be wide if one is. */
void zip_record_local(struct buffer *buffer, const struct zip_record *record)
{
    bool is_zip64 = is_wide(record->size);
    add_32(buffer, LOCAL_SIGNATURE);
    add_common(buffer, record, is_zip64);
    add_32(buffer, is_zip64 ? FULL_32 : record->packed_size);
    add_32(buffer, narrow(record->size));
    add_16(buffer, strlen(record->name));
    add_16(buffer, is_zip64 ? 20 : 0);
    buffer_add_string(buffer, record->name);
    if (is_zip64) {
        add_16(buffer, EXTRA64_TAG);
        add_16(buffer, 16);
        add_64(buffer, record->size);
        add_64(buffer, record->packed_size);
    }
}

/* Here an extra field holds those values that are wide, and no others. */
static void add_extra64(struct buffer *buffer, const uint64_t wide[static 3], unsigned count)
{
    if (count == 0) {
        return;
    }
    add_16(buffer, EXTRA64_TAG);
    add_16(buffer, 8 * (uint64_t)count);
    for (unsigned i = 0; i < count; i++) {
        add_64(buffer, wide[i]);
    }
}

void zip_record_central(struct buffer *buffer, const struct zip_record *record)
{
    const uint64_t numbers[3] = {record->size, record->packed_size, record->offset};
    uint64_t wide[3] = {0};
    unsigned count = 0;
    for (size_t i = 0; i < 3; i++) {
        if (is_wide(numbers[i])) {
            wide[count++] = numbers[i];
        }
    }
    add_32(buffer, CENTRAL_SIGNATURE);
    add_16(buffer, UNIX | (count > 0 ? VERSION_ZIP64 : VERSION_DEFLATE));
    add_common(buffer, record, count > 0);
    add_32(buffer, narrow(record->packed_size));
    add_32(buffer, narrow(record->size));
    add_16(buffer, strlen(record->name));
    add_16(buffer, count > 0 ? 4 + 8 * count : 0);
    add_16(buffer, 0); /* comment */
    add_16(buffer, 0); /* disk */
    add_16(buffer, 0); /* internal attributes */
    add_32(buffer, FILE_ATTRIBUTES);
    add_32(buffer, narrow(record->offset));
    buffer_add_string(buffer, record->name);
    add_extra64(buffer, wide, count);
}

static void add_end64(struct buffer *buffer, const struct zip_directory *directory)
{
    add_32(buffer, END64_SIGNATURE);
    add_64(buffer, END64_REST);
    add_16(buffer, UNIX | VERSION_ZIP64);
    add_16(buffer, VERSION_ZIP64);
    add_32(buffer, 0); /* disk */
    add_32(buffer, 0); /* disk of the directory */
    add_64(buffer, directory->count);
    add_64(buffer, directory->count);
    add_64(buffer, directory->size);
    add_64(buffer, directory->offset);
    add_32(buffer, LOCATOR64_SIGNATURE);
    add_32(buffer, 0); /* disk of the record above */
    add_64(buffer, directory->offset + directory->size);
    add_32(buffer, 1); /* disks */
}

void zip_record_end(struct buffer *buffer, const struct zip_directory *directory)
{
    bool is_crowded = directory->count >= UINT16_MAX;
    if (is_crowded || is_wide(directory->offset) || is_wide(directory->size)) {
        add_end64(buffer, directory);
    }
    uint64_t count = is_crowded ? UINT16_MAX : directory->count;
    add_32(buffer, END_SIGNATURE);
    add_16(buffer, 0); /* disk */
    add_16(buffer, 0); /* disk of the directory */
    add_16(buffer, count);
    add_16(buffer, count);
    add_32(buffer, narrow(directory->size));
    add_32(buffer, narrow(directory->offset));
    add_16(buffer, 0); /* comment */
}
