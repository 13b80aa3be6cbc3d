/* SPDX-License-Identifier: Apache-2.0 */

/* Merging a posted JSON document into the stored one (Communication 2.2). */
#ifndef RESOURCES_MERGE_H
#define RESOURCES_MERGE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

/* The JSON object with the members of `stored` that `posted` does not have, and behind them all of
 * `posted`; only top-level members are looked at, and values stay as they were written. INVALID:
 * one of the two is not a JSON object. *out is borrowed from `arena`. */
MUST_CHECK enum status merge_objects(struct text stored, struct text posted, struct arena *arena,
                                     struct text *out, struct error *error);

/* INVALID unless `text` is a JSON object; `name` says in the message what it is. */
MUST_CHECK enum status merge_check_object(struct text text, const char *name, struct error *error);

#endif
