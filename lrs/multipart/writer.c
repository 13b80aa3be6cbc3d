/* SPDX-License-Identifier: Apache-2.0 */

/* Boundaries and headers, line by line. Each boundary brings its CRLF along, the first one too: in
 * front of it is an empty preamble, as in the specification's example. */
#include "multipart/writer.h"

#include "base/ascii.h"

#include <inttypes.h>

void multipart_write_type(const struct boundary *boundary, struct buffer *out)
{
    buffer_print(out, "multipart/mixed; boundary=%s", boundary->text);
}

static bool is_header_value(struct text value)
{
    for (size_t i = 0; i < value.length; i++) {
        if (ascii_is_control(value.data[i])) {
            return false;
        }
    }
    return value.length > 0;
}

void multipart_write_part(const struct boundary *boundary, const struct multipart_part *part,
                          struct buffer *out)
{
    struct text content_type = is_header_value(part->content_type)
                                   ? part->content_type
                                   : text_of("application/octet-stream");
    buffer_print(out, "\r\n--%s\r\nContent-Type: ", boundary->text);
    buffer_add_text(out, content_type);
    buffer_add_string(out, "\r\n");
    if (part->length >= 0) {
        buffer_print(out, "Content-Length: %" PRId64 "\r\n", part->length);
    }
    if (part->hash.data != NULL) {
        buffer_add_string(out, "Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ");
        buffer_add_text(out, part->hash);
        buffer_add_string(out, "\r\n");
    }
    buffer_add_string(out, "\r\n");
}

void multipart_write_end(const struct boundary *boundary, struct buffer *out)
{
    buffer_print(out, "\r\n--%s--\r\n", boundary->text);
}
