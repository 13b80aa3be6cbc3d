/* SPDX-License-Identifier: Apache-2.0 */

/* Packing statements' members by zstd, with the store's newest dictionary, on any thread: it is the
 * part of storing a statement that needs nothing of the database. Unpacking is bodies.h. */
#ifndef STORE_PACKING_H
#define STORE_PACKING_H

#include "base/arena.h"
#include "base/auto.h"
#include "base/text.h"

/* zstd frames are kept without their first bytes, which are the same in all of them. */
enum { PACKING_LEVEL = 3, PACKING_MAGIC_SIZE = 4 };

struct packing;

/* Packs without a dictionary at first. Owned by the caller. */
struct packing *packing_create(void);
void packing_destroy(struct packing *packing); /* NULL allowed; nobody packs any more */
DEFINE_AUTO(struct packing, packing_destroy);

/* Packs with `dictionary`, which is copied, from now on; without any if its data is NULL. */
void packing_use(struct packing *packing, struct text dictionary);

/* `members` packed, with a checksum of 4 bytes, borrowed from `arena`. Very short ones get longer.
 */
struct text packing_pack(struct packing *packing, struct text members, struct arena *arena);

#endif
