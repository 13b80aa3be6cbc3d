/* SPDX-License-Identifier: Apache-2.0 */

/* Gives the content of one entry in pieces. zlib inflates just the bytes that the checked headers
 * name; nothing is looked up a second time. */
#include "base/arena.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/printable.h"
#include "zip/reader_parts.h"

#include <inttypes.h>
#include <zlib.h>

/* Two pieces are less than allocators ask the system for: a package has thousands of entries. */
enum { PIECE_SIZE = 32 * 1024, RAW_DEFLATE = -MAX_WBITS };

/* One entry on its way to a sink. */
struct passage {
    struct zip_reader *reader;
    const struct zip_item *item;
    const struct zip_sink *sink;
    uint64_t taken; /* packed bytes read so far */
    uint64_t given; /* bytes given so far */
    uLong checksum;
    bool is_stopped; /* the sink wants no more */
    unsigned char in[PIECE_SIZE];
    unsigned char out[PIECE_SIZE];
};

/* "'name': what", INVALID. */
#define DAMAGED(passage, error, what) \
    FAIL((error), STATUS_INVALID, "'%s' %s", shown((passage)->reader, (passage)->item), (what))

static const char *shown(struct zip_reader *reader, const struct zip_item *item)
{
    return printable(reader->parts->arena, item->name);
}

static enum status give(struct passage *passage, const unsigned char *bytes, size_t length,
                        struct error *error)
{
    struct zip_parts *parts = passage->reader->parts;
    if (length > passage->item->size - passage->given) {
        return DAMAGED(passage, error, "holds more bytes than the zip says");
    }
    if (length > parts->budget) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "'%s' was not read to its end, as the zip unpacks to more than %d times its "
                    "size",
                    shown(passage->reader, passage->item), ZIP_READ_PER_BYTE);
    }
    parts->budget -= length;
    passage->given += length;
    passage->checksum = crc32(passage->checksum, bytes, (uInt)length);
    passage->is_stopped =
        !passage->sink->take(passage->sink->context, (struct text){(const char *)bytes, length});
    return STATUS_OK;
}

/* The next packed bytes into passage->in; their number, 0 at the end. */
static enum status take(struct passage *passage, size_t *out_length, struct error *error)
{
    const struct zip_item *item = passage->item;
    uint64_t left = item->packed_size - passage->taken;
    size_t length = (size_t)(left < PIECE_SIZE ? left : PIECE_SIZE);
    if (!reader_read_at(passage->reader, item->data_offset + passage->taken, passage->in, length)) {
        return passage->reader->parts->could_not_read
                   ? FAIL(error, STATUS_UNAVAILABLE, "cannot read '%s' out of the zip; try again",
                          shown(passage->reader, item))
                   : DAMAGED(passage, error, "reaches beyond the end of the zip");
    }
    passage->taken += length;
    *out_length = length;
    return STATUS_OK;
}

static enum status copy_stored(struct passage *passage, struct error *error)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && !passage->is_stopped &&
           passage->taken < passage->item->packed_size) {
        size_t length = 0;
        status = take(passage, &length, error);
        if (status == STATUS_OK) {
            status = give(passage, passage->in, length, error);
        }
    }
    return status;
}

static void end_inflating(z_stream *stream)
{
    (void)inflateEnd(stream);
}
DEFINE_AUTO_VALUE(z_stream, end_inflating);

/* Empties the stream's input, and says whether the deflated data has ended. */
static enum status inflate_piece(struct passage *passage, z_stream *stream, bool *has_ended,
                                 struct error *error)
{
    enum status status = STATUS_OK;
    do {
        stream->next_out = passage->out;
        stream->avail_out = PIECE_SIZE;
        int code = inflate(stream, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
            return DAMAGED(passage, error, "cannot be unpacked: its deflated bytes are damaged");
        }
        *has_ended = code == Z_STREAM_END;
        status = give(passage, passage->out, PIECE_SIZE - stream->avail_out, error);
    } while (status == STATUS_OK && !passage->is_stopped && !*has_ended && stream->avail_out == 0);
    return status;
}

static enum status inflate_all(struct passage *passage, struct error *error)
{
    AUTO(end_inflating) z_stream stream = {0};
    if (inflateInit2(&stream, RAW_DEFLATE) != Z_OK) {
        return FAIL(error, STATUS_INTERNAL, "zlib cannot be used: %s",
                    stream.msg != NULL ? stream.msg : zlibVersion());
    }
    bool has_ended = false;
    while (!has_ended && !passage->is_stopped) {
        size_t length = 0;
        enum status status = take(passage, &length, error);
        if (status == STATUS_OK && length == 0) {
            return DAMAGED(passage, error, "cannot be unpacked: its deflated bytes end too early");
        }
        stream.next_in = passage->in;
        stream.avail_in = (uInt)length;
        status = status == STATUS_OK ? inflate_piece(passage, &stream, &has_ended, error) : status;
        if (status != STATUS_OK) {
            return status;
        }
    }
    bool is_rest = stream.avail_in > 0 || passage->taken < passage->item->packed_size;
    return !passage->is_stopped && is_rest
               ? DAMAGED(passage, error, "has bytes behind the end of its deflated data")
               : STATUS_OK;
}

static enum status check_end(const struct passage *passage, struct error *error)
{
    if (passage->is_stopped) {
        return STATUS_OK;
    }
    if (passage->given != passage->item->size) {
        return DAMAGED(passage, error, "holds fewer bytes than the zip says");
    }
    return passage->checksum == passage->item->checksum
               ? STATUS_OK
               : DAMAGED(passage, error, "is damaged: its checksum (CRC-32) is wrong");
}

static enum status refuse(struct zip_reader *reader, const struct zip_item *item,
                          struct error *error)
{
    const char *why = "was not read: its headers contradict each other, or it shares its bytes";
    if (zip_item_is_encrypted(item)) {
        why = "was not read: it is encrypted";
    } else if (item->method != ZIP_ITEM_STORED && item->method != ZIP_ITEM_DEFLATED) {
        why = "was not read: it is packed by a method that few readers know";
    }
    return FAIL(error, STATUS_INVALID, "'%s' %s", shown(reader, item), why);
}

enum status zip_reader_read(struct zip_reader *reader, const struct zip_item *item,
                            const struct zip_sink *sink, struct error *error)
{
    if (!item->is_readable) {
        return refuse(reader, item, error);
    }
    AUTO(free) struct passage *passage = mem_resize(NULL, 1, sizeof *passage);
    passage->reader = reader;
    passage->item = item;
    passage->sink = sink;
    passage->taken = 0;
    passage->given = 0;
    passage->checksum = crc32(0, NULL, 0);
    passage->is_stopped = false;
    enum status status =
        item->method == ZIP_ITEM_STORED ? copy_stored(passage, error) : inflate_all(passage, error);
    return status == STATUS_OK ? check_end(passage, error) : status;
}
