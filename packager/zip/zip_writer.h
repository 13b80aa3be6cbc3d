/* SPDX-License-Identifier: Apache-2.0 */

/* Writes zip files whose bytes depend on nothing but their entries: no clock, time zone, user, file
 * order or number of processors of the machine gets in. */
#ifndef ZIP_ZIP_WRITER_H
#define ZIP_ZIP_WRITER_H

#include "base/auto.h"
#include "base/error.h"
#include "base/text.h"

#include <stdint.h>

struct cache;
struct digest;
struct draft;
struct zip_draft;

enum zip_packing {
    ZIP_DEFLATED, /* unless that makes it no smaller */
    ZIP_STORED,   /* for what is compressed already */
};

/* One file of the zip: from memory, or streamed from a file. */
struct zip_entry {
    const char *name; /* '/'-separated, ASCII [A-Za-z0-9._-] and '/' only */
    struct text content;
    const char *file; /* if not NULL, read instead of `content` while writing */
    enum zip_packing packing;
};

/* How to write. None of it changes the bytes. */
struct zip_options {
    struct cache *cache; /* of what earlier calls packed; NULL: none */
    unsigned threads;    /* that deflate beside the caller's own */
    /* Is told how many of the entries' bytes are written; NULL for nobody. */
    void (*watch)(void *context, int64_t done, int64_t total);
    void *context;
};

/* Sorts `entries` as they go into every zip: `first` before all others (NULL for none), those by
 * their names' bytes. */
void zip_sort(struct zip_entry *entries, size_t count, const char *first);

/* Writes `entries` in their order to a temporary file beside `path` and renames it, so that `path`
 * is old or whole. INVALID for a name that breaks the rule above or stands twice; UNAVAILABLE, with
 * the reason, when a file cannot be read, changes meanwhile, or the zip cannot be written. Memory
 * does not grow with the size of files. A file that the cache knows to be just this zip is left. */
MUST_CHECK enum status zip_write_with(const char *path, const struct zip_entry *entries,
                                      size_t count, const struct zip_options *options,
                                      struct error *error);

/* Whether the file `path` is just the zip that zip_write_with() would make now, byte for byte:
 * CONFLICT, with the first entry that differs, if not. Packs everything anew, without the cache,
 * and writes nothing. UNAVAILABLE as there, and when `path` cannot be read. */
MUST_CHECK enum status zip_verify(const char *path, const struct zip_entry *entries, size_t count,
                                  const struct zip_options *options, struct error *error);

/* zip_write_with() with no options. */
MUST_CHECK enum status zip_write(const char *path, const struct zip_entry *entries, size_t count,
                                 struct error *error);

/* The same in steps, for a zip that gets its place together with other files, which tell of it.
 * Makes the zip that is to stand at `path`; the caller owns *out, and all else is borrowed until
 * the draft ends. Fails as zip_write_with(). */
MUST_CHECK enum status zip_draft_make(const char *path, const struct zip_entry *entries,
                                      size_t count, const struct zip_options *options,
                                      struct zip_draft **out, struct error *error);

/* In bytes. */
uint64_t zip_draft_size(const struct zip_draft *zip);

/* Its SHA-256: from the cache, or its bytes are read again, as the head of a large file in it is
 * written last. UNAVAILABLE. */
MUST_CHECK enum status zip_draft_digest(struct zip_draft *zip, struct digest *out,
                                        struct error *error);

/* Publishes it, and with it the `count` drafts `beside`, as draft_publish_all() does. Takes all. */
MUST_CHECK enum status zip_draft_publish(struct zip_draft *zip, struct draft *const *beside,
                                         size_t count, struct error *error);

/* Gives up what was not published; NULL is allowed. */
void zip_draft_discard(struct zip_draft *zip);
DEFINE_AUTO(struct zip_draft, zip_draft_discard);

#endif
