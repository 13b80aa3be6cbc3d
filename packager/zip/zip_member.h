/* SPDX-License-Identifier: Apache-2.0 */

/* Entries that are small enough to be packed in memory, which threads do ahead of the writing. */
#ifndef ZIP_ZIP_MEMBER_H
#define ZIP_ZIP_MEMBER_H

#include "base/buffer.h"
#include "zip/zip_records.h"
#include "zip/zip_writer.h"

/* Larger files are not held in memory. */
enum { ZIP_MEMBER_FILE_MAX = 1 << 20 };

/* An entry as it stands in the zip. */
struct zip_member {
    enum zip_method method;
    uint32_t crc;
    uint64_t size;
    struct text bytes; /* borrowed from `own`, or from the entry's content */
    struct buffer own;
};

/* Whether zip_member_pack() is meant for it: content in memory, or a small file to be deflated.
 * Size decides alone, so that each build of the same files packs them by the same way. */
bool zip_member_is_small(const struct zip_entry *entry);

/* Packs it, deflated if that is wanted and makes it smaller, or takes from `cache` (NULL for none)
 * what that came to before. UNAVAILABLE when its file cannot be read, or has grown. Any thread;
 * release with zip_member_finish(). */
MUST_CHECK enum status zip_member_pack(const struct zip_entry *entry, struct cache *cache,
                                       struct zip_member *out, struct error *error);
void zip_member_finish(struct zip_member *member);

#endif
