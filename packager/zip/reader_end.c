/* SPDX-License-Identifier: Apache-2.0 */

/* Finds the end record and with it the central directory (APPNOTE.TXT 4.3.14 to 4.3.16). Readers
 * differ in how they look for it; where two of them could come to different answers, that is a
 * fault. */
#include "zip/reader_parts.h"

#include "base/auto.h"
#include "base/mem.h"

#include <inttypes.h>
#include <string.h>

enum {
    END_SIZE = 22,
    COMMENT_MAX = UINT16_MAX,
    LOCATOR_SIZE = 20,
    END64_SIZE = 56,
    SIGNATURE_SIZE = 4,
};

static const uint32_t SIGNATURE_END = 0x06054b50;
static const uint32_t SIGNATURE_LOCATOR = 0x07064b50;
static const uint32_t SIGNATURE_END64 = 0x06064b50;
static const uint32_t SIGNATURE_DIRECTORY = 0x02014b50;

/* The end of the file, where an end record can be. */
struct tail {
    unsigned char *bytes;
    size_t length;
    uint64_t offset;
};

static void tail_finish(struct tail *tail)
{
    free(tail->bytes);
}
DEFINE_AUTO_VALUE(struct tail, tail_finish);

/* Where an end record at `position` of the tail would end. */
static size_t end_of(const struct tail *tail, size_t position)
{
    return position + END_SIZE + zip_get16(tail->bytes + position + 20);
}

/* The last end record whose comment ends with the file, as all readers take it; or else the last
 * one that lies within it. `length` of the tail if there is none. */
static size_t choose(struct zip_reader *reader, const struct tail *tail)
{
    size_t exact = tail->length;
    size_t loose = tail->length;
    size_t exact_count = 0;
    for (size_t position = tail->length - END_SIZE + 1; position-- > 0;) {
        if (zip_get32(tail->bytes + position) != SIGNATURE_END) {
            continue;
        }
        if (end_of(tail, position) == tail->length) {
            exact = exact_count++ == 0 ? position : exact;
        } else if (end_of(tail, position) < tail->length && loose == tail->length) {
            loose = position;
        }
    }
    if (exact_count > 1) {
        reader_fault(reader, ZIP_FAULT_TWO_ENDS, NULL, "%zu end records fit the end of the file",
                     exact_count);
    }
    if (exact_count == 0 && loose < tail->length) {
        reader_fault(reader, ZIP_FAULT_BEHIND_END, NULL,
                     "%zu bytes stand behind the end record and its comment",
                     tail->length - end_of(tail, loose));
    }
    return exact_count > 0 ? exact : loose;
}

/* The parts of the two kinds of end record, as wide as the larger one. */
struct record {
    uint64_t offset; /* of the record itself */
    uint64_t disk;
    uint64_t directory_disk;
    uint64_t count_here;
    uint64_t count;
    uint64_t size;
    uint64_t directory;
};

static struct record read_record(const struct tail *tail, size_t position)
{
    const unsigned char *bytes = tail->bytes + position;
    return (struct record){
        .offset = tail->offset + position,
        .disk = zip_get16(bytes + 4),
        .directory_disk = zip_get16(bytes + 6),
        .count_here = zip_get16(bytes + 8),
        .count = zip_get16(bytes + 10),
        .size = zip_get32(bytes + 12),
        .directory = zip_get32(bytes + 16),
    };
}

static bool read_record64(struct zip_reader *reader, uint64_t offset, struct record *out)
{
    unsigned char bytes[END64_SIZE];
    if (!reader_read_at(reader, offset, bytes, sizeof bytes) ||
        zip_get32(bytes) != SIGNATURE_END64) {
        return false;
    }
    *out = (struct record){
        .offset = offset,
        .disk = zip_get32(bytes + 16),
        .directory_disk = zip_get32(bytes + 20),
        .count_here = zip_get64(bytes + 24),
        .count = zip_get64(bytes + 32),
        .size = zip_get64(bytes + 40),
        .directory = zip_get64(bytes + 48),
    };
    return true;
}

/* A field that does not refer to the wide record must say the same as it. */
static bool agrees(uint64_t narrow, uint64_t wide, uint64_t refers)
{
    return narrow == refers || narrow == wide;
}

static bool records_agree(const struct record *narrow, const struct record *wide)
{
    return agrees(narrow->disk, wide->disk, UINT16_MAX) &&
           agrees(narrow->count, wide->count, UINT16_MAX) &&
           agrees(narrow->size, wide->size, UINT32_MAX) &&
           agrees(narrow->directory, wide->directory, UINT32_MAX);
}

