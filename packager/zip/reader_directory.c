/* SPDX-License-Identifier: Apache-2.0 */

/* Reads the central directory, and holds each entry against its local header (APPNOTE.TXT 4.3.7,
 * 4.3.12): readers that stream a zip see the one, all others the other. */
#include "zip/reader_parts.h"

#include "base/arena.h"
#include "base/printable.h"

#include <inttypes.h>
#include <string.h>

enum {
    HEADER_SIZE = 46,
    LOCAL_SIZE = 30,
    EXTRA_HEADER_SIZE = 4,
    UNICODE_PATH_HEADER = 5, /* version and checksum before the name */
    SYSTEM_UNIX = 3,
    SYSTEM_MACOS = 19,
};

static const uint32_t SIGNATURE_HEADER = 0x02014b50;
static const uint32_t SIGNATURE_LOCAL = 0x04034b50;

bool reader_find_extra(struct text extra, uint16_t id, struct text *out)
{
    while (extra.length >= EXTRA_HEADER_SIZE) {
        const unsigned char *bytes = (const unsigned char *)extra.data;
        size_t size = zip_get16(bytes + 2);
        if (size > extra.length - EXTRA_HEADER_SIZE) {
            return false;
        }
        if (zip_get16(bytes) == id) {
            *out = (struct text){extra.data + EXTRA_HEADER_SIZE, size};
            return true;
        }
        extra.data += EXTRA_HEADER_SIZE + size;
        extra.length -= EXTRA_HEADER_SIZE + size;
    }
    return false;
}

uint64_t reader_take_wide(uint32_t narrow, struct text *extra)
{
    if (narrow != UINT32_MAX || extra->length < sizeof(uint64_t)) {
        return narrow;
    }
    uint64_t wide = zip_get64((const unsigned char *)extra->data);
    extra->data += sizeof(uint64_t);
    extra->length -= sizeof(uint64_t);
    return wide;
}

/* Reads text behind a header; it lives in the arena, with a NUL behind it. */
static bool read_text(struct zip_reader *reader, uint64_t offset, size_t length, struct text *out)
{
    char *bytes = arena_reserve(reader->parts->arena, length + 1);
    if (!reader_read_at(reader, offset, bytes, length)) {
        return false;
    }
    bytes[length] = '\0';
    *out = (struct text){bytes, length};
    return true;
}

/* Fills in what the header says; `extra` holds what did not fit its 32 bits. */
static void fill_item(struct zip_item *item, const unsigned char *header, struct text extra,
                      uint64_t base)
{
    struct text wide = {0};
    (void)reader_find_extra(extra, ZIP_EXTRA_ZIP64, &wide);
    int system = header[5];
    item->flags = zip_get16(header + 8);
    item->method = zip_get16(header + 10);
    item->checksum = zip_get32(header + 16);
    uint32_t packed_size = zip_get32(header + 20);
    item->size = reader_take_wide(zip_get32(header + 24), &wide);
    item->packed_size = reader_take_wide(packed_size, &wide);
    uint64_t offset = reader_take_wide(zip_get32(header + 42), &wide);
    item->header_offset = offset <= UINT64_MAX - base ? offset + base : UINT64_MAX;
    item->mode = system == SYSTEM_UNIX || system == SYSTEM_MACOS ? zip_get32(header + 38) >> 16 : 0;
}

/* Another name in an extra field is used by some readers and overlooked by others. Where the name
 * in the header is no UTF-8, it is meant to be the same in another encoding. */
static void check_unicode_path(struct zip_reader *reader, const struct zip_item *item,
                               struct text extra)
{
    struct text path;
    if (!reader_find_extra(extra, ZIP_EXTRA_UNICODE_PATH, &path) ||
        path.length < UNICODE_PATH_HEADER || !text_is_utf8(item->name)) {
        return;
    }
    path.data += UNICODE_PATH_HEADER;
    path.length -= UNICODE_PATH_HEADER;
    if (!text_equals(path, item->name)) {
        reader_fault(reader, ZIP_FAULT_TWO_NAMES, item, "its Unicode path field says '%s'",
                     printable(reader->parts->arena, path));
    }
}

/* Reads the header at *offset and moves behind it; false if there is none before `stop`. */
static bool read_item(struct zip_reader *reader, uint64_t base, uint64_t stop, uint64_t *offset)
{
    unsigned char header[HEADER_SIZE];
    if (stop - *offset < sizeof header || !reader_read_at(reader, *offset, header, sizeof header) ||
        zip_get32(header) != SIGNATURE_HEADER) {
        return false;
    }
    uint64_t behind = *offset + sizeof header;
    size_t name_length = zip_get16(header + 28);
    size_t extra_length = zip_get16(header + 30);
    size_t rest = name_length + extra_length + zip_get16(header + 32);
    struct zip_item *item = &reader->items[reader->item_count];
    struct text extra;
    if (stop - behind < rest || !read_text(reader, behind, name_length, &item->name) ||
        !read_text(reader, behind + name_length, extra_length, &extra)) {
        return false;
    }
    fill_item(item, header, extra, base);
    check_unicode_path(reader, item, extra);
    reader->item_count++;
    *offset = behind + rest;
    return true;
}

