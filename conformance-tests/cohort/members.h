/* SPDX-License-Identifier: Apache-2.0 */

/* Members of the files of a course that must be there. */
#ifndef COHORT_MEMBERS_H
#define COHORT_MEMBERS_H

#include "base/error.h"

#include <jansson.h>
#include <stddef.h>

/* `place` is the JSON pointer of `object`, for messages. Both give what is borrowed from it, and
 * fail with INVALID where the member is missing, empty or something else; a list also with
 * TOO_LARGE above `limit` entries. */
MUST_CHECK enum status member_text(const json_t *object, const char *key, const char *place,
                                   const char **out, struct error *error);
MUST_CHECK enum status member_list(const json_t *object, const char *key, size_t limit,
                                   const char *place, const json_t **out, struct error *error);

#endif
