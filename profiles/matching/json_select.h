/* SPDX-License-Identifier: Apache-2.0 */

/* The values of a JSON document that a path of a profile selects (xAPI Profiles 1.0, 8.1). */
#ifndef MATCHING_JSON_SELECT_H
#define MATCHING_JSON_SELECT_H

#include "matching/effort.h"
#include "profile/json_path.h"

#include <jansson.h>

struct json_selection {
    const json_t **items; /* borrowed from the document */
    size_t count;
    size_t capacity;
};

/* Adds what `path` selects of `value` to *out, alternative by alternative, each in the document's
 * order; a value that is selected twice is there twice. False when the effort did not last: then
 * *out has a part. */
bool json_select(const struct json_path *path, const json_t *value, struct effort *effort,
                 struct arena *arena, struct json_selection *out);

/* Equal as JSON: 1 and 1.0 are, and objects whatever the order of their members. False, too, when
 * the effort did not last. */
bool json_is_same(const json_t *left, const json_t *right, struct effort *effort);

#endif
