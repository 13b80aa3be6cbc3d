/* SPDX-License-Identifier: Apache-2.0 */

/* What activities are called: the name that a statement gives, and counting who says which. */
#ifndef STORE_NAMES_H
#define STORE_NAMES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <jansson.h>
#include <stdint.h>

struct transaction;

/* Which language a name is in, the better the larger. Stored: keep the numbers. */
enum name_language {
    NAME_OTHER = 1,
    NAME_ENGLISH_REGION = 2, /* en-*, but for en-GB */
    NAME_ENGLISH = 3,
    NAME_BRITISH = 4,
};

/* data is NULL where there is none. */
struct activity_name {
    struct text text;
    enum name_language language;
};

enum { NAME_LENGTH_MAX = 400 }; /* bytes; of a longer name the beginning is kept, with "..." */

/* `name`, or its first NAME_LENGTH_MAX bytes, of whole characters, and "...". */
struct text name_shorten(struct text name, struct arena *arena);

/* The name in `activity`'s definition, in the best of its languages; of several others the one
 * whose tag comes first. Blank names are none. Borrowed from the JSON or the arena. */
struct activity_name name_read(const json_t *activity, struct arena *arena);

/* Counts `change` (1 or -1) statements of the time `us` that call `activity`, a term, so. Sums,
 * hence commutative, and a void needs no other statement to be looked at. */
void names_count(struct transaction *transaction, int64_t activity,
                 const struct activity_name *name, int64_t us, int change);

#endif
