/* SPDX-License-Identifier: Apache-2.0 */

/* What an answer in multipart/mixed has around its parts (Communication 1.5.2). */
#ifndef MULTIPART_WRITER_H
#define MULTIPART_WRITER_H

#include "base/buffer.h"
#include "multipart/boundary.h"

#include <stdint.h>

/* One part. The bytes follow, from wherever they are. */
struct multipart_part {
    struct text content_type;
    struct text hash; /* SHA-2 in hexadecimal, of an attachment; data is NULL for the statements */
    int64_t length;   /* of the bytes that follow, told as Content-Length; negative: not told */
};

/* The Content-Type of the answer. */
void multipart_write_type(const struct boundary *boundary, struct buffer *out);

/* All that stands before a part's bytes. An attachment (with a hash) also gets
 * X-Experience-API-Hash and Content-Transfer-Encoding: binary. A content type with a character that
 * no header may have is written as application/octet-stream: nobody gets to write headers of
 * ours. */
void multipart_write_part(const struct boundary *boundary, const struct multipart_part *part,
                          struct buffer *out);

/* All that stands behind the last part's bytes. */
void multipart_write_end(const struct boundary *boundary, struct buffer *out);

#endif
