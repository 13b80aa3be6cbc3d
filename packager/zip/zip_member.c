/* SPDX-License-Identifier: Apache-2.0 */

/* Packs one entry in memory. */
#include "zip/zip_member.h"

#include "base/file.h"
#include "cache/cache.h"
#include "zip/deflater.h"

#include <stdint.h>
#include <sys/stat.h>
#include <zlib.h>

enum { CACHED_MIN = 16 * 1024, KIND_MAX = 100 };

/* RFC 1951, 3.2.6: a stream is 10 bits and its symbols, which are a literal of 8 bits and a match
 * of 12 where it is shortest: 4 bytes. */
enum { NEVER_SHORTER = 4 };

/* A file that is not there, or no file, is small: reading it tells what is wrong. */
bool zip_member_is_small(const struct zip_entry *entry)
{
    if (entry->file == NULL) {
        return true;
    }
    struct stat state;
    return entry->packing == ZIP_DEFLATED &&
           (stat(entry->file, &state) != 0 || state.st_size <= ZIP_MEMBER_FILE_MAX);
}

/* Whatever is wrong with a file now, it was right when the course was read. */
static enum status read_file(const char *path, struct buffer *out, struct error *error)
{
    struct error reason = {0};
    if (file_read(path, ZIP_MEMBER_FILE_MAX, out, &reason) != STATUS_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "%s", reason.message);
    }
    return STATUS_OK;
}

static uint32_t crc_of(struct text content)
{
    return (uint32_t)crc32_z(crc32(0, NULL, 0), (const Bytef *)content.data, content.length);
}

static void deflate_all(struct text content, struct buffer *out)
{
    AUTO(deflater_destroy) struct deflater *deflater = deflater_create();
    deflater_add(deflater, content, true, out);
}

/* Finding a small text in the cache takes longer than deflating it. */
static void deflate_or_find(struct text content, struct cache *cache, struct buffer *out)
{
    if (cache == NULL || content.length < CACHED_MIN || content.length > CACHE_PIECE_MAX) {
        deflate_all(content, out);
        return;
    }
    AUTO(buffer_finish) struct buffer kind = BUFFER_INIT(KIND_MAX);
    buffer_print(&kind, "deflate %d zlib %s", DEFLATER_LEVEL, deflater_version());
    struct digest key = cache_key(kind.data, content);
    if (!cache_get(cache, &key, out)) {
        deflate_all(content, out);
        cache_put(cache, &key, buffer_text(out));
    }
}

enum status zip_member_pack(const struct zip_entry *entry, struct cache *cache,
                            struct zip_member *out, struct error *error)
{
    AUTO(buffer_finish) struct buffer file = BUFFER_INIT(ZIP_MEMBER_FILE_MAX);
    if (entry->file != NULL) {
        enum status status = read_file(entry->file, &file, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    struct text content = entry->file != NULL ? buffer_text(&file) : entry->content;
    *out = (struct zip_member){.crc = crc_of(content), .size = content.length};
    bool is_deflated = entry->packing == ZIP_DEFLATED && content.length > NEVER_SHORTER;
    if (is_deflated) {
        out->own = (struct buffer)BUFFER_INIT(SIZE_MAX / 2);
        deflate_or_find(content, cache, &out->own);
        out->method = ZIP_METHOD_DEFLATED;
        out->bytes = buffer_text(&out->own);
    }
    if (!is_deflated || out->bytes.length >= content.length) {
        buffer_finish(&out->own);
        out->own = file;
        file = (struct buffer){0};
        out->method = ZIP_METHOD_STORED;
        out->bytes = content;
    }
    return STATUS_OK;
}

void zip_member_finish(struct zip_member *member)
{
    buffer_finish(&member->own);
}
