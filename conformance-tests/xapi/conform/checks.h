/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of checks: what an `expect` line may say of a value that came. */
#ifndef CONFORM_CHECKS_H
#define CONFORM_CHECKS_H

#include "base/buffer.h"
#include "base/text.h"
#include "conform/rule.h"

#include <jansson.h>
#include <stdbool.h>

/* The check of that name; NULL if there is none, or none for bodies if `is_body`. */
const struct check *check_find(struct text name, bool is_body);
bool check_needs_value(const struct check *check);
const char *check_name(const struct check *check);

/* Checks that compare bytes with those of another request, whose name is the value: the caller
 * carries them out, and never gives them to check_holds(). */
enum check_bytes { BYTES_NONE, BYTES_ANSWERED, BYTES_SENT };
enum check_bytes check_bytes(const struct check *check);

/* True if `found` (NULL: absent) is as `expected` says. If not, adds to `difference` where they
 * differ, for the person who reads the report. With `is_json`, `expected` is JSON, and otherwise
 * plain text. If the rule itself is wrong, `difference` says so. */
bool check_holds(const struct check *check, json_t *found, struct text expected, bool is_json,
                 struct buffer *difference);

#endif
