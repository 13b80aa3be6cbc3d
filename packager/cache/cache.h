/* SPDX-License-Identifier: Apache-2.0 */

/* A folder of what can be made again, each piece under a digest of all that it depends on. It only
 * ever saves time: a piece that is damaged, or cannot be read or written, is as if it were not
 * there. Any number of processes and threads may use one folder at once, and be killed while they
 * do. */
#ifndef CACHE_CACHE_H
#define CACHE_CACHE_H

#include "base/auto.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum { CACHE_PIECE_MAX = 16 << 20 };

struct cache;

/* Opens the cache in `folder`, which is made, for this user alone, if it is missing; the caller
 * owns *out. Who can write to it can put wrong pieces there. UNAVAILABLE or INVALID when that
 * folder cannot be had. */
MUST_CHECK enum status cache_open(const char *folder, uint64_t limit_bytes, struct cache **out,
                                  struct error *error);

/* Removes what was used longest ago if all pieces together are over the limit, until three quarters
 * of it are left, and what killed processes left half. NULL allowed. */
void cache_close(struct cache *cache);
DEFINE_AUTO(struct cache, cache_close);

/* The key of what is made of `content` in the way that `kind` tells, versions included. */
struct digest cache_key(const char *kind, struct text content);

/* Adds the piece to `out`; false if there is none that is whole. */
bool cache_get(const struct cache *cache, const struct digest *key, struct buffer *out);

/* Keeps a piece, unless it is larger than CACHE_PIECE_MAX or cannot be written. */
void cache_put(struct cache *cache, const struct digest *key, struct text piece);

/* $XDG_CACHE_HOME/NAME or ~/.cache/NAME, owned by the caller; NULL if neither is known. */
char *cache_default_folder(const char *name);

#endif
