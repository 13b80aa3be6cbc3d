/* SPDX-License-Identifier: Apache-2.0 */

/* The JSONPath that profiles point into statements with: what xAPI Profiles 1.0, 8.1 leaves of
 * goessner.net/articles/JsonPath, and its '|'. Pure grammar: nothing is looked up here. */
#ifndef PROFILE_JSON_PATH_H
#define PROFILE_JSON_PATH_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* A path over one of these is refused, so that whatever walks one is bounded: bytes; all steps of
 * all alternatives together, each choice within brackets counted as one. */
enum { JSON_PATH_BYTES_MAX = 4096, JSON_PATH_STEPS_MAX = 256 };

enum json_path_choice_kind { JSON_PATH_NAME, JSON_PATH_INDEX, JSON_PATH_ALL };

/* One of what a step takes: a member by its name, an element by its index, or all children. */
struct json_path_choice {
    enum json_path_choice_kind kind;
    struct text name; /* with escapes undone; of JSON_PATH_NAME only */
    size_t index;     /* of JSON_PATH_INDEX only */
};

/* From a value to some of its children, or with `..` to some children of it and of all below it. */
struct json_path_step {
    struct json_path_choice *choices;
    size_t choice_count;
    bool is_deep;
};

/* One of the paths between the '|'. No step at all: the value itself ('$'). */
struct json_path_branch {
    struct json_path_step *steps;
    size_t step_count;
};

struct json_path {
    struct json_path_branch *branches; /* what they select is put together */
    size_t branch_count;               /* at least one */

    /* Somewhere the leading '$' was left out, which published profiles do, and the specification's
     * own first example. It is read as if it stood there. */
    bool lacks_root;
};

/* Reads `text` into *out, which borrows from the arena alone. INVALID: it is not well formed, or
 * uses a filter, a script or a slice, which profiles must not; the message names the byte (from 1)
 * and what may stand there. TOO_LARGE: over a limit above. */
MUST_CHECK enum status json_path_read(struct text text, struct arena *arena, struct json_path *out,
                                      struct error *error);

#endif