/* Goes on to the record for large zips where there is one. */
static void widen(struct zip_reader *reader, struct record *record)
{
    bool refers = record->size == UINT32_MAX || record->directory == UINT32_MAX;
    unsigned char locator[LOCATOR_SIZE];
    if (record->offset < LOCATOR_SIZE ||
        !reader_read_at(reader, record->offset - LOCATOR_SIZE, locator, sizeof locator) ||
        zip_get32(locator) != SIGNATURE_LOCATOR) {
        if (refers) {
            reader_fault(reader, ZIP_FAULT_ZIP64, NULL,
                         "the end record refers to one for large zips, which is missing");
        }
        return;
    }
    struct record wide;
    /* With bytes before the zip, the offset is too small, but the record stands right here. */
    if (!read_record64(reader, zip_get64(locator + 8), &wide) &&
        (record->offset < LOCATOR_SIZE + END64_SIZE ||
         !read_record64(reader, record->offset - LOCATOR_SIZE - END64_SIZE, &wide))) {
        reader_fault(reader, ZIP_FAULT_ZIP64, NULL,
                     "the end record for large zips is not where its locator says");
        return;
    }
    if (!records_agree(record, &wide)) {
        reader_fault(reader, ZIP_FAULT_ZIP64, NULL,
                     "the two end records contradict each other: %" PRIu64 " and %" PRIu64
                     " entries, directory at %" PRIu64 " and %" PRIu64,
                     record->count, wide.count, record->directory, wide.directory);
    }
    *record = wide;
}

static bool directory_is_at(struct zip_reader *reader, uint64_t offset)
{
    unsigned char signature[SIGNATURE_SIZE];
    return reader_read_at(reader, offset, signature, sizeof signature) &&
           zip_get32(signature) == SIGNATURE_DIRECTORY;
}

/* The directory ends where the end record begins. If it then begins later than it should, all
 * offsets are too small by what stands before the zip. */
static bool place_directory(struct zip_reader *reader, const struct record *record,
                            struct zip_end *out)
{
    *out = (struct zip_end){.end = record->offset, .item_count = record->count};
    if (record->size == 0) {
        out->directory = record->offset;
        return true;
    }
    uint64_t end = record->offset;
    bool fits = record->size <= end && record->directory <= end - record->size;
    if (fits && directory_is_at(reader, end - record->size)) {
        out->directory = end - record->size;
        out->base = out->directory - record->directory;
    } else if (record->directory < end && directory_is_at(reader, record->directory)) {
        reader_fault(reader, ZIP_FAULT_DIRECTORY, NULL,
                     "it has %" PRIu64 " bytes from %" PRIu64 " on, but its end is at %" PRIu64,
                     record->size, record->directory, end);
        out->directory = record->directory;
    } else {
        reader_fault(reader, ZIP_FAULT_DIRECTORY, NULL,
                     "there is none at %" PRIu64 ", where the end record says", record->directory);
        return false;
    }
    uint64_t room = end - out->directory;
    out->directory_size = record->size < room ? record->size : room;
    return true;
}

static bool read_tail(struct zip_reader *reader, struct tail *tail)
{
    uint64_t longest = END_SIZE + COMMENT_MAX;
    tail->length = (size_t)(reader->size < longest ? reader->size : longest);
    tail->offset = reader->size - tail->length;
    tail->bytes = mem_zeroed(1, tail->length + 1);
    return tail->length >= END_SIZE &&
           reader_read_at(reader, tail->offset, tail->bytes, tail->length);
}

static bool find_record(struct zip_reader *reader, struct record *out)
{
    AUTO(tail_finish) struct tail tail = {0};
    bool is_there = read_tail(reader, &tail);
    size_t position = is_there ? choose(reader, &tail) : tail.length;
    if (position == tail.length) {
        reader_fault(reader, ZIP_FAULT_NO_END, NULL, "the file has no end record of a zip");
        return false;
    }
    *out = read_record(&tail, position);
    return true;
}

bool reader_find_end(struct zip_reader *reader, struct zip_end *out)
{
    struct record record;
    if (!find_record(reader, &record)) {
        return false;
    }
    widen(reader, &record);
    if (record.disk != 0 || record.directory_disk != 0 || record.count_here != record.count) {
        reader_fault(reader, ZIP_FAULT_DISKS, NULL,
                     "it says to be part %" PRIu64 " of a zip that was split", record.disk + 1);
    }
    return place_directory(reader, &record, out);
}
