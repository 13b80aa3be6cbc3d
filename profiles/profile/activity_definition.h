/* SPDX-License-Identifier: Apache-2.0 */

/* 7.4: the definition that a canonical activity gives. */
#ifndef PROFILE_ACTIVITY_DEFINITION_H
#define PROFILE_ACTIVITY_DEFINITION_H

#include "base/attributes.h"
#include "base/error.h"

#include <jansson.h>

/* INVALID, with where in it and why, unless `definition` is, its '@context' left aside, one that a
 * statement of xAPI 1.0.3 may have of the Activity `id`. */
MUST_CHECK enum status activity_definition_check(const char *id, const json_t *definition,
                                                 struct error *error);

#endif
