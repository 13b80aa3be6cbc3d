/* SPDX-License-Identifier: Apache-2.0 */

/* What a cache knows of files that nobody wrote to since: the CRC-32 of their bytes, and that a zip
 * is what its entries make. A file is known by device, inode, size and the times of its last change
 * in nanoseconds, of which nobody can set the one of the inode. A change within the same tick of
 * the clock would not show, so nothing is learnt of a file that was changed just now. */
#ifndef ZIP_ZIP_KNOWN_H
#define ZIP_ZIP_KNOWN_H

#include "base/digest.h"
#include "zip/zip_writer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct cache;

/* Seconds that a file must have been left alone. File systems round times, to 2 s at worst (FAT).
 */
enum { ZIP_SETTLED_S = 3 };

/* The CRC-32 of the whole file of which `state` is told; false if it is not known. */
bool zip_crc_find(const struct cache *cache, const struct stat *state, uint32_t *out);

/* Notes the CRC-32 of a file whose state was `state`, before it was read at `read_us` and after. */
void zip_crc_keep(struct cache *cache, const struct stat *state, int64_t read_us, uint32_t crc);

/* All that the bytes of a zip depend on: the entries, with the content of texts and the state of
 * files, and the program that packs them. False if a file is not there, or was changed too short a
 * time before `now_us`. */
bool zip_recipe(const struct zip_entry *entries, size_t count, int64_t now_us, struct digest *out);

/* Whether the file `path`, as it is now, is what was made by that recipe. */
bool zip_is_made(const struct cache *cache, const struct digest *recipe, const char *path);

/* Notes that it is. */
void zip_note_made(struct cache *cache, const struct digest *recipe, const char *path);

/* The SHA-256 of the zip that the recipe makes, wherever it stands; false if it is not known. */
bool zip_digest_find(const struct cache *cache, const struct digest *recipe, struct digest *out);

/* Notes it. */
void zip_digest_keep(struct cache *cache, const struct digest *recipe, const struct digest *digest);

#endif
