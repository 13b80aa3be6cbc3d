/* SPDX-License-Identifier: Apache-2.0 */

/* When two statements are the same (Data 2.3.1, "Statement Comparison"). */
#ifndef XAPI_COMPARISON_H
#define XAPI_COMPARISON_H

#include "base/arena.h"

#include "base/arena.h"
#include "base/digest.h"

#include <jansson.h>
#include <stdbool.h>

/* True for valid statements whose only differences are those that an LRS may have made: id,
 * authority, stored, timestamp and version of the statement; a verb's display and an Activity's
 * definition anywhere; a single context Activity for an array of it; the order of a Group's members
 * and of all objects' keys; the case of UUIDs, hashes, language tags and mail hosts; how a number,
 * a string or a SubStatement's timestamp is written; parts of a duration below 0.01 s (Data 4.6).
 * All else counts, extensions included. */
bool statements_are_equal(const json_t *left, const json_t *right);

/* Equal for statements that are equal in this sense. `arena` gives room to work. */
struct digest statement_digest(const json_t *statement, struct arena *arena);

#endif