/* What a local header says of sizes and checksum; all zero if they come behind the content. */
static bool sizes_agree(const struct zip_item *item, const unsigned char *local, struct text extra)
{
    if ((item->flags & ZIP_FLAG_DESCRIPTOR) != 0) {
        return true;
    }
    struct text wide = {0};
    (void)reader_find_extra(extra, ZIP_EXTRA_ZIP64, &wide);
    uint32_t packed_size = zip_get32(local + 18);
    uint64_t size = reader_take_wide(zip_get32(local + 22), &wide);
    return zip_get32(local + 14) == item->checksum && size == item->size &&
           reader_take_wide(packed_size, &wide) == item->packed_size;
}

/* Holds a local header that was read against its item. NULL if they agree. */
static const char *contradiction(struct zip_reader *reader, const struct zip_item *item,
                                 const unsigned char *local, struct text name, struct text extra)
{
    const unsigned telling = ZIP_FLAG_ENCRYPTED | ZIP_FLAG_DESCRIPTOR;
    if (!text_equals(name, item->name)) {
        return arena_print(reader->parts->arena, "its local header names '%s'",
                           printable(reader->parts->arena, name));
    }
    if (zip_get16(local + 8) != item->method) {
        return arena_print(reader->parts->arena,
                           "its local header says compression method %u, the directory %u",
                           (unsigned)zip_get16(local + 8), (unsigned)item->method);
    }
    if (((zip_get16(local + 6) ^ item->flags) & telling) != 0) {
        return "its local header differs in whether it is encrypted or sizes stand behind it";
    }
    return sizes_agree(item, local, extra) ? NULL
                                           : "its local header tells other sizes or checksum";
}

static void read_local(struct zip_reader *reader, struct zip_item *item)
{
    unsigned char local[LOCAL_SIZE];
    struct text name;
    struct text extra;
    if (!reader_read_at(reader, item->header_offset, local, sizeof local) ||
        zip_get32(local) != SIGNATURE_LOCAL ||
        !read_text(reader, item->header_offset + sizeof local, zip_get16(local + 26), &name) ||
        !read_text(reader, item->header_offset + sizeof local + name.length, zip_get16(local + 28),
                   &extra)) {
        reader_fault(reader, ZIP_FAULT_LOCAL_HEADER, item, "it has none at %" PRIu64,
                     item->header_offset);
        return;
    }
    item->data_offset = item->header_offset + sizeof local + name.length + extra.length;
    const char *detail = contradiction(reader, item, local, name, extra);
    item->is_readable = detail == NULL;
    if (detail != NULL) {
        reader_fault(reader, ZIP_FAULT_LOCAL_HEADER, item, "%s", detail);
    }
}

static void read_items(struct zip_reader *reader, const struct zip_end *end)
{
    bool is_cut = end->directory_size > ZIP_DIRECTORY_MAX;
    uint64_t size = is_cut ? ZIP_DIRECTORY_MAX : end->directory_size;
    uint64_t stop = end->directory + size;
    uint64_t offset = end->directory;
    size_t room = (size_t)(size / HEADER_SIZE);
    room = room < ZIP_ITEMS_MAX ? room : ZIP_ITEMS_MAX;
    reader->items = ARENA_ARRAY(reader->parts->arena, struct zip_item, room);
    while (reader->item_count < room && read_item(reader, end->base, stop, &offset)) {
    }
    if (is_cut || (reader->item_count == ZIP_ITEMS_MAX && offset < stop)) {
        reader_fault(reader, ZIP_FAULT_TOO_MANY, NULL, "%zu entries were read, the others were not",
                     reader->item_count);
        return;
    }
    if (offset < stop) {
        reader_fault(reader, ZIP_FAULT_DIRECTORY, NULL,
                     "it is damaged behind its first %zu entries, at %" PRIu64, reader->item_count,
                     offset);
    }
    if (reader->item_count != end->item_count) {
        reader_fault(reader, ZIP_FAULT_COUNT, NULL,
                     "the end record tells %" PRIu64 " entries, there are %zu", end->item_count,
                     reader->item_count);
    }
}

void reader_read_directory(struct zip_reader *reader, const struct zip_end *end)
{
    read_items(reader, end);
    for (size_t i = 0; i < reader->item_count; i++) {
        read_local(reader, &reader->items[i]);
    }
}
