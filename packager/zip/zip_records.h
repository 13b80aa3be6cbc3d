/* SPDX-License-Identifier: Apache-2.0 */

/* The records that a zip file has around its content (PKWARE's APPNOTE 6.3, section 4.3), of which
 * those of one entry are made from its description alone. */
#ifndef ZIP_ZIP_RECORDS_H
#define ZIP_ZIP_RECORDS_H

#include "base/buffer.h"

#include <stdint.h>

enum zip_method { ZIP_METHOD_STORED = 0, ZIP_METHOD_DEFLATED = 8 };

/* What the records of an entry say. */
struct zip_record {
    const char *name; /* of at most ZIP_NAME_MAX ASCII characters */
    enum zip_method method;
    uint32_t crc;
    uint64_t size;
    uint64_t packed_size;
    uint64_t offset; /* of its local header */
};

enum { ZIP_NAME_MAX = 0xFFFF, ZIP_HEADER_MAX = ZIP_NAME_MAX + 128 };

/* Adds the header before an entry's content. Its length depends on name and size only, so that it
 * can be written over once the other values are known: a `packed_size` of more than `size` never
 * counts. */
void zip_record_local(struct buffer *buffer, const struct zip_record *record);

/* Adds the entry's row of the central directory. */
void zip_record_central(struct buffer *buffer, const struct zip_record *record);

/* Adds what ends the file. */
struct zip_directory {
    uint64_t count;
    uint64_t offset;
    uint64_t size;
};
void zip_record_end(struct buffer *buffer, const struct zip_directory *directory);

#endif
