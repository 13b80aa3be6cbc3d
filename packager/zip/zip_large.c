/* SPDX-License-Identifier: Apache-2.0 */

/* Files that are not held in memory: stored or deflated in one pass, and in a second one if
 * deflating was in vain. */
#include "zip/zip_large.h"

#include "base/mem.h"
#include "zip/deflater.h"
#include "zip/zip_known.h"
#include "zip/zip_output.h"
#include "zip/zip_records.h"

#include <stdlib.h>
#include <zlib.h>

enum { CHUNK_SIZE = 64 * 1024 };

/* Deflates a file that is too large for memory. */
static enum status deflate_in(struct zip_output *output, struct zip_input *input,
                              struct zip_record *record, struct error *error)
{
    AUTO(deflater_destroy) struct deflater *deflater = deflater_create();
    AUTO(buffer_finish) struct buffer packed = BUFFER_INIT(SIZE_MAX / 2);
    AUTO(free) char *chunk = mem_resize(NULL, 1, CHUNK_SIZE);
    uLong crc = crc32(0, NULL, 0);
    uint64_t begin = output->offset;
    for (size_t count = CHUNK_SIZE; count == CHUNK_SIZE;) {
        enum status status = zip_input_read(input, chunk, CHUNK_SIZE, &count, error);
        if (status != STATUS_OK) {
            return status;
        }
        crc = crc32(crc, (const Bytef *)chunk, (uInt)count);
        buffer_clear(&packed);
        deflater_add(deflater, (struct text){chunk, count}, count < CHUNK_SIZE, &packed);
        status = zip_output_add(output, buffer_text(&packed), error);
        if (status != STATUS_OK) {
            return status;
        }
        zip_output_tell(output, count);
    }
    record->method = ZIP_METHOD_DEFLATED;
    record->crc = (uint32_t)crc;
    record->packed_size = output->offset - begin;
    return zip_input_check(input, error);
}

/* The whole of `input` as it is. */
static enum status store_in(struct zip_output *output, struct zip_input *input, uint32_t *crc,
                            struct error *error)
{
    struct cache *cache = output->options->cache;
    if (cache != NULL && zip_crc_find(cache, &input->state, crc)) {
        return zip_output_copy_in(output, input, error);
    }
    enum status status = zip_output_read_in(output, input, crc, error);
    if (status == STATUS_OK && cache != NULL) {
        zip_crc_keep(cache, &input->state, input->opened_us, *crc);
    }
    return status;
}

/* What deflating makes no smaller is stored after all. */
static enum status add_content(struct zip_output *output, enum zip_packing packing,
                               struct zip_input *input, struct zip_record *record,
                               struct error *error)
{
    if (packing == ZIP_STORED) {
        return store_in(output, input, &record->crc, error);
    }
    uint64_t begin = output->offset;
    enum status status = deflate_in(output, input, record, error);
    if (status != STATUS_OK || record->packed_size < record->size) {
        return status;
    }
    record->method = ZIP_METHOD_STORED;
    record->packed_size = record->size;
    output->done -= (int64_t)record->size;
    status = zip_output_return(output, begin, error);
    if (status == STATUS_OK) {
        status = zip_input_rewind(input, error);
    }
    return status == STATUS_OK ? store_in(output, input, &record->crc, error) : status;
}

/* The header has its place before the content, and is written when its values are known. */
enum status zip_large_add(struct zip_output *output, const struct zip_entry *entry,
                          struct zip_record *record, struct error *error)
{
    AUTO(zip_input_close) struct zip_input input = {0};
    enum status status = zip_input_open(entry->file, &input, error);
    if (status != STATUS_OK) {
        return status;
    }
    record->size = (uint64_t)input.state.st_size;
    record->packed_size = record->size;
    AUTO(buffer_finish) struct buffer header = BUFFER_INIT(ZIP_HEADER_MAX);
    zip_record_local(&header, record);
    status = zip_output_skip(output, header.length, error);
    if (status == STATUS_OK) {
        status = add_content(output, entry->packing, &input, record, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    buffer_clear(&header);
    zip_record_local(&header, record);
    return zip_output_replace(output, record->offset, buffer_text(&header), error);
}
