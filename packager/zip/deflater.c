/* SPDX-License-Identifier: Apache-2.0 */

/* zlib, fed in parts of a size that its counters can hold. */
#include "zip/deflater.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#define ZLIB_CONST /* next_in is not written through */
#include <zlib.h>

enum { PART_SIZE = 64 * 1024, RAW_WINDOW_BITS = -15, MEMORY_LEVEL = 8 };

struct deflater {
    z_stream stream;
    unsigned char part[PART_SIZE];
};

/* No memory is the only thing that can go wrong, which ends the process as in base/mem.h. */
struct deflater *deflater_create(void)
{
    struct deflater *deflater = mem_resize(NULL, 1, sizeof *deflater); /* `part` as it is */
    deflater->stream = (z_stream){0};
    int code = deflateInit2(&deflater->stream, DEFLATER_LEVEL, Z_DEFLATED, RAW_WINDOW_BITS,
                            MEMORY_LEVEL, Z_DEFAULT_STRATEGY);
    assert(code == Z_OK);
    return deflater;
}

void deflater_destroy(struct deflater *deflater)
{
    if (deflater != NULL) {
        (void)deflateEnd(&deflater->stream);
        free(deflater);
    }
}

static void run(struct deflater *deflater, int flush, struct buffer *out)
{
    z_stream *stream = &deflater->stream;
    do {
        stream->next_out = deflater->part;
        stream->avail_out = PART_SIZE;
        int code = deflate(stream, flush);
        assert(code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR);
        buffer_add(out, deflater->part, PART_SIZE - stream->avail_out);
    } while (stream->avail_out == 0);
}

void deflater_add(struct deflater *deflater, struct text content, bool is_last, struct buffer *out)
{
    z_stream *stream = &deflater->stream;
    do {
        size_t length = content.length < PART_SIZE ? content.length : PART_SIZE;
        stream->next_in = (const Bytef *)content.data;
        stream->avail_in = (uInt)length;
        content.data = length > 0 ? content.data + length : content.data;
        content.length -= length;
        run(deflater, is_last && content.length == 0 ? Z_FINISH : Z_NO_FLUSH, out);
    } while (content.length > 0);
}

const char *deflater_version(void)
{
    return zlibVersion();
}
